"""Whatever kills a run, the next one goes on from there, and the tables are those of a run that nothing disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import news
import pytest
from runs import Tell, assert_whole, end, killed, run, start, tables

ARTICLES = 200
KILLS = 40


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return news.write(tmp_path_factory.mktemp("in") / "news.jsonl", ARTICLES, sentences=4)


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The tables as they should be, and the seconds that they take."""
    out, began = tmp_path_factory.mktemp("whole"), time.monotonic()
    assert run(source, out=out) == ""
    found = tables(out)
    assert_whole(out, found)
    assert found["articles.csv"].count(b"news-0-") == ARTICLES
    return found, time.monotonic() - began


def test_run_killed_at_any_moment(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, tell: Tell
) -> None:
    expected, duration = undisturbed
    chance = random.Random(8)
    kills = rounds = 0
    while kills < KILLS:
        out = tmp_path / f"out{rounds}"
        while kills < KILLS and killed(
            start(source, out=out, workers=1 + kills % 2), after=chance.uniform(0, duration)
        ):
            kills += 1
        assert run(source, out=out) == ""
        assert_whole(out, expected)
        rounds += 1
    tell(f"run over {ARTICLES} articles killed (SIGKILL) at a random moment", kills, "next run completes, same bytes")


def test_workers_do_not_outlive_a_killed_parent(source: Path, tmp_path: Path, tell: Tell) -> None:
    for after in (1.5, 3.0):
        process = start(source, out=tmp_path / "out", workers=2)
        time.sleep(after)
        process.kill()
        process.communicate(timeout=30)  # the workers hold its standard error: raises where one lives on
    tell("only the parent process killed", 2, "workers end with it")


def test_worker_killed(source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, tell: Tell) -> None:
    chance, tries, died = random.Random(8), 3, 0
    for n in range(tries):
        process = start(source, out=tmp_path / f"out{n}", workers=2)
        died += _kill_a_worker(process, chance)
        assert end(process) == ""
        assert_whole(tmp_path / f"out{n}", undisturbed[0])
    assert died
    tell("a worker process killed while articles are under way", died, "its articles are done again, same bytes")


def _kill_a_worker(process: subprocess.Popen[str], chance: random.Random) -> bool:
    """Kill one of the workers as soon as there are some, and they had a moment to begin."""
    while process.poll() is None:
        if workers := _workers(process.pid):
            time.sleep(chance.uniform(0.5, 2.5))
            try:
                os.kill(chance.choice(workers), signal.SIGKILL)
            except ProcessLookupError:
                return False
            return True
        time.sleep(0.02)
    return False


def _workers(parent: int) -> list[int]:
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    except OSError:
        return []


def test_two_runs_at_once(
    source: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, tell: Tell
) -> None:
    tries = 3
    for n in range(tries):
        out = tmp_path / f"out{n}"
        first = start(source, out=out)
        time.sleep(n * 0.4)
        second = start(source, out=out)
        said = [each.communicate(timeout=300)[1] for each in (first, second)]
        loser = said[0] or said[1]
        assert sorted((first.returncode, second.returncode)) == [0, 1]
        assert loser.count("\n") == 1
        assert "another run is writing there" in loser
        assert_whole(out, undisturbed[0])
    tell("two runs at once on one output folder", tries, "the second is refused in one line, same bytes")
