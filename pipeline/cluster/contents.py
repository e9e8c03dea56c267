"""What is in a block: its lines, its articles, and the keys of their ids."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, islice
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.cluster.blocks import Block, File
from pipeline.cluster.names import key
from pipeline.cluster.places import filesystem, opened
from pipeline.document import Article, Reject
from pipeline.read import RECORDS, item, items
from pipeline.read.article import UnfitError, digest
from pipeline.read.encoding import EncodingError
from pipeline.read.lines import MAX_LINE, codec_of
from pipeline.read.records import Record, jsonl, own_id, record_id

Keys = npt.NDArray[np.uint64]
_HEAD = 1 << 16
_STEP = 1 << 20
_GONE = (FileNotFoundError, PermissionError, IsADirectoryError)


@dataclass(frozen=True, slots=True)
class Scan:
    """What a first look into a block told: the block as it is to be read, how many lines it has and at most how many
    items (none where another block holds them), and the keys of their ids.

    `unnamed` are the indexes of lines, within the block, of records that have no id of their own.
    """

    block: Block
    lines: int
    items: int
    keys: Keys
    unnamed: tuple[int, ...] = ()


def scan(block: Block) -> Scan:
    """A first look into a block, cheap beside processing it: files of one article are not even opened."""
    if block.stop is None:
        return _scan_files(block)
    codec = _codec(block.files[0])
    if codec is None:
        return _scan_files(replace(block, stop=None)) if block.start == 0 else Scan(block, 0, 0, _keys([]))
    block = replace(block, codec=codec)
    data = _lines(block)
    keys, unnamed, count = [], [], 0
    for line, record in jsonl(BytesIO(data), codec=codec):
        count += 1
        if isinstance(record, UnfitError):
            continue
        if name := own_id(record):
            keys.append(key(name))
        else:
            unnamed.append(line - 1)
    lines = data.count(b"\n") + (not data.endswith(b"\n") if data else 0)
    return Scan(block, lines, count, _keys(keys), tuple(unnamed))


def read_block(block: Block) -> Iterator[Article | Reject]:
    """The articles of a block, each with an id that no other text has, and what could not be read."""
    names = dict(block.names)
    for index, found in islice(enumerate(_every(block)), block.first, block.last):
        if isinstance(found, Reject) or index not in names:
            yield found
        elif name := names[index]:
            yield replace(found, article_id=name)


def contested(block: Block, keys: Keys) -> list[tuple[int, str, str]]:
    """Index, id and digest of the text of the articles in a block whose ids have one of `keys`."""
    wanted = set(keys.tolist())
    found = ((index, each) for index, each in enumerate(_every(block)) if isinstance(each, Article))
    return [(index, each.article_id, digest(each.text)) for index, each in found if key(each.article_id) in wanted]


def _scan_files(block: Block) -> Scan:
    keys: list[int] = []
    count = 0
    for file in block.files:
        names = list(_names(file))
        count += len(names) + (file.source.ending in RECORDS)  # there may be a Reject after its records
        keys += [key(name) for name in names if name]
    return Scan(block, 0, count, _keys(keys))


def _names(file: File) -> Iterator[str]:
    """Ids of what is in a file, empty for a record that is none, up to where it cannot be read on."""
    if file.source.ending not in RECORDS:
        yield file.source.stem
        return
    try:
        with opened(file.place) as stream:
            for n, record in RECORDS[file.source.ending](stream):
                yield "" if isinstance(record, UnfitError) else record_id(file.source, n, record)
    except (UnfitError, EncodingError, EOFError, zlib.error, gzip.BadGzipFile):
        return
    except OSError as error:
        if "://" in file.place and not isinstance(error, _GONE):
            raise


def _every(block: Block) -> Iterator[Article | Reject]:
    if block.stop is None:
        return chain.from_iterable(_items(file) for file in block.files)
    source = block.files[0].source
    records: Iterator[Record] = jsonl(BytesIO(_lines(block)), codec=block.codec, first=block.first_line)
    return (item(source, f"line {n}", n, record) for n, record in records)


def _items(file: File) -> Iterator[Article | Reject]:
    """What is in a file. Where a remote system fails that is an OSError, for the task to be tried again."""
    try:
        with opened(file.place) as stream:
            yield from items(file.source, stream)
    except OSError as error:
        if "://" in file.place and not isinstance(error, _GONE):
            raise
        yield Reject(file.source.shown, file.source.stem, "read", f"cannot be read: {error.strerror or error}")


def _codec(file: File) -> str | None:
    """What a file begins with, where its lines can be told apart byte by byte; None for UTF-16 and what is no text."""
    system, path = filesystem(file.place)
    try:
        codec = codec_of(system.cat_file(path, start=0, end=min(_HEAD, file.size)))
    except UnfitError:
        return None
    return None if codec.startswith(("utf-16", "utf-32")) else codec


def _lines(block: Block) -> bytes:
    """The lines that begin in the block's range; one longer than MAX_LINE is cut, but is still longer than that."""
    system, path = filesystem(block.files[0].place)
    size, start, stop = block.files[0].size, block.start, block.stop or 0
    data: bytes = system.cat_file(path, start=max(0, start - 1), end=stop)
    if start:  # a line begins after each line end from the byte before the range on
        first = data.find(b"\n") + 1
        data = data[first:] if first and first <= len(data) - 1 else b""
    return data if not data or data.endswith(b"\n") else data + _rest(system, path, stop, size)


def _rest(system: Any, path: str, begin: int, size: int) -> bytes:
    """The bytes from `begin` to the next line end; of very many, only so many as tell that they are too many."""
    kept = bytearray()
    while begin < size:
        piece = system.cat_file(path, start=begin, end=min(begin + _STEP, size))
        end = piece.find(b"\n") + 1
        if len(kept) <= MAX_LINE or end:
            kept += piece[:end] if end else piece
        if end or not piece:
            break
        begin += len(piece)
    return bytes(kept)


def _keys(keys: list[int]) -> Keys:
    return np.array(keys, dtype=np.uint64)
