"""Sentences that only say who told something, when and where: `Об этом в среду в Астане сообщил министр`."""

from __future__ import annotations

from functools import cache

from pipeline.claims.syntax import REACH, is_finite, verb_lemma
from pipeline.document import Doc, Sentence, Token
from pipeline.vocabulary import mapping

BEGINNING = 2  # letters that all forms of a verb of speech share: `пишет`, `писать`


def attributes(doc: Doc, sentence: Sentence) -> bool:
    """Whether a sentence says no more than who told what stands before it."""
    opening = doc.tokens[sentence.first : min(sentence.last, sentence.first + 3)]
    if len(opening) < 3 or (opening[0].norm, opening[1].norm) not in (("об", "этом"), ("о", "чем"), ("о", "том")):
        return False
    tokens = doc.tokens[sentence.first : min(sentence.last, sentence.first + REACH)]
    verb = next((token for token in tokens if is_finite(token)), None)
    return verb is not None and bool(speech_class(verb))


def speech_class(verb: Token) -> str:
    """The class of a verb in `speech_verbs.tsv`, empty where it is none of speech."""
    classes = mapping("speech_verbs", "lemma", "class")
    if verb.lemma not in classes and verb.norm[:BEGINNING] not in _beginnings():
        return ""
    return classes.get(verb_lemma(verb), "")


@cache
def _beginnings() -> frozenset[str]:
    """What a form of a verb of speech begins with: others are not looked up for their infinitive."""
    return frozenset(verb[:BEGINNING] for verb in mapping("speech_verbs", "lemma", "class"))
