"""What can go wrong with an output folder, told in one line that says what to do about it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import filelock

LOCKED = "Could not set lock on file"
_REFUSALS = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM)))
_DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


class StoreError(Exception):
    """What went wrong with an output folder, and what to do about it, in one line."""


class StoreBusyError(StoreError):
    """Another run, or another program, holds the output folder or its store."""


class OtherOutputError(StoreError):
    """The folder holds tables of another kind of run: a local one, or one on a cluster."""


class StoreVersionError(StoreError):
    """The store was made with another schema; nothing was changed."""


class StoreCorruptError(StoreError):
    """The store cannot be read; nothing was changed."""


class StoreFailedError(StoreError):
    """The system refuses to read or write: disk full, folder read-only. What was committed is kept."""


class StoreMemoryError(StoreFailedError):
    """DuckDB needs more memory than it may take. What was committed is kept."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what DuckDB and the system raise over a store into the StoreError that says what to do."""
    try:
        yield
    except filelock.Timeout:
        raise StoreBusyError(f"{path.parent}: another run is writing there; wait until it has ended") from None
    except OSError as error:
        raise StoreFailedError(
            f"{path.parent} cannot be used: {error.strerror or error}; what was done before is kept"
        ) from error
    except duckdb.Error as error:
        if (known := _known(error, path)) is None:
            raise
        raise known from error


def _known(error: duckdb.Error, path: Path) -> StoreError | None:
    """The StoreError for an error of DuckDB; None for what only a fault in our own code can cause."""
    message = " ".join(str(error).split())
    if LOCKED in message:
        return StoreBusyError(f"{path}: another program has it open; close it there, and run again")
    if isinstance(error, duckdb.OutOfMemoryException) or "failed to pin block" in message:
        return StoreMemoryError(f"{path.parent} cannot be used: {message}; what was done before is kept")
    if any(refusal in message for refusal in _REFUSALS):
        return StoreFailedError(f"{path.parent} cannot be used: {message}; what was done before is kept")
    if "version number" in message:
        return StoreVersionError(f"{path}: {message}; {rebuild(path)}")
    if isinstance(error, _DAMAGE) or type(error) is duckdb.Error:
        return StoreCorruptError(f"{path} is damaged, and was left as it is ({message}); {rebuild(path)}")
    return None


def rebuild(path: Path) -> str:
    return f"rebuild it with: pipeline rebuild INPUT... --out {path.parent}"
