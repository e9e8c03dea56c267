"""Items of counts: the noun after the number, moved before it, left out, or named in the line before a list."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.context import NOTHING, Context
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.resolve import MEMORY, is_animate, persons, plural
from pipeline.claims.subject import described, nominative
from pipeline.claims.syntax import (
    DASHES,
    covering,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_verb,
)
from pipeline.claims.wholes import COLLECTIVE, PARTS
from pipeline.morph import parts_of_speech

DIRECTIONS = frozenset(("севернее", "южнее", "западнее", "восточнее"))
FARTHER = frozenset(("далее", "дальше", "ближе"))
STANDING = frozenset(("находиться", "расположить", "располагаться", "стоять", "лежать", "размещаться", "проложить"))
# fmt: off
SPENDING = frozenset((
    "тратить", "потратить", "тратиться", "расходовать", "направить", "направлять", "направляться", "выделить",
    "выделять", "выделяться", "вложить", "вкладывать", "отдать", "отдавать", "пожертвовать", "уходить", "уйти",
))
# fmt: on
ROW = 12  # labels with brackets that are looked back over


def repetition(c: Context) -> Phrase | None:
    """`22 раза достигали`, `трижды`: the times of an action have no item."""
    word = c.doc.tokens[c.frame.last - 1].norm
    return NOTHING if c.kind == "count" and (word in ("раз", "раза") or word.endswith("жды")) else None


def score(c: Context) -> Phrase | None:
    """`хозяева победили [3:1]`: a score counts nothing that is named."""
    return NOTHING if c.kind == "score" else None


def located(c: Context) -> Phrase | None:
    """`[посёлок], расположенный в 2 км от города`: the thing that a participle places."""
    if not _is_distance(c):
        return None
    before = c.frame.first - 2
    if before >= c.frame.left and "PRTF" in parts_of_speech(c.doc.tokens[before].norm):
        return around(c.doc, described(c.doc, before))
    placed = c.verb >= 0 and is_attribute(c.doc.tokens[c.verb])
    return around(c.doc, described(c.doc, c.verb)) if placed else None


def distance(c: Context) -> Phrase | None:
    """`в 1 километре от дома`: of other things only what stands there has it."""
    if not _is_distance(c):
        return None
    return (c.resolve(c.subject) if c.verb_lemma in STANDING else None) or NOTHING


def _is_distance(c: Context) -> bool:
    ahead = [t.norm for t in c.doc.tokens[c.frame.last : min(c.frame.last + 3, c.frame.sentence.last)]]
    led = c.kind == "measure" and c.frame.preposition in ("в", "во", "за")
    return led and bool(ahead) and ("от" in ahead or ahead[0] in DIRECTIONS)


def farther(c: Context) -> Phrase | None:
    """`ремонт идёт на [станции], которая находится не далее 9 км от дома`: the thing that has its place so far away."""
    near = [t.norm for t in c.doc.tokens[max(c.frame.left, c.frame.first - 1) : c.frame.first + 2]]
    if c.kind != "measure" or FARTHER.isdisjoint(near) or c.verb_lemma not in STANDING:
        return None
    return c.resolve(c.subject)


CLOSING_MARKS = frozenset(".,;)!?")


def rank(c: Context) -> Phrase | None:
    """`на втором [месте по дешевизне]`: the place with what it is in."""
    if c.kind != "rank":
        return None
    if c.frame.number.rule == "placed":  # финишировал девятым
        return NOTHING
    found = (
        c.direct
        or _behind_comma(c)
        or (around(c.doc, c.frame.last - 1) if is_noun(c.doc.tokens[c.frame.last - 1]) else None)
    )
    after = [t.text for t in c.doc.tokens[c.frame.last : c.frame.last + 1]]
    if after[:1] and (after[0] in DASHES or (found is None and after[0] in CLOSING_MARKS)):
        found = _place_before(c)
    if found and found.last < c.frame.sentence.last and c.doc.tokens[found.last].norm in ("по", "в", "среди"):
        further = following(c.doc, found.last + 1, c.frame.sentence.last)
        if further and covering(c.doc.mentions, c.doc.tokens[further.head].start) < 0:
            return Phrase(found.first, further.last, found.head)
    return found


def _behind_comma(c: Context) -> Phrase | None:
    """`последнее, восьмое, [место в группе]`."""
    tokens, i = c.doc.tokens, c.frame.last + 1
    apart = i < c.frame.sentence.last and tokens[i - 1].text == tokens[c.frame.first - 1].text == ","
    return around(c.doc, i) if apart and is_noun(tokens[i]) else None


def _place_before(c: Context) -> Phrase | None:
    """`на втором [месте] – Тула, на третьем – Рязань`: said with the place before it."""
    ranks = (k for k in reversed(c.known) if k.frame.number.kind == "rank" and k.frame.index == c.frame.index)
    return next((k.phrase for k in ranks), None)


def classed(c: Context) -> Phrase | None:
    """`обучалось [граждан Кореи] — 73 человека`: the noun after the number only says that people are counted."""
    if not c.is_classed or not c.after_dash or c.frame.left != c.frame.first:
        return None
    found = ending(c.doc, c.frame.left - 1, c.frame.sentence.first)
    led = found is None or c.doc.tokens[found.first - 1].pos == "ADP" or c.is_place(found.head)
    return None if led or found is None or c.doc.tokens[found.head].feat("Case") != "Gen" else found


def shortened(c: Context) -> Phrase | None:
    """`М.: Наука, 2015. – 240 [с.]`, `товара на 300 [у. е.]`: the abbreviation, no word that is like it."""
    if c.kind != "count" or [t.norm for t in c.doc.tokens[c.frame.last + 1 : c.frame.last + 2]] != ["."]:
        return None
    for words in (entry.split() for entry in vocabulary.words("counted_abbreviations")):
        last = c.frame.last + 2 * len(words)
        written = [token.norm for token in c.doc.tokens[c.frame.last : min(last, c.frame.sentence.last)]]
        if written == [part for word in words for part in (word, ".")]:
            return Phrase(c.frame.last, last, c.frame.last)
    return None


def beside(c: Context) -> Phrase | None:
    """`на [частотах] 800 МГц, 3 ГГц и 5 ГГц`: amounts with nothing but a mark between them are of one thing."""
    last, mark = (c.known[-1] if c.known else None), c.frame.first - 1
    if last is None or c.kind != "measure" or last.frame.number.kind != "measure" or last.frame.last != mark:
        return None
    return last.phrase if c.doc.tokens[mark].norm in (",", "и", "или") and c.direct is None else None


def ahead(c: Context) -> Phrase | None:
    """`отозвали 22 и приостановили действие 11 [лицензий]`: two verbs share the noun behind the second number."""
    i, tokens = c.frame.last, c.doc.tokens
    if c.kind != "count" or c.verb < 0 or i + 1 >= c.frame.sentence.last or tokens[i].norm not in ("и", "или"):
        return None
    if not is_finite(tokens[i + 1]):
        return None
    for k in range(i + 2, min(i + 5, c.frame.sentence.last)):
        if (after := c.past_number(k)) > k:
            return following(c.doc, after, c.frame.sentence.last, genitive=True)
        if not is_noun(tokens[k]):
            return None
    return None


def counted(c: Context) -> Phrase | None:
    """The noun phrase right after the number: `5 [общественно значимых мероприятий]`, `10 и 15 [бутылок]`."""
    i = c.frame.last
    if c.direct or i + 1 >= c.frame.sentence.last or c.doc.tokens[i].norm not in ("и", "или", ","):
        return _without_aim(c, c.direct)  # also `три [охотничьих] и один травматический пистолет`
    after = c.past_number(i + 1)
    return following(c.doc, after, c.frame.sentence.last, genitive=True) if after > i + 1 else None


def _without_aim(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`тратит 5% [бюджета] на ремонт дорог`: what a share is spent on is told by the verb."""
    if phrase is None or c.kind not in ("percent", "fraction") or c.verb_lemma not in SPENDING:
        return phrase
    aim = (i for i in range(phrase.head + 1, phrase.last) if c.doc.tokens[i].norm in ("на", "для"))
    return Phrase(phrase.first, next(aim, phrase.last), phrase.head)


