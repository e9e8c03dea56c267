"""Numerals: the number itself, in digits, words or Roman letters, read to its exact value, before unit and modifier.

The grammar of spelled-out cardinals is the usual one for positional number names: within a group of three digits
the magnitudes fall (`двести сорок пять`), a scale word closes the group (`тысяч`), and scales fall from left to
right (`1 млн 200 тыс.`, `2 тысячи 300`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipeline.document import Doc, Token
from pipeline.numbers.compound import HALVES, stem_of
from pipeline.numbers.lexicon import Word, adverbs, compound_prefixes, number_words

Form = Literal["digits", "words", "roman", "code"]

DIGITS = re.compile(r"\d+(?:[ \u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:\.\d{3}){2,}(?:,\d+)?|\d+(?:[.,]\d+)?")
SUFFIXED = re.compile(rf"({DIGITS.pattern})(?:[-–—]({DIGITS.pattern}))?%?[-–—]?([а-я]+(?:-[а-я]+)*)")
VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": str(Decimal(1) / 3), "⅔": str(Decimal(2) / 3), "⅛": "0.125"}
ORDINAL_SUFFIXES = frozenset("й я е го му м х ми ю ый ой ий ая ое ые ого его ому ему ым им ом ем ую ых их ыми ти го-то".split())
CARDINAL_SUFFIXES = frozenset("ти ми х ю а мя то".split())  # `в 5-ти районах`, `2-х человек`
ROMAN_LOOKALIKES = str.maketrans("ІХСМУ", "IXCMV")  # Cyrillic letters typed for Latin ones
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
WORD_RANGE = re.compile(r"([а-я]+)[-–—]([а-я]+)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Tokens `first:last` that spell one number; `start`, `stop` are code points.

    `value` is None for what is no plain number (a code, `сотни`); `low` then holds what is known of it. `high` is
    set for two numbers in one word: `пять-шесть`, `8–9-х`. `suffix` is the rest of a compound adjective
    (`летнего` of `13-летнего`). `scale` is the scale word's value, 1 where there is none.
    """

    first: int
    last: int
    start: int
    stop: int
    value: Decimal | None
    form: Form
    high: Decimal | None = None
    low: Decimal | None = None
    ordinal: bool = False
    cls: str = ""
    suffix: str = ""
    scale: Decimal = Decimal(1)

    @property
    def mantissa(self) -> Decimal:
        return (self.value or Decimal(0)) / self.scale


def numerals(doc: Doc) -> list[Numeral]:
    """All numerals of a document, in order, without overlap; every token with a digit lies in one."""
    return list(_numerals(doc.tokens))


def _numerals(tokens: tuple[Token, ...]) -> Iterator[Numeral]:
    words, i = number_words(), 0
    while i < len(tokens):
        token = tokens[i]
        found = _read(tokens, i, words) if _may_begin(token, words) else None
        if found:
            yield found
        i = found.last if found else i + 1


def _may_begin(token: Token, words: dict[str, Word]) -> bool:
    """Cheap test that lets nearly all tokens pass by."""
    norm = token.norm
    if norm in words:
        return token.norm != "семью" or token.feat("Case") == "Ins"  # not the family
    first = norm[:1]
    if first.isdigit() or first in VULGAR:
        return True
    if first in "ivxlcіхсму" and token.text.isupper():
        return True
    return len(norm) > 3 and ("-" in norm or "–" in norm or norm.startswith(_PREFIX_LETTERS)) or _has_digit(norm)


_PREFIX_LETTERS = tuple("дв тр че пя ше се во де од со ст сто пол тыс вд вт вч вп вш вс вв в-".split())


def _has_digit(text: str) -> bool:
    return not text.isalpha() and any(c.isdigit() or c in VULGAR for c in text)


