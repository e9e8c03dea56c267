"""The store: an embedded DuckDB file in the output folder, the source of truth for every table.

    with Store.lock(out) as store:              # StoreBusyError where another run holds the folder
        known = store.known()                   # {article_id: sha256} of what need not be done again
        store.clear_rejects(source_paths)       # inputs that this run reads
        store.commit(process(articles), rejects)
        store.export(tables, formats)           # CSVs, Parquet, datapackage.json

Every error is a `StoreError` whose message is one line for the user.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb
import filelock
import pyarrow as pa

from pipeline import database, relations
from pipeline.database import Config, Connection
from pipeline.faults import (
    OtherOutputError,
    StoreBusyError,
    StoreCorruptError,
    StoreError,
    StoreFailedError,
    StoreMemoryError,
    StoreVersionError,
    explained,
)
from pipeline.fingerprint import version as running_version
from pipeline.relations import OF_ARTICLES, Packed, join, pack
from pipeline.schema import ARTICLES, REJECTS, REVIEWS, SERIES, TABLES
from pipeline.tables import Row, Rows

__all__ = [
    "OtherOutputError", "Packed", "Store", "StoreBusyError", "StoreCorruptError", "StoreError", "StoreFailedError",
    "StoreVersionError", "join", "pack",
]  # fmt: skip

T = TypeVar("T")

FILENAME = "svodka.duckdb"
TEMPORARY = ".svodka-tmp"  # ends the name of every file that a killed run may leave behind
STAMP = ".svodka.stamp"
OF_CLUSTER = "run.json"  # stands in the output of a run on a cluster, from its beginning on
MEMORY = "128MB"  # what DuckDB may take; what is more goes to disk
COMMIT_MEMORY = "64MB"  # the same for a commit, beside which a process has its models and words
ROOM = "80%"  # of the machine's memory: where the first is not enough, as for many texts of millions of characters


def set_aside(out: Path) -> Path | None:
    """Rename a store that cannot be used, so that the next run begins a new one; the new name, if there was one."""
    path = out / FILENAME
    if not path.exists():
        return None
    taken = (out / f"{FILENAME}.old{n}" for n in range(1, 1_000_000))
    free = next(name for name in taken if not name.exists())
    path.replace(free)
    if (wal := _wal(path)).exists():
        wal.replace(_wal(free))
    return free


class Store:
    """The store of one output folder. Opened only while something is read or written.

    `threads` is the number of files that are exported at the same time. `room` lets DuckDB take more than is usual.
    """

    def __init__(self, out: Path, *, threads: int = 1, room: bool = False) -> None:
        self.out, self.threads, self.room = out, threads, room
        self.path = out / FILENAME
        self.config: Config = {
            "memory_limit": ROOM if room else MEMORY, "threads": 1, "temp_directory": str(out / f".duckdb{TEMPORARY}"),
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        }  # fmt: skip

    @classmethod
    @contextmanager
    def lock(cls, out: Path, *, threads: int = 1) -> Iterator[Store]:
        """The store of `out`, made if need be and held for this run alone; what a killed run left is cleaned.

        Raises StoreBusyError at once where another run holds it, StoreFailedError where the folder cannot be written,
        OtherOutputError, StoreVersionError or StoreCorruptError where what is there cannot be used.
        """
        store = cls(out, threads=threads)
        store.require_local()
        held = filelock.FileLock(out / ".svodka.lock", timeout=0)
        with explained(store.path):
            out.mkdir(parents=True, exist_ok=True)
            held.acquire()
        try:
            store._prepare()
            yield store
            store._stamp()
        finally:
            held.release()

    def require_local(self) -> None:
        """Raises OtherOutputError where a run on a cluster writes, or has written."""
        if (self.out / OF_CLUSTER).exists():
            raise OtherOutputError(f"{self.out} holds the tables of a run on a cluster; give another folder")

    def known(self, version: str | None = None) -> dict[str, str]:
        """`sha256` by `article_id` of the articles done by this version of the pipeline: skip what has the same.

        Works without the lock; empty where there is no store yet.
        """
        if not self.path.exists():
            return {}
        with self.reading() as connection:
            query = "SELECT article_id, sha256 FROM articles WHERE version = ?"
            return dict(connection.execute(query, [version or running_version()]).fetchall())

    def commit(self, batch: Sequence[Rows] | Packed, rejects: Sequence[Row] = (), *, fold: bool = False) -> None:
        """Write all rows of the articles of a batch in one transaction, in place of their earlier rows.

        A commit costs some 0.15 s and 1 ms an article: collect a hundred or more, `join` puts batches together. The
        last before an `export` should `fold` the log into the file: else it is read at each opening from then on.
        """
        packed = batch if isinstance(batch, Packed) else pack(batch)
        self._with_room(lambda store: store._commit(packed, rejects, fold))

    def _commit(self, packed: Packed, rejects: Sequence[Row], fold: bool) -> None:
        with self.writing(fold=fold) as connection:
            if not self.room:
                connection.execute(f"SET memory_limit = '{COMMIT_MEMORY}'")
            _remove(connection, packed.tables["articles"].select(["article_id"]))
            for table in OF_ARTICLES:
                extra = f", '{running_version()}' AS version" if table is ARTICLES else ""
                _insert(connection, table.name, packed.tables[table.name], extra)
            _insert(connection, "rejects", relations.pack_rejects(rejects))

    def _with_room(self, work: Callable[[Store], T]) -> T:
        """What failed for want of memory has changed nothing, and is done again with more."""
        try:
            return work(self)
        except StoreMemoryError:
            return work(Store(self.out, threads=self.threads, room=True))

    def clear_rejects(self, source_paths: Iterable[str]) -> None:
        """Drop what earlier runs rejected of these inputs; call it once for each input that a run reads."""
        with self.writing() as connection:
            connection.register("sources", pa.table({"source_path": pa.array(source_paths, pa.string())}))
            connection.execute("UPDATE meta SET revision = revision + 1")
            connection.execute("DELETE FROM rejects WHERE source_path IN (SELECT source_path FROM sources)")

    def forget(self, article_ids: Collection[str]) -> list[str]:
        """Remove articles with all their rows; returns the ids that were there, in order. `export` afterwards."""
        with self.writing() as connection:
            gone = _remove(connection, pa.table({"article_id": pa.array(article_ids, pa.string())}))
            connection.executemany("DELETE FROM reviews WHERE article_id = ?", [[each] for each in gone or [""]])
            return gone

    def rejects(self, source_paths: Collection[str] | None = None) -> list[Row]:
        """Rejects of the last run of each input, or of these inputs only; none where there is no store yet."""
        if not self.path.exists():
            return []
        with self.reading() as connection:
            rows = connection.execute(relations.select("rejects")).fetchall()
        found = (dict(zip(REJECTS.header, (value or "" for value in row), strict=True)) for row in rows)
        return [row for row in found if source_paths is None or row["source_path"] in source_paths]

    def counts(self) -> dict[str, int]:
        """Rows by table, as exported: for the summary."""
        queries = {table.name: f"SELECT count(*) FROM ({relations.select(table.name)})" for table in (REVIEWS, SERIES)}
        queries |= {table.name: f"SELECT count(*) FROM {table.name}" for table in OF_ARTICLES}
        queries["entities"] = "SELECT count(DISTINCT entity_id) FROM entities"
        queries["rejects"] = "SELECT count(*) FROM (SELECT DISTINCT * FROM rejects)"
        with self.reading() as connection:
            return {name: connection.execute(query).fetchall()[0][0] for name, query in queries.items()}

    def export(self, tables: Collection[str] | None = None, formats: Collection[str] = ("csv",)) -> list[Path]:
        """Bring the files of the output folder up to date, each by atomic replace; returns those that changed.

        `tables` are names of tables, None for all; files of other tables that an earlier run wrote are kept
        up to date too, so that a folder always shows one state. `formats`: `csv`, `parquet`.
        """
        from pipeline.export import export

        changed = self._with_room(lambda store: export(store, tables, formats))
        if _wal(self.path).exists():
            with self._open(read_only=False) as connection:
                connection.execute("CHECKPOINT")
        return changed

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The open database, only to be read; other readers may have it open too."""
        with self._open(read_only=True) as connection:
            yield connection

    @contextmanager
    def writing(self, *, fold: bool = False) -> Iterator[Connection]:
        """The open database within a transaction, which is committed if the block ends without an error."""
        with self._open(read_only=False) as connection:
            connection.begin()
            yield connection
            connection.commit()
            if fold:
                connection.execute("CHECKPOINT")

    @contextmanager
    def exporting(self) -> Iterator[Connection]:
        """The open database, to be read and written in transactions of one's own."""
        with self._open(read_only=False) as connection:
            yield connection

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[Connection]:
        with explained(self.path):
            connection = database.connect(self.path, read_only, self.config)
            try:
                # Closing would fold the log into the file each time; that is left to `export`, and to 16 MB of log.
                connection.execute("PRAGMA disable_checkpoint_on_shutdown; SET checkpoint_threshold = '16MB'")
                database.verify(connection, self.path)
                yield connection
            finally:
                connection.close()

    def _prepare(self) -> None:
        with explained(self.path):
            for left in self.out.glob(f".*{TEMPORARY}*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            if not self.path.exists():
                self._create()
        with self.reading() as connection:  # a store that cannot be used is refused before any work is done
            for query in () if self._is_stamped() else relations.scans():
                connection.execute(query).fetchall()
            current = database.is_current(connection)
        if not current:
            with self.writing() as connection:
                database.renew(connection)

    def _state(self) -> str:
        """What changes when anybody writes to the store: of the file and its log, size and time."""
        found = (path.stat() for path in (self.path, _wal(self.path)) if path.exists())
        return " ".join(f"{stat.st_ino} {stat.st_size} {stat.st_mtime_ns}" for stat in found)

    def _stamp(self) -> None:
        """Note how a run leaves the store: the next one need not read all of it, if nobody wrote to it since."""
        with suppress(OSError):  # without it the next run reads
            (self.out / STAMP).write_text(self._state(), encoding="utf-8")

    def _is_stamped(self) -> bool:
        stamp = self.out / STAMP
        return stamp.exists() and stamp.read_text(encoding="utf-8", errors="replace") == self._state()

    def _create(self) -> None:
        """A new store appears whole: a kill while it is made leaves no half a store behind."""
        fresh = self.out / f".{FILENAME}{TEMPORARY}"
        with closing(database.attached(fresh, read_only=False, config=self.config)) as connection:
            connection.execute(relations.create())
            connection.execute("INSERT INTO meta VALUES (?, ?, 0)", [database.schema(), running_version()])
        _wal(self.path).unlink(missing_ok=True)  # of a store that somebody removed
        fresh.replace(self.path)


def _wal(path: Path) -> Path:
    """DuckDB's write-ahead log: a part of the store until it is folded in."""
    return path.with_name(f"{path.name}.wal")


def _remove(connection: Connection, ids: pa.Table) -> list[str]:
    """Delete the articles' rows and note that their places in the exports are stale; the ids that were there."""
    connection.register("batch", ids)
    connection.execute("UPDATE meta SET revision = revision + 1")
    connection.execute("INSERT INTO changes SELECT DISTINCT article_id, revision FROM batch, meta")
    query = "SELECT article_id FROM articles WHERE article_id IN (SELECT article_id FROM batch) ORDER BY article_id"
    old = [article_id for (article_id,) in connection.execute(query).fetchall()]
    for table in OF_ARTICLES if old else ():
        connection.execute(f"DELETE FROM {table.name} WHERE article_id IN (SELECT article_id FROM batch)")
    connection.unregister("batch")
    return old


def _insert(connection: Connection, name: str, rows: pa.Table, extra: str = "") -> None:
    if rows.num_rows:
        connection.register("batch", rows)
        connection.execute(f"INSERT INTO {name} BY NAME SELECT *{extra} FROM batch")
        connection.unregister("batch")


def queried(batch: Sequence[Rows]) -> dict[str, pa.Table]:
    """The tables as they would be exported, of these articles alone; nothing is written."""
    with closing(duckdb.connect(":memory:")) as connection:
        connection.execute(relations.create())
        for name, rows in pack(batch).tables.items():
            _insert(connection, name, rows)
        return {
            name: connection.sql(relations.select(name)).to_arrow_table() for name in (table.name for table in TABLES)
        }
