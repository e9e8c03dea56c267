"""Verbs beside the one that a number hangs on, and which verb a form is that two share (`стоят`)."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import REACH, children, covering, is_verb, lemma
from pipeline.document import Doc, Token

PRICED = frozenset(("дороже", "дешевле", "дорого", "дешево", "меньше", "больше", "сколько", "столько"))
PLACING = frozenset(("в", "во", "на", "у", "за", "перед", "над", "под", "возле", "около"))


def stands(doc: Doc, verb: int) -> bool:
    """`на полке [стоят] 9 ваз`, but `в Семее хлеб [стоит] 90 тенге`: with a place or a chief behind a preposition, and
    no price."""
    if doc.tokens[verb].norm not in ("стоит", "стоят"):
        return False
    sentence = doc.sentences[doc.tokens[verb].sent]
    words = doc.tokens[max(sentence.first, verb - REACH) : min(sentence.last, verb + REACH)]
    money = any(
        n.kind == "money" for t in words if (at := covering(doc.numbers, t.start)) >= 0 for n in [doc.numbers[at]]
    )
    if money or any(t.norm in PRICED or lemma(t) == "деньги" for t in words):
        return False
    return any(doc.tokens[c].rel == "obl" and _is_place(doc, c) for c in children(doc, verb))


def _is_place(doc: Doc, index: int) -> bool:
    """`на полке`, `во главе района`, `за дверью`: a noun with a preposition of place."""
    return any(doc.tokens[c].norm in PLACING for c in children(doc, index) if c < index)


def after_state(frame: Frame, verb: int) -> bool:
    """`уверен в росте на 6% и не [просит] помощи`: the verb beside the short adjective that the number hangs on."""
    tokens, state = frame.doc.tokens, frame.doc.tokens[verb].head
    if not frame.left <= state < frame.first or verb < frame.last or tokens[verb].rel != "conj":
        return False
    short = tokens[state].pos == "ADJ" and tokens[state].feat("Variant") == "Short" and not is_verb(tokens[state])
    return short and any(t.norm in ("и", "но") for t in tokens[frame.last : verb])


def is_done(frame: Frame, verb: int) -> bool:
    """`не [упасть] и за 9 минут добежать`: `и` right behind the verb begins what the next one says."""
    return 0 <= verb < frame.first - 1 and frame.doc.tokens[verb + 1].norm == "и"


def same_form(one: Token, other: Token) -> bool:
    return all(one.feat(name) == other.feat(name) for name in ("VerbForm", "Number", "Tense"))


def next_deed(frame: Frame, verb: int, other: int) -> bool:
    """`вызвать, по сути, тысячи смертей и [попытаться] уйти`: the verb that is coordinated with the number's own,
    which stands before it."""
    tokens = frame.doc.tokens
    if not 0 <= verb < frame.left or other < frame.last or tokens[other - 1].norm != "и":
        return False
    return same_form(tokens[verb], tokens[other]) and tokens[verb].feat("VerbForm") in ("Inf", "Fin")
