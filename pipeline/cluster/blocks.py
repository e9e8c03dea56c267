"""The input as blocks: what is read, processed and written by one task.

A JSONL file is cut at line ends into ranges of about `BLOCK_BYTES`. Other files are taken whole, small ones in
groups; a group ends also at a file whose name's digest says so, so that a new file in a folder changes one group.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from pipeline.cluster.places import filesystem, is_local, location, version
from pipeline.read.sources import Source, source, sources

BLOCK_BYTES = 8 << 20  # some 2,000 articles: a minute or two of work to lose
GROUP_FILES = 512
_GROUP_ENDS = 64  # one file in so many ends its group
_CUTTABLE = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the input; `place` is where workers find it, `version` changes with its content."""

    place: str
    source: Source
    size: int = 0
    version: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Some files, or the lines of one that begin in the bytes from `start` up to `stop`.

    `codec` and `first_line` tell what a range cannot: how its file begins, and the number of its first line. Of what
    is read, only the items from `first` up to `last` count. `names` holds the ids of items that
    do not keep their own, by their index; None for one that was read elsewhere.
    """

    files: tuple[File, ...]
    start: int = 0
    stop: int | None = None
    codec: str = ""
    first_line: int = 1
    first: int = 0
    last: int = sys.maxsize
    names: tuple[tuple[int, str | None], ...] = ()

    @property
    def size(self) -> int:
        """Bytes of input."""
        return sum(file.size for file in self.files) if self.stop is None else self.stop - self.start

    def name(self, made_by: str) -> str:
        """The block's name in the output: the file's stem, where it begins, and a digest of all that its rows depend
        on; `made_by` is the version of the pipeline."""
        files = [(file.place, file.source.shown, file.version) for file in self.files]
        parts = (made_by, files, self.start, self.stop, self.codec, self.first_line, self.first, self.last, self.names)
        stem = "".join(char if char.isalnum() else "_" for char in self.files[0].source.stem[:40])
        return f"{stem}-{self.start:012}-{_digest(repr(parts), 12)}"


def find(inputs: Sequence[tuple[str, str]]) -> list[File]:
    """All files of inputs, each as given and as its `location`; in the order in which a local run reads them."""
    found: dict[str, File] = {}
    local = {Path(given): place for given, place in inputs if "://" not in place}
    for path in sorted(local, key=os.fsencode):
        for file in _local(path, Path(local[path])):
            found.setdefault(os.path.realpath(file.place), file)
    for place in sorted({place for _, place in inputs if "://" in place}):
        for file in _remote(place):
            found.setdefault(file.place, file)
    return list(found.values())


def cut(files: Iterable[File], block_bytes: int = BLOCK_BYTES) -> Iterator[Block]:
    """Blocks of about that many bytes, in the order of the files; ranges are not yet looked into."""
    group: list[File] = []
    for file in files:
        cuttable = file.source.ending in _CUTTABLE and file.size > block_bytes
        full = len(group) == GROUP_FILES or sum(each.size for each in group) + file.size > block_bytes
        if group and (cuttable or full):
            yield Block(tuple(group))
            group = []
        if cuttable:
            for start in range(0, file.size, block_bytes):
                yield Block((file,), start, min(start + block_bytes, file.size))
            continue
        group.append(file)
        if int(_digest(file.place, 4), 16) % _GROUP_ENDS == 0:
            yield Block(tuple(group))
            group = []
    if group:
        yield Block(tuple(group))


def _local(given: Path, top: Path) -> Iterator[File]:
    for found in sources([top]):
        shown = source(given / found.path.relative_to(top))
        try:
            status = found.path.stat()
        except OSError:  # reading it will say what is wrong
            yield File(str(found.path), shown)
        else:
            mark = version({"size": status.st_size, "mtime": status.st_mtime_ns})
            yield File(str(found.path), shown, status.st_size, mark)


def _remote(place: str) -> Iterator[File]:
    """The files under a URL, as `sources` chooses and orders them; the URL itself where nothing is there."""
    system, top = filesystem(place)
    if is_local(system):  # file://
        yield from _local(Path(place), Path(top))
        return
    found = system.find(top, detail=True)
    for path in sorted(found, key=lambda path: [os.fsencode(name) for name in path.split("/")]):
        url = system.unstrip_protocol(path)
        inside = path.removeprefix(top).split("/")
        file = source(Path(path), url)
        if path == top or (file.ending and not any(name.startswith(".") for name in inside)):
            yield File(url, file, int(found[path].get("size") or 0), version(found[path]))
    if not found:
        yield File(place, source(Path(top), place))


def located(inputs: Iterable[str | Path]) -> list[tuple[str, str]]:
    """Inputs as given, each with its `location`."""
    return [(str(given), location(given)) for given in inputs]


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()
