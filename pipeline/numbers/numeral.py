"""Numerals: the number itself, in digits, words or Roman letters, read to its exact value, before unit and modifier.

The words of an article are walked once; at each that may begin a numeral the first of `RULES` that reads it wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from pipeline.document import Doc, Token
from pipeline.lookup import Lookup, lookup
from pipeline.numbers.cardinal import cardinal_words, digits, vague, word_range
from pipeline.numbers.compound import halved, stem_of
from pipeline.numbers.figures import DIGITS, VULGAR, decimal, is_endless
from pipeline.numbers.fraction import fraction, whole_and_part
from pipeline.numbers.homonym import is_homonym
from pipeline.numbers.lexicon import Word, adverbs, compound_prefixes, number_words
from pipeline.numbers.written import Numeral as Numeral
from pipeline.numbers.written import Rule, spelled, with_period, word_at
from pipeline.recent import remembered

SUFFIXED = re.compile(rf"({DIGITS.pattern})(?:[-–—]({DIGITS.pattern}))?%?[-–—]?([а-я]+(?:-[а-я]+)*)")
ORDINAL_SUFFIXES = frozenset((
    "й", "я", "е", "го", "му", "м", "х", "ми", "ю", "ый", "ой", "ий", "ая", "ое", "ые", "ого", "его", "ому", "ему",
    "ым", "им", "ом", "ем", "ую", "ых", "их", "ыми", "ти", "го-то",
))  # fmt: skip
CARDINAL_SUFFIXES = frozenset(("ти", "ми", "х", "ю", "а", "мя", "то", "ух", "ех"))  # `в 5-ти районах`, `2-х человек`
ALWAYS_CARDINAL = frozenset(("ти", "ух", "ех"))
ROMAN_LOOKALIKES = str.maketrans("ІХСМУ", "IXCMV")  # Cyrillic letters typed for Latin ones
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
DASHES = frozenset("-–—")
ROMAN_LETTERS = frozenset("ivxlcіхсму")
PREFIX_LETTERS = (
    "дв", "тр", "че", "пя", "ше", "се", "во", "де", "од", "со", "ст", "пол", "тыс", "вд", "вт", "вч", "вп", "вш", "вс",
    "вв",
)  # fmt: skip
PREFIX_STARTS = frozenset(letters[:2] for letters in PREFIX_LETTERS)
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@remembered
def numerals(doc: Doc) -> tuple[Numeral, ...]:
    """All numerals of a document, in order, without overlap; every token with a digit lies in one."""
    return tuple(_numerals(doc))


def _numerals(doc: Doc) -> Iterator[Numeral]:
    words, tokens, reach = number_words(), doc.tokens, 0
    for i in _openings(lookup(doc), tokens):
        if i < reach or not _may_begin(tokens, i):
            continue
        found = _read(tokens, i, words)
        if found:
            yield found
            reach = found.last


def _openings(words: Lookup, tokens: Sequence[Token]) -> list[int]:
    """The tokens at which a numeral may begin, told by their forms: most of them no rule has to look at."""
    norms = words.norms
    opening = norms.keys() & number_words().keys()
    opening.update([norm for norm in words.others if _is_written(norm)])
    opening.update([norm for norm in norms if norm[:2] in PREFIX_STARTS and _opens(norm)])
    opening.update([tokens[i].norm for i in words.capitals if ROMAN_LETTERS.issuperset(tokens[i].norm)])
    return sorted([i for norm in opening for i in norms[norm]])


def _is_written(norm: str) -> bool:
    """With a figure or a hyphen, but no lone dash: `во-вторых`, `пять-шесть`."""
    return _has_digit(norm) or (len(norm) > 1 and ("-" in norm or "–" in norm))


@lru_cache(maxsize=2**14)
def _opens(norm: str) -> bool:
    """Whether a numeral may begin with a form that begins as numerals do: of most it is told once."""
    if not norm.isalpha() or not norm.startswith(PREFIX_LETTERS):
        return False
    return norm in adverbs() or norm.startswith(("десятк", "пол")) or compound_parts(norm)[0] is not None


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if not ROMAN_LETTERS.issuperset(token.norm) or token.norm in number_words():
        return not is_homonym(tokens, i)
    return token.text.isupper()


def _has_digit(text: str) -> bool:
    for c in text:  # noqa: SIM110  a generator would take three times as long
        if c.isdigit() or c in VULGAR:
            return True
    return False


def _read(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    for rule in IN_FIGURES if tokens[i].norm[0].isdigit() else RULES:
        if found := rule(tokens, i, words):
            return found
    return None


# ---------------------------------------------------------------- rules, the first that reads wins


def roman(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`XIV сессия`, `ХІІ форум` in Cyrillic letters; a single letter only where a word of its own is unlikely."""
    text = tokens[i].text
    body, _, suffix = text.partition("-")
    letters = body.translate(ROMAN_LOOKALIKES)
    if suffix and suffix.lower() not in ORDINAL_SUFFIXES:
        return None
    if not letters or not ROMAN.fullmatch(letters) or letters in ("L", "C") or body in ("С", "У", "М"):
        return None
    if len(letters) == 1 and not _ordinal_context(tokens, i):
        return None
    values = [ROMAN_VALUES[letter] for letter in letters]
    total = sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
    return spelled(tokens, i, i + 1, Decimal(total), "roman", ordinal=True)


