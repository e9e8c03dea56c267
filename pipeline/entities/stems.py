"""Words without their case endings, so that the forms of one name are found alike."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = ("ого", "ому", "ыми", "ой", "ым", "ом", "ем", "ей", "ую", "ая", "ий", "ый")


@lru_cache(maxsize=2**14)
def stem(norm: str) -> str:
    """The word without its ending: `дадашеву` and `дадашев` alike."""
    for ending in _ENDINGS:
        if norm.endswith(ending) and len(norm) - len(ending) > 3:
            return norm[: -len(ending)]
    return norm[:-1] if norm[-1] in "аеиоуыэюяьй" and len(norm) > 4 else norm
