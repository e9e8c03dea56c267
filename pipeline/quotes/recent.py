"""Who has just spoken and is meant by a word for them: `добавил эксперт`, `по мнению исследователей`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.meant import MEMORY
from pipeline.quotes.scene import NOBODY, Voice, agree, lemma, speaker_classes
from pipeline.quotes.titles import titled

if TYPE_CHECKING:
    from pipeline.quotes.cast import Cast


def staff_spoke(cast: Cast, i: int) -> Voice:
    """`По мнению экспертов [из «Зари»]`; `Подсчитали аналитики «Зари». По мнению экспертов`: whose people speak."""
    scene = cast.scene
    of = scene.mention[i + 2] if i + 2 < len(scene.tokens) and scene.tokens[i + 1].norm == "из" else None
    if of and of.type == "ORG":
        return cast.voice(i + 2)
    at, last = cast.said[-1] if cast.said else (-1, NOBODY)
    several = last.type == "ORG" and at < i and scene.tokens[at].feat("Number") == "Plur"
    near = several and scene.paragraph[at] == scene.paragraph[i]
    return last if near and scene.tokens[i].feat("Number") == "Plur" else NOBODY


def just_spoken(cast: Cast, i: int, gender: str, called: Voice) -> Voice:
    """`«…», – сказал Ким.¶«…», – добавил эксперт`: Ким, whom else the article has called so."""
    at, last = cast.said[-1] if cast.said else (-1, NOBODY)
    named = (a for a, voice in cast.people_before(i) if voice.entity_id == last.entity_id)
    near = last.type == "PER" and agree(last.gender, gender) and any(cast.is_near(a, i) for a in named)
    return last if near and not cast.introduced(at, i) else called


def goes_on(cast: Cast, i: int, org: str, gender: str) -> bool:
    """Whether the word at i means who has just spoken: `нападающий сборной`, who was called so or is of `org`."""
    at, last = cast.said[-1]
    if at <= i - MEMORY or last.type != "PER":
        return False
    called = titled(cast.titles, lemma(cast.scene.tokens[i]), i) == last and not cast.introduced(at, i)
    return called or (bool(org) and (belongs(cast, last, org) or _may_head(cast, i, gender)))


def _may_head(cast: Cast, i: int, gender: str) -> bool:
    """`«…», – сказал Ким. Глава банка добавил`: Ким, of whom the article tells no post, nor who else heads it."""
    at, last = cast.said[-1]
    head = "leader" in speaker_classes().get(lemma(cast.scene.tokens[i]), ())
    placed = last.entity_id in cast.positions or any(v == last for names in cast.titles.values() for _, v in names)
    return head and not placed and agree(last.gender, gender) and cast.is_near(at, i) and not cast.introduced(at, i)


def belongs(cast: Cast, person: Voice, org: str) -> bool:
    """Whether the person was introduced with the organisation: `офицер МЧС Асанов`, later `представитель МЧС`."""
    for at, voice in cast.people[:200]:
        if voice.entity_id == person.entity_id:
            stems = cast.stems.get(org, frozenset())
            near = [(v, s) for i, v, s in cast.orgs_before(at) if at - 15 <= i]
            return any(v.entity_id == org or stems <= s for v, s in near)
    return False
