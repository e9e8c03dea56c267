"""Ctrl-C comes at the end of what must not be cut in two, at the outermost end, and once."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from pipeline.signals import uninterrupted


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """Ctrl-C as Python has it: whoever runs the tests in the background may have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_put_off_to_the_outermost_end() -> None:
    reached = []

    def twice_nested() -> None:
        with uninterrupted():
            with uninterrupted():
                signal.raise_signal(signal.SIGINT)
                reached.append("inner")
            reached.append("outer")
        reached.append("never")

    with pytest.raises(KeyboardInterrupt):
        twice_nested()
    assert reached == ["inner", "outer"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
