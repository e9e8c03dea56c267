"""Expressions of time: spans, kinds and days, from the cases in cases/times*.txt; and what holds for any text."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Article, Doc
from pipeline.numbers.numeral import numerals
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.times import times
from pipeline.times.calendar import expressions
from pipeline.times.days import unit_around
from pipeline.times.frame import Frame
from pipeline.times.grammar import grammar
from pipeline.times.reading import Bound, Calendar, Effect, Part, Reading, Recent, Shift, Unit
from pipeline.times.resolve import resolve

CASES = Path(__file__).parent / "cases"
DAY = datetime.date(2024, 5, 10)
MARKS = re.compile(r"[{}\[\]]")


@dataclass(frozen=True)
class Case:
    name: str
    date: datetime.date | None
    text: str
    times: tuple[tuple[int, int], ...]
    numbers: tuple[tuple[int, int], ...]
    days: tuple[str, ...]


def _spans(marked: str, left: str, right: str) -> tuple[tuple[int, int], ...]:
    """Offsets, in the text without marks, of what stands between two marks."""
    found, start, at = [], 0, 0
    for char in marked:
        if char == left:
            start = at
        elif char == right:
            found.append((start, at))
        at += char not in "{}[]"
    return tuple(found)


def _case(name: str, line: str) -> Case:
    date, marked, days = (field.strip() for field in line.split("|"))
    return Case(
        name,
        datetime.date.fromisoformat(date) if date else None,
        MARKS.sub("", marked),
        _spans(marked, "{", "}"),
        _spans(marked, "[", "]"),
        tuple(field.strip() for field in days.split(";") if field.strip()),
    )


def _cases() -> list[Case]:
    lines = [
        (f"{path.stem}:{n}", line)
        for path in sorted(CASES.glob("times*.txt"))
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    return [_case(name, line) for name, line in lines if line.strip() and not line.startswith("#")]


@cache
def _docs() -> dict[str, Doc]:
    """All cases, tagged at once."""
    cases = _cases()
    docs = tag([segment(Article(case.name, case.text, date=case.date)) for case in cases])
    return dict(zip((case.name for case in cases), docs, strict=True))


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    doc = _docs()[case.name]
    rows = times(doc).times
    held = [e for e in expressions(doc, numerals(doc)) if e.has_number]
    assert [case.text[t.start : t.stop] for t in rows] == [case.text[a:b] for a, b in case.times]
    assert [(t.start, t.stop) for t in rows] == list(case.times)
    assert [(e.start, e.stop) for e in held] == list(case.numbers)
    assert [f"{t.kind} {t.time_start or ''}..{t.time_end or ''}" for t in rows] == list(case.days)


def _plain(text: str) -> Doc:
    return segment(Article("a", text, date=DAY))


WORDS = sorted(grammar().letters.words)
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [
            "с",
            "по",
            "до",
            "за",
            "5",
            "31",
            "2024",
            "9:30",
            "25.02.18",
            "80-х",
            "XX",
            "—",
            ",",
            ".",
            "(",
            "г.",
            "9" * 40,
            "9" * 40 + "-х",
        ]
    ),
    st.text(max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_any_text_gives_ordered_spans_within_it(text: str) -> None:
    doc = _plain(text)
    found = expressions(doc, numerals(doc))
    assert all(0 <= e.outer_start <= e.start < e.stop <= len(text) for e in found)
    assert all(a.stop <= b.outer_start for a, b in pairwise(found))
    for row in times(doc).times:
        assert row.time_start is None or row.time_end is None or row.time_start <= row.time_end


# fmt: off
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)
# fmt: on
DATES = st.dates(datetime.date(1800, 1, 1), datetime.date(2100, 12, 31))


@given(DATES)
def test_a_full_date_is_read_back(date: datetime.date) -> None:
    month = MONTHS[date.month - 1]
    written = (
        f"{date.day} {month} {date.year} года",
        f"{date.day}-го {month} {date.year} г.",
        f"{date:%d.%m.%Y}",
        f"{date:%d/%m/%Y}",
        f"{date.isoformat()}",
    )
    for text in written:
        rows = times(_plain(f"Указ от {text}")).times
        assert [(t.time_start, t.time_end) for t in rows] == [(date, date)], text


@given(DATES, st.integers(1, 400))
def test_a_range_of_days_is_read_back(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(length)
    a, b = (f"{day.day} {MONTHS[day.month - 1]} {day.year} года" for day in (first, last))
    for text in (f"с {a} по {b}", f"{a} — {b}"):
        assert [(t.time_start, t.time_end) for t in times(_plain(text)).times] == [(first, last)]


@given(DATES, st.sampled_from(["day", "week", "month", "quarter", "halfyear", "year", "decade", "century"]))
def test_a_unit_of_the_calendar_holds_its_days(day: datetime.date, unit: str) -> None:
    whole = unit_around(day, unit)
    assert whole.start
    assert whole.stop
    assert whole.start <= day <= whole.stop
    assert unit_around(whole.start, unit) == unit_around(whole.stop, unit) == whole
    assert unit_around(whole.stop + datetime.timedelta(1), unit) != whole


READINGS = st.one_of(
    st.builds(Calendar, year=st.integers(-10, 20_000), years=st.integers(1, 10_000)),
    st.builds(Unit, st.sampled_from(["week", "year", "century"]), st.integers(-10_000, 10_000)),
    st.builds(Shift, st.sampled_from(["day", "year", "century"]), st.integers(-(10**9), 10**9)),
    st.builds(Recent, st.sampled_from(["day", "year"]), st.integers(0, 10**12)),
)


@given(READINGS, st.sampled_from(["", "until", "since", "after", "from"]))
def test_days_out_of_the_calendar_are_not_known(reading: Reading, effect: Effect) -> None:
    moment = resolve(Bound(Part(reading, "end"), effect), Frame(DAY))
    assert moment.start is None or moment.stop is None or moment.start <= moment.stop


def test_every_rule_has_a_name_and_is_tried() -> None:
    """Each rule is shown by at least one case: a rule without one is not known to work."""
    shown = {e.rule for doc in _docs().values() for e in expressions(doc, numerals(doc))}
    names = {rule.name for rule in grammar().rules}
    assert names <= shown | {rule.removeprefix("part_of_") for rule in shown}
