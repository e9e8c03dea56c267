"""Which words a sentence has: what a rule looks for is seldom there, and then need not be looked for token by token."""

from __future__ import annotations

from pipeline.claims.syntax import lemma
from pipeline.document import Doc, Sentence
from pipeline.recent import remembered


@remembered
def norms_of(doc: Doc, sentence: Sentence) -> frozenset[str]:
    """The norms of the tokens of a sentence."""
    return frozenset([token.norm for token in doc.tokens[sentence.first : sentence.last]])


@remembered
def lemmas_of(doc: Doc, sentence: Sentence) -> frozenset[str]:
    """Their lemmas, as `lemma` has them."""
    return frozenset(map(lemma, doc.tokens[sentence.first : sentence.last]))
