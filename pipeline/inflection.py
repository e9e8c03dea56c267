"""Forms of a word in another case, gender or number, as pymorphy3 chooses them.

pymorphy3 builds all forms of a word to choose one. Which one it is depends on the paradigm only, of which a text has
some hundred, so that it is chosen once for each and only that form is built.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.paradigms import analyzer

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse


def inflected(parse: Parse, grammemes: Collection[str]) -> str:
    """The form of a parsed word with these OpenCorpora grammemes, empty where it has none."""
    found = parse.methods_stack
    if len(found) > 1 or len(found[0]) != 4:  # no word of the dictionary
        form = parse.inflect(set(grammemes))
        return form.word if form else ""
    _, _, paradigm, at = found[0]
    chosen = _chosen(paradigm, at, frozenset(grammemes))
    return "" if chosen < 0 else _form(parse.word, paradigm, at, chosen)


@lru_cache(maxsize=2**12)
def _chosen(paradigm: int, at: int, grammemes: frozenset[str]) -> int:
    """Which form of a paradigm pymorphy3 takes for the form `at`: the most alike of those that have the grammemes."""
    dictionary = analyzer().dictionary
    tags = [tag for _, tag, _ in dictionary.build_paradigm_info(paradigm)]
    wanted, mine = grammemes, dictionary.build_tag_info(paradigm, at)
    options = [n for n, tag in enumerate(tags) if wanted <= tag.grammemes]
    if not options:
        wanted = analyzer().TagClass.fix_rare_cases(wanted)
        options = [n for n, tag in enumerate(tags) if wanted <= tag.grammemes]
    asked = mine.updated_grammemes(wanted)

    def likeness(n: int) -> float:
        return len(asked & tags[n].grammemes) - 0.1 * len(asked ^ tags[n].grammemes)

    return max(options, key=likeness, default=-1)


def _form(word: str, paradigm: int, at: int, chosen: int) -> str:
    dictionary = analyzer().dictionary
    ids = dictionary.paradigms[paradigm]
    size = len(ids) // 3  # suffixes, tags and prefixes of its forms, one after another
    prefix, suffix = dictionary.paradigm_prefixes[ids[2 * size + chosen]], dictionary.suffixes[ids[chosen]]
    return str(prefix + dictionary.build_stem(ids, at, word) + suffix)
