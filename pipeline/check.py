"""Verifies the invariants of the tables in an output folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken invariant: `claims seed:c7 speaker_id: 'x1' is not in entities`."""

    table: str
    row: str  # the row's id, empty where the whole table is meant
    column: str
    message: str

    def __str__(self) -> str:
        return f"{' '.join(filter(None, (self.table, self.row, self.column)))}: {self.message}"


def check(out: Path, *, limit: int = 1000) -> list[Problem]:
    """What is wrong with the tables in `out`, in table order; empty where all is well. Stops after `limit`.

    Raises FileNotFoundError where the folder holds no `articles.csv`.
    """
    raise NotImplementedError
