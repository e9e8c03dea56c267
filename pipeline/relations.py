"""The tables as relations of the store: their columns there, rows packed for it, and the queries that read them out.

A relation holds the columns of its table and `ordinal`, the place of a row in its article. `entities` holds each
article's part; the table of that name is summed over the corpus by `select`. What is not known is NULL.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline import views
from pipeline.schema import BY_NAME, CLAIMS, NUMBERS, OF_CORPUS, REJECTS, REVIEWS, SERIES, TABLES, Column, Table
from pipeline.tables import Columns, Ids, Row, Rows, column
from pipeline.views import SQL, expression, quoted

_ARROW = {"string": pa.string(), "integer": pa.int64(), "decimal": pa.string(), "number": pa.float64(),
          "boolean": pa.bool_(), "date": pa.string()}  # fmt: skip
_NONE = np.array([], np.int64)
_ID = Column("article_id", "string", "the article")
_ORDINAL = Column("ordinal", "integer", "place of the row in its article")
_OWN_WAY = (REVIEWS, SERIES, REJECTS)
OF_ARTICLES = tuple(table for table in TABLES if table not in _OWN_WAY)  # rows that come and go with an article
STORED = (*OF_ARTICLES, REJECTS)


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows of several articles as Arrow tables by name: made in a worker by `pack`, small to pickle, fast to commit."""

    tables: dict[str, pa.Table]

    def __reduce__(self) -> tuple[object, ...]:
        """One stream of bytes a table: by themselves they would be pickled as some three hundred buffers."""
        return _received, ({name: _stream(rows) for name, rows in self.tables.items()},)


