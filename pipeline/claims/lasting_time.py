"""The time that is still in force for a claim whose sentence names none."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from pipeline.claims.attribution import attributes
from pipeline.claims.clauses import clauses
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import DASHES, REACH, has_bullet, is_finite, is_future, verb_lemma
from pipeline.claims.when import is_compared, is_free, named, of_start
from pipeline.document import Doc, Modality, Sentence, Time
from pipeline.lazy import lazy
from pipeline.times.days import add_months
from pipeline.vocabulary import words

PARAGRAPHS = 1  # how many paragraphs on a period stays in force
NAMED = 20  # times before a comparison that are looked through for what is compared
OPENING = 4  # tokens before a time that opens its sentence
LEDE = 3  # how many paragraphs on the period of the first sentence is gone back to
REPORT = range(28, 400)  # days of a period that is reported on
HEADING = 12  # tokens of a line that heads a paragraph
COUNT = 2  # how many sentences on the hour of a count does
HEAD = 2  # sentences, the heading among them, that say what an article reports on
NEXT = 1  # how many sentences on a day does
PERIOD = 6  # days from which on it is a period
LENGTHS = frozenset(("past_units", "same_unit"))  # за год, в том же периоде прошлого года
OPEN = frozenset(("до", "к", "ко", "на", "сейчас", "сегодня", "пока", "теперь"))


class TimeInForce:
    """The time that later sentences go on with, until another one comes or its paragraphs are over.

    A period (`за 2019 год`) lasts into the next paragraph, a single day to the next sentence; the hour and what is so
    now do not last, nor what is yet to come.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.time: Time | None = None
        self.day = _one_day(doc)
        self.sentence = 0
        self.given: Time | None = None  # what the number before was given
        self.planned = False  # whether that was for a plan
        self.seen = 0  # sentences walked
        self.lede: Time | None = None  # the period that the first sentence is about
        self.listed = -1  # paragraph of the last line of a list that the time is over
        self.entered = -1  # the last sentence entered
        self.before: tuple[Time | None, int, int] | None = None  # what was in force before a line of a list

    @lazy
    def period(self) -> Time | None:
        return _one_period(self.doc)

    @property
    def _opens_paragraph(self) -> bool:
        """Whether the sentence of the time in force is the first of its paragraph."""
        sentences, n = self.doc.sentences, self.sentence
        return not n or sentences[n - 1].paragraph < sentences[n].paragraph

    def walk(self, frame: Frame) -> None:
        """Takes up the times of the sentences before the number's own."""
        here = frame.index
        for n in range(self.seen, here):
            self._enter(n)
            self.take(self._main(self.doc.sentences[n]), n)
            if n == 0 and self.time is not None and _is_report(self.doc, self.time):
                self.lede = self.time
            self._list(self.doc.sentences[n])
        self._enter(here)
        self.seen = max(self.seen, here)

    def _enter(self, n: int) -> None:
        """At a new paragraph; a line of a list leaves nothing to the next one."""
        sentences, entered, self.entered = self.doc.sentences, self.entered, max(self.entered, n)
        if n <= entered or (n and sentences[n].paragraph == sentences[n - 1].paragraph):
            return
        if self.before is not None:
            self.time, self.sentence, listed = self.before
            self.listed = sentences[n - 1].paragraph if listed >= 0 else -1
        self.before = (self.time, self.sentence, self.listed) if has_bullet(self.doc, sentences[n]) else None

    def _main(self, sentence: Sentence) -> Time | None:
        """The first time of a sentence that is neither in an aside nor when something was reported."""
        found = [t for t in named(self.doc, sentence) if is_free(self.doc, t, sentence) and not of_start(self.doc, t)]
        if not found or attributes(self.doc, sentence):
            return None
        first = self.doc.token_at(found[0].start)
        if not any(token.text == "," for token in self.doc.tokens[sentence.first : first]):
            return found[0]  # no aside begins before it
        near = sentence
        if sentence.last - sentence.first > REACH:
            near = Sentence(sentence.start, sentence.stop, sentence.first, sentence.first + REACH)
        parts = clauses(self.doc, near)
        at = [(self.doc.token_at(t.start) - sentence.first, t) for t in found]
        return next((t for i, t in at if i >= len(parts) or not parts[i].asides), None)

    def take(self, time: Time | None, sentence: int) -> None:
        if time is not None:
            self.planned = self.planned and time is self.time
            self.time, self.sentence, self.listed = time, sentence, -1

    def _list(self, sentence: Sentence) -> None:
        """`Итоги за 2023 год. Главное: – принято 300 судов; – …`: a list under a period goes on with it."""
        begun = self.doc.sentences[self.sentence].paragraph
        leads = self.doc.tokens[sentence.last - 1].text == ":"
        if self.time and leads and sentence.paragraph - begun <= PARAGRAPHS:
            self.listed = sentence.paragraph

    def _is_line(self, sentence: Sentence) -> bool:
        """A line of a list that has been led in: `- принято 300 судов;`."""
        return self.listed >= 0 and has_bullet(self.doc, sentence)

    def get(self, frame: Frame, verb: int, modality: Modality) -> Time | None:
        """The time in force for a number; what is said of the present or the future takes none from before."""
        if modality != "fact":
            return self._planned_on(frame, verb) if modality == "plan" else None
        if (other := self._counterpart(frame)) is not None:
            return other
        if self.time is not None and _is_now(self.doc, self.time):
            return self._still(frame, verb)
        if self.time is not None and self._is_headed(frame):
            return self.time
        lasting = self.time is not None and not self._ahead(self.time) and self._lasts(frame, verb)
        if verb < 0:
            own = self._is_line(frame.sentence) or self.given is self.time
            return self.time if lasting and own else self._whole(frame)
        if self._is_standing(verb):
            return None
        return self.time if lasting else self._reported(frame) or self._whole(frame)

    def _planned_on(self, frame: Frame, verb: int) -> Time | None:
        """`К 2030 году возникнет дефицит. Спрос составит 28 ГВт`: a forecast goes on in the next sentence.

        Not with what comes of it: `В 2031 году начнут строить завод. Это даст 5 тысяч тонн`.
        """
        if self.time is None or not 0 < frame.index - self.sentence <= NEXT or not _is_period(self.time):
            return None
        if verb < 0 or not is_future(self.doc.tokens[verb]):
            return None
        before, opening = self.doc.sentences[self.sentence], self.doc.tokens[frame.sentence.first].norm
        on = frame.sentence.paragraph == before.paragraph and opening != "это"
        return self.time if on and (self._ahead(self.time) or self._is_forecast(before)) else None

    def _is_forecast(self, sentence: Sentence) -> bool:
        """Whether a sentence of an article without a date is of the future."""
        undated = self.doc.article.date is None
        return undated and any(is_future(t) for t in self.doc.tokens[sentence.first : sentence.last][:REACH])

    def _still(self, frame: Frame, verb: int) -> Time | None:
        """`На данный час подтоплен 41 дом. Откачано 5 тысяч тонн`: the count of an hour goes on in its paragraph."""
        near = frame.index - self.sentence <= COUNT
        within = frame.sentence.paragraph == self.doc.sentences[self.sentence].paragraph
        return self.time if near and within and (verb >= 0 or self.given is self.time) else None

    def _is_headed(self, frame: Frame) -> bool:
        """`Курс рубля на 3 мая ¶ В Таразе рубль продают по 5 тенге`: under a line that names the time."""
        head = self.doc.sentences[self.sentence]
        if frame.sentence.paragraph - head.paragraph != 1 or head.last - head.first > HEADING:
            return False
        tokens = self.doc.tokens[head.first : head.last]
        return (
            self._opens_paragraph and tokens[-1].text not in ".:;,!?" and not any(is_finite(token) for token in tokens)
        )

    def _is_standing(self, verb: int) -> bool:
        """`составляет`, `будет`, `предусмотрено`: of the present, or of no time."""
        token = self.doc.tokens[verb]
        form = token.feat("VerbForm")
        now = (token.feat("Tense") in ("Pres", "Fut") and form != "Conv") or form == "Inf"
        return now or verb_lemma(token) in words("standing_verbs")

    def _whole(self, frame: Frame) -> Time | None:
        """The one period that an article of figures names, which all of it is about."""
        return self.period if self.period and self.period.stop <= frame.number.start else None

    def _reported(self, frame: Frame) -> Time | None:
        """The period that the first sentence says is reported on, which paragraphs go back to: `Итоги за 2023 год`."""
        time = self.lede
        if time is None or not 0 < frame.sentence.paragraph <= LEDE or self._ahead(time):
            return None
        begun = self.doc.sentences[frame.index - 1].paragraph < frame.sentence.paragraph
        return time if begun else None

    def _leads(self, time: Time) -> bool:
        """Whether a time opens its sentence, or stands in the first of its paragraph."""
        sentence = self.doc.sentences[self.sentence]
        opens = self.doc.token_at(time.start) - sentence.first <= OPENING
        return opens or self._opens_paragraph

    def _counterpart(self, frame: Frame) -> Time | None:
        """`больше, чем за январь–май 2018 года`: of the same months of 2019, where they were named before."""
        compared = next((t for t in named(self.doc, frame.sentence) if is_compared(self.doc, t, frame.sentence)), None)
        if compared is None or compared.time_start is None or compared.time_end is None:
            return None
        days = [add_months(day, 12) for day in (compared.time_start, compared.time_end)]
        at = bisect_left(self.doc.times, frame.sentence.start, key=lambda t: t.start)
        before = reversed(self.doc.times[max(0, at - NAMED) : at])
        return next((t for t in before if [t.time_start, t.time_end] == days), None)

    def _ahead(self, time: Time) -> bool:
        """Whether a time is yet to come: by its days, or because a plan was given it."""
        today = self.doc.article.date
        first = time.time_start or time.time_end
        return (self.planned and time is self.time) or bool(today and first and first > today)

    def _lasts(self, frame: Frame, verb: int) -> bool:
        time = self.time
        if time is None or _is_open(self.doc, time):
            return False
        sentences = self.doc.sentences
        if _is_period(time):
            begun = sentences[self.sentence].paragraph
            if self._is_line(frame.sentence):
                begun = max(begun, self.listed)
            on = frame.sentence.paragraph - begun
            return on == 0 or (on <= PARAGRAPHS and (self._leads(time) or self._is_line(frame.sentence)))
        whole = time.time_start is not None and time.time_start == self.day
        return frame.index - self.sentence <= NEXT or (whole and verb >= 0)


