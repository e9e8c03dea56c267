"""Workers that begin before it is known what a run will do: only where it is plain, and never to outlive it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

import pytest
from test_work import articles, ids, process

from pipeline.crew import Crew, Lifeline, foreseen
from pipeline.read.sources import STORE
from pipeline.work import work

ENOUGH = 20  # bytes for two workers


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("pipeline.crew.BYTES_WORTH_A_WORKER", ENOUGH // 2)
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(2):
        (folder / f"{n}.txt").write_text("x" * (ENOUGH // 2))
    return folder


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done to a crew, which has no processes."""
    told: list[str] = []

    class Idle:
        def __init__(self, workers: int) -> None:
            told.append(f"{workers} workers")

        def load(self) -> None:
            told.append("load")

        def stop(self) -> None:
            told.append("stop")

    monkeypatch.setattr("pipeline.crew.Crew", Idle)
    return told


def test_workers_begin_where_much_is_to_be_read_and_no_store_is_there(source: Path, begun: list[str]) -> None:
    with suppress(ZeroDivisionError), foreseen([source], source / "out", 2, force=False) as crew:
        assert crew
        assert begun == ["2 workers", "load"]
        raise ZeroDivisionError
    assert begun == ["2 workers", "load", "stop"]


@pytest.mark.parametrize("workers", [1, 3])
def test_no_workers_begin_for_one_process_or_for_less_than_all_of_them(
    source: Path, begun: list[str], workers: int
) -> None:
    with foreseen([source, source / "none"], source / "out", workers, force=False) as crew:
        assert crew is None
    assert not begun


@pytest.mark.parametrize("force", [False, True])
def test_where_a_store_is_workers_begin_only_if_all_is_done_again(source: Path, begun: list[str], force: bool) -> None:
    out = source.parent / "out"
    out.mkdir()
    (out / STORE).touch()
    with foreseen([source], out, 2, force=force) as crew:
        assert bool(crew) == bool(begun) == force


@pytest.mark.parametrize("number", [8, 100])
def test_a_crew_that_has_begun_is_used_or_ended(number: int) -> None:
    crew = Crew(2)
    pids = {crew.submit(os.getpid).result()}
    given = articles({}, number)
    assert ids(list(work(given, 2, process, crew))) == [article.article_id for article in given]
    assert not [pid for pid in pids if _is_alive(pid)]


def test_a_crew_that_died_before_there_was_work_is_replaced() -> None:
    crew = Crew(2)
    worker, asleep = crew.submit(os.getpid).result(), crew.submit(time.sleep, 60)
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(BrokenProcessPool):
        asleep.result()
    given = articles({}, 100)
    assert ids(list(work(given, 2, process, crew))) == [article.article_id for article in given]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_lifeline_is_closed_once_whoever_cuts_it() -> None:
    """Many threads at once: a file closed twice would be an error, or another's file."""
    for _ in range(50):
        theirs, ours = multiprocessing.Pipe(duplex=False)
        lifeline, ready = Lifeline(ours), threading.Barrier(8)
        errors: list[BaseException] = []

        def cut(lifeline: Lifeline, ready: threading.Barrier, errors: list[BaseException]) -> None:
            ready.wait()
            try:
                lifeline.cut()
            except OSError as error:
                errors.append(error)

        threads = [threading.Thread(target=cut, args=(lifeline, ready, errors)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        with pytest.raises(EOFError):
            theirs.recv()
        theirs.close()
