"""What an article must have for a time pattern to match in it at all: most patterns need not be searched for.

Of 123 rules 20 name only words and kinds of numbers that an ordinary article has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Needs = tuple[frozenset[str], ...]  # a text that has none of the characters of one of these has no match

_PIECE = re.compile(r"\(\?(?:P<\w+>|<?[=!]|:)|\[[^\]]+\]|\{\d+,\d+\}|.", re.DOTALL)
_MARKS = frozenset(".^$")


def needs(pattern: str) -> Needs:
    """Sets of characters of each of which a match holds one, itself or in what it looks at on either side.

    Understands what times/pattern.py writes: characters, classes, groups, `|`, `?`, `*`, `{0,9}`, what is looked at.
    """
    return tuple(sorted(_group(iter(_PIECE.findall(pattern))), key=len))  # the rarest first


def _group(pieces: Iterator[str]) -> list[frozenset[str]]:
    """Needs of all up to the bracket that closes."""
    branches: list[list[list[frozenset[str]]]] = [[]]  # each a list of items, an item a list of its needs
    for piece in pieces:
        if piece == ")":
            break
        if piece == "|":
            branches.append([])
        elif piece in ("?", "*") or piece.startswith("{0"):
            branches[-1].pop()
        elif piece[0] != "{":
            branches[-1].append(_item(piece, pieces))
    return _either([[need for item in branch for need in item] for branch in branches])


def _item(piece: str, pieces: Iterator[str]) -> list[frozenset[str]]:
    if piece.startswith("("):
        inside = _group(pieces)
        return [] if piece.endswith("!") else inside
    if piece.startswith("["):
        return [frozenset(piece[1:-1])]
    return [] if piece in _MARKS else [frozenset(piece)]


def _either(branches: Sequence[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Of several branches one matches: a character of the rarest class of each is needed."""
    if len(branches) == 1:
        return branches[0]
    return [frozenset().union(*(min(branch, key=len) for branch in branches))] if all(branches) else []
