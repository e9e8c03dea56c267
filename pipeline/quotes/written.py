"""The stretches of speech found so far, none of a layer over another: direct speech, reports, credits to a source."""

from __future__ import annotations

from typing import Literal

from pipeline.document import Quote
from pipeline.quotes.bodies import is_unnamed
from pipeline.quotes.scene import Voice

QuoteKind = Literal["direct", "reported"]


class Written:
    """What `add` has taken, for a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._quotes: list[Quote] = []
        self._ends: dict[str, int] = {}  # by layer: where its last stretch ends

    def add(
        self, span: tuple[int, int], kind: QuoteKind, cue: str, voice: Voice, rule: str, credit: bool = False
    ) -> None:
        """Adds a stretch, cut where an earlier one of its layer reaches into it."""
        layer = "credit" if credit else kind
        start, stop = self._trimmed(max(span[0], self._ends.get(layer, 0)), span[1])
        if start >= stop:
            return
        self._ends[layer] = stop
        who = ("" if is_unnamed(voice) else voice.entity_id, voice.name)
        speaker, source = (("", ""), who) if credit else (who, ("", ""))
        self._quotes.append(Quote(start, stop, kind, cue, *speaker, *source, rule))

    def _trimmed(self, start: int, stop: int) -> tuple[int, int]:
        """Without blanks at either end, and without the comma or colon before."""
        while start < stop and (self._text[start].isspace() or self._text[start] in ",:"):
            start += 1
        while start < stop and self._text[stop - 1].isspace():
            stop -= 1
        return start, stop

    def in_order(self) -> list[Quote]:
        """As they stand in the text, the longer first of two that begin together."""
        return sorted(self._quotes, key=lambda q: (q.start, -q.stop))
