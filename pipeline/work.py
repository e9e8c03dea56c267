"""Articles to rows, by any number of worker processes, in the order given and in bounded memory.

The models are loaded once a worker. An article on which a stage fails, or takes longer than `budget` allows, becomes
a `Reject` and the rest goes on; where a worker process dies (killed, out of memory) its articles are tried again one by
one in a process of their own, and only the one that kills that too is rejected.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from multiprocessing.connection import Connection

from pipeline import remembered
from pipeline.budget import OvertimeError, budget, limited
from pipeline.document import Article, Reject
from pipeline.relations import Packed, pack
from pipeline.signals import kept_from_children
from pipeline.spared import spare_pandas
from pipeline.tables import Rows
from pipeline.threads import one_thread_each

BATCH_ARTICLES = 8  # small, so that all workers end at nearly the same time
BATCH_CHARS = 100_000
BATCHES_WORTH_A_WORKER = 4  # loading the models costs as much as four batches: fewer go faster in one process
BATCHES_AHEAD = 4  # for each worker, so that none waits while this process commits

GC_THRESHOLD = 200_000  # new objects between two collections; 700 is Python's own

Batch = list[Article]
Process = Callable[[Sequence[Article]], list[Rows]]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of some articles: their rows, how many of each table, and those that could not be processed."""

    packed: Packed
    counts: Counter[str]
    rejects: tuple[Reject, ...] = ()


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def stages(batch: Sequence[Article]) -> list[Rows]:
    """`pipeline.run.process`, imported where it is called: the parent of workers needs no models."""
    from pipeline.run import process

    try:
        results = process(batch)
    except OvertimeError:
        remembered.drop()  # the table of words may be half changed
        raise
    _settle()
    remembered.bound()
    return results


@cache
def _settle() -> None:
    """Once the models and vocabularies are loaded they live as long as the process: spare the collector the walk.

    It took a fifth of the time: objects of a batch die with it, by their reference counts. At the end of the process
    what is spared goes too, or DuckDB's binding complains of leaks on standard error.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)
    gc.set_threshold(GC_THRESHOLD)


def work(articles: Iterable[Article], workers: int = 1, process: Process = stages) -> Generator[Done, None, None]:
    """All articles, a batch at a time, in the order given.

    `process` makes the rows of several articles; it must be importable by name, for the workers.
    `articles` is read only as far ahead as the workers need. With one worker, or too few articles to share out,
    all is done in this process. Close the iterator to end the workers before it is exhausted.
    """
    one_thread_each()
    every = batches(articles)
    first = list(islice(every, BATCHES_WORTH_A_WORKER * workers))
    workers = min(workers, max(1, len(first) // BATCHES_WORTH_A_WORKER))
    every = chain(first, every)
    yield from _parallel(every, workers, process) if workers > 1 else _here(every, process)


def _here(every: Iterable[Batch], process: Process) -> Iterator[Done]:
    try:
        for batch in every:
            yield work_batch(process, batch)
    finally:
        remembered.make_room()  # for the export


def batches(articles: Iterable[Article]) -> Iterator[Batch]:
    """Articles in groups of at most `BATCH_ARTICLES` and, but for a single long one, `BATCH_CHARS` code points."""
    batch: Batch = []
    chars = 0
    for article in articles:
        if batch and (len(batch) == BATCH_ARTICLES or chars + len(article.text) > BATCH_CHARS):
            yield batch
            batch, chars = [], 0
        batch.append(article)
        chars += len(article.text)
    if batch:
        yield batch


def work_batch(process: Process, batch: Batch) -> Done:
    """All articles of a batch at once and, where a stage fails on one of them, one by one."""
    try:
        with limited(budget(sum(len(article.text) for article in batch))):
            return _done(process(batch))
    except Exception:
        return _done([_alone(process, article) for article in batch])


def _alone(process: Process, article: Article) -> Rows | Reject:
    try:
        with limited(budget(len(article.text))):
            return process([article])[0]
    except OvertimeError as error:
        return _reject(article, str(error))
    except Exception as error:  # whatever it is, the articles after it shall not be lost
        return _reject(article, f"{type(error).__name__}: {error}")


def _reject(article: Article, reason: str) -> Reject:
    return Reject(article.source_path, article.article_id, "process", " ".join(reason.split()))


def _done(results: Sequence[Rows | Reject]) -> Done:
    rows = [result for result in results if not isinstance(result, Reject)]
    counts: Counter[str] = Counter()
    for each in rows:
        counts.update({name: len(found) for name, found in each.items()})
    return Done(pack(rows), counts, tuple(result for result in results if isinstance(result, Reject)))


def _parallel(every: Iterable[Batch], workers: int, process: Process) -> Iterator[Done]:
    crew = Crew(process, workers)
    waiting: deque[tuple[Batch, Future[Done]]] = deque()
    try:
        for batch in every:
            waiting.append((batch, crew.submit(batch)))
            if len(waiting) > BATCHES_AHEAD * workers:  # back-pressure: no more is read until the first is done
                yield from _finished(*waiting.popleft(), process)
        while waiting:
            yield from _finished(*waiting.popleft(), process)
    finally:
        crew.stop()


def _finished(batch: Batch, future: Future[Done], process: Process) -> Iterator[Done]:
    try:
        yield future.result()
    except BrokenProcessPool:  # this batch killed the worker, or was under way when another one did
        yield from _rescued(batch, process)


def _rescued(batch: Batch, process: Process) -> Iterator[Done]:
    """Each article of a batch whose worker died, in a process that no other article is in."""
    crew = Crew(process, workers=1)
    try:
        for article in batch:
            yield _rescued_alone(crew, article)
    finally:
        crew.stop()


def _rescued_alone(crew: Crew, article: Article) -> Done:
    try:
        return crew.submit([article]).result()
    except BrokenProcessPool:
        return _done([_reject(article, "the process that worked on it died: killed, or out of memory")])


class Crew:
    """Worker processes that are replaced when they die, and that die with this process, however that ends."""

    def __init__(self, process: Process, workers: int) -> None:
        self.process, self.workers = process, workers
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # safe with threads, the same on every system
        theirs, self._lifeline = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.workers, context, initializer=_begin, initargs=(theirs,))

    def submit(self, batch: Batch) -> Future[Done]:
        with kept_from_children():
            try:
                return self._pool.submit(work_batch, self.process, batch)
            except BrokenProcessPool:
                self.stop()
                self._start()
                return self._pool.submit(work_batch, self.process, batch)

    def stop(self) -> None:
        """End the workers after what they are at: one cut off amid an answer would be waited for without end."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lifeline.close()


def _begin(lifeline: Connection) -> None:
    """First thing in a worker: Ctrl-C is the parent's business, and nobody outlives the parent.

    At its end, after all that is to be done then, a worker leaves its memory to the system: to free a million objects
    one by one takes 0.4 s, for which the parent would wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # the first registered is the last called
    spare_pandas()
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()


def _end_with_parent(lifeline: Connection) -> None:
    try:
        lifeline.recv()  # nothing is ever sent: it ends when the other end is closed, by hand or by death
    except (EOFError, OSError):
        os._exit(1)
