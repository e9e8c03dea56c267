"""How long an article may take: where a stage never comes to an end, one article is lost and not the night."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SECONDS = 60.0  # of processor time, for any article; an ordinary one takes a hundredth of a second
CHARS_A_SECOND = 5_000  # and one more second for so many code points: a tenth of the ordinary pace
_AGAIN = 5.0  # seconds after which it is raised anew, should a library have swallowed it
_LOOK = 0.25  # seconds between two looks at the clock of another thread


class OvertimeError(Exception):
    """An article took longer than it may."""


def budget(chars: int) -> float:
    """Seconds of processor time that a text of so many code points may take."""
    return SECONDS + chars / CHARS_A_SECOND


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises OvertimeError in the block once it has taken so many seconds of this process's own time.

    It is processor time, so that neither a busy machine nor one that slept costs an article. There is no limit on
    systems that have neither interval timers nor clocks of threads.
    """
    if threading.current_thread() is not threading.main_thread():
        with _watched(seconds):
            yield
    elif hasattr(signal, "setitimer"):
        with _timed(seconds):
            yield
    else:
        yield


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    """In the main thread: by a signal."""

    def end(number: int, frame: FrameType | None) -> None:
        raise OvertimeError(_told(seconds))

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """In any other thread, such as that of a Dask worker: by another one that looks at its clock."""
    if not hasattr(time, "pthread_getcpuclockid"):
        yield
        return
    thread, over = threading.get_ident(), threading.Event()
    clock = time.pthread_getcpuclockid(thread)
    watcher = threading.Thread(target=_watch, args=(thread, clock, time.clock_gettime(clock) + seconds, over))
    watcher.start()
    try:
        yield
    except OvertimeError:
        raise OvertimeError(_told(seconds)) from None
    finally:
        while not over.is_set():
            with suppress(OvertimeError):  # it may come just now
                over.set()
        watcher.join()
        _raise_in(thread, None)


def _watch(thread: int, clock: int, end: float, over: threading.Event) -> None:
    while not over.wait(_LOOK):
        if time.clock_gettime(clock) > end:
            _raise_in(thread, OvertimeError)
            end += _AGAIN


def _raise_in(thread: int, error: type[Exception] | None) -> None:
    """Raise an error in another thread, before its next step of Python; None takes back one that has not come yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error else None)


def _told(seconds: float) -> str:
    return f"took more than {seconds:.0f} s of processor time"
