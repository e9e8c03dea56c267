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
TAPS = 3
CHUNKS = (48, 96, 192, 384)  # words projected at a time
FREED = 1 / 16  # of the table, when it is full
FADED = 1 / 32  # of the uses of the words that are kept
UNKNOWN = "<unk>"
NOT_WORD = re.compile("[ \u00a0\u2007\u2009\u202f\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300\u0301]")
Rows = npt.NDArray[np.int64]


class Projections:
    """Rows of the table for words; row 0 is the blank one around sentences.

    The same word has the same row to the last bit, whichever words are computed beside it, so that an article gets
    the same tags in any batch: see `steady_places`.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._of_word, self._of_shape = _by_tap(weights)
        self._places = steady_places(self._of_word)
        # what a word adds to the row after it, its own, and the row before it
        self.after, self.own, self.before = (np.zeros((CAPACITY, weights.first_bias.size), np.float32) for _ in "012")
        self._row_of: dict[int, int] = {}
        self._free = list(range(CAPACITY - 1, 0, -1))
        self._uses, self._last, self._turn = np.zeros(CAPACITY), np.zeros(CAPACITY, np.int64), 0
        self._word_key = lru_cache(maxsize=2**16)(self._key)  # by token: most are frequent ones

    def rows(self, words: list[str]) -> Rows:
        """The table row of each word (at most CAPACITY / 4 words); rows handed out before may be other words' now."""
        keys, inverse, counts = np.unique(
            np.fromiter(map(self._word_key, words), np.int64, len(words)),
            return_inverse=True,
            return_counts=True,
        )
        self._turn += 1
        rows = np.fromiter((self._row_of.get(key, 0) for key in keys.tolist()), np.int64, len(keys))
        self._last[rows] = self._turn
        missing = np.flatnonzero(rows == 0)
        if len(missing) > len(self._free):
            self._forget(len(missing))
        rows[missing] = self._add(keys[missing])
        self._uses[rows] += counts
        self._last[rows] = self._turn
        return rows[inverse]

    def _key(self, text: str) -> int:
        """Word and shape as one integer, as slovnet encodes them."""
        words, shapes = self._weights.word_ids, self._weights.shape_ids
        word = model_word(text, words)
        return words.get(word.lower(), words[UNKNOWN]) * len(shapes) + shapes[word_shape(word)]

    def _add(self, keys: Rows) -> Rows:
        rows = np.array([self._free.pop() for _ in keys], np.int64)
        self._row_of.update(zip(keys.tolist(), rows.tolist(), strict=True))
        self._uses[rows] = 0
        begin = 0
        while begin < len(keys):
            chunk, places = self._chunk(len(keys) - begin)
            part = slice(begin, begin + len(places))
            self._project(keys[part], rows[part], chunk, places)
            begin += len(places)
        return rows

    def _chunk(self, words: int) -> tuple[int, Rows]:
        """The smallest chunk that has places for so many words, or the largest."""
        fitting = (size for size, places in self._places.items() if len(places) >= words)
        size = next(fitting, max(self._places))
        return size, self._places[size]

    def _project(self, keys: Rows, rows: Rows, chunk: int, places: Rows) -> None:
        words, shapes = np.divmod(keys, len(self._weights.shape_ids))
        places = places[: len(keys)]
        inputs = np.zeros((chunk, self._of_word.shape[1]), np.float32)
        inputs[places] = self._weights.embedding.vectors(words)
        shares = (self._of_word @ inputs.T).reshape(TAPS, -1, chunk)
        for tap, table in enumerate((self.after, self.own, self.before)):
            table[rows] = shares[tap].T[places] + self._of_shape[tap, shapes]

    def _forget(self, wanted: int) -> None:
        """Frees rows that were used seldom and long ago, and not in this turn."""
        keys = np.fromiter(self._row_of, np.int64, len(self._row_of))
        rows = np.fromiter(self._row_of.values(), np.int64, len(self._row_of))
        idle = np.flatnonzero(self._last[rows] < self._turn)
        number = min(max(wanted - len(self._free), int(FREED * CAPACITY)), len(idle))
        value = self._uses[rows[idle]] + self._last[rows[idle]] / self._turn  # of equally frequent words the last
        gone = idle[np.argpartition(value, number - 1)[:number]]
        for key in keys[gone].tolist():
            self._free.append(self._row_of.pop(key))
        self._uses *= 1 - FADED


def _by_tap(weights: Weights) -> tuple[Floats, Floats]:
    """Weights of the first convolution for word vectors, (taps models out) x 300, and what a shape adds by itself with
    the bias, taps x shapes x (models out)."""
    models, size = weights.first_bias.shape
    taps = weights.first.reshape(models, TAPS, size, -1).transpose(1, 0, 2, 3)
    vector = taps.shape[-1] - weights.embedding.shapes.shape[-1]
    of_word = np.ascontiguousarray(taps[..., :vector].reshape(TAPS * models * size, vector))
    # taps x models x shapes x out
    of_shape = weights.embedding.shapes @ taps[..., vector:].swapaxes(-1, -2)
    of_shape[1] += weights.first_bias[:, None]
    return of_word, of_shape.swapaxes(1, 2).reshape(TAPS, -1, models * size)


def model_word(text: str, known: Container[str]) -> str:
    """A token as the models know words: composed, without the blanks of a grouped number and invisible marks.

    Few of the embedding's words have `ё`: `утверждённой` is looked up as `утвержденной`.
    """
    if text.isalpha() and text.lower() in known:  # most are: nothing to compose, nothing to take away
        return text
    word = NOT_WORD.sub("", unicodedata.normalize("NFC", text)) or text
    return word if word.lower() in known else word.replace("ё", "е").replace("Ё", "Е")


def steady_places(weight: Floats) -> dict[int, Rows]:
    """By size of a chunk, the places in it at which this machine's BLAS gives the same vector the same product, to the
    last bit.

    A product sums in another order at the edges of its tiles. All places but a few are alike, in chunks of any size;
    words go there only.
    """
    probe = np.sin(np.arange(weight.shape[1], dtype=np.float32))
    products = {size: (weight @ np.tile(probe, (size, 1)).T).T for size in CHUNKS}
    forms, counts = np.unique(products[CHUNKS[-1]], axis=0, return_counts=True)
    usual = forms[counts.argmax()]
    places = {size: np.flatnonzero((found == usual).all(1)) for size, found in products.items()}
    return {size: found for size, found in places.items() if len(found)}
