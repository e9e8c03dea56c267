"""Items of prices and estimates, and of sums behind `в размере`: the object or the subject of a verb, also moved."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.context import PRICES, Context
from pipeline.claims.dashes import before_dash
from pipeline.claims.phrase import Phrase, around
from pipeline.claims.subject import object_
from pipeline.claims.syntax import is_noun, is_verb, lemma

TRADING = frozenset(("продавать", "продать", "покупать", "купить", "реализовать", "отпускать"))


def estimated(c: Context) -> Phrase | None:
    """`[стоимость проекта] оценили в 2 млрд`: what is estimated, its case unclear before the verb."""
    if c.verb_lemma not in ("оценить", "оценивать") or c.frame.preposition not in ("в", "во"):
        return None
    if c.after_dash and c.verb < c.frame.left:  # запас оценён в 4 млн тонн, а ущерб – в 18 млрд
        return before_dash(c)
    found = object_(c.doc, c.verb)
    if found >= 0:
        return around(c.doc, found)
    for i in range(c.verb - 1, c.frame.sentence.first - 1, -1):
        token = c.doc.tokens[i]
        free = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if free and not c.elsewhere(i):
            return around(c.doc, i)
    return None


def passing(c: Context) -> Phrase | None:
    """`[грант] в размере 2 млн`, `[завод] стоимостью 860 млн`, `[жильё] предлагается по цене 48 тысяч`."""
    found = c.passed(c.frame.first) or _stated(c)
    if found or c.verb != c.frame.first - 3 or lemma(c.doc.tokens[c.frame.first - 1]) not in PRICES:
        return found
    return _fronted(c)


def _stated(c: Context) -> Phrase | None:
    """`[пособие] установлено в размере 40 тысяч`: a verb right before `в размере`."""
    i = c.frame.first - 1
    named = i - 1 == c.verb + 1 and c.doc.tokens[i - 1].norm in ("в", "во", "на") and c.is_passive
    return c.of_verb(c.verb) if named and lemma(c.doc.tokens[i]) in vocabulary.words("pass_through") else None


def share(c: Context) -> Phrase | None:
    """`билеты продают по 100 тенге`, `купить [топливо] за 200 тенге`: what a price is of is the object."""
    if not (c.kind == "money" or _bare_price(c)) or c.frame.preposition not in ("по", "за") or c.verb < 0:
        return None
    found = object_(c.doc, c.verb)
    return around(c.doc, found) if found >= 0 else _fronted(c) or _of_pair(c)


def _bare_price(c: Context) -> bool:
    """`рубль продают по 4,83`: a price without its currency, after one that has it."""
    traded = c.verb_lemma in TRADING
    return c.kind == "count" and not c.direct and traded and any(k.frame.number.kind == "money" for k in c.known[-2:])


def _fronted(c: Context) -> Phrase | None:
    """`[рубль] продают по 5 тенге`, `[жильё] продаётся по цене 90 тысяч`: the object before its verb, the subject."""
    for i in range(c.verb - 1, c.frame.sentence.first - 1, -1):
        token = c.doc.tokens[i]
        if is_verb(token) or token.text in ",;:":
            return None
        if not c.is_passive and token.rel.startswith("nsubj") and token.feat("Number") == _number(c):
            return None  # государство выделяло по 500 млн
        thing = is_noun(token) and token.feat("Animacy") != "Anim" and token.feat("Case") in ("Nom", "Acc")
        if thing and not c.elsewhere(i):
            found = around(c.doc, i)
            return None if c.doc.tokens[max(0, found.first - 1)].pos == "ADP" else found
    return None


def _number(c: Context) -> str:
    return c.doc.tokens[c.verb].feat("Number")


def _of_pair(c: Context) -> Phrase | None:
    """`рубль продают по 5 тенге, покупают по 4`: the second of two verbs side by side has the object of the first."""
    if not c.known or c.known[-1].frame.index != c.frame.index or c.frame.left != c.verb:
        return None
    return c.recent() if c.known[-1].frame.number.kind in ("money", "count") else None
