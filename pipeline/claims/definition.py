"""Items that a sentence names on the other side of its number, or that the number stands apart from."""

from __future__ import annotations

from itertools import pairwise

from pipeline.claims.context import AMOUNTS, NOTHING, Context
from pipeline.claims.copulas import opens_equation
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.phrase import Phrase, around, following
from pipeline.claims.relatives import relative
from pipeline.claims.resolve import TAKING_UP
from pipeline.claims.subject import nominative, relative_object
from pipeline.claims.syntax import (
    DASHES,
    THOSE,
    covering,
    is_modifier,
    is_noun,
    is_verb,
    lemma,
    may_be,
    only_part_of_speech,
    past_bracket,
)

# fmt: off
LEADING = frozenset((
    "из", "них", "которых", "в", "том", "числе", "и", "а", "еще", "при", "этом", "оставшиеся", "остальные",
))
# fmt: on
DEARER = frozenset(("дороже", "дешевле", "тяжелее", "легче", "длиннее", "короче", "выше", "ниже", "старше", "младше"))


def _led_only(c: Context) -> bool:
    """Whether nothing but `из них`, `в том числе` stands before the number in its stretch."""
    return all(c.doc.tokens[i].norm in LEADING for i in range(c.frame.left, c.frame.first)) and not c.after_dash


def _past_sign(c: Context) -> int:
    """One past `–`, `это` or `– это` right behind the number, or behind brackets at it; -1 where there is none."""
    tokens, begin = c.doc.tokens, c.frame.last
    if c.frame.bracket < 0:  # 190 млн тенге ($2 млн) — это займы
        begin = past_bracket(c.doc, begin, c.frame.sentence.last)
    i = begin
    while i < c.frame.sentence.last and (tokens[i].text in DASHES or tokens[i].norm == "это"):
        i += 1
    return i if begin < i < c.frame.sentence.last else -1


def defined(c: Context) -> Phrase | None:
    """`из них 32 га – [занятая лесом территория]`, `60 млрд это [внешние вложения]`: what an amount is."""
    return _equal(c) if c.kind in ("money", "measure") and _led_only(c) else None


def named_part(c: Context) -> Phrase | None:
    """`из них 190 млн ($2 млн) – это [займы]`, `из них 12 – дети, 9 – [старики]`: a part that a dash names."""
    last, before = (c.known[-1] if c.known else None), c.doc.tokens[c.frame.first - 1].norm
    goes_on = last is not None and last.rule == "named_part" and last.frame.index == c.frame.index
    joined = goes_on and before in ("и", "а", ",")
    part = joined or (before in THOSE and _led_only(c))
    return _equal(c) if part and c.kind != "percent" and c.direct is None and c.frame.bracket < 0 else None


def _equal(c: Context) -> Phrase | None:
    start = _past_sign(c)
    if start < 0:
        return None
    found = following(c.doc, start, c.frame.sentence.last)
    if found and is_modifier(c.doc.tokens[start]) and may_be(c.doc.tokens[found.head], "ablt"):
        further = following(c.doc, found.head + 1, c.frame.sentence.last)  # занятая [лесом] территория
        found = Phrase(start, further.last, further.head) if further else found
    if found is None or found.first != start or not nominative(c.doc, found.head) or c.is_place(found.head):
        return None
    return None if lemma(c.doc.tokens[found.head]) in TAKING_UP else found


def equated(c: Context) -> Phrase | None:
    """`Оборот составил 9 млн; 2 млн — [убытки аптек]`: what an amount is that opens a clause."""
    if c.verb >= 0 and not c.levels:
        return None  # 3 млн получит завод, 2 млн – школа
    return defined(c) if opens_equation(c.frame) else None


def parted(c: Context) -> Phrase | None:
    """`из них семь – [гусеничной], 21 – [колёсной]`: each part of what was counted in the genitive."""
    if c.kind != "count" or c.direct or not _is_part(c, c.frame.last):
        return _other_part(c)
    opening = {t.norm for t in c.doc.tokens[c.frame.left : c.frame.first]}
    last = c.known[-1] if c.known else None
    goes_on = last is not None and last.frame.index == c.frame.index and _is_part(c, last.frame.last)
    beside = goes_on and last is not None and last.phrase and last.phrase.last == c.frame.first - 1
    joined = beside and c.doc.tokens[c.frame.first - 1].norm == "и"
    if not joined and (not _led_only(c) or (not goes_on and opening.isdisjoint(THOSE))):
        return None
    return following(c.doc, c.frame.last + 1, c.frame.sentence.last, genitive=True)


