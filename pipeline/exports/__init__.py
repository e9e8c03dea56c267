"""The tables in the formats of annotation tools and NLP libraries.

Offsets are code points in all of them, as in the tables: brat and doccano count in Python, and so does Label Studio now
(old versions of it counted UTF-16).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pipeline.cells import cells
from pipeline.tables import Row, Rows


class ExportError(Exception):
    """An export that cannot be made; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Content:
    """An article with its rows by table; `Content.rows` has every table that was asked for."""

    article: Row
    rows: Rows

    @property
    def article_id(self) -> str:
        name: str = self.article["article_id"]
        return name

    @property
    def text(self) -> str:
        text: str = self.article["text"]
        return text


def export(out: Path, name: str, folder: Path) -> list[Path]:
    """Write an output folder's tables as `label-studio`, `brat`, `conllu`, `doccano` or `spacy`; returns the files.

    Raises FileNotFoundError where a table that is needed was not exported, ExportError where a library is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write: Callable[[Path, Path], list[Path]] = import_module(f"pipeline.exports.{name.replace('-', '_')}").write
    return write(out, folder)


def contents(out: Path, *tables: str) -> Iterator[Content]:
    """The articles of an output folder, one at a time, in order of their ids."""
    readers = {table: groupby(cells(out, table), key=itemgetter("article_id")) for table in tables}
    heads = {table: next(reader, None) for table, reader in readers.items()}
    for article in cells(out, "articles"):
        rows: dict[str, list[Row]] = {}
        for table, head in heads.items():
            here = head is not None and head[0] == article["article_id"]
            rows[table] = list(head[1]) if head and here else []
            if here:
                heads[table] = next(readers[table], None)
        yield Content(article, rows)


def safe_name(article_id: str) -> str:
    """An article's id as a file name: what is no letter, digit, `-`, `_` or `.` becomes `%` and its code."""
    return "".join(c if c.isalnum() or c in "-_." else f"%{ord(c):02X}" for c in article_id).lstrip(".") or "%"
