"""Inputs that change or vanish during a run: what is read is whole or rejected, and the next run sets it right."""

from __future__ import annotations

import csv
import random
import sys
import time
from pathlib import Path

import news
from runs import Tell, assert_whole, run, start, tables

from pipeline.check import check
from pipeline.store import FILENAME


def texts(out: Path) -> dict[str, str]:
    csv.field_size_limit(sys.maxsize)
    with (out / "articles.csv").open(encoding="utf-8", newline="") as file:
        return {row["article_id"]: row["text"] for row in csv.DictReader(file)}


def test_files_that_vanish_and_change(tmp_path: Path, tell: Tell) -> None:
    folder, chance = tmp_path / "in", random.Random(8)
    folder.mkdir()
    old = {record["id"]: record["text"] for record in news.articles(120, sentences=4)}
    new = {name: record["text"] for name, record in zip(old, news.articles(120, seed=1, sentences=4), strict=True)}
    for name, text in old.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    process = start(folder, out=tmp_path / "out", workers=2)
    while not (tmp_path / "out" / FILENAME).exists():
        time.sleep(0.05)
    time.sleep(0.5)  # now the folder has been listed, and some of it read
    for name in chance.sample(sorted(old), 60):
        (folder / f"{name}.txt").unlink()
    for path in folder.iterdir():
        path.write_text(new[path.stem], encoding="utf-8")
        time.sleep(0.02)
    said = process.communicate(timeout=300)[1]
    assert process.returncode in (0, 3), said
    assert all(line.startswith("rejected ") for line in said.splitlines()), said
    assert check(tmp_path / "out") == []
    found = texts(tmp_path / "out")
    assert [name for name, text in found.items() if not _is_between(text, old[name], new[name])] == []
    assert len(found) + len(said.splitlines()) in range(60, 121)
    assert {path.stem for path in folder.iterdir()} <= found.keys()
    assert run(folder, out=tmp_path / "out") == ""
    found = texts(tmp_path / "out")
    assert {path.stem: found[path.stem] for path in folder.iterdir()} == {
        path.stem: new[path.stem] for path in folder.iterdir()
    }
    tell("120 files, half of them removed and half rewritten during a run", 1, "old text, new text or reject; then new")


def _is_between(text: str, old: str, new: str) -> bool:
    """The old text, the new one, or the beginning of the new one where it was read while it was written."""
    return text == old or new.startswith(text)


def test_records_cut_off_and_added(tmp_path: Path, tell: Tell) -> None:
    source = news.write(tmp_path / "news.jsonl", 150, sentences=4)
    whole = source.read_bytes()
    run(source, out=tmp_path / "whole")
    for n, now in enumerate((whole[: len(whole) // 2 + 7], b"", whole + b'{"id": "half", "te')):
        out = tmp_path / f"out{n}"
        source.write_bytes(whole)
        process = start(source, out=out)
        time.sleep(0.8 + n / 2)
        source.write_bytes(now)
        said = process.communicate(timeout=300)[1]
        assert process.returncode in (0, 3), said
        assert all(line.startswith("rejected ") for line in said.splitlines()), said
        assert check(out) == []
        source.write_bytes(whole)
        assert run(source, out=out) == ""
        assert_whole(out, tables(tmp_path / "whole"))
    tell("a JSONL file cut off, emptied or written on during a run", 3, "what is cut is rejected; then same bytes")
