"""Morphology by pymorphy3: lemmas in context, parses and inflection, cached per word form."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse


@cache
def analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer  # costs 0.2 s: only when a word is first asked for

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def parses(word: str) -> tuple[Parse, ...]:
    """All parses of a lower-case word, likeliest first."""
    return tuple(analyzer().parse(word))
