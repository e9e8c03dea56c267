"""Articles to rows, by any number of worker processes, in the order given and in bounded memory.

The models are loaded once a worker. An article on which a stage fails, or takes longer than `budget` allows, becomes
a `Reject` and the rest goes on; where a worker process dies (killed, out of memory) its articles are tried again one by
one in a process of their own, and only the one that kills that too is rejected.
"""

from __future__ import annotations

import atexit
import gc
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from pipeline import remembered
from pipeline.budget import OvertimeError, budget, limited
from pipeline.crew import Crew
from pipeline.document import Article, Reject
from pipeline.relations import Packed, pack
from pipeline.tables import Rows
from pipeline.threads import one_thread_each

BATCH_ARTICLES = 8
BATCH_CHARS = 100_000
BATCHES_WORTH_A_WORKER = 4  # loading the models costs as much as four batches: fewer go faster in one process
BATCHES_AHEAD = 4  # for each worker, so that none waits while this process commits
LAST_BATCHES = 2  # for each worker: they are cut up, so that all workers end at nearly the same time
LAST_ARTICLES = 2  # in each piece of them

GC_THRESHOLD = 200_000  # new objects between two collections; 700 is Python's own

Batch = list[Article]
Waiting = tuple[Batch, "Future[Done]"]
Process = Callable[[Sequence[Article]], list[Rows]]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of some articles: their rows, how many of each table, and those that could not be processed.

    After the one that is `ending` come but a few, that workers are at: the moment to commit all before them.
    """

    packed: Packed
    counts: Counter[str]
    rejects: tuple[Reject, ...] = ()
    ending: bool = False


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


def work(
    articles: Iterable[Article], workers: int = 1, process: Process = stages, crew: Crew | None = None
) -> Generator[Done, None, None]:
    """All articles, a batch at a time, in the order given.

    `process` makes the rows of several articles; it must be importable by name, for the workers.
    `articles` is read only as far ahead as the workers need. With one worker, or too few articles to share out,
    all is done in this process. Close the iterator to end the workers before it is exhausted. `crew` are workers who
    have begun already.
    """
    one_thread_each()
    every = batches(articles)
    first = list(islice(every, BATCHES_WORTH_A_WORKER * workers))
    workers = min(workers, max(1, len(first) // BATCHES_WORTH_A_WORKER))
    every = chain(first, every)
    if workers == 1:
        if crew:
            crew.stop()
        yield from _here(every, process)
    else:
        yield from _parallel(every, crew or Crew(workers), process)


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


def _parallel(every: Iterable[Batch], crew: Crew, process: Process) -> Iterator[Done]:
    waiting: deque[Waiting] = deque()
    held: deque[Batch] = deque()
    rescue = Rescue(process)
    try:
        for batch in every:
            held.append(batch)
            if len(held) > LAST_BATCHES * crew.workers:
                waiting.append(_handed(held.popleft(), crew, process))
            if len(waiting) > BATCHES_AHEAD * crew.workers:  # back-pressure: no more is read until the first is done
                yield from _finished(*waiting.popleft(), rescue)
        last = [_handed(piece, crew, process) for batch in held for piece in _cut(batch)]
        yield from _ending(_all_finished(waiting, rescue))
        yield from _all_finished(last, rescue)
    finally:
        rescue.end()
        crew.stop()


def _handed(batch: Batch, crew: Crew, process: Process) -> Waiting:
    return batch, crew.submit(work_batch, process, batch)


def _cut(batch: Batch) -> Iterator[Batch]:
    return (batch[first : first + LAST_ARTICLES] for first in range(0, len(batch), LAST_ARTICLES))


def _ending(every: Iterable[Done]) -> Iterator[Done]:
    """The same, the last of them marked."""
    before: Done | None = None
    for done in every:
        if before:
            yield before
        before = done
    if before:
        yield replace(before, ending=True)


def _all_finished(waiting: Iterable[Waiting], rescue: Rescue) -> Iterator[Done]:
    for batch, future in waiting:
        yield from _finished(batch, future, rescue)


def _finished(batch: Batch, future: Future[Done], rescue: Rescue) -> Iterator[Done]:
    try:
        done = future.result()
    except BrokenProcessPool:  # this batch killed the worker, or was under way when another one did
        yield from rescue.work(batch)
    else:
        rescue.end()
        yield done


class Rescue:
    """Does again what was under way when a worker died: one article at a time, in a process that no other is in.

    That process is kept from one such batch to the next: it takes as long to begin as to do many of them.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self.crew: Crew | None = None

    def work(self, batch: Batch) -> Iterator[Done]:
        crew = self.crew = self.crew or Crew(workers=1)
        for article in batch:
            yield self._alone(crew, article)

    def _alone(self, crew: Crew, article: Article) -> Done:
        try:
            return crew.submit(work_batch, self.process, [article]).result()
        except BrokenProcessPool:
            return _done([_reject(article, "the process that worked on it died: killed, or out of memory")])

    def end(self) -> None:
        if self.crew:
            self.crew.stop()
            self.crew = None
