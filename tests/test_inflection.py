"""Forms of words: those that pymorphy3 itself gives."""

from __future__ import annotations

import pytest

from pipeline.inflection import inflected
from pipeline.morph import parses

WORDS = (
    "акиматом", "министерства", "школу", "детей", "людям", "лесу", "мастере", "пятый", "построенных", "курмановой",
    "алматы", "токаева", "ведут", "хорошее", "солнца", "минздравом", "экс-министра", "нур-султане", "10", "",
    "времени", "кофе", "снегу", "лучше", "первом",
)  # fmt: skip
GRAMMEMES = ({"nomn"}, {"nomn", "sing", "femn"}, {"nomn", "plur"}, {"loc2"}, {"voct"}, {"gent", "sing"}, {"datv"})


@pytest.mark.parametrize("word", WORDS)
def test_the_form_is_that_of_pymorphy3(word: str) -> None:
    for parse in parses(word):
        for grammemes in GRAMMEMES:
            form = parse.inflect(grammemes)
            assert inflected(parse, tuple(grammemes)) == (form.word if form else "")
