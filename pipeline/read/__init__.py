"""Reading input: files, folders and standard input become articles, one at a time.

Text (`.txt`, `.md`), pages (`.html`, `.htm`) and records (`.jsonl`, `.ndjson`, either with `.gz`, `.csv`,
`.parquet`). Whatever cannot be read becomes a `Reject` that names the place, and reading goes on.

An article's id is the file's stem or the record's `id`. Where two different texts have one id, the first keeps it
and each later one gets `id~` and 8 hex digits of its text's SHA-256; the same text is read once. Control and
invisible characters in names and ids, and bytes of file names that are no UTF-8, are written `%0A`, `%FF`.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from pipeline.document import Article, Reject
from pipeline.read.article import MAX_CHARS, UnfitError, digest, make_article, printable
from pipeline.read.csv_rows import comma_separated
from pipeline.read.encoding import EncodingError, decode
from pipeline.read.html import read_html
from pipeline.read.parquet_rows import parquet
from pipeline.read.records import Record, jsonl, record_article, record_id
from pipeline.read.sources import STDIN, Source, sources

__all__ = ["MAX_CHARS", "RECORDS", "Names", "item", "items", "read", "total_bytes"]

_MAX_BYTES = 4 * MAX_CHARS  # in a file of one article: no encoding takes more for a character
RECORDS: dict[str, Callable[[BinaryIO], Iterator[Record]]] = {
    ".jsonl": jsonl,
    ".ndjson": jsonl,
    ".jsonl.gz": partial(jsonl, packed=True),
    ".ndjson.gz": partial(jsonl, packed=True),
    ".csv": comma_separated,
    ".parquet": parquet,
}


def read(
    inputs: Sequence[str | Path], stdin: BinaryIO | None = None, advance: Callable[[int], object] | None = None
) -> Iterator[Article | Reject]:
    """All articles of files, folders and, for `-`, standard input, each with an id of its own.

    `advance` is called with the number of bytes read since its last call, which sum up to `total_bytes(inputs)`.
    """
    names = Names()
    files = [given for given in inputs if str(given) != STDIN]
    for source in sources(files):
        for found in _read_file(source, advance or _ignore):
            yield from names.distinct(found)
    if len(files) < len(inputs) and stdin:
        for found in items(Source(Path(STDIN), STDIN, "stdin", ""), stdin):
            yield from names.distinct(found)


def total_bytes(inputs: Sequence[str | Path]) -> int:
    """Size of all files that `inputs` stand for."""
    return sum(_size(source.path) for source in sources([given for given in inputs if str(given) != STDIN]))


class Names:
    """The ids given so far, in 16 bytes and the overhead of a dict each."""

    def __init__(self) -> None:
        self._texts: dict[int, int] = {}

    def distinct(self, found: Article | Reject) -> Iterator[Article | Reject]:
        """The item with an id that no other text has; nothing where this text was read under its id before."""
        if isinstance(found, Reject):
            yield found
        elif name := self.given(found.article_id, digest(found.text)):
            yield replace(found, article_id=name)

    def given(self, article_id: str, sha256: str) -> str | None:
        """The id for a text with that digest; None where the text has it already."""
        for suffix in ("", *(f"~{sha256[:n]}" for n in (8, 16, 64))):
            name = article_id + suffix
            key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")
            known = self._texts.setdefault(key, 0)
            if not known:
                self._texts[key] = int(sha256[:16], 16)
                return name
            if known == int(sha256[:16], 16):
                return None
        return None


def _read_file(source: Source, advance: Callable[[int], object]) -> Iterator[Article | Reject]:
    """What is in one file; a Reject where it cannot be opened or read on."""
    done, size = 0, _size(source.path)
    try:
        with source.path.open("rb") as stream:
            for found in items(source, stream):
                yield found
                here = min(stream.tell(), size) if size else 0
                advance(max(0, here - done))
                done = max(done, here)
    except OSError as error:
        yield _reject(source, _said(error))
    advance(size - done)


def items(source: Source, stream: BinaryIO) -> Iterator[Article | Reject]:
    """What is in a stream, up to where it cannot be read on."""
    try:
        yield from _items(source, stream)
    except (UnfitError, EncodingError) as error:
        yield _reject(source, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield _reject(source, f"damaged archive: {error}")
    except OSError as error:
        yield _reject(source, _said(error))


def _items(source: Source, stream: BinaryIO) -> Iterator[Article | Reject]:
    if source.ending not in RECORDS:
        yield _single(source, stream)
        return
    n = 0
    for n, record in RECORDS[source.ending](stream):
        yield item(source, f"{'row' if source.ending == '.parquet' else 'line'} {n}", n, record)
    if not n:
        raise UnfitError("no records")


def _single(source: Source, stream: BinaryIO) -> Article:
    """The one article of a text file or page."""
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise UnfitError(f"larger than {_MAX_BYTES:,} bytes, too long for an article")
    if not data:
        raise UnfitError("empty")
    is_page = source.ending in (".html", ".htm")
    text = decode(data, declared=is_page)
    return read_html(source, text) if is_page else make_article(source.stem, text, source.shown)


def item(source: Source, place: str, number: int, record: Mapping[str, object] | UnfitError) -> Article | Reject:
    """The article of one record, or why there is none; `place` names the record within its file."""
    if isinstance(record, UnfitError):
        return _reject(source, f"{place}: {record}", "")
    try:
        return record_article(source, number, record)
    except UnfitError as error:
        return _reject(source, f"{place}: {error}", record_id(source, number, record))


def _reject(source: Source, reason: str, article_id: str | None = None) -> Reject:
    reason = printable(" ".join(reason.split()))[:300]
    return Reject(source.shown, source.stem if article_id is None else article_id, "read", reason)


def _said(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _ignore(_: int) -> None:
    pass