def _ordinal_context(tokens: Sequence[Token], i: int) -> bool:
    """A lone `I`, `V` or `X` is a number before a lower-case Russian noun, after a king's name, or in `I–III`."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None:
        return False
    if following.text in DASHES and i + 2 < len(tokens):
        end = tokens[i + 2].text.translate(ROMAN_LOOKALIKES)
        return following.start == tokens[i].stop == following.stop - 1 and bool(end) and bool(ROMAN.fullmatch(end))
    return following.text.islower() and following.text[0].isalpha() and not following.text[0].isascii()


def suffixed(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`5-й`, `8–9-х`, `13-летнего`, `25%-ный`, `5-ти`."""
    match = SUFFIXED.fullmatch(tokens[i].norm)
    if not match or is_endless(tokens[i].norm):
        return None
    value, suffix = decimal(match[1]), match[3]
    high = decimal(match[2]) if match[2] else None
    adjective = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    if suffix in CARDINAL_SUFFIXES and stem_of(adjective):  # 13-ти летний
        return spelled(tokens, i, i + 2, value, "digits", high=high, suffix=adjective)
    if "%" in tokens[i].norm:
        return spelled(tokens, i, i + 1, value, "digits", high=high, suffix="процентный")
    if suffix in CARDINAL_SUFFIXES and (suffix in ALWAYS_CARDINAL or _plural_noun(tokens, i + 1)):
        return _scaled(tokens, i, value, high, words)
    if suffix in ORDINAL_SUFFIXES:
        return spelled(tokens, i, i + 1, value, "digits", high=high, ordinal=True)
    return spelled(tokens, i, i + 1, value, "digits", high=high, suffix=suffix)


def _scaled(tokens: Sequence[Token], i: int, value: Decimal, high: Decimal | None, words: dict[str, Word]) -> Numeral:
    """`5-ти`, and `25-ти тысяч` with its scale word."""
    scale = word_at(tokens, i + 1, words)
    if scale is None or scale.cls != "scale" or high is not None:
        return spelled(tokens, i, i + 1, value, "digits", high=high)
    return spelled(tokens, i, with_period(tokens, i + 2), value * scale.value, "digits", scale=scale.value)


def _plural_noun(tokens: Sequence[Token], i: int) -> bool:
    """`2-х человек` counts, `8-х классов` orders: only small values are written as cardinals with `-х`."""
    value = re.match(r"\d+", tokens[i - 1].norm)
    small = value is not None and value[0] in ("2", "3", "4")
    if value is not None and value[0][-1] in "234" and value[0][-2:-1] not in ("", "1"):  # в 54-х домах
        small = i < len(tokens) and not tokens[i].norm.startswith(("класс", "год"))
    return small and i < len(tokens) and tokens[i].feat("Number") == "Plur"


