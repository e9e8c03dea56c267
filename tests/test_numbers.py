"""Every line of `cases/numbers-*.txt` is read as it says: all numeric expressions of the phrase, nothing else.

A line is `phrase = reading; reading`, a reading `[text] kind value unit /per`; `none` where the phrase has no number.
`value` is `=3`, `~3`, `>3`, `>=3`, `<3`, `<=3` (a fraction may be `=1/3`), a range `5..7`, or `100+` for what
is at least that and has no value (`сотни`). Where the bounds are not what the sign says they follow it: `<=-30|-30|`
is value, low and high, `5..7|<=||7` low, high, then comparison, low and high as they are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import pipeline.numbers as grammar
from pipeline.document import Article, Doc, Number
from pipeline.entities import entities
from pipeline.numbers import numbers
from pipeline.segment import segment
from pipeline.tag import tag

CASES = sorted((Path(__file__).parent / "cases").glob("numbers-*.txt"))
READING = re.compile(
    r"\[(?P<text>.+?)\] (?P<kind>[a-z]+)(?: (?P<value>[^ /]\S*))?(?: (?P<unit>[^/]+?))?(?: /(?P<per>.+))?"
)
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
CALENDAR = ("date", "time")  # the contract's scores take the two as one


def _lines() -> list[tuple[str, int, str]]:
    found = []
    for path in CASES:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                found.append((path.stem, n, ESCAPE.sub(lambda m: chr(int(m[1], 16)), line)))
    return found


LINES = _lines()


@cache
def _docs() -> dict[str, Doc]:
    """All phrases of all files, tagged in one batch."""
    phrases = [_phrase(line) for _, _, line in LINES]
    docs = tag([segment(Article(str(n), phrase)) for n, phrase in enumerate(phrases)])
    return {doc.text: numbers(entities(doc)) for doc in docs}


def _phrase(line: str) -> str:
    """What stands before the last ` = [` or ` = none`: a phrase may hold the sign itself."""
    return re.split(r" = (?=\[|none$)", line, maxsplit=1)[0]


def _fact(text: str) -> Decimal:
    numerator, _, denominator = text.partition("/")
    return Decimal(numerator) / Decimal(denominator or 1)


def _value(text: str) -> tuple[str, Decimal | None, Decimal | None, Decimal | None]:
    """Comparison, value, low and high that a line's value asks for."""
    if text.endswith("+"):
        return ">=", None, _fact(text[:-1]), None
    if ".." in text:
        ends, *said = text.split("|")
        low, high = map(_fact, ends.split(".."))
        if said:
            return said[0], None, *(_fact(x) if x else None for x in said[1:])  # type: ignore[return-value]
        return "range", None, low, high
    comparison, number, *bounds = re.match(r"([=~<>]=?)([^|]+)(?:\|(.*)\|(.*))?", text).groups()  # type: ignore[union-attr]
    value = _fact(number)
    if bounds[0] is not None:
        low, high = (_fact(x) if x else None for x in bounds)
        return comparison, value, low, high
    return comparison, value, None if "<" in comparison else value, None if ">" in comparison else value


def _wanted(line: str) -> list[tuple[object, ...]]:
    readings = line[len(_phrase(line)) + 3 :]
    return [] if readings == "none" else [_reading(text) for text in readings.split(" ; ")]


def _reading(text: str) -> tuple[object, ...]:
    match = READING.fullmatch(text)
    assert match, f"not a reading: {text}"
    kind = "date" if match["kind"] in CALENDAR else match["kind"]
    value = _value(match["value"]) if match["value"] else ("=", None, None, None)
    return (match["text"], kind, *value, match["unit"] or "", match["per"] or "")


def _found(doc: Doc, number: Number) -> tuple[object, ...]:
    kind = "date" if number.kind in CALENDAR else number.kind
    text = doc.text[number.start : number.stop]
    return (text, kind, number.comparison, number.value, number.low, number.high, number.unit, number.per)


def test_there_are_enough_lines() -> None:
    assert len({line for _, _, line in LINES}) == len(LINES) >= 420


@pytest.mark.parametrize(("file", "n", "line"), LINES, ids=[f"{file}:{n}" for file, n, _ in LINES])
def test_reading(file: str, n: int, line: str) -> None:
    doc = _docs()[_phrase(line)]
    assert [_found(doc, number) for number in doc.numbers] == _wanted(line)


def test_rules_are_kept_only_from_numerals_that_they_cannot_read() -> None:
    for doc in _docs().values():
        scan = grammar._scan(doc)
        for numeral in scan.numerals:
            for rule in {*grammar.RULES} - {*grammar._rules(numeral.form)}:
                assert not rule(scan, numeral), (doc.text, rule.__name__)
