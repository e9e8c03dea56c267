"""Openings of other articles that stand between paragraphs: a headline, and a line that breaks off.

`Порт зимой: сколько судов принял город¶За зиму порт принял 40 судов. Об этом рассказал глава...` is nobody's who speaks
around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.document import Doc
from pipeline.recent import remembered

_HEADLINE = r"[^\n]{15,160}[^\s.!?:;,…]"
_BROKEN = r"[^\n]{40,400}?\w(?:\.\.\.|…)(?=\s*(?:\n|$)| [—–-] )"
_TEASER = re.compile(rf"(?<=\n){_HEADLINE}[ \t]*\n+{_BROKEN}")


@remembered
def teasers(doc: Doc) -> list[tuple[int, int]]:
    """Offsets of each opening with its headline, in order."""
    return [found.span() for found in _TEASER.finditer(doc.text)] if "..." in doc.text or "…" in doc.text else []


def since(spans: list[tuple[int, int]], offset: int) -> int:
    """Where the one of `spans` that `offset` lies in begins, -1 if it lies in none."""
    i = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[i][0] if i >= 0 and offset < spans[i][1] else -1
