"""What the rules look at: a document, its numerals and its expressions of time, with small questions about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Comparison, Doc, Mention, Number, NumberKind, Token
from pipeline.frozen import frozen
from pipeline.morph import parses
from pipeline.normal_forms import is_form_of
from pipeline.numbers.numeral import Numeral
from pipeline.times.calendar import Expression


@frozen
class Scan:
    """`starting` finds a numeral by its first token, `ending` by its last, `expressions` the time it belongs to."""

    doc: Doc
    numerals: Sequence[Numeral]
    starting: dict[int, int]
    ending: dict[int, Numeral]
    expressions: dict[int, Expression]
    persons: tuple[Mention, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.doc.tokens

    def norm(self, i: int) -> str:
        """Form of token `i` for comparison; empty outside of the text."""
        tokens = self.doc.tokens
        return tokens[i].norm if 0 <= i < len(tokens) else ""

    def same_sentence(self, i: int, j: int) -> bool:
        tokens = self.doc.tokens
        return 0 <= i < len(tokens) and 0 <= j < len(tokens) and tokens[i].sent == tokens[j].sent

    def text(self, first: int, last: int) -> str:
        """Tokens `first:last` as they stand in the text."""
        return self.doc.text[self.doc.tokens[first].start : self.doc.tokens[last - 1].stop]

    def numeral_at(self, i: int) -> Numeral | None:
        """The numeral that begins at token `i`."""
        return self.numerals[self.starting[i]] if i in self.starting else None

    def following(self, i: int) -> Token | None:
        """Token `i` where it goes on with the sentence of the token before it."""
        return self.doc.tokens[i] if self.same_sentence(i, i - 1) else None

    def in_time(self, numeral: Numeral) -> bool:
        """Whether the numeral belongs to a date or another expression of time."""
        return numeral.first in self.expressions

    def number(
        self, kind: NumberKind, first: int, last: int, rule: str, value: Decimal | None = None, unit: str = ""
    ) -> Number:
        """A number over tokens `first:last`, exact if it has a value."""
        start, stop = self.doc.tokens[first].start, self.doc.tokens[last - 1].stop
        return Number(start, stop, kind, "=", value, value, value, unit, rule=rule)


def compared(number: Number, comparison: Comparison) -> Number:
    """The number with a modifier applied: `более 3` is open above, `до 4` below."""
    low = None if comparison in ("<", "<=") else number.value
    high = None if comparison in (">", ">=") else number.value
    return replace(number, comparison=comparison, low=low, high=high)


def ranged(number: Number, low: Decimal, high: Decimal) -> Number:
    """The number as the range from `low` to `high`."""
    return replace(number, comparison="range", value=None, low=low, high=high)


def is_animate(token: Token) -> bool:
    """Whether the word names a living being."""
    return token.feat("Animacy") == "Anim" or bool(parses(token.norm) and "anim" in parses(token.norm)[0].tag)


def is_one_of(token: Token, name: str) -> bool:
    """Whether the word, in any form, is an entry of vocabulary `name`."""
    words = vocabulary.words(name)
    return token.norm in words or token.lemma in words or is_form_of(token.norm, words, 3)
