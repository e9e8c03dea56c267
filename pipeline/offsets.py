"""Where spans begin, as plain numbers: to look an offset up in these takes a third of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Spanned(Protocol):
    @property
    def start(self) -> int: ...


MOST = 10  # sequences whose offsets are remembered: tokens, sentences, mentions … of the article at hand

_known: dict[int, tuple[Sequence[Spanned], list[int]]] = {}  # by identity


def starts(spans: Sequence[Spanned]) -> list[int]:
    """The first offset of each span; the list is shared, and neither it nor the spans are to be changed."""
    known = _known.get(id(spans))
    if known is None or known[0] is not spans:
        if len(_known) >= MOST:
            _known.clear()
        known = _known[id(spans)] = spans, [span.start for span in spans]
    return known[1]
