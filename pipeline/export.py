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
from collections import deque
from collections.abc import Collection, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from pipeline import datapackage
from pipeline.append import append
from pipeline.database import Connection
from pipeline.order import Order, boundaries
from pipeline.relations import select
from pipeline.schema import BY_NAME, OF_CORPUS, TABLES, TOKENS, Table
from pipeline.store import TEMPORARY, Store

DESCRIPTOR = "datapackage.json"
_LAST = "\U0010ffff"  # above every article id
_CSV = "FORMAT csv, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR ''"
_FORMATS = {"csv": f"{_CSV}, HEADER true", "parquet": "FORMAT parquet, COMPRESSION zstd"}
_TOUCHED = -1  # in place of a commit: somebody else wrote to the file
_PIECES_AHEAD = 3  # of a file, on disk and not yet part of it: enough for two threads
_LARGEST = (TOKENS, "csv")  # takes as long as all other files together


@dataclass(frozen=True, slots=True)
class _Segment:
    """The articles from id `low` up to the next segment's, and their bytes in the file."""

    low: str
    size: int


@dataclass(frozen=True, slots=True)
class _Folder:
    """What an export works with: the open store, the commit that the files are to show, whether it has reviews, how its
    articles stand; the threads that write pieces of a file, if it is not written in one."""

    connection: Connection
    out: Path
    revision: int
    reviewed: bool
    order: Order
    pool: ThreadPoolExecutor | None = None


def export(store: Store, tables: Collection[str] | None, formats: Collection[str]) -> list[Path]:
    """See `Store.export`. Raises KeyError for a name that is no table or no format."""
    names = [BY_NAME[name].name for name in tables or BY_NAME]
    asked = {f"{name}.{ending}" for name in names for ending in formats if _FORMATS[ending]}
    with store.exporting() as connection:
        [(revision, reviewed)] = connection.execute("SELECT revision, EXISTS (FROM reviews) FROM meta").fetchall()
        folder = _Folder(connection, store.out, revision, reviewed, Order.of(connection))
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

    The largest is put together here of pieces that the threads write once they are through with all others, so that
    they end at nearly the same time.
    """
    with ThreadPoolExecutor(threads) as pool:
        others = {file: pool.submit(_refresh_alone, folder, *file) for file in wanted if file != _LARGEST}
        whole = replace(folder, pool=pool)
        changed = {file: _refresh_alone(whole, *file) for file in wanted if file == _LARGEST}
        changed |= {file: future.result() for file, future in others.items()}
    return [folder.out / f"{table.name}.{ending}" for table, ending in wanted if changed[table, ending]]


def _refresh_alone(folder: _Folder, table: Table, ending: str) -> bool:
    """As `_refresh`, in a transaction of its own: what is noted of a file is true of it, however the others fare."""
    with _apart(folder) as own:
        own.connection.begin()
        changed = _refresh(own, table, ending)
        own.connection.commit()
        return changed


@contextmanager
def _apart(folder: _Folder) -> Iterator[_Folder]:
    """The same for another thread or transaction."""
    with closing(folder.connection.cursor()) as connection:
        connection.execute("USE store")  # a cursor begins where DuckDB does
        yield replace(folder, connection=connection)


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
    in_order = folder.order.holds("", _LAST)
    query = select(table.name, exact=ending == "csv", reviewed=folder.reviewed, in_order=in_order)
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
            append(source, target, kept, offset - kept)
            yield from _render(folder, table, segment.low, end, target)
            kept = offset + segment.size
        else:
            yield segment
        offset += segment.size
    append(source, target, kept, offset - kept)


def _render(folder: _Folder, table: Table, low: str, end: str, target: BinaryIO) -> Iterator[_Segment]:
    """Append the rows of the articles from `low` up to `end`, as one or, where they are many, several segments."""
    spans = list(pairwise((low, *boundaries(folder.connection, low, end), end)))
    with closing(_pieces(folder, table, spans)) as pieces:
        for (first, _), piece in zip(spans, pieces, strict=True):
            with piece.open("rb") as source:
                size = piece.stat().st_size
                append(source, target, 0, size)
            piece.unlink()
            if size or not first:  # the first segment takes every id below the others
                yield _Segment(first, size)


def _pieces(folder: _Folder, table: Table, spans: list[tuple[str, str]]) -> Generator[Path, None, None]:
    """Files of the rows of each span of articles, in order; where there are threads for it, some ahead of their use.

    Where it ends early the pieces under way are waited for: they use the folder's connection.
    """
    ahead: deque[Future[Path]] = deque()
    try:
        for n, (first, stop) in enumerate(spans):
            if folder.pool is None or len(spans) == 1:  # one alone need not wait for a thread
                yield _piece(folder, table, n, first, stop)
                continue
            ahead.append(folder.pool.submit(_piece, folder, table, n, first, stop))
            if len(ahead) == _PIECES_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
    finally:
        wait([future for future in ahead if not future.cancel()])


def _piece(folder: _Folder, table: Table, n: int, first: str, stop: str) -> Path:
    path = _temporary(folder.out / f"{table.name}.segment{n}")
    where = f"article_id >= {_literal(first)} AND article_id < {_literal(stop)}"
    query = select(table.name, where, reviewed=folder.reviewed, in_order=folder.order.holds(first, stop))
    with _apart(folder) as own:
        _copy_to(own, query, path, f"{_CSV}, HEADER false")
    return path


def _segments(folder: _Folder, name: str) -> list[_Segment]:
    query = "SELECT low, size FROM segments WHERE path = ? ORDER BY low"
    return [_Segment(low, size) for low, size in folder.connection.execute(query, [name]).fetchall()]


def _remember(folder: _Folder, name: str, segments: list[_Segment]) -> None:
    folder.connection.execute("DELETE FROM segments WHERE path = ?", [name])
    lows, sizes = [segment.low for segment in segments], [segment.size for segment in segments]
    folder.connection.execute("INSERT INTO segments SELECT ?, unnest(?), unnest(?)", [name, lows, sizes])


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
