"""Lines of a program that a page left in its text: they make no claims and name nobody."""

from __future__ import annotations

import pytest

from pipeline.document import Article
from pipeline.program import in_program, program_lines
from pipeline.run import read_docs

SCRIPT = (
    'player("js-9").setup({ width: "100%", top: 0, ratio: "16:9" });\nfor (var i = 0; i < 5; i++) { list[i].stop(); }'
)
TEXT = f"В школе 12 классов.\n{SCRIPT}\nВ парке 30 скамеек."


def test_numbers_of_a_program_are_no_claims() -> None:
    doc = next(iter(read_docs([Article("a", TEXT)])))
    assert [TEXT[c.number.start : c.number.stop] for c in doc.claims] == ["12", "30"]
    assert {n.rule for n in doc.numbers if n.kind == "other"} == {"program"}


def test_its_lines_are_told_by_their_offsets() -> None:
    assert [TEXT[start:stop] for start, stop in program_lines(TEXT)] == SCRIPT.split("\n")
    assert [in_program(TEXT, at) for at in (3, TEXT.index("100%"), len(TEXT) - 1)] == [False, True, False]


@pytest.mark.parametrize("line", ["Цена: {200} тенге", "Он сказал: «Да»; ушёл.", "https://t.co/abc", "(5:1); (2:2)"])
def test_text_is_no_program(line: str) -> None:
    assert program_lines(line) == ()
