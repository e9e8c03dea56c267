"""Copies of the CSVs that a spreadsheet opens rightly and that cannot command it.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, which may call programs and send data
away (OWASP, "CSV injection"): text from the web must not. Such text gets an apostrophe before it, which says "text".
Numbers are left numbers. BOM, semicolons and decimal commas are what Excel expects where Russian is the language: `5.3`
would become the third of May there.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.schema import BY_NAME, Table
from pipeline.store import TEMPORARY

FOLDER = "excel"
MAX_CELL = 32_767  # characters; Excel lets the rest of a longer cell spill over the rows below
_COMMANDS = tuple("=+-@\t\r＝＋－＠−")
_NUMBERS = ("integer", "decimal", "number")


def excel(out: Path, tables: Collection[str] | None = None) -> list[Path]:
    """Write `excel/NAME.csv` beside each `NAME.csv` in `out`, or those of some tables; returns what was written.

    Each is replaced atomically. Raises OSError where that cannot be done.
    """
    csv.field_size_limit(sys.maxsize)
    (out / FOLDER).mkdir(exist_ok=True)
    for left in (out / FOLDER).glob(f".*{TEMPORARY}"):
        left.unlink()
    named = [table for name, table in BY_NAME.items() if tables is None or name in tables]
    return [_copy(table, out) for table in named if (out / f"{table.name}.csv").exists()]


def harmless(text: str) -> str:
    """A cell of text that no spreadsheet takes for a formula, and that fits.

    >>> harmless("=1+1"), harmless("-4,3%"), harmless("5 школ")
    ("'=1+1", "'-4,3%", '5 школ')
    """
    text = f"'{text}" if text.lstrip(" \n").startswith(_COMMANDS) else text
    return text if len(text) <= MAX_CELL else f"{text[: MAX_CELL - 1]}…"


def _copy(table: Table, out: Path) -> Path:
    path = out / FOLDER / f"{table.name}.csv"
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    with (
        (out / f"{table.name}.csv").open(encoding="utf-8", newline="") as source,
        temporary.open("w", encoding="utf-8-sig", newline="") as target,
    ):
        csv.writer(target, delimiter=";").writerows(_rows(table, csv.reader(source)))
        target.flush()
        os.fsync(target.fileno())
    return temporary.replace(path)


def _rows(table: Table, lines: Iterator[list[str]]) -> Iterator[list[str]]:
    yield next(lines)
    kinds = [column.type for column in table.columns]
    for line in lines:
        yield [_cell(cell, kind) for cell, kind in zip(line, kinds, strict=True)]


def _cell(cell: str, kind: str) -> str:
    return cell.replace(".", ",") if kind in _NUMBERS else harmless(cell)
