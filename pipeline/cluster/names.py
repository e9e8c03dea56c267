"""Ids that several articles share, settled for all blocks at once as `pipeline.read.Names` does for a local run.

Each block is looked into for 8-byte keys of its ids. Where keys meet, the articles themselves are compared in the
order of the input: the first keeps the id, another text gets `id~` and a digest, the same text is read once. So it
does not matter which worker is first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from pipeline.read import Names

_GIVEN = re.compile(r"(~(?:[0-9a-f]{64}|[0-9a-f]{16}|[0-9a-f]{8}))+$")
Keys = npt.NDArray[np.uint64]
Contested = tuple[int, str, str]  # index in its block, id, digest of the text
Given = tuple[tuple[int, str | None], ...]


def key(article_id: str) -> int:
    """The same for an id and for all that `Names` may make of it."""
    return int.from_bytes(blake2b(_GIVEN.sub("", article_id).encode(), digest_size=8).digest(), "big")


def shared(keys: Sequence[Keys]) -> Keys:
    """Keys that occur more than once, sorted; takes 24 bytes an article while it is at it."""
    every = np.sort(np.concatenate([*keys, np.array([], dtype=np.uint64)]))
    return np.unique(every[1:][every[1:] == every[:-1]])


def among(keys: Keys, known: Keys) -> Keys:
    """Those of a block's keys that are in `known`, which is sorted."""
    places = np.minimum(np.searchsorted(known, keys), max(0, len(known) - 1))
    return np.unique(keys[known[places] == keys]) if len(known) else known


def settled(contested: Iterable[tuple[int, Sequence[Contested]]]) -> dict[int, Given]:
    """By block, the ids of articles that do not keep their own; blocks and articles come in the order of the input."""
    names = Names()
    given: dict[int, list[tuple[int, str | None]]] = defaultdict(list)
    for block, articles in contested:
        for index, article_id, sha256 in articles:
            if (name := names.given(article_id, sha256)) != article_id:
                given[block].append((index, name))
    return {block: tuple(found) for block, found in given.items()}
