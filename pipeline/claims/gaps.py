"""A number whose clause has no verb of its own: the copula, or the verb of a clause before that it shares."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.claims.attribution import speech_class
from pipeline.claims.frame import Frame, frame
from pipeline.claims.subject import nominative, subject
from pipeline.claims.syntax import (
    DASHES,
    covering,
    is_finite,
    is_noun,
    is_verb,
    lemma,
    may_be,
    outside_brackets,
    verb_lemma,
)
from pipeline.document import Doc, Token
from pipeline.offsets import starts
from pipeline.vocabulary import words

OPENING = frozenset(("когда", "где", "что", "пока", "если"))
IN_ALL = frozenset(("итого", "в общей сложности"))
GAP = 20  # tokens of a clause before its dash


def elided(frame: Frame, before: int) -> int:
    """The verb that a clause without one stands on; `before` is the governor of the number before, -1 if none."""
    found = (rule(frame) for rule in (copula, lambda f: _shared(f, before), _gapped, _before_dash))
    return next((verb for verb in found if verb >= 0), -1)


def leading(frame: Frame) -> int:
    """`Выплаты составляют: рис – 50 тенге, рожь – 40`: the verb before the colon that leads a list, -1 if none."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if dash <= frame.sentence.first or tokens[dash].text not in DASHES or frame.bracket >= 0:
        return -1
    if tokens[frame.left].norm == "то":  # что касается еды: супа и каши, – то здесь вкусы двух школ есть
        return -1
    colon = dash
    while colon > frame.sentence.first and tokens[colon].text != ":":
        colon -= 1
        if is_finite(tokens[colon]):
            return -1
    found = next((i for i in range(colon - 1, frame.sentence.first - 1, -1) if is_finite(tokens[i])), -1)
    return -1 if found < 0 or speech_class(tokens[found]) else found


def levelled(frame: Frame, before: int) -> bool:
    """`Длина составляет 80 метров, ширина — 20`: a second subject whose level the verb of the clause before states."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if not frame.sentence.first <= before < dash or tokens[dash].text not in DASHES or frame.bracket >= 0:
        return False
    start = frame.stretch_start(dash)
    if before >= start or tokens[start - 1].text != "," or verb_lemma(tokens[before]) not in words("level_words"):
        return False
    nouns = [t for t in tokens[start:dash] if is_noun(t)]
    if not any(is_nominative(t) and t.rel != "appos" for t in nouns) or nouns[0].feat("Case") == "Gen":
        return False
    return not any(is_verb(t) or t.pos == "AUX" for t in tokens[start : frame.first])


def paired(frame: Frame, before: int) -> bool:
    """`Орлов набрал 30% голосов, а Сомов — 20%`: a second subject whose number is like that of the first."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if not frame.sentence.first <= before < dash or tokens[dash].text not in DASHES or frame.bracket >= 0:
        return False
    first = _first_number(frame, before)
    start = _gap_start(frame, dash, before)
    if first is None or not start or not is_finite(tokens[before]) or not 0 <= subject(frame.doc, before) < before:
        return False
    alike = first.number.kind == frame.number.kind and first.number.unit == frame.number.unit
    direct = (i for i in range(before + 1, first.first) if is_noun(tokens[i]) and tokens[i - 1].pos != "ADP")
    bare = not any(tokens[i].feat("Case") in ("Nom", "Acc") for i in direct)
    named = any(nominative(frame.doc, i) for i in range(start, dash))
    empty = not any(is_verb(t) or t.pos == "AUX" or is_noun(t) for t in tokens[frame.left : frame.first])
    verbs = any(is_finite(t) for t in tokens[start:dash])
    return alike and bare and named and empty and not verbs and first.preposition == frame.preposition


def _first_number(here: Frame, verb: int) -> Frame | None:
    """The first number behind a verb, where it makes a claim and stands before this one."""
    numbers, offset = here.doc.numbers, here.doc.tokens[verb].stop
    found = next((n for n in numbers[bisect_left(starts(numbers), offset) :] if n.is_claim), here.number)
    return frame(here.doc, found) if found.start < here.number.start else None


def _gap_start(frame: Frame, dash: int, verb: int) -> int:
    """The first token of the clause before a dash, behind a comma, `и` or `а`; 0 where there is none."""
    tokens = frame.doc.tokens
    for i in range(dash - 1, max(verb, dash - GAP), -1):
        if tokens[i].text in ";:()" or tokens[i].text in DASHES:
            return 0
        if covering(frame.doc.numbers, tokens[i].start) >= 0:
            return 0
        if tokens[i].norm in (",", "а") or (tokens[i].norm == "и" and _is_counted(frame.doc, i - 1)):
            return i + 1
    return 0


def _is_counted(doc: Doc, index: int) -> bool:
    """Whether a number ends at a token, or right before it."""
    return any(covering(doc.numbers, t.start) >= 0 for t in doc.tokens[max(0, index - 1) : index + 1])


def is_nominative(token: Token) -> bool:
    """A nominative noun; the tagger's guess counts only where the form may be one (not `баранине`)."""
    return is_noun(token) and token.feat("Case") == "Nom" and (not token.text.islower() or may_be(token, "nomn"))


