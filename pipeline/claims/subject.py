"""The subject and the object of a verb, also where a pronoun or a participle stands for them."""

from __future__ import annotations

from pipeline.claims.phrase import covering
from pipeline.claims.syntax import is_attribute, is_finite, is_noun, is_verb, lemma
from pipeline.document import Doc, Sentence

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj"))


def subject(doc: Doc, verb: int) -> int:
    """Head of the subject of a verb: by the tree, from the verb it is coordinated with, or by case and order; -1: none."""
    for _ in range(4):
        found = _own(doc, verb)
        if found >= 0:
            return found
        token = doc.tokens[verb]
        if is_attribute(token):
            return _described(doc, verb)
        if token.rel not in ("conj", "advcl", "xcomp", "ccomp") or token.head < 0 or not is_verb(doc.tokens[token.head]):
            break
        if token.rel == "ccomp" and token.feat("VerbForm") != "Inf":
            break
        verb = token.head
    return _by_order(doc, verb)


def object_(doc: Doc, verb: int) -> int:
    """Head of the direct object of a verb, -1 if there is none outside numbers."""
    for c in doc.children[verb]:
        if doc.tokens[c].rel == "obj" and is_noun(doc.tokens[c]) and not numeric(doc, c):
            return c
    return -1


def numeric(doc: Doc, index: int) -> bool:
    """Whether a token is part of a number, or counted by one right before it."""
    if covering(doc.numbers, doc.tokens[index].start) >= 0:
        return True
    first = index
    while first > 0 and doc.tokens[first - 1].pos in ("ADJ", "DET") and doc.tokens[first - 1].sent == doc.tokens[index].sent:
        if covering(doc.numbers, doc.tokens[first - 1].start) >= 0:
            return True
        first -= 1
    return first > 0 and covering(doc.numbers, doc.tokens[first - 1].start) >= 0 and doc.tokens[index].feat("Case") == "Gen"


def _own(doc: Doc, verb: int) -> int:
    """A subject the tree gives; a relative pronoun leads to its noun."""
    for c in doc.children[verb]:
        token = doc.tokens[c]
        if token.rel in SUBJECTS and not numeric(doc, c) and (is_noun(token) or token.pos in ("PRON", "ADJ", "DET")):
            return relative(doc, c) if lemma(token) in ("который", "кто", "что") else c
    return -1


def relative(doc: Doc, index: int) -> int:
    """The noun a relative pronoun stands for: by the tree (`acl:relcl`), else the noun before the comma."""
    verb = doc.tokens[index].head
    if verb >= 0 and doc.tokens[verb].rel.startswith("acl") and doc.tokens[verb].head >= 0:
        return doc.tokens[verb].head
    sentence = doc.sentences[doc.tokens[index].sent]
    return next((i for i in range(index - 1, sentence.first - 1, -1) if is_noun(doc.tokens[i])), -1)


def _described(doc: Doc, participle: int) -> int:
    """The noun a participle describes."""
    head = doc.tokens[participle].head
    if head >= 0 and is_noun(doc.tokens[head]):
        return head
    sentence = doc.sentences[doc.tokens[participle].sent]
    return next((i for i in range(participle - 1, sentence.first - 1, -1) if is_noun(doc.tokens[i])), -1)


def _by_order(doc: Doc, verb: int) -> int:
    """The nearest noun in the nominative before the verb within its clause, else after it."""
    sentence = doc.sentences[doc.tokens[verb].sent]
    for i in range(verb - 1, sentence.first - 1, -1):
        if is_finite(doc.tokens[i]) or doc.tokens[i].text in (";", ":"):
            break
        if nominative(doc, i):
            return i
    return _after(doc, verb, sentence)


def _after(doc: Doc, verb: int, sentence: Sentence) -> int:
    for i in range(verb + 1, sentence.last):
        if is_finite(doc.tokens[i]) or doc.tokens[i].text in (";", ":", ",", "–", "—", "("):
            return -1
        if nominative(doc, i):
            return i
    return -1


def nominative(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    if token.feat("Case") != "Nom" or not (is_noun(token) or token.pos == "PRON") or numeric(doc, index):
        return False
    return covering(doc.times, token.start) < 0
