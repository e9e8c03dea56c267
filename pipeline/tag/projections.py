"""The first convolution, two thirds of the work, as a table: what each distinct word adds to itself and its neighbours.

A convolution of width 3 over embeddings is a sum of three projections of three words. They depend on the word alone,
so each is computed once and kept, bounded in memory; a row of the sum costs three look-ups.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container
from functools import lru_cache
from itertools import repeat

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

from pipeline.tag.space import Space
from pipeline.tag.weights import Floats, Weights, weights

CAPACITY = 16_384  # words; 9 kB each
TAPS = 3
CHUNKS = range(32, 321, 16)  # words projected at a time
TURNED = 128  # of their numbers: what is read and written then stays in the processor's cache
FREED = 1 / 16  # of the table, when it is full
FADED = 1 / 128  # of the uses of the words that are kept
NOT_WORD = re.compile("[ \u00a0\u2007\u2009\u202f\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u0300\u0301]")
PLAIN = re.compile("[А-Я][а-я]+|[а-я]{2,}")
Rows = npt.NDArray[np.int64]


class SteadyPlaces:
    """The places in a chunk at which this machine's BLAS gives the same vector the same product, to the last bit.

    A product sums in another order at the edges of its tiles. All places but a few are alike, in chunks of any size;
    words go there only.
    """

    def __init__(self, weight: Floats) -> None:
        self._weight, self._found = weight, dict[int, Rows]()
        self._usual = Counter(self._products(CHUNKS[-1])).most_common(1)[0][0]

    def chunk(self, words: int) -> tuple[int, Rows]:
        """The smallest chunk that has places for so many words, or the largest, and its places."""
        fitting = (size for size in CHUNKS if size >= words and len(self._of(size)) >= words)
        size = next(fitting, CHUNKS[-1])
        return size, self._of(size)

    def _of(self, size: int) -> Rows:
        if size not in self._found:
            self._found[size] = np.flatnonzero([product == self._usual for product in self._products(size)])
        return self._found[size]

    def _products(self, size: int) -> list[bytes]:
        probe = np.sin(np.arange(self._weight.shape[1], dtype=np.float32))
        return [row.tobytes() for row in (self._weight @ np.tile(probe, (size, 1)).T).T]


class Projections:
    """Rows of the table for words; row 0 is the blank one around sentences.

    The same word has the same row to the last bit, whichever words are computed beside it, so that an article gets
    the same tags in any batch: see `SteadyPlaces`.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._of_word, self._of_shape = _by_tap(weights)
        self._places = SteadyPlaces(self._of_word)
        # what a word adds to the row after it, to its own, and to the row before it
        self.table = np.zeros((CAPACITY, len(self._of_word)), np.float32)
        self._space = Space()
        self._row_of: dict[int, int] = {}
        self._key_of = np.zeros(CAPACITY, np.int64)
        self._free = list(range(CAPACITY - 1, 0, -1))
        self._uses, self._last, self._turn = np.zeros(CAPACITY), np.zeros(CAPACITY, np.int64), 0

    def rows(self, words: list[str]) -> Rows:
        """The table row of each word (at most CAPACITY / 4 words); rows handed out before may be other words' now."""
        keys = list(map(_key, words))
        self._turn += 1
        found = np.fromiter(map(self._row_of.get, keys, repeat(0)), np.int64, len(keys))
        places = np.flatnonzero(found == 0).tolist()
        if places:
            wanted = [keys[i] for i in places]
            missing = list(dict.fromkeys(wanted))
            self._last[found] = self._turn
            if len(missing) > len(self._free):
                self._forget(len(missing))
            self._add(missing)
            found[places] = [self._row_of[key] for key in wanted]
        self._uses += np.bincount(found, minlength=len(self._uses))
        self._last[found] = self._turn
        return found

    def convolve(self, rows: Rows, out: Floats) -> None:
        """The first convolution of words that have these rows, but for the first and the last, which have no other
        beside them."""
        size = out.shape[1]
        parts, spare = self.table.reshape(-1, size), self._space.take("neighbours", *out.shape)
        parts.take(TAPS * rows[1:-1] + 1, 0, out, "clip")
        out += parts.take(TAPS * rows[:-2], 0, spare, "clip")
        out += parts.take(TAPS * rows[2:] + 2, 0, spare, "clip")

    def _add(self, keys: list[int]) -> None:
        rows = [self._free.pop() for _ in keys]
        self._row_of.update(zip(keys, rows, strict=True))
        self._key_of[rows], self._uses[rows] = keys, 0
        begin = 0
        while begin < len(rows):
            chunk, places = self._places.chunk(len(rows) - begin)
            self._project(np.array(rows[begin : begin + len(places)]), chunk, places)
            begin += len(places)

    def _project(self, rows: Rows, chunk: int, places: Rows) -> None:
        words, shapes = np.divmod(self._key_of[rows], len(self._weights.shape_ids))
        places = places[: len(rows)]
        size, vector = self._of_word.shape
        inputs = self._space.take("vectors", chunk, vector)
        inputs[places] = self._weights.embedding.vectors(words)
        shares = np.matmul(self._of_word, inputs.T, out=self._space.take("shares", size, chunk))
        by_word = self._space.take("by word", chunk, size)
        for begin in range(0, size, TURNED):
            by_word[:, begin : begin + TURNED] = shares[begin : begin + TURNED].T
        for row, place, shape in zip(rows.tolist(), places.tolist(), shapes.tolist(), strict=True):
            np.add(by_word[place], self._of_shape[shape], out=self.table[row])

    def _forget(self, wanted: int) -> None:
        """Frees rows that were used seldom and long ago, and not in this turn."""
        taken = np.fromiter(self._row_of.values(), np.int64, len(self._row_of))
        idle = taken[self._last[taken] < self._turn]
        number = min(max(wanted - len(self._free), int(FREED * CAPACITY)), len(idle))
        value = self._uses[idle] + self._last[idle] / self._turn  # of equally frequent words the last
        for row in np.sort(idle[np.argpartition(value, number - 1)[:number]])[::-1].tolist():
            del self._row_of[int(self._key_of[row])]
            self._free.append(row)
        self._uses *= 1 - FADED


