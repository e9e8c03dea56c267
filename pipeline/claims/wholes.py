"""Items of parts: what `26% от`, `двое из`, `из них` are of, and who collective numerals (`трое`) count."""

from __future__ import annotations

from pipeline.claims.context import NOTHING, Context
from pipeline.claims.phrase import Phrase, following
from pipeline.claims.resolve import MEMORY, POINTING, TAKING_UP, is_animate, persons, plural
from pipeline.claims.syntax import DASHES, THOSE, is_attribute, is_noun, lemma
from pipeline.morph import parts_of_speech

PARTS = frozenset(("count", "percent", "fraction"))  # what may be a part of a number of things
# fmt: off
COLLECTIVE = frozenset((
    "двое", "двоих", "двоим", "двоими", "трое", "троих", "троим", "троими", "четверо", "четверых", "четверым", "пятеро",
    "пятерых", "пятерым", "шестеро", "шестерых", "семеро", "семерых",
))
# fmt: on


def whole(c: Context) -> Phrase | None:
    """`26% и 23% от [общего объёма]`, `двое из [спасенных]`, `14 из 32 [стран]`: what a part is of."""
    i = c.frame.last
    while i + 2 < c.frame.sentence.last and c.doc.tokens[i].norm in ("и", ",") and c.past_number(i + 1) > i + 1:
        i = c.past_number(i + 1)
    if i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("от", "из"):
        return None
    if c.doc.tokens[i + 1].norm in THOSE:
        return _those(c, i)
    pointed = i + 2 < c.frame.sentence.last and c.doc.tokens[i + 1].norm in ("этих", "тех", "всех")  # из этих 9 [школ]
    start = c.past_number(i + 1 + pointed)
    start = start if start > i + 2 else c.past_number(i + 1)
    if c.kind == "money" and c.doc.tokens[i].norm == "из" and start == i + 1:
        return None  # 7 млрд тенге из резерва
    found = following(c.doc, start, c.frame.sentence.last, genitive=True)
    if found and c.kind == "money" and c.doc.tokens[i].norm == "от" and c.elsewhere(found.head):
        return None  # получил 4 млн от «Ручья»
    if found and c.kind == "count" and _from_where(c, found):
        return persons(c.doc, c.frame.first)
    far = c.kind == "measure" and c.doc.tokens[i].norm == "от"  # это 40 км от города
    return found if found and is_noun(c.doc.tokens[found.head]) and (not far or c.indicates(found.head)) else None


def _from_where(c: Context, phrase: Phrase) -> bool:
    """`судили водителей, в том числе двоих из [Твери]`: where people are from, of which they are no part."""
    head, people = c.doc.tokens[phrase.head], c.doc.tokens[c.frame.last - 1].norm in COLLECTIVE
    return people and (c.is_place(phrase.head) or (head.feat("Animacy") == "Inan" and head.feat("Number") == "Sing"))


def planned(c: Context) -> Phrase | None:
    """`90 километров [дамбы] из 110 запланированных`, `8 [очков] из 18 возможных`: what was counted before `из`."""
    last, direct = (c.known[-1] if c.known else None), c.direct
    if c.frame.preposition != "из" or direct is None or last is None:
        return None
    if last.phrase is None:
        return NOTHING if c.doc.tokens[direct.head].norm == "возможных" else None
    norm = c.doc.tokens[direct.head].norm
    alone = norm == "возможных" or (is_attribute(c.doc.tokens[direct.head]) and "NOUN" not in parts_of_speech(norm))
    beside = c.frame.first - 1 in (last.phrase.last, last.frame.last)
    return last.phrase if alone and beside else None


def among(c: Context) -> Phrase | None:
    """`из [них] четверо`, `из 220 [сотрудниц] 114 замужем`: the whole named before the part."""
    if c.kind not in ("count", "percent", "fraction", "measure", "money"):
        return None
    for i in range(c.frame.first - 1, c.frame.left - 1, -1):
        if c.doc.tokens[i].norm in ("из", "среди") and c.doc.tokens[i].sent == c.doc.tokens[c.frame.first].sent:
            if c.doc.tokens[i + 1].norm in THOSE:
                return _those(c, i)
            found = following(c.doc, c.past_number(i + 1), c.frame.first, genitive=True)
            again = found is not None and lemma(c.doc.tokens[found.first]) in POINTING
            if again and found and lemma(c.doc.tokens[found.head]) in TAKING_UP:
                return c.recent()  # из этого количества 12 тонн ушло
            return found if c.kind in PARTS else None
    return None


def _scaled(c: Context) -> bool:
    return c.doc.tokens[c.frame.last - 1].norm.startswith(("млн", "млрд", "трлн", "тыс", "миллион", "миллиард"))


def _those(c: Context, index: int) -> Phrase | None:
    """What `них`, `которых` stand for: what was counted last, for an amount what was measured last."""
    counted = c.kind in PARTS
    last = c.known[-1] if c.known else None
    if c.kind == "count" and last and last.frame.index == c.frame.index and last.frame.number.unit and _scaled(c):
        return last.phrase  # 16 млрд тенге, из которых 9 млрд – на ремонт
    share = c.kind in ("percent", "fraction") and last and last.frame.number.kind in ("money", "measure")
    if share and last and last.frame.index == c.frame.index:
        return last.phrase  # экспорт составил 5 млрд, из них 43% – мука
    if counted and (outer := _outer(c)):
        return outer
    for past in reversed(c.known[-3:]):
        near = c.frame.number.start - past.frame.number.stop < MEMORY
        alike = past.frame.number.kind == "count" if counted else c.alike(past)
        if near and alike and not (counted and past.phrase and c.indicates(past.phrase.head)):
            return past.phrase
    return plural(c.doc, index) if counted else None


def split(c: Context) -> Phrase | None:
    """`90 [семей] получили жильё: 60 – в городе, 30 – в сёлах`: the parts of what was counted before the colon."""
    value, tokens = c.frame.number.value, c.doc.tokens
    if c.kind != "count" or value is None or c.frame.first == c.frame.sentence.first:
        return None
    if tokens[c.frame.first - 1].text != ":" or tokens[min(c.frame.last, len(tokens) - 1)].text not in DASHES:
        return None
    before = [k for k in c.known if k.frame.index == c.frame.index and k.frame.number.kind == "count"]
    whole = next((k for k in reversed(before) if not k.frame.preposition), None)
    return whole.phrase if whole and (whole.frame.number.low or 0) > value else None


def _outer(c: Context) -> Phrase | None:
    """`откроют 5 [школ] на 900 мест, три из них – новые`: not what the things counted before are for."""
    if len(c.known) < 2 or c.known[-1].frame.index != c.frame.index or c.known[-1].frame.preposition != "на":
        return None
    outer, inner = c.known[-2], c.known[-1].frame
    beside = outer.phrase is not None and outer.phrase.last == inner.first - 1 and outer.frame.index == inner.index
    return outer.phrase if beside and outer.frame.number.kind == "count" else None


def people(c: Context) -> Phrase | None:
    """`Судили семерых [водителей]. Трое уже сидят`: who collective numerals count; things are not counted so."""
    word = c.doc.tokens[c.frame.last - 1].norm
    if c.kind != "count" or c.direct or word not in COLLECTIVE:
        return None
    near = (k for k in reversed(c.known[-3:]) if c.frame.number.start - k.frame.number.stop < MEMORY)
    counted = (k.phrase for k in near if k.phrase and k.frame.number.kind == "count")
    who = next((p for p in counted if is_animate(c.doc.tokens[p.head])), None)
    return who or persons(c.doc, c.frame.first)
