"""Items of the members of lists: what `включая` adds, what a label before a dash leaves to the number before."""

from __future__ import annotations

from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.phrase import Phrase
from pipeline.claims.subject import nominative
from pipeline.claims.syntax import is_verb

NEAR = 25  # tokens over which `включая` is looked for


def included(c: Context) -> Phrase | None:
    """`добыча достигла 9 тонн, включая 2 тонны [угля] (102%) и 3 тонны [руды]`: each part counts what it names."""
    if c.direct is None or c.kind == "duration" or not _after_including(c):
        return None
    return c.direct


def _after_including(c: Context) -> bool:
    tokens = c.doc.tokens
    for i in range(c.frame.first - 1, max(c.frame.sentence.first, c.frame.first - NEAR) - 1, -1):
        if tokens[i].norm == "включая" or (tokens[i].norm == "числе" and tokens[i - 1].norm == "том"):
            return True
        if is_verb(tokens[i]) or tokens[i].text in ";:":
            return False
    return False


def labelled(c: Context) -> Phrase | None:
    """`хлеб – 90 тенге в Уральске, в других городах – 95`: a label under a preposition parts the same item."""
    if c.kind not in AMOUNTS or c.change or not c.after_dash or not c.known or c.known[-1].frame.index != c.frame.index:
        return None
    start = c.frame.left - 1
    while start > c.frame.sentence.first and not c.frame.is_mark(start - 1):
        start -= 1
    label = range(start, c.frame.left - 1)
    led = bool(label) and c.doc.tokens[start].pos == "ADP" and c.verb < 0
    return c.recent() if led and not any(nominative(c.doc, i) for i in label) else None
