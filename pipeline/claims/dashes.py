"""What stands before a dash or before a number without a verb: the nominative that the number is of."""

from __future__ import annotations

from pipeline.claims.context import Context
from pipeline.claims.frame import PREPOSITIONS
from pipeline.claims.phrase import Phrase, around, ending, joined_before
from pipeline.claims.subject import nominative
from pipeline.claims.syntax import DASHES, covering, is_modifier, is_verb, may_be, outside_brackets


def before_dash(c: Context) -> Phrase | None:
    """The nominative before the dash that the number stands behind: `[пшеница] – 3,2 млн тонн`."""
    i = c.frame.left - 1
    if i <= c.frame.sentence.first or c.doc.tokens[i].text not in DASHES:
        return None
    if any(is_verb(t) for t in c.doc.tokens[i : c.frame.first]):
        return None
    found = nominative_before(c, i) or _over_number(c, i) or _bare(c, i)
    return joined_before(c.doc, found, c.frame.sentence.first) if found and found.last == i else found


def _over_number(c: Context, dash: int) -> Phrase | None:
    """`[Мощность двух линий] – 32 тонны`, `[пшеница] 3 класса – 85 тенге`: a nominative that opens the stretch,
    with another number behind it."""
    start = c.frame.stretch_start(dash)
    while start < dash and is_modifier(c.doc.tokens[start]):
        start += 1
    opens = start < dash and nominative(c.doc, start) and not c.is_place(start)
    opens = opens and not c.doc.tokens[start].text.isascii()
    if not opens or any(is_verb(t) for t in c.doc.tokens[start:dash]):
        return None
    return around(c.doc, start)


def _bare(c: Context, dash: int) -> Phrase | None:
    """`CaspiBitum – 1,5 млн тонн`: nothing but a name before the dash."""
    found = ending(c.doc, dash, c.frame.sentence.first)
    if found is None or c.is_place(found.head) or _dated(c, found.head):
        return None
    head = c.doc.tokens[found.head]
    led = c.doc.tokens[found.first - 1].norm if found.first > c.frame.sentence.first else ""
    cases = ("", "Nom") if led in PREPOSITIONS else ("", "Nom", "Acc")
    bare = head.feat("Case") in cases and (not head.text.islower() or may_be(head, "nomn"))
    named = c.indicates(found.head) and led not in PREPOSITIONS - {"с", "со"}  # с низкой [ставкой] – 3%
    return found if bare or named else None


def _dated(c: Context, index: int) -> bool:
    start = c.doc.tokens[index].start
    found = covering(c.doc.numbers, start)
    return covering(c.doc.times, start) >= 0 or (found >= 0 and c.doc.numbers[found].kind == "duration")


def nominative_before(c: Context, stop: int) -> Phrase | None:
    """The nearest nominative before a token, no further than a verb, a bracket or another number."""
    floor = c.frame.bracket + 1 if stop > c.frame.bracket >= 0 else c.frame.sentence.first
    for i in outside_brackets(c.doc, range(stop - 1, floor - 1, -1)):
        token = c.doc.tokens[i]
        if is_verb(token) or token.text in ";:()" or covering(c.doc.numbers, token.start) >= 0:
            return None
        if nominative(c.doc, i) and not c.is_place(i) and c.doc.tokens[i - 1].text != "/":
            return None if _acts(c, i) else c.resolve(i)
    return None


def _acts(c: Context, index: int) -> bool:
    """`как считают местные [учёные], 20 тонн`: the subject of a verb right before it."""
    token, verb = c.doc.tokens[index], c.doc.tokens[index].head
    return token.rel == "nsubj" and index - 3 <= verb < index and is_verb(c.doc.tokens[verb])
