"""When and where claims hold: what the options are, and which of them is taken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from pipeline.claims.asked import asked, asked_words
from pipeline.claims.choice import Asked, Asking, choices
from pipeline.claims.frame import Frame
from pipeline.claims.options import Option, Values, blocks_of, pairs, step, together, where
from pipeline.claims.place import is_label, taken_up
from pipeline.claims.place_kind import coordinated
from pipeline.claims.place_options import Places
from pipeline.claims.resolve import Known
from pipeline.claims.time_options import listed, time_options
from pipeline.claims.when import in_a_row, labels
from pipeline.document import Claim, Doc, Mention, Time
from pipeline.quotes.attribution import Attribution, Attributions

# What it is worth that no place holds where a sentence names none, in news of Kazakhstan: it carries places further
# than the other articles that the network has learnt from. Found on its articles, each left out of what is learnt.
CARRIED = 0.6


class Setting:
    """What is asked of the claims of one article: `known` has one for each."""

    def __init__(self, doc: Doc, known: Sequence[Known], claims: Sequence[Claim], attributions: Attributions) -> None:
        self.doc, self.known, self.claims, self.attributions = doc, known, claims, attributions
        said = [attributions.at(claim.number.start) for claim in claims]
        self.taken_up = [taken_up(each.frame) for each in known]
        values = asked(doc, known, claims, said, self.taken_up)
        self.asked = Asked(values, [asked_words(doc, each) for each in known])
        self.blocks = blocks_of(doc)
        self.voices: dict[tuple[str, str], int] = {}
        tokens = ((each.frame.index, each.frame.first, each.frame.last) for each in known)
        self.where = where(doc, self.blocks, tokens, [self._voice(each) for each in said])
        self.gaps = [0, *(self._gap(i) for i in range(1, len(known)))]
        self.last = max(each.frame.index for each in known)

    def _voice(self, said: Attribution) -> int:
        return self.voices.setdefault((said.speaker, said.source), len(self.voices))

    def _gap(self, index: int) -> int:
        here, before = self.known[index].frame.index, self.known[index - 1].frame.index
        if here == before:
            return 0
        sentences = self.doc.sentences
        if sentences[here].paragraph == sentences[before].paragraph:
            return 1
        return 2 if self.blocks[here] == self.blocks[before] else 3

    def times(self) -> Asking:
        options = time_options(self.doc, self.last)
        seen = self._seen(options)
        near = [listed(options, each.frame, n) for each, n in zip(self.known, seen, strict=True)]
        return self._asking(options, near, seen, lambda frame, option: labels(frame) is option.span)

    def places(self) -> Asking:
        places = Places(self.doc, self.last)
        seen = self._seen(places.options)
        near = [places.listed(each.frame, n) for each, n in zip(self.known, seen, strict=True)]
        asking = self._asking(places.options, near, seen, lambda frame, o: is_label(frame, o.first, o.last))
        each = zip(near, self.claims, self.taken_up, strict=True)
        columns = [row for some, claim, (kind, _) in each for row in places.columns(some, claim.item, kind)]
        if columns:
            asking.pairs[:, -len(columns[0]) :] = columns
        asking.carried = CARRIED if places.at_home else 1.0
        return asking

    def _seen(self, options: Sequence[Option]) -> list[int]:
        """How many options there are up to the end of each claim's sentence."""
        sentences = [option.sentence for option in options]
        return [bisect_right(sentences, each.frame.index) for each in self.known]

    def _asking(
        self, options: list[Option], near: list[list[int]], seen: list[int], is_label: Callable[[Frame, Option], bool]
    ) -> Asking:
        voices = [self._voice(self.attributions.at(option.span.start)) for option in options]
        nothing, beside = list[tuple[int, int, int]](), list[dict[int, Values]]()
        sentences = [option.sentence for option in options]
        for each, some, n in zip(self.known, near, seen, strict=True):
            frame = each.frame
            first = bisect_left(some, bisect_left(sentences, frame.index, hi=n))  # of those listed, in its sentence
            own = [(place, options[some[place]]) for place in range(first, len(some))]
            near_by = ((place, o) for place, o in own if frame.sentence.first <= o.first < frame.sentence.last)
            beside.append({place: together(frame, each.verb, o, is_label(frame, o)) for place, o in near_by})
            nothing.append((min(3, len(own)), min(3, sum(o.is_likely for _, o in own)), step(n)))
        places = where(self.doc, self.blocks, ((o.sentence, o.first, o.last) for o in options), voices)
        codes = pairs(self.where, places, options, near, seen)
        return Asking(self.asked, self.gaps, options, near, nothing, codes, beside)


def in_setting(doc: Doc, claims: Sequence[Claim], known: Sequence[Known], attributions: Attributions) -> list[Claim]:
    """The claims with their times and places."""
    if not claims:
        return []
    setting = Setting(doc, known, claims, attributions)
    times, places = choices("times", setting.times()), choices("places", setting.places())
    return [_with(doc, *each) for each in zip(claims, times, places, strict=True)]


def _with(doc: Doc, claim: Claim, time: Option | None, place: Option | None) -> Claim:
    when = in_a_row(doc, cast(Time, time.span)) if time else None
    where = coordinated(doc, cast(Mention, place.span)) if place else []
    if not when and not where:
        return claim
    return replace(
        claim,
        time_text=doc.text[when.start : when.stop] if when else "",
        time_start=when.time_start if when else None, time_end=when.time_end if when else None,
        place_text=doc.text[where[0].start : where[-1].stop] if where else "",
        place_id=where[0].entity_id if len(where) == 1 else "",
    )  # fmt: skip
