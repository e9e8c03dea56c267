"""What pymorphy3's dictionary has for a word: its forms, and the other forms of the same paradigm.

A form is a number in a paradigm, which lists the suffixes of all forms, then their tags, then their prefixes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.tagset import OpencorporaTag

Form = tuple[str, int, int]  # the spelling (with `ё`), the paradigm, the number of the form in it
Way = tuple[str, slice, str]  # to another form: what goes before the part that is kept, that part, what goes after


@cache
def analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer  # costs 0.2 s: only when a word is first asked for

    return MorphAnalyzer(lang="ru")


def forms_of(norm: str) -> list[Form]:
    """All that a lower-case word may be a form of; `е` may stand for `ё`."""
    found = analyzer().dictionary.words.similar_items(norm, analyzer().char_substitutes)
    return [(word, *place) for word, places in found for place in places]


def tag_of(paradigm: int, form: int) -> OpencorporaTag:
    tag: OpencorporaTag = analyzer().dictionary.gramtab[_tag_number(paradigm, form)]
    return tag


def _tag_number(paradigm: int, form: int) -> int:
    parts = analyzer().dictionary.paradigms[paradigm]
    return int(parts[len(parts) // 3 + form])


def part_of_speech(paradigm: int, form: int) -> str:
    return _parts_of_speech()[_tag_number(paradigm, form)]


@cache
def _parts_of_speech() -> list[str]:
    """By number of the tag: a tag takes long to tell."""
    return [str(tag.POS) for tag in analyzer().dictionary.gramtab]


class Ways(NamedTuple):
    """From a form to its base forms, see `base_grammemes`."""

    base: Way  # to the dictionary's
    nominal: Way  # to that of a noun or an adjective
    verbal: Way  # to that of all others


@lru_cache(maxsize=2**13)
def ways(paradigm: int, form: int) -> Ways:
    number = _tag_number(paradigm, form)
    base = _way(paradigm, form, 0)
    found = []
    for others in (_base_grammemes(nominal=True), _base_grammemes(nominal=False)):
        place = _place(paradigm, form, others[number]) if number in others else 0
        found.append(_way(paradigm, form, place) if place else base)
    return Ways(base, *found)


def _way(paradigm: int, form: int, other: int) -> Way:
    if form == other:
        return "", slice(None), ""
    dictionary = analyzer().dictionary
    prefixes, suffixes, parts = dictionary.paradigm_prefixes, dictionary.suffixes, dictionary.paradigms[paradigm]
    at = 2 * len(parts) // 3  # where prefixes begin
    stem = slice(len(prefixes[parts[at + form]]), -len(suffixes[parts[form]]) or None)
    return prefixes[parts[at + other]], stem, suffixes[parts[other]]


def _along(word: str, way: Way) -> str:
    prefix, stem, suffix = way
    return f"{prefix}{word[stem]}{suffix}"


def bases_of(forms: Iterable[Form], *, nominal: bool) -> list[str]:
    """The base form of each, which is the dictionary's but for those of `base_grammemes`."""
    bases = []
    for word, paradigm, place in forms:
        found = ways(paradigm, place)
        bases.append(_along(word, found.nominal if nominal else found.verbal))
    return bases


def normal_forms_of(forms: Iterable[Form]) -> list[str]:
    """The dictionary's base form of each."""
    return [_along(word, ways(paradigm, place).base) for word, paradigm, place in forms]


def sole_base(norm: str) -> str:
    """The base form of a word that has but one, whatever it is a form of; empty for others and unknown words."""
    bases = {_along(word, way) for word, *place in forms_of(norm) for way in ways(*place)[1:]}
    return bases.pop() if len(bases) == 1 else ""


@cache
def _base_grammemes(*, nominal: bool) -> dict[int, frozenset[str]]:
    """By number of the tag, for the few whose base form is not the dictionary's."""
    tags = enumerate(analyzer().dictionary.gramtab)
    return {number: wanted for number, tag in tags if (wanted := base_grammemes(tag, nominal=nominal))}


def base_grammemes(tag: OpencorporaTag, *, nominal: bool) -> frozenset[str]:
    """Grammemes of the base form where it is not the dictionary's: of a participle used as a noun or an adjective, and
    of a woman's surname."""
    if tag.POS == "PRTF":
        return frozenset(("nomn", "sing", "masc")) if nominal else frozenset()
    if tag.POS == "NOUN" and "Surn" in tag and "femn" in tag and "sing" in tag:
        return frozenset(("nomn", "sing", "femn"))
    return frozenset()


def form_at(word: str, paradigm: int, form: int, grammemes: frozenset[str]) -> str | None:
    """The form of a word that has these grammemes; None where the paradigm has none such."""
    place = _place(paradigm, form, grammemes) if grammemes else None
    if place is None:
        return None
    return _along(word, _way(paradigm, form, place))


@lru_cache(maxsize=2**12)
def _place(paradigm: int, form: int, grammemes: frozenset[str]) -> int | None:
    dictionary = analyzer().dictionary
    parts = dictionary.paradigms[paradigm]
    size = len(parts) // 3
    tags = [dictionary.gramtab[number] for number in parts[size : 2 * size]]
    return most_like(tags, tags[form], grammemes)


def most_like(tags: Sequence[OpencorporaTag], own: OpencorporaTag, grammemes: frozenset[str]) -> int | None:
    """Where the form with these grammemes stands that is most like one's own; chosen as `Parse.inflect` does."""
    for wanted in (grammemes, own.fix_rare_cases(grammemes)):
        fitting = [place for place, tag in enumerate(tags) if wanted <= tag.grammemes]
        if fitting:
            same = own.updated_grammemes(wanted)
            return max(fitting, key=lambda at: len(same & tags[at].grammemes) - 0.1 * len(same ^ tags[at].grammemes))
    return None


def chance(norm: str, tag: OpencorporaTag) -> float:
    """That of a tag for a word, as counted in OpenCorpora; 0 where there is no count."""
    found: float = analyzer().prob_estimator.p_t_given_w.prob(norm, tag)
    return found
