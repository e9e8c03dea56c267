"""What a number in brackets is about: what the brackets name, or what stands before them."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.change import directions
from pipeline.claims.context import AMOUNTS, NOTHING, Context
from pipeline.claims.dashes import before_dash, nominative_before
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.hosts import DOING, thing_of
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.spending import sum_of
from pipeline.claims.subject import nominative, subject
from pipeline.claims.syntax import CLOSING, DASHES, OPENING, covering, is_noun, is_verb, lemma, verb_lemma
from pipeline.claims.tied import PARTS
from pipeline.claims.wholes import whole

NO_HOSTS = DOING | {"место", "обвал", "работа"}  # проект по [выпуску кирпича] (3 млн)
FALLING_TO = frozenset(("прийтись", "приходиться"))


def in_bracket(c: Context) -> Phrase | None:
    """`(+7,5%)`, `(12 тыс. тенге)`, `(60,6 на 100)`, `(план 79 603)`, `(рост на 11%)`."""
    if c.frame.bracket < 0 or _tells(c):
        return None
    return (
        _classed(c)
        or c.direct
        or _of_whole(c)
        or sum_of(c)
        or before_dash(c)
        or next(filter(None, (rule(c) for rule in RULES)), None)
    )


def _tells(c: Context) -> bool:
    """`(его [ширина] составляет 12 метров)`: the brackets hold a clause of their own, read like any other."""
    inside = range(c.frame.bracket + 1, c.frame.first)
    verb = next((i for i in inside if is_verb(c.doc.tokens[i])), -1)
    return verb >= 0 and any(_own_subject(c, i) for i in inside)


def _own_subject(c: Context, index: int) -> bool:
    """A nominative in the brackets, but not of `(речь идёт о 5 млн)`."""
    return nominative(c.doc, index) and not c.is_place(index) and c.doc.tokens[index].norm != "речь"


def _classed(c: Context) -> Phrase | None:
    """`школьников стало больше на 4% (296 тысяч [человек])`: the noun only says that people are counted."""
    last = c.known[-1] if c.known else None
    beside = last is not None and c.frame.bracket == last.frame.last and last.frame.number.kind == "percent"
    if not (last and last.phrase and beside and c.is_classed):
        return None
    part = lemma(c.doc.tokens[last.phrase.head]) in PARTS  # доля [сотрудников] составила 5% (20 человек)
    return following(c.doc, last.phrase.head + 1, last.phrase.last, genitive=True) if part else last.phrase


def _of_whole(c: Context) -> Phrase | None:
    """`купили 5 млрд кубометров газа (треть от [общего потребления])`: what the part is of."""
    return whole(c) if c.kind in ("percent", "fraction") and c.frame.first - c.frame.bracket <= 2 else None


def _dative_label(c: Context) -> Phrase | None:
    """`(Илье — 20 лет, [Антону] — 25)`: who it is said of, in the dative before a dash."""
    start = c.frame.stretch_start(c.frame.left - 1) if c.after_dash and c.frame.left == c.frame.first else c.frame.left
    found = following(c.doc, start, c.frame.left - 1) if start < c.frame.left - 1 else None
    if found is None or found.last != c.frame.left - 1 or c.doc.tokens[found.head].feat("Case") != "Dat":
        return None
    return found if c.doc.tokens[found.head].feat("Animacy") == "Anim" else None


def _whose_age(c: Context) -> Phrase | None:
    """`Орлов (41 год), [Сомов] (42 года) и [Ершов] (26 лет)`: the person right before the brackets."""
    found = ending(c.doc, c.frame.bracket, c.frame.sentence.first) if c.kind == "age" and c.frame.bracket else None
    if found is None or c.frame.bracket + 1 != c.frame.first or c.is_place(found.head):
        return None
    named = covering(c.doc.mentions, c.doc.tokens[c.frame.bracket - 1].start) >= 0
    return around(c.doc, c.frame.bracket - 1) if named else found


def _titled(c: Context) -> Phrase | None:
    """`(план 79 603)`: a noun in brackets right before the number, if it is no word of change."""
    led = c.frame.first - 2 > c.frame.bracket and c.doc.tokens[c.frame.first - 1].norm in ("в", "во")
    found = None if c.change else ending(c.doc, c.frame.first - led, c.frame.bracket + 1)  # (усилие в 5 тонн)
    if found is None or found.first - 1 <= c.frame.bracket or c.doc.tokens[found.first - 1].norm != "по":
        return found
    host = ending(c.doc, found.first - 1, c.frame.bracket + 1)  # (при среднем показателе по отрасли 31%)
    return Phrase(host.first, found.last, host.head) if host and c.indicates(host.head) else found


def _fallen_to(c: Context) -> Phrase | None:
    """`4 млрд пришлось на [растениеводство] (рост 18%)`: the part that an amount falls to."""
    verb = c.known[-1].verb if c.known and c.known[-1].frame.index == c.frame.index else -1
    if verb < 0 or verb_lemma(c.doc.tokens[verb]) not in FALLING_TO:
        return None
    part = ending(c.doc, c.frame.bracket, c.frame.sentence.first)
    led = part is not None and c.doc.tokens[part.first - 1].norm == "на"
    return part if part and led and not c.is_place(part.head) else None


def _dated(c: Context) -> Phrase | None:
    """`37 тысяч жителей получили паспорта (в 2015 году – [32 тысячи])`: the same at another time."""
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or not c.alike(last):
        return None
    label = range(c.frame.bracket + 1, c.frame.first)
    dated = [covering(c.doc.times, c.doc.tokens[i].start) >= 0 for i in label if c.doc.tokens[i].text not in DASHES]
    return last.phrase if dated and all(dated) else None


def _named(c: Context) -> Phrase | None:
    """`Экспорт – 90 тонн. Покупатели: Иран ([55 тонн])`: a name that only takes its part of the amount before."""
    last = c.known[-1] if c.known else None
    if last is None or not c.alike(last) or covering(c.doc.mentions, c.doc.tokens[c.frame.bracket - 1].start) < 0:
        return None
    host = _host(c)
    return c.recent() if host is None or covering(c.doc.mentions, c.doc.tokens[host.head].start) >= 0 else None


def _repeated(c: Context) -> Phrase | None:
    """The brackets say the number before in another unit, or go on with a list of brackets."""
    last = c.known[-1] if c.known else None
    if last is None:
        return None
    if c.frame.number.per and c.frame.number.per.split()[:1] == last.frame.number.per.split()[:1]:
        return last.phrase  # (60,6 на 100) after «63,6 на 100 работающих»
    if last.frame.index != c.frame.index and c.frame.bracket - last.frame.last > 1:  # 37 грн. ($1,4)
        return None
    if last.frame.bracket >= 0:
        apart = last.frame.bracket != c.frame.bracket
        return (_own_indicator(c) or (_label(c) if apart else None)) or last.phrase
    if any(is_verb(t) for t in c.doc.tokens[last.frame.last : c.frame.bracket]):
        return None
    if last.frame.number.kind == "count" and c.kind == "money":
        return c.passed(last.frame.first) or NOTHING
    beside = c.kind == "percent" and last.phrase and c.frame.bracket <= max(last.frame.last, last.phrase.last) + 1
    return (last.phrase or NOTHING) if last.frame.number.kind in AMOUNTS or beside else None


def _own_indicator(c: Context) -> Phrase | None:
    """`экспорт упал (-4%) по сравнению с [импортом] (-2%)`: an indicator right before the second bracket."""
    start = c.known[-1].frame.last + 1
    also = [t.norm for t in c.doc.tokens[start : start + 3]] == [",", "а", "также"]
    if also:  # , а также [бумаги компаний] – «Север» (+0,1%)
        found = following(c.doc, start + 3, c.frame.bracket)
        direct = found is not None and c.doc.tokens[found.head].feat("Case") in ("Nom", "Acc")
        return found if found and direct and not c.elsewhere(found.head) else None
    named = c.indicates(c.frame.bracket - 1) and c.frame.bracket - 1 > c.known[-1].frame.last
    return ending(c.doc, c.frame.bracket, c.known[-1].frame.last + 1) if named else None


def _label(c: Context) -> Phrase | None:
    """`запасы велики: рожь (5 тонн), [просо] (3 тонны)`: the thing that stands right before its brackets."""
    last = c.known[-1].frame.last if c.known else -1
    start = max(c.frame.sentence.first, last)
    found = ending(c.doc, c.frame.bracket, start) if start < c.frame.bracket else None
    if found is None or found.first == last or (c.elsewhere(found.head) and not _in_row(c, found.head)):
        return None
    if c.doc.tokens[found.last - 1].text in CLOSING and not _is_named(c, found):
        return None  # a name: «Юг» (+0,5%)
    person = c.doc.tokens[found.head].feat("Animacy") == "Anim"
    if person or c.doc.tokens[found.first - 1].norm == "за":
        return None  # подешевел за один сезон (на 6%)
    return thing_of(c, _hosted(c, found, start) or found)


def _is_named(c: Context, phrase: Phrase) -> bool:
    """`[центра спорта «Заря»] (9 га)`: a thing that is measured, with its name."""
    inside = (i for i in range(phrase.head + 1, phrase.last - 1) if c.doc.tokens[i].text in OPENING)
    thing = c.kind == "measure" and c.doc.tokens[phrase.head].feat("Animacy") == "Inan"
    return thing and next(inside, -1) > phrase.head and not c.elsewhere(phrase.head)


def _hosted(c: Context, phrase: Phrase, floor: int) -> Phrase | None:
    """`[парк с катком] (9 га)`, `[ряды в южной части долины] (4 га)`: what a noun under a preposition hangs on."""
    tokens, noun = c.doc.tokens, c.doc.tokens[phrase.head]
    led = tokens[phrase.first - 1]
    if led.pos != "ADP" or noun.rel != "nmod" or phrase.first - 1 <= floor:
        return None
    if led.norm in ("с", "со") and c.indicates(phrase.head):
        return None  # людей с [доходом] (5 млн долларов)
    beside = ending(c.doc, phrase.first - 1, floor) if led.norm in ("с", "со") else None  # стройка [парка с катком]
    near = floor <= noun.head < phrase.first - 1 and not _is_deed(c, noun.head)
    host = around(c.doc, noun.head) if near and is_noun(tokens[noun.head]) else beside
    if host is None or c.elsewhere(host.head) or _is_deed(c, host.head):
        return None
    return Phrase(host.first, phrase.last, host.head)


def _is_deed(c: Context, index: int) -> bool:
    word = lemma(c.doc.tokens[index])
    return word in directions() or word in NO_HOSTS or word in vocabulary.words("purpose_nouns")


def _in_row(c: Context, index: int) -> bool:
    """`вошли почта (60%), [Водоканал] (30%)`: a name in a row whose label before is the item of its brackets."""
    last = c.known[-1] if c.known else None
    if last is None or not last.is_label or last.frame.index != c.frame.index or not c.alike(last):
        return False
    return covering(c.doc.mentions, c.doc.tokens[index].start) >= 0 and not c.is_place(index)


def _host(c: Context) -> Phrase | None:
    """The subject of the clause before the bracket, or what its verb changes."""
    first = c.frame.sentence.first
    verb = next((i for i in range(c.frame.bracket, first - 1, -1) if is_verb(c.doc.tokens[i])), -1)
    if verb < 0:
        return thing_of(c, nominative_before(c, c.frame.bracket))
    found = c.of_verb(verb)
    if found and c.change and lemma(c.doc.tokens[found.head]) in directions():  # прирост показали [бумаги] (+2%)
        return c.resolve(subject(c.doc, verb)) or found
    return thing_of(c, found) or _most(c, verb)


def _most(c: Context, verb: int) -> Phrase | None:
    """`больше всего [жалоб] поступило из города (214)`: what there is most of."""
    tokens = c.doc.tokens
    for i in range(c.frame.sentence.first, verb):
        if tokens[i].norm == "всего" and i > c.frame.sentence.first and tokens[i - 1].norm in COMPARATIVES:
            return following(c.doc, i + 1, verb, genitive=True)
    return None


RULES = (_dative_label, _whose_age, _titled, _fallen_to, _dated, _repeated, _named, _label, _host)
