"""The first convolution, two thirds of the work, as a table: what each distinct word adds to itself and its neighbours.

A convolution of width 3 over embeddings is a sum of three projections of three words. They depend on the word alone,
so each is computed once and kept, bounded in memory; a row of the sum costs three look-ups.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

from pipeline.tag.weights import Weights

CAPACITY = 16_384  # words; 9 kB each
CHUNK = 256  # words projected at a time
UNKNOWN = "<unk>"
Rows = npt.NDArray[np.int64]


class Projections:
    """Rows of the table for words; row 0 is the blank one between sentences.

    A row is computed in float64 and rounded, so that it does not depend on which words are computed beside it (a
    float32 product does, in its last bit): the same article gets the same tags in any batch.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._first = weights.first.astype(np.float64)
        models, size = weights.first_bias.shape
        # what a word adds to the row after it, its own, and the row before it
        self.after, self.own, self.before = (np.zeros((CAPACITY, models * size), np.float32) for _ in range(3))
        self._row_of: dict[int, int] = {}
        self._uses = np.zeros(CAPACITY, np.int64)
        self._word_key = lru_cache(maxsize=2**16)(self._key)

    def rows(self, words: list[str]) -> Rows:
        """The table row of each word (at most CAPACITY / 4 words); rows handed out before may have moved."""
        keys, inverse, counts = np.unique(
            np.fromiter(map(self._word_key, words), np.int64, len(words)),
            return_inverse=True,
            return_counts=True,
        )
        missing = [key for key in keys.tolist() if key not in self._row_of]
        if len(self._row_of) + len(missing) >= CAPACITY:
            self._forget(set(keys.tolist()))
            missing = [key for key in keys.tolist() if key not in self._row_of]
        for begin in range(0, len(missing), CHUNK):
            self._add(missing[begin : begin + CHUNK])
        rows = np.fromiter((self._row_of[key] for key in keys.tolist()), np.int64, len(keys))
        self._uses[rows] += counts
        return rows[inverse]

    def _key(self, word: str) -> int:
        """Word and shape as one integer, as slovnet encodes them."""
        words, shapes = self._weights.word_ids, self._weights.shape_ids
        return words.get(word.lower(), words[UNKNOWN]) * len(shapes) + shapes[word_shape(word)]

    def _add(self, keys: list[int]) -> None:
        words, shapes = np.divmod(np.array(keys, np.int64), len(self._weights.shape_ids))
        start = len(self._row_of) + 1
        rows = slice(start, start + len(keys))
        vectors = self._weights.embedding.vectors(words)
        for model, bias in enumerate(self._weights.first_bias):
            inputs = np.concatenate((vectors, self._weights.embedding.shapes[model][shapes]), axis=1)
            shares = inputs.astype(np.float64) @ self._first[model].T
            columns = slice(model * len(bias), (model + 1) * len(bias))
            self.before[rows, columns] = shares[:, 2 * len(bias) :]
            self.own[rows, columns] = shares[:, len(bias) : 2 * len(bias)] + bias
            self.after[rows, columns] = shares[:, : len(bias)]
        self._row_of.update(zip(keys, range(start, start + len(keys)), strict=True))

    def _forget(self, needed: set[int]) -> None:
        """Keeps the more used half and what is needed now."""
        keys = list(self._row_of)
        by_use = sorted(
            keys,
            key=lambda key: (key not in needed, -self._uses[self._row_of[key]], key),
        )
        kept = by_use[: CAPACITY // 2]
        old = np.array([self._row_of[key] for key in kept])
        for table in (self.after, self.own, self.before):
            table[1 : len(kept) + 1] = table[old]
        self._uses[1 : len(kept) + 1] = self._uses[old] // 2
        self._uses[len(kept) + 1 :] = 0
        self._row_of = {key: row for row, key in enumerate(kept, 1)}
