"""Cardinals in figures and words with their scale words: `1 234,5`, `двести сорок пять тысяч`, `1 млн 200 тыс.`

The grammar is the usual one for positional number names: within a group of three digits the magnitudes fall
(`двести сорок пять`), a scale word closes the group (`тысяч`), and scales fall from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.document import Token
from pipeline.numbers.figures import VULGAR, figure_at, is_figure
from pipeline.numbers.lexicon import Word
from pipeline.numbers.written import Form, Numeral, spelled, with_period, word_at

WORD_RANGE = re.compile(r"([а-я]+)[-–—]([а-я]+)")
ABBREVIATED_SCALES = frozenset(("тыс", "млн", "млрд", "трлн", "мил"))
GENITIVE_GOVERNORS = frozenset((
    "более", "больше", "менее", "меньше", "около", "порядка", "свыше", "до", "от", "из", "без", "выше", "ниже",
))  # fmt: skip
ONLY_PLURAL = ("ов", "яч", "тен", "ам", "ами", "ах", "ям", "ями", "ях")  # whatever the tagger says
PLURAL_ENDINGS = ("ы", "и", *ONLY_PLURAL)
OVER = frozenset(("лишним", "небольшим", "хвостиком", "гаком"))


def digits(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`1 234,5`, `3 тыс.`, `2 тысячи 300`, `1 млн 200 тыс.`, `½`, `2½`."""
    if not is_figure(tokens[i].norm):
        return None
    found = figure_at(tokens, i)
    if found and not _goes_on(tokens, found[1], tokens[i].sent, words):
        return spelled(tokens, i, found[1], Decimal(0) + found[0], "digits")  # as a sum: exact to as many digits
    return cardinal(tokens, i, words)


