"""Openings of other articles that stand between paragraphs: a headline, and a line that breaks off.

`Порт зимой: сколько судов принял город¶За зиму порт принял 40 судов. Об этом рассказал глава...` is nobody's who speaks
around it.
"""

from __future__ import annotations

import re

_HEADLINE = r"[^\n]{15,160}[^\s.!?:;,…]"
_BROKEN = r"[^\n]{40,400}?\w(?:\.\.\.|…)(?=\s*(?:\n|$)| [—–-] )"
_TEASER = re.compile(rf"(?<=\n){_HEADLINE}[ \t]*\n+{_BROKEN}")


def teasers(text: str) -> list[tuple[int, int]]:
    """Offsets of each opening with its headline, in order."""
    return [found.span() for found in _TEASER.finditer(text)] if "..." in text or "…" in text else []
