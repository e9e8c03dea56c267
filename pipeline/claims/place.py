"""Where a claim holds: the place named for it in its sentence, else the one still in force."""

from __future__ import annotations

from bisect import bisect_left

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import (
    DASHES,
    OPENING,
    covering,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_verb,
)
from pipeline.document import Doc, Mention, Sentence

FROM = frozenset(("из", "из-за", "от", "с", "со", "к", "ко", "против", "кроме", "помимо", "после", "до", "через"))
IN = frozenset(("в", "во", "на", "по", "у", "под", "над", "возле", "близ", "около", "внутри", "для", "среди"))
ASIDE = 6  # steps up the tree to a participle
ROUTE = 12  # tokens over which a word of a route is looked for
ORIGINS = frozenset(("гражданин", "гражданка", "подданный", "выходец", "уроженец", "уроженка", "резидент"))
TOTALS = (("всего",), ("итого",), ("в", "целом"), ("в", "общей"), ("суммарно",))
WORLD = frozenset(("мир", "планета", "земля"))
OTHERS = frozenset(("другой", "остальной", "прочий", "иной"))
NEAR = 30  # tokens over which a preposition is looked for
AFTER = 10  # characters by which a place after the number counts farther
LEDE = 2  # how many paragraphs on the place of the first sentence does
SENTENCES = 4  # how many sentences on a place stays in force, within its paragraph


class InForce:
    """The place that later sentences go on with, until another one comes or its paragraphs are over."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.place: Mention | None = None
        self.topic = _topic(doc)
        self.named: Mention | None = None  # the last place that was named, in force or not
        self.sentence = 0
        self.seen = 0  # sentences walked

    def walk(self, frame: Frame) -> None:
        """Takes up the places of the sentences before the number's own."""
        here = frame.index
        for n in range(self.seen, here):
            found = _in(self.doc, self.doc.sentences[n])
            self.take(next((m for m in found if _rank(self.doc, m) == HERE and _of_clause(self.doc, m)), None), n)
            self.named = next((m for m in reversed(found) if _rank(self.doc, m) < AWAY), self.named)
        self.seen = max(self.seen, here)

    def take(self, place: Mention | None, sentence: int) -> None:
        if place is not None:
            self.place, self.sentence = place, sentence

    def end(self) -> None:
        """`в других регионах`: the place named before holds no longer."""
        self.place = self.named = None

    def get(self, frame: Frame) -> Mention | None:
        """The place in force for a number that has none of its own."""
        if _taken_up(self.doc, frame.sentence):
            return self.place or self.named
        if self.place is None or (self.sentence and _sums_up(self.doc, frame.sentence)):
            return None
        paragraph = self.doc.sentences[self.sentence].paragraph
        if self.sentence == 0 and frame.sentence.paragraph - paragraph <= LEDE:
            return self.place
        if self.place.entity_id == self.topic:
            return self.place
        far = frame.index - self.sentence > SENTENCES
        return self.place if frame.sentence.paragraph == paragraph and not far else None


def _topic(doc: Doc) -> str:
    """The entity of the one place that an article names, empty where it names several."""
    named = [m for m in doc.mentions if m.type == "LOC" and _rank(doc, m) < AWAY]
    return named[0].entity_id if len({m.entity_id for m in named}) == 1 else ""


HERE, OF, AWAY = 0, 1, 2  # said to be in the place; of it; only spoken of


def where(frame: Frame, verb: int) -> Mention | None:
    """The place that the sentence gives for the number, None where it gives none."""
    inside = [m for m in _in(frame.doc, frame.sentence) if _rank(frame.doc, m) < AWAY and _is_free(frame, m)]
    if frame.bracket >= 0:
        before = [m for m in inside if m.stop <= frame.doc.tokens[frame.bracket].start]
        return before[-1] if before else None
    return _label(frame, inside) or min(inside, key=lambda m: (*_order(frame, m), _gap(frame, m)), default=None)


def _is_free(frame: Frame, mention: Mention) -> bool:
    """Not within brackets of its own, nor in a list after a colon behind the number: `пять стран: [Дания], …`."""
    tokens, at = frame.doc.tokens, frame.doc.token_at(mention.start)
    if mention.start >= frame.number.stop:
        return not any(t.text in "(:" for t in tokens[frame.last : at])
    opened = [t.text for t in tokens[frame.sentence.first : at] if t.text in "()"]
    return frame.bracket >= 0 or not opened or opened[-1] == ")"


