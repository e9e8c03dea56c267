"""When a claim holds, by its own sentence: the expression of time of its clause, else of the clauses before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipeline.claims.attribution import speech_class
from pipeline.claims.frame import COMPARATIVES, Frame
from pipeline.claims.syntax import DASHES, REACH, covering, is_attribute, is_noun, is_verb, lemma
from pipeline.document import Doc, Modality, Sentence, Time
from pipeline.offsets import starts

COMPARING = frozenset(("чем", "против", "сравнению", "сравнении", "нежели", "относительно"))
RECORDS = frozenset(("максимум", "минимум", "рекорд", "впервые"))
MODAL = frozenset(("мочь", "смочь"))
BEHIND = 5  # tokens of a unit, a noun and a rate between a number and the bracket behind it
TAKEN = 15  # characters by which a time counts farther that stands right behind another number


def when(frame: Frame, verb: int) -> Time | None:
    """The time that the sentence gives for the number, None where it gives none.

    That of its own clause, else the last one of the clauses before.
    """
    number = frame.number
    if label := _label(frame):
        return label
    apart = (t for t in named(frame.doc, frame.sentence) if t.stop <= number.start or t.start >= number.stop)
    free = (
        t for t in apart if is_free(frame.doc, t, frame.sentence, frame.bracket) and not _of_telling(frame, t, verb)
    )
    inside = [t for t in free if not (_labels(frame, t) or _of_other(frame, t) or _of_standard(frame, t))]
    seen = [t for t in inside if _is_seen(frame, t)]
    own = [t for t in seen if frame.clause_at(t.start) == frame.clause]
    same = [t for t in own if _same_stretch(frame, t)]
    if same:
        return min(same, key=lambda t: _gap(frame, t))
    for times in (own, seen):
        before = [t for t in times if t.stop <= frame.number.start]
        if before:
            return before[-1]
    after = next((t for t in own if _goes_with(frame, t, verb)), None)
    return after or _in_bracket_behind(frame) or _of_participle(frame) or _of_noun(frame)


def _of_noun(frame: Frame) -> Time | None:
    """`бюджет переписи [2009 года] составил`, `рекорд [2017 года], когда затопило 380 домов`: the year of a noun."""
    if frame.bracket >= 0:
        return None
    before = [t for t in named(frame.doc, frame.sentence) if t.stop <= frame.number.start and t.rule == "year"]
    free = [t for t in before if is_free(frame.doc, t, frame.sentence, of_noun=True)]
    return next((t for t in reversed(free) if _may_date(frame, t)), None)


def _may_date(frame: Frame, time: Time) -> bool:
    """Whether the year of a noun dates the number: in its own clause, or what its clause, `когда …`, is about."""
    tokens, after = frame.doc.tokens, frame.doc.token_at(time.stop)
    if tokens[after].text == "," and tokens[after + 1].norm == "когда":
        return after < frame.first
    i = frame.doc.token_at(time.start) - 1
    while i > frame.sentence.first and (is_noun(tokens[i]) or tokens[i].pos == "ADJ"):
        i -= 1
    return tokens[i].pos != "ADP" and frame.clause_at(time.start) == frame.clause  # до событий 2014 года: no


def in_a_row(doc: Doc, time: Time) -> Time:
    """`в июне, июле и августе`: months or days that follow each other and stand together are one time."""
    at = bisect_left(starts(doc.times), time.start)
    first = last = at
    while first and _follows(doc, doc.times[first - 1], doc.times[first]):
        first -= 1
    while last + 1 < len(doc.times) and _follows(doc, doc.times[last], doc.times[last + 1]):
        last += 1
    if first == last:
        return time
    one, other = doc.times[first], doc.times[last]
    return replace(time, start=one.start, stop=other.stop, time_start=one.time_start, time_end=other.time_end)


def _follows(doc: Doc, time: Time, other: Time) -> bool:
    bare = doc.tokens[doc.token_at(other.start)].pos != "ADP"
    next_day = time.time_end and other.time_start and (other.time_start - time.time_end).days == 1
    return bool(bare and next_day) and doc.text[time.stop : other.start].strip() in (",", "и")


def suits(frame: Frame, time: Time, modality: Modality) -> bool:
    """Whether a time may be that of a plan: not one gone by that an earlier clause names, nor a mere length of time.

    `за последние три года открыто 13 школ, планируется открыть ещё 4`; `за 30 дней заплатят 75 тысяч`.
    """
    if modality != "plan":
        return True
    today, words = frame.doc.article.date, frame.doc.text[time.start : time.stop].lower()
    gone = "последн" in words or "прошл" in words or bool(today and time.time_end and time.time_end < today)
    if gone and time.stop <= frame.doc.tokens[frame.left].start:
        return False
    return time.rule != "past_units" or bool(time.time_start or today is None)


def _is_seen(frame: Frame, time: Time) -> bool:
    """Named in the clause of the number or before it; the day on which somebody spoke is not that of what he said."""
    clause = frame.clause_at(time.start)
    return frame.clause.sees(clause) or (frame.clause.follows(clause) and time.time_start != time.time_end)


def _labels(frame: Frame, time: Time) -> bool:
    """`600 га, из них 413 га – [за последний год]`: behind a dash, the time of the number before it alone."""
    tokens, dash = frame.doc.tokens, frame.doc.token_at(time.start) - 1
    if dash < frame.last or tokens[dash].text not in DASHES or frame.last <= frame.right == dash:
        return False
    between = tokens[frame.last : dash]
    return any(covering(frame.doc.numbers, token.start) >= 0 for token in between)


def _label(frame: Frame) -> Time | None:
    """`в том числе 131 тонна – [весной текущего года]`: right behind the number and a dash."""
    tokens = frame.doc.tokens
    if frame.last + 1 >= frame.sentence.last or tokens[frame.last].text not in DASHES:
        return None
    found = covering(frame.doc.times, tokens[frame.last + 1].start)
    time = frame.doc.times[found] if found >= 0 else None
    return time if time and time.start == tokens[frame.last + 1].start else None


def _of_other(frame: Frame, time: Time) -> bool:
    """The year of the level that a change began from, for any other number; `по 9 тысяч тенге [за месяц]` is a rate."""
    follows = frame.doc.token_at(time.start) == frame.last
    if time.rule == "past_units" and follows:
        return frame.preposition == "по" and frame.number.kind == "money"
    return not follows and of_start(frame.doc, time)


def _of_telling(frame: Frame, time: Time, verb: int) -> bool:
    """`[2 марта] министр рассказал о задержании пятерых`: the day of telling is not that of what is told."""
    if verb < 0 or time.time_start != time.time_end or time.time_start is None or verb > frame.first:
        return False
    token = frame.doc.tokens[verb]
    return speech_class(token) in ("say", "tell") and time.stop <= token.start


def _of_standard(frame: Frame, time: Time) -> bool:
    """`убыток в 40 млрд против 5 млрд [в 2020 году]`: the time of the number that this one is held against."""
    between = frame.doc.tokens[frame.last : frame.doc.token_at(time.start)] if time.start >= frame.number.stop else ()
    return any(t.norm == "против" for t in between)


def _in_bracket_behind(frame: Frame) -> Time | None:
    """`4 млрд кубометров/год (ввод [в 2028 году])`: a bracket right behind the number that holds no other number."""
    tokens, last = frame.doc.tokens, min(frame.last + BEHIND, frame.sentence.last)
    opening = next((i for i in range(frame.last, last) if tokens[i].text == "("), -1)
    if opening < 0 or any(t.text in ",;:." for t in tokens[frame.last : opening]):
        return None
    closing = next((i for i in range(opening, frame.sentence.last) if tokens[i].text == ")"), opening)
    inside = [t for t in named(frame.doc, frame.sentence) if tokens[opening].start < t.start < tokens[closing].start]
    claimed = any(
        (at := covering(frame.doc.numbers, t.start)) >= 0 and frame.doc.numbers[at].is_claim
        for t in tokens[opening:closing]
    )
    return inside[0] if len(inside) == 1 and not claimed else None


def of_start(doc: Doc, time: Time) -> bool:
    """`с 90 [в 2020 году] до 40 в 2024 году`: the time of the level before."""
    first, after = doc.token_at(time.start), doc.token_at(time.stop)
    if after >= len(doc.tokens) or doc.tokens[after].norm != "до":
        return False
    found = covering(doc.numbers, doc.tokens[first - 1].start) if first else -1
    if found < 0:
        return False
    before = doc.token_at(doc.numbers[found].start) - 1
    return before >= 0 and doc.tokens[before].norm in ("с", "со")


def _of_participle(frame: Frame) -> Time | None:
    """`карта [на 2025–2027 годы], предусматривающая 600 проектов`: the years of what the participle describes."""
    tokens, comma = frame.doc.tokens, frame.left - 1
    if comma <= frame.sentence.first or tokens[comma].text != "," or not is_attribute(tokens[frame.left]):
        return None
    found = covering(frame.doc.times, tokens[comma - 1].start)
    return frame.doc.times[found] if found >= 0 else None


def named(doc: Doc, sentence: Sentence) -> tuple[Time, ...]:
    """The times that a sentence names."""
    begins = starts(doc.times)
    return doc.times[bisect_left(begins, sentence.start) : bisect_left(begins, sentence.stop)]


def is_free(doc: Doc, time: Time, sentence: Sentence, bracket: int = -1, of_noun: bool = False) -> bool:
    """Not what is compared with, not a year of birth, not in brackets of its own, not part of a name."""
    i = doc.token_at(time.start)
    if (
        time.rule == "year_of_birth"
        or is_compared(doc, time, sentence)
        or _is_of_paper(doc, i)
        or _is_of_record(doc, i)
    ):
        return False
    if time.rule == "holiday" and doc.tokens[i].norm in ("к", "ко"):
        return False  # ко Дню Победы: the occasion
    if covering(doc.mentions, time.start) >= 0 or _bracket(doc, i, sentence) not in (-1, bracket):
        return False
    if bracket >= 0 and doc.tokens[i].norm == "к":  # (+7% к прошлому году)
        return False
    return _belongs(doc, i) is of_noun and not _vague(doc, i, time)


def is_compared(doc: Doc, time: Time, sentence: Sentence) -> bool:
    """`чем [за январь 2018 года]`, `по сравнению [с прошлым годом]`, `на 5% больше [прошлого года]`."""
    i = doc.token_at(time.start)
    if i > sentence.first and doc.tokens[i].pos != "ADP" and doc.tokens[i - 1].norm in COMPARATIVES:
        return True
    return any(t.norm in COMPARING for t in doc.tokens[max(sentence.first, i - 3) : i + 3])


def _is_of_paper(doc: Doc, index: int) -> bool:
    """`приказом [от 2 февраля]`: the date of a paper."""
    return index > 0 and doc.tokens[index].norm == "от" and doc.tokens[index - 1].pos in ("NOUN", "PROPN", "ADJ")


def _is_of_record(doc: Doc, index: int) -> bool:
    """`максимум [с декабря 2015 года]`, `впервые [с 2011 года]`: since when there was nothing like it."""
    return index > 0 and doc.tokens[index].norm in ("с", "со") and lemma(doc.tokens[index - 1]) in RECORDS


def _vague(doc: Doc, index: int, time: Time) -> bool:
    """`пока`, `в то время как`, `первая неделя акции`, `четвёртый день`: words of time that name none."""
    if time.rule == "nth_unit" and time.kind == "time":
        return True
    after = doc.token_at(time.stop)
    return doc.tokens[index].norm == "пока" or (after < len(doc.tokens) and doc.tokens[after].norm == "как")


def _belongs(doc: Doc, index: int) -> bool:
    """`начала сезона [2019 года]`, `программы [на 2017-2021 годы]`: part of the noun before it."""
    token, before = doc.tokens[index], doc.tokens[index - 1] if index else None
    if before is None or before.sent != token.sent or before.pos not in ("NOUN", "PROPN", "X"):
        return False
    if token.norm == "на" and any(t.norm == "годы" for t in doc.tokens[index : index + 5]):
        return True
    if token.norm == "на":
        head = doc.tokens[doc.tokens[index].head]
        return head.rel == "nmod" and head.head < index
    year = any(t.norm in ("года", "годов", "гг") for t in doc.tokens[index + 1 : index + 4])
    return token.pos != "ADP" and (token.feat("Case") == "Gen" or (token.text[:1].isdigit() and year))


def _goes_with(frame: Frame, time: Time, verb: int) -> bool:
    """A time after the number belongs to it where no other verb comes between, but `может [вырасти] к 2026 году`."""
    tokens, between = frame.doc.tokens, range(frame.last, frame.doc.token_at(time.start))
    others = [i for i in between if is_verb(tokens[i]) and i != verb]
    return time.start >= frame.number.stop and all(tokens[i].lemma in MODAL and i + 2 >= verb for i in others)


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
