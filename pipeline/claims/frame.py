"""A number in its sentence: its tokens, the preposition before it, the stretch between marks it stands in."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline.claims.clauses import Clause
from pipeline.claims.line import Line, line
from pipeline.claims.syntax import DASHES, covering, window
from pipeline.document import Doc, Number, Sentence, Token
from pipeline.lazy import lazy

MARKS = frozenset((",", ";", ":", "(", ")", "[", "]", "!", "?", "…", "...")) | (DASHES - {"−"})
PREPOSITIONS = frozenset(("на", "до", "с", "со", "от", "в", "во", "против", "из", "за", "по", "при", "к"))
PARTICLES = frozenset(("еще", "всего", "лишь", "только", "уже", "почти"))
PASSED = PARTICLES | {"нескольких"}  # до [нескольких] сотен метров
COMPARATIVES = frozenset(
    ("больше", "более", "выше", "дороже", "длиннее", "чаще", "меньше", "менее", "ниже", "дешевле", "короче", "реже")
)


@dataclass(frozen=True)
class Frame:
    """`first:last` are the tokens of the number, `left:right` the stretch between marks around it."""

    doc: Doc
    number: Number
    first: int
    last: int

    @lazy
    def sentence(self) -> Sentence:
        """The sentence around the number, clipped where it is endless."""
        return window(self.doc, self.first)

    @lazy
    def index(self) -> int:
        """Which sentence of the document it is."""
        return self.doc.tokens[self.first].sent

    @lazy
    def norms(self) -> frozenset[str]:
        """The norms of the whole sentence, however endless."""
        return line(self.doc, self.index).norms

    @lazy
    def lemmas(self) -> frozenset[str]:
        return line(self.doc, self.index).lemmas

    @lazy
    def left(self) -> int:
        return self.stretch_start(self.first)

    def stretch_start(self, stop: int) -> int:
        """Where the stretch between marks begins that ends before token `stop`."""
        while stop > self.sentence.first and not self.is_mark(stop - 1):
            stop -= 1
        return stop

    @lazy
    def right(self) -> int:
        i = self.last
        while i < self.sentence.last and not self.is_mark(i):
            i += 1
        return i

    @lazy
    def bracket(self) -> int:
        """Index of the bracket that opens before the number and is still open, -1 where there is none."""
        depth = 0
        for i in range(self.first - 1, self.sentence.first - 1, -1):
            text = self.doc.tokens[i].text
            depth += (text == ")") - (text == "(")
            if depth < 0:
                return i if self._is_closed else -1
        return -1

    @property
    def _is_closed(self) -> bool:
        """Whether a bracket open at the number closes after it, or the sentence ends before: not `(а (б) – 5 (6).`"""
        depth = 0
        for i in range(self.last, self.sentence.last):
            depth += (self.doc.tokens[i].text == "(") - (self.doc.tokens[i].text == ")")
            if depth < 0:
                return True
        return not any(self.doc.tokens[i].text == ")" for i in range(self.sentence.first, self.first))

    @lazy
    def _line(self) -> Line:
        whole = line(self.doc, self.index)
        return whole if self.sentence is whole.sentence else Line(self.doc, self.sentence)

    def has_finite(self, first: int, last: int) -> bool:
        """Whether tokens `first:last` have a finite verb, as far as the sentence is looked at."""
        begin = self.sentence.first
        return any(self._line.finite[max(0, first - begin) : max(0, last - begin)])

    @property
    def clause(self) -> Clause:
        """The clause of the number."""
        return self._line.clauses[self.first - self.sentence.first]

    def clause_at(self, index: int) -> Clause:
        """The clause of a token of the sentence."""
        return self._line.clauses[index - self.sentence.first]

    @lazy
    def above(self) -> dict[int, int]:
        """The number's own head in the tree and what is above it, with how far."""
        tokens, found = self.doc.tokens, dict[int, int]()
        outside = [i for i in range(self.first, self.last) if not self.first <= tokens[i].head < self.last]
        at = (outside or [self.first])[-1]
        while at >= 0 and at not in found and len(found) < 12:
            found[at] = len(found)
            at = tokens[at].head
        return found

    @lazy
    def preposition(self) -> str:
        """The preposition that governs the number: in its span (`почти на 30`) or before it; empty if none."""
        tokens = self.doc.tokens
        for i in range(self.last - 1, self.first - 1, -1):
            if tokens[i].norm in PREPOSITIONS and not self._of_fraction(i):
                if self.number.comparison == "range":
                    break
                return tokens[i].norm
        before = self.first - 1
        floor = max(self.left, self.first - 3)  # с [нынешних] 250 до 400
        while before >= floor and (tokens[before].norm in PASSED or tokens[before].pos in ("ADJ", "DET")):
            before -= 1
        return tokens[before].norm if before >= self.left and tokens[before].pos == "ADP" else ""

    def _of_fraction(self, index: int) -> bool:
        """`два [с] половиной`, `сто [с] лишним`."""
        return index > self.first and self.doc.tokens[index].norm == "с"

    @lazy
    def joined(self) -> bool:
        """`58 тонн удобрений, [а также] 5 тонн топлива`: words that join the number to the one before."""
        return any(t.norm == "также" for t in self.doc.tokens[self.left : self.first])

    def is_mark(self, index: int) -> bool:
        """A mark that parts clauses or their members; a full stop only where a new sentence was not seen."""
        tokens, text = self.doc.tokens, self.doc.tokens[index].text
        if text == "." and index + 1 < len(tokens):
            parts = tokens[index + 1].text[:1].isupper() and tokens[index + 1].pos != "PROPN"
        else:
            parts = text in MARKS
        return parts and covering(self.doc.numbers, tokens[index].start) < 0


def frame(doc: Doc, number: Number) -> Frame:
    """The frame of a number; an empty token range becomes the token at its start."""
    found = doc.token_range(number.start, number.stop)
    first = min(found.start, max(0, len(doc.tokens) - 1))
    return Frame(doc, number, first, max(found.stop, first + 1))


def climb(tokens: Sequence[Token], i: int, ends: Container[int], most: int) -> tuple[int, int]:
    """Up the tree from a token to one of the ends, `most` steps at the most: where that leads, and in how many."""
    steps = 0
    while i >= 0 and i not in ends and steps < most:
        i, steps = tokens[i].head, steps + 1
    return i, steps
