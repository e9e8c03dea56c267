"""Every fault test tells what it did; `--table FILE` writes that down for docs/robustness.md."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import Tell

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
        Path(path).write_text("".join(_lines()), encoding="utf-8")


def _lines() -> Iterator[str]:
    yield "| fault or input | times | outcome | s |\n|---|--:|---|--:|\n"
    for fault, tries, outcome, seconds in _ROWS:
        yield f"| {fault} | {tries} | {outcome} | {seconds:.0f} |\n"
