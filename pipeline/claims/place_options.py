"""The places of an article as options for where a claim holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import islice

from pipeline.claims.attribution import attributes, speech_class
from pipeline.claims.frame import Frame
from pipeline.claims.options import Option, Values, inside, step, words
from pipeline.claims.place_kind import PlaceKind, coordinated, place_kind
from pipeline.claims.place_rank import HERE, is_disclaimer, of_clause, preposition, rank
from pipeline.document import Doc, Mention
from pipeline.entities.lexicon import is_in_kazakhstan

PLACE = (
    "rank", "preposition", "kind", "named", "share", "order", "of the clause", "attribution", "place in the sentence",
    "sentence", "above", "relation", "verb of speech", "case", "before", "Kazakhstan", "Russia", "entities", "lede",
    "coordinated",
)  # fmt: skip
ENTITIES = 8  # how many of the entities named last may still be the place
FIRST = 3  # and how many of the first
BEFORE, AFTER = 16, 8  # how many places of the sentence, before the number and behind it


class Places:
    """The places of an article up to sentence `last` in order, and which of them may be where a number holds."""

    def __init__(self, doc: Doc, last: int) -> None:
        self.doc = doc
        end = doc.sentences[last].stop
        named = (m for m in doc.mentions if m.type == "LOC" and m.start < end)
        self.mentions = [m for m in named if not is_disclaimer(doc, doc.token_at(m.start))]
        listed = [coordinated(doc, m) for m in self.mentions]
        self.kinds = [place_kind(doc, together[-1]) for together in listed]
        several = [len(together) > 1 for together in listed]
        self.options = _options(doc, self.mentions, self.kinds, several)
        self.at_home = any(is_in_kazakhstan(m.normal) for m in self.mentions)
        self.names = [doc.text[m.start : m.stop] for m in self.mentions]
        self._told: tuple[Sequence[int], list[tuple[bool, int]]] = (), []
        self._walked = 0
        self._first: dict[str, int] = {}  # by entity, the order in which they came
        self._last: dict[str, int] = {}  # by entity, that of the last mention
        self._last_here: dict[str, int] = {}  # that somebody was in

    def listed(self, frame: Frame, seen: int) -> list[int]:
        """Which of the first `seen` places may hold for a number, in order.

        Those nearest in its sentence; of other entities the first mention, the last, and the last that something was
        in. Numbers must come in order.
        """
        own = bisect_left(self.options, frame.index, hi=seen, key=lambda option: option.sentence)
        for i in range(self._walked, own):
            self._walk(i)
        self._walked = max(self._walked, own)
        entities = {*islice(reversed(self._last), ENTITIES), *islice(self._first, FIRST)}
        near = {where[e] for e in entities for where in (self._first, self._last, self._last_here) if e in where}
        here = bisect_left(self.options, frame.first, own, seen, key=lambda option: option.first)
        return sorted(near) + list(range(max(own, here - BEFORE), min(seen, here + AFTER)))

    def _walk(self, index: int) -> None:
        entity = self.mentions[index].entity_id
        self._first.setdefault(entity, index)
        self._last.pop(entity, None)
        self._last[entity] = index
        if self.options[index].is_likely:
            self._last_here[entity] = index

    def columns(self, listed: Sequence[int], item: str, kind: PlaceKind) -> list[tuple[int, ...]]:
        """The last columns of `options.PAIR`: whether an entity is named no later, how many others something was in
        since, whether the place is in the item, whether the sentence takes up its kind."""
        names, kinds = self.names, self.kinds
        return [
            (*told, names[i] in item, 1 + (kinds[i] == kind) if kind else 0)
            for i, told in zip(listed, self._since(listed), strict=True)
        ]

    def _since(self, listed: Sequence[int]) -> list[tuple[bool, int]]:
        """The first two of them, which are the same for all numbers that have the same places."""
        if listed != self._told[0]:
            since, likely = dict[Hashable, int](), 0  # how often something was in each entity after a place, and in any
            found = list[tuple[bool, int]]()
            for i in reversed(listed):
                option = self.options[i]
                again = since.get(option.key, 0)
                found.append((option.key not in since, min(2, likely - again)))
                since[option.key] = again + option.is_likely
                likely += option.is_likely
            self._told = listed, found[::-1]
        return self._told[1]


def _options(
    doc: Doc, mentions: Sequence[Mention], kinds: Sequence[PlaceKind], several: Sequence[bool]
) -> list[Option]:
    named = Counter(m.entity_id for m in mentions)
    order = {entity: n for n, entity in enumerate(named)}
    lede = {m.entity_id for m in mentions if not doc.sentence_at(m.start)}
    found = []
    for mention, kind, joined in zip(mentions, kinds, several, strict=True):
        index = doc.sentence_at(mention.start)
        first, last, top = inside(doc, mention)
        entity, lead = mention.entity_id, preposition(doc, first)
        ranked = rank(doc, mention, first, top, lead)
        values = (
            ranked, lead, kind, step(named[entity]), 10 * named[entity] // len(mentions), step(order[entity]),
            of_clause(doc, first, top, lead), *_around(doc, mention, index, first, top), step(len(named)),
            entity in lede, joined,
        )  # fmt: skip
        found.append(Option(mention, entity, index, first, last, values, words(doc, first, top), ranked == HERE))
    return found


def _around(doc: Doc, mention: Mention, index: int, first: int, top: int) -> Values:
    sentence, head = doc.sentences[index], doc.tokens[top].head
    return (
        attributes(doc, sentence), step(first - sentence.first), step(index),
        doc.tokens[head].pos if head >= 0 else "", doc.tokens[top].rel,
        speech_class(doc.tokens[head]) if head >= 0 else "", doc.tokens[top].feat("Case"),
        doc.tokens[first - 1].pos if first > sentence.first else "", mention.normal == "Казахстан",
        mention.normal == "Россия",
    )  # fmt: skip
