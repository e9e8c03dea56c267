"""Lines of a program that a page left in the text of an article: `}, width: "100%", skin: { active: "#77bd1e" }`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

FEWEST = 2  # signs that make a line one of a program
MOST = 0.2  # of its characters Cyrillic letters
HINTS = ("{", "</", "=>", "/>")
LINE = re.compile(r"[^\n]+")
SIGN = re.compile(r"[{}]|\w\(\)|\);|=>|==|\w = |</?\w+[ >]|\\[ux][0-9A-F]{2}|\w: ?\"")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def in_program(text: str, offset: int) -> bool:
    """Whether a code point of the text stands in a line of a program."""
    lines = program_lines(text)
    found = bisect_right(lines, (offset, len(text))) - 1 if lines else -1
    return found >= 0 and offset < lines[found][1]


@lru_cache(maxsize=2)
def program_lines(text: str) -> tuple[tuple[int, int], ...]:
    """`start, stop` of each line of a program, code points of the text, in order."""
    if not any(hint in text for hint in HINTS):
        return ()
    return tuple(found.span() for found in LINE.finditer(text) if _is_program(found[0]))


def _is_program(line: str) -> bool:
    signs = SIGN.finditer(line)
    return all(next(signs, None) for _ in range(FEWEST)) and len(CYRILLIC.findall(line)) < MOST * len(line)
