"""The files of an output folder, made from the store: CSV, Parquet, `datapackage.json`; each replaced atomically.

Rows are ordered by article id, then by their place in the article, so that a file is the same bytes however the
store came to its rows. A CSV is remembered as segments, runs of whole articles: when articles change, their segments
are written anew and the rest of the file is copied as bytes. A file that somebody touched is written anew whole.
"""

from __future__ import annotations

import filecmp
import json
import os
from bisect import bisect_right
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from pipeline import datapackage
from pipeline.database import Connection
from pipeline.relations import select
from pipeline.schema import BY_NAME, OF_CORPUS, TABLES, TOKENS, Table
from pipeline.store import TEMPORARY, Store

DESCRIPTOR = "datapackage.json"
SEGMENT = 256  # articles, or more where that makes more than SEGMENTS of them
SEGMENTS = 64
_LAST = "\U0010ffff"  # above every article id
_CSV = "FORMAT csv, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"
_FORMATS = {"csv": f"{_CSV}, HEADER true", "parquet": "FORMAT parquet, COMPRESSION zstd"}
_COPY_BYTES = 1 << 22
_TOUCHED = -1  # in place of a commit: somebody else wrote to the file


@dataclass(frozen=True, slots=True)
class _Segment:
    """The articles from id `low` up to the next segment's, and their bytes in the file."""

    low: str
    size: int


@dataclass(frozen=True, slots=True)
class _Folder:
    """What an export works with: the open store, the commit that the files are to show, whether it has reviews."""

    connection: Connection
    out: Path
    revision: int
    reviewed: bool


def export(store: Store, tables: Collection[str] | None, formats: Collection[str]) -> list[Path]:
    """See `Store.export`. Raises KeyError for a name that is no table or no format."""
    names = [BY_NAME[name].name for name in tables or BY_NAME]
    asked = {f"{name}.{ending}" for name in names for ending in formats if _FORMATS[ending]}
    with store.exporting() as connection:
        [(revision, reviewed)] = connection.execute("SELECT revision, EXISTS (FROM reviews) FROM meta").fetchall()
        folder = _Folder(connection, store.out, revision, reviewed)
        wanted = [(table, ending) for table, ending in _every() if _is_wanted(folder, table, ending, asked)]
        changed = _refresh_all(folder, wanted, store.threads)
        connection.begin()
        connection.execute("DELETE FROM files WHERE revision < ?", [revision])  # files that were removed
        connection.execute("DELETE FROM segments WHERE path NOT IN (SELECT path FROM files)")
        connection.execute("DELETE FROM changes")  # every file shows them now
        connection.commit()
        return changed + _describe(store.out, [f"{table.name}.{ending}" for table, ending in wanted])


def _refresh_all(folder: _Folder, wanted: list[tuple[Table, str]], threads: int) -> list[Path]:
    """Bring files up to date, several at a time; those that changed, in the order given.

    The largest table goes first: it takes as long as all others together.
    """
    with ThreadPoolExecutor(threads) as pool:
        first = sorted(wanted, key=lambda file: file[0] is not TOKENS)
        changed = dict(zip(first, pool.map(lambda file: _refresh_alone(folder, *file), first), strict=True))
    return [folder.out / f"{table.name}.{ending}" for table, ending in wanted if changed[table, ending]]


def _refresh_alone(folder: _Folder, table: Table, ending: str) -> bool:
    """As `_refresh`, in a transaction of its own: what is noted of a file is true of it, however the others fare."""
    with closing(folder.connection.cursor()) as connection:
        connection.execute("USE store")  # a cursor begins where DuckDB does
        connection.begin()
        changed = _refresh(replace(folder, connection=connection), table, ending)
        connection.commit()
        return changed


def _every() -> Iterator[tuple[Table, str]]:
    return ((table, ending) for ending in _FORMATS for table in TABLES)


def _is_wanted(folder: _Folder, table: Table, ending: str, asked: Collection[str]) -> bool:
    name = f"{table.name}.{ending}"
    return name in asked or _shown(folder, name) is not None


def _shown(folder: _Folder, name: str) -> int | None:
    """The commit that a file shows; None if it is not one of ours or was removed."""
    recorded = folder.connection.execute("SELECT revision, size, mtime FROM files WHERE path = ?", [name]).fetchall()
    path = folder.out / name
    if not recorded or not path.exists():
        return None
    revision, *found = recorded[0]
    stat = path.stat()
    return revision if found == [stat.st_size, stat.st_mtime_ns] else _TOUCHED


def _refresh(folder: _Folder, table: Table, ending: str) -> bool:
    """Bring one file up to date; whether its bytes changed."""
    name = f"{table.name}.{ending}"
    shown = _shown(folder, name)
    if shown == folder.revision:
        return False
    of_corpus = table in OF_CORPUS
    dirty = None if of_corpus or shown in (None, _TOUCHED) else _dirty(folder, shown)
    if dirty == []:
        changed = False
    elif of_corpus or ending == "parquet":
        changed = _rewrite(folder, table, ending)
    else:
        changed = _splice(folder, table, dirty)
    _record(folder, name)
    return changed


def _dirty(folder: _Folder, shown: int | None) -> list[str]:
    """Ids of the articles that were changed or removed since a commit."""
    query = "SELECT DISTINCT article_id FROM changes WHERE revision > ?"
    return [article_id for (article_id,) in folder.connection.execute(query, [shown]).fetchall()]


def _record(folder: _Folder, name: str) -> None:
    stat = (folder.out / name).stat()
    folder.connection.execute("DELETE FROM files WHERE path = ?", [name])
    folder.connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?)", [name, folder.revision, stat.st_size, stat.st_mtime_ns]
    )


