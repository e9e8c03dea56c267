"""The words of an embedding by number, in a tenth of the memory of a dictionary."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

CHUNK = 32  # words that stand in one text


class Words:
    """Numbers words as they stand in a list, which is sorted but for its last ones, `<unk>` and `<pad>`.

    Of 250,000 words a dictionary takes half a million objects and 55 MB, which is better used to remember what
    the models made of words; a look-up here takes a microsecond.
    """

    def __init__(self, words: Sequence[str]) -> None:
        ordered = next((i for i, (a, b) in enumerate(pairwise(words), 1) if a >= b), len(words))
        begins = range(0, ordered, CHUNK)
        self._firsts = [words[begin] for begin in begins]
        self._chunks = ["\n".join(("", *words[begin : min(begin + CHUNK, ordered)], "")) for begin in begins]
        self._others = {word: number for number, word in enumerate(words[ordered:], ordered)}

    def get(self, word: str, default: int = -1) -> int:
        """The number of a word, `default` where it is none of these."""
        chunk = bisect_right(self._firsts, word) - 1
        if chunk >= 0 and "\n" not in word:
            text = self._chunks[chunk]
            place = text.find(f"\n{word}\n")
            if place >= 0:
                return CHUNK * chunk + text.count("\n", 0, place)
        return self._others.get(word, default)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word) >= 0

    def __getitem__(self, word: str) -> int:
        number = self.get(word)
        if number < 0:
            raise KeyError(word)
        return number
