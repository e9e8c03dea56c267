"""The times of an article as options for when a claim holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable
from itertools import compress, groupby

from pipeline.claims.attribution import attributes, speech_class
from pipeline.claims.frame import Frame
from pipeline.claims.misleading import stands_already
from pipeline.claims.options import Option, Values, inside, step, words
from pipeline.claims.syntax import REACH, is_finite
from pipeline.claims.time_kind import OPENING, is_now, is_open, is_report
from pipeline.claims.when import Standing, of_start, stands
from pipeline.document import Doc, Sentence, Time
from pipeline.numbers.per import rate_bases
from pipeline.offsets import starts

TIME = (
    "rule", "kind", "ends", "days", "tense", "ago", "preposition", "free", "of a noun", "compared", "of the start",
    "open", "now", "report", "place in the sentence", "sentence", "above", "relation", "verb of speech", "before",
    "behind a comma", "opens", "attribution", "future", "leads a list", "finite", "named", "likely times",
)  # fmt: skip
VERBS = frozenset(("VERB", "AUX"))
DAYS = (0, 1, 6, 8, 31, 92, 190, 366, 800)
FIRST, LAST = 4, 12  # how many of the first and of the last times of an article may still hold


def time_options(doc: Doc, last: int) -> list[Option]:
    """The times of an article up to the end of sentence `last`, in order."""
    times = doc.times[: bisect_left(starts(doc.times), doc.sentences[last].stop)]
    keys = [(time.time_start, time.time_end) if time.time_start or time.time_end else time.start for time in times]
    places = [doc.sentence_at(time.start) for time in times]
    standing = [stands(doc, time, doc.sentences[index]) for time, index in zip(times, places, strict=True)]
    likely = step(len(set(compress(keys, [each == "free" for each in standing]))))
    named, found = Counter[Hashable](keys), []
    for index, group in groupby(zip(times, keys, places, standing, strict=True), key=lambda each: each[2]):
        whole = _of_sentence(doc, doc.sentences[index])
        for time, key, _, how in group:
            found.append(_option(doc, time, key, index, how, (*whole, step(named[key]), likely)))
    return found


def _option(doc: Doc, time: Time, key: Hashable, index: int, how: Standing, whole: Values) -> Option:
    sentence, (first, last, top) = doc.sentences[index], inside(doc, time)
    values = (*_days(doc, time), *_manner(doc, time, first, how), step(first - sentence.first),
              step(index), *_around(doc, sentence, first, top), *whole)  # fmt: skip
    return Option(time, key, index, first, last, values, words(doc, first, top), how == "free")


def _of_sentence(doc: Doc, sentence: Sentence) -> Values:
    seen = doc.tokens[sentence.first : min(sentence.last, sentence.first + REACH)]
    future = any(t.pos in VERBS and t.feat("Tense") == "Fut" for t in seen)
    return attributes(doc, sentence), future, doc.tokens[sentence.last - 1].text == ":", any(map(is_finite, seen))


def _days(doc: Doc, time: Time) -> Values:
    today, first, last = doc.article.date, time.time_start or time.time_end, time.time_end or time.time_start
    days = (time.time_end - time.time_start).days if time.time_start and time.time_end else -1
    if today is None or first is None or last is None:
        tense, ago = "", 99
    else:
        tense = "future" if first > today else "today" if first == last == today else "past" if last < today else "now"
        ago = _days_step((today - first).days)
    return (time.rule, time.kind, ("s" if time.time_start else "") + ("e" if time.time_end else ""), _days_step(days),
            tense, ago)  # fmt: skip


def _days_step(days: int) -> int:
    size = next((i for i, most in enumerate(DAYS) if abs(days) <= most), len(DAYS))
    return size if days >= 0 else -1 - size


def _manner(doc: Doc, time: Time, first: int, how: Standing) -> Values:
    token = doc.tokens[first]
    return (
        token.norm if token.pos == "ADP" else "", how == "free", how == "of a noun", how == "compared",
        of_start(doc, time), is_open(doc, time), is_now(doc, time), is_report(doc, time),
    )  # fmt: skip


def _around(doc: Doc, sentence: Sentence, first: int, top: int) -> Values:
    head = doc.tokens[top].head
    comma = any(t.text == "," for t in doc.tokens[sentence.first : min(first, sentence.first + REACH)])
    return (
        doc.tokens[head].pos if head >= 0 else "", doc.tokens[top].rel,
        speech_class(doc.tokens[head]) if head >= 0 else "",
        doc.tokens[first - 1].pos if first > sentence.first else "", comma, first - sentence.first <= OPENING,
    )  # fmt: skip


def listed(options: list[Option], frame: Frame, seen: int) -> list[int]:
    """Which of the first `seen` times may hold for a number: some of the first and last, none that it is part of."""
    near = [*range(min(FIRST, seen)), *range(max(min(FIRST, seen), seen - LAST), seen)]
    start, stop = frame.number.start, frame.number.stop
    if frame.preposition in ("с", "со") and stands_already(frame):
        return []  # к 2031 году вырастет с нынешних 9%
    apart = [i for i in near if options[i].span.stop <= start or options[i].span.start >= stop]
    return [i for i in apart if not _is_rate(frame, options[i])]


def _is_rate(frame: Frame, option: Option) -> bool:
    """`за сутки проходит 9 тысяч машин`: what the number is a rate of is no time of it."""
    if not frame.number.per or option.sentence != frame.index or option.span.rule != "past_units":
        return False
    return rate_bases().get(frame.doc.tokens[option.last - 1].norm) == frame.number.per
