"""What a number in brackets is about: what the brackets name, or what stands before them."""

from __future__ import annotations

from pipeline.claims.context import AMOUNTS, NOTHING, Context
from pipeline.claims.phrase import Phrase, ending
from pipeline.claims.syntax import is_verb, verb_lemma

FALLING_TO = frozenset(("прийтись", "приходиться"))


def in_bracket(c: Context) -> Phrase | None:
    """`(+7,5%)`, `(12 тыс. тенге)`, `(60,6 на 100)`, `(план 79 603)`, `(рост на 11%)`."""
    if c.frame.bracket < 0:
        return None
    return c.direct or c.before_dash() or _titled(c) or _fallen_to(c) or _repeated(c) or _host(c)


def _titled(c: Context) -> Phrase | None:
    """`(план 79 603)`: a noun in brackets right before the number, if it is no word of change."""
    return None if c.change else ending(c.doc, c.frame.first, c.frame.bracket + 1)


def _fallen_to(c: Context) -> Phrase | None:
    """`4 млрд пришлось на [растениеводство] (рост 18%)`: the part that an amount falls to."""
    verb = c.known[-1].verb if c.known and c.known[-1].frame.index == c.frame.index else -1
    if verb < 0 or verb_lemma(c.doc.tokens[verb]) not in FALLING_TO:
        return None
    part = ending(c.doc, c.frame.bracket, c.frame.sentence.first)
    led = part is not None and c.doc.tokens[part.first - 1].norm == "на"
    return part if part and led and not c.is_place(part.head) else None


def _repeated(c: Context) -> Phrase | None:
    """The brackets say the number before in another unit, or go on with a list of brackets."""
    last = c.known[-1] if c.known else None
    if last is None:
        return None
    if c.frame.number.per and c.frame.number.per.split()[:1] == last.frame.number.per.split()[:1]:
        return last.phrase  # (60,6 на 100) after «63,6 на 100 работающих»
    if last.frame.index != c.frame.index:
        return None
    if last.frame.bracket >= 0:
        return last.phrase
    if any(is_verb(t) for t in c.doc.tokens[last.frame.last : c.frame.bracket]):
        return None
    if last.frame.number.kind == "count" and c.kind == "money":
        return c.passed(last.frame.first) or NOTHING
    return (last.phrase or NOTHING) if last.frame.number.kind in AMOUNTS else None


def _host(c: Context) -> Phrase | None:
    """The subject of the clause before the bracket, or what its verb changes."""
    first = c.frame.sentence.first
    verb = next((i for i in range(c.frame.bracket, first - 1, -1) if is_verb(c.doc.tokens[i])), -1)
    return c.of_verb(verb) if verb >= 0 else c.nominative_before(c.frame.bracket)
