"""Forms of a word in another case, gender or number, as pymorphy3 chooses them.

pymorphy3 builds all forms of a word to choose one. Which one it is depends on the paradigm only, of which a text has
some hundred, so that it is chosen once for each and only that form is built.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pipeline.paradigms import form_at

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse


def inflected(parse: Parse, grammemes: Collection[str]) -> str:
    """The form of a parsed word with these OpenCorpora grammemes, empty where it has none."""
    found = parse.methods_stack
    if len(found) > 1 or len(found[0]) != 4:  # no word of the dictionary
        form = parse.inflect(set(grammemes))
        return form.word if form else ""
    _, _, paradigm, at = found[0]
    return form_at(parse.word, paradigm, at, frozenset(grammemes)) or ""
