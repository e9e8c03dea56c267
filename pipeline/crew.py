"""Worker processes: begun early, replaced when they die, ended with this process.

Nothing heavy is imported here, so that workers can load their models while their parent still loads what it needs.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar

from pipeline.document import Article
from pipeline.read.sources import STORE, sources
from pipeline.signals import kept_from_children
from pipeline.spared import spare_pandas

Given = ParamSpec("Given")
Result = TypeVar("Result")

BYTES_WORTH_A_WORKER = 500_000  # of input, all of it new: some hundred articles
_SAMPLE = "В 2024 году в Астане построили 12 школ, сообщил министр просвещения."


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Lifeline:
    """This process's end of the pipe that workers live by.

    The pool's own thread and the one that submits may cut it at once, and a connection closed by two threads closes
    one file twice: the second time it may be another's.
    """

    def __init__(self, end: Connection) -> None:
        self._end, self._lock = end, threading.Lock()

    def cut(self) -> None:
        with self._lock:
            self._end.close()


class Crew:
    """Worker processes that are replaced when they die, and that die with this process, however that ends."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # safe with threads, the same on every system
        theirs, ours = context.Pipe(duplex=False)
        self._lifeline = Lifeline(ours)
        self._pool = ProcessPoolExecutor(self.workers, context, initializer=_begin, initargs=(theirs,))

    def load(self) -> None:
        """Begin the workers, and have each load what it will need."""
        for _ in range(self.workers):
            self.submit(_load)

    def submit(self, task: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        with kept_from_children():
            try:
                future = self._pool.submit(task, *args, **kwargs)
            except BrokenProcessPool:
                self._lifeline.cut()
                self.stop()
                self._start()
                future = self._pool.submit(task, *args, **kwargs)
        future.add_done_callback(partial(_let_go, self._lifeline))
        return future

    def stop(self) -> None:
        """End the workers after what they are at: one cut off amid an answer would be waited for without end."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._lifeline.cut()


def _let_go(lifeline: Lifeline, future: Future[Result]) -> None:
    """A pool that lost a worker is of no more use: what is left of it ends, also a worker begun at that very moment,
    of which the pool knows nothing and for which it would wait for ever."""
    if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
        lifeline.cut()


@contextmanager
def foreseen(inputs: Sequence[str | Path], out: Path, workers: int | None, *, force: bool) -> Iterator[Crew | None]:
    """Workers that load already, where it is plain that a run will need them all: no store is there, and much to read.

    Otherwise None, and the run begins them when it has seen what is new.
    """
    wanted = workers or cores()
    is_new = force or not (out / STORE).exists()
    if wanted < 2 or not is_new or not _is_much(inputs, wanted * BYTES_WORTH_A_WORKER):
        yield None
        return
    crew = Crew(wanted)
    try:
        crew.load()
        yield crew
    finally:
        crew.stop()


def _is_much(inputs: Sequence[str | Path], enough: int) -> bool:
    """Whether there are so many bytes to read; looks at no more files than it takes to know."""
    total = 0
    for source in sources(inputs):
        total += _size(source.path)
        if total >= enough:
            return True
    return False


def _size(path: Path) -> int:
    """0 where there is no file to be read: a pipe, a folder that cannot be listed."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _begin(lifeline: Connection) -> None:
    """First thing in a worker: Ctrl-C is the parent's business, and nobody outlives the parent.

    At its end, after all that is to be done then, a worker leaves its memory to the system: to free a million objects
    one by one takes 0.4 s, for which the parent would wait.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # the first registered is the last called
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    spare_pandas()


def _end_with_parent(lifeline: Connection) -> None:
    try:
        lifeline.recv()  # nothing is ever sent: it ends when the other end is closed, by hand or by death
    except (EOFError, OSError):
        os._exit(1)


def _load() -> None:
    """Models, vocabularies and rules are loaded when they are first used."""
    from pipeline.work import stages

    stages([Article("sample", _SAMPLE)])