@lru_cache(maxsize=2**15)  # of the module, so that `remembered` can have it forgotten
def _key(text: str) -> int:
    """Word and shape of a token as one integer, as slovnet encodes them."""
    words, shapes = weights().word_ids, weights().shape_ids
    if PLAIN.fullmatch(text):  # most words: as they stand, in one of two shapes
        number, shape = words.get(text.lower(), weights().unknown), "RU_xx" if text.islower() else "RU_Xx"
    else:
        word = model_word(text, words)
        number, shape = words.get(word.lower(), weights().unknown), word_shape(word)
    return number * len(shapes) + shapes[shape]


def _by_tap(weights: Weights) -> tuple[Floats, Floats]:
    """Weights of the first convolution for word vectors, (taps models out) x 300, and what a shape adds by itself with
    the bias, shapes x (taps models out)."""
    models, size = weights.first_bias.shape
    taps = weights.first.reshape(models, TAPS, size, -1).transpose(3, 1, 0, 2)  # in x taps x models x out
    vector = len(taps) - weights.embedding.shapes.shape[-1]
    of_shape = np.einsum("msi,itmo->stmo", weights.embedding.shapes, taps[vector:])
    of_shape[:, 1] += weights.first_bias
    return np.ascontiguousarray(taps[:vector].reshape(vector, -1).T), of_shape.reshape(len(of_shape), -1)


def model_word(text: str, known: Container[str]) -> str:
    """A token as the models know words: composed, without the blanks of a grouped number and invisible marks.

    Few of the embedding's words have `ё`: `утверждённой` is looked up as `утвержденной`.
    """
    word = NOT_WORD.sub("", unicodedata.normalize("NFC", text)) or text
    return word if word.lower() in known else word.replace("ё", "е").replace("Ё", "Е")
