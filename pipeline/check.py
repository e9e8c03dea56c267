"""Verifies the invariants of the tables in an output folder, from the CSVs alone.

The tables are read side by side, an article at a time, so that memory does not grow with the number of articles.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, namedtuple
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.cluster import output
from pipeline.invariants import Cells, Content, Problem, cell_problems, problems
from pipeline.schema import ENTITIES, OF_CORPUS, TABLES, Table

__all__ = ["Problem", "check"]

_OF_ARTICLES = tuple(table.name for table in TABLES if table not in OF_CORPUS)


def check(out: str | Path, *, limit: int = 1000) -> list[Problem]:
    """What is wrong with the tables in `out`; empty where all is well. Stops after `limit`.

    Tables that were not exported are not missed, but `articles` is: raises FileNotFoundError without it. What a
    cluster wrote is checked as CSVs in a temporary folder.
    """
    if output.is_output(out):
        with TemporaryDirectory() as folder:
            output.write_csv(out, Path(folder))
            return check(Path(folder), limit=limit)
    out = Path(out)
    if not (out / "articles.csv").exists():
        raise FileNotFoundError(f"{out}: no articles.csv there; make it with: pipeline run INPUT... --out {out}")
    before = csv.field_size_limit(sys.maxsize)
    try:
        with ExitStack() as stack:
            return list(islice(_problems(out, stack), limit))
    finally:
        csv.field_size_limit(before)


def _problems(out: Path, stack: ExitStack) -> Iterator[Problem]:
    readers: dict[str, Iterator[Cells]] = {}
    for table in TABLES:
        path = out / f"{table.name}.csv"
        if not path.exists():
            continue
        lines = csv.reader(stack.enter_context(path.open(encoding="utf-8", newline="")))
        if tuple(next(lines, ())) == table.header:
            readers[table.name] = _rows(table, lines)
        else:
            yield Problem(table.name, "", "", "its columns are not those of the schema")
    if "articles" in readers:
        yield from _corpus(readers)


def _rows(table: Table, lines: Iterator[list[str]]) -> Iterator[Cells]:
    """Rows as named tuples; cells that a row lacks are empty, those over are left out."""
    row = namedtuple(table.name, table.header)  # type: ignore[misc]
    width = len(table.header)
    return (row._make(line if len(line) == width else [*line, *[""] * width][:width]) for line in lines)


def _corpus(readers: dict[str, Iterator[Cells]]) -> Iterator[Problem]:
    for table in OF_CORPUS:
        for row in readers.get(table.name, ()) if table is not ENTITIES else ():
            yield from cell_problems(table, row)
    known: dict[str, str] = {}
    for entity in readers.get("entities", ()):
        yield from cell_problems(ENTITIES, entity)
        if entity.entity_id in known:
            yield Problem("entities", entity.entity_id, "entity_id", "not unique")
        known[entity.entity_id] = entity.n_mentions
    mentions: Counter[str] = Counter()
    entities = known.keys() if "entities" in readers else None
    for article_id, rows in _articles({name: readers[name] for name in _OF_ARTICLES if name in readers}):
        if len(rows["articles"]) != 1:
            yield Problem("articles", article_id, "article_id", f"{len(rows['articles'])} rows, or rows out of order")
            continue
        yield from problems(Content(article_id, rows["articles"][0].text, rows, entities))
        mentions.update(mention.entity_id for mention in rows.get("mentions", ()))
    for entity_id, found in known.items() if "mentions" in readers else ():
        if found != str(mentions[entity_id]):
            yield Problem("entities", entity_id, "n_mentions", f"{found}, but there are {mentions[entity_id]}")


def _articles(readers: dict[str, Iterator[Cells]]) -> Iterator[tuple[str, dict[str, list[Cells]]]]:
    """The rows of all tables for each article id, in order; an id comes again where a table is out of order."""
    groups = {name: groupby(rows, key=attrgetter("article_id")) for name, rows in readers.items()}
    heads = {name: next(group, None) for name, group in groups.items()}
    while any(heads.values()):
        article_id = min(head[0] for head in heads.values() if head)
        rows: dict[str, list[Cells]] = {}
        for name, head in heads.items():
            rows[name] = list(head[1]) if head and head[0] == article_id else []
            if head and head[0] == article_id:
                heads[name] = next(groups[name], None)
        yield article_id, rows
