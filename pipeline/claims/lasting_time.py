"""The time that is still in force for a claim whose sentence names none."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.claims.attribution import attributes
from pipeline.claims.clauses import clauses
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import REACH, has_bullet, is_finite, is_future, verb_lemma
from pipeline.claims.time_kind import OPENING, is_now, is_open, is_period, is_report, one_day, one_period
from pipeline.claims.when import is_compared, is_free, named, of_start
from pipeline.document import Doc, Modality, Sentence, Time
from pipeline.lazy import lazy
from pipeline.quotes.attribution import Attributions
from pipeline.times.days import add_months
from pipeline.vocabulary import words

PARAGRAPHS = 1  # how many paragraphs on a period stays in force
NAMED = 20  # times before a comparison that are looked through for what is compared
LEDE = 3  # how many paragraphs on the period of the first sentence is gone back to
HEADING = 12  # tokens of a line that heads a paragraph
COUNT = 2  # how many sentences on the hour of a count does
NEXT = 1  # how many sentences on a day does


class TimeInForce:
    """The time that later sentences go on with, until another one comes or its paragraphs are over.

    A period (`за 2019 год`) lasts to the end of its paragraph while numbers are given it, a single day to the next
    sentence, and both longer only where the first sentence says that the article is about them. What somebody else says
    takes none from before; the hour and what is so now do not last, nor what is yet to come.
    """

    def __init__(self, doc: Doc, attributions: Attributions) -> None:
        self.doc = doc
        self.attributions = attributions
        self.time: Time | None = None
        self.day = one_day(doc)
        self.sentence = 0
        self.given: Time | None = None  # what the number before was given
        self.dated: Time | None = None  # the last that a number was given
        self.planned = False  # whether that was for a plan
        self.seen = 0  # sentences walked
        self.lede: Time | None = None  # the period that the first sentence is about
        self.listed = -1  # paragraph of the last line of a list that the time is over
        self.entered = -1  # the last sentence entered
        self.before: tuple[Time | None, int, int] | None = None  # what was in force before a line of a list

    @lazy
    def period(self) -> Time | None:
        return one_period(self.doc)

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
            if n == 0 and self.time is not None and is_report(self.doc, self.time):
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

    def give(self, time: Time | None, modality: Modality) -> Time | None:
        """Notes what a number was given."""
        self.given, self.dated = time, time or self.dated
        self.planned = time is not None and modality == "plan"
        return time

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
        if self.time is not None and is_now(self.doc, self.time):
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
        if self.time is None or not 0 < frame.index - self.sentence <= NEXT or not is_period(self.time):
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
        if time is None or is_open(self.doc, time):
            return False
        listed = self._is_line(frame.sentence)
        begun = self.doc.sentences[self.sentence].paragraph
        on = frame.sentence.paragraph - (max(begun, self.listed) if listed else begun)
        if verb < 0 and self.given is time and is_period(time):
            return on <= PARAGRAPHS
        if not self._in_one_voice(frame, time) or (on and not listed and (on > LEDE or not self._is_told_of(time))):
            return False
        if is_period(time):
            return self._goes_on(frame, time)
        return frame.index - self.sentence <= NEXT or (self._is_whole(time) and verb >= 0)

    def _goes_on(self, frame: Frame, time: Time) -> bool:
        """Whether a paragraph is about a period: it begins with it, or the number before was given it.

        `В 2021 году фонд открылся заново. Позже он купил 40 машин`: the sentence before may name it for no number.
        """
        if self.given is time or (self._opens_sentence(time) and (self.dated is time or self._opens_paragraph)):
            return True
        before = self.doc.sentences[self.sentence]
        return frame.index - self.sentence <= NEXT and not any(
            is_future(t) for t in self.doc.tokens[before.first : before.last][:REACH]
        )

    def _opens_sentence(self, time: Time) -> bool:
        return self.doc.token_at(time.start) - self.doc.sentences[self.sentence].first <= OPENING

    def _in_one_voice(self, frame: Frame, time: Time) -> bool:
        """Whether who tells the number told the time: `В 2021 году школу закрыли. По данным ООН, в ней училось 300`."""
        return self._voice(time.start) == self._voice(frame.number.start)

    def _voice(self, offset: int) -> tuple[str, str]:
        said = self.attributions.at(offset)
        return said.speaker, said.source

    def _is_whole(self, time: Time) -> bool:
        """Whether all of an article happened on a day."""
        return time.time_start is not None and time.time_start == self.day

    def _is_told_of(self, time: Time) -> bool:
        """Whether the first sentence says that an article is about a time, or about a period that it lies in."""
        if self.lede is None:
            return self.sentence == 0 and self._is_whole(time)
        first, last, whole = time.time_start, time.time_end, self.lede
        if first is None or last is None or whole.time_start is None or whole.time_end is None:
            return False
        return whole.time_start <= first and last <= whole.time_end
