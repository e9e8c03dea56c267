"""Figures: what digits are worth in every way of grouping them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.document import Token

GROUPING = re.compile(r"[ \u00a0\u2007\u2009\u202f'’]")
DIGITS = re.compile(
    r"\d+(?:[ \u00a0\u2007\u2009\u202f'’]\d{3})+(?:[.,]\d+)?"  # 1 234,5
    r"|\d+(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"  # 1.234.567 and 1,234,567
    r"|\d+(?:[.,]\d+)?"
)
THREE = re.compile(r"\d{3}(?:[.,]\d+)?")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
APOSTROPHES = frozenset("'’")
MOST_DIGITS = 24  # sums stay exact within the 28 that `decimal` keeps; what has more is a code
VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅐": "1/7", "⅑": "1/9",
    "⅒": "1/10", "↉": "0/3",
}  # fmt: skip


def decimal(text: str) -> Decimal:
    """Exact value of what `DIGITS` matches: `1 234,5` → 1234.5, `1.234.567` → 1234567."""
    bare = GROUPING.sub("", text)
    for mark in ".,":
        if bare.count(mark) > 1:
            bare = bare.replace(mark, "")
    return Decimal(bare.replace(",", "."))


def is_figure(norm: str) -> bool:
    """Whether a token begins as a figure does; cheap, before `figure_at`."""
    return norm[:1].isdecimal() or norm[:1] in VULGAR


def figure_at(tokens: Sequence[Token], i: int) -> tuple[Decimal, int] | None:
    """Value of the figures at token `i` and the token after them: `1 234,5`, `½`, `2½`, `10'000` (five tokens)."""
    norm = tokens[i].norm
    if norm in VULGAR:
        return _vulgar(norm), i + 1
    if norm[-1:] in VULGAR and not is_endless(norm) and DIGITS.fullmatch(norm[:-1]):
        return decimal(norm[:-1]) + _vulgar(norm[-1]), i + 1
    if is_endless(norm) or not DIGITS.fullmatch(norm):
        return None
    last = _decimals(tokens, i) if DOTTED.fullmatch(norm) else _apostrophes(tokens, i)
    return decimal("".join(token.norm for token in tokens[i:last])), last


def is_endless(norm: str) -> bool:
    """Whether a token has more digits than any quantity."""
    return len(norm) > MOST_DIGITS and sum(map(str.isdecimal, norm)) > MOST_DIGITS


def _vulgar(sign: str) -> Decimal:
    numerator, denominator = VULGAR[sign].split("/")
    return Decimal(numerator) / Decimal(denominator)


def _decimals(tokens: Sequence[Token], i: int) -> int:
    """Token after the decimals of figures grouped by dots: `1.000.000,5`, which the tokens leave apart."""
    comma, after = tokens[i + 1 : i + 2], tokens[i + 2 : i + 3]
    if not comma or not after or comma[0].text != "," or not after[0].norm.isdecimal():
        return i + 1
    glued = tokens[i].stop == comma[0].start and comma[0].stop == after[0].start
    return i + 3 if glued else i + 1


def _apostrophes(tokens: Sequence[Token], i: int) -> int:
    """Token after groups of three joined by apostrophes: `10'000'000`."""
    last = i + 1
    if not (len(tokens[i].norm) <= 3 and tokens[i].norm.isdecimal()):
        return last
    while last + 1 < len(tokens) and tokens[last].text in APOSTROPHES and THREE.fullmatch(tokens[last + 1].norm):
        if tokens[last].start != tokens[last - 1].stop or tokens[last + 1].start != tokens[last].stop:
            break
        last += 2
    return last
