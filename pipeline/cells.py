"""The rows of an exported CSV, one at a time."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.tables import Row


def cells(out: Path, table: str) -> Iterator[Row]:
    """Rows with cells as text, but `start` and `stop` as integers. Raises FileNotFoundError where there is no CSV."""
    path = out / f"{table}.csv"
    if not path.exists():
        raise FileNotFoundError(f"{out}: no {path.name} there; make it with: pipeline run INPUT... --out {out}")
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row | {name: int(row[name]) for name in ("start", "stop") if name in row}
