"""How long an article may take: where a stage never comes to an end, one article is lost and not the night."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 60.0  # of processor time, for any article; an ordinary one takes a hundredth of a second
CHARS_A_SECOND = 5_000  # and one more second for so many code points: a tenth of the ordinary pace
_AGAIN = 5.0  # seconds after which it is raised anew, should a library have swallowed it


class OvertimeError(Exception):
    """An article took longer than it may."""


def budget(chars: int) -> float:
    """Seconds of processor time that a text of so many code points may take."""
    return SECONDS + chars / CHARS_A_SECOND


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises OvertimeError in the block once it has taken so many seconds of this process's own time.

    It is processor time, so that neither a busy machine nor one that slept costs an article. Outside a main thread,
    and on systems without interval timers, there is no limit.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise OvertimeError(f"took more than {seconds:.0f} s of processor time")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
