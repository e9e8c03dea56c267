"""Items that no rule before these finds: levels, results and ages that are bare numbers, and what is said once more."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.claims.aims import aim, invested, led_relative, left_until, needed, paid, since
from pipeline.claims.complement import right
from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.dashes import nominative_before
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.syntax import (
    OPENING,
    covering,
    is_attribute,
    is_noun,
    lemma,
    verb_lemma,
)

PLACING = frozenset(("разместиться", "размещаться", "расположиться", "располагаться", "раскинуться", "представить"))
COPULAR = frozenset(("быть", "стать", "оказаться", "остаться", "оставаться"))
GRADES = frozenset(("показатель", "коэффициент", "результат", "рейтинг", "индекс", "оценка"))
RACES = frozenset(("бег", "гонка", "забег", "заезд", "заплыв", "спринт", "марафон", "эстафета", "дистанция"))
SIGNS = OPENING | frozenset("+-–−/±")
FAR = 8  # tokens of a participle clause


def graded(c: Context) -> Phrase | None:
    """`третий с [результатом] 7,62`, `с [показателем полезности] «+2»`: the noun that a bare number is the value of."""
    tokens, i = c.doc.tokens, c.frame.first
    if c.kind not in ("count", "percent") or c.direct:
        return None
    while i - 1 > c.frame.sentence.first and tokens[i - 1].text in SIGNS and tokens[i - 1].stop == tokens[i].start:
        i -= 1
    found = ending(c.doc, i, c.frame.sentence.first) if is_noun(tokens[i - 1]) else None
    if found is None or c.elsewhere(found.head):
        return None
    before = tokens[found.first - 1].norm if found.first > c.frame.sentence.first else ""
    led = before in ("с", "со") and tokens[found.head].feat("Case") == "Ins"
    bare = lemma(tokens[found.head]) in GRADES and not c.change and before != "в"  # в результате двое
    return found if led or bare else None


def in_a_row(c: Context) -> Phrase | None:
    """`три подряд [ошибки]`: the noun behind an adverb."""
    i = c.frame.last
    if c.kind != "count" or i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("подряд", "кряду"):
        return None
    return following(c.doc, i + 1, c.frame.sentence.last, genitive=True)


def instead(c: Context) -> Phrase | None:
    """`примет 17 ящиков [мела] вместо обещанных 23`: the amount that was meant, of the same."""
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or c.direct:
        return None
    near = {t.norm for t in c.doc.tokens[max(c.frame.left, c.frame.first - 2) : c.frame.first]}
    return last.phrase if "вместо" in near else None


def race(c: Context) -> Phrase | None:
    """`победил в [беге] на 300 м`, `в [велогонке] на 70 км`: the race that has its length."""
    at = c.frame.first - 1
    if c.kind not in ("measure", "count") or c.doc.tokens[at].norm != "на" or at <= c.frame.sentence.first:
        return None
    found = ending(c.doc, at, c.frame.sentence.first)
    return found if found and lemma(c.doc.tokens[found.head]) in RACES else None


def stated(c: Context) -> Phrase | None:
    """`[концентрация] не должна превышать 0,1`, `[часы] стоят 30 тысяч`: the subject of a bare number's level."""
    near = c.frame.left <= c.subject < c.verb < c.frame.first
    return (graded(c) or c.resolve(c.subject)) if near and _states(c) else None


def stated_apart(c: Context) -> Phrase | None:
    """`[балл] тех, кто поступил, составлял 70`: the same over a clause, where no number before has the item."""
    apart = 0 <= c.subject < c.frame.first and c.verb_lemma not in COPULAR
    return c.resolve(c.subject) if apart and _states(c) else None


def _states(c: Context) -> bool:
    """Whether the verb states the level that a bare number is."""
    led = c.frame.preposition not in ("", "до") or c.doc.tokens[c.frame.first].norm == "один"
    if c.kind != "count" or c.direct or led:
        return False
    equal = c.doc.tokens[c.frame.first - 1].norm.startswith("равн")
    return c.levels or equal or c.verb_lemma in ("превышать", "превысить")


def near_zero(c: Context) -> Phrase | None:
    """`политики, [польза] от которых равна нулю`, `[шансы] близки к нулю`: of what so little is left."""
    before = c.doc.tokens[max(c.frame.left, c.frame.first - 3) : c.frame.first]
    like = any(t.norm.startswith(("равн", "близк")) for t in before)
    return nominative_before(c, c.frame.first) if like and c.kind == "count" and not c.direct else None


def same_deed(c: Context) -> Phrase | None:
    """`Орлов внёс [залог] в размере 9 млн, Сомов внёс 5 млн`: what the same verb had for its number before."""
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or not c.alike(last) or not 0 <= last.verb < c.verb:
        return None
    same = c.verb_lemma == verb_lemma(c.doc.tokens[last.verb]) and last.frame.last < c.verb < c.frame.first
    return last.phrase if same and not c.direct else None