def _rewrite(folder: _Folder, table: Table, ending: str) -> bool:
    """Write a whole file by one query."""
    path = folder.out / f"{table.name}.{ending}"
    temporary = _temporary(path)
    query = select(table.name, exact=ending == "csv", reviewed=folder.reviewed)
    _copy_to(folder, query, temporary, _FORMATS[ending])
    return _replace(temporary, path)


def _splice(folder: _Folder, table: Table, dirty: list[str] | None) -> bool:
    """Write a CSV out of its old bytes and the segments of the articles that changed; all of it if `dirty` is None."""
    path = folder.out / f"{table.name}.csv"
    temporary = _temporary(path)
    header = f"{','.join(table.header)}\n".encode()
    old = _segments(folder, path.name) if dirty is not None else []
    lows = [segment.low for segment in old]
    stale = {bisect_right(lows, article_id) - 1 for article_id in dirty or ()}
    with temporary.open("wb") as target:
        target.write(header)
        if not old:
            new = list(_render(folder, table, "", _LAST, target))
        else:
            with path.open("rb") as source:
                new = list(_merge(folder, table, old, stale, source, target, len(header)))
    _remember(folder, path.name, new)
    return _replace(temporary, path)


def _merge(
    folder: _Folder, table: Table, old: list[_Segment], stale: set[int], source: BinaryIO, target: BinaryIO, offset: int
) -> Iterator[_Segment]:
    ends = [*(segment.low for segment in old[1:]), _LAST]
    kept = offset  # where those that are copied begin: as many as stand together, at once
    for n, (segment, end) in enumerate(zip(old, ends, strict=True)):
        if n in stale:
            _append(source, target, kept, offset - kept)
            yield from _render(folder, table, segment.low, end, target)
            kept = offset + segment.size
        else:
            yield segment
        offset += segment.size
    _append(source, target, kept, offset - kept)


def _render(folder: _Folder, table: Table, low: str, end: str, target: BinaryIO) -> Iterator[_Segment]:
    """Append the rows of the articles from `low` up to `end`, as one or, where they are many, several segments."""
    piece = _temporary(folder.out / f"{table.name}.segment")
    for first, stop in pairwise((low, *_boundaries(folder, low, end), end)):
        where = f"article_id >= {_literal(first)} AND article_id < {_literal(stop)}"
        query = select(table.name, where, reviewed=folder.reviewed)
        _copy_to(folder, query, piece, f"{_CSV}, HEADER false")
        with piece.open("rb") as source:
            size = piece.stat().st_size
            _append(source, target, 0, size)
        if size or not first:  # the first segment takes every id below the others
            yield _Segment(first, size)
    piece.unlink()


def _boundaries(folder: _Folder, low: str, end: str) -> list[str]:
    """Ids at which to divide the articles between two ids; none where they make one segment."""
    [(total,)] = folder.connection.execute("SELECT count(*) FROM articles").fetchall()
    each = max(SEGMENT, -(-total // SEGMENTS))
    query = """
        SELECT article_id FROM (
            SELECT article_id, row_number() OVER (ORDER BY article_id) - 1 AS n, count(*) OVER () AS found
            FROM articles WHERE article_id >= $low AND article_id < $end
        ) WHERE n > 0 AND n % $each = 0 AND found > 2 * $each ORDER BY article_id
    """
    found = folder.connection.execute(query, {"low": low, "end": end, "each": each}).fetchall()
    return [article_id for (article_id,) in found]


def _segments(folder: _Folder, name: str) -> list[_Segment]:
    query = "SELECT low, size FROM segments WHERE path = ? ORDER BY low"
    return [_Segment(low, size) for low, size in folder.connection.execute(query, [name]).fetchall()]


def _remember(folder: _Folder, name: str, segments: list[_Segment]) -> None:
    folder.connection.execute("DELETE FROM segments WHERE path = ?", [name])
    rows = [[name, segment.low, segment.size] for segment in segments]
    folder.connection.executemany("INSERT INTO segments VALUES (?, ?, ?)", rows)


def _append(source: BinaryIO, target: BinaryIO, offset: int, size: int) -> None:
    """Copy bytes from the middle of one file to the end of another, within the system where it can do that."""
    target.flush()
    while size > 0:
        try:
            done = os.copy_file_range(source.fileno(), target.fileno(), size, offset)
        except (AttributeError, OSError):  # not on every system, nor between all file systems
            source.seek(offset)
            done = target.write(source.read(min(size, _COPY_BYTES)))
            target.flush()
        if not done:
            raise OSError(f"{source.name} was cut short while it was read")
        offset, size = offset + done, size - done


def _copy_to(folder: _Folder, query: str, path: Path, options: str) -> None:
    folder.connection.execute(f"COPY ({query}) TO {_literal(str(path))} ({options})")


def _literal(text: str) -> str:
    quoted = text.replace("'", "''")
    return f"'{quoted}'"


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}{TEMPORARY}")


def _replace(temporary: Path, path: Path) -> bool:
    """Put a finished file in its place; False, and nothing done, where the same bytes are there."""
    if path.exists() and filecmp.cmp(temporary, path, shallow=False):
        temporary.unlink()
        return False
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    return True


def _describe(out: Path, names: list[str]) -> list[Path]:
    path = out / DESCRIPTOR
    temporary = _temporary(path)
    text = json.dumps(datapackage.descriptor(names), ensure_ascii=False, indent=2)
    temporary.write_text(text + "\n", encoding="utf-8")
    return [path] if _replace(temporary, path) else []
