"""Modifiers beside a number: words that say whether it is exact, about, more or less."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from pipeline import vocabulary
from pipeline.document import Comparison, Token
from pipeline.numbers.lexicon import COMPARISONS, literal

Side = Literal["before", "after"]
PREPOSITIONS = frozenset((
    "на", "в", "во", "за", "с", "со", "к", "ко", "по", "о", "об", "при", "через", "до", "от", "из", "у",
))  # fmt: skip
BOUNDING = frozenset(("до", "от", "под"))  # are prepositions themselves, so nothing may stand between
COMPARATIVES = frozenset((
    "более", "менее", "больше", "меньше", "выше", "ниже", "дороже", "дешевле", "старше", "младше", "моложе",
    "дольше", "длиннее", "дальше", "легче", "тяжелее", "короче",
))  # fmt: skip
LONGEST = 4


@cache
def _phrases(side: Side) -> dict[tuple[str, ...], Comparison]:
    found: dict[tuple[str, ...], Comparison] = {}
    for row in vocabulary.table("modifiers"):
        if row["side"] == side:
            found[tuple(row["phrase"].split())] = literal(row["comparison"], COMPARISONS)
    return found


@cache
def _endings() -> frozenset[str]:
    """The last words of the modifiers before a number: most words are none, and no phrase need be looked up."""
    return frozenset(words[-1] for words in _phrases("before"))


def modifier_before(tokens: Sequence[Token], i: int) -> tuple[int, Comparison] | None:
    """First token and meaning of the modifier that ends right before token `i`, a preposition between allowed.

    `почти на [30]` begins at `почти`; of `не более` the whole phrase is taken, never `более` alone.
    """
    if _is_concession(tokens, i):
        return None
    stop = i - 1 if i and tokens[i - 1].norm in PREPOSITIONS and tokens[i - 1].norm not in BOUNDING else i
    for end in dict.fromkeys((i, stop)):
        if tokens[end - 1].norm not in _endings():
            continue
        for size in range(LONGEST, 0, -1):
            first = end - size
            if first < 0 or tokens[first].sent != tokens[end - 1].sent:
                continue
            words = tuple(token.norm for token in tokens[first:end])
            comparison = _phrases("before").get(words)
            if comparison and (end == i or _may_govern(words[-1])):
                return first, comparison
    return None


def _may_govern(word: str) -> bool:
    """`почти на 30`, `более чем в два раза`; but `дороже на 45` and `больше в два раза` compare, not bound."""
    return word not in BOUNDING and word not in COMPARATIVES


def _is_concession(tokens: Sequence[Token], i: int) -> bool:
    """`тем не менее 50%` concedes, it does not bound."""
    return i > 2 and [token.norm for token in tokens[i - 3 : i]] == ["тем", "не", "менее"]


def modifier_after(tokens: Sequence[Token], i: int) -> tuple[int, Comparison] | None:
    """Token after the modifier that begins at token `i`, and its meaning: `[4] и более`, `[200] с лишним`."""
    for size in (2, 1):
        words = tuple(token.norm for token in tokens[i : i + size])
        comparison = _phrases("after").get(words)
        if comparison and len(words) == size and (words != ("+",) or _is_open(tokens, i)):
            return i + size, comparison
    return None


def past_remark(tokens: Sequence[Token], i: int) -> int:
    """Token after a mark of wonder in brackets at token `i`: `шесть (!) книг`, `12 (!!!) процентов`."""
    if i + 2 >= len(tokens) or tokens[i].text != "(" or tokens[i + 2].text != ")":
        return i
    return i + 3 if set(tokens[i + 1].text) <= set("!?") else i


def _is_open(tokens: Sequence[Token], i: int) -> bool:
    """`100+ человек`: a plus that touches its number and no other."""
    joins = i + 1 < len(tokens) and tokens[i + 1].norm[:1].isdecimal()
    return i > 0 and tokens[i - 1].stop == tokens[i].start and not joins