def _other_part(c: Context) -> Phrase | None:
    """`Сдали 9 [экзаменов]. Из них 5 – устных, 4 – на компьютере`: a part that is no kind of the whole."""
    last, dash = (c.known[-1] if c.known else None), c.doc.tokens[c.frame.last : c.frame.last + 2]
    told = len(dash) == 2 and dash[0].text in DASHES and dash[1].pos == "ADP" and _led_only(c)
    if last is None or last.rule != "parted" or last.frame.index != c.frame.index or c.kind != "count" or not told:
        return None
    return next((k.phrase for k in reversed(c.known) if k.rule != "parted" and c.alike(k)), None)


def _is_part(c: Context, index: int) -> bool:
    """Whether a dash and a modifier in the genitive begin at a token: `– колёсной`."""
    pair = c.doc.tokens[index : min(index + 2, c.frame.sentence.last)]
    if len(pair) < 2 or pair[0].text not in DASHES or pair[1].feat("Case") != "Gen":
        return False
    return is_modifier(pair[1]) or only_part_of_speech(pair[1].norm) == "ADJF"


def dearer(c: Context) -> Phrase | None:
    """`при покупке [квартир] дороже 100 тысяч долларов`: the noun that a comparative with its amount describes."""
    i = c.frame.first
    begins = c.doc.tokens[i].norm in DEARER
    i -= 0 if begins else 1
    if c.kind not in AMOUNTS or i <= c.frame.left or c.doc.tokens[i].norm not in DEARER or c.levels:
        return None
    before = c.doc.tokens[i - 1]
    oblique = is_noun(before) and before.feat("Case") not in ("", "Nom") and not c.elsewhere(i - 1)
    return around(c.doc, i - 1) if oblique else None


def less_by(c: Context) -> Phrase | None:
    """`[цена] составит 250 тенге, что дешевле на 40 тенге или на 15%`: a comparative before its difference."""
    last = c.known[-1] if c.known else None
    at = c.frame.first - 2
    if c.kind not in AMOUNTS or c.frame.preposition != "на" or at < c.frame.left:
        return None
    if c.doc.tokens[at].norm == "или":
        return last.phrase if last and last.frame.left == c.frame.left and not c.change else None
    if c.doc.tokens[at].norm not in COMPARATIVES:
        return None
    if c.change or (c.verb == at - 1 and c.verb_lemma == "стать"):
        return _more_of(c) if c.verb == at - 1 else None
    told = [t.norm for t in c.doc.tokens[c.frame.left : at]]
    said = told and told[0] in ("что", "это") and c.verb < c.frame.left
    return c.recent() if said and last and last.frame.index == c.frame.index else None


def _more_of(c: Context) -> Phrase | None:
    """`[туристов] в гостиницах стало больше на 8%`: what there is more of, in the genitive before the verb."""
    for i in range(c.frame.left, c.verb):
        token = c.doc.tokens[i]
        led = i > 0 and (c.doc.tokens[i - 1].pos == "ADP" or token.head == i - 1)
        if is_noun(token) and token.feat("Case") in ("Gen", "Acc") and may_be(token, "gent") and not led:
            whole = around(c.doc, i)
            placed = (k for k in range(i + 1, whole.last) if c.doc.tokens[k].norm in ("в", "во", "на"))
            return Phrase(whole.first, next(placed, whole.last), i)
    return None


def standard(c: Context) -> Phrase | None:
    """`рост составил 5%, что ниже [уровня инфляции] – 8%`: what is compared with, and its size behind a dash."""
    if not c.after_dash or c.kind not in AMOUNTS or c.direct or c.frame.left != c.frame.first:
        return None
    start = c.frame.stretch_start(c.frame.left - 1)
    at = next((i for i in range(c.frame.left - 3, start - 1, -1) if c.doc.tokens[i].norm in COMPARATIVES), -1)
    found = following(c.doc, at + 1, c.frame.left - 1, genitive=True) if at >= 0 else None
    return found if found and c.indicates(found.head) else None


