"""A name as a range of tokens, and how rules put their finds over one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
    """`fresh` over `base`, in order: what it overlaps is dropped; of two that overlap in `fresh` the longer stays."""
    new = outermost(fresh)
    if not new:
        return base
    kept: Spans = []
    i = 0
    for span in base:
        while i < len(new) and new[i].last <= span.first:
            i += 1
        if i == len(new) or new[i].first >= span.last:
            kept.append(span)
    return sorted([*kept, *new], key=_first)


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


def _first(span: Span) -> int:
    return span.first
