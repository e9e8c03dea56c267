"""The place that is still in force for a claim whose sentence names none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from pipeline.claims.attribution import attributes
from pipeline.claims.frame import Frame
from pipeline.claims.place import named, of_others
from pipeline.claims.place_kind import SIZES, PlaceKind, coordinated, place_kind, takes_up
from pipeline.claims.place_rank import AWAY, FROM, HERE, IN, ORIGINS, of_clause, preposition, ranks
from pipeline.claims.syntax import covering, has_bullet, lemma
from pipeline.document import Doc, Mention, Sentence

ADDRESS = frozenset(("village", "district", "region"))
TOTALS = (("всего",), ("итого",), ("в", "целом"), ("в", "общей"), ("суммарно",))
LEDE = 2  # how many paragraphs on the place of the first sentence stays in force
PLACES = 200  # how many places back one is looked for by its noun
SENTENCES = 4  # how many sentences on any other does, within its paragraph
THERE = frozenset(("здесь", "там", "тут"))
IT = frozenset(("нем", "ней"))


class PlaceInForce:
    """The place that later sentences go on with, until another one comes or its paragraphs are over.

    A spot (a river, a street) gives way to the town or region spoken of before it; a line of a list leaves nothing.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.place: Mention | None = None
        self.ranks = ranks(doc)
        self.topic = _topic(doc, self.ranks)
        self.all: list[Mention] = []  # the places so far
        self.named: list[Mention] = []  # those of them that something may be in, in force or not
        self.kinds: dict[int, PlaceKind] = {}  # by where a place begins
        self.sentence = 0
        self.seen = 0  # sentences walked

    def walk(self, frame: Frame) -> None:
        """Takes up the places of the sentences before the number's own."""
        here = frame.index
        for n in range(self.seen, here):
            sentence = self.doc.sentences[n]
            found = named(self.doc, sentence)
            if not attributes(self.doc, sentence):
                place = next((m for m in found if self.ranks[m.start] == HERE and of_clause(self.doc, m)), None)
                self.take(place, n)
            self.all += found
            self.named += [m for m in found if self.ranks[m.start] < AWAY]
        self.seen = max(self.seen, here)

    def take(self, place: Mention | None, sentence: int) -> None:
        if place is None or has_bullet(self.doc, self.doc.sentences[sentence]):
            return
        around = self.place is not None and self._lasts(sentence) and SIZES.get(self._kind(self.place), 0)
        if not around or self._kind(place) != "spot":
            self.place, self.sentence = place, sentence

    def _kind(self, place: Mention) -> PlaceKind:
        """That of the last of several, `Сергеевском и Ишимском [водохранилищах]`."""
        if place.start not in self.kinds:
            self.kinds[place.start] = place_kind(self.doc, coordinated(self.doc, place)[-1])
        return self.kinds[place.start]

    def end(self) -> None:
        """`в других регионах`: the place named before holds no longer."""
        self.place, self.named, self.all = None, [], []

    def get(self, frame: Frame) -> Mention | None:
        """The place in force for a number that has none of its own."""
        if _is_pronoun(frame) and (there := self._there(frame)):
            return there
        kind, several = _taken_up(frame)
        if several == "these":
            return next((m for m in reversed(self.named) if len(coordinated(self.doc, m)) > 1), None)
        if several:
            return self._lede(kind) if self._is_within(kind) else self._lasting(frame)
        if kind == "spot" and (found := self._of_noun(frame)):
            return found
        if kind and (found := self._of_kind(kind, frame.index)):
            self.place, self.sentence = found, frame.index
            return found
        return self.place if kind and self._lasts(frame.index) and self._holds(kind) else self._lasting(frame)

    def instead(self, frame: Frame, place: Mention) -> Mention:
        """What the clause of the number takes up, before a place of another: `в Таразе выросла, а по стране упала`."""
        kind, several = _taken_up(frame, own=True) if frame.clause_at(place.start) != frame.clause else ("", "")
        own = kind and not several and self._kind(place) != kind
        return (self._of_kind(kind, frame.index) if own else None) or place

    def _of_kind(self, kind: PlaceKind, sentence: int) -> Mention | None:
        """The place of a kind that was spoken of last, or first of all.

        Also one that only a title names: `Аким [Павлодарской области] рассказал, что в области 40 школ`.
        """
        fit = [m for m in self.all if self._kind(m) == kind]
        for m in reversed(fit):
            ago = sentence - self.doc.sentence_at(m.start)
            if (self.ranks[m.start] == HERE and ago <= SENTENCES) or (self.ranks[m.start] < AWAY and ago <= 1):
                return m
        return next((m for m in reversed(fit) if m.entity_id == fit[0].entity_id), None)

    def _of_noun(self, frame: Frame) -> Mention | None:
        """The place named with the noun that now stands alone: `Запасы месторождения`, after `месторождение «Заря»`."""
        tokens = self.doc.tokens
        nouns = {lemma(tokens[i]) for i in range(frame.sentence.first, frame.sentence.last) if _taken(frame, i)}
        return next((m for m in reversed(self.all[-PLACES:]) if nouns & set(self._nouns(m))), None)

    def _nouns(self, place: Mention) -> Iterator[str]:
        """The lemmas in a name and right before it."""
        inside = self.doc.token_range(place.start, place.stop)
        return (lemma(self.doc.tokens[i]) for i in range(max(0, inside.start - 2), inside.stop))

    def _there(self, frame: Frame) -> Mention | None:
        """The place that `здесь`, `на нём` stands for: the one in force, else one named nearby."""
        last = next((m for m in reversed(self.named) if self.ranks[m.start] == HERE), None)
        spot = last is not None and self._kind(last) == "spot"
        if not spot and self._lasts(frame.index):
            return self.place
        return last if last and self._paragraphs(self.doc.sentence_at(last.start), frame.index) <= 1 else None

    def _paragraphs(self, one: int, other: int) -> int:
        """How many paragraphs lie from one sentence to another."""
        return self.doc.sentences[other].paragraph - self.doc.sentences[one].paragraph

    def _holds(self, kind: PlaceKind) -> bool:
        """Whether the place in force is larger than a kind of place: Astana, of `в новом районе`."""
        own = self._kind(self.place) if self.place else "spot"
        return SIZES.get(own, SIZES["village"]) > SIZES[kind]

    def _is_within(self, kind: PlaceKind) -> bool:
        """Whether the place in force is but one of several: `в крупных городах`, after `в Алматы`."""
        own = self._kind(self.place) if self.place else ""
        return bool(own) and SIZES[own] <= SIZES[kind]

    def _lasting(self, frame: Frame) -> Mention | None:
        if self.place is None:
            return self._first()
        if self.sentence and _sums_up(self.doc, frame.sentence):
            return self._lede(self._kind(self.place))
        return self._last_said(self.place) if self._lasts(frame.index) else None

    def _last_said(self, place: Mention) -> Mention:
        """The place as it was named last, `население [России]`, then `РФ`; where something is stays as it is."""
        if self.ranks[place.start] == HERE:
            return place
        return next((m for m in reversed(self.all) if m.entity_id == place.entity_id), place)

    def _lede(self, kind: PlaceKind) -> Mention | None:
        """The place of the first sentence, if it is larger than a kind of place: `Всего в восьми областях …`."""
        first = next((m for m in self.named if not self.doc.sentence_at(m.start) and self.ranks[m.start] == HERE), None)
        return first if first and SIZES.get(self._kind(first), 0) > SIZES.get(kind, 0) else None

    def _first(self) -> Mention | None:
        """The one place of an article, if its first sentence has it within a phrase: `малые города [Армении]`."""
        first = self.named[0] if self.named else None
        if first is None or first.entity_id != self.topic or self.doc.sentence_at(first.start):
            return None
        at = self.doc.token_at(first.start)
        return first if SIZES.get(self._kind(first)) and not preposition(self.doc, at) else None

    def _lasts(self, sentence: int) -> bool:
        """Whether the place in force still is in a sentence."""
        if self.place is None:
            return False
        ago = self._paragraphs(self.sentence, sentence)
        if self.place.entity_id == self.topic:
            return True
        if self.sentence == 0 and ago <= LEDE:
            return True
        reach = SENTENCES if self._is_setting(self.place) else 1
        return not ago and sentence - self.sentence <= reach and not self._is_left(self.place)

    def _is_setting(self, place: Mention) -> bool:
        """Whether something is in it: not `[Казахстан] закупил вагоны`, nor `жители [Тараза]`."""
        return self.ranks[place.start] == HERE and bool(preposition(self.doc, self.doc.token_at(place.start)))

    def _is_left(self, place: Mention) -> bool:
        """Whether the text has gone on to another place that something is in, or to two that are only spoken of."""
        since = takewhile(lambda m: m.start > place.start, reversed(self.all))
        others = {m.entity_id: self.ranks[m.start] for m in since if m.entity_id != place.entity_id}
        return len(others) > 1 or HERE in others.values()


