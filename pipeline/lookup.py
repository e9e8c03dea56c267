"""Where the words of a document stand: a vocabulary is looked up among its words, not each token in the vocabulary.

Of some 600 tokens 350 are different words, and hardly any is in a given vocabulary. A dozen rules ask for all tokens of
one: to intersect the words with it takes each of them a hundredth of a walk over the tokens.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from pipeline.document import Doc
from pipeline.recent import remembered


@dataclass(frozen=True, slots=True)
class Lookup:
    """Indexes of tokens, in order: by norm, by lemma (with plain hyphens), and those that begin with a capital."""

    norms: dict[str, list[int]]
    lemmas: dict[str, list[int]]
    capitals: tuple[int, ...]

    def with_norms(self, wanted: Set[str]) -> list[int]:
        """Tokens, in order, whose norms are among these."""
        return sorted(i for word in self.norms.keys() & wanted for i in self.norms[word])

    def with_lemmas(self, wanted: Set[str]) -> list[int]:
        """Tokens, in order, whose lemmas are among these."""
        return sorted(i for word in self.lemmas.keys() & wanted for i in self.lemmas[word])


@remembered
def lookup(doc: Doc) -> Lookup:
    norms: dict[str, list[int]] = {}
    lemmas: dict[str, list[int]] = {}
    capitals = []
    for i, token in enumerate(doc.tokens):
        norm, lemma = token.norm, token.lemma
        if norm in norms:
            norms[norm].append(i)
        else:
            norms[norm] = [i]
        if lemma in lemmas:
            lemmas[lemma].append(i)
        else:
            lemmas[lemma] = [i]
        if token.text[0].isupper():
            capitals.append(i)
    for lemma in [lemma for lemma in lemmas if "–" in lemma or "‑" in lemma]:
        lemmas.setdefault(lemma.replace("–", "-").replace("‑", "-"), []).extend(lemmas[lemma])
    return Lookup(norms, lemmas, tuple(capitals))
