"""Remembers what a function found in the document it last read: two stages ask for the same numerals and dates.

What it returns is shared, and not to be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from pipeline.document import Doc

Others = ParamSpec("Others")
Found = TypeVar("Found")


def remembered(
    function: Callable[Concatenate[Doc, Others], Found],
) -> Callable[Concatenate[Doc, Others], Found]:
    """The function, which is to look at nothing of a document but its text and tokens.

    It is asked again only for other tokens or other arguments; that they are the same is told by their identity, since
    to compare the tokens would take as long as to read them.
    """
    last: tuple[tuple[object, ...], Found] | None = None

    @wraps(function)
    def found(doc: Doc, /, *args: Others.args, **kwargs: Others.kwargs) -> Found:
        nonlocal last
        given = (doc.article, doc.tokens, *args, *kwargs.values())
        known = last  # may be another's by now, where there are threads
        if (
            known is None
            or len(known[0]) != len(given)
            or any(a is not b for a, b in zip(known[0], given, strict=True))
        ):
            known = last = given, function(doc, *args, **kwargs)
        return known[1]

    return found
