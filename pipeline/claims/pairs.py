"""The two that `оба` counts: persons or organisations that were named side by side."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.claims.context import NOTHING, Context
from pipeline.claims.phrase import Phrase
from pipeline.claims.resolve import MEMORY
from pipeline.claims.syntax import CLOSING, OPENING

BOTH = frozenset(("оба", "обе", "обоих", "обеих", "обоим", "обеим", "обоими", "обеими"))
PAIR = re.compile(r" и (?:\d+-летн\w+ )?")


def both(c: Context) -> Phrase | None:
    """`[Орлов и Сомов] — дипломаты, но оба они уехали`, `[Орлову и 40-летнему Сомову] дали срок, оба сидят`: the two
    that were named side by side."""
    tokens = c.doc.tokens
    if tokens[c.frame.last - 1].norm not in BOTH:
        return None
    they = tokens[min(c.frame.last, len(tokens) - 1)].norm == "они"
    if not they and (c.direct or c.verb < 0):
        return None
    near = [m for m in c.doc.mentions if c.frame.number.start - MEMORY < m.start < c.frame.number.start]
    for one, other in reversed(list(pairwise(near))):
        if one.type == other.type != "LOC" and PAIR.fullmatch(c.doc.text[one.stop : other.start].strip("«»")):
            inside = c.doc.token_range(one.start, other.stop)
            opened = tokens[inside.start - 1].text in OPENING and tokens[inside.stop].text in CLOSING
            return Phrase(inside.start - opened, inside.stop + opened, inside.start)
    return NOTHING if they else None