def copula(frame: Frame) -> int:
    """`их было 64`: the auxiliary where there is no other verb."""
    stretch = range(frame.left, frame.right)
    found = next((i for i in stretch if is_copula(frame.doc, i)), -1)
    if found < 0 and frame.left - 2 >= frame.sentence.first and is_copula(frame.doc, frame.left - 2):
        return frame.left - 2  # их было – 64
    return found if found >= 0 else _past_bracket(frame)


def _past_bracket(frame: Frame) -> int:
    """`в трёх цехах (30%) [было] нарушение`: the auxiliary behind a bracket that the tree puts over the number."""
    doc, right = frame.doc, frame.right
    if right >= frame.sentence.last or doc.tokens[right].text != "(" or frame.bracket >= 0:
        return -1
    over = (i for i in frame.above if i > right and is_copula(doc, i))
    return next((i for i in over if not list(outside_brackets(doc, range(right, i)))), -1)


def is_copula(doc: Doc, index: int) -> bool:
    """An auxiliary, but not the one of `то есть`."""
    return doc.tokens[index].pos == "AUX" and not rephrases(doc, index) and not is_perhaps(doc, index)


def is_perhaps(doc: Doc, index: int) -> bool:
    """`от сотни, [может быть], дворов`: a parenthesis is no verb."""
    first = index - (doc.tokens[index].norm == "быть")
    if doc.tokens[first].norm not in ("может", "должно"):
        return False
    words = [t.norm for t in doc.tokens[max(0, first - 1) : first + 3]]
    return words in ([",", "может", "быть", ","], [",", "должно", "быть", ","])


def rephrases(doc: Doc, index: int) -> bool:
    """`то [есть]` is no verb."""
    return index > 0 and doc.tokens[index - 1].norm == "то" and doc.tokens[index].norm == "есть"


def _shared(frame: Frame, before: int) -> int:
    """`в 2017 году – 80, в 2018 – 100`: the verb of the clause before, unless a new subject has come."""
    if before < frame.sentence.first:
        return -1
    stretch = frame.doc.tokens[frame.left : frame.first]
    start = frame.left
    if frame.left == frame.first and frame.left > frame.sentence.first:  # the stretch before a dash
        start = frame.stretch_start(frame.left - 1)
        stretch = frame.doc.tokens[start : frame.left - 1]
    if before >= start:
        return before
    return -1 if any(is_noun(t) and t.feat("Case") == "Nom" for t in stretch) else before


def _gapped(frame: Frame) -> int:
    """`На юге будет метель, на севере – ветер до 20 м/с`: the verb of the clause before, parallel to a gapped one."""
    tokens, start = frame.doc.tokens, frame.left - 1
    if start <= frame.sentence.first or tokens[start].text not in DASHES:
        return -1
    start = frame.stretch_start(start)
    opening = (tokens[frame.sentence.first], tokens[start])
    if start - 1 <= frame.sentence.first or tokens[start - 1].text != "," or any(t.pos != "ADP" for t in opening):
        return -1
    if any(is_nominative(t) for t in tokens[start : frame.left - 1]):
        return -1
    before = range(frame.sentence.first, start - 1)
    finite = (i for i in before if is_finite(tokens[i]) and (is_verb(tokens[i]) or tokens[i].pos == "AUX"))
    return next((i for i in finite if not rephrases(frame.doc, i)), -1)


def in_all(frame: Frame) -> int:
    """`Забрали столы, шкафы, книги — итого 90 вещей`: the verb of what is summed up."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if dash <= frame.sentence.first or tokens[dash].text not in DASHES or frame.bracket >= 0:
        return -1
    if " ".join(t.norm for t in tokens[frame.left : frame.first]) not in IN_ALL:
        return -1
    before = outside_brackets(frame.doc, range(frame.sentence.first, dash))
    found = (i for i in before if is_finite(tokens[i]) and is_verb(tokens[i]))
    return next((i for i in found if not frame.clause_at(i).asides), -1)


def is_cut_off(frame: Frame) -> bool:
    """`боятся повторения того дня, когда 900 горожан…`: a clause that breaks off before its verb."""
    tokens, left, right = frame.doc.tokens, frame.left, frame.right
    if right >= frame.sentence.last or tokens[right].text not in ("...", "…") or right + 1 < frame.sentence.last:
        return False
    opens = tokens[left - 1].text == "," and (tokens[left].norm in OPENING or lemma(tokens[left]) == "который")
    return opens and not any(is_verb(t) or t.pos == "AUX" for t in tokens[left:right])


def _before_dash(frame: Frame) -> int:
    """`Больше всего обучалось граждан Кореи — 73 человека`: a subject in the genitive, which the number completes."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if dash < frame.sentence.first or tokens[dash].text not in DASHES or frame.left != frame.first:
        return -1
    noun = next((i for i in range(dash - 1, frame.sentence.first - 1, -1) if is_noun(tokens[i])), -1)
    for i in range(noun - 1, frame.sentence.first - 1, -1):
        if is_verb(tokens[i]) or frame.is_mark(i) or tokens[i].feat("Case") not in ("Gen", ""):
            return i if is_finite(tokens[i]) and tokens[i].feat("Gender") in ("Neut", "Masc") else -1
    return -1
