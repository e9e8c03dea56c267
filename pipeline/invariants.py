"""What must hold of the rows of every article: one small rule each, in the order of `RULES`.

Rows are named tuples of the cells of a CSV, as strings.
"""

from __future__ import annotations

import datetime
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.document import CLAIM_KINDS
from pipeline.read.article import header
from pipeline.schema import BY_NAME, TABLES, Column, Table

Cells = Any  # a named tuple with the columns of its table


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken invariant: `claims seed:c7 speaker_id: 'x1' is not in entities`."""

    table: str
    row: str  # the row's id, empty where the whole table is meant
    column: str
    message: str

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.table, self.row, self.column)))}: {self.message}"


@dataclass(frozen=True, slots=True)
class Content:
    """All rows of one article, by table; a table that was not exported is missing."""

    article_id: str
    text: str
    rows: dict[str, list[Cells]]
    entities: Container[str] | None  # ids; None where that table was not exported

    def each(self, columns: Sequence[str]) -> Iterator[tuple[Table, Cells]]:
        """The rows of the tables that have all these columns."""
        for name, rows in self.rows.items():
            if set(columns) <= set(BY_NAME[name].header):
                yield from ((BY_NAME[name], row) for row in rows)


Rule = Callable[[Content], Iterator[Problem]]


def problems(content: Content) -> Iterator[Problem]:
    """What is wrong with an article's rows; the other rules rely on every cell being of its type."""
    broken = False
    for problem in _cells(content):
        broken = True
        yield problem
    for rule in () if broken else RULES:
        yield from rule(content)


def cell_problems(table: Table, row: Cells) -> Iterator[Problem]:
    """Cells that are not of their column's type, not one of the values allowed, or empty where none may be."""
    for place, column in _demanding(table.name):
        if row[place] and (found := fault(column, row[place])):
            yield _problem(table, row, column.name, found)
    for place, column in _required(table.name):
        if not row[place]:
            yield _problem(table, row, column.name, "empty")


@cache
def _demanding(name: str) -> tuple[tuple[int, Column], ...]:
    """The columns, with their places, that not any text will do for."""
    columns = enumerate(BY_NAME[name].columns)
    return tuple((n, column) for n, column in columns if column.type != "string" or column.values)


@cache
def _required(name: str) -> tuple[tuple[int, Column], ...]:
    table = BY_NAME[name]
    required = (table.key, "start", "stop", *(c.name for c in table.columns if c.target == "articles.article_id"))
    return tuple((n, column) for n, column in enumerate(table.columns) if column.name in required)


def fault(column: Column, cell: str) -> str:
    """Why a cell that is not empty does not fit its column; empty where it does."""
    if not _FITS[column.type](cell):
        return f"{cell!r} is no {column.type}"
    return f"{cell!r} is not one of {', '.join(column.values)}" if column.values and cell not in column.values else ""


def _is_day(cell: str) -> bool:
    try:
        return datetime.date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


_FITS: dict[str, Callable[[str], object]] = {
    "string": bool,
    "integer": re.compile(r"\d+", re.ASCII).fullmatch,
    "decimal": re.compile(r"-?\d+(\.\d+)?", re.ASCII).fullmatch,
    "number": re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.ASCII).fullmatch,
    "boolean": ("true", "false").__contains__,
    "date": _is_day,
}


def _problem(table: Table, row: Cells, column: str, message: str) -> Problem:
    return Problem(table.name, getattr(row, table.key) if table.key else "", column, message)


def _cells(content: Content) -> Iterator[Problem]:
    for name, rows in content.rows.items():
        for row in rows:
            yield from cell_problems(BY_NAME[name], row)


def ids(content: Content) -> Iterator[Problem]:
    """An id is the article's, a colon and more without one: then it is unique if it is in its article."""
    for name, rows in content.rows.items():
        table, seen = BY_NAME[name], set()
        for row in rows if name != "articles" else ():
            key = getattr(row, table.key)
            if key in seen:
                yield _problem(table, row, table.key, "not unique")
            elif key.rpartition(":")[0] != content.article_id:
                yield _problem(table, row, table.key, f"not made from the article's id {content.article_id!r}")
            seen.add(key)


def foreign_keys(content: Content) -> Iterator[Problem]:
    """Every id that a row names is there: in the same article or, of an entity, in the corpus."""
    for name in content.rows:
        for column in BY_NAME[name].columns:
            if (there := _targets(content, column)) is not None:
                yield from _dangling(content, BY_NAME[name], column, there)


def _targets(content: Content, column: Column) -> Container[str] | None:
    """The ids that a foreign key may name; None where there is nothing to compare with."""
    target, _, key = column.target.partition(".")
    if target == "entities":
        return content.entities
    return {getattr(row, key) for row in content.rows[target]} if target in content.rows else None


