"""Where the parts of an output are, and their columns: those of the table first, then what only we need.

As in the Parquet of a local run, decimals are floats; `value_exact` holds `value` as text, digit by digit. `ordinal`
is the place of a row in its article. The parts of `entities` are each article's; that table, and `series`, are of the
corpus: files of their own. Reviews are not kept here: the table is empty.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa

from pipeline import relations
from pipeline.relations import STORED
from pipeline.schema import ENTITIES, REJECTS, SERIES, Table

MANIFEST = "manifest.json"
PARTS = "parts"
RECEIPTS = "receipts"
OF_CORPUS = (ENTITIES, SERIES)  # made when all parts are there
_FOLDED = re.compile(r"([a-z][a-z0-9+.-]+):/(?=[^/])")
_EXACT = "_exact"


def unfolded(place: str | Path) -> str:
    """A place as text, with both slashes of `s3://bucket`, of which pathlib keeps one."""
    return _FOLDED.sub(r"\1://", str(place), count=1)


def part(table: Table, name: str) -> str:
    """Where a block's part of a table is, under the output."""
    return f"{PARTS}/{table.name}/{name}.parquet"


def whole(table: Table) -> str:
    """Where a table of the corpus is, under the output."""
    return f"{table.name}.parquet"


def receipt(name: str) -> str:
    return f"{RECEIPTS}/{name}.json"


def as_part(table: Table, rows: pa.Table) -> pa.Table:
    """Rows of a relation as they are written."""
    columns = {name: rows.column(name) for name in table.header}
    for name in _decimals(table):
        texts = rows.column(name).to_pylist()
        columns[name] = pa.array([None if text is None else float(text) for text in texts], pa.float64())
        columns[f"{name}{_EXACT}"] = rows.column(name)
    return pa.table(columns | {name: rows.column(name) for name in rows.column_names if name not in columns})


def as_relation(table: Table, source: str) -> str:
    """The query that makes of parts, which it finds as `source`, the relation that they were."""
    exact = ", ".join(f'"{name}{_EXACT}" AS "{name}"' for name in _decimals(table))
    return f"SELECT * REPLACE ({exact}) FROM {source}" if exact else f"SELECT * FROM {source}"


def _decimals(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.type == "decimal"]


def _schema(table: Table) -> pa.Schema:
    empty = relations.pack_rejects([]) if table is REJECTS else relations.pack([]).tables[table.name]
    return as_part(table, empty).schema


SCHEMAS: dict[str, pa.Schema] = {table.name: _schema(table) for table in STORED}
