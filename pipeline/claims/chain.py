"""Verbs in a row: the full verb after one that only lends it a mood, the first of several side by side."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import is_attribute, is_finite, is_short_participle, is_verb, verb_lemma
from pipeline.document import Doc

LONGEST = 5  # verbs in a row
STRESSING = frozenset(("даже", "также", "затем", "потом"))


def full_verb(doc: Doc, verb: int, frame: Frame) -> int:
    """`может составлять`, `предстоит закачать`: the full verb after a modal one."""
    if verb_lemma(doc.tokens[verb]) not in vocabulary.words("modal_verbs"):
        return verb + 1 if _lends(doc, verb, frame) else verb
    for i in range(verb + 1, min(verb + 6, frame.sentence.last)):
        token = doc.tokens[i]
        passive = i + 1 < frame.sentence.last and is_short_participle(doc.tokens[i + 1])  # может быть [включена]
        if token.feat("VerbForm") == "Inf" and token.pos in ("VERB", "AUX") and not passive:
            return i
        if is_finite(token) and any(t.text == "," for t in doc.tokens[verb:i]):
            break  # жертвами [стали] сто человек, пострадали двести
        if is_verb(token) and not is_attribute(token):
            return i
    return verb


def _lends(doc: Doc, verb: int, frame: Frame) -> bool:
    """`из них 100 планируется [направить] в село`: what is counted is the object of the infinitive."""
    word, following = verb_lemma(doc.tokens[verb]), doc.tokens[verb + 1 : min(verb + 2, frame.sentence.last)]
    wished = word in vocabulary.words("plan_words") and word.endswith("ся")
    return wished and verb > frame.first and any(t.feat("VerbForm") == "Inf" for t in following)


def first_of_pair(doc: Doc, verb: int) -> int:
    """`построено и оборудовано 11 объектов`, `собрали, взвесили и даже сдали 5 тонн`: the first of verbs that are
    coordinated side by side."""
    joined = False
    for _ in range(LONGEST):
        mark = verb - 1 - (doc.tokens[verb - 1].norm in STRESSING)
        joins = mark > 0 and (doc.tokens[mark].norm in ("и", "или") or (joined and doc.tokens[mark].text == ","))
        if not joins or not is_verb(doc.tokens[mark - 1]) or is_attribute(doc.tokens[mark - 1]):
            break
        verb, joined = mark - 1, True
    return verb
