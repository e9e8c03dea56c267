"""What words add to the sums of the small networks: their vectors projected, and kept for the words seen last."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.claims.sums import summed
from pipeline.tag.weights import Floats, vectors


class Bank:
    """What each word adds in the roles that it has been seen in, a line for each, `size` of them at the most.

    Few words are seen in two roles, as verb and as head of an item: what they would add in others is not worked out.
    """

    def __init__(self, weights: Floats, size: int, offset: Floats | float = 0.0) -> None:
        roles, _, outputs = weights.shape  # roles x 300 x outputs
        self._weights = weights
        self._offset = np.broadcast_to(np.asarray(offset, np.float32), (roles, outputs))  # what any word adds
        self.table = np.zeros((size, outputs), np.float32)  # line 0 is that of no word
        self._forget()

    def _forget(self) -> None:
        self._line_of = [{"": 0} for _ in self._weights]
        self._used = 1

    def lines(self, words: Sequence[Sequence[str]]) -> list[list[int]]:
        """The lines of some words for each role; those of earlier calls may be others' by now."""
        if self._used + sum(map(len, words)) > len(self.table):
            self._forget()
        try:
            return self._known(words)
        except KeyError:
            self._learn([
                [word for word in dict.fromkeys(some) if word not in line_of]
                for some, line_of in zip(words, self._line_of, strict=True)
            ])  # fmt: skip
            return self._known(words)

    def _known(self, words: Sequence[Sequence[str]]) -> list[list[int]]:
        return [[line_of[word] for word in some] for some, line_of in zip(words, self._line_of, strict=True)]

    def sums(self, rows: Sequence[Sequence[str]]) -> Floats:
        """What some words add together, in each row one for each role."""
        return summed(self.table, np.array(self.lines([*zip(*rows, strict=True)]), np.int64).T)

    def _learn(self, new: Sequence[Sequence[str]]) -> None:
        """Each word is projected by itself, so that it is the same to the last bit in any company."""
        found = vectors([word for some in new for word in some])[:, None]
        begin = 0
        for role, some in enumerate(new):
            first, end = self._used, begin + len(some)
            self._used += len(some)
            projected = (found[begin:end] @ self._weights[role])[:, 0]
            np.add(projected, self._offset[role], out=self.table[first : self._used])
            self._line_of[role].update(zip(some, range(first, self._used), strict=True))
            begin = end
