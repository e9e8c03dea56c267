"""The first convolution, two thirds of the work, as a table: what each distinct word adds to itself and its neighbours.

A convolution of width 3 over embeddings is a sum of three projections of three words. They depend on the word alone,
so each is computed once and kept, bounded in memory; a row of the sum costs three look-ups.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

from pipeline.tag.weights import Floats, Weights

CAPACITY = 16_384  # words; 9 kB each
CHUNK = 192  # words projected at a time
UNKNOWN = "<unk>"
NOT_WORD = re.compile("[ \u00a0\u2007\u2009\u202f\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300\u0301]")
Rows = npt.NDArray[np.int64]


class Projections:
    """Rows of the table for words; row 0 is the blank one between sentences.

    The same word has the same row to the last bit, whichever words are computed beside it, so that an article gets
    the same tags in any batch: see `steady_places`.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._places = steady_places(weights.first[0])
        models, size = weights.first_bias.shape
        # what a word adds to the row after it, its own, and the row before it
        self.after, self.own, self.before = (np.zeros((CAPACITY, models * size), np.float32) for _ in range(3))
        self._row_of: dict[int, int] = {}
        self._uses = np.zeros(CAPACITY, np.int64)
        self._word_key = lru_cache(maxsize=2**16)(self._key)  # by token: most are frequent ones

    def rows(self, words: list[str]) -> Rows:
        """The table row of each word (at most CAPACITY / 4 words); rows handed out before may have moved."""
        keys, inverse, counts = np.unique(
            np.fromiter(map(self._word_key, words), np.int64, len(words)),
            return_inverse=True,
            return_counts=True,
        )
        missing = [key for key in keys.tolist() if key not in self._row_of]
        if len(self._row_of) + len(missing) >= CAPACITY:
            self._forget(keys)
            missing = [key for key in keys.tolist() if key not in self._row_of]
        for begin in range(0, len(missing), len(self._places)):
            self._add(missing[begin : begin + len(self._places)])
        rows = np.fromiter((self._row_of[key] for key in keys.tolist()), np.int64, len(keys))
        self._uses[rows] += counts
        return rows[inverse]

    def _key(self, text: str) -> int:
        """Word and shape as one integer, as slovnet encodes them."""
        words, shapes = self._weights.word_ids, self._weights.shape_ids
        word = model_word(text, words)
        return words.get(word.lower(), words[UNKNOWN]) * len(shapes) + shapes[word_shape(word)]

    def _add(self, keys: list[int]) -> None:
        words, shapes = np.divmod(np.array(keys, np.int64), len(self._weights.shape_ids))
        start = len(self._row_of) + 1
        rows, places = slice(start, start + len(keys)), self._places[: len(keys)]
        vectors = self._weights.embedding.vectors(words)
        inputs = np.zeros((CHUNK, self._weights.first.shape[2]), np.float32)
        inputs[places, : vectors.shape[1]] = vectors
        for model, bias in enumerate(self._weights.first_bias):
            inputs[places, vectors.shape[1] :] = self._weights.embedding.shapes[model][shapes]
            shares = (self._weights.first[model] @ inputs.T)[:, places].T
            columns = slice(model * len(bias), (model + 1) * len(bias))
            self.before[rows, columns] = shares[:, 2 * len(bias) :]
            self.own[rows, columns] = shares[:, len(bias) : 2 * len(bias)] + bias
            self.after[rows, columns] = shares[:, : len(bias)]
        self._row_of.update(zip(keys, range(start, start + len(keys)), strict=True))

    def _forget(self, needed: npt.NDArray[np.int64]) -> None:
        """Keeps the more used half and what is needed now."""
        keys = np.fromiter(self._row_of, np.int64, len(self._row_of))
        rows = np.fromiter(self._row_of.values(), np.int64, len(self._row_of))
        order = np.lexsort((keys, -self._uses[rows], ~np.isin(keys, needed)))[: CAPACITY // 2]
        kept, count = rows[order], len(order)
        for table in (self.after, self.own, self.before):
            table[1 : count + 1] = table[kept]
        self._uses[1 : count + 1] = self._uses[kept] // 2
        self._uses[count + 1 :] = 0
        self._row_of = dict(zip(keys[order].tolist(), range(1, count + 1), strict=True))


def model_word(text: str, known: Container[str]) -> str:
    """A token as the models know words: composed, without the blanks of a grouped number and invisible marks.

    Few of the embedding's words have `ё`: `утверждённой` is looked up as `утвержденной`.
    """
    word = NOT_WORD.sub("", unicodedata.normalize("NFC", text)) or text
    return word if word.lower() in known else word.replace("ё", "е").replace("Ё", "Е")


def steady_places(weight: Floats) -> Rows:
    """Places among CHUNK at which this machine's BLAS gives the same vector the same product, to the last bit.

    A product sums in another order at the edges of its tiles. All places but a few are alike; words go there only.
    """
    probe = np.sin(np.arange(weight.shape[1], dtype=np.float32))
    products = (weight @ np.tile(probe, (CHUNK, 1)).T).T
    _, group, sizes = np.unique(products, axis=0, return_inverse=True, return_counts=True)
    return np.flatnonzero(group == sizes.argmax())
