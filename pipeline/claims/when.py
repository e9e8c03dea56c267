"""How times are named: by which claims hold, and which belong to something else; times that are one."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Literal

from pipeline.claims.frame import COMPARATIVES, Frame
from pipeline.claims.syntax import DASHES, REACH, covering, lemma
from pipeline.document import Doc, Sentence, Time
from pipeline.offsets import starts

COMPARING = frozenset(("чем", "против", "сравнению", "сравнении", "нежели", "относительно"))
RECORDS = frozenset(("максимум", "минимум", "рекорд", "впервые"))
Standing = Literal["free", "of a noun", "compared", ""]


def labels(frame: Frame) -> Time | None:
    """`в том числе 131 тонна – [весной текущего года]`: right behind the number and a dash."""
    tokens = frame.doc.tokens
    if frame.last + 1 >= frame.sentence.last or tokens[frame.last].text not in DASHES:
        return None
    found = covering(frame.doc.times, tokens[frame.last + 1].start)
    time = frame.doc.times[found] if found >= 0 else None
    return time if time and time.start == tokens[frame.last + 1].start else None


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


def stands(doc: Doc, time: Time, sentence: Sentence) -> Standing:
    """Whether a time may say when something holds, or belongs to a noun: neither if it is compared with, a year of
    birth, in brackets of its own, or part of a name."""
    i = doc.token_at(time.start)
    if is_compared(doc, sentence, i):
        return "compared"
    if time.rule == "year_of_birth" or _is_of_paper(doc, i) or _is_of_record(doc, i):
        return ""
    if time.rule == "holiday" and doc.tokens[i].norm in ("к", "ко"):
        return ""  # ко Дню Победы: the occasion
    if covering(doc.mentions, time.start) >= 0 or _bracket(doc, i, sentence) >= 0 or _vague(doc, i, time):
        return ""
    return "of a noun" if _belongs(doc, i) else "free"


def is_compared(doc: Doc, sentence: Sentence, i: int) -> bool:
    """`чем [в 2018-м]`, `в сравнении [с прошлым годом]`, `на 5% больше [прошлого года]`, `как и [в 2018-м]`."""
    if i > sentence.first and doc.tokens[i].pos != "ADP" and doc.tokens[i - 1].norm in COMPARATIVES:
        return True
    if [t.norm for t in doc.tokens[max(sentence.first, i - 2) : i]] == ["как", "и"]:
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


def _bracket(doc: Doc, index: int, sentence: Sentence) -> int:
    """The bracket that is open at a token, -1 if none."""
    for i in range(index - 1, max(sentence.first, index - REACH) - 1, -1):
        if doc.tokens[i].text in "()":
            return i if doc.tokens[i].text == "(" else -1
    return -1
