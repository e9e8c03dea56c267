"""The tables of one block as Parquet files, written by the worker that made the rows."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from pipeline import relations
from pipeline.cluster.layout import SCHEMAS, as_part, part, receipt
from pipeline.cluster.places import put, put_text
from pipeline.document import Reject
from pipeline.relations import STORED, Packed, join
from pipeline.schema import BY_NAME, REJECTS
from pipeline.work import Done

_GROUP_ARTICLES = 256  # in a row group


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a finished block holds: rows and SHA-256 of its part of each table; `files` as the user gave them.

    `size` is the bytes of input, `start` and `stop` their range in the file; `stop` is None for whole files.
    """

    block: str
    files: list[str]
    start: int
    stop: int | None
    size: int
    rows: dict[str, int]
    sha256: dict[str, str]

    @classmethod
    def of_json(cls, text: str | bytes) -> Receipt:
        return cls(**json.loads(text))

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def write(
    out: str, name: str, results: Iterable[Done], rejects: Sequence[Reject]
) -> tuple[dict[str, int], dict[str, str]]:
    """Write the rows of a block as its parts; their number and the SHA-256 of the part, by table.

    `rejects` may grow while `results` are made.
    """
    rows: Counter[str] = Counter({table.name: 0 for table in STORED})
    with tempfile.TemporaryDirectory() as folder:
        files = {table.name: Path(folder, table.name) for table in STORED}
        with ExitStack() as stack:
            writers = {key: stack.enter_context(ParquetWriter(path, SCHEMAS[key], compression="zstd"))
                       for key, path in files.items()}  # fmt: skip
            for tables in _groups(results, rejects):
                for key, found in tables.items():
                    writers[key].write_table(as_part(BY_NAME[key], found))
                    rows[key] += found.num_rows
        for key, path in files.items():
            put(path, f"{out}/{part(BY_NAME[key], name)}")
        return dict(rows), {key: hashlib.sha256(path.read_bytes()).hexdigest() for key, path in files.items()}


def finish(out: str, told: Receipt) -> None:
    """Write a block's receipt: from now on it is finished."""
    put_text(json.dumps(told.as_dict(), ensure_ascii=False), f"{out}/{receipt(told.block)}")


def _groups(results: Iterable[Done], rejects: Sequence[Reject]) -> Iterator[dict[str, pa.Table]]:
    """Results joined, so that a row group is worth its overhead; the rejects at the end."""
    waiting: list[Packed] = []
    articles = 0
    for done in results:
        waiting.append(done.packed)
        articles += done.counts["articles"]
        if articles >= _GROUP_ARTICLES:
            yield join(waiting).tables
            waiting, articles = [], 0
    yield join(waiting).tables
    rows = [{name: getattr(each, name) for name in REJECTS.header} for each in rejects]
    yield {REJECTS.name: relations.pack_rejects(rows)}
