"""What words add to the sums of the small networks: their vectors projected, and kept for the words seen last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from pipeline.tag.weights import Floats, vectors


class Bank:
    """What each word adds in each of its roles, `size` words at the most."""

    def __init__(self, weights: Floats, size: int) -> None:
        self._weights, self._size = weights, size  # roles x 300 x outputs
        self._row_of = {"": 0}  # row 0 is that of no word
        self._table = np.zeros((size, len(weights), weights.shape[2]), np.float32)
        self.lines = self._table.reshape(-1, weights.shape[2])  # the same, a line for each role of each word

    def places(self, rows: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
        """The lines of some words, in each row one for each role; those of earlier calls may be others' by now."""
        roles = len(self._weights)
        if len(self._row_of) + roles * len(rows) >= self._size:
            self._row_of = {"": 0}
        self._learn(dict.fromkeys(chain.from_iterable(rows)))
        row_of = self._row_of
        found = np.array([row_of[word] for row in rows for word in row], np.int64).reshape(len(rows), roles)
        return found * roles + np.arange(roles)

    def _learn(self, words: Iterable[str]) -> None:
        """Each word is projected by itself, so that it is the same to the last bit in any company."""
        new = [word for word in words if word not in self._row_of]
        if new:
            first = len(self._row_of)
            self._table[first : first + len(new)] = (vectors(new)[:, None, None] @ self._weights)[:, :, 0]
            self._row_of.update(zip(new, range(first, first + len(new)), strict=True))
