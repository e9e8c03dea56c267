"""A run on a cluster, as its caller sees it: tasks are handed out, their outcome is summed up.

The caller needs to reach the scheduler only; input and output are the workers' business. Memory here: some hundred
bytes for a block, and 24 for an article.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from distributed import Client, KilledWorker, as_completed

from pipeline.cluster import ClusterError, tasks
from pipeline.cluster.blocks import BLOCK_BYTES, Block, cut, located
from pipeline.cluster.contents import Scan
from pipeline.cluster.layout import MANIFEST
from pipeline.cluster.names import among, key, settled, shared
from pipeline.cluster.parts import Receipt
from pipeline.cluster.places import location
from pipeline.document import Reject
from pipeline.fingerprint import version
from pipeline.job import NoInputError, Summary, Watch
from pipeline.read.sources import STDIN

_AHEAD = 10_000  # tasks that the scheduler knows of at a time
_RETRIES = 2  # of a task that ends in an error, such as one of the network


def run(
    inputs: Sequence[str | Path],
    out: str | Path,
    scheduler: str,
    *,
    force: bool = False,
    block_bytes: int = BLOCK_BYTES,
    watch: Watch | None = None,
) -> Summary:
    """Bring the tables in `out` up to date with all articles of `inputs`, on the Dask cluster of a scheduler.

    Inputs and output are URLs that fsspec knows, or folders that all workers share. Blocks that are finished already
    are kept, unless `force`. Raises NoInputError where there is nothing to read, ClusterError where the output is of
    something else or a worker runs another version, OSError where the scheduler cannot be reached.
    """
    if STDIN in map(str, inputs):
        raise ClusterError("standard input cannot be read by a cluster")
    began = time.monotonic()
    with Client(scheduler, set_as_default=False) as client:
        this = _Run(client, inputs, location(out), watch or Watch())
        try:
            this.go(force, block_bytes)
        except KeyboardInterrupt:
            this.summary.interrupted = True
        this.summary.seconds = time.monotonic() - began
        return this.summary


class _Run:
    """The state of a run: what workers are told with every task, what is summed up."""

    def __init__(self, client: Any, inputs: Sequence[str | Path], out: str, watch: Watch) -> None:
        self.client, self.inputs, self.out, self.watch = client, located(inputs), out, watch
        self.made_by = version()
        self.summary = Summary(out)
        self.bytes_done = 0

    def go(self, force: bool, block_bytes: int) -> None:
        files = self.ask(tasks.find, self.inputs)
        if not any(file.version for file in files):
            raise NoInputError(f"nothing to read: {', '.join(given for given, _ in self.inputs)}")
        places = [place for _, place in self.inputs]
        finished = self.ask(tasks.begin, self.out, places)
        scans = self.named(self.scanned(list(cut(files, block_bytes))))
        names = self.made(scans, set() if force else finished)
        rows = self.ask(tasks.commit, self.out, places, names)
        self.summary.unchanged = rows["articles"] - self.summary.done
        self.summary.rejected = rows["rejects"]
        self.summary.files = [f"{self.out}/{MANIFEST}"]

    def scanned(self, blocks: Sequence[Block]) -> list[Scan]:
        """A first look into all blocks; those that hold something, with the numbers of their lines."""
        found = {n: scan for (n, _), scan in self.each(tasks.scan, deque(enumerate(blocks)))}
        return list(_numbered(found[n] for n in range(len(blocks))))

    def named(self, scans: Sequence[Scan]) -> list[Scan]:
        """The blocks with the ids of articles that cannot keep their own."""
        keys = shared([scan.keys for scan in scans])
        met = ((n, scan.block, among(scan.keys, keys)) for n, scan in enumerate(scans))
        touched = deque(task for task in met if len(task[2]))
        found = {task[0]: articles for task, articles in self.each(tasks.contested, touched)}
        given = settled(sorted(found.items()))
        return [replace(scan, block=replace(scan.block, names=given.get(n, ()))) for n, scan in enumerate(scans)]

    def made(self, scans: Sequence[Scan], finished: set[str]) -> list[str]:
        """Have all blocks made; their names, in the order of the input.

        One that ends every process that works on it is halved, until the article that does it is by itself.
        """
        names: list[tuple[int, int, str]] = []
        todo: deque[tuple[int, str, Block]] = deque()

        def add(n: int, block: Block) -> None:
            name = block.name(self.made_by)
            names.append((n, block.first, name))
            if name in finished:
                self.advance(block)
            else:
                todo.append((n, self.out, block))

        for n, scan in enumerate(scans):
            add(n, replace(scan.block, last=scan.items))
        for (n, _, block), outcome in self.each(tasks.make, todo):
            if outcome:
                self.count(block, *outcome)
            elif len(halves := _halves(block)) > 1:
                names.remove((n, block.first, block.name(self.made_by)))
                for half in halves:
                    add(n, half)
            else:
                self.count(block, *self.ask(tasks.refuse, self.out, block))
        return [name for _, _, name in sorted(names)]

    def count(self, block: Block, receipt: Receipt, rejects: Sequence[Reject]) -> None:
        self.summary.done += receipt.rows["articles"]
        self.summary.rejected += len(rejects)
        for name, rows in receipt.rows.items():
            if name != "rejects":
                self.summary.rows[name] = self.summary.rows.get(name, 0) + rows
        for reject in rejects:
            self.watch.rejected(reject)
        self.advance(block)

    def advance(self, block: Block) -> None:
        self.bytes_done += block.size
        self.watch.advanced(self.summary.done, self.bytes_done)

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """What one task returns."""
        return self.client.submit(function, self.made_by, *args, pure=False, retries=_RETRIES).result()

    def each(self, function: Callable[..., Any], todo: deque[Any]) -> Iterator[tuple[Any, Any]]:
        """Tasks and what they return, as they end; None for one that ended every worker that it was given to.

        A task is a tuple of an index, which stays here, and the arguments. More may be added to `todo` meanwhile.
        """
        running: Any = as_completed(loop=self.client.loop, with_results=True, raise_errors=False)
        asked: dict[str, Any] = {}
        while todo or asked:
            while todo and len(asked) < _AHEAD:
                task = todo.popleft()
                future = self.client.submit(function, self.made_by, *task[1:], pure=False, retries=_RETRIES)
                running.add(future)
                asked[future.key] = task
            future, result = next(running)
            if future.status != "error":
                yield asked.pop(future.key), result
            elif isinstance(result[1], KilledWorker):
                yield asked.pop(future.key), None
            else:
                raise result[1]


def _numbered(scans: Iterator[Scan]) -> Iterator[Scan]:
    """The blocks with something in them; ranges of one file come one after the other."""
    line = 1
    for scan in scans:
        line = line if scan.block.start else 1
        if scan.items and scan.block.stop is None:
            yield scan
        elif scan.items:
            stem = scan.block.files[0].source.stem
            more = np.array([key(f"{stem}-{line + n}") for n in scan.unnamed], dtype=np.uint64)
            yield replace(scan, block=replace(scan.block, first_line=line), keys=np.concatenate([scan.keys, more]))
        line += scan.lines


def _halves(block: Block) -> list[Block]:
    middle = (block.first + block.last) // 2
    return [block] if middle == block.first else [replace(block, last=middle), replace(block, first=middle)]
