"""The output of a cluster run as tables: what `pipeline.load` and `pipeline check` read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import dataset

from pipeline import views
from pipeline.cluster import ClusterError
from pipeline.cluster.layout import MANIFEST, SCHEMAS, as_relation, part, unfolded
from pipeline.relations import STORED, layout, select
from pipeline.schema import TABLES

_MEMORY = "2GB"  # what more is needed goes to disk


def is_output(out: str | Path) -> bool:
    """Whether a folder, or what is under a URL, was made by a cluster run that went to its end."""
    return _manifest(out) is not None


def tables(out: str | Path) -> dict[str, pa.Table]:
    """All tables, rows ordered as in the CSVs of a local run. Raises ClusterError where another schema made them."""
    with _opened(out) as connection:
        return {table.name: connection.sql(select(table.name)).to_arrow_table() for table in TABLES}


def write_csv(out: str | Path, folder: Path) -> None:
    """The tables as CSVs in another folder, the same bytes as a local run of the same inputs writes."""
    with _opened(out) as connection:
        for table in TABLES:
            connection.execute(f"COPY ({select(table.name)}) TO '{folder / table.name}.csv' ({_CSV})")


@contextmanager
def opened_parts(out: str, names: Sequence[str], spill: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The relations of `pipeline.relations` as views of the parts of these blocks; `spill` is a folder for DuckDB."""
    system, path = _filesystem(out)
    with closing(duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill})) as connection:
        for table in STORED:
            files = [f"{path}/{part(table, name)}" for name in names]
            parts = dataset.dataset(files, schema=SCHEMAS[table.name], filesystem=system, format="parquet")
            connection.register(f"{table.name}_parts", parts)
            connection.execute(f"CREATE VIEW {table.name} AS {as_relation(table, f'{table.name}_parts')}")
        connection.execute(views.REVIEWS_TABLE + views.CREATE)
        yield connection


_CSV = "FORMAT csv, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', HEADER true"


@contextmanager
def _opened(out: str | Path) -> Iterator[duckdb.DuckDBPyConnection]:
    found = _manifest(out)
    if found is None:
        raise FileNotFoundError(f"{out}: no {MANIFEST} there; the run has not ended")
    if found["schema"] != layout():
        raise ClusterError(f"{out} was made with another schema, by pipeline {found['pipeline']}; run it again")
    names = [block["block"] for block in found["blocks"]]
    with tempfile.TemporaryDirectory() as folder, opened_parts(unfolded(out), names, folder) as connection:
        yield connection


def _manifest(out: str | Path) -> Any:
    out = unfolded(out)
    if "://" not in out:
        path = Path(out, MANIFEST)
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    from pipeline.cluster.places import text_of

    return json.loads(text_of(f"{out}/{MANIFEST}") or "null")


def _filesystem(out: str) -> tuple[Any, str]:
    """fsspec only where it is needed: a local output is read without it."""
    if "://" not in out:
        return None, out
    from pipeline.cluster.places import filesystem

    return filesystem(out)