def _read(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    for rule in RULES:
        if found := rule(tokens, i, words):
            return found
    return None


def _numeral(tokens: tuple[Token, ...], first: int, last: int, value: Decimal | None, form: Form, **more: object) -> Numeral:
    return Numeral(first, last, tokens[first].start, tokens[last - 1].stop, value, form, **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- rules, the first that reads wins


def roman(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
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
    return _numeral(tokens, i, i + 1, Decimal(total), "roman", ordinal=True)


def _ordinal_context(tokens: tuple[Token, ...], i: int) -> bool:
    """A lone `I`, `V` or `X` is a number before a lower-case Russian noun, or between dash and number."""
    following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    return following[:1].isalpha() and following[:1] not in "abcdefghijklmnopqrstuvwxyz" and tokens[i + 1].text.islower()


def suffixed(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`5-й`, `8–9-х`, `13-летнего`, `25%-ный`, `5-ти`."""
    match = SUFFIXED.fullmatch(tokens[i].norm)
    if not match:
        return None
    value, suffix = decimal(match[1]), match[3]
    high = decimal(match[2]) if match[2] else None
    adjective = tokens[i + 1].norm if i + 1 < len(tokens) else ""
    if suffix in CARDINAL_SUFFIXES and stem_of(adjective):  # 13-ти летний
        return _numeral(tokens, i, i + 2, value, "digits", high=high, suffix=adjective)
    if "%" in tokens[i].norm:
        return _numeral(tokens, i, i + 1, value, "digits", high=high, suffix="процентный")
    if suffix in CARDINAL_SUFFIXES and (suffix == "ти" or _plural_noun(tokens, i + 1)):
        return _numeral(tokens, i, i + 1, value, "digits", high=high)
    if suffix in ORDINAL_SUFFIXES:
        return _numeral(tokens, i, i + 1, value, "digits", high=high, ordinal=True)
    return _numeral(tokens, i, i + 1, value, "digits", high=high, suffix=suffix)


def _plural_noun(tokens: tuple[Token, ...], i: int) -> bool:
    """`2-х человек` counts, `8-х классов` orders: only small values are written as cardinals with `-х`."""
    value = re.match(r"\d+", tokens[i - 1].norm)
    return bool(value) and int(value[0]) in (2, 3, 4) and i < len(tokens) and tokens[i].feat("Number") == "Plur"  # type: ignore[index]


def digits(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`1 234,5`, `3 тыс.`, `2 тысячи 300`, `1 млн 200 тыс.`, `½`, `2 ½`."""
    value = _digit_value(tokens[i].norm)
    return None if value is None else _cardinal(tokens, i, words)


def compound(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`тринадцатилетняя`, `двухсоттысячный`, `полуторакратный`, `полмиллиона`, `пол-литра`."""
    norm = tokens[i].norm
    if norm in words or not norm[0].isalpha():
        return None
    value, rest = compound_parts(norm)
    if value is None:
        return half(tokens, i, words)
    return _numeral(tokens, i, i + 1, value, "words", suffix=rest)


def compound_parts(norm: str) -> tuple[Decimal | None, str]:
    """The number at the head of a compound adjective and what remains: `двадцатипятилетний` → 25, `летний`."""
    total, rest, last = Decimal(0), norm, Decimal(1000)
    prefixes = compound_prefixes()
    while True:
        step = next((n for n in range(min(len(rest) - 3, 13), 1, -1) if rest[:n] in prefixes), 0)
        value = prefixes.get(rest[:step], Decimal(0)) if step else Decimal(0)
        if not step or value >= last:
            break
        total, rest, last = total + value, rest[step:].lstrip("-"), value
    return (total, rest) if total and stem_of(rest) else (None, "")


def half(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`полмиллиона`, `полтысячи`, `пол-литра`, `полгода`, `полчаса`: half of the word that follows."""
    norm = tokens[i].norm
    if not norm.startswith("пол") or len(norm) < 6:
        return None
    rest = norm[3:].lstrip("-")
    scale = words.get(rest)
    if scale and scale.cls in ("scale", "group"):
        return _numeral(tokens, i, i + 1, scale.value / 2, "words", scale=scale.value)
    return _numeral(tokens, i, i + 1, Decimal("0.5"), "words", suffix=rest) if rest in HALVES else None


def word_range(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`пять-шесть`, `два-три`, `полтора-два`, with a scale after it: `две-три тысячи`."""
    match = WORD_RANGE.fullmatch(tokens[i].norm)
    low, high = (words.get(match[1]), words.get(match[2])) if match else (None, None)
    if not low or not high or low.cls == "scale" or high.cls == "scale" or low.value >= high.value:
        return None
    ordinal = low.cls == high.cls == "ordinal"
    if low.cls == "ordinal" and not ordinal:
        return None
    scale = words.get(tokens[i + 1].norm) if i + 1 < len(tokens) and not ordinal else None
    if not scale or scale.cls not in ("scale", "group"):
        return _numeral(tokens, i, i + 1, low.value, "words", high=high.value, ordinal=ordinal)
    last = _with_period(tokens, i + 2)
    return _numeral(
        tokens, i, last, low.value * scale.value, "words", high=high.value * scale.value, scale=scale.value
    )


def ordinal_words(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`первый`, `сто двадцать пятый`, `двухтысячный`."""
    word = words.get(tokens[i].norm)
    if not word or word.cls in ("scale", "group", "fraction", "mixed", "both", "collective"):
        return None
    total, last_magnitude, j = Decimal(0), 1000, i
    while word and word.magnitude and word.magnitude < last_magnitude:
        total, last_magnitude, j = total + word.value, word.magnitude, j + 1
        if word.cls == "ordinal":
            return _numeral(tokens, i, j, total, "words", ordinal=True)
        word = words.get(tokens[j].norm) if j < len(tokens) else None
    if word and word.cls == "ordinal" and word.magnitude >= 1000 and j == i:
        return _numeral(tokens, i, i + 1, word.value, "words", ordinal=True)
    return None


def fraction_words(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`треть`, `две трети`, `три четверти`, `одна десятая`, `ноль целых пять десятых`, `2/3`."""
    word = words.get(tokens[i].norm)
    if not word:
        return None
    if word.cls == "fraction":
        return _numeral(tokens, i, i + 1, word.value, "words", cls="fraction")
    following = words.get(tokens[i + 1].norm) if i + 1 < len(tokens) else None
    if word.cls in ("unit", "teen", "ten") and following:
        if following.cls == "fraction":
            return _numeral(tokens, i, i + 2, word.value * following.value, "words", cls="fraction")
        if _denominator(tokens[i].norm, tokens[i + 1].norm) and following.value >= 3:
            value = word.value / following.value
            return _numeral(tokens, i, i + 2, value, "words", cls="fraction")
    return None


def _denominator(numerator: str, ordinal: str) -> bool:
    """`одна десятая`, `одной пятой`, `три пятых`: the forms in which an ordinal names a part."""
    if numerator in ("одна", "одну", "одной"):
        return ordinal.endswith(("ая", "ую", "ой", "ья", "ью", "ьей"))
    return numerator not in ("один", "одного") and ordinal.endswith(("ых", "ыми", "ым")) and numerator not in ("одних",)


def whole_and_part(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`две целых и пять десятых`, `ноль целых одна десятая`."""
    if i + 3 >= len(tokens) or tokens[i + 1].norm not in ("целых", "целая", "целую", "целой"):
        return None
    word = words.get(tokens[i].norm)
    j = i + 2 + (tokens[i + 2].norm == "и")
    part = fraction_words(tokens, j, words) if j + 1 < len(tokens) else None
    if not word or not part or part.value is None:
        return None
    return _numeral(tokens, i, part.last, word.value + part.value, "words")


def vague(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`сотни`, `десятки тысяч`, `тысячи`: a plural scale word with no number before it says `at least one such`."""
    word = words.get(tokens[i].norm)
    if not word or word.cls not in ("scale", "group") or not _is_plural(tokens, i):
        return None
    following = words.get(tokens[i + 1].norm) if i + 1 < len(tokens) else None
    if following and following.cls == "scale" and (word.cls == "group" or following.value > word.value):
        return _numeral(tokens, i, _with_period(tokens, i + 2), None, "words", low=word.value * following.value)
    return _numeral(tokens, i, i + 1, None, "words", low=word.value)


GENITIVE_GOVERNORS = frozenset("более больше менее меньше около порядка свыше до от из без выше ниже".split())


def _is_plural(tokens: tuple[Token, ...], i: int) -> bool:
    """Plural `тысячи семей`, not the genitive singular of `более тысячи семей`."""
    norm = tokens[i].norm
    if norm in ("тыс", "млн", "млрд", "трлн", "мил") or tokens[i].feat("Number") == "Sing" and not norm.endswith(("ов", "яч", "тен")):
        return False
    before = tokens[i - 1].norm if i else ""
    if norm.endswith(("ы", "и", "ам", "ами", "ах", "ов", "яч", "тен")) and not norm.endswith("ью"):
        return not (before in GENITIVE_GOVERNORS and norm.endswith(("и", "ы", "а")))
    return False


def cardinal_words(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    word = words.get(tokens[i].norm)
    return _cardinal(tokens, i, words) if word and word.cls not in ("ordinal", "fraction") else None


def code(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """Any other token with a digit in it: `А2`, `COVID-19`, `14.04.2024`."""
    return _numeral(tokens, i, i + 1, None, "code") if _has_digit(tokens[i].norm) else None


def introductory(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`во-первых`, `в-третьих`: one token, not a number of anything."""
    preposition, _, rest = tokens[i].norm.partition("-")
    word = words.get(rest)
    if preposition not in ("в", "во") or not word or word.cls != "ordinal":
        return None
    return _numeral(tokens, i, i + 1, None, "words", cls="introductory")


def adverb(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """`вдвое`, `трижды`, `однажды`; `cls` is the kind of number that it makes."""
    norm = tokens[i].norm
    if norm.startswith("десятк") and tokens[i].feat("Gender") == "Fem":  # федеральной десятки, not десятки домов
        norm = "десятка"
    row = adverbs().get(norm)
    return _numeral(tokens, i, i + 1, row[1], "words", cls=row[0]) if row else None


RULES = (adverb, introductory, roman, suffixed, digits, word_range, whole_and_part, fraction_words, ordinal_words, vague, cardinal_words, compound, code)  # fmt: skip


# ---------------------------------------------------------------- cardinals


def decimal(text: str) -> Decimal:
    """Exact value of digits with grouping by blanks, apostrophes or dots: `1 234,5` → 1234.5, `1.234.567` → 1234567."""
    bare = re.sub(r"[ \u00a0\u2009\u202f'’]", "", text)
    if bare.count(".") > 1:
        bare = bare.replace(".", "")
    return Decimal(bare.replace(",", "."))


def _digit_value(text: str) -> Decimal | None:
    if text in VULGAR:
        return Decimal(VULGAR[text])
    if text[-1:] in VULGAR and DIGITS.fullmatch(text[:-1]):  # 2½
        return decimal(text[:-1]) + Decimal(VULGAR[text[-1]])
    return decimal(text) if DIGITS.fullmatch(text) else None


def _with_period(tokens: tuple[Token, ...], last: int) -> int:
    """Takes in the full stop of `тыс.`; that of `млн.` only inside a sentence, where it can be nothing else."""
    if last >= len(tokens) or tokens[last].text != "." or tokens[last].start != tokens[last - 1].stop:
        return last
    word = tokens[last - 1].norm
    inside = last + 1 < len(tokens) and tokens[last + 1].sent == tokens[last].sent
    return last + 1 if word == "тыс" or (word in ("млн", "млрд", "трлн") and inside) else last


@dataclass(slots=True)
class _Sum:
    """What a cardinal has come to so far: closed groups in `total`, the open group of three digits in `group`."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    magnitude: int = 1000
    scale: Decimal | None = None
    in_digits: bool = False

    def add(self, value: Decimal, magnitude: int, in_digits: bool) -> bool:
        """Takes one more word or figure, or says that it belongs to another number."""
        if self.in_digits and self.group is not None or magnitude >= self.magnitude:
            return False
        if in_digits and (self.group is not None or not self._fits(value)):
            return False
        self.group = (self.group or Decimal(0)) + value
        self.magnitude, self.in_digits = magnitude, in_digits
        return True

    def _fits(self, value: Decimal) -> bool:
        """After a scale word only a smaller whole number goes on with it: `2 тысячи 300`, not `2 тыс. 2019`."""
        return self.scale is None or (value < min(self.scale, 1000) and value == value.to_integral_value())

    def multiply(self, scale: Decimal) -> bool:
        if self.scale is not None and (scale >= self.scale or self.group is None):
            return False
        self.total += (Decimal(1) if self.group is None else self.group) * scale
        self.group, self.magnitude, self.scale, self.in_digits = None, 1000, scale, False
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or Decimal(0))


def _cardinal(tokens: tuple[Token, ...], i: int, words: dict[str, Word]) -> Numeral | None:
    """The longest number that begins at token `i`."""
    state, j, cls = _Sum(), i, ""
    scaled_end = 0
    sent = tokens[i].sent
    while j < len(tokens) and tokens[j].sent == sent:
        norm = tokens[j].norm
        figure, word = _digit_value(norm) if norm[0].isdigit() or norm[0] in VULGAR else None, words.get(norm)
        if figure is not None:
            if norm in VULGAR and state.in_digits and state.group is not None:
                state.group += figure
            elif not _may_follow(tokens, i, j, state, words) or not state.add(figure, 0, True):
                break
        elif word and word.cls in ("scale", "group"):
            if j > i and word.cls == "group" and state.scale is not None or not state.multiply(word.value):
                break
            j = _with_period(tokens, j + 1)
            scaled_end = j
            continue
        elif word and word.cls in ("unit", "teen", "ten", "hundred", "mixed"):
            if word.cls == "mixed" and j > i or not state.add(word.value, 0 if word.cls == "mixed" else word.magnitude, False):
                break
        elif word and word.cls in ("collective", "both") and j == i:
            state.add(word.value, 0, False)
            cls = word.cls
        elif norm == "с" and state.group is not None and _half_follows(tokens, j):
            state.group += Decimal("0.5")  # два с половиной миллиона
            j += 1
        elif doubled := _doubled(tokens, j, state.group, words):
            j = doubled
            continue
        else:
            break
        j += 1
    if j == i:
        return None
    form: Form = "digits" if tokens[i].norm[0].isdigit() else "words"
    scale = state.scale if state.scale and scaled_end == j and state.group is None else Decimal(1)
    return _numeral(tokens, i, j, state.value, form, cls=cls, scale=scale)


def _may_follow(tokens: tuple[Token, ...], i: int, j: int, state: _Sum, words: dict[str, Word]) -> bool:
    """Figures after a scale word go on with the number unless a unit of their own or another scale disagrees."""
    if j == i:
        return True
    following = words.get(tokens[j + 1].norm) if j + 1 < len(tokens) else None
    if following and following.cls == "scale":
        return state.scale is not None and following.value < state.scale  # 1 млн 200 тыс.
    return state.scale == 1000 and tokens[j - 1].text != "." and tokens[j].norm.isdigit() and len(tokens[j].norm) == 3


def _half_follows(tokens: tuple[Token, ...], j: int) -> bool:
    return j + 1 < len(tokens) and tokens[j + 1].norm == "половиной"


def _doubled(tokens: tuple[Token, ...], j: int, group: Decimal | None, words: dict[str, Word]) -> int:
    """Index after a repetition in brackets, `50 (пятьдесят) тысяч`; 0 where there is none."""
    if group is None or tokens[j].text != "(" or j + 2 >= len(tokens):
        return 0
    again = cardinal_words(tokens, j + 1, words)
    if not again or again.value != group or again.last >= len(tokens) or tokens[again.last].text != ")":
        return 0
    return again.last + 1
