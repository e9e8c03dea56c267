"""What kind of institution a word heads."""

from __future__ import annotations

from pipeline.document import Token
from pipeline.entities.lexicon import capital_heads, fold, org_heads


def head_use(token: Token) -> str:
    """`office`, `body`, `firm`, or empty where the word heads no institution's name."""
    if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):  # акимат, which the tagger may not read
        return ""
    lemma = fold(token.lemma)
    return org_heads().get(lemma) or (capital_heads().get(token.norm, "") if token.pos == "PROPN" else "")
