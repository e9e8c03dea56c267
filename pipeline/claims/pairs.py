"""Those that `оба`, `все трое`, `на двоих` count: persons or organisations that were named side by side."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.claims.context import NOTHING, Context
from pipeline.claims.phrase import Phrase
from pipeline.claims.resolve import MEMORY
from pipeline.claims.syntax import CLOSING, OPENING, covering
from pipeline.document import Mention

BOTH = frozenset(("оба", "обе", "обоих", "обеих", "обоим", "обеим", "обоими", "обеими"))
TWO = frozenset(("двоих",))
THREE = frozenset(("трое", "троих", "троим", "троими"))
ALL = frozenset(("все", "всех", "всем", "всеми"))
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
    return _together(c, 2) or (NOTHING if they else None)


def together(c: Context) -> Phrase | None:
    """`[Орлов и Сомов] имеют дом на двоих`, `[Орлов, Сомов и Ершов] ушли, все трое больны`."""
    word, before = c.doc.tokens[c.frame.last - 1].norm, c.doc.tokens[c.frame.first - 1].norm
    if (word not in TWO and word not in THREE) or c.kind != "count" or c.direct:
        return None
    if word in TWO and before in ("на", "за"):
        return _doers(c) or _together(c, 2)
    return (_together(c, 3) or NOTHING) if word in THREE and before in ALL else None


def _doers(c: Context) -> Phrase | None:
    """`[Команды] забросили на двоих 9 шайб`: a plural subject says who they are."""
    named = c.subject >= 0 and covering(c.doc.mentions, c.doc.tokens[c.subject].start) >= 0
    plural = c.subject >= 0 and c.doc.tokens[c.subject].feat("Number") == "Plur"
    return c.resolve(c.subject) if plural and not named else None


def _together(c: Context, size: int) -> Phrase | None:
    """The last names before the number that a comma or `и` joins, so many of one kind."""
    near = [m for m in c.doc.mentions if c.frame.number.start - MEMORY < m.start < c.frame.number.start]
    for first in range(len(near) - size, -1, -1):
        named = near[first : first + size]
        if len({m.type for m in named}) == 1 and named[0].type != "LOC" and _joined(c, named):
            return _quoted(c, named[0].start, named[-1].stop)
    return None


def _joined(c: Context, named: list[Mention]) -> bool:
    gaps = [c.doc.text[one.stop : other.start].strip("«»") for one, other in pairwise(named)]
    return all(gap == ", " for gap in gaps[:-1]) and PAIR.fullmatch(gaps[-1]) is not None


def _quoted(c: Context, start: int, stop: int) -> Phrase:
    """The names with the marks around them."""
    inside, tokens = c.doc.token_range(start, stop), c.doc.tokens
    opened = tokens[inside.start - 1].text in OPENING and tokens[inside.stop].text in CLOSING
    return Phrase(inside.start - opened, inside.stop + opened, inside.start)
