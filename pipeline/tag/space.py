"""Arrays that are used again and again: a fresh one of a megabyte costs the system as much as what is done with it."""

from __future__ import annotations

import threading
from math import prod

import numpy as np

from pipeline.tag.weights import Floats


class Space(threading.local):
    """Scratch arrays by name, each thread's own; what is in one holds until the same name is taken again."""

    def __init__(self) -> None:
        self._kept: dict[str, Floats] = {}

    def take(self, name: str, *shape: int) -> Floats:
        """An array of this shape that holds any numbers."""
        size = prod(shape)
        kept = self._kept.get(name)
        if kept is None or len(kept) < size:
            kept = self._kept[name] = np.zeros(size, np.float32)
        return kept[:size].reshape(shape)