def against(c: Context) -> Phrase | None:
    """`[доход] в размере 12 млн против 9 млн годом ранее`: the same at another time."""
    last = c.known[-1] if c.known else None
    beside = last is not None and c.frame.left <= last.frame.first and c.alike(last)
    led = c.frame.first > c.frame.left and c.doc.tokens[c.frame.first - 1].norm == "против"
    return last.phrase if last and beside and led and not c.direct else None


def restated(c: Context) -> Phrase | None:
    """`Порог вырос с 10 до 60 МРП, то есть с [30 млн]`: the same amounts once more, in another unit."""
    stretch = c.doc.tokens[c.frame.left : c.frame.first]
    last = c.known[-1] if c.known else None
    if last is None or last.frame.index != c.frame.index or any(is_verb(t) and t.norm != "есть" for t in stretch):
        return None
    if not any(a.norm == "то" and b.norm == "есть" for a, b in pairwise(stretch)):
        return None
    own = c.doc.tokens[max(c.frame.left, last.frame.last) : c.frame.first]
    if c.direct or any(is_noun(t) for t in own):
        return None
    return (c.of_verb(last.verb) if last.change and last.verb >= 0 else None) or last.phrase


def without_verb(c: Context) -> Phrase | None:
    """`репортаж из [Аксая], который больше 8 часов без света`: a relative clause that has no verb."""
    at, led = c.frame.left, c.doc.tokens[c.frame.left].norm in ("в", "на", "у")  # бутыль, в которой пол-литра
    at += led
    if lemma(c.doc.tokens[at]) != "который" or c.kind not in ("duration", "age", "measure") or c.direct:
        return None
    told = c.kind == "measure" if led else c.doc.tokens[at].feat("Case") == "Nom"
    if not told or any(is_verb(t) for t in c.doc.tokens[at : c.frame.right]):
        return None
    noun = c.frame.left - 2
    if noun < c.frame.sentence.first:
        return NOTHING
    beside = is_noun(c.doc.tokens[noun]) and c.doc.tokens[noun].feat("Gender") == c.doc.tokens[at].feat("Gender")
    return around(c.doc, noun if beside else relative(c.doc, at))


def moved(c: Context) -> Phrase | None:
    """`[приказ], который он отдал за 40 секунд`: the object that a relative pronoun stands for."""
    found = relative_object(c.doc, c.verb) if c.kind == "duration" and c.verb >= 0 and not c.direct else -1
    return around(c.doc, found) if found >= 0 else None


def composed(c: Context) -> Phrase | None:
    """`ещё 90 млн рублей должны составить [займы]`: what the amount consists of, behind the verb."""
    at = c.verb
    if (
        c.kind not in AMOUNTS
        or c.verb_lemma not in ("составить", "составлять")
        or not c.frame.last <= at < c.frame.right
    ):
        return None
    found = following(c.doc, at + 1, c.frame.sentence.last) if not c.direct else None
    bare = c.frame.preposition in ("", "из") and found is not None and found.first == at + 1  # из которых 90 млн
    return found if found and bare and may_be(c.doc.tokens[found.head], "nomn") else None


def own_subject(c: Context) -> Phrase | None:
    """`Глубина составляет 12 метров, [уровень] сейчас 310 сантиметров`: a new subject without a verb of its own."""
    if c.kind not in AMOUNTS or c.direct or not 0 <= c.verb < c.frame.left or c.frame.bracket >= 0 or c.after_dash:
        return None
    stretch = range(c.frame.left, c.frame.first)
    if any(is_verb(c.doc.tokens[i]) for i in stretch) or c.frame.preposition:
        return None
    found = next((i for i in stretch if nominative(c.doc, i) and is_noun(c.doc.tokens[i])), -1)
    bare = found >= 0 and covering(c.doc.mentions, c.doc.tokens[found].start) < 0
    return around(c.doc, found) if bare else None


def of_indicator(c: Context) -> Phrase | None:
    """`[Численность жуков] в лесах, по оценке учёных, 200 тысяч особей`: an indicator that opens a verbless clause."""
    first = c.frame.sentence.first
    if c.verb >= 0 or c.kind != "count" or not c.indicates(first) or c.frame.preposition:
        return None
    whole = around(c.doc, first)
    if c.doc.tokens[first].feat("Case") not in ("Nom", "Acc") or whole.last >= c.frame.first:
        return None
    return None if any(is_verb(c.doc.tokens[i]) for i in range(first, c.frame.first)) else whole
