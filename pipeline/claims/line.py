"""What the rules ask of a sentence, found once for all of its numbers: its words, its finite verbs, its clauses.

What a rule looks for is seldom in a sentence at all, and then need not be looked for token by token.
"""

from __future__ import annotations

from pipeline.claims.clauses import FINITE, Clause, clauses
from pipeline.claims.syntax import is_finite
from pipeline.document import Doc, Sentence
from pipeline.lazy import lazy
from pipeline.recent import remembered


class Line:
    """A sentence, or the part of an endless one that is looked at."""

    def __init__(self, doc: Doc, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = doc.tokens[sentence.first : sentence.last]

    @lazy
    def norms(self) -> frozenset[str]:
        """The norms of its tokens."""
        return frozenset([token.norm for token in self.tokens])

    @lazy
    def lemmas(self) -> frozenset[str]:
        """Their lemmas, as `syntax.lemma` has them."""
        return frozenset([token.lemma.replace("ё", "е") for token in self.tokens])

    @lazy
    def finite(self) -> list[bool]:
        """Which of its tokens are finite verbs."""
        return [token.pos in FINITE and is_finite(token) for token in self.tokens]

    @lazy
    def clauses(self) -> list[Clause]:
        """The clause of each of its tokens."""
        return clauses(self.tokens, self.finite, self.sentence.first)


def line(doc: Doc, index: int) -> Line:
    """A sentence of the document, by number."""
    known = _lines(doc)
    found = known.get(index)
    if found is None:
        found = known[index] = Line(doc, doc.sentences[index])
    return found


@remembered
def _lines(doc: Doc) -> dict[int, Line]:
    """Those that have been asked for, by number."""
    return {}
