"""When a claim holds: the expression of time nearest to it in its sentence, else the one still in force."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import REACH, covering, is_attribute, is_verb
from pipeline.document import Doc, Modality, Sentence, Time

COMPARING = frozenset(("чем", "против", "сравнению", "нежели", "относительно"))
TAKEN = 15  # characters by which a time counts farther that stands right behind another number
PARAGRAPHS = 1  # how many paragraphs on a period stays in force
NEXT = 1  # how many sentences on a day does
PERIOD = 6  # days from which on it is a period
BULLETS = frozenset("-–—•*·")
OPEN = frozenset(("до", "к", "ко", "на", "сейчас", "сегодня", "пока", "теперь"))


class InForce:
    """The time that later sentences go on with, until another one comes or its paragraphs are over.

    A period (`за 2019 год`) lasts into the next paragraph, a single day to the next sentence; the hour, what is
    so now and what is yet to come do not last.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.time: Time | None = None
        self.sentence = 0
        self.given: Time | None = None  # what the number before was given
        self.seen = 0  # sentences walked
        self.listed = -1  # paragraph of the last line of a list that the time is over

    def walk(self, frame: Frame) -> None:
        """Takes up the times of the sentences before the number's own."""
        here = frame.index
        for n in range(self.seen, here):
            sentence = self.doc.sentences[n]
            if self.doc.tokens[sentence.first].text in BULLETS:
                self._list(n, sentence)
                continue  # a line of a list leaves nothing to the next one
            self.take(next((t for t in _in(self.doc, sentence) if _is_free(self.doc, t, sentence)), None), n)
            self._list(n, sentence)
        self.seen = max(self.seen, here)

    def take(self, time: Time | None, sentence: int) -> None:
        if time is not None:
            self.time, self.sentence, self.listed = time, sentence, -1

    def _list(self, n: int, sentence: Sentence) -> None:
        """`Итоги за 2023 год. Главное: – принято 300 судов; – …`: a list under a period goes on with it."""
        begun = max(self.listed, self.doc.sentences[self.sentence].paragraph)
        leads = self.doc.tokens[sentence.last - 1].text == ":"
        if self.time and (leads or self._is_line(sentence)) and sentence.paragraph - begun <= PARAGRAPHS:
            self.listed = sentence.paragraph

    def _is_line(self, sentence: Sentence) -> bool:
        """A line of a list that has been led in: `- принято 300 судов;`."""
        return self.listed >= 0 and self.doc.tokens[sentence.first].text in BULLETS

    def get(self, frame: Frame, verb: int, modality: Modality) -> Time | None:
        """The time in force for a number; what is said of the present or the future takes none from before."""
        if self.time is None or modality != "fact" or not self._lasts(frame):
            return None
        if verb < 0:
            return self.time if self._is_line(frame.sentence) or self.given is self.time else None
        token = self.doc.tokens[verb]
        now = token.feat("Tense") in ("Pres", "Fut") or token.feat("VerbForm") == "Inf"
        return None if now else self.time

    def _lasts(self, frame: Frame) -> bool:
        time = self.time
        if time is None or _is_open(self.doc, time):
            return False
        sentences = self.doc.sentences
        if _is_period(time):
            begun = sentences[self.sentence].paragraph
            if self._is_line(frame.sentence):
                begun = max(begun, self.listed)
            return frame.sentence.paragraph - begun <= PARAGRAPHS
        return frame.index - self.sentence <= NEXT


def when(frame: Frame, verb: int) -> Time | None:
    """The time that the sentence gives for the number, None where it gives none."""
    apart = (t for t in _in(frame.doc, frame.sentence) if t.stop <= frame.number.start or t.start >= frame.number.stop)
    inside = [t for t in apart if _is_free(frame.doc, t, frame.sentence, frame.bracket)]
    same = [t for t in inside if _same_stretch(frame, t)]
    if same:
        return min(same, key=lambda t: _gap(frame, t))
    before = [t for t in inside if t.stop <= frame.number.start]
    if before:
        return before[-1]
    return next((t for t in inside if _goes_with(frame, t, verb)), None) or _of_participle(frame)


