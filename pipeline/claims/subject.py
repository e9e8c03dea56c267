"""The subject and the object of a verb, also where a pronoun or a participle stands for them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.head import is_claimed
from pipeline.claims.relatives import of_next_clause, relative
from pipeline.claims.syntax import (
    DASHES,
    children,
    covering,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
    may_be,
    outside_brackets,
    window,
)
from pipeline.document import Doc, Token
from pipeline.morph import parses, parts_of_speech

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj"))
OBLIQUE = frozenset(("Ins", "Dat", "Loc"))
BREAKS = frozenset((";", ":", "(", ")"))
COMPARING = frozenset(("чем", "как"))
CONTRASTING = frozenset(("тогда", "время"))  # тогда как, в то время как


def subject(doc: Doc, verb: int) -> int:
    """Head of the subject: by the tree, of the verb it is coordinated with, or by case and order; -1 if none."""
    start = verb
    inserted = _over_insertion(doc, verb)
    if inserted >= 0:
        return inserted
    for _ in range(4):
        found = _own(doc, verb)
        if found >= 0:
            return found
        token = doc.tokens[verb]
        if is_attribute(token):
            return described(doc, verb)
        if token.rel == "cop" and token.head >= 0 and doc.tokens[token.head].rel == "xcomp":
            verb, token = token.head, doc.tokens[token.head]  # цена может [быть] выше 90
        over = doc.tokens[token.head] if token.head >= 0 else token
        if token.feat("VerbForm") == "Inf" and over.feat("Variant") == "Short" and _own(doc, token.head) >= 0:
            return _own(doc, token.head)  # площадь должна [составлять] 5 га
        shares = token.feat("VerbForm") == "Inf" or token.rel in ("conj", "advcl", "xcomp")
        if not shares or token.head < 0 or not is_verb(doc.tokens[token.head]) or _nearer(doc, token.head, start):
            break
        verb = token.head
    finite = _shared_by(doc, start) if doc.tokens[start].feat("VerbForm") == "Conv" else -1
    return subject(doc, finite) if finite >= 0 else _by_order(doc, start)


def _over_insertion(doc: Doc, verb: int) -> int:
    """`[процесс] – поиск, осмотр и сделка – составляет месяц`: the noun before what stands between two dashes."""
    sentence = window(doc, verb)
    if verb - 1 <= sentence.first or doc.tokens[verb - 1].text not in DASHES or not is_finite(doc.tokens[verb]):
        return -1
    for i in range(verb - 2, sentence.first, -1):
        if is_finite(doc.tokens[i]) or doc.tokens[i].text in BREAKS:
            return -1
        if doc.tokens[i].text in DASHES:
            agrees = nominative(doc, i - 1) and _agrees(doc.tokens[verb], doc.tokens[i - 1])
            return i - 1 if agrees and i < verb - 2 else -1
    return -1


def _shared_by(doc: Doc, gerund: int) -> int:
    """`экспорт вырос, достигнув 5 млн`, `достигнув 5 млн, экспорт упал`: the verb whose subject a gerund shares."""
    sentence = window(doc, gerund)
    before = next((i for i in range(gerund - 1, sentence.first - 1, -1) if is_finite(doc.tokens[i])), -1)
    return before if before >= 0 else next((i for i in range(gerund, sentence.last) if is_finite(doc.tokens[i])), -1)


def object_(doc: Doc, verb: int) -> int:
    """Head of the direct object of a verb, -1 if there is none outside numbers."""
    for c in children(doc, verb):
        standard = doc.tokens[c - 1].norm in COMPARATIVES  # больше показателя прошлого года
        is_object = doc.tokens[c].rel == "obj" and is_noun(doc.tokens[c]) and doc.tokens[c].feat("Case") not in OBLIQUE
        if is_object and not numeric(doc, c) and not standard:
            return c
    found = _next_object(doc, verb)
    return found if found >= 0 else _fronted_object(doc, verb)


def _fronted_object(doc: Doc, verb: int) -> int:
    """`[экспорт] намечено увеличить`: what the tree takes for the subject of the impersonal verb before."""
    over = doc.tokens[verb].head
    if doc.tokens[verb].feat("VerbForm") != "Inf" or not 0 <= over < verb:
        return -1
    lead = doc.tokens[over]
    if not is_short_participle(lead) or lead.feat("Gender") != "Neut" or lead.feat("Number") != "Sing":
        return -1
    found = (c for c in children(doc, over) if c < over and doc.tokens[c].rel in SUBJECTS and is_noun(doc.tokens[c]))
    return next((c for c in found if not _agrees(lead, doc.tokens[c])), -1)


def _next_object(doc: Doc, verb: int) -> int:
    """`которую пытались оспорить, могло снизить [мощность] завода`: right behind the verb, hung on another one."""
    token = doc.tokens[verb + 1] if verb + 1 < len(doc.tokens) else doc.tokens[verb]
    mine = token.rel == "obj" and token.feat("Case") == "Acc" and is_noun(token) and token.sent == doc.tokens[verb].sent
    free = mine and doc.tokens[verb].feat("VerbForm") == "Inf" and token.head < verb
    return verb + 1 if free and not numeric(doc, verb + 1) else -1


def object_pronoun(doc: Doc, verb: int) -> int:
    """`снизив [её] на 27%`: a personal pronoun as the object, -1 if there is none."""
    found = (c for c in children(doc, verb) if doc.tokens[c].norm in ("его", "ее", "их") and doc.tokens[c].rel == "obj")
    return next(found, -1)


def relative_object(doc: Doc, verb: int) -> int:
    """`[приказ], который он отдал за 40 секунд`: what the relative pronoun stands for as the object; -1 if none."""
    found = (c for c in children(doc, verb) if c < verb and lemma(doc.tokens[c]) == "который")
    pronoun = next((c for c in found if doc.tokens[c].rel == "obj" and doc.tokens[c].feat("Case") == "Acc"), -1)
    noun = relative(doc, pronoun) if pronoun >= 0 else -1
    over = doc.tokens[noun].head if noun >= 0 else -1
    person = over >= 0 and doc.tokens[noun].feat("Animacy") == "Anim" and doc.tokens[pronoun].norm == "который"
    return over if person and is_noun(doc.tokens[over]) else noun  # приказ [Петрова], который


def described(doc: Doc, participle: int) -> int:
    """The noun a participle describes."""
    head = doc.tokens[participle].head
    if head >= 0 and is_noun(doc.tokens[head]):
        return head
    sentence = window(doc, participle)
    return next((i for i in range(participle - 1, sentence.first - 1, -1) if is_noun(doc.tokens[i])), -1)


def numeric(doc: Doc, index: int) -> bool:
    """Whether a token is part of a number, or counted by one right before it."""
    if covering(doc.numbers, doc.tokens[index].start) >= 0:
        return True
    i = index - 1
    while i >= 0 and is_modifier(doc.tokens[i]) and covering(doc.numbers, doc.tokens[i].start) < 0:
        i -= 1
    counted = i >= 0 and is_claimed(doc, doc.tokens[i]) and not _describes(doc.tokens[i])
    return counted and doc.tokens[index].feat("Case") != "Nom"


def _describes(token: Token) -> bool:
    """`22-летнего [защитника]`: a number that is an adjective counts nothing."""
    return token.pos == "ADJ" and "ADJF" in parts_of_speech(token.norm)


def nominative(doc: Doc, index: int) -> bool:
    """A noun or pronoun in the nominative that is no part of a number or a time."""
    token = doc.tokens[index]
    if not (token.feat("Case") == "Nom" or _is_foreign(doc, index)) or numeric(doc, index):
        return False
    if not (is_noun(token) or token.pos in ("PRON", "X")):
        return False
    if token.pos == "NOUN" and token.text.islower() and not may_be(token, "nomn"):
        return False  # the tagger's guess where the grammar leaves none: `баранине`
    return covering(doc.times, token.start) < 0 and not _compared(doc, index)


def _is_foreign(doc: Doc, index: int) -> bool:
    """`MacBook Air`: a foreign name without a case, and no preposition before it."""
    text = doc.tokens[index].text
    free = index == 0 or doc.tokens[index - 1].pos not in ("ADP", "NOUN", "PROPN", "X")
    return not doc.tokens[index].feat("Case") and text[:1].isupper() and text.isascii() and text.isalpha() and free


def _nearer(doc: Doc, head: int, verb: int) -> bool:
    """Whether a nominative stands between two verbs: then the second has a subject of its own."""
    first, last = sorted((head, verb))
    only = sum(doc.tokens[c].rel in SUBJECTS for c in children(doc, head)) < 2
    return any(nominative(doc, i) and not (only and doc.tokens[i].head == head) for i in range(first + 1, last))


def _own(doc: Doc, verb: int) -> int:
    """A subject the tree gives, the nearest one that agrees; a relative pronoun leads to its noun."""
    options = [
        c
        for c in children(doc, verb)
        if doc.tokens[c].rel in SUBJECTS and _may_stand(doc, c) and _agrees(doc.tokens[verb], doc.tokens[c])
    ]
    options = [c for c in options if not of_next_clause(doc, c, verb)]
    if not options:
        return -1
    best = min(options, key=lambda c: abs(c - verb) + (20 if c > verb else 0))
    nearer = _contrasted(doc, best, verb)
    if nearer >= 0:
        return nearer
    return relative(doc, best) if lemma(doc.tokens[best]) in ("который", "кто") else best


def _contrasted(doc: Doc, first: int, verb: int) -> int:
    """`объём превысил 31 млрд, а [товарооборот] за год увеличился`: a nominative right behind `, а`, over the tree."""
    at = next((i for i in range(verb - 1, max(first, verb - 12), -1) if doc.tokens[i].norm == "а"), -1)
    if at < 0 or doc.tokens[at - 1].text != "," or not any(is_finite(doc.tokens[i]) for i in range(first + 1, at)):
        return -1
    noun = at + 1
    while noun < verb - 1 and is_modifier(doc.tokens[noun]):
        noun += 1
    bare = is_noun(doc.tokens[noun]) and nominative(doc, noun) and _agrees(doc.tokens[verb], doc.tokens[noun])
    return noun if bare else -1


def _may_stand(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    nominal = is_noun(token) or token.pos in ("PRON", "ADJ", "DET")
    oblique = token.pos == "NOUN" and token.feat("Case") not in ("", "Nom", "Acc") and not may_be(token, "nomn")
    return nominal and not oblique and not numeric(doc, index) and not _compared(doc, index)


def _compared(doc: Doc, index: int) -> bool:
    """`быстрее, чем [чип]`."""
    i = index - 1
    while i > 0 and is_modifier(doc.tokens[i]):
        i -= 1
    return i >= 0 and doc.tokens[i].norm in COMPARING and doc.tokens[max(0, i - 1)].norm not in CONTRASTING


def _agrees(verb: Token, noun: Token) -> bool:
    """Number, and gender in the past tense."""
    if verb.pos not in ("VERB", "AUX") or not is_finite(verb) or not noun.feat("Number"):
        return True
    if verb.feat("Number") and verb.feat("Number") != noun.feat("Number"):
        return False
    return not verb.feat("Gender") or not noun.feat("Gender") or verb.feat("Gender") == noun.feat("Gender")


def _by_order(doc: Doc, verb: int) -> int:
    """The nearest nominative before the verb in its clause, else after it, else a noun that may be one."""
    sentence = window(doc, verb)
    before = list(_clause(doc, range(verb - 1, sentence.first - 1, -1)))
    after = list(_clause(doc, range(verb + 1, sentence.last), (",", "–", "—")))
    agreeing = (i for i in before + after if nominative(doc, i) and _agrees(doc.tokens[verb], doc.tokens[i]))
    found = next(agreeing, next((i for i in before if _perhaps(doc, i, verb)), -1))
    over = doc.tokens[verb].head
    if found < 0 and over == verb - 1 and over >= 0 and lemma(doc.tokens[over]) in ("мочь", "смочь"):
        return _by_order(doc, over)  # кредиты могут [подешеветь]
    return found if found >= 0 else _of_previous(doc, (before[-1] if before else verb) - 1, verb)


def _of_previous(doc: Doc, previous: int, verb: int) -> int:
    """`объем вырос на 4% и составил 3 млрд`: the subject of the verb before, where only `и` parts the two."""
    if previous < window(doc, verb).first or not is_finite(doc.tokens[previous]):
        return -1
    between = doc.tokens[previous:verb]
    joined = any(t.norm == "и" for t in between) and not any(t.text == "," for t in between)
    joined = joined or any(a.text == "," and b.norm == "а" for a, b in pairwise(between))
    found = subject(doc, previous) if joined else -1
    return found if found >= 0 and _agrees(doc.tokens[verb], doc.tokens[found]) else -1


def _clause(doc: Doc, indexes: range, stops: tuple[str, ...] = ()) -> Iterable[int]:
    for i in outside_brackets(doc, indexes):
        token = doc.tokens[i]
        if is_finite(token) or token.text in BREAKS or token.text in stops:
            return
        yield i


def _perhaps(doc: Doc, index: int, verb: int) -> bool:
    """A noun whose form may be nominative and that no preposition governs: `на рубли [литр] бензина стоит`."""
    token = doc.tokens[index]
    if not is_noun(token) or numeric(doc, index) or covering(doc.times, token.start) >= 0:
        return False
    if token.rel == "obj" and 0 <= token.head < index and is_finite(doc.tokens[token.head]):
        return False  # показатель обновил [рекорд] и составил 5 тысяч
    i = index - 1
    while i > 0 and is_modifier(doc.tokens[i]):
        i -= 1
    if i >= 0 and doc.tokens[i].pos == "ADP":
        return False
    amount = {"Sing": "sing", "Plur": "plur"}.get(doc.tokens[verb].feat("Number"), "")
    forms = (p.tag for p in parses(token.norm) if "nomn" in p.tag)
    return any(not amount or amount in tag for tag in forms)