def _label(frame: Frame, places: list[Mention]) -> Mention | None:
    """`[Астана] – 102 тенге, [Алматы] – 98`: the place right before the dash that the number stands behind."""
    after = frame.last + 1  # 3 млн [на Украине] и 2 млн в России
    if after < frame.sentence.last and frame.doc.tokens[frame.last].pos == "ADP":
        behind = next((m for m in places if m.start == frame.doc.tokens[after].start), None)
        if behind and _rank(frame.doc, behind) == HERE:
            return behind
    dash = frame.left - 1
    if frame.left != frame.first or dash <= frame.sentence.first or frame.doc.tokens[dash].text not in DASHES:
        return None
    return next((m for m in places if m.stop == frame.doc.tokens[dash - 1].stop), None)


def _in(doc: Doc, sentence: Sentence) -> list[Mention]:
    first = bisect_left(doc.mentions, sentence.start, key=lambda m: m.start)
    last = bisect_left(doc.mentions, sentence.stop, key=lambda m: m.start)
    return [m for m in doc.mentions[first:last] if m.type == "LOC"]


def _rank(doc: Doc, mention: Mention) -> int:
    """How a place is named: `в Астане` and as a subject, `жителей Астаны`, or only on the way (`из Астаны`)."""
    first = doc.token_at(mention.start)
    i = _head(doc, mention)
    if _titled(doc, mention, i) or _of_origin(doc, i):
        return AWAY
    lead = _preposition(doc, first)
    if lead in FROM or _on_route(doc, first):
        return AWAY
    token = doc.tokens[i]
    if not lead and _inside(doc, first):
        return HERE
    if lead in IN:
        return HERE if token.feat("Case") != "Acc" or lead not in ("в", "во", "на") else OF
    if not lead and token.rel.startswith("nsubj"):
        return HERE
    return OF


def _of_clause(doc: Doc, mention: Mention) -> bool:
    """`В Астане открыли парк`, but not `открыли [парк в Астане]`; in the first sentence only not of a named thing.

    `Месторождение «Кумколь» в пустыне продано`: the sentences after it need not be about the desert.
    """
    i = _head(doc, mention)
    head = doc.tokens[i].head
    if doc.tokens[i].rel in ("nmod", "appos") and _in_aside(doc, i):
        return False
    if doc.tokens[i].rel != "nmod" or head < 0 or is_verb(doc.tokens[head]):
        return True
    beyond = range(head, min(head + 3, doc.token_at(mention.start)))
    named = any(doc.tokens[k].text in OPENING or covering(doc.mentions, doc.tokens[k].start) >= 0 for k in beyond)
    return doc.tokens[i].sent == 0 and not named


def _in_aside(doc: Doc, index: int) -> bool:
    """`пограничник, обвиняемый в убийстве на посту «Застава»`: within what a participle says of somebody."""
    above = index
    for _ in range(ASIDE):
        above = doc.tokens[above].head
        if above < 0 or is_finite(doc.tokens[above]):
            return False
        if is_attribute(doc.tokens[above]):
            return not any(t.text == "," for t in doc.tokens[above:index])
    return False


def _head(doc: Doc, mention: Mention) -> int:
    """The token of a mention that the tree ties to the rest of the sentence."""
    inside = doc.token_range(mention.start, mention.stop)
    return next((i for i in inside if not inside.start <= doc.tokens[i].head < inside.stop), inside.start)


def _preposition(doc: Doc, index: int) -> str:
    """The preposition before a place, over modifiers and coordinated places; empty if there is none."""
    i = index - 1
    while i >= max(0, index - NEAR) and doc.tokens[i].sent == doc.tokens[index].sent:
        token = doc.tokens[i]
        if token.pos == "ADP":
            return token.norm
        joined = token.norm in ("и", ",") and covering(doc.mentions, doc.tokens[i - 1].start) >= 0
        if not (is_modifier(token) or joined or covering(doc.mentions, token.start) >= 0 or token.text in '«"'):
            return ""
        i -= 1
    return ""


