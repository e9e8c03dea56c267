"""Items of durations: what lasts, what a term limits; not who does the deed."""

from __future__ import annotations

from pipeline.claims.context import NOTHING, Context
from pipeline.claims.head import is_claimed
from pipeline.claims.hosts import host_of
from pipeline.claims.phrase import Phrase, around, ending
from pipeline.claims.subject import nominative, object_
from pipeline.claims.syntax import is_noun, lemma

LASTING = frozenset(("растянуться", "растягиваться", "затянуться", "затягиваться", "длиться", "продлиться"))


def acting(c: Context) -> Phrase | None:
    """`Власти на пять месяцев освободили гостей от сбора`: a time that a deed lasts, not the one who does it."""
    doer = c.subject if c.kind == "duration" and c.frame.preposition == "на" and c.verb >= c.frame.last else -1
    if doer < 0 or c.is_passive or c.levels or not c.frame.left <= doer < c.frame.first:
        return None
    object_is = object_(c.doc, c.verb)
    if object_is < 0 or c.doc.tokens[c.frame.last - 1].head != c.verb or not nominative(c.doc, doer):
        return None
    return NOTHING if c.doc.tokens[object_is].feat("Animacy") == "Anim" else around(c.doc, object_is)


def lasting(c: Context) -> Phrase | None:
    """`[Переезд] может растянуться на полгода`: what lasts."""
    if c.kind != "duration" or c.verb_lemma not in LASTING or c.subject < 0:
        return None
    found = c.resolve(c.subject) if c.doc.tokens[c.subject].feat("Animacy") != "Anim" else None
    return found if found and lemma(c.doc.tokens[found.head]) not in ("год", "месяц", "день", "время") else None


def given(c: Context) -> Phrase | None:
    """`[Деньги] выделили из Фонда поддержки сроком на два года`: what is given, not who gives it."""
    i = c.frame.first - 1 - (c.doc.tokens[c.frame.first - 1].norm == "на")
    found = c.passed(c.frame.first) if c.kind == "duration" and c.doc.tokens[i].norm == "сроком" else None
    led = found is not None and c.doc.tokens[found.first - 1].norm in ("из", "у", "от")
    return c.of_verb(c.verb) if led and found and c.elsewhere(found.head) and c.verb >= 0 else None


def term(c: Context) -> Phrase | None:
    """`[контракт] на 5 лет`, `[отсрочка] до двух лет`: the noun that a duration limits."""
    stop = c.frame.first - (1 if c.doc.tokens[c.frame.first - 1].norm == "на" else 0)
    if c.change or c.kind != "duration" or stop <= c.frame.left:
        return None
    if is_claimed(c.doc, c.doc.tokens[stop - 1]):
        return None  # от 20 секунд до 3 минут
    if c.doc.tokens[stop - 1].norm == "сроком":
        return c.passed(c.frame.first)
    if c.frame.preposition == "до" and c.doc.tokens[c.frame.first].norm == "до" and is_noun(c.doc.tokens[stop - 1]):
        return ending(c.doc, stop, c.frame.left)
    if c.frame.preposition != "на":
        return None
    return c.passed(c.frame.first) or host_of(c, ending(c.doc, stop, c.frame.left))
