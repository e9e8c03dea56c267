"""Which position a word means: `глава государства` the president, `глава Минторговли` the minister of trade."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.quotes.countries import country_named, of_another, of_country
from pipeline.quotes.scene import Scene, Voice, lemma, speaker_classes
from pipeline.vocabulary import mapping

if TYPE_CHECKING:
    from pipeline.quotes.cast import Cast

DEPUTIES = ("замест", "помощ", "совет", "пресс")
SECTOR = 4  # first letters by which `министр торговли` and `Минторговли` are one


def positions(scene: Scene) -> dict[str, list[tuple[str, str]]]:
    """By person: the words of each position, and its organisation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for role in scene.doc.roles:
        found.setdefault(role.person_id, []).append((role.position.lower().replace("ё", "е"), role.org_id))
    return found


def holder_meant(cast: Cast, i: int, leader: bool, org: str) -> Voice | None:
    """The last person before token i whose position has the word there, or for a head any head's word."""
    stop = bisect_left(cast.people, i, key=lambda p: p[0])
    people = [voice for _, voice in cast.people_before(i) + cast.people[stop : stop + 3]]
    if country := country_named(cast.scene, i):
        own = [v for v in people if of_country(cast.positions.get(v.entity_id, []), country)]
        people = own or [v for v in people if not of_another(cast.positions.get(v.entity_id, []), country)]
    for heads in heads_meant(cast.scene, i, leader):
        for voice in people:
            for position, position_org in cast.positions.get(voice.entity_id, [])[:20]:
                here = not org or position_org == org or names_sector(position, cast.scene.names.get(org, ""))
                if here and holds(position, heads):
                    return voice
    return None


def heads_meant(scene: Scene, i: int, leader: bool) -> list[tuple[str, ...]]:
    """Words of the positions that the word at i may mean, the likeliest first."""
    word = lemma(scene.tokens[i])
    if not leader:
        return [(word,)]
    following = scene.tokens[i + 1 : i + 3]
    of = next((lemma(t) for t in following if t.pos != "ADJ"), "")
    if known := mapping("offices", "of", "positions").get(of):
        return [tuple(known.split())]
    if word == "президент":  # no аким is one
        return [(word,), tuple(w for w in _heads() if "office" not in speaker_classes()[w])]
    return [_heads()] if word == "глава" else [(word,), _heads()]


@cache
def _heads() -> tuple[str, ...]:
    """All words for who is at the head of something."""
    return tuple(word for word, classes in speaker_classes().items() if classes & {"leader", "office"})


@lru_cache(maxsize=2**11)
def holds(position: str, heads: tuple[str, ...]) -> bool:
    """Whether a position is one of these; of `заместитель акима` only the first word is held."""
    words = position.split()[:3]
    deputy = next((n for n, word in enumerate(words[:2]) if word.startswith(DEPUTIES)), -1)
    return any(_is_head(word, heads) for word in (words if deputy < 0 else words[: deputy + 1]))


def _is_head(word: str, heads: tuple[str, ...]) -> bool:
    """Whether a word of a position is one of these, in any case or as the last part: `вице-министр`."""
    last = word.rsplit("-", 1)[-1]
    return any((last[: len(h) - 1] == h[: len(h) - 1] and abs(len(last) - len(h)) < 3) or word == h for h in heads)


def ministry(positions: list[tuple[str, str]]) -> str:
    """What a minister heads: of `министр торговли и интеграции`, `Министерство торговли и интеграции`."""
    for position, _ in positions[:20]:
        head, _, sector = position.rsplit("-", 1)[-1].partition(" ")
        if head == "министр" and sector and "," not in sector:
            return f"Министерство {sector}"
    return ""


def names_sector(position: str, organisation: str) -> bool:
    """Whether a minister's position and the short name of a ministry are of one sector."""
    name = organisation.lower().replace("ё", "е")
    if "".join(word[0] for word in position.split()) == name.partition(" ")[0]:
        return True  # министр иностранных дел, МИД
    words = (word for word in position.split()[1:] if len(word) > SECTOR)
    return name.startswith("мин") and any(word[:SECTOR] in name for word in words)
