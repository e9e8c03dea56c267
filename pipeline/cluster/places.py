"""Files anywhere that fsspec reaches: `s3://bucket/news`, or a folder that all workers share."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import fsspec
from fsspec.implementations.local import LocalFileSystem

from pipeline.cluster.layout import unfolded
from pipeline.store import TEMPORARY

_OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "http", "https"}
_DIGESTS = ("ETag", "etag", "md5Hash", "content_md5", "checksum", "mtime", "LastModified", "last_modified", "updated")


def location(given: str | Path) -> str:
    """A URL, or the absolute path of a local file or folder."""
    text = unfolded(given)
    return text if "://" in text else str(Path(text).absolute())


def filesystem(place: str) -> tuple[Any, str]:
    """The file system of a place, with nothing remembered of earlier listings, and the path there."""
    system, path = fsspec.url_to_fs(place)
    system.invalidate_cache()
    return system, path


def is_local(system: Any) -> bool:
    return isinstance(system, LocalFileSystem)


def version(info: Mapping[str, Any]) -> str:
    """What changes with a file's content: its size, and the digest or else the time that the system keeps."""
    mark = next((info[name] for name in _DIGESTS if info.get(name)), "")
    return f"{info.get('size', 0)}:{mark}"


@contextmanager
def opened(place: str) -> Iterator[BinaryIO]:
    """A file to read from any place in it; a remote one is fetched to disk first, so that it does not fail midway."""
    system, path = filesystem(place)
    if is_local(system):
        with Path(path).open("rb") as stream:
            yield stream
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "fetched")
        system.get_file(path, str(copy))
        with copy.open("rb") as stream:
            yield stream


def put(local: Path, place: str) -> None:
    """Copy a finished file to its place, where it appears whole or not at all."""
    system, path = filesystem(place)
    if _OBJECT_STORES.intersection([system.protocol] if isinstance(system.protocol, str) else system.protocol):
        system.put_file(str(local), path)  # is there when all of it is
        return
    folder, _, name = path.rpartition("/")
    temporary = f"{folder}/.{name}.{uuid4().hex}{TEMPORARY}"
    system.makedirs(folder, exist_ok=True)
    if is_local(system):
        shutil.copyfile(local, temporary)
        _sync(Path(temporary))
        Path(temporary).replace(path)
    else:
        system.put_file(str(local), temporary)
        system.mv(temporary, path)


def put_text(text: str, place: str) -> None:
    """As `put`, of a text."""
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder, "text")
        local.write_text(text, encoding="utf-8")
        put(local, place)


def text_of(place: str) -> str | None:
    """What is in a small file; None where there is none."""
    system, path = filesystem(place)
    try:
        return bytes(system.cat_file(path)).decode()
    except FileNotFoundError:
        return None


def files_under(place: str) -> set[str]:
    """Paths of all files in a folder, from the folder on: `claims/news-0.parquet`."""
    system, path = filesystem(place)
    top = path.rstrip("/") + "/"
    return {found.removeprefix(top) for found in system.find(path)}


def remove(place: str, names: set[str]) -> None:
    """Remove files of a folder, those that are there."""
    system, path = filesystem(place)
    for name in sorted(names):
        try:
            system.rm_file(f"{path.rstrip('/')}/{name}")
        except FileNotFoundError:
            continue


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
