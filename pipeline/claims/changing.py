"""Items of changes and comparisons: what grows or falls, and what is more than something else."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.change import EXCEEDING, directions
from pipeline.claims.context import AMOUNTS, Context
from pipeline.claims.dashes import nominative_before
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.hosts import host_of
from pipeline.claims.phrase import Phrase, around, ending, following, joined_before
from pipeline.claims.subject import nominative, numeric, object_
from pipeline.claims.syntax import (
    covering,
    is_noun,
    is_verb,
    lemma,
)
from pipeline.document import Doc

YEARLY = frozenset(("годовой", "ежегодный", "этот", "такой"))
STANDARDS = frozenset(
    ("норма", "значение", "показатель", "уровень", "план", "прогноз", "отметка")
)  # на 5 градусов больше нормы


def changed_noun(c: Context) -> Phrase | None:
    """`увеличением [числа школ] на 12`: what a noun of change is of."""
    if not c.change or c.word < 0 or not is_noun(c.doc.tokens[c.word]):
        return None
    if c.kind == "count" and c.direct and not c.is_classed and _counts_other(c, c.direct):
        return c.direct  # расширение сети до 12 [точек], увеличение штрафа до 20 [МРП]
    if c.word == c.subject and (found := stated(c)):
        return found
    behind = c.word < c.frame.first and c.kind in AMOUNTS and c.direct  # увеличение на 5% [числа школ]
    return behind if behind and c.word + 2 >= c.frame.first else c.of_noun(c.word)


def stated(c: Context) -> Phrase | None:
    """`[рост цен на хлеб] составил 5%`, `[средний рост] – в 2016 году – составил 5%`: a noun of change is what the
    verb of a level states; without a complement or an adjective it is of what was spoken of before."""
    if not c.levels or not 0 <= c.subject < c.verb or lemma(c.doc.tokens[c.subject]) not in directions():
        return None
    found = around(c.doc, c.subject)
    placed = (i for i in range(found.head + 1, found.last) if c.doc.tokens[i].pos == "ADP" and c.is_place(i + 1))
    last = next(placed, found.last)
    bare = last - found.first == 1 or (last == found.head + 1 and lemma(c.doc.tokens[found.first]) in YEARLY)
    return None if bare else Phrase(found.first, last, found.head)


def _counts_other(c: Context, phrase: Phrase) -> bool:
    """Whether a count under a noun of change has an item of its own: `рост цены для двух [зон] составил 4%`."""
    aside = c.frame.preposition in ("для", "по")
    return aside or _is_base_rate(c.doc, phrase) or not _of_indicator(c)


def _is_base_rate(doc: Doc, phrase: Phrase) -> bool:
    return doc.tokens[phrase.head].text.isupper()


def _of_indicator(c: Context) -> bool:
    """`увеличение [числа] школ на 12`: what grows is a quantity."""
    found = c.of_noun(c.word)
    return found is not None and c.indicates(found.head)


def again(c: Context) -> Phrase | None:
    """`число жителей выросло на 5 тысяч человек — на [2%]`, `…, или на [2%]`: the same change in another unit."""
    last = c.known[-1] if c.known else None
    if last is None or not c.change or last.change != c.change or last.frame.number.unit == c.frame.number.unit:
        return None
    ends = {last.frame.last, last.phrase.last if last.phrase else -1}
    after = following(c.doc, last.frame.last, c.frame.first, genitive=True)
    ends.add(after.last if after else -1)
    between = [t.norm for t in c.doc.tokens[c.frame.left : c.frame.first]]
    return last.phrase if c.frame.left - 1 in ends and between in (["на"], ["или", "на"], ["или"], []) else None


def above(c: Context) -> Phrase | None:
    """`[цена пшеницы] ниже цены ячменя на 5%`, `[выброс] превысил норму в 4 раза`: what is held against the noun that
    stands right before the number."""
    if c.kind not in AMOUNTS or c.frame.preposition not in ("на", "в", "во") or (start := _standard(c)) < 0:
        return None
    nominative_ = nominative_before(c, start) if c.doc.tokens[start].norm in COMPARATIVES else None
    return (c.resolve(c.subject) if 0 <= c.subject < start else None) or nominative_


def _standard(c: Context) -> int:
    """The comparative or verb of exceeding that the noun right before the number hangs on, -1 where none does."""
    tokens, last = c.doc.tokens, c.frame.first - (c.doc.tokens[c.frame.first - 1].pos == "ADP")
    found = ending(c.doc, last, c.frame.left)
    i = found.first - 1 if found and found.last == last else -1
    if i < c.frame.left:
        return -1
    return i if tokens[i].norm in COMPARATIVES or (i == c.verb and _exceeds(c)) else -1


def _exceeds(c: Context) -> bool:
    return c.verb_lemma in EXCEEDING and c.kind == "multiple"


def compared(c: Context) -> Phrase | None:
    """`Это на 4% меньше, чем год назад`, `вдвое больше [места]`, `версия на 60% быстрее`."""
    if c.kind not in AMOUNTS:
        return None
    at = next((i for i in range(c.frame.last, min(c.frame.last + 9, c.frame.sentence.last)) if _compares(c, i)), -1)
    if at < 0 or (c.direct and c.direct.head < at):
        return None
    if c.doc.tokens[at].norm in ("больше", "меньше") and at == c.frame.last:
        found = following(c.doc, at + 1, c.frame.sentence.last, genitive=True)
        earlier = found is not None and c.doc.tokens[found.first].norm.startswith(("прошл", "предыдущ", "аналог"))
        if found and not earlier and lemma(c.doc.tokens[found.head]) not in STANDARDS:
            return found
    if _beside(c):
        return _of_outer(c) or c.known[-1].phrase
    if c.verb >= 0 and c.subject >= 0:
        return c.resolve(c.subject)
    return nominative_before(c, c.frame.first) or _first_nominative(c) or c.recent()


def _of_outer(c: Context) -> Phrase | None:
    """`прибудет 90 [гостей] из 12 стран — вдвое больше, чем год назад`: not of the number within another's phrase."""
    if len(c.known) < 2 or c.known[-2].phrase is None or c.known[-2].frame.index != c.frame.index:
        return None
    outer, inner = c.known[-2].phrase, c.known[-1].frame
    return outer if outer.last == inner.first - 1 and c.doc.tokens[outer.last].norm == "из" else None


