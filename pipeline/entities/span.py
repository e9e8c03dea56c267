"""A name as a range of tokens, and how rules put their finds over one another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from pipeline.document import Doc, MentionType
from pipeline.frozen import frozen


@frozen
class Span:
    """`doc.tokens[first:last]` is a name of `type`; `rule` made or changed it, the tagger where empty."""

    first: int
    last: int
    type: MentionType
    rule: str = ""


Spans = list[Span]
Rule = Callable[[Doc, Spans], Spans]


def overlay(base: Spans, fresh: Iterable[Span]) -> Spans:
    """`fresh` over `base`, in order: what it overlaps is dropped; of two that overlap in `fresh` the longer stays.

    Of two names in `base` the one that begins first ends first.
    """
    new = outermost(fresh)
    if not new:
        return base
    kept, end = base.copy(), len(base)
    for span in reversed(new):
        begin = bisect_right(base, span.first, 0, end, key=_last)  # the first that ends behind where this begins
        kept[begin : bisect_left(base, span.last, begin, end, key=_first)] = [span]
        end = begin
    return kept


def outermost(found: Iterable[Span]) -> Spans:
    """Spans without overlap: of two that overlap the longer, of equals the first."""
    kept: Spans = []
    for span in sorted(found, key=lambda s: (s.first, -s.last)):
        if kept and span.first < kept[-1].last:
            if span.last - span.first > kept[-1].last - kept[-1].first:
                kept[-1] = span
            continue
        kept.append(span)
    return kept


def ends(found: Spans) -> Mapping[int, tuple[int, str]]:
    """Where the name that begins at a token ends, and its type."""
    return {s.first: (s.last, s.type) for s in found}


_first, _last = attrgetter("first"), attrgetter("last")
