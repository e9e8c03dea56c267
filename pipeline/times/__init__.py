"""Expressions of time: found by a grammar, resolved against the day of the article to the days they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document import Doc, Moment, Time
from pipeline.times.calendar import Expression, expressions
from pipeline.times.days import length
from pipeline.times.event import before_event, event_stop
from pipeline.times.frame import Frame, Tense
from pipeline.times.reading import Bound, Calendar, Clock, Named, Part, Reading, Recent, Span, Unit, Weekday
from pipeline.times.resolve import resolve
from pipeline.vocabulary import words

MONTH = 28  # days that a period is long at least
TERMS = frozenset(("до", "к", "ко", "с", "со", "не"))  # не позднее мая
TENSES: dict[str, Tense] = {"Past": "past", "Fut": "future"}


def times(doc: Doc) -> Doc:
    """Fills `doc.times`: every expression of time with its preposition, and the days it covers."""
    from pipeline.numbers.numeral import numerals  # the numbers stage, in turn, asks for the expressions

    return replace(doc, times=tuple(resolved(doc, expressions(doc, numerals(doc)))))


def resolved(doc: Doc, found: Sequence[Expression]) -> Iterator[Time]:
    """Expressions with their days, in order; what stands together as one date, `в среду, 5 мая, в 9:30`, is one."""
    frame, sentence, year_sentence = Frame(doc.article.date), -2, -2
    groups = list(_groups(doc, found))
    limits = [*(group[0].outer_start for group in groups[1:]), len(doc.text)]
    for group, limit in zip(groups, limits, strict=False):
        here = doc.sentence_at(group[0].start)
        head = max(group, key=lambda e: _weight(e.reading))
        close = year_sentence >= 0 and doc.sentences[year_sentence].paragraph == doc.sentences[here].paragraph
        frame = frame.at(here - sentence <= 1, year_sentence == here, close, _tense(doc, head))
        moment = resolve(head.reading, frame)
        if len(group) > 1 and all(isinstance(e.reading, Calendar) for e in group):
            moment = Moment(resolve(group[0].reading, frame).start, resolve(group[-1].reading, frame).stop)
        stop = _stop(doc, group[-1], limit)
        yield Time(group[0].outer_start, stop, head.kind, moment.start, moment.stop, head.rule)
        if head.rule == "year_of_birth":
            continue
        if here == 0 and frame.told is None and moment.start == moment.stop and _is_full(head.reading):
            frame = replace(frame, told=moment.start)
        if (year := _named_year(head.reading, moment)) is not None:
            year_sentence = here
            frame = replace(frame, year=year)
        if frame.last and isinstance(head.reading, Recent) and head.reading.named:
            sentence = here  # за год: of the day reported on, which stays the one named
        elif moment.start or moment.stop:
            last = _plain(head.reading, moment, frame)
            long = length(last) >= MONTH and not isinstance(head.reading, Named)
            frame, sentence = replace(frame, last=last, period=last if long else frame.period), here


def _stop(doc: Doc, last: Expression, limit: int) -> int:
    """With the event that is counted from, `с начала реализации программы`, `за день до выборов`, up to `limit`."""
    stop = last.stop
    if last.rule == "since_event":
        stop = event_stop(doc, last.stop)
    elif last.rule == "past_units":
        stop = before_event(doc, last.stop)
    return stop if stop <= limit else last.stop


def _plain(reading: Reading, moment: Moment, frame: Frame) -> Moment:
    """The days themselves, which a later `в этот день` means, of `с 5 мая`, `до 2029 года`."""
    return resolve(reading.inner, frame) if isinstance(reading, Bound) else moment


def _is_full(reading: Reading) -> bool:
    """`11 сентября 2024 года`: without the article's date, the day that its first sentence tells of."""
    return isinstance(reading, Calendar) and reading.year is not None


def _named_year(reading: Reading, moment: Moment) -> int | None:
    """The year that an expression names, or that follows from it."""
    match reading:
        case Bound(inner) | Part(inner) | Span(_, inner):
            return _named_year(inner, moment)
        case Calendar() if reading.year is not None or reading.step is not None:
            end = moment.stop or moment.start
            return end.year if end else None
        case Unit("year", _, False):  # в этом году с 15 января
            return moment.stop.year if moment.stop else None
        case _:
            return None


# ---------------------------------------------------------------- several expressions, one date


