"""Items of sizes that stand right behind a noun: `теплица на 10 тонн`, `пшеница с клейковиной 23%`, `линии 110 кВ`."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.context import CAPACITIES, Context
from pipeline.claims.counting import STANDING
from pipeline.claims.hosts import thing_of
from pipeline.claims.phrase import Phrase, ending
from pipeline.claims.subject import object_
from pipeline.claims.syntax import covering, is_noun, lemma

EXTENTS = frozenset(("высота", "глубина", "расстояние", "дистанция", "радиус", "частота"))
LEVELS = frozenset(("высота", "глубина"))  # кабель лежит на глубине 20 метров
WITH = frozenset(("с", "со"))
ADVERBS = frozenset(("временами", "местами"))  # днём временами 25 метров в секунду
LENGTHS = frozenset(("meter", "kilometer", "mile", "nautical_mile"))
MOVING = frozenset(("в", "во", "на", "с", "со", "из", "от", "к", "до", "за"))  # спустился с горы на 300 метров


def each(c: Context) -> Phrase | None:
    """`200 [бутылок] по 5 литров`: the size of each thing that was counted right before."""
    last = c.known[-1] if c.known else None
    if c.frame.preposition != "по" or last is None or last.phrase is None or c.kind not in ("measure", "money"):
        return None
    beside = last.phrase.first >= last.frame.last and last.phrase.last == c.frame.first - 1
    return last.phrase if beside and last.frame.number.kind == "count" else None


def sized(c: Context) -> Phrase | None:
    """`[теплица] на 10 тыс. тонн`, `[проект] на 1 ГВт`: the thing that a measure tells the size of."""
    if c.kind != "measure" or c.frame.preposition != "на" or c.change or c.direct:
        return None
    i, last = c.frame.first - 1, c.known[-1] if c.known else None
    if last and last.phrase and i in (last.frame.last, last.phrase.last) and c.doc.tokens[i].norm == "на":
        return _same_size(c, last.phrase)
    if i <= c.frame.left or c.doc.tokens[i].norm != "на" or not is_noun(c.doc.tokens[i - 1]) or c.elsewhere(i - 1):
        return None
    found = ending(c.doc, i, c.frame.left)
    before = c.doc.tokens[found.first - 1] if found and found.first > c.frame.left else None
    if found is None or before is None or before.pos != "ADP":
        return found
    if lemma(c.doc.tokens[found.head]) in vocabulary.words("purpose_nouns"):
        return thing_of(c, found)  # меморандум, направленный на строительство [станций] на 1 ГВт
    host = ending(c.doc, found.first - 1, c.frame.left)  # завод по переработке шерсти на 3 тонны
    return Phrase(host.first, found.last, host.head) if host and before.norm not in MOVING else None


def _same_size(c: Context, counted: Phrase) -> Phrase:
    """`20 кубометров щепы на [площади] 700 га, 5 кубометров щепы на 90 га`: as before, else what was counted."""
    near = (
        k.phrase for k in c.known[-3:-1] if c.alike(k) and k.phrase and c.doc.tokens[k.phrase.head].norm == "площади"
    )
    return next(near, counted)


def extent(c: Context) -> Phrase | None:
    """`взорвался на [высоте] 20 км`, `на [дистанции] в 500 метров`: how high or how far off something goes on."""
    i = c.frame.first - 1
    i -= c.doc.tokens[i].norm in ("в", "во")
    found = ending(c.doc, i + 1, c.frame.left) if c.kind == "measure" and i > c.frame.left else None
    if found is None or found.head != i or lemma(c.doc.tokens[i]) not in EXTENTS:
        return None
    stays = c.verb_lemma in STANDING and c.subject >= 0 and lemma(c.doc.tokens[i]) in LEVELS
    return found if c.doc.tokens[found.first - 1].norm in ("на", "в", "во") and not stays else None


def endowed(c: Context) -> Phrase | None:
    """`пшеница с [клейковиной] 23%`, `торги с [общим объёмом мощностей] 7 ГВт`: a property right before its amount."""
    i = c.frame.first - 1
    if c.kind not in ("percent", "measure", "money") or i <= c.frame.left or WITH.isdisjoint(c.frame.norms):
        return None
    if not is_noun(c.doc.tokens[i]) or c.direct:
        return None
    found = ending(c.doc, c.frame.first, c.frame.left)
    if found is None or c.doc.tokens[found.first - 1].norm not in WITH or c.elsewhere(found.head):
        return None
    if lemma(c.doc.tokens[found.head]) in CAPACITIES:
        return None  # станции с общей мощностью 40 МВт
    thing = c.doc.tokens[found.head].feat("Animacy") == "Inan"
    return found if thing and c.doc.tokens[found.head].feat("Case") == "Ins" else None


def covered(c: Context) -> Phrase | None:
    """`[ракета] пролетела 90 км`: a distance is of the thing that covers it; a person's has no item."""
    if c.kind != "measure" or c.frame.number.unit not in LENGTHS or c.direct or c.change or c.frame.preposition:
        return None
    if not 0 <= c.verb < c.frame.first or c.subject < 0 or object_(c.doc, c.verb) >= 0:
        return None
    found = c.resolve(c.subject)
    head = c.doc.tokens[found.head] if found else None
    if found is None or head is None or head.feat("Animacy") == "Anim" or head.feat("Case") not in ("", "Nom"):
        return None
    if any(is_noun(t) for t in c.doc.tokens[c.verb + 1 : c.frame.first]):
        return None  # была на глубине всего 15 метров
    return found if covering(c.doc.mentions, c.doc.tokens[found.head].start) < 0 else None


def _without_name(c: Context, phrase: Phrase) -> Phrase:
    """`[орудие] калибра 37 мм`: without the name of the size in the genitive."""
    tokens, last = c.doc.tokens, phrase.last - 1
    named = last > phrase.head and tokens[last].feat("Case") == "Gen"
    named = named and lemma(tokens[last]) in vocabulary.words("pass_through")
    return Phrase(phrase.first, last, phrase.head) if named else phrase


def adjacent(c: Context) -> Phrase | None:
    """`[линии] 110 кВ`, `[бутылку] 0,5 л`: the noun right before a measure."""
    i = c.frame.first - 1
    if c.kind != "measure" or c.change or i < c.frame.left or not is_noun(c.doc.tokens[i]) or c.elsewhere(i):
        return None
    found = ending(c.doc, i + 1, c.frame.left)
    found = _without_name(c, found) if found else found
    bare = lemma(c.doc.tokens[i]) in vocabulary.words("pass_through") and (found is None or found.last > i)
    if bare or c.doc.tokens[i].norm in ADVERBS:
        return None
    led = c.doc.tokens[found.first - 1].norm if found and found.first > c.frame.left else ""
    last = c.known[-1] if c.known else None
    if led == "на" and found and c.indicates(found.first - 2):
        host = ending(c.doc, found.first - 1, c.frame.left)
        return Phrase(host.first, found.last, host.head) if host else found  # нагрузка на ось 25 тонн
    again = last is not None and last.frame.index == c.frame.index and c.alike(last)
    return None if again and led in ("на", "в", "во") else found  # на [западе области] 17 градусов
