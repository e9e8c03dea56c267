"""Which files an input stands for: a file, or a folder with all that can be read in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.article import printable, short_id

_ENDINGS = (".jsonl.gz", ".ndjson.gz", ".txt", ".md", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".parquet")
STORE = "svodka.duckdb"  # a folder that holds a store holds tables made of articles, and no articles
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `ending` is lower-case and empty where unknown, `shown` the path as the user gave it."""

    path: Path
    shown: str
    stem: str
    ending: str


def sources(inputs: Sequence[str | Path]) -> Iterator[Source]:
    """The files that `inputs` stand for, each once, in an order that does not depend on the order of the inputs.

    Folders are read to any depth in order of names; hidden files, files of other kinds (images), output folders of
    runs and folders already seen (a symlink to one above) are passed over. A named file is taken whatever its name. A
    path that does not exist, or a folder that cannot be listed, comes as a Source too: opening it says why.
    """
    seen: set[int] = set()
    for path in sorted({Path(given) for given in inputs}, key=os.fsencode):
        for file in _walk(path):
            real = hash(os.path.realpath(file))
            if real not in seen:
                seen.add(real)
                yield source(file)


def source(path: Path, shown: str | None = None) -> Source:
    ending = _ending(path)
    stem = path.name[: -len(ending)] if ending else path.stem
    return Source(path, printable(shown or path.as_posix()), short_id(stem or path.name or "article"), ending)


def _ending(path: Path) -> str:
    return next((e for e in _ENDINGS if path.name.lower().endswith(e) and len(path.name) > len(e)), "")


def _walk(top: Path) -> Iterator[Path]:
    """Files under `top` that can be read, depth first, by name; `top` itself where it is a file."""
    todo, seen = [top], set()
    while todo:
        path = todo.pop()
        if not _is_folder(path):
            if path == top or (_ending(path) and not _is_special(path)):
                yield path
            continue
        try:
            status, inside = path.stat(), sorted(path.iterdir(), key=os.fsencode, reverse=True)
        except OSError:
            yield path
            continue
        if (status.st_dev, status.st_ino) not in seen and path / STORE not in inside:
            seen.add((status.st_dev, status.st_ino))
            todo.extend(file for file in inside if not file.name.startswith("."))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # in a folder that may be listed but not entered
        return False


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, socket or device, which may never end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # vanished, or a symlink to nothing: opening it says so
        return False
