"""Where the words of a document stand: a vocabulary is looked up among its words, not each token in the vocabulary.

Of some 600 tokens 350 are different words, and hardly any is in a given vocabulary. A dozen rules ask for all tokens of
one: to intersect the words with it takes each of them a hundredth of a walk over the tokens.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from pipeline.document import Doc, Mention, Name
from pipeline.recent import remembered


@dataclass(frozen=True, slots=True)
class Lookup:
    """Indexes of tokens, in order: by norm, by lemma (with plain hyphens), and those that begin with a capital.

    `others` are the norms that are not all letters: figures, marks, words with a hyphen; `line` has all norms, each
    behind a blank.
    """

    norms: dict[str, list[int]]
    lemmas: dict[str, list[int]]
    capitals: tuple[int, ...]
    others: tuple[str, ...]
    line: str

    def with_norms(self, wanted: Set[str]) -> list[int]:
        """Tokens, in order, whose norms are among these."""
        return _positions(self.norms, wanted)

    def with_lemmas(self, wanted: Set[str]) -> list[int]:
        """Tokens, in order, whose lemmas are among these."""
        return _positions(self.lemmas, wanted)

    def with_stems(self, stems: tuple[str, ...]) -> list[int]:
        """Tokens, in order, whose norms begin with one of these."""
        if not any(f" {stem}" in self.line for stem in stems):  # as in most articles
            return []
        return sorted([i for norm, places in self.norms.items() if norm.startswith(stems) for i in places])


def _positions(index: dict[str, list[int]], wanted: Set[str]) -> list[int]:
    if isinstance(wanted, frozenset) and len(wanted) > len(index):  # `&` would walk over all that is wanted
        words: Set[str] = wanted.intersection(index)
    else:
        words = index.keys() & wanted
    return sorted([i for word in words for i in index[word]]) if words else []


@remembered
def ranges(doc: Doc, spans: Sequence[Name] | Sequence[Mention]) -> list[range]:
    """The tokens that each name or mention overlaps: four stages ask for those of all."""
    return [doc.token_range(span.start, span.stop) for span in spans]


@remembered
def lookup(doc: Doc) -> Lookup:
    norms: dict[str, list[int]] = {}
    lemmas: dict[str, list[int]] = {}
    for i, token in enumerate(doc.tokens):
        if (same := norms.get(token.norm)) is None:  # a `defaultdict` would take a fifth longer
            norms[token.norm] = [i]
        else:
            same.append(i)
        if (same := lemmas.get(token.lemma)) is None:
            lemmas[token.lemma] = [i]
        else:
            same.append(i)
    for lemma in [lemma for lemma in lemmas if "–" in lemma or "‑" in lemma]:
        lemmas.setdefault(lemma.replace("–", "-").replace("‑", "-"), []).extend(lemmas[lemma])
    capitals = tuple([i for i, token in enumerate(doc.tokens) if token.text[0].isupper()])
    others = tuple([norm for norm in norms if not norm.isalpha()])
    return Lookup(norms, lemmas, capitals, others, " " + " ".join(norms))