def _topic(doc: Doc, found: Mapping[int, int]) -> str:
    """The entity of the one place that an article names, empty where it names several.

    Somebody must be there, or it opens the article: `ценные бумаги РК` make no article one about Kazakhstan. The
    village where they are one address: `В Жамбылской области …`, `… в селе Актас Меркенского района`.
    """
    places = {m.entity_id: m for m in doc.mentions if found.get(m.start, AWAY) < AWAY}
    if len(places) == 1:
        near = (start for start, rank in found.items() if rank < AWAY)
        return next(iter(places)) if any(found[at] == HERE or not doc.sentence_at(at) for at in near) else ""
    kinds = {place_kind(doc, m): entity for entity, m in places.items()} if len(places) <= len(ADDRESS) else {}
    whole = len(kinds) == len(places) and kinds.keys() <= ADDRESS
    return kinds.get("village", "") if whole else ""


def _taken_up(frame: Frame, own: bool = False) -> tuple[PlaceKind, str]:
    """The kind of place that a common noun takes up, and which of several: `в столице`, `во всех странах`, `в этих`.

    Not `в зависимости от региона`, nor `в других областях`, nor `в городе Тараз`.
    """
    tokens = frame.doc.tokens
    inside = (i for i in range(frame.sentence.first, frame.sentence.last) if tokens[i].pos == "NOUN")
    found = [
        taken
        for i in inside
        if (taken := _taken(frame, i)) and (not own or frame.clause_at(tokens[i].start) == frame.clause)
    ]
    return next((taken for taken in found if not taken[1]), found[0] if found else ("", ""))


