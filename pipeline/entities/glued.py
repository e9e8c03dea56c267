"""Words run together that are no name: what segmentation left whole."""

from __future__ import annotations

from functools import lru_cache

from pipeline.morph import is_known, parses

LONG = 10  # letters of two words at least


@lru_cache(maxsize=50_000)
def is_run_together(norm: str) -> bool:
    """Whether a word no dictionary knows is a verb and another word: `началорасследования`."""
    if len(norm) < LONG or not norm.isalpha() or is_known(norm):
        return False
    return any(
        is_known(norm[i:]) and is_known(norm[:i]) and any(p.tag.POS == "VERB" for p in parses(norm[:i]))
        for i in range(4, len(norm) - 3)
    )
