"""The store: an embedded DuckDB file in the output folder, the source of truth for every table.

    with Store.lock(out) as store:              # StoreBusy where another run holds the folder
        known = store.known()                   # {article_id: sha256} of what need not be done again
        store.clear_rejects(source_paths)       # inputs that this run reads
        store.commit(process(articles), rejects)
        store.export(tables, formats)           # CSVs, Parquet, datapackage.json

Every error is a `StoreError` whose message is one line for the user.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.tables import Row, Rows

SCHEMA_VERSION = 1
FILENAME = "svodka.duckdb"


class StoreError(Exception):
    """What went wrong with an output folder, and what to do about it, in one line."""


class StoreBusy(StoreError):
    """Another run, or another program, holds the output folder or its store."""


class StoreVersion(StoreError):
    """The store was made with another schema; nothing was changed."""


class StoreCorrupt(StoreError):
    """The store cannot be read; nothing was changed."""


class StoreFailed(StoreError):
    """The system refuses to read or write: disk full, folder read-only. What was committed is kept."""


class Packed:
    """Rows of several articles as Arrow tables: made in a worker by `pack`, small to pickle, fast to commit."""


def pack(batch: Sequence[Rows]) -> Packed:
    """The rows of a batch as Arrow tables; `commit` takes either, a worker that packs spares the parent the work."""
    raise NotImplementedError


def version() -> str:
    """The pipeline's version and a digest of its code, vocabularies and models: `0.1.0+3f9c0a21b7de`. Cached."""
    raise NotImplementedError


def set_aside(out: Path) -> Path | None:
    """Rename a store that cannot be used, so that the next run begins a new one; the new name, if there was one."""
    raise NotImplementedError


class Store:
    """The store of one output folder. Opened only while something is read or written; made at the first commit."""

    def __init__(self, out: Path, *, memory: str = "256MB", threads: int = 1) -> None:
        self.out = out

    @classmethod
    @contextmanager
    def lock(cls, out: Path) -> Iterator[Store]:
        """The store of `out`, made if need be and held for this run alone; what a killed run left is cleaned.

        Raises StoreBusy at once where another run holds it, StoreFailed where the folder cannot be written,
        StoreVersion or StoreCorrupt where the store there cannot be used.
        """
        yield cls(out)

    def known(self, version: str | None = None) -> dict[str, str]:
        """`sha256` by `article_id` of the articles done by this version of the pipeline: skip what has the same.

        Works without the lock; empty where there is no store yet.
        """
        return {}

    def commit(self, batch: Sequence[Rows] | Packed, rejects: Sequence[Row] = ()) -> None:
        """Write all rows of the articles of a batch in one transaction, in place of their earlier rows."""

    def clear_rejects(self, source_paths: Iterable[str]) -> None:
        """Drop what earlier runs rejected of these inputs; call it once for each input that a run reads."""

    def forget(self, article_ids: Collection[str]) -> list[str]:
        """Remove articles with all their rows; returns the ids that were there. `export` afterwards."""
        return []

    def rejects(self, source_paths: Iterable[str] | None = None) -> list[Row]:
        """Rejects of the last run of each input, or of these inputs only."""
        return []

    def counts(self) -> dict[str, int]:
        """Rows by table, as exported: for the summary."""
        return {}

    def export(self, tables: Collection[str] | None = None, formats: Collection[str] = ("csv",)) -> list[Path]:
        """Bring the files of the output folder up to date, each by atomic replace; returns those that changed.

        `tables` are names of tables, None for all; files of other tables that an earlier run wrote are kept
        up to date too, so that a folder always shows one state. `formats`: `csv`, `parquet`.
        """
        return []
