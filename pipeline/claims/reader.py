"""Reads the claims of one document in text order, with what earlier ones leave in force for later ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.claims.bracket import is_same_sum
from pipeline.claims.carried import Preceding
from pipeline.claims.change import change
from pipeline.claims.confidence import features
from pipeline.claims.context import Context
from pipeline.claims.frame import Frame, frame
from pipeline.claims.item import item
from pipeline.claims.lemma import item_lemma
from pipeline.claims.modality import modality
from pipeline.claims.negation import negated
from pipeline.claims.predicate import governor, predicate
from pipeline.claims.resolve import SAME, Known
from pipeline.claims.syntax import is_noun, is_verb
from pipeline.document import Claim, Doc, Modality, Number
from pipeline.quotes.attribution import Attributions

NEAR = 4  # numbers
RESTATING = (["или"], ["или", "на"], ["или", "до"])  # выросли на 5 процентов, или на 7 млрд


class Reader:
    """State over a document: the items found so far, the governor and the change of the number before."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.known: list[Known] = []
        self.features: list[list[str]] = []  # of each claim read so far, which its confidence comes from
        self.governor = -1
        self.modality: Modality = "fact"
        self.attributions = Attributions(doc)

    def read(self) -> Iterator[Claim]:
        for number in self.doc.numbers:
            if number.is_claim and self.doc.tokens:
                yield self.claim(number)

    def claim(self, number: Number) -> Claim:
        here = frame(self.doc, number)
        last = self.known[-1] if self.known else None
        verb = self._verb(here)
        if last is not None and is_same_sum(here, last.frame):
            rule, mood, new = last.rule, self.modality, replace(last, frame=here, verb=verb, rule=SAME)
        else:
            new = self._known(here, verb)
            rule, mood = new.rule, self._mood(here, new)
        found, size = new.phrase, new.change
        said = self.attributions.at(number.start)
        self.known.append(new)
        self.features.append(features(here, verb, found, rule, said.spoken))
        self.modality = mood
        if here.bracket < 0:
            self.governor = verb
        return Claim(
            number, item=found.text(self.doc) if found else "",
            item_lemma=item_lemma(self.doc, found, number) if found else "",
            change=size, predicate=predicate(self.doc, verb), negated=negated(here, verb), modality=mood,
            speaker=said.speaker, speaker_id=said.speaker_id, source=said.source, source_id=said.source_id,
        )  # fmt: skip

    def _known(self, here: Frame, verb: int) -> Known:
        """The item and the change, told of the number alone or together with the one before in its sentence."""
        size, word = change(here, verb, self._preceding(here))
        found, rule = item(Context(here, verb, size, word, self.known))
        return Known(here, found, verb, size, word, rule)

    def _mood(self, here: Frame, new: Known) -> Modality:
        last = self.known[-1] if self.known else None
        if last is None or last.frame.index != here.index:
            return modality(here, new.verb, new.change, "fact", False)
        shared = last.verb == new.verb and (new.verb >= 0 or here.joined)
        return modality(here, new.verb, new.change, self.modality, shared)

    def _preceding(self, here: Frame) -> Preceding | None:
        """The number before in the sentence; `на 9% (5 тонн), меди – на 4%`: outside brackets one outside brackets."""
        inside = here.bracket >= 0
        for last in reversed(self.known[-NEAR:]):
            if last.frame.index != here.index:
                break
            if inside or last.frame.bracket < 0:
                return Preceding(last.frame, last.change, last.verb)
        return None

    def _verb(self, here: Frame) -> int:
        """The governor; `на 27%, до 160 тысяч` share one."""
        last = self.known[-1] if self.known else None
        if last is None or last.frame.index != here.index:
            return governor(here)
        between = self.doc.tokens[last.frame.last + 1 : here.first]
        beside = here.left - 1 == last.frame.last and here.bracket == last.frame.bracket
        restates = [t.norm for t in self.doc.tokens[here.left : here.first]] in RESTATING
        levels = here.preposition in ("до", "с") and not any(is_verb(t) or is_noun(t) for t in between)
        return last.verb if beside and (restates or levels) else governor(here, self.governor)
