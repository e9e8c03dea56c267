"""Tokens as segmentation leaves them, by column: tagging makes each token anew, and to make it once only is faster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from pipeline.document import Token


class Untagged(Sequence[Token]):
    """Tokens without lemma, part of speech and syntax, each made when it is asked for."""

    __slots__ = ("columns",)

    def __init__(
        self, starts: list[int], stops: list[int], texts: list[str], norms: list[str], sents: list[int]
    ) -> None:
        self.columns = starts, stops, texts, norms, sents

    @property
    def texts(self) -> list[str]:
        return self.columns[2]

    @property
    def norms(self) -> list[str]:
        return self.columns[3]

    @classmethod
    def of(cls, tokens: Sequence[Token]) -> Untagged:
        """The same tokens; what else is known of them is left out."""
        if isinstance(tokens, cls):
            return tokens
        return cls(
            [t.start for t in tokens], [t.stop for t in tokens], [t.text for t in tokens], [t.norm for t in tokens],
            [t.sent for t in tokens],
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Untagged: ...
    def __getitem__(self, at: int | slice) -> Token | Untagged:
        starts, stops, texts, norms, sents = self.columns
        if isinstance(at, slice):
            return Untagged(starts[at], stops[at], texts[at], norms[at], sents[at])
        return Token(starts[at], stops[at], texts[at], norms[at], sents[at])

    def __iter__(self) -> Iterator[Token]:
        return map(Token, *self.columns)
