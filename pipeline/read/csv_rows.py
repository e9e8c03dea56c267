"""Rows of a CSV file, and how to find one's feet again after a row with broken quoting."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from pipeline.read.article import MAX_CHARS, UnfitError
from pipeline.read.lines import Line, lines
from pipeline.read.records import Record

_DELIMITERS = ",;\t"
_MAX_ROW_LINES = 100_000


def comma_separated(stream: BinaryIO) -> Iterator[Record]:
    """A row each, the first being the header; comma, semicolon or tab separated, as the header is.

    A row with broken quoting takes with it only the lines up to the next one that is whole, which one UnfitError names.
    Raises UnfitError where there is no column `text`.
    """
    csv.field_size_limit(max(MAX_CHARS + 1, csv.field_size_limit()))
    physical = _Physical(lines(stream))
    first = physical.peek()
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise UnfitError(f"line 1: {error}") from None
    if "text" not in header:
        raise UnfitError("no column named text in line 1")
    yield from _csv_rows(reader, physical, header)


def _csv_rows(reader: Iterator[list[str]], physical: _Physical, header: list[str]) -> Iterator[Record]:
    broken: _Broken | None = None
    while True:
        physical.begin_row()
        try:
            fields = next(reader)
        except StopIteration:
            break
        except (csv.Error, UnfitError) as error:
            broken = (broken or _Broken(physical.number, physical.number, str(error))).upto(physical.give_back())
            continue
        fits = len(fields) == len(header)
        if broken and fields and not (fits and physical.is_quoted()):
            broken = broken.upto(physical.number)  # a piece of the broken row, not a row
            continue
        if broken:
            yield broken.record()
            broken = None
        if fields:
            wrong = UnfitError(f"{len(fields)} fields, the header has {len(header)}")
            yield physical.number, dict(zip(header, fields, strict=True)) if fits else wrong
    if broken:
        yield broken.record()


@dataclass(frozen=True, slots=True)
class _Broken:
    """A broken row: its first and last line so far."""

    first: int
    last: int
    fault: str

    def upto(self, last: int) -> _Broken:
        return replace(self, last=last)

    def record(self) -> Record:
        end = f", up to line {self.last}" if self.last > self.first else ""
        return self.first, UnfitError(f"broken row{end}: {self.fault}")


class _Physical:
    """Lines for `csv.reader`, which can be taken again where a row turns out to be broken."""

    def __init__(self, numbered: Iterator[tuple[int, Line]]) -> None:
        self._fresh = numbered
        self._again: list[tuple[int, Line]] = []  # the next one last
        self._row: list[tuple[int, Line]] = []
        self._size = 0
        self._patience = 4 * MAX_CHARS  # characters that may be read twice, so that no file takes quadratic time

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        n, line = self._again.pop() if self._again else next(self._fresh)
        self._row.append((n, line))
        if isinstance(line, UnfitError):
            raise line
        self._size += len(line)
        if self._size > 2 * MAX_CHARS or len(self._row) > _MAX_ROW_LINES:
            raise UnfitError("row too long")
        return line

    @property
    def number(self) -> int:
        """The line in which the row begins."""
        return self._row[0][0] if self._row else 0

    def peek(self) -> str:
        """The first line, which stays to be read."""
        first = next(self._fresh, (1, ""))
        self._again.append(first)
        return first[1] if isinstance(first[1], str) else ""

    def begin_row(self) -> None:
        self._row, self._size = [], 0

    def is_quoted(self) -> bool:
        return any('"' in line for _, line in self._row if isinstance(line, str))

    def give_back(self) -> int:
        """Let the lines after the first of a broken row be read as rows of their own; the last line that is gone."""
        if self._size > self._patience:
            return self._row[-1][0]
        self._patience -= self._size
        self._again.extend(reversed(self._row[1:]))
        return self._row[0][0]
