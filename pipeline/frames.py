"""The tables of an output folder, or of one text, as pandas frames."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Frames(Mapping[str, "pd.DataFrame"]):
    """Tables by name: `frames["claims"]` or `frames.claims`."""

    tables: dict[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def load(out: str | Path = "data/out") -> Frames:
    """All tables of an output folder, from its CSVs (or Parquet where there is no CSV), with proper dtypes.

    Raises FileNotFoundError where the folder holds no table.
    """
    raise NotImplementedError


def extract(
    text: str, *, date: datetime.date | str | None = None, title: str = "", article_id: str = "text"
) -> Frames:
    """The tables of one article; `date` (a date or `YYYY-MM-DD`) anchors `сегодня` and `в прошлом году`."""
    raise NotImplementedError