def compound(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`тринадцатилетняя`, `двухсоттысячный`, `полуторакратный`, `полмиллиона`, `пол-литра`."""
    norm = tokens[i].norm
    if norm in words or not norm[0].isalpha():
        return None
    value, rest = compound_parts(norm)
    if value is None:
        return half(tokens, i, words)
    return spelled(tokens, i, i + 1, value, "words", suffix=rest)


def compound_parts(norm: str) -> tuple[Decimal | None, str]:
    """The number at the head of a compound adjective and what remains: `двадцатипятилетний` → 25, `летний`."""
    total, rest, last = Decimal(0), norm, Decimal(1001)
    prefixes = compound_prefixes()
    while True:
        step = next((n for n in range(min(len(rest) - 3, 13), 1, -1) if rest[:n] in prefixes), 0)
        value = prefixes.get(rest[:step], Decimal(0)) if step else Decimal(0)
        if not step or value >= last:
            break
        total, rest, last = total + value, rest[step:].lstrip("-"), value
    return (total, rest) if total and stem_of(rest) else (None, "")


def half(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`полмиллиона`, `полтысячи`, `пол-литра`, `полгода`, `получаса`: half of the word that follows."""
    norm = tokens[i].norm
    if not norm.startswith("пол") or len(norm) < 6:
        return None
    rest = norm[3:].lstrip("-")
    scale = words.get(rest) or words.get(rest.removeprefix("у"))  # полумиллиона
    if scale and scale.cls in ("scale", "group"):
        return spelled(tokens, i, i + 1, scale.value / 2, "words", scale=scale.value)
    whole = halved(norm)
    return spelled(tokens, i, i + 1, Decimal("0.5"), "words", suffix=whole) if whole else None


def ordinal_words(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`первый`, `сто двадцать пятый`, `двухтысячный`."""
    word = words.get(tokens[i].norm)
    if not word or word.cls in ("scale", "group", "fraction", "mixed", "both", "collective"):
        return None
    total, last_magnitude, j = Decimal(0), 1000, i
    while word and word.magnitude and word.magnitude < last_magnitude:
        total, last_magnitude, j = total + word.value, word.magnitude, j + 1
        if word.cls == "ordinal":
            return spelled(tokens, i, j, total, "words", ordinal=True)
        word = words.get(tokens[j].norm) if j < len(tokens) else None
    if word and word.cls == "ordinal" and word.magnitude >= 1000 and j == i:
        return spelled(tokens, i, i + 1, word.value, "words", ordinal=True)
    return None


def code(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """Any other token with a digit in it: `А2`, `COVID-19`, `14.04.2024`."""
    return spelled(tokens, i, i + 1, None, "code") if _has_digit(tokens[i].norm) else None


def introductory(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`во-первых`, `в-третьих`: one token, not a number of anything."""
    preposition, _, rest = tokens[i].norm.partition("-")
    word = words.get(rest)
    if preposition not in ("в", "во") or not word or word.cls != "ordinal":
        return None
    return spelled(tokens, i, i + 1, None, "words", cls="introductory")


def adverb(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`вдвое`, `трижды`, `однажды`; `cls` is the kind of number that it makes."""
    norm = tokens[i].norm
    if norm.startswith("десятк"):  # федеральной десятки, not десятки домов
        norm = "десятка" if tokens[i].feat("Gender") == "Fem" else ""
    row = adverbs().get(norm)
    return spelled(tokens, i, i + 1, row[1], "words", cls=row[0]) if row else None


RULES: tuple[Rule, ...] = (
    adverb, introductory, roman, suffixed, digits, word_range, whole_and_part, fraction, ordinal_words, vague,
    cardinal_words, compound, code,
)  # fmt: skip
IN_FIGURES = RULES[RULES.index(suffixed) :]  # what begins with a figure