def then_now(c: Context) -> Phrase | None:
    """`пила 40 тыс. вёдер [кваса], а сейчас — 6 тыс.`: the same at another time, the unit left out."""
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or last.verb != c.verb:
        return None
    stressed = all(t.pos in ("ADV", "ADP", "PART") for t in c.doc.tokens[c.frame.left : c.frame.first])  # – ещё два
    if not c.after_dash or c.direct or not stressed:
        return None
    start = c.frame.stretch_start(c.frame.left - 1)
    label = [t for t in c.doc.tokens[start : c.frame.left - 1] if t.pos not in ("CCONJ", "SCONJ", "PART", "ADP")]
    timed = label and all(t.pos == "ADV" or covering(c.doc.times, t.start) >= 0 for t in label)
    scaled = c.alike(last) or (c.kind == "count" and last.frame.number.kind in AMOUNTS)
    return last.phrase if timed and scaled else None


def years(c: Context) -> Phrase | None:
    """`[Иван] выступал и в 40`, `[певица] намерена петь до 70`: an age without the word for years."""
    number = c.doc.tokens[c.frame.last - 1].text
    if c.kind != "count" or c.direct or c.subject < 0 or not number.isdigit() or not 14 < int(number) < 90:
        return None
    who, before = c.doc.tokens[c.subject], c.doc.tokens[c.frame.first - 1].norm
    one = who.feat("Animacy") == "Anim" and who.feat("Number") == "Sing"
    led = c.doc.tokens[c.frame.first].norm == "до" or before in ("в", "к", "за", "после")
    return c.resolve(c.subject) if one and led else None


def of_age(c: Context) -> Phrase | None:
    """`[нашему заводу] 25 лет`, `[рисункам], созданным в пещере, около 8 тыс. лет`: of what age a thing is."""
    counted = c.kind == "count" and c.direct is None
    if not (counted or c.kind == "duration"):
        return None
    tokens, start = c.doc.tokens, _clause_start(c)
    if c.verb >= start and c.verb_lemma not in ("быть", "исполниться", "исполняться"):
        return None
    found = following(c.doc, start, c.frame.first)
    given = found is not None and is_noun(tokens[found.head]) and tokens[found.head].feat("Case") == "Dat"
    return found if found and given and (not counted or tokens[found.head].feat("Animacy") == "Anim") else None


def _clause_start(c: Context) -> int:
    """The first word of the stretch of the number, over a participle clause between commas; past `что`, `а`."""
    tokens, start, first = c.doc.tokens, c.frame.left, c.frame.sentence.first
    opened = c.frame.stretch_start(start - 1) if start > first else start
    if tokens[start - 1].text == "," and opened > first and is_attribute(tokens[opened]):
        start = c.frame.stretch_start(opened - 1)
    while start < c.frame.first and tokens[start].pos in ("SCONJ", "CCONJ", "PART"):
        start += 1
    return start


def out_of(c: Context) -> Phrase | None:
    """`26 из 35 входящих в союз [стран]`, `двое из [освобождённых] судом`: the whole over a participle's own words."""
    tokens, i = c.doc.tokens, c.frame.last
    if c.kind != "count" or i + 1 >= c.frame.sentence.last or tokens[i].norm != "из":
        return None
    start = c.past_number(i + 1)
    if start >= c.frame.sentence.last or not is_attribute(tokens[start]):
        return None
    ahead = range(start + 3, min(start + FAR, c.frame.right))
    noun = next((k for k in ahead if tokens[start + 1].pos == "ADP" and is_noun(tokens[k])), -1)
    return Phrase(noun, right(c.doc, noun), noun) if noun >= 0 else Phrase(start, start + 1, start)


def either_place(c: Context) -> Phrase | None:
    """`первое или [второе место]`: the place behind the second number."""
    tokens, i = c.doc.tokens, c.frame.last
    if c.kind != "rank" or i + 1 >= c.frame.sentence.last or tokens[i].norm not in ("и", "или", "либо"):
        return None
    after = c.past_number(i + 1)
    return following(c.doc, after, c.frame.sentence.last) if after > i + 1 else None


def inverted(c: Context) -> Phrase | None:
    """`руку подняли [человек] 50`: about so many, the class of things before their number."""
    before = c.frame.first - 1
    bare = c.kind == "count" and not c.direct and before >= c.frame.left
    return around(c.doc, before) if bare and c.doc.tokens[before].norm in ("человек", "штук", "экземпляров") else None


def spread(c: Context) -> Phrase | None:
    """`на площади 5 гектаров разместится [рынок]`: the thing that has its place on so much."""
    led = [t.norm for t in c.doc.tokens[max(c.frame.left, c.frame.first - 2) : c.frame.first]] == ["на", "площади"]
    return c.resolve(c.subject) if led and c.kind == "measure" and c.verb_lemma in PLACING else None


# as they are tried; each is right where it applies more often than the network
RULES: tuple[Callable[[Context], Phrase | None], ...] = (
    led_relative, since, left_until, needed, aim, paid, invested, graded, in_a_row, instead, race,
    near_zero, stated_apart, same_deed, of_age, out_of, either_place, inverted, spread,
)  # fmt: skip