def _stream(rows: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue()


def _received(streams: dict[str, pa.Buffer]) -> Packed:
    return Packed({name: pa.ipc.open_stream(stream).read_all() for name, stream in streams.items()})


def pack(batch: Sequence[Rows]) -> Packed:
    """The rows of a batch of articles; of two with the same id the last counts."""
    last = {rows["articles"][0]["article_id"]: rows for rows in batch}
    return Packed({table.name: _pack(table, last) for table in OF_ARTICLES})


def join(packs: Sequence[Packed]) -> Packed:
    """Several batches as one, for a single commit: that costs a tenth of many small ones.

    Of two articles with the same id the last counts.
    """
    seen: set[str] = set()
    kept = [_without(packed, seen) for packed in reversed(packs)][::-1] or [pack([])]
    return Packed({name: pa.concat_tables([packed.tables[name] for packed in kept]) for name in kept[0].tables})


def _without(packed: Packed, seen: set[str]) -> Packed:
    """What is not of the articles seen so far; adds its own to them."""
    ids = set(packed.tables["articles"].column("article_id").to_pylist())
    again = pa.array(ids & seen, pa.string())
    seen |= ids
    if not len(again):
        return packed
    fresh = {name: pc.invert(pc.is_in(rows.column("article_id"), again)) for name, rows in packed.tables.items()}
    return Packed({name: rows.filter(fresh[name]) for name, rows in packed.tables.items()})


def pack_rejects(rejects: Sequence[Row]) -> pa.Table:
    return pa.table(_arrays(REJECTS.columns, [rejects]))


def _pack(table: Table, batch: dict[str, Rows]) -> pa.Table:
    found = [rows[table.name] for rows in batch.values()]
    sizes = [len(rows) for rows in found]
    ordinals = np.concatenate([_NONE, *map(np.arange, sizes)])
    own = {_ORDINAL.name: pa.array(ordinals), _ID.name: _repeated(list(batch), sizes)}
    arrays = _arrays([column for column in table.columns if column.name not in own], found) | own
    return pa.table({column.name: arrays[column.name] for column in columns(table)})


def _arrays(wanted: Sequence[Column], tables: Sequence[Sequence[Row]]) -> dict[str, pa.Array]:
    """The columns of several articles' rows, one after another."""
    if any(isinstance(rows, Columns) for rows in tables):
        written: dict[str, pa.Array] = {}
        return {c.name: _column(c, [column(rows, c.name) for rows in tables], written) for c in wanted}
    cells = map(itemgetter(*(c.name for c in wanted)), chain.from_iterable(tables))  # more than one column
    columns = list(zip(*cells, strict=True)) or [()] * len(wanted)
    return {c.name: _array(c, [values]) for c, values in zip(wanted, columns, strict=True)}


def _column(column: Column, parts: Sequence[Sequence[Any]], written: dict[str, pa.Array]) -> pa.Array:
    ids = [part for part in parts if isinstance(part, Ids)]
    return _numbered(ids, written) if ids else _array(column, parts)


def _array(column: Column, parts: Sequence[Sequence[Any]]) -> pa.Array:
    known = list(chain.from_iterable(parts))
    if column.type != "integer" and "" in known:
        known = [None if value == "" else value for value in known]
    try:
        array = pa.array(known, _ARROW[column.type])
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold: one code point for another
        array = pa.array([_whole(value) for value in known], _ARROW[column.type])
    return array.cast(pa.date32()) if column.type == "date" else array


def _numbered(parts: Sequence[Ids], written: dict[str, pa.Array]) -> pa.Array:
    """Each id is written once, and taken by all columns that name it: `token_id`, `head_id`."""
    sizes, first = [part.most for part in parts], parts[0].prefix
    if first not in written:
        numbers = pa.array(np.concatenate([np.arange(1, size + 1) for size in sizes]))
        prefixes = _repeated([part.prefix for part in parts], sizes)
        written[first] = pc.binary_join_element_wise(prefixes, numbers.cast(pa.string()), "")
    if all(part.numbers == range(1, part.most + 1) for part in parts):
        return written[first]
    found = np.array(list(chain.from_iterable(part.numbers for part in parts)), np.int64)
    before = np.repeat(np.cumsum([0, *sizes[:-1]]), [len(part) for part in parts])
    return written[first].take(pa.array(before + found - 1, mask=found == 0))


def _repeated(texts: Sequence[str], sizes: Sequence[int]) -> pa.Array:
    """Each text so many times."""
    return _array(_ID, [texts]).take(pa.array(np.repeat(np.arange(len(sizes)), sizes)))


def _whole(value: str | None) -> str | None:
    return value and "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in value)


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table in the store."""
    if table is REJECTS:
        return table.columns
    return (*(() if "article_id" in table.header else (_ID,)), *table.columns, _ORDINAL)


def create() -> str:
    """Statements that make the relations: those of the tables, the store's own, and the views on them."""
    return _tables() + views.CREATE


def _tables() -> str:
    made = (f"CREATE TABLE {table.name} ({_columns(table)});\n" for table in STORED)
    return "".join(made) + _OWN + views.REVIEWS_TABLE


# `revision` counts commits. `changes` tells which articles each of them changed or removed, as long as some exported
# file does not show it; `files` and `segments` are the record of `export.py`.
_OWN = """
ALTER TABLE articles ADD COLUMN version VARCHAR;
CREATE TABLE meta (schema VARCHAR, created_by VARCHAR, revision BIGINT);
CREATE TABLE changes (article_id VARCHAR, revision BIGINT);
CREATE TABLE files (path VARCHAR, revision BIGINT, size BIGINT, mtime BIGINT);
CREATE TABLE segments (path VARCHAR, low VARCHAR, size BIGINT);
"""


def scans() -> list[str]:
    """Queries that read every block of the tables, whose checksums DuckDB compares: 0.4 s for 10,000 articles."""
    return [f"SELECT {', '.join(f'bit_xor(hash({quoted(column)}))' for column in columns(table))} FROM {table.name}"
            for table in STORED]  # fmt: skip


def layout() -> str:
    """Digest of names and types of all columns: two stores with the same are read by the same code."""
    return hashlib.sha256(_tables().encode()).hexdigest()[:8]


def outlook() -> str:
    """Digest of the views, which hold no rows: where they are others, they are made anew."""
    return hashlib.sha256(views.CREATE.encode()).hexdigest()[:8]


def _columns(table: Table) -> str:
    return ", ".join(f"{quoted(column)} {SQL[column.type]}" for column in columns(table))


def select(name: str, where: str = "true", *, exact: bool = True, reviewed: bool = True, in_order: bool = False) -> str:
    """The query for a table's rows, in the order in which they are exported, with the reviewers' corrections.

    `where` narrows it to some articles (not for the tables of the corpus). Decimals are exact text, or else DOUBLE.
    Where there are no reviews, a query that is not `reviewed` gives the same rows in half the time; and where the rows
    stand `in_order`, see `order.py`, one that does not sort them.
    """
    table = BY_NAME[name]
    if table is REJECTS:
        return f"SELECT DISTINCT {', '.join(table.header)} FROM rejects ORDER BY ALL"
    if table in OF_CORPUS:
        return views.corpus(name, _corrected(CLAIMS), exact)
    header = ", ".join(expression(column, exact) for column in table.columns)
    corrected = reviewed and table in (CLAIMS, NUMBERS)  # by a join, which puts rows in an order of its own
    source = f"({_corrected(table)})" if corrected else name
    order = "" if in_order and not corrected else " ORDER BY article_id, ordinal"
    return f"SELECT {header} FROM {source} WHERE {where}{order}"


def _corrected(table: Table) -> str:
    """`claims` or `numbers`, with the values that reviewers gave."""
    shown = (
        f"CASE WHEN r.claim_id IS NULL THEN t.{name} ELSE r.{name} END AS {name}"
        if column.name in views.CORRECTED
        else f"t.{name}"
        for column in columns(table)
        if (name := quoted(column))
    )
    return f"SELECT {', '.join(shown)} FROM {table.name} t LEFT JOIN reviewed r USING (claim_id)"
