"""Whom a pronoun or a word for a human being means: `он`, `её`, `женщина`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.quotes.scene import NOBODY, Voice
from pipeline.quotes.subjects import POSSESSIVES, PRONOUNS

if TYPE_CHECKING:
    from pipeline.quotes.cast import Cast


def pronoun_meant(cast: Cast, word: str, i: int) -> Voice:
    """`он`, `ее`, `их`: the last one named or heard who agrees in gender."""
    if word in ("их", "они"):
        return cast.last_heard("ORG") or NOBODY
    gender = PRONOUNS.get(word) or POSSESSIVES.get(word, "")
    return cast.latest_person(i, gender) or _latest_of(cast, gender, i) or NOBODY


def owner_meant(cast: Cast, word: str, i: int, figures: bool) -> Voice:
    """Whose `его` is; his figures are of the bank that has just spoken too: `Банк ожидает …. По его оценкам`."""
    if not figures and cast.stranger_spoke(i):
        return NOBODY
    at, last = cast.said[-1] if cast.said else (-1, NOBODY)
    here = at >= 0 and cast.scene.paragraph[at] == cast.scene.paragraph[i]
    return last if figures and here and last.type == "ORG" else pronoun_meant(cast, word, i)


def human_meant(cast: Cast, i: int) -> Voice:
    """`женщина`: who spoke last, else who was named last, of that sex, near."""
    gender = cast.scene.tokens[i].feat("Gender")
    heard = [(at, v) for at, v in cast.said[-9:] if v.type == "PER" and v.gender == gender and at < i]
    if heard and cast.scene.paragraph[i] - cast.scene.paragraph[heard[-1][0]] <= 2:
        return heard[-1][1]
    return _latest_of(cast, gender, i) or NOBODY


def _latest_of(cast: Cast, gender: str, i: int) -> Voice | None:
    """The last person of a gender near before token i, in whatever case: `пригласили Аиду. Она рассказала`."""
    near = (v for at, v in cast.people_before(i) if cast.is_near(at, i) and not cast.scene.direct[at])
    return next((voice for voice in near if voice.gender == gender), None)