def sole(c: Context) -> Phrase | None:
    """`[гол] был всего один`: a single thing that there was."""
    if c.kind != "count" or c.frame.number.value != 1 or c.direct or c.verb_lemma != "быть" or c.subject < 0:
        return None
    subject = c.doc.tokens[c.subject]
    thing = is_noun(subject) and subject.feat("Number") == "Sing" and c.subject < c.frame.first
    ends = c.frame.last >= c.frame.right or c.doc.tokens[c.frame.last].pos == "PUNCT"
    return around(c.doc, c.subject) if thing and ends and not c.elsewhere(c.subject) else None


def genitive(c: Context) -> Phrase | None:
    """`[Докторов наук] среди мужчин двое`, `[их] было 64`: a counted noun that was moved to the front."""
    if c.kind not in ("count", "money", "measure"):
        return None
    start, stop = _front(c)
    for i in range(start, stop):
        token = c.doc.tokens[i]
        if covering(c.doc.times, token.start) >= 0:
            continue
        if covering(c.doc.numbers, token.start) >= 0:
            return None
        if token.pos == "ADP" or is_verb(token):
            return None
        if token.norm in ("нас", "вас"):
            return persons(c.doc, i)  # сколько придет зрителей? [нас] будет десять
        if token.norm in ("их", "них"):
            owned = i + 1 < stop and is_noun(c.doc.tokens[i + 1]) and c.doc.tokens[i + 1].feat("Case") == "Gen"
            return _fronted(c, i, stop) if owned else plural(c.doc, i)  # их родителей пришло 13
        if is_noun(token) or is_modifier(token):
            return _fronted(c, i, stop) if token.feat("Case") == "Gen" else None
    return None


