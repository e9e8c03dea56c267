"""The run over worker processes: order, back-pressure, failing articles, dying workers. No models are needed for it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from pipeline.budget import OvertimeError, limited
from pipeline.document import Article, Doc
from pipeline.tables import Rows, rows
from pipeline.work import BATCH_ARTICLES, BATCH_CHARS, LAST_ARTICLES, Done, batches, work


def process(batch: Sequence[Article]) -> list[Rows]:
    """Stands in for the stages, in the workers too; the text says what is to happen."""
    for article in batch:
        if article.text == "raise":
            raise ValueError("a stage\nfails")
        while article.text == "spin":
            pass
        if article.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
    return [rows(Doc(article)) for article in batch]


def articles(texts: dict[int, str], number: int) -> list[Article]:
    return [Article(f"a{n}", texts.get(n, "text"), "some.jsonl") for n in range(number)]


def ids(done: Sequence[Done]) -> list[str]:
    return [name for each in done for name in each.packed.tables["articles"].column("article_id").to_pylist()]


def test_batches_are_bounded_in_articles_and_in_characters() -> None:
    long = Article("long", "x" * (2 * BATCH_CHARS))
    sizes = [len(batch) for batch in batches([*articles({}, BATCH_ARTICLES + 1), long, *articles({}, 2)])]
    assert sizes == [BATCH_ARTICLES, 1, 1, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_order_is_kept(workers: int) -> None:
    given = articles({}, 100)
    assert ids(list(work(given, workers, process))) == [article.article_id for article in given]


@pytest.mark.parametrize("workers", [1, 2])
def test_only_the_article_that_a_stage_fails_on_is_rejected(workers: int) -> None:
    done = list(work(articles({5: "raise", 70: "raise"}, 100), workers, process))
    rejects = [reject for each in done for reject in each.rejects]
    assert [(reject.article_id, reject.stage, reject.reason) for reject in rejects] == [
        ("a5", "process", "ValueError: a stage fails"),
        ("a70", "process", "ValueError: a stage fails"),
    ]
    assert ids(done) == [f"a{n}" for n in range(100) if n not in (5, 70)]


def test_only_the_article_that_kills_its_worker_is_rejected() -> None:
    done = list(work(articles({20: "die", 25: "die", 90: "raise"}, 100), 2, process))
    assert [reject.article_id for each in done for reject in each.rejects] == ["a20", "a25", "a90"]
    assert ids(done) == [f"a{n}" for n in range(100) if n not in (20, 25, 90)]


def test_only_the_article_that_takes_too_long_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.budget.SECONDS", 0.1)
    before = signal.getsignal(signal.SIGVTALRM)
    done = list(work(articles({3: "spin", 40: "spin"}, 60), 1, process))
    assert [(reject.article_id, reject.reason) for each in done for reject in each.rejects] == [
        ("a3", "took more than 0 s of processor time"),
        ("a40", "took more than 0 s of processor time"),
    ]
    assert ids(done) == [f"a{n}" for n in range(60) if n not in (3, 40)]
    assert (signal.getsignal(signal.SIGVTALRM), signal.getitimer(signal.ITIMER_VIRTUAL)) == (before, (0.0, 0.0))


@pytest.mark.skipif(not hasattr(time, "pthread_getcpuclockid"), reason="no clocks of threads")
def test_the_limit_holds_in_the_threads_of_a_cluster_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.budget.SECONDS", 0.1)
    monkeypatch.setattr("pipeline.budget._LOOK", 0.01)
    threads = threading.active_count()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(lambda: list(work(articles({3: "spin", 40: "spin"}, 60), 1, process))).result()
        assert pool.submit(sum, range(1_000_000)).result() == 499_999_500_000  # nothing comes late
    assert [(reject.article_id, reject.reason) for each in done for reject in each.rejects] == [
        ("a3", "took more than 0 s of processor time"),
        ("a40", "took more than 0 s of processor time"),
    ]
    assert ids(done) == [f"a{n}" for n in range(60) if n not in (3, 40)]
    assert threading.active_count() <= threads


def test_a_limit_that_a_library_swallows_is_raised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.budget._AGAIN", 0.05)
    swallowed = []

    def stubborn() -> None:
        while len(swallowed) < 3:
            try:
                while True:
                    pass
            except OvertimeError as error:
                swallowed.append(error)
        raise swallowed[-1]

    with pytest.raises(OvertimeError), limited(0.05):
        stubborn()


def test_endless_input_is_read_only_as_far_as_needed() -> None:
    read = []

    def endless() -> Iterator[Article]:
        for n in count():
            read.append(n)
            yield Article(f"a{n}", "text")

    going = work(endless(), 2, process)
    for _ in range(3):
        next(going)
    going.close()
    assert len(read) < 16 * BATCH_ARTICLES


def test_the_last_articles_come_in_small_pieces_after_the_end_is_told() -> None:
    done = list(work(articles({}, 100), 2, process))
    sizes = [each.counts["articles"] for each in done]
    last = next(n for n, each in enumerate(done) if each.ending) + 1
    assert sizes[:last] == [BATCH_ARTICLES] * (last)
    assert set(sizes[last:]) == {LAST_ARTICLES}
    assert [each.ending for each in done].count(True) == 1


def test_few_articles_stay_in_this_process() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.work.Crew", None)
        assert len(ids(list(work(articles({}, 40), 8, process)))) == 40