def _beside(c: Context) -> bool:
    """`вывезла 5 тонн зерна, [на 4%] больше`: set behind the number before, or behind what it counts."""
    last = c.known[-1] if c.known else None
    if last is None or c.frame.left < 1 or c.frame.first - c.frame.left > 1:
        return False
    mark = c.doc.tokens[c.frame.left - 1].text
    after = c.frame.left - 1 in (last.frame.last, last.phrase.last if last.phrase else -1)
    return after and (c.after_dash or mark == ",")


def _first_nominative(c: Context) -> Phrase | None:
    """`[Цены], которые растут, на 20% ниже`: the subject before a relative clause."""
    found = (i for i in range(c.frame.sentence.first, c.frame.first) if nominative(c.doc, i) and not c.is_place(i))
    return c.resolve(next(found, -1))


def _compares(c: Context, index: int) -> bool:
    """A comparative before any verb, noun or mark but brackets."""
    token = c.doc.tokens[index]
    if token.norm not in COMPARATIVES and not (token.norm.endswith(("ее", "ей")) and token.feat("Degree") == "Cmp"):
        return False
    if covering(c.doc.numbers, token.start) >= 0:  # 50 млрд на создание [более 8] тысяч мест
        return False
    return not any(t.text in ",;:.–—" or is_verb(t) for t in c.doc.tokens[c.frame.last : index])


PARTING = frozenset(("в", "во", "для", "среди", "у", "от", "по", "при", "из"))  # смертность от травм – на 5%


def gapped(c: Context) -> Phrase | None:
    """`цены на бензин повысят до 205 тенге, а на [дизельное топливо] — до 295`: what the gap names anew."""
    i = c.frame.left - 1
    if not (c.change or _spent(c)) or not c.after_dash or not c.known or not _bare(c):
        return None
    parts = (k + 1 for k in range(i - 1, c.frame.sentence.first, -1) if c.doc.tokens[k].norm == "числе")
    floor = next(parts, c.frame.sentence.first)  # в том числе [говядины] — на 6%
    found = _of_account(c, host_of(c, ending(c.doc, i, floor)))
    if found is None or covering(c.doc.times, c.doc.tokens[found.head].start) >= 0:
        return None
    if c.doc.tokens[found.first - 1].norm in PARTING and not _spent(c):
        return without_label(c, c.recent())  # в городах рост составил 6%, а в сёлах – 9%
    taken = covering(c.doc.mentions, c.doc.tokens[found.head].start) >= 0 or numeric(c.doc, found.head)
    return None if taken else joined_before(c.doc, Phrase(max(found.first, floor), found.last, found.head), floor)