def _front(c: Context) -> tuple[int, int]:
    """The words before the number, also over one dash: `Кандидатов наук – [7]`."""
    if any(t.pos != "ADP" for t in c.doc.tokens[c.frame.left : c.frame.first]) or not c.after_dash:
        return c.frame.left, c.frame.first
    start = c.frame.stretch_start(c.frame.left - 1)
    return start, c.frame.left - 1


def _fronted(c: Context, index: int, stop: int) -> Phrase | None:
    found = following(c.doc, index, stop, genitive=True)
    if found is None or covering(c.doc.times, c.doc.tokens[found.head].start) >= 0 or c.is_place(found.head):
        return None
    return found


def colon(c: Context) -> Phrase | None:
    """`в двух [размерах]: 13 и 15 дюймов`: the phrase before the colon."""
    i = c.frame.left - 1
    if i <= c.frame.sentence.first or c.doc.tokens[i].text != ":":
        return None
    if any(is_finite(t) for t in c.doc.tokens[c.frame.left : c.frame.first]) or _names_thing(c):
        return None
    found = ending(c.doc, i, c.frame.sentence.first)
    return None if found and c.is_place(found.head) else found


def _names_thing(c: Context) -> bool:
    """`требования: [стаж] от 3 лет`: behind the colon another thing comes before the first number."""
    first = c.known[-1].frame.first if c.known and c.known[-1].frame.first >= c.frame.left else c.frame.first
    return any(is_noun(c.doc.tokens[i]) and not c.elsewhere(i) for i in range(c.frame.left, first))


def elided(c: Context) -> Phrase | None:
    """`в 2017 году – 80, в 2018 – 100`: what the number before counts."""
    if c.kind in ("money", "duration", "age", "rank") or not c.known:
        return None
    if not _follows(c) or _has_subject(c) or _counts_people(c):
        return None
    if c.frame.bracket < 0 and len(c.known) > 1 and all(known.is_label for known in c.known[-2:]):
        return _before_row(c)
    more = c.doc.tokens[c.frame.first - 1].norm == "еще" and c.known[-1].frame.index == c.frame.index
    if c.alike(c.known[-1]) or (more and c.kind == "count"):
        return c.recent()
    return _further_back(c)


def _counts_people(c: Context) -> bool:
    """`столкнулись два автобуса, погибли [четверо]`: no things are counted so."""
    last = c.known[-1].phrase
    collective = c.doc.tokens[c.frame.last - 1].norm in COLLECTIVE
    return collective and last is not None and not is_animate(c.doc.tokens[last.head])


def _before_row(c: Context) -> Phrase | None:
    """`70% [жителей] довольны. Лидируют почта (60%), школы (30%). 9% назвали банки`: over a row."""
    found = next((k for k in c.known[: -ROW - 1 : -1] if not k.is_label), None) if c.kind in PARTS else None
    near = found is not None and c.alike(found) and c.frame.number.start - found.frame.number.stop < MEMORY
    return found.phrase if found and near else None


def _further_back(c: Context) -> Phrase | None:
    """`Собрано 5 тонн [зерна], на 4% больше. Всего увезено [6 тонн]`: of the same unit, with nothing else named."""
    opening = range(c.frame.sentence.first, c.frame.first)
    if c.kind != "measure" or c.change or c.subject >= 0 or c.after_dash or any(nominative(c.doc, i) for i in opening):
        return None
    near = (k for k in reversed(c.known[-4:-1]) if c.alike(k) and c.frame.number.start - k.frame.number.stop < MEMORY)
    return next((k.phrase for k in near if k.phrase), None)


def _follows(c: Context) -> bool:
    """Whether the number before stands in the same paragraph, or both in lines of a list."""
    here, before = c.frame.sentence, c.known[-1].frame.sentence
    listed = not c.doc.tokens[here.first].text[:1].isalpha()
    return here.paragraph == before.paragraph or listed


def _has_subject(c: Context) -> bool:
    """`80 рабочих. Ветер западный [3–8]`: a nominative right before the number is what is counted, if anything."""
    joined = c.doc.tokens[c.frame.first - 1].norm == "и"
    stretch = range(c.frame.left, c.frame.first)
    return c.verb < 0 and not joined and any(nominative(c.doc, i) and not c.is_place(i) for i in stretch)
