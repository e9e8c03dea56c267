"""What is known of a claim when its time and place are asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from pipeline.claims.attribution import speech_class
from pipeline.claims.carried import compared_time
from pipeline.claims.options import Values, Words, lemma_at, step
from pipeline.claims.place import Taken, elsewhere, is_pronoun
from pipeline.claims.resolve import Known
from pipeline.claims.syntax import has_bullet, is_future, verb_lemma
from pipeline.document import Claim, Doc, Token
from pipeline.quotes.attribution import Attribution
from pipeline.vocabulary import words

ASKED = (
    "kind", "modality", "change", "comparison", "bracket", "per", "verb", "standing", "verb of speech", "future",
    "speech", "source", "preposition", "sentence", "paragraph", "in the paragraph", "claims", "dated",
    "times", "places", "sentences", "bullet", "length",
    "opening", "in the sentence", "order", "unit", "compared",
    "elsewhere", "taken up", "there",
)  # fmt: skip
UNITS = ("KZT", "USD", "%", "year", "kilometer")
# fmt: off
OPENINGS = frozenset((
    "при", "этом", "также", "кроме", "в", "по", "на", "за", "всего", "однако", "так", "сейчас", "сегодня", "ранее",
    "напомним", "он", "она", "они", "это", "между", "тем", "из", "для", "по-прежнему", "отметим", "но", "а", "и", "с",
))
# fmt: on


def asked(
    doc: Doc, known: Sequence[Known], claims: Sequence[Claim], said: Sequence[Attribution], taken: Sequence[Taken]
) -> list[Values]:
    """What is known of each claim, by `ASKED`; all but `doc` have one for each."""
    whole = (
        step(len(claims)), doc.article.date is not None, step(len(doc.times)),
        step(len({m.entity_id for m in doc.mentions if m.type == "LOC"})), step(len(doc.sentences)),
    )  # fmt: skip
    found = []
    for _, group in groupby(zip(known, claims, said, taken, strict=True), key=lambda each: each[0].frame.index):
        together = list(group)
        for order, each in enumerate(together):
            found.append(_values(doc, *each, order, len(together), *whole))
    return found


def asked_words(doc: Doc, known: Known) -> Words:
    """The lemmas of the verb, of the head of the item and of the first word of the sentence."""
    head = known.phrase.head if known.phrase else -1
    return lemma_at(doc, known.verb), lemma_at(doc, head), lemma_at(doc, doc.sentences[known.frame.index].first)


def _values(
    doc: Doc, known: Known, claim: Claim, said: Attribution, taken: Taken, order: int, together: int,
    *whole: int | bool,
) -> Values:  # fmt: skip
    frame, number = known.frame, claim.number
    sentence, verb = doc.sentences[frame.index], doc.tokens[known.verb] if known.verb >= 0 else None
    opening = doc.tokens[sentence.first]
    return (
        number.kind, claim.modality, claim.change, number.comparison, frame.bracket >= 0, bool(number.per),
        _tense(verb), verb is not None and verb_lemma(verb) in words("standing_verbs"),
        speech_class(verb) if verb else "", verb is not None and is_future(verb),
        said.spoken.kind if said.spoken else "", bool(said.source), frame.preposition, step(frame.index),
        step(sentence.paragraph), step(_place_in_paragraph(doc, frame.index)), *whole,
        has_bullet(doc, sentence), step(sentence.last - sentence.first),
        opening.norm if opening.norm in OPENINGS else opening.pos, step(together), step(order),
        number.unit if number.unit in UNITS else bool(number.unit), compared_time(frame) is not None,
        elsewhere(frame), "/".join(taken), is_pronoun(frame),
    )  # fmt: skip


def _tense(verb: Token | None) -> str:
    return "" if verb is None else "/".join(verb.feat(name) for name in ("VerbForm", "Tense", "Aspect"))


def _place_in_paragraph(doc: Doc, sentence: int) -> int:
    """How many sentences of its paragraph stand before a sentence."""
    first = bisect_left(doc.sentences, doc.sentences[sentence].paragraph, key=lambda each: each.paragraph)
    return sentence - first