def without_label(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`[рост цен] в городах составил 6%, в сёлах – 9%`: without what a gap says anew under the same preposition."""
    tokens, start = c.doc.tokens, c.frame.stretch_start(c.frame.left - 1)
    start += tokens[start].norm in ("а", "и")
    if phrase is None or tokens[start].pos != "ADP":
        return phrase
    anew = (i for i in range(phrase.head + 1, phrase.last) if tokens[i].norm == tokens[start].norm)
    return Phrase(phrase.first, next(anew, phrase.last), phrase.head)


def _of_account(c: Context, phrase: Phrase | None) -> Phrase | None:
    """`за счёт [приезжих] – на 5 тысяч`: a preposition of two words."""
    if phrase is None or c.doc.tokens[phrase.head].norm != "счет" or c.doc.tokens[phrase.head - 1].norm != "за":
        return phrase
    return following(c.doc, phrase.head + 1, c.frame.left - 1)


def _spent(c: Context) -> bool:
    """`2 млрд ушло на закуп угля, а на [ремонт] – 7 млн`: a label under `на` in a gap after money that was spent."""
    if c.kind != "money" or c.verb_lemma not in vocabulary.words("spending_verbs"):
        return False
    start = c.frame.stretch_start(c.frame.left - 1)
    return any(t.norm in ("на", "в") for t in c.doc.tokens[start : start + 2])


def _bare(c: Context) -> bool:
    """`рапса – на 4 тонны`, `рапса – [расширили] на 4 тонны`: no word but the verb before the number."""
    stretch = range(c.frame.left, c.frame.first)
    if c.frame.left <= c.verb < c.frame.first and c.doc.tokens[c.frame.left - 2].feat("Case") != "Gen":
        return False
    return all(i == c.verb or c.doc.tokens[i].pos == "ADP" or _numeric(c, i) for i in stretch)


def _numeric(c: Context, index: int) -> bool:
    """`с [230] до 295 тенге`: part of the number before."""
    return covering(c.doc.numbers, c.doc.tokens[index].start) >= 0


def second(c: Context) -> Phrase | None:
    """`увеличить переработку до 70% и [выпуск сыров] в 1,4 раза`: a second thing that the same verb changes."""
    last = c.known[-1] if c.known else None
    if not c.change or last is None or last.verb != c.verb or last.frame.index != c.frame.index or c.verb < 0:
        return None
    start = last.frame.last
    if not c.verb < start < c.frame.first or c.doc.tokens[start].norm != "и" or c.direct:
        return None
    found = following(c.doc, start + 1, c.frame.first)
    bare = found is not None and found.first == start + 1 and c.doc.tokens[found.head].feat("Case") in ("Nom", "Acc")
    beside = found is not None and all(t.pos == "ADP" for t in c.doc.tokens[found.last : c.frame.first])
    return found if bare and beside else None


def changed(c: Context) -> Phrase | None:
    """`[цены] выросли на 5%`, `повысить [тариф] до 20 тенге`: what a verb changes."""
    if not c.change or c.kind == "age" or (c.kind == "count" and c.direct and c.word < 0):
        return None
    if c.kind == "count" and c.direct and _is_base_rate(c.doc, c.direct):
        return c.direct  # порог вырос до 20 МРП
    if c.word >= 0 and c.word == c.verb and c.verb_lemma in EXCEEDING:
        standard = object_(c.doc, c.verb) if c.subject >= 0 and c.doc.tokens[c.subject].norm == "это" else -1
        if standard >= 0 and lemma(c.doc.tokens[standard]) not in STANDARDS:
            return around(c.doc, standard)  # это втрое превышает [прошлогодние расходы]
        return c.resolve(c.subject)  # это втрое превышает показатель прошлого года
    if c.word >= 0 and is_verb(c.doc.tokens[c.word]):
        return c.of_verb(c.word)
    last = c.known[-1] if c.known else None
    if c.frame.preposition in ("вместо", "против") and last and last.frame.index == c.frame.index and c.alike(last):
        return last.phrase  # собрал 35 центнеров ячменя вместо 20
    return c.of_verb(c.verb) if c.verb >= 0 else None
