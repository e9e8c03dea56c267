"""What the sentence of a number says of where it holds, besides the places that it names."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.place_kind import PlaceKind, takes_up, taking_up
from pipeline.claims.place_rank import FROM, IN, ORIGINS, preposition
from pipeline.claims.syntax import DASHES, covering, lemma
from pipeline.document import Doc

WORLD = frozenset(("мир", "планета", "земля"))
OTHERS = frozenset(("другой", "остальной", "прочий", "иной"))
ELSEWHERE = WORLD | OTHERS
THERE = frozenset(("здесь", "там", "тут"))
IT = frozenset(("нем", "ней"))
PRONOUNS = THERE | IT
Taken = tuple[PlaceKind, str]


def elsewhere(frame: Frame) -> bool:
    """`в других регионах – 182 тенге`, `в остальных случаях`, `в мире`: no place that is named holds for the number."""
    tokens = frame.doc.tokens
    if frame.lemmas.isdisjoint(ELSEWHERE):
        return False
    start = frame.stretch_start(frame.left - 1 if frame.left == frame.first else frame.left)
    others = [i for i in range(start, frame.first) if tokens[i].lemma in OTHERS]
    others += [i for i in range(frame.sentence.first, frame.first) if tokens[i].lemma in WORLD]
    return any(preposition(frame.doc, i) in IN for i in others)


def of_others(doc: Doc, index: int) -> bool:
    """`в других [регионах]`: anywhere but in the place named before."""
    return index > 0 and doc.tokens[index - 1].lemma in OTHERS


def taken_up(frame: Frame) -> Taken:
    """The kind of place that a common noun takes up, and which of several: `в столице`, `во всех странах`, `в этих`.

    Not `в зависимости от региона`, nor `в других областях`, nor `в городе Тараз`.
    """
    tokens = frame.doc.tokens
    if frame.lemmas.isdisjoint(taking_up()):
        return "", ""
    inside = (i for i in range(frame.sentence.first, frame.sentence.last) if tokens[i].pos == "NOUN")
    found = [taken for i in inside if (taken := _taken(frame, i))]
    return next((taken for taken in found if not taken[1]), found[0] if found else ("", ""))


def _taken(frame: Frame, index: int) -> Taken | None:
    doc, token = frame.doc, frame.doc.tokens[index]
    if token.pos != "NOUN" or not (kind := takes_up(lemma(token))):
        return None
    if covering(doc.mentions, token.start) >= 0 or not frame.clause.sees(frame.clause_at(index)):
        return None
    lead = preposition(doc, index)
    if lead in FROM or of_others(doc, index):
        return None
    if any(t.lemma in ORIGINS for t in doc.tokens[max(0, index - 2) : index]):
        return None  # граждане этой страны
    which = doc.tokens[index - 1].lemma
    if which == "оба":
        return kind, "these"
    if index > frame.sentence.first and covering(doc.numbers, doc.tokens[index - 1].start) >= 0:
        return kind, "all"  # в 14 странах, усилия двух стран
    if token.feat("Number") == "Plur" or which == "каждый":
        within = lead in IN and not (
            token.feat("Case") == "Acc" and index > frame.first
        )  # -10%, но в страны СНГ – -12%
        return (kind, "these" if which == "этот" else "all") if within else None
    return None if _is_named(doc, index) else (kind, "")


def is_pronoun(frame: Frame) -> bool:
    """`на нём добывают`, `здесь живут`: the place named last."""
    tokens, seen = frame.doc.tokens, range(frame.sentence.first, frame.sentence.last)
    if frame.norms.isdisjoint(PRONOUNS):
        return False
    found = (i for i in seen if tokens[i].norm in THERE or (tokens[i].norm in IT and tokens[i - 1].norm in ("в", "на")))
    return any(frame.clause.sees(frame.clause_at(i)) for i in found)


def _is_named(doc: Doc, index: int) -> bool:
    """`в городе [Тараз]`."""
    after = index + 1
    return after < len(doc.tokens) and covering(doc.mentions, doc.tokens[after].start) >= 0


def is_label(frame: Frame, first: int, last: int) -> bool:
    """`[Астана] – 102 тенге`, `3 млн [на Украине]`: tokens `first:last` stand right before the dash that the number
    stands behind, or right behind it and a preposition."""
    tokens = frame.doc.tokens
    dashed = frame.last < frame.sentence.last and tokens[frame.last].text in DASHES  # из них 5 – [в Актау]
    if first == frame.last + 1 + dashed and tokens[first - 1].pos == "ADP":
        return True
    dash = frame.left - 1
    return frame.left == frame.first and last == dash and tokens[dash].text in DASHES