def _taken(frame: Frame, index: int) -> tuple[PlaceKind, str] | None:
    doc, token = frame.doc, frame.doc.tokens[index]
    if token.pos != "NOUN" or not (kind := takes_up(lemma(token))):
        return None
    if covering(doc.mentions, token.start) >= 0 or not frame.clause.sees(frame.clause_at(token.start)):
        return None
    lead = preposition(doc, index)
    if lead in FROM or of_others(doc, index):
        return None
    if any(t.lemma in ORIGINS for t in doc.tokens[max(0, index - 2) : index]):
        return None  # граждане этой страны
    which = doc.tokens[index - 1].lemma
    if which == "оба":
        return kind, "these"
    if index > frame.sentence.first and covering(doc.numbers, doc.tokens[index - 1].start) >= 0:
        return kind, "all"  # в 14 странах, усилия двух стран
    if token.feat("Number") == "Plur" or which == "каждый":
        within = lead in IN and not (
            token.feat("Case") == "Acc" and index > frame.first
        )  # -10%, но в страны СНГ – -12%
        return (kind, "these" if which == "этот" else "all") if within else None
    return None if _is_named(doc, index) else (kind, "")


def _is_pronoun(frame: Frame) -> bool:
    """`на нём добывают`, `здесь живут`: the place named last."""
    tokens, seen = frame.doc.tokens, range(frame.sentence.first, frame.sentence.last)
    found = (i for i in seen if tokens[i].norm in THERE or (tokens[i].norm in IT and tokens[i - 1].norm in ("в", "на")))
    return any(frame.clause.sees(frame.clause_at(tokens[i].start)) for i in found)


def _is_named(doc: Doc, index: int) -> bool:
    """`в городе [Тараз]`."""
    after = index + 1
    return after < len(doc.tokens) and covering(doc.mentions, doc.tokens[after].start) >= 0


def _sums_up(doc: Doc, sentence: Sentence) -> bool:
    """`Всего изъято 900 единиц`: a total goes beyond the place spoken of last."""
    opening = tuple(t.norm for t in doc.tokens[sentence.first : min(sentence.first + 2, sentence.last)])
    return any(opening[: len(words)] == words for words in TOTALS)
