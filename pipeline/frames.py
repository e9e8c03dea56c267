"""The tables of an output folder, or of one text, as pandas frames."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv, parquet

from pipeline.schema import BY_NAME, REJECTS, TABLES, Table

_ARROW = {"string": pa.string(), "integer": pa.int64(), "decimal": pa.string(), "number": pa.float64(),
          "boolean": pa.bool_(), "date": pa.date32()}  # fmt: skip
_PANDAS = {"string": "string", "integer": "Int64", "decimal": "float64", "number": "float64", "boolean": "boolean",
           "date": "datetime64[s]"}  # fmt: skip
_BLOCK = 1 << 24  # bytes read at a time; a row longer than that is read in one with all the file
_MAX_BLOCK = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Frames(Mapping[str, pd.DataFrame]):
    """Tables by name: `frames["claims"]` or `frames.claims`.

    Ids and text are `string`, integers `Int64`, decimals `float64`, truth values `boolean`, dates `datetime64[s]`
    (news names years that nanoseconds do not reach); what is not known is missing.
    """

    tables: dict[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in BY_NAME and name in self.tables:
            return self.tables[name]
        raise AttributeError(f"no table {name!r}")

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *self.tables]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def load(out: str | Path = "data/out", *, exact: bool = False) -> Frames:
    """All tables of an output folder, from its CSVs (or Parquet where there is no CSV), with proper dtypes.

    With `exact`, decimals are `string`, digit for digit as in the CSV: a third has more of them than a float.
    What a cluster wrote is read in the same way; its place may be a URL (as a string). Raises FileNotFoundError where
    the folder holds no table.
    """
    from pipeline.cluster import output

    if output.is_output(out):
        return Frames({name: _frame(BY_NAME[name], arrow, exact) for name, arrow in output.tables(out).items()})
    found = {table.name: arrow for table in TABLES if (arrow := _read(table, Path(out))) is not None}
    if not found:
        raise FileNotFoundError(f"{out}: no tables there; make them with: pipeline run INPUT... --out {out}")
    return Frames({name: _frame(BY_NAME[name], arrow, exact) for name, arrow in found.items()})


def extract(text: str, *, date: datetime.date | str | None = None, title: str = "", article_id: str = "text") -> Frames:
    """The tables of one article; `date` (a date or `YYYY-MM-DD`) anchors `сегодня` and `в прошлом году`.

    Raises ValueError where the text is none, or the date no date.
    """
    from pipeline.read.article import make_article
    from pipeline.run import process
    from pipeline.store import queried

    day = datetime.date.fromisoformat(date) if isinstance(date, str) else date
    tables = queried(process([make_article(article_id, text, "", title=title, date=day)]))
    return Frames({name: _frame(BY_NAME[name], arrow) for name, arrow in tables.items() if name != REJECTS.name})


def _read(table: Table, out: Path) -> pa.Table | None:
    path = out / f"{table.name}.csv"
    if path.exists():
        return _read_csv(table, path)
    path = path.with_suffix(".parquet")
    return parquet.read_table(path) if path.exists() else None


def _read_csv(table: Table, path: Path) -> pa.Table:
    try:
        return _read_blocks(table, path, _BLOCK)
    except pa.ArrowInvalid:
        if path.stat().st_size <= _BLOCK:
            raise
        return _read_blocks(table, path, min(path.stat().st_size, _MAX_BLOCK))


def _read_blocks(table: Table, path: Path, block: int) -> pa.Table:
    return csv.read_csv(
        path,
        read_options=csv.ReadOptions(block_size=block),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={column.name: _ARROW[column.type] for column in table.columns},
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )


def decimal_text(value: float) -> str:
    """`57400000000`, never `5.74e10`; empty where there is none, or none that a float can hold."""
    return format(Decimal(repr(value)).normalize(), "f") if math.isfinite(value) else ""


def _frame(table: Table, arrow: pa.Table, exact: bool = False) -> pd.DataFrame:
    kinds = {c.name: "exact" if exact and c.type == "decimal" else c.type for c in table.columns}
    return pd.DataFrame({name: _series(arrow.column(name), kind) for name, kind in kinds.items()})


def _series(values: pa.ChunkedArray, kind: str) -> pd.Series:
    if kind == "exact":
        return pd.Series([decimal_text(v) if isinstance(v, float) else v for v in values.to_pylist()], dtype="string")
    if kind == "date":
        return pd.Series(values.to_numpy().astype("datetime64[s]"))
    if kind == "decimal":  # by way of Python's float, which reads any number of digits
        return pd.Series([None if value is None else float(value) for value in values.to_pylist()], dtype="float64")
    mapped = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    series: pd.Series = values.to_pandas(types_mapper=mapped.get).astype(_PANDAS[kind])
    return series
