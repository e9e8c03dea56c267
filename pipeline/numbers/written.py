"""A numeral as it is written: which tokens spell it, and the value that they spell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from pipeline.document import Token
from pipeline.frozen import frozen
from pipeline.numbers.lexicon import Word

Form = Literal["digits", "words", "roman", "code"]


@frozen
class Numeral:
    """Tokens `first:last` that spell one number; `start`, `stop` are code points.

    `value` is None for what is no plain number (a code, `сотни`); `low` then holds what is known of it. `high` is
    set for two numbers in one word: `пять-шесть`, `8–9-х`. `suffix` is the rest of a compound adjective
    (`летнего` of `13-летнего`). `scale` is the scale word's value, 1 where there is none. `over` says that the
    number is more than its value: `двадцать с лишним тысяч`.
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
    over: bool = False


Rule = Callable[[Sequence[Token], int, dict[str, Word]], Numeral | None]


def spelled(
    tokens: Sequence[Token],
    first: int,
    last: int,
    value: Decimal | None,
    form: Form,
    *,
    high: Decimal | None = None,
    low: Decimal | None = None,
    ordinal: bool = False,
    cls: str = "",
    suffix: str = "",
    scale: Decimal = Decimal(1),
    over: bool = False,
) -> Numeral:
    """The numeral that tokens `first:last` spell."""
    start, stop = tokens[first].start, tokens[last - 1].stop
    return Numeral(first, last, start, stop, value, form, high, low, ordinal, cls, suffix, scale, over)


def word_at(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Word | None:
    return words.get(tokens[i].norm) if 0 <= i < len(tokens) else None


def with_period(tokens: Sequence[Token], last: int) -> int:
    """Takes in the full stop of `тыс.`; that of `млн.` only inside a sentence, where it can be nothing else."""
    if last >= len(tokens) or tokens[last].text != "." or tokens[last].start != tokens[last - 1].stop:
        return last
    word = tokens[last - 1].norm
    inside = last + 1 < len(tokens) and tokens[last + 1].sent == tokens[last].sent
    return last + 1 if word == "тыс" or (word in ("млн", "млрд", "трлн") and inside) else last
