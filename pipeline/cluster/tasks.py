"""What workers do. The models are loaded when a worker process makes its first block, and stay there."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence

from pipeline.cluster import ClusterError, blocks, contents, manifest
from pipeline.cluster.blocks import Block, File
from pipeline.cluster.contents import Keys, Scan
from pipeline.cluster.names import Contested
from pipeline.cluster.parts import Receipt, finish, write
from pipeline.document import Article, Reject
from pipeline.fingerprint import version
from pipeline.threads import one_thread_each
from pipeline.work import Done, batches, stages, work_batch

_ALONE = threading.Lock()  # a worker with several threads makes one block at a time: the stages share their caches


def find(made_by: str, inputs: Sequence[tuple[str, str]]) -> list[File]:
    _same(made_by)
    return blocks.find(inputs)


def begin(made_by: str, out: str, inputs: Sequence[str]) -> set[str]:
    _same(made_by)
    return manifest.begin(out, inputs)


def scan(made_by: str, block: Block) -> Scan:
    _same(made_by)
    return contents.scan(block)


def contested(made_by: str, block: Block, keys: Keys) -> list[Contested]:
    _same(made_by)
    return contents.contested(block, keys)


def make(made_by: str, out: str, block: Block) -> tuple[Receipt, list[Reject]]:
    """The rows of a block, written to the output; returns what it holds, and what was rejected."""
    _same(made_by)
    rejects: list[Reject] = []
    with _ALONE:
        return _written(made_by, out, block, _results(block, rejects), rejects), rejects


def refuse(made_by: str, out: str, block: Block) -> tuple[Receipt, list[Reject]]:
    """In place of `make`, for a block of one article that ends every process that works on it."""
    _same(made_by)
    source = block.files[min(block.first, len(block.files) - 1)].source
    where = f"item {block.first + 1}" + ("" if block.stop is None else f" from line {block.first_line} on")
    reason = f"{where}: the processes that worked on it died: killed, or out of memory"
    rejects = [Reject(source.shown, "", "process", reason)]
    return _written(made_by, out, block, [], rejects), rejects


def commit(made_by: str, out: str, inputs: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    _same(made_by)
    return manifest.commit(out, inputs, names)


def receipts(made_by: str, out: str, names: Sequence[str]) -> list[Receipt]:
    _same(made_by)
    return manifest.receipts(out, names)


def _results(block: Block, rejects: list[Reject]) -> Iterator[Done]:
    one_thread_each()
    for batch in batches(_articles(block, rejects)):
        done = work_batch(stages, batch)
        rejects += done.rejects
        yield done


def _articles(block: Block, rejects: list[Reject]) -> Iterator[Article]:
    for found in contents.read_block(block):
        if isinstance(found, Reject):
            rejects.append(found)
        else:
            yield found


def _written(made_by: str, out: str, block: Block, results: Iterable[Done], rejects: list[Reject]) -> Receipt:
    name = block.name(made_by)
    rows, sha256 = write(out, name, results, rejects)
    files = [file.source.shown for file in block.files]
    receipt = Receipt(name, files, block.start, block.stop, block.size, rows, sha256)
    finish(out, receipt)
    return receipt


def _same(made_by: str) -> None:
    """Workers with other code or models than the caller's would make other rows."""
    if made_by != version():
        raise ClusterError(f"a worker runs pipeline {version()}, this is {made_by}: install the same on all")