def _inside(doc: Doc, index: int) -> bool:
    """`в аэропорту [Манас]`, `на территории [РК]`, `в школах [Алматы]`: a place named through a thing that is there."""
    i = index - 1
    while i >= 0 and doc.tokens[i].sent == doc.tokens[index].sent and doc.tokens[i].text in '«"':
        i -= 1
    if i < 0 or not is_noun(doc.tokens[i]) or doc.tokens[i].feat("Case") not in ("Loc", "Dat"):
        return False
    return not doc.tokens[i].text[:1].isupper() and _preposition(doc, i) in ("в", "во", "на", "по")


def _titled(doc: Doc, mention: Mention, index: int) -> bool:
    """`аким [Астаны]`: part of a position, or of one person's description."""
    if any(role.start <= mention.start < role.stop for role in doc.roles):
        return True
    head = doc.tokens[doc.tokens[index].head] if doc.tokens[index].head >= 0 else None
    return head is not None and head.pos == "NOUN" and head.feat("Animacy") == "Anim" and (
        head.feat("Number") == "Sing" and head.stop < mention.start)  # fmt: skip


def _on_route(doc: Doc, index: int) -> bool:
    """`рейсом [Астана] – [Омск]`, `маршрут Астана – [Омск]`: where something goes from and to."""
    i = index - 1
    while i >= max(0, index - ROUTE) and doc.tokens[i].sent == doc.tokens[index].sent:
        if doc.tokens[i].lemma in vocabulary.words("route_words"):
            return True
        if doc.tokens[i].text not in DASHES and covering(doc.mentions, doc.tokens[i].start) < 0:
            return False
        i -= 1
    return False


def _of_origin(doc: Doc, index: int) -> bool:
    """`граждане [Узбекистана]`: where somebody comes from."""
    head = doc.tokens[index].head
    return 0 <= head < index and doc.tokens[head].lemma in ORIGINS


def _order(frame: Frame, mention: Mention) -> tuple[int, int]:
    """The stretch of the number comes first, but `в Астане` before `Астане`."""
    return _rank(frame.doc, mention), not _same_stretch(frame, mention)


def _taken_up(doc: Doc, sentence: Sentence) -> bool:
    """Whether a common noun takes up a place named before: `в столице`, `жители города`, `в этих странах`.

    Not `в зависимости от региона`, nor `в других областях`.
    """
    words = vocabulary.words("place_words")
    found = (i for i in range(sentence.first, sentence.last) if doc.tokens[i].lemma in words)
    return any(_preposition(doc, i) not in FROM and not _of_others(doc, i) for i in found)


def _sums_up(doc: Doc, sentence: Sentence) -> bool:
    """`Всего изъято 900 единиц`: a total goes beyond the place spoken of last."""
    opening = tuple(t.norm for t in doc.tokens[sentence.first : min(sentence.first + 2, sentence.last)])
    return any(opening[: len(words)] == words for words in TOTALS)


def _of_others(doc: Doc, index: int) -> bool:
    """`в других [регионах]`: anywhere but in the place named before."""
    return index > 0 and doc.tokens[index - 1].lemma in OTHERS


def elsewhere(frame: Frame) -> bool:
    """`в других регионах – 182 тенге`, `в остальных случаях`, `в мире`: no place that is named holds for the number."""
    tokens = frame.doc.tokens
    start = frame.left - 1 if frame.left == frame.first else frame.left
    while start > frame.sentence.first and not frame.is_mark(start - 1):
        start -= 1
    others = [i for i in range(start, frame.first) if tokens[i].lemma in OTHERS]
    others += [i for i in range(frame.sentence.first, frame.first) if tokens[i].lemma in WORLD]
    return any(_preposition(frame.doc, i) in IN for i in others)


def _same_stretch(frame: Frame, mention: Mention) -> bool:
    tokens = frame.doc.tokens
    return tokens[frame.left].start <= mention.start and mention.stop <= tokens[frame.right - 1].stop


def _gap(frame: Frame, mention: Mention) -> int:
    if mention.stop <= frame.number.start:
        return frame.number.start - mention.stop
    return mention.start - frame.number.stop + AFTER
