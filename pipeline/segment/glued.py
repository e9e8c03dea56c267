"""Words that a lost blank has run together: `в Актюбинской области|в связи`, `в|Астане`, `скончался в больнице|Ранее`.

News sites lose the blanks around links and pictures. A word is cut only where no dictionary knows it whole and all its
parts are known; the rules are ordered, and each sees the form alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.morph import is_known, parses
from pipeline.vocabulary import words

if TYPE_CHECKING:
    from pymorphy3.tagset import OpencorporaTag

SHORTEST = 5  # letters
LONGEST = 60
CYRILLIC = re.compile("[а-яёА-ЯЁ-]+")
PREPOSITION = re.compile(
    "(в|во|на|из|с|со|к|ко|о|об|от|до|по|у|за|при|и|что|для)(?=[А-ЯЁ](?:[а-яё]{2}|[А-ЯЁ]))"
    "|(В|Во|На|Из|С|Со|К|О|Об|От|До|По|У|За|При|И|Для)(?=[А-ЯЁ][а-яё]{2})"
)
CAPITAL_INSIDE = re.compile("[А-ЯЁ]?[а-яё-]*[а-яё](?=([А-ЯЁ][а-яё]*)(?![А-ЯЁ]))")
ABBREVIATION = re.compile("[А-ЯЁ]{2,}(?=[А-ЯЁ][а-яё]+$)")
FUNCTION_WORD = re.compile("(?<=[а-яё]{4})(?:в|во|на|из|из-за|с|со|по|для|от|до|за|при|к|и|не|под)$")
REGIONAL = re.compile("[сц]к(?:ий|ая|ой|ую|ом|ое|ого|ому|им|их|ие|ими)$")
VOWELS = "аеёиоуыэюя"
ADVERBS = ("ADVB", "COMP")
VERBAL = ("VERB", "INFN", "PRTS")
PRONOUNS = frozenset(("нем", "них", "ней", "ним"))  # в нем|приняли участие
COUNTING = frozenset(("более", "менее", "свыше", "около", "почти", "порядка", "примерно"))  # участие|более ста человек
OPEN_CLASSES = ("NOUN", "ADJF", "PRTF", "ADVB", "NUMR")


def joints(form: str) -> tuple[int, ...]:
    """Offsets in a word (in NFC) where another begins; none where it is whole."""
    if not SHORTEST <= len(form) <= LONGEST or not CYRILLIC.fullmatch(form) or is_known(form.lower()):
        return ()
    for rule in RULES:
        cut = rule(form)
        if cut:
            return (cut, *(cut + further for further in _joints_of_rest(form[cut:])))
    return ()


@lru_cache(maxsize=2**10)  # several rules ask for the same
def _joints_of_rest(rest: str) -> tuple[int, ...]:
    return joints(rest)


@cache
def _unsplit() -> tuple[str, ...]:
    """Beginnings of words that only look as if they were two: `водо|отвод`, `голодом|ора`."""
    return tuple(sorted(words("combining_forms")))


def preposition_before_name(form: str) -> int:
    """`в|Атырау`, `В|Акмолинской`, `что|АФМ`."""
    match = PREPOSITION.match(form)
    if match is None:
        return 0
    rest = form[match.end() :]
    return match.end() if rest.isupper() or _is_readable(rest) else 0


def _is_readable(rest: str) -> bool:
    """Whether this is a known word, a region, or one and more that is glued to it: `Актюбинской|областив`."""
    return is_known(rest.lower().rpartition("-")[2]) or REGIONAL.search(rest) is not None or bool(_joints_of_rest(rest))


def abbreviation_before_opener(form: str) -> int:
    """`РК|Как`: an abbreviation ended a block."""
    match = ABBREVIATION.match(form)
    if match is None or not is_known(match[0].lower()):  # ЦО|Нам
        return 0
    return match.end() if form[match.end() :].lower() in words("sentence_openers") else 0


def capital_inside(form: str) -> int:
    """`на Украине|Сегодня`, `Петров|Он`; no `АгроПром`, whose parts are no sentence's end and beginning."""
    match = CAPITAL_INSIDE.match(form)
    if match is None:
        return 0
    left, right = match[0].lower().rpartition("-")[2], match[1].lower()
    opens, known = right in words("sentence_openers"), is_known(left)
    if opens and (len(left) > 2 if known else len(left) > SHORTEST and len(right) > 1):
        return match.end()
    ends = known and len(left) >= SHORTEST and _is_inflected(left)
    return match.end() if ends and len(right) > 2 and is_known(right) else 0


def function_word_after(form: str) -> int:
    """`области|в`, `дождей|из-за`; a name may end so: `Марин|о`."""
    match = FUNCTION_WORD.search(form) if form.islower() else None
    if match is None or not is_known(form[: match.start()]):
        return 0
    return 0 if len(match[0]) == 1 and _may_be_ending(form[: match.start()], match[0]) else match.start()


def _may_be_ending(left: str, letter: str) -> bool:
    """Whether a word with this letter may be a form that the dictionary lacks: `сумо|в`, `сомон|и`, `пата|к`."""
    if letter == "в":
        return left[-1] == "о"
    return len(left) < SHORTEST or not _is_inflected(left)


def two_words(form: str) -> int:
    """`областях|остаются`, `ранее|объявили`, `Казахстан|придет`: the longest first word that leaves another."""
    norm = form.lower()
    if norm.startswith(_unsplit()):
        return 0
    for cut in range(len(norm) - 4, 2, -1):
        left, right = norm[:cut], norm[cut:]
        if "-" not in right and is_known(right) and is_known(left) and _may_follow(left, right, name=form[0].isupper()):
            return cut
    return 0


def _may_follow(left: str, right: str, *, name: bool) -> bool:
    """A verb may follow any word of five letters, another word only one whose form begins no compound."""
    tag, follows = parses(left)[0].tag, parses(right)[0].tag.POS
    if follows in VERBAL and (("Geox" in tag and len(left) > 3) or (left in PRONOUNS and len(right) >= SHORTEST)):
        return True
    if right in COUNTING and len(left) > 3:
        return True
    ending = right[0] in VOWELS and len(right) == SHORTEST  # `половозрел|ости`
    if len(left) < SHORTEST or len(right) < SHORTEST or ending:
        return False
    if follows in VERBAL:
        return tag.POS in ADVERBS or "Surn" in tag or _is_inflected(left)
    return follows in OPEN_CLASSES and (tag.POS in ADVERBS if name else _is_inflected(left))


def _is_inflected(norm: str) -> bool:
    """Whether no parse is one that a compound begins with: a base form, or an adverb in `-о`."""
    return norm[-1] != "о" and all(_is_ending(parse.tag) for parse in parses(norm))


def _is_ending(tag: OpencorporaTag) -> bool:
    if "Fixd" in tag:
        return False
    if tag.POS == "NOUN":
        return not ("nomn" in tag and "sing" in tag)
    return tag.POS in (*VERBAL, *ADVERBS, "ADJF", "PRTF")


RULES: tuple[Callable[[str], int], ...] = (
    preposition_before_name,
    abbreviation_before_opener,
    capital_inside,
    function_word_after,
    two_words,
)
