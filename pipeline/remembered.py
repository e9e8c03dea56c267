"""What a process remembers of the words it has seen: it makes it fast, and is forgotten where it takes too much memory.

Parses, lemmas, stems are kept by functions with a bounded `lru_cache`. Each has a size of its own; this bounds the sum.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

MOST = 1_300_000  # Python objects: with the models some 460 MB. Models and vocabularies are 0.6 million of them
MANY = 660_000  # from here on it is worth while to make room for something else


def bound() -> None:
    """Forget all words if there are too many objects; the next batch learns anew those that it needs."""
    if sys.getallocatedblocks() > MOST:
        for forget in _forgetting():
            forget()


def make_room() -> None:
    """Forget all words, and what the models made of them, if it is much; models and vocabularies stay."""
    if sys.getallocatedblocks() > MANY:
        drop()


def drop() -> None:
    """Forget all words, and what the models made of them."""
    from pipeline.tag import forget_words

    forget_words()
    for forget in _forgetting():
        forget()
    spared = gc.get_freeze_count()
    gc.unfreeze()  # what is spared the collector is never freed if it is in a cycle
    gc.collect()
    if spared:
        gc.freeze()


def _forgetting() -> Iterator[Callable[[], None]]:
    """What clears each bounded cache of the package; those without bound hold vocabularies."""
    for name, module in sorted(sys.modules.items()):
        if name.startswith("pipeline."):
            yield from _clearing(module)


def _clearing(module: ModuleType) -> Iterator[Callable[[], None]]:
    for value in list(vars(module).values()):
        parameters = getattr(value, "cache_parameters", None)
        if parameters and parameters()["maxsize"]:
            yield value.cache_clear