def _dangling(content: Content, table: Table, column: Column, there: Container[str]) -> Iterator[Problem]:
    place = table.header.index(column.name)
    for row in content.rows[table.name]:
        if row[place] and row[place] not in there:
            yield _problem(table, row, column.name, f"{row[place]!r} is not in {column.target.partition('.')[0]}")


def spans(content: Content) -> Iterator[Problem]:
    """`articles.text[start:stop] == text`."""
    for table, row in content.each(("start", "stop", "text")):
        start, stop = int(row.start), int(row.stop)
        if not start < stop <= len(content.text):
            yield _problem(table, row, "start", f"{start}:{stop} is no stretch of the text")
        elif content.text[start:stop] != row.text:
            yield _problem(table, row, "text", f"{row.text!r}, but the article has {content.text[start:stop]!r} there")


def sentences(content: Content) -> Iterator[Problem]:
    """A row begins in its sentence; a claim repeats it whole."""
    if "sentences" not in content.rows:
        return
    bounds = {row.sent_id: range(int(row.start), int(row.stop)) for row in content.rows["sentences"]}
    for table, row in content.each(("sent_id", "start")):
        if int(row.start) not in bounds.get(row.sent_id, ()):
            yield _problem(table, row, "sent_id", f"{row.start} is not in sentence {row.sent_id!r}")
    for row in content.rows.get("claims", ()):
        held = bounds.get(row.sent_id, range(0))
        if content.text[held.start : held.stop] != row.sentence:
            yield _problem(BY_NAME["claims"], row, "sentence", "not the text of its sentence")


def times(content: Content) -> Iterator[Problem]:
    """No interval ends before it begins."""
    for table, row in content.each(("time_start", "time_end")):
        if row.time_start and row.time_end and row.time_start > row.time_end:
            yield _problem(table, row, "time_end", f"{row.time_end} is before {row.time_start}")


def numbers(content: Content) -> Iterator[Problem]:
    """Numbers are in text order and do not overlap, and every digit of the article lies in one of them."""
    if "numbers" not in content.rows:
        return
    rows = content.rows["numbers"]
    for before, row in pairwise(rows):
        if int(row.start) < int(before.stop):
            yield _problem(BY_NAME["numbers"], row, "start", f"overlaps or precedes {before.number_id}")
    covered = bytearray(len(content.text))
    for row in rows:
        covered[int(row.start) : int(row.stop)] = b"\1" * (int(row.stop) - int(row.start))
    for digit in _digits().finditer(content.text, header(content.text)[1]):
        if not covered[digit.start()]:
            around = content.text[max(0, digit.start() - 20) : digit.start() + 20]
            yield Problem("numbers", content.article_id, "", f"no row for {digit[0]!r} at {digit.start()}: {around!r}")


@cache
def _digits() -> re.Pattern[str]:
    """Every character that Python holds for a digit, and fractions: `3`, `٣`, `²`, `½`."""
    found = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isnumeric() and (c.isdigit() or _is_fraction(c))]
    return re.compile(f"[{''.join(found)}]")


def _is_fraction(char: str) -> bool:
    return unicodedata.category(char) == "No" and unicodedata.decomposition(char).startswith("<fraction>")


def claims(content: Content) -> Iterator[Problem]:
    """A number is a claim by its kind; it and its claim have the same span, kind and quantity."""
    if not {"numbers", "claims"} <= content.rows.keys():
        return
    rows = {row.claim_id: row for row in content.rows["claims"]}
    named = Counter(row.claim_id for row in content.rows["numbers"])
    for row in content.rows["numbers"]:
        if bool(row.claim_id) != (row.kind in CLAIM_KINDS):
            yield _problem(BY_NAME["numbers"], row, "claim_id", f"{row.claim_id!r} for kind {row.kind}")
        elif row.claim_id in rows and (column := _differing(row, rows[row.claim_id])):
            yield _problem(BY_NAME["numbers"], row, column, f"not that of {row.claim_id}")
    for claim_id, row in rows.items():
        if named[claim_id] != 1:
            yield _problem(BY_NAME["claims"], row, "claim_id", f"{named[claim_id]} numbers name it")


def _differing(number: Cells, claim: Cells) -> str:
    shared = ("sent_id", "start", "stop", "kind", "value", "low", "high", "unit")
    return next((name for name in shared if getattr(number, name) != getattr(claim, name)), "")


def counts(content: Content) -> Iterator[Problem]:
    """The counts in `articles` are those of the other tables."""
    row = content.rows["articles"][0]
    counted = {f"n_{table.name}": len(content.rows[table.name]) for table in TABLES if table.name in content.rows}
    for name, found in (counted | {"n_chars": len(content.text)}).items():
        if getattr(row, name, str(found)) != str(found):
            yield _problem(BY_NAME["articles"], row, name, f"{getattr(row, name)}, but there are {found}")


RULES: tuple[Rule, ...] = (ids, foreign_keys, spans, sentences, times, numbers, claims, counts)
