"""A disk that is full, or may not be written: told in one line, nothing lost, and the next run completes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import news
import pytest
from made import article
from runs import Tell, assert_whole, run, start, tables

from pipeline.store import FILENAME, Store

FREE = (0, 0.02, 0.2, 0.5, 0.8)  # left on the disk, of what the run needs


def mount(*options: str) -> None:
    subprocess.run(["mount", *options], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    try:
        mount("-t", "tmpfs", "-o", "size=100m", "svodka-test", str(place))
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting needs root; tests/test_store.py and test_export.py fill a disk by limits")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, free: int) -> Path:
    """A file that leaves so many bytes."""
    block = os.statvfs(disk).f_bsize
    filler = disk / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(0, os.statvfs(disk).f_bavail * block - free)))
    return filler


def test_disk_full(disk: Path, tmp_path: Path, tell: Tell) -> None:
    few, many = news.write(tmp_path / "few.jsonl", 20), news.write(tmp_path / "many.jsonl", 80)
    run(many, out=tmp_path / "whole")
    expected, told = tables(tmp_path / "whole"), 0
    needed = sum(path.stat().st_size for path in (tmp_path / "whole").iterdir())
    for free in FREE:
        out = disk / str(free)
        run(few, out=out)
        before = tables(out)
        filler = fill(disk, int(free * needed))
        process_said = _run_to_the_end(many, out)
        if process_said:
            told += 1
            assert process_said.count("\n") == 1, process_said
            assert "No space left" in process_said
            assert "what was done before is kept" in process_said
            assert tables(out).keys() == before.keys()
        filler.unlink()
        assert run(many, out=out) == ""
        _assert_same_articles(out, expected)
        shutil.rmtree(out)
    assert told >= len(FREE) // 2
    tell("disk full, in the store, its log or the tables", told, "told in one line, store whole, next run completes")


def _run_to_the_end(source: Path, out: Path) -> str:
    process = start(source, out=out)
    said = process.communicate(timeout=300)[1]
    assert process.returncode == (1 if said else 0), said
    return said


def _assert_same_articles(out: Path, expected: dict[str, bytes]) -> None:
    """The same tables, but for the name of the file that the first articles came from."""
    few, many = b"few.jsonl", b"many.jsonl"
    found = {name: content.replace(few, many) for name, content in tables(out).items()}
    assert found == expected


def test_new_store_on_a_full_disk(disk: Path, tmp_path: Path, tell: Tell) -> None:
    source = news.write(tmp_path / "news.jsonl", 10)
    run(source, out=tmp_path / "whole")
    filler = fill(disk, 0)
    said = run(source, out=disk / "out", code=1)
    assert said.count("\n") == 1
    assert "No space left" in said
    filler.unlink()
    assert run(source, out=disk / "out") == ""
    assert_whole(disk / "out", tables(tmp_path / "whole"))
    tell("disk full before the first run", 1, "told in one line, next run completes")


def test_read_only(disk: Path, tmp_path: Path, tell: Tell) -> None:
    source, out = news.write(tmp_path / "news.jsonl", 10), disk / "out"
    run(news.write(tmp_path / "few.jsonl", 5), out=out)
    before = tables(out)
    for missing in (out, disk / "new"):
        mount("-o", "remount,ro", str(disk))
        said = run(source, out=missing, code=1)
        mount("-o", "remount,rw", str(disk))
        assert said.count("\n") == 1
        assert "Read-only file system" in said
    assert tables(out) == before
    assert run(source, out=out) == ""
    tell("output folder read-only, with a store and without", 2, "told in one line, nothing changed")


def test_store_damaged(tmp_path: Path, tell: Tell) -> None:
    """Bytes of the store or its log cut off, overwritten or made nought: refused, or nothing of it was needed."""
    source, out, chance = news.write(tmp_path / "news.jsonl", 12), tmp_path / "out", random.Random(8)
    run(source, out=out)
    expected, refused, harmless = tables(out), 0, 0
    store, log = out / FILENAME, out / f"{FILENAME}.wal"
    with Store.lock(out) as held:
        held.commit([article("in-the-log")])
    assert log.exists()
    whole = {path: path.read_bytes() for path in (store, log)}
    for n in range(24):
        for path, content in whole.items():
            path.write_bytes(content)
        path = (store, store, log)[n % 3]
        path.write_bytes(_damaged(whole[path], chance))
        damaged = {each: each.read_bytes() for each in whole}
        process_said = _run_to_the_end(source, out)
        if process_said:
            refused += 1
            assert process_said.count("\n") == 1, process_said
            assert "pipeline rebuild INPUT" in process_said
            assert {each: each.read_bytes() for each in whole} == damaged
        else:
            harmless += 1
            found = Store(out).counts()["articles"]
            assert found in (12, 13), "the last commit may be lost with the end of the log, no other"
    run(source, out=out, command="rebuild")
    assert tables(out) == expected
    assert len(list(out.glob(f"{FILENAME}.old*"))) >= 1
    tell("store or its log cut short, overwritten or zeroed", refused, "refused, left as it is, told how to rebuild")
    tell("the same, in bytes that nothing is kept in, or at the log's very end", harmless, "nothing lost")


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(raw)), chance.choice((1, 16, 5000))
    kind = chance.choice(("cut", "noise", "nought"))
    if kind == "cut":
        return raw[:at]
    return raw[:at] + (chance.randbytes(length) if kind == "noise" else bytes(length)) + raw[at + length :]