def _of_participle(frame: Frame) -> Time | None:
    """`карта [на 2025–2027 годы], предусматривающая 600 проектов`: the years of what the participle describes."""
    tokens, comma = frame.doc.tokens, frame.left - 1
    if comma <= frame.sentence.first or tokens[comma].text != "," or not is_attribute(tokens[frame.left]):
        return None
    found = covering(frame.doc.times, tokens[comma - 1].start)
    return frame.doc.times[found] if found >= 0 else None


def _is_open(doc: Doc, time: Time) -> bool:
    """What is so now or until a day, and the hour of a day: `сейчас`, `к 2021 году`, `в 13:40`."""
    first = doc.tokens[min(doc.token_at(time.start), len(doc.tokens) - 1)].norm
    words = doc.text[time.start : time.stop].lower().split()
    since = words[0] in ("с", "со") and "по" not in words and "до" not in words  # с 10 апреля: said of the present
    return first in OPEN or since or ":" in doc.text[time.start : time.stop]


def _is_period(time: Time) -> bool:
    if time.time_start is None or time.time_end is None:
        return time.time_start is not time.time_end or time.kind == "time"
    return (time.time_end - time.time_start).days >= PERIOD


def _in(doc: Doc, sentence: Sentence) -> tuple[Time, ...]:
    first = bisect_left(doc.times, sentence.start, key=lambda t: t.start)
    return doc.times[first : bisect_left(doc.times, sentence.stop, key=lambda t: t.start)]


def _is_free(doc: Doc, time: Time, sentence: Sentence, bracket: int = -1) -> bool:
    """Not what is compared with, not a year of birth, not in brackets of its own, not part of a name."""
    i = doc.token_at(time.start)
    before = doc.tokens[max(sentence.first, i - 3) : i + 3]
    if time.rule == "year_of_birth" or any(t.norm in COMPARING for t in before):
        return False
    if covering(doc.mentions, time.start) >= 0 or _bracket(doc, i, sentence) not in (-1, bracket):
        return False
    if bracket >= 0 and doc.tokens[i].norm == "к":  # (+7% к прошлому году)
        return False
    return not _belongs(doc, i) and not _vague(doc, i, time)


def _vague(doc: Doc, index: int, time: Time) -> bool:
    """`пока`, `в то время как`: words of time that name none."""
    after = doc.token_at(time.stop)
    return doc.tokens[index].norm == "пока" or (after < len(doc.tokens) and doc.tokens[after].norm == "как")


def _belongs(doc: Doc, index: int) -> bool:
    """`начала сезона [2019 года]`, `программы [на 2017-2021 годы]`: part of the noun before it."""
    token, before = doc.tokens[index], doc.tokens[index - 1] if index else None
    if before is None or before.sent != token.sent or before.pos not in ("NOUN", "PROPN"):
        return False
    if token.norm == "на" and any(t.norm == "годы" for t in doc.tokens[index : index + 5]):
        return True
    if token.norm == "на":
        head = doc.tokens[doc.tokens[index].head]
        return head.rel == "nmod" and head.head < index
    year = any(t.norm in ("года", "годов", "гг") for t in doc.tokens[index + 1 : index + 4])
    return token.pos != "ADP" and (token.feat("Case") == "Gen" or (token.text[:1].isdigit() and year))


def _goes_with(frame: Frame, time: Time, verb: int) -> bool:
    """A time after the number belongs to it where no other verb comes between."""
    between = range(frame.last, frame.doc.token_at(time.start))
    return time.start >= frame.number.stop and not any(is_verb(frame.doc.tokens[i]) and i != verb for i in between)


def _bracket(doc: Doc, index: int, sentence: Sentence) -> int:
    """The bracket that is open at a token, -1 if none."""
    for i in range(index - 1, max(sentence.first, index - REACH) - 1, -1):
        if doc.tokens[i].text in "()":
            return i if doc.tokens[i].text == "(" else -1
    return -1


def _same_stretch(frame: Frame, time: Time) -> bool:
    tokens = frame.doc.tokens
    return tokens[frame.left].start <= time.start and time.stop <= tokens[frame.right - 1].stop


def _gap(frame: Frame, time: Time) -> int:
    """Characters between a time and the number; one after it counts a little farther."""
    if time.stop <= frame.number.start:
        taken = covering(frame.doc.numbers, max(0, time.start - 2)) >= 0  # 500 тонн [в 2020 году], 700 в 2021-м
        return frame.number.start - time.stop + (TAKEN if taken else 0)
    return time.start - frame.number.stop + 10
