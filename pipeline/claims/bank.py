"""What words add to the sums of the small networks: their vectors projected, and kept for the words seen last."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from pipeline.claims.sums import summed
from pipeline.tag.weights import Floats, vectors


class Bank:
    """What each word adds in each of its roles, `size` words at the most; `offset` is what any word adds."""

    def __init__(self, weights: Floats, size: int, offset: Floats | float = 0.0) -> None:
        self._weights, self._size, self._offset = weights, size, offset  # weights are roles x 300 x outputs
        self._row_of = {"": 0}  # row 0 is that of no word
        self._table = np.zeros((size, len(weights), weights.shape[2]), np.float32)
        self.lines = self._table.reshape(-1, weights.shape[2])  # the same, a line for each role of each word

    def rows(self, words: Sequence[str]) -> list[int]:
        """The row of each of some words; those of earlier calls may be others' by now."""
        if len(self._row_of) + len(words) >= self._size:
            self._row_of = {"": 0}
        row_of = self._row_of
        try:
            return [row_of[word] for word in words]
        except KeyError:
            self._learn([word for word in dict.fromkeys(words) if word not in row_of])
            return [row_of[word] for word in words]

    def sums(self, rows: Sequence[Sequence[str]]) -> Floats:
        """What some words add together, in each row one for each role."""
        roles = len(self._weights)
        found = np.array(self.rows([*chain.from_iterable(rows)]), np.int64).reshape(len(rows), roles)
        return summed(self.lines, found * roles + np.arange(roles))

    def _learn(self, new: Sequence[str]) -> None:
        """Each word is projected by itself, so that it is the same to the last bit in any company."""
        first = len(self._row_of)
        self._table[first : first + len(new)] = (vectors(new)[:, None, None] @ self._weights)[:, :, 0] + self._offset
        self._row_of.update(zip(new, range(first, first + len(new)), strict=True))
