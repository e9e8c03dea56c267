"""Copies part of a file to the end of another."""

from __future__ import annotations

import os
from typing import BinaryIO

_COPY_BYTES = 1 << 22


def append(source: BinaryIO, target: BinaryIO, offset: int, size: int) -> None:
    """Copy bytes from the middle of one file to the end of another, within the system where it can do that."""
    target.flush()
    while size > 0:
        try:
            done = os.copy_file_range(source.fileno(), target.fileno(), size, offset)
        except (AttributeError, OSError):  # not on every system, nor between all file systems
            source.seek(offset)
            done = target.write(source.read(min(size, _COPY_BYTES)))
            target.flush()
        if not done:
            raise OSError(f"{source.name} was cut short while it was read")
        offset, size = offset + done, size - done
