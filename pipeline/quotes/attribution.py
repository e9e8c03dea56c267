"""Who says what stands at an offset, and whom it is credited to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import chain

from pipeline.document import Doc, Quote
from pipeline.frozen import frozen
from pipeline.quotes.editors import editors_notes
from pipeline.quotes.teasers import since, teasers


@frozen
class Attribution:
    """Speaker and source of one place in the text; both empty where the author speaks."""

    speaker_id: str = ""
    speaker: str = ""
    source_id: str = ""
    source: str = ""
    spoken: Quote | None = None  # the stretch of speech with the speaker


class _Layer:
    """Stretches in order, none over another, and where each begins."""

    __slots__ = ("_quotes", "_starts")

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self._quotes = list(quotes)
        self._starts = [quote.start for quote in self._quotes]

    def over(self, offset: int, first: int) -> Quote | None:
        """The stretch over `offset` that begins at `first` or after it."""
        i = bisect_right(self._starts, offset) - 1
        return self._quotes[i] if i >= 0 and self._quotes[i].stop > offset and self._starts[i] >= first else None


class Attributions:
    """Look-up over `Doc.quotes`, made once for a document: `Attributions(doc).at(offset)`.

    Direct speech goes before the report around it; sources are a layer of their own. Stretches of one layer do not
    overlap, so each look-up is a bisection. What an editor has put between somebody's words is the author's,
    and who speaks around another article's opening says nothing of it.
    """

    def __init__(self, doc: Doc) -> None:
        self._direct = _Layer(q for q in doc.quotes if q.kind == "direct")
        self._reported = _Layer(q for q in doc.quotes if q.kind == "reported" and not q.source)
        self._credits = _Layer(q for q in doc.quotes if q.source)
        self._notes = editors_notes(doc.text) if doc.quotes else []
        self._teasers = teasers(doc) if doc.quotes else []
        spans = [*((quote.start, quote.stop) for quote in doc.quotes), *self._notes, *self._teasers]
        self._bounds = sorted(chain.from_iterable(spans))  # between two of them the answer is the same
        self._found = dict[int, Attribution]()

    def at(self, offset: int) -> Attribution:
        """Speaker and source at `offset`, a code point of the text."""
        place = bisect_right(self._bounds, offset)
        found = self._found.get(place)
        if found is None:
            found = self._found[place] = self._at(offset)
        return found

    def _at(self, offset: int) -> Attribution:
        if since(self._notes, offset) >= 0:
            return Attribution()
        first = since(self._teasers, offset)
        spoken = self._direct.over(offset, first) or self._reported.over(offset, first)
        credit = self._credits.over(offset, first)
        if credit and spoken and (credit.source_id, credit.source) == (spoken.speaker_id, spoken.speaker):
            credit = None  # a source is somebody other than the speaker
        return Attribution(
            spoken.speaker_id if spoken else "", spoken.speaker if spoken else "",
            credit.source_id if credit else "", credit.source if credit else "", spoken,
        )  # fmt: skip


def attribution(doc: Doc, offset: int) -> Attribution:
    """Speaker and source at one offset; for many of one document make `Attributions` once."""
    return Attributions(doc).at(offset)