def cardinal_words(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`двести сорок пять тысяч`, `полтора миллиона`, `двое`, `оба`."""
    word = words.get(tokens[i].norm)
    if not word or word.cls in ("ordinal", "fraction"):
        return None
    if tokens[i].norm in ABBREVIATED_SCALES and not _stands_for_one(tokens, i):
        return None
    return cardinal(tokens, i, words)


def _stands_for_one(tokens: Sequence[Token], i: int) -> bool:
    """`$325 за тыс. кубометров`; in the head of a table, `тыс. тенге`, the abbreviation is no number."""
    return i > 0 and tokens[i - 1].norm in ("за", "на", "/")


def word_range(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`пять-шесть`, `два-три`, `полтора-два`, with a scale after it: `две-три тысячи`; one token or three."""
    pair = _pair(tokens, i, words)
    if pair is None or pair[0].cls == "scale" or pair[1].cls == "scale" or pair[0].value >= pair[1].value:
        return None
    low, high, last = pair
    ordinal = low.cls == high.cls == "ordinal"
    if low.cls == "ordinal" and not ordinal:
        return None
    scale = word_at(tokens, last, words) if not ordinal else None
    if not scale or scale.cls not in ("scale", "group"):
        return spelled(tokens, i, last, low.value, "words", high=high.value, ordinal=ordinal)
    factor = scale.value
    last = with_period(tokens, last + 1)
    return spelled(tokens, i, last, low.value * factor, "words", high=high.value * factor, scale=factor)


def _pair(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> tuple[Word, Word, int] | None:
    """Both ends of a range in words that is one token, and the token after it."""
    match = WORD_RANGE.fullmatch(tokens[i].norm)
    low, high = (words.get(match[1]), words.get(match[2])) if match else (None, None)
    return (low, high, i + 1) if low and high else None


def vague(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`сотни`, `десятки тысяч`, `тысячи`: a plural scale word with no number before it says `at least one such`."""
    word = words.get(tokens[i].norm)
    if not word or word.cls not in ("scale", "group") or not _is_plural(tokens, i):
        return None
    following = word_at(tokens, i + 1, words)
    if following and following.cls == "scale" and (word.cls == "group" or following.value > word.value):
        return spelled(tokens, i, with_period(tokens, i + 2), None, "words", low=word.value * following.value)
    return spelled(tokens, i, i + 1, None, "words", low=word.value)


def _is_plural(tokens: Sequence[Token], i: int) -> bool:
    """Plural `тысячи семей`, not the genitive singular of `более тысячи семей`."""
    norm = tokens[i].norm
    singular = tokens[i].feat("Number") == "Sing" and not norm.endswith(ONLY_PLURAL)
    if norm in ABBREVIATED_SCALES or singular or not norm.endswith(PLURAL_ENDINGS) or norm.endswith("ью"):
        return False
    return not (i and tokens[i - 1].norm in GENITIVE_GOVERNORS and norm.endswith(("и", "ы", "а")))


# ---------------------------------------------------------------- the sum


@dataclass(slots=True)
class _Sum:
    """What a cardinal has come to so far: closed groups in `total`, the open group of three digits in `group`."""

    total: Decimal = Decimal(0)
    group: Decimal | None = None
    magnitude: int = 1000
    scale: Decimal | None = None
    in_digits: bool = False
    cls: str = ""
    over: bool = False

    def add(self, value: Decimal, magnitude: int, in_digits: bool) -> bool:
        """Takes one more word or figure, or says that it belongs to another number."""
        if (self.in_digits and self.group is not None) or magnitude >= self.magnitude:
            return False
        if in_digits and (self.group is not None or not self._fits(value)):
            return False
        self.group = (self.group or Decimal(0)) + value
        self.magnitude, self.in_digits = magnitude, in_digits
        return True

    def _fits(self, value: Decimal) -> bool:
        """After a scale word only a smaller whole number goes on with it: `2 тысячи 300`, not `2 тыс. 2019`."""
        return self.scale is None or (value < min(self.scale, Decimal(1000)) and value == value.to_integral_value())

    def multiply(self, scale: Decimal) -> bool:
        """Closes the group with a scale word, or says that the scale belongs to another number."""
        if self.scale is not None and (scale >= self.scale or self.group is None):
            return False
        self.total += (Decimal(1) if self.group is None else self.group) * scale
        self.group, self.magnitude, self.scale, self.in_digits = None, 1000, scale, False
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or Decimal(0))


def cardinal(tokens: Sequence[Token], i: int, words: dict[str, Word], in_brackets: bool = False) -> Numeral | None:
    """The longest cardinal that begins at token `i`; `in_brackets` it repeats another, and is not repeated itself."""
    state, j, sent = _Sum(), i, tokens[i].sent
    steps = STEPS[:-1] if in_brackets else STEPS
    while _goes_on(tokens, j, sent, words):
        step = next((found for rule in steps if (found := rule(tokens, i, j, state, words))), 0)
        if not step:
            break
        j = step
    if j == i:
        return None
    scale = state.scale if state.scale and state.group is None else Decimal(1)
    form: Form = "digits" if is_figure(tokens[i].norm) else "words"
    return spelled(tokens, i, j, state.value, form, cls=state.cls, scale=scale, over=state.over)


def _goes_on(tokens: Sequence[Token], j: int, sent: int, words: dict[str, Word]) -> bool:
    """Whether any of `STEPS` may take a token: of most that follow a number none does."""
    if j >= len(tokens) or tokens[j].sent != sent:
        return False
    norm = tokens[j].norm
    return norm in words or norm in ("с", "(") or is_figure(norm)


# Each step takes what stands at token `j` into the sum and returns the token after it, 0 where it cannot.


def _figure(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    found = figure_at(tokens, j) if is_figure(tokens[j].norm) else None
    if found is None:
        return 0
    value, last = found
    if tokens[j].norm in VULGAR and state.in_digits and state.group is not None:  # 2 ½
        state.group += value
        return last
    return last if _may_follow(tokens, i, j, state, words) and state.add(value, 0, True) else 0


def _may_follow(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> bool:
    """Figures after a scale word go on with the number unless a unit of their own or another scale disagrees."""
    if j == i:
        return True
    following = word_at(tokens, j + 1, words)
    if following and following.cls == "scale":
        return state.scale is not None and following.value < state.scale  # 1 млн 200 тыс.
    chained = state.scale is not None and state.total > 1000 * state.scale  # 1 млн 350 тыс. 200
    whole = tokens[j].norm.isdecimal() and (tokens[j - 1].text != "." or chained)
    in_full = tokens[j - 1].norm.startswith("тысяч") and len(tokens[j].norm) < 3 and tokens[j].norm[0] != "0"
    return whole and state.scale == 1000 and (len(tokens[j].norm) == 3 or in_full)


def _scale_word(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    word = words.get(tokens[j].norm)
    if not word or word.cls not in ("scale", "group") or (j > i and word.cls == "group" and state.scale is not None):
        return 0
    return with_period(tokens, j + 1) if state.multiply(word.value) else 0


def _number_word(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    word = words.get(tokens[j].norm)
    if not word or word.cls not in ("unit", "teen", "ten", "hundred", "mixed") or (word.cls == "mixed" and j > i):
        return 0
    return j + 1 if state.add(word.value, word.magnitude, False) else 0


def _collective(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    """`двое`, `оба`; they stand alone: no scale goes with them."""
    word = words.get(tokens[j].norm)
    if j > i or not word or word.cls not in ("collective", "both"):
        return 0
    state.add(word.value, 0, False)
    state.cls = word.cls
    return j + 1


def _and_half(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    """`два с половиной миллиона`."""
    if tokens[j].norm != "с" or state.group is None or j + 1 >= len(tokens) or tokens[j + 1].norm != "половиной":
        return 0
    state.group += Decimal("0.5")
    return j + 2


def _over(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    """`двадцать с лишним тысяч`: what stands between a number and its scale word."""
    if tokens[j].norm != "с" or state.group is None or j + 2 >= len(tokens) or tokens[j + 1].norm not in OVER:
        return 0
    scale = words.get(tokens[j + 2].norm)
    state.over = scale is not None and scale.cls in ("scale", "group")
    return j + 2 if state.over else 0


def _repeated(tokens: Sequence[Token], i: int, j: int, state: _Sum, words: dict[str, Word]) -> int:
    """`50 (пятьдесят) тысяч`."""
    if state.group is None or tokens[j].text != "(" or j + 2 >= len(tokens):
        return 0
    word = word_at(tokens, j + 1, words)
    again = cardinal(tokens, j + 1, words, True) if word and word.cls not in ("ordinal", "fraction") else None
    if not again or again.value != state.group or again.last >= len(tokens) or tokens[again.last].text != ")":
        return 0
    return again.last + 1


STEPS = (_figure, _scale_word, _number_word, _collective, _and_half, _over, _repeated)
