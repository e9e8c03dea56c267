"""The dictionary's base forms of words, without the parses where it does not matter which is the likeliest."""

from __future__ import annotations

from functools import lru_cache

from pipeline.morph import UNREADABLE, parses
from pipeline.paradigms import forms_of, normal_forms_of


def normal_forms(word: str) -> list[str]:
    """Those of all parses of a lower-case word, in no order; takes half the time of `parses`."""
    if len(word) > 1 and not UNREADABLE.search(word) and (forms := forms_of(word)):
        return normal_forms_of(forms)
    return [parse.normal_form for parse in parses(word)]


def normal_form(word: str) -> str:
    """That of the likeliest parse of a lower-case word."""
    found = set(normal_forms(word))
    return found.pop() if len(found) == 1 else str(parses(word)[0].normal_form)


@lru_cache(maxsize=2**12)
def is_form_of(word: str, wanted: frozenset[str], likeliest: int) -> bool:
    """Whether one of so many likeliest parses of a lower-case word has such a normal form."""
    if wanted.isdisjoint(normal_forms(word)):
        return False
    return any(parse.normal_form in wanted for parse in parses(word)[:likeliest])
