"""Rows of a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from pipeline.read.article import UnfitError
from pipeline.read.encoding import EncodingError, decode
from pipeline.read.records import FIELDS, Record

if TYPE_CHECKING:
    import pyarrow


def parquet(stream: BinaryIO) -> Iterator[Record]:
    """A row each, in batches. Raises UnfitError where it is no Parquet file or has no column `text`."""
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(stream)
        columns = {name: name.strip().lower() for name in file.schema_arrow.names}
        wanted = [name for name, field in columns.items() if field in FIELDS]
        if "text" not in columns.values():
            raise UnfitError("no column named text")
        n = 0
        for batch in file.iter_batches(batch_size=64, columns=wanted):
            for row in range(batch.num_rows):
                n += 1
                yield n, _parquet_row(batch, row, [columns[name] for name in batch.schema.names])
    except (pyarrow.ArrowException, OSError) as error:
        raise UnfitError(f"no Parquet: {error}") from None


def _parquet_row(batch: pyarrow.RecordBatch, row: int, names: list[str]) -> Mapping[str, object] | UnfitError:
    try:
        return {name: _cell(batch.column(i)[row].as_py()) for i, name in enumerate(names)}
    except (EncodingError, UnicodeDecodeError, ValueError, OverflowError) as error:
        return UnfitError(f"no text: {error}")


def _cell(value: object) -> object:
    return decode(value) if isinstance(value, bytes) else value
