"""Remembers what a function found in the document it last read: two stages ask for the same numerals and dates.

What it returns is shared, and not to be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from operator import is_
from typing import Concatenate, ParamSpec, TypeVar

from pipeline.document import Article, Doc, Token

Others = ParamSpec("Others")
Found = TypeVar("Found")


def remembered(
    function: Callable[Concatenate[Doc, Others], Found],
) -> Callable[Concatenate[Doc, Others], Found]:
    """The function, which is to look at nothing of a document but its text and tokens.

    It is asked again only for other tokens or other arguments; that they are the same is told by their identity, since
    to compare the tokens would take as long as to read them.
    """
    last: tuple[Sequence[Token], Article, tuple[object, ...], Found] | None = None

    @wraps(function)
    def found(doc: Doc, /, *args: Others.args, **kwargs: Others.kwargs) -> Found:
        nonlocal last
        known = last  # may be another's by now, where there are threads
        given = (*args, *kwargs.values()) if kwargs else args
        if known is None or known[0] is not doc.tokens or known[1] is not doc.article or not _are_same(known[2], given):
            known = last = doc.tokens, doc.article, given, function(doc, *args, **kwargs)
        return known[3]

    return found


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return some is others or (len(some) == len(others) and all(map(is_, some, others)))
