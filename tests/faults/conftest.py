"""Every fault test tells what it did; `--table FILE` writes that down, in docs/robustness.md between its marks."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import Tell

MARKS = re.compile("(?<=<!-- begin: tests/faults -->\n).*(?=<!-- end: tests/faults -->)", re.DOTALL)
BEGAN = time.monotonic()
_ROWS: list[tuple[str, int, str, float]] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--table", metavar="FILE", help="where to write the table of faults and outcomes")


@pytest.fixture
def tell() -> Tell:
    """Called with a fault or input, how often it was tried, and the outcome, once that has been asserted."""
    began = time.monotonic()
    return lambda fault, tries, outcome: _ROWS.append((fault, tries, outcome, time.monotonic() - began))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if path := session.config.getoption("--table"):
        _write(Path(path), "".join(_lines(session)))


def _write(path: Path, table: str) -> None:
    """The table by itself, or in its place in a document that has one."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(MARKS.sub(lambda _: table, before) if MARKS.search(before) else table, encoding="utf-8")


def _lines(session: pytest.Session) -> Iterator[str]:
    yield "| fault or input | times | outcome | s |\n|---|--:|---|--:|\n"
    for fault, tries, outcome, seconds in _ROWS:
        yield f"| {fault} | {tries} | {outcome} | {seconds:.0f} |\n"
    minutes = (time.monotonic() - BEGAN) / 60
    failed = f"{session.testsfailed} failed" if session.testsfailed else "none failed"
    yield f"\n{session.testscollected} tests, {failed}, in {minutes:.0f} minutes: {platform.system()}, "
    yield f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end, Python {platform.python_version()}.\n"
