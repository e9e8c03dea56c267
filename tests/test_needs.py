"""A time pattern is searched for only where an article has what it needs: no match is lost by that."""

from __future__ import annotations

import re

import pytest

from pipeline.document import Article
from pipeline.numbers.numeral import numerals
from pipeline.segment import segment
from pipeline.times.atoms import atoms
from pipeline.times.grammar import grammar
from pipeline.times.needs import needs

TEXT = """С 5 по 8 мая 2024 года, в прошлую среду и на 2-й неделе января через два дня откроют школу.
К концу 2025 года, в 9:30 утра, накануне Нового года и весной (2023) три года назад, по словам акима, в 80-х годах."""


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab?c", {"a", "c"}),
        ("[ab]c*", {"ab"}),
        ("(?:a|[bc])d", {"abc", "d"}),
        ("(?:a|b?)d", {"d"}),
        ("(?P<x>a){0,9}b", {"b"}),
        ("(?P<x>a){1,9}b", {"a", "b"}),
        ("(?<=a|bc)d(?=e)(?!f)", {"ab", "d", "e"}),
        ("(?:a(?:b|c)?)?.d$", {"d"}),
        ("(?:a|b.)(?:c|)", {"ab"}),
    ],
)
def test_needs_of_a_pattern(pattern: str, expected: set[str]) -> None:
    assert set(needs(pattern)) == {frozenset(chars) for chars in expected}


def test_what_has_no_match_lacks_nothing_else() -> None:
    assert needs("a?") == ()


def test_no_match_is_lost() -> None:
    found = 0
    for text in (TEXT, *TEXT.split()):
        doc = segment(Article("a", text))
        code = atoms(doc, numerals(doc), grammar().letters).code
        for rule in grammar().rules:
            if re.search(rule.pattern, code):
                found += 1
                assert rule.may_match(set(code)), rule.pattern.pattern
    assert found > 15
