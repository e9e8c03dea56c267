"""Reads the claims of one document in text order, with what earlier ones leave in force for later ones."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.claims.carried import Preceding, compared_time
from pipeline.claims.change import change
from pipeline.claims.confidence import features
from pipeline.claims.context import Context
from pipeline.claims.frame import Frame, frame
from pipeline.claims.item import item
from pipeline.claims.lasting_place import PlaceInForce
from pipeline.claims.lasting_time import TimeInForce
from pipeline.claims.lemma import item_lemma
from pipeline.claims.lists import exemplifies
from pipeline.claims.modality import modality, negated
from pipeline.claims.place import elsewhere, where
from pipeline.claims.place_kind import coordinated
from pipeline.claims.predicate import governor, predicate
from pipeline.claims.resolve import Known
from pipeline.claims.syntax import is_noun, is_verb
from pipeline.claims.when import in_a_row, suits, when
from pipeline.document import Claim, Doc, Mention, Modality, Number, Time
from pipeline.quotes.attribution import Attributions


class Reader:
    """State over a document: the items found so far, the governor and the change of the number before."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.known: list[Known] = []
        self.features: list[list[str]] = []  # of each claim read so far, which its confidence comes from
        self.governor = -1
        self.modality: Modality = "fact"
        self.attributions = Attributions(doc)
        self.times = TimeInForce(doc, self.attributions)
        self.places = PlaceInForce(doc)

    def read(self) -> Iterator[Claim]:
        for number in self.doc.numbers:
            if number.is_claim and self.doc.tokens:
                yield self.claim(number)

    def claim(self, number: Number) -> Claim:
        here = frame(self.doc, number)
        last = self.known[-1] if self.known else None
        together = last is not None and last.frame.index == here.index
        verb = self._verb(here)
        size, word = change(here, verb, Preceding(last.frame, last.change, last.verb) if last and together else None)
        found, rule = item(Context(here, verb, size, word, self.known))
        shared = together and last is not None and last.verb == verb and (verb >= 0 or here.joined)
        mood = modality(here, verb, size, self.modality if together else "fact", shared)
        time = self._time(here, verb, mood) if size != "from" else compared_time(here) or self._time(here, verb, mood)
        time = in_a_row(self.doc, time) if time else None
        place = self._place(here)
        places = coordinated(self.doc, place) if place else []
        said = self.attributions.at(number.start)
        self.known.append(Known(here, found, verb, size, word, rule))
        self.features.append(features(here, verb, found, rule, said.spoken))
        self.modality = mood
        if here.bracket < 0:
            self.governor = verb
        return Claim(
            number, item=found.text(self.doc) if found else "",
            item_lemma=item_lemma(self.doc, found, number) if found else "",
            change=size, predicate=predicate(self.doc, verb), negated=negated(here, verb), modality=mood,
            time_text=self.doc.text[time.start : time.stop] if time else "",
            time_start=time.time_start if time else None, time_end=time.time_end if time else None,
            place_text=self.doc.text[places[0].start : places[-1].stop] if places else "",
            place_id=places[0].entity_id if len(places) == 1 else "",
            speaker=said.speaker, speaker_id=said.speaker_id, source=said.source, source_id=said.source_id,
        )  # fmt: skip

    def _verb(self, here: Frame) -> int:
        """The governor; `на 27%, до 160 тысяч` share one."""
        last = self.known[-1] if self.known else None
        if last is None or last.frame.index != here.index:
            return governor(here)
        between = self.doc.tokens[last.frame.last + 1 : here.first]
        beside = here.left - 1 == last.frame.last and not any(is_verb(t) or is_noun(t) for t in between)
        if beside and here.preposition in ("до", "с") and here.bracket == last.frame.bracket:
            return last.verb
        return governor(here, self.governor)

    def _time(self, here: Frame, verb: int, mood: Modality) -> Time | None:
        """The time of the sentence, which is then in force, else the one in force."""
        self.times.walk(here)
        own = when(here, verb)
        own = own if own is None or suits(here, own, mood) else None
        if own is None and exemplifies(here) and self.known and here.index - self.known[-1].frame.index <= 2:
            return self.times.given
        if own is None or here.bracket < 0:
            self.times.take(own, here.index)
        return self.times.give(own or self.times.get(here, verb, mood), mood)

    def _place(self, here: Frame) -> Mention | None:
        """The place of the sentence, which is then in force, else the one in force."""
        self.places.walk(here)
        if elsewhere(here):
            self.places.end()
            return None
        own = where(here, self.places.ranks)
        if own is None or here.names(own):
            self.places.take(own, here.index)
        return self.places.instead(here, own) if own else self.places.get(here)