def _one_day(doc: Doc) -> date | None:
    """The day of an article that names no other time: what it tells of happened on it."""
    days = {(time.time_start, time.time_end) for time in doc.times if time.time_start or time.time_end}
    start, end = days.pop() if len(days) == 1 else (None, None)
    return start if start == end else None


def _one_period(doc: Doc) -> Time | None:
    """The period of an article that names no other on its main line, where it is one that is reported on."""
    dated = (t for t in doc.times if t.time_start and t.time_end and t.rule not in LENGTHS)
    free = [t for t in dated if is_free(doc, t, doc.sentences[doc.sentence_at(t.start)])]
    if len({(t.time_start, t.time_end) for t in free}) != 1:
        return None
    first, sentence = free[0], doc.sentence_at(free[0].start)
    opens = doc.token_at(first.start) - doc.sentences[sentence].first <= OPENING
    return first if _is_report(doc, first) and (not sentence or (opens and sentence <= HEAD)) else None


def _is_open(doc: Doc, time: Time) -> bool:
    """What is so now or until a day, and the hour of a day: `сейчас`, `к 2021 году`, `в 13:40`."""
    first = doc.tokens[min(doc.token_at(time.start), len(doc.tokens) - 1)].norm
    today = doc.article.date
    day = time.time_end if time.time_start == time.time_end else None
    surveyed = first in ("на", "к") and bool(today and day and day < today)  # на 1 мая было 40
    said = doc.text[time.start : time.stop].lower().split()
    since = said[0] in ("с", "со") and not {"по", "до", "начала"} & set(said)  # с 10 апреля: said of the present
    since = since and time.rule not in ("year", "month")  # с 2020 года высадили 300 тысяч саженцев
    dated = first == "сегодня" and time.rule != "phrase"  # сегодня, 14 февраля, произошла авария
    return (first in OPEN and not surveyed and not dated) or since or time.rule == "throughout" or time.rule == "clock"


def _is_now(doc: Doc, time: Time) -> bool:
    """`на данный час`, `на сегодня`, `на 16 часов`: when something was counted."""
    now = time.rule == "clock" or (time.rule == "phrase" and time.time_start == time.time_end)
    return now and doc.tokens[doc.token_at(time.start)].norm == "на"


def _is_report(doc: Doc, time: Time) -> bool:
    """`За 2023 год`, `по итогам квартала`, `в январе–мае`: a period that an article may report on."""
    if time.kind != "date" or time.time_start is None or time.time_end is None:
        return False
    said = doc.text[time.start : time.stop].lower()
    led = said.startswith(("за ", "итог", "по итог", "по результат")) or "квартал" in said or "полугоди" in said
    led = led or any(dash in said for dash in DASHES)
    return led and (time.time_end - time.time_start).days + 1 in REPORT


def _is_period(time: Time) -> bool:
    if time.time_start is None or time.time_end is None:
        return time.time_start is not time.time_end or time.kind == "time"
    return (time.time_end - time.time_start).days >= PERIOD
