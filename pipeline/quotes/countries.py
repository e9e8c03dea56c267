"""Whose `российский лидер`, `глава США` is: the person whose position names that country."""

from __future__ import annotations

from functools import cache

from pipeline.quotes.scene import Scene, lemma
from pipeline.vocabulary import words

STEM = 4  # first letters by which `российский` and `России` are one
SHORT = {"рф": "росс", "сша": "амер", "америк": "амер", "рк": "каза", "кнр": "кита", "кндр": "севе", "фрг": "герм"}
OTHERS = {"немец": "герм", "англи": "брит", "велик": "брит", "франц": "фран"}


def country_named(scene: Scene, i: int) -> str:
    """The first letters of the country beside the word at i, `российский лидер`, `лидер России`; empty if none."""
    before = lemma(scene.tokens[i - 1]) if i else ""
    if before in words("nationalities"):
        return _stem(before)
    after = scene.mention[i + 1] if i + 1 < len(scene.tokens) else None
    return _stem(scene.tokens[i + 1].norm) if after and after.type == "LOC" else ""


def of_country(positions: list[tuple[str, str]], stem: str) -> bool:
    """Whether a position names the country: `президент России` for `российский`."""
    return any(stem == _stem(word) for position, _ in positions[:20] for word in position.split()[1:])


def of_another(positions: list[tuple[str, str]], stem: str) -> bool:
    """Whether a position names another country than that."""
    named = {_stem(word) for position, _ in positions[:20] for word in position.split()[1:]}
    return bool(named & _countries()) and stem not in named


@cache
def _countries() -> frozenset[str]:
    return frozenset(_stem(word) for word in words("nationalities"))


def _stem(word: str) -> str:
    return SHORT.get(word) or OTHERS.get(word[:5]) or word[:STEM]
