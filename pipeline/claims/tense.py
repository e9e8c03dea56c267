"""What a verb says of time together with its auxiliary."""

from __future__ import annotations

from pipeline.claims.syntax import children, is_future, is_short_participle, is_verb, lemma, verb_lemma
from pipeline.document import Doc, Token


def future(doc: Doc, verb: int) -> bool:
    """Whether a verb, with its auxiliary, is a future."""
    if is_future(doc.tokens[verb]) or will(doc.tokens[verb]):
        return True
    if doc.tokens[verb].feat("VerbForm") == "Inf" and any(will(t) for t in doc.tokens[max(0, verb - 3) : verb]):
        return True
    over = doc.tokens[verb].head if doc.tokens[verb].rel == "conj" else -1
    both = over >= 0 and is_short_participle(doc.tokens[over]) and is_short_participle(doc.tokens[verb])
    also = children(doc, over) if both else ()  # будет построен мост, а также выделено 5 млрд
    return any(will(doc.tokens[c]) for c in (*children(doc, verb), *also))


def will(token: Token) -> bool:
    """`будет построено`, `можно будет купить`."""
    return token.norm in ("будет", "будут", "буду", "будем")


def mood_word(doc: Doc, index: int) -> str:
    """The word as `plan_words.txt` has it: the infinitive of a verb, else the lemma."""
    token = doc.tokens[index]
    return verb_lemma(token) if is_verb(token) and token.pos != "ADJ" else lemma(token)
