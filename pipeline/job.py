"""A run: inputs are read, what is new is processed and committed to the store, the tables are exported.

from pipeline.job import run
run(["data/raw"], Path("data/out"))
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from pipeline import reviews
from pipeline.crew import Crew, cores
from pipeline.document import Article, Reject
from pipeline.read import read
from pipeline.read.sources import STDIN
from pipeline.relations import join
from pipeline.schema import REJECTS
from pipeline.signals import uninterrupted
from pipeline.store import Store
from pipeline.tables import Row
from pipeline.work import Done, work

COMMIT_BATCHES = 12  # for each worker: one commit of many batches costs a tenth of many commits, and holds them all
COMMIT_SECONDS = 5.0  # of work that a kill may cost
EXPORTED_AT_ONCE = 2  # files: that of tokens takes as long as all others
_NOTHING = "nothing to read there: no .txt, .md, .html, .jsonl, .csv or .parquet outside output folders"


class NoInputError(Exception):
    """There was nothing at all to read."""


@dataclass(slots=True)
class Summary:
    """What a run did: articles by outcome, rows by table of what it processed, files it wrote."""

    out: Path | str  # a URL where a cluster writes there
    done: int = 0
    unchanged: int = 0
    rejected: int = 0
    interrupted: bool = False
    dry_run: bool = False
    seconds: float = 0.0
    rows: dict[str, int] = field(default_factory=dict)
    files: list[Path | str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all done, 3 done but some inputs rejected, 130 stopped by Ctrl-C."""
        return 130 if self.interrupted else 3 if self.rejected else 0

    def as_dict(self) -> dict[str, object]:
        """For JSON: paths as strings, seconds to the hundredth."""
        plain = {"out": str(self.out), "files": [str(file) for file in self.files], "seconds": round(self.seconds, 2)}
        return asdict(self) | plain | {"exit_code": self.exit_code}


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told while a run goes on: of each reject, and of how far it is, in articles and in bytes of input."""

    rejected: Callable[[Reject], object] = lambda reject: None
    advanced: Callable[[int, float], object] = lambda articles, size: None


def run(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    stdin: BinaryIO | None = None,
    workers: int | None = None,
    force: bool = False,
    tables: Collection[str] | None = None,
    formats: Collection[str] = ("csv",),
    watch: Watch | None = None,
    crew: Crew | None = None,
) -> Summary:
    """Bring the tables in `out` up to date with the articles of `inputs`; Ctrl-C keeps and exports what is done.

    `workers` is one for each core if not given, `force` does again what is unchanged, `crew` are workers who have begun
    already. Raises NoInputError where the inputs hold nothing, ReviewError where `reviews.csv` there holds what is no
    verdict, and StoreError where the output folder cannot be used.
    """
    require(inputs)
    workers = workers or cores()
    with Store.lock(out, threads=min(workers, EXPORTED_AT_ONCE)) as store:
        job = _Job(store, watch or Watch(), force)
        try:
            job.work(read(inputs, stdin, job.count_bytes), workers, crew)
        except KeyboardInterrupt:
            job.summary.interrupted = True
        return job.finish(tables, formats)


def plan(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    stdin: BinaryIO | None = None,
    force: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """What `run` would do, without doing it: nothing is written."""
    require(inputs)
    Store(out).require_local()
    job = _Job(Store(out), watch or Watch(), force, dry_run=True)
    for _ in job.fresh(read(inputs, stdin, job.count_bytes)):
        job.summary.done += 1
    return job.summed()


def forget(article_ids: Collection[str], out: Path) -> list[str]:
    """Remove articles from the tables in `out`; returns the ids that were there. NoInputError where no store is."""
    if not Store(out).path.exists():
        raise NoInputError(f"{out}: no tables there")
    with Store.lock(out) as store:
        gone = store.forget(article_ids)
        store.export()
    return gone


def require(inputs: Sequence[str | Path]) -> None:
    """Raises NoInputError where none of the inputs exists."""
    if not any(str(given) == STDIN or os.path.lexists(given) for given in inputs):
        hint = " (a name with blanks needs quotes)" if len(inputs) > 1 else ""
        raise NoInputError(f"no such file or folder: {', '.join(map(str, inputs))}{hint}")


class _Job:
    """The state of a run: the store, what is known there, the rejects not yet committed, the summary."""

    def __init__(self, store: Store, watch: Watch, force: bool, *, dry_run: bool = False) -> None:
        self.store, self.watch = store, watch
        self.known = {} if force else store.known()
        self.stale = set() if dry_run else {row["source_path"] for row in store.rejects()}  # of an earlier run
        self.pending: list[Done] = []
        self.rejects: list[Row] = []
        self.verdicts = reviews.beside(store.out)  # read before any work is done: it may be refused
        self.summary = Summary(store.out, dry_run=dry_run)
        self.began = self.committed = time.monotonic()
        self.items_read = self.bytes_read = 0

    def work(self, items: Iterable[Article | Reject], workers: int, crew: Crew | None) -> None:
        with closing(work(self.fresh(items), workers, crew=crew)) as finished:
            for done in finished:
                self.pending.append(done)
                late = time.monotonic() - self.committed >= COMMIT_SECONDS
                if done.ending or late or len(self.pending) >= workers * COMMIT_BATCHES:
                    self.commit(fold=done.ending)

    def fresh(self, items: Iterable[Article | Reject]) -> Iterator[Article]:
        """The articles to be processed; what is unchanged, and what could not be read, is counted and left out."""
        for item in items:
            self.items_read += 1
            self.renew(item.source_path)
            if isinstance(item, Reject):
                self.reject(item)
            elif self.known.get(item.article_id) == item.sha256:
                self.summary.unchanged += 1
                self.advance()
            else:
                yield item

    def count_bytes(self, size: int) -> None:
        self.bytes_read += size

    def advance(self) -> None:
        """Tell how far the run is: of what was read, the part that is through."""
        through = self.summary.done + self.summary.unchanged + self.summary.rejected
        self.watch.advanced(through, self.bytes_read * through / max(1, self.items_read))

    def renew(self, source_path: str) -> None:
        """What an earlier run rejected of an input is forgotten when that is read again."""
        if source_path in self.stale:
            self.stale.remove(source_path)
            with uninterrupted():
                self.store.clear_rejects([source_path])

    def reject(self, reject: Reject) -> None:
        self.rejects.append({name: getattr(reject, name) for name in REJECTS.header})
        self.summary.rejected += 1
        self.watch.rejected(reject)

    def commit(self, *, fold: bool = False) -> None:
        """All that is pending, in one transaction; only then it is reported as done."""
        with uninterrupted():
            for reject in (reject for done in self.pending for reject in done.rejects):
                self.reject(reject)
            self.store.commit(join([done.packed for done in self.pending]), self.rejects, fold=fold)
            for name, count in (item for done in self.pending for item in done.counts.items()):
                self.summary.rows[name] = self.summary.rows.get(name, 0) + count
            self.summary.done += sum(done.counts["articles"] for done in self.pending)
            self.pending.clear()
            self.rejects.clear()
            self.committed = time.monotonic()
        self.advance()

    def finish(self, tables: Collection[str] | None, formats: Collection[str]) -> Summary:
        """Commit the last batches and rejects, and export; a Ctrl-C during the export comes when it is through."""
        try:
            with uninterrupted():
                if self.pending or self.rejects:
                    self.commit(fold=True)
                reviews.merge(self.store, self.verdicts)
                self.summary.files += self.store.export(tables, formats)
        except KeyboardInterrupt:
            self.summary.interrupted = True
        return self.summed()

    def summed(self) -> Summary:
        summary = self.summary
        if not (summary.done or summary.unchanged or summary.rejected or summary.interrupted):
            raise NoInputError(_NOTHING)
        summary.seconds = time.monotonic() - self.began
        return summary