def _groups(doc: Doc, found: Sequence[Expression]) -> Iterator[list[Expression]]:
    group: list[Expression] = []
    for expression in found:
        if group and not _belongs(doc, group, expression):
            yield group
            group = []
        group.append(expression)
    if group:
        yield group


def _belongs(doc: Doc, group: list[Expression], later: Expression) -> bool:
    """`Накануне в 7 часов утра`, `утром 6 апреля`, `в среду, 5 мая`; two dates side by side stay two."""
    gap = doc.text[group[-1].stop : later.outer_start].strip()
    if gap not in ("", ",", "—", "–", "-", "и") or doc.sentence_at(later.start) != doc.sentence_at(group[0].start):
        return False
    if _next_day(group[-1].reading, later.reading) and group[-1].rule == later.rule:
        return gap == "," or (gap == "и" and len(group) > 1)
    if gap == "и":
        return False
    weights = {_weight(e.reading) for e in group}
    mine = _weight(later.reading)
    return mine not in weights and (mine >= 1 or max(weights) >= 1) and not {mine, *weights} & {0}


def _next_day(a: Reading, b: Reading) -> bool:
    """`11, 12 апреля`."""
    if not isinstance(a, Calendar) or not isinstance(b, Calendar):
        return False
    return a.first == a.last and b.first == b.last == (a.first[0], a.first[1] + 1) and a.year == b.year


def _weight(reading: Reading) -> int:
    """Which of several expressions says the day: a date before a weekday before a relative day before the hour."""
    match reading:
        case Bound(inner):
            return _weight(inner)
        case Calendar(first, last):
            return 4 if first == last else 0
        case Weekday():
            return 3
        case Unit("day"):
            return 2
        case Clock():
            return 1
        case _:
            return 0


# ---------------------------------------------------------------- tense


def _tense(doc: Doc, expression: Expression) -> Tense:
    """Tense of the finite verb that the expression depends on; where it says when a noun is, it is not known.

    `с поставками в августе` of a sentence in the past may well be to come, and so is `планируют открыть в пятницу`.
    """
    i = doc.token_at(expression.start)
    for _ in range(8):
        if not 0 <= i < len(doc.tokens):
            break
        token = doc.tokens[i]
        if _plans(doc, i):
            return "future"
        if token.pos == "VERB" and token.feat("VerbForm") in ("Fin", ""):
            return "" if _sets_term(doc, i, expression) else TENSES.get(token.feat("Tense"), "")
        if token.pos == "VERB" and token.feat("Variant") == "Short":
            return _tense_of_passive(doc, i)
        if token.feat("VerbForm") == "Inf":
            over = token.head if token.head >= 0 else i
            return "future" if _plans(doc, over) or doc.tokens[over].feat("Tense") == "Fut" else ""
        if token.pos in ("VERB", "NOUN", "PROPN") and not expression.start <= token.start < expression.stop:
            return ""
        i = token.head
    return ""


def _sets_term(doc: Doc, verb: int, expression: Expression) -> bool:
    """`поручил до 1 июля погасить`, `обещали к маю построить`: a term that is set, whenever it was."""
    lead = doc.tokens[doc.token_at(expression.outer_start)].norm
    return lead in TERMS and doc.tokens[verb].lemma in words("plan_words")


def _plans(doc: Doc, index: int) -> bool:
    """`намерены`, `планируют`, `может`: what is said beside these is to come; of `планировали` it may be over."""
    token = doc.tokens[index]
    if token.pos not in ("VERB", "ADJ", "ADV") or (token.lemma != "мочь" and token.lemma not in words("plan_words")):
        return False
    if token.feat("VerbForm") == "Part" or token.feat("Variant") == "Short":
        was = any(t.norm.startswith("был") for t in doc.tokens[max(0, index - 2) : index])
        return token.feat("Variant") == "Short" and not was  # запланировано на июнь; not предлагаемых
    return token.feat("Tense") != "Past"


def _tense_of_passive(doc: Doc, verb: int) -> Tense:
    """`убит 3 мая`, `был убит`: past; `будет открыт`, whose `будет` may be tagged as present, is not."""
    beside = (doc.tokens[i] for i in range(max(0, verb - 3), min(len(doc.tokens), verb + 3)))
    ahead = any(t.lemma == "быть" and t.norm.startswith("буд") and t.sent == doc.tokens[verb].sent for t in beside)
    return "future" if ahead else "past"
