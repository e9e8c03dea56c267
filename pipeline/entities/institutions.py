"""Institutions by the grammar of their names, and the places that state bodies are of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Doc, Sentence, Token
from pipeline.entities.adjectives import adjectival, local, national, nationality, official, strange
from pipeline.entities.bounds import Ends, of_region
from pipeline.entities.lexicon import fold, is_abbreviation, is_capital, is_country
from pipeline.entities.org_heads import head_use
from pipeline.entities.orgs import genitive, heads, left_edge, right_edge
from pipeline.entities.quoting import CLOSING, OPENING
from pipeline.entities.span import Span, Spans, ends, overlay
from pipeline.morph import parses
from pipeline.vocabulary import words


def institutions(doc: Doc, found: Spans) -> Spans:
    """`Министерства энергетики РК`, `управления внутренней политики Астаны`: a head with all that belongs to it."""
    at = ends(found)
    over = {i: s for s in found for i in range(s.first, s.last)}
    fresh: Spans = []
    reach, sent = 0, -1
    for head in heads(doc):
        if doc.tokens[head].sent != sent:
            reach, sent = 0, doc.tokens[head].sent
        if head < reach or not (use := head_use(doc.tokens[head])):
            continue
        known = over.get(head)
        if known and known.type == "LOC" and known.rule in ("listed", "place_phrases") and known.last - known.first > 1:
            continue  # Российской Федерации
        span = _span(doc, head, doc.sentences[sent], at, known)
        if known or at.get(head + 1, (0, ""))[1] == "ORG":
            span = _without_unit(doc, head, span)
        if _is_named(doc, head, span, use, known is not None and known.type == "ORG", at):
            fresh.append(span)
            reach = span.last
    return overlay(found, [s for s in fresh if not _held(s, over.get(s.first))])


def _span(doc: Doc, head: int, sentence: Sentence, at: Ends, known: Span | None) -> Span:
    """All that the grammar joins to a head, and no less than the tagger took."""
    start = known.last if known and known.type == "ORG" and known.last <= sentence.last else 0
    right = right_edge(doc, head, sentence.last, at, start)
    left = left_edge(doc, head, sentence.first)
    tagged = known is not None and known.type == "ORG" and sentence.first <= known.first < left
    if (
        tagged
        and known
        and all(doc.tokens[i].pos == "ADJ" or adjectival(doc.tokens[i].norm) for i in range(known.first, left))
    ):
        left = known.first
    return Span(left, right, "ORG", "institutions")


def _without_unit(doc: Doc, head: int, span: Span) -> Span:
    """`управления [Комитета полиции]`, `филиал [АО «Казпочта»]`: a part without a name of its own stays out."""
    numbered = head > 0 and doc.tokens[head - 1].feat("NumType") == "Ord"  # седьмого управления КГБ
    if span.first < head or span.last < head + 2 or is_capital(doc.tokens[head]) or numbered:
        return span
    after = doc.tokens[head + 1]
    institution = is_abbreviation(after) or (is_capital(after) and bool(_head_after(doc, head + 1, span.last)))
    bare = institution and fold(doc.tokens[head].lemma) in words("bare_units")
    return Span(head + 1, span.last, "ORG", "institutions") if bare and not _reaches_out(doc, span) else span


def _head_after(doc: Doc, first: int, last: int) -> str:
    """`Комитета`, `Национального банка`: the use of the first noun."""
    i = next((i for i in range(first, last) if doc.tokens[i].pos != "ADJ"), last - 1)
    return head_use(doc.tokens[i])


def _reaches_out(doc: Doc, span: Span) -> bool:
    """`управление МВД [по Омской области]`: the part that works there is one of its own."""
    return any(doc.tokens[i].norm in ("по", "в") for i in range(span.first + 2, span.last)) and is_abbreviation(
        doc.tokens[span.first + 1]
    )


def _held(fresh: Span, known: Span | None) -> bool:
    """Whether a listed name or one with its legal form holds the fresh one."""
    return (
        known is not None
        and known.first <= fresh.first
        and known.last >= fresh.last
        and known.last - known.first > 1
        and known.rule in ("listed", "legal_forms")
    )


def _is_named(doc: Doc, head: int, span: Span, use: str, tagged: bool, at: Ends) -> bool:
    """Whether the phrase around a head is a name: by its capitals, else by what it is the head of."""
    if span.first > head:
        return True
    if span.last - span.first < 2:
        return False
    tokens = doc.tokens
    singular = tokens[head].feat("Number") != "Plur" or not _is_several(tokens[head])
    if is_capital(tokens[span.first]):
        opening = span.first == doc.sentences[tokens[head].sent].first or tokens[span.first - 1].text in _OPENING
        if opening and span.first == head and _stands_apart(doc, head, span, at, opening=True):
            return False  # Партия «Аманат»
        if tagged or not opening:
            return singular or not opening
    elif _stands_apart(doc, head, span, at):
        return False
    return singular and _complete(doc, head, span, use)


def _is_several(head: Token) -> bool:
    """`администраций районов`: a plural that no singular looks like; `войска` are one."""
    if fold(head.lemma) in _COLLECTIVE:
        return False
    return all("plur" in p.tag for p in parses(head.norm))


_COLLECTIVE = frozenset(("войско", "сила", "орган"))
_OPENING = frozenset('«"“„–—-')


def _stands_apart(doc: Doc, head: int, span: Span, at: Ends, opening: bool = False) -> bool:
    """`агентство «Казинформ»`, `агентство Reuters`: a description before a name that is whole without it."""
    after = head + 1
    if after >= span.last:
        return False
    describes = fold(doc.tokens[head].lemma) in words("descriptors")
    quoted = doc.tokens[after].text in OPENING
    if quoted and not opening and not describes:
        return head_use(doc.tokens[head]) != "office" or span.first == head  # аналитического департамента «Вектор»
    return describes and (quoted or (after in at and not opening))


def _complete(doc: Doc, head: int, span: Span, use: str) -> bool:
    """Whether a phrase in lower case names one institution, as its head asks."""
    more = span.last > head + 1
    proper = any(_is_proper(doc.tokens[i]) for i in range(span.first + 1, span.last))
    if _is_only_one(doc.tokens[span.first : head], doc.tokens[head]):
        return True
    if use == "office":
        return more and not _is_action(doc, head, span)
    by_place = any(_locates(doc.tokens[i], doc.tokens[head]) for i in range(span.first, head))
    if use in ("body", "named"):
        return (more and (proper or of_region(doc, head, span.last - 1))) or by_place
    if use == "force":
        return more and proper and span.first < head
    if use == "council":
        return more and (proper or span.first < head)
    if use == "house":
        by_place = by_place or _of_district(doc.tokens[span.first : head])
        return by_place or (more and doc.tokens[head + 1].norm in ("№", "имени", "им"))
    return False


def _locates(word: Token, head: Token) -> bool:
    """`экибастузской больницы`, `британского парламента`; a council is one by its city, `городского маслихата`."""
    if head.norm.startswith("акимат"):
        return local(word) and not word.norm.startswith("столичн")
    return local(word) or national(word, head) or (head.norm.startswith("маслихат") and official(word))


def _is_only_one(adjectives: Sequence[Token], head: Token) -> bool:
    """`республиканский оперативный штаб`: a country has one of it."""
    return fold(head.lemma) in ("штаб", "комиссия") and any(t.norm.startswith("республиканск") for t in adjectives)


def _of_district(adjectives: Sequence[Token]) -> bool:
    """`тайыншинская районная больница`: two adjectives, of a place that no list has and of what the place is."""
    return any(map(strange, adjectives)) and any(t.norm.startswith(_DISTRICT) for t in adjectives)


_DISTRICT = ("район", "городск", "областн", "сельск")


def _is_action(doc: Doc, head: int, span: Span) -> bool:
    """`участие в управлении КНДР`: a place or an abbreviation alone says nothing of what an office is for."""
    alone = span.first == head and span.last == head + 2 and doc.tokens[head].lemma == "управление"
    return alone and is_capital(doc.tokens[head + 1])


def _is_proper(token: Token) -> bool:
    return token.text == "№" or (is_capital(token) and token.text not in words("not_names"))


def owned(doc: Doc, found: Spans) -> Spans:
    """`Минздраве [России]`, `УВП [города Шымкент]`, `ДЧС [области]`: a state body with the place it is of."""
    out: Spans = []
    for s in found:
        before = out[-1] if out else None
        if before and _are_letters(doc, before, s):
            out[-1] = Span(before.first, s.last, "ORG", "owned")
            continue
        near = before and before.type == "ORG" and s.type == "LOC" and s.first - before.last < 4
        if near and before and _belongs(doc, before, s) and _is_body(doc, before):
            out[-1] = Span(before.first, s.last, "ORG", "owned")
            continue
        out.append(s)
    return [_of_what(doc, s) if s.type == "ORG" and s.last - s.first == 1 else s for s in out]


def _of_what(doc: Doc, s: Span) -> Span:
    return _with_country(doc, _with_region(doc, s))


def _are_letters(doc: Doc, a: Span, b: Span) -> bool:
    """`ЦК | КПСС`, `ЦУКС | МЧС`: a body of letters, and what it is of."""
    if a.type != "ORG" or b.type != "ORG" or a.last != b.first or a.last - a.first > 1:
        return False
    first, second = doc.tokens[a.first], doc.tokens[b.first]
    if not all(is_abbreviation(t) and t.text.isupper() for t in (first, second)):
        return False
    if first.text in words("not_names") or second.text in words("legal_forms"):
        return False  # инспекции в АПК | МСХ, RT | РИА Новости
    return not any(t.text.isupper() and len(t.text) > 3 for t in doc.tokens[b.first + 1 : b.last])


def _belongs(doc: Doc, body: Span, place: Span) -> bool:
    """`Минздрав [России]`, `ДП [города Алматы]`, `УФСБ [по Омской области]`, `УФСБ [по г. Москве]`."""
    between = tuple(t.norm for t in doc.tokens[body.last : place.first])
    if not between:
        return genitive(doc, place.first, place.last) or is_abbreviation(doc.tokens[place.first])
    if between == ("по",) and is_country(doc.tokens[place.first].norm):
        return False  # спецпосланник ООН | по Сирии
    return between in _LINKS and (between[0] != "по" or doc.tokens[body.first].text.isupper())


_LINKS = frozenset(
    (
        ("города",),
        ("г",),
        ("г", "."),
        ("района",),
        ("республики",),
        ("по",),
        ("по", "г"),
        ("по", "г", "."),
        ("по", "городу"),
    )
)


def _with_country(doc: Doc, s: Span) -> Span:
    """`[казахстанском] Минфине`, `[японский] МИД`: a ministry's short name with the country's adjective."""
    short = s.last - s.first == 1 and _MINISTRY.match(doc.tokens[s.first].text)
    if not short or not s.first or not nationality(doc.tokens[s.first - 1]):
        return s
    return Span(s.first - 1, s.last, "ORG", "owned")


_MINISTRY = re.compile(r"(Мин[а-яё]+|М[ИВ]Д[аеуом]*|МЧС|ВВС|ВМС|ФБР)$")


def _with_region(doc: Doc, s: Span) -> Span:
    after = doc.tokens[s.last].norm if s.last < len(doc.tokens) else ""
    body = after == "области" and doc.tokens[s.first].text in words("local_bodies")
    bank = after == "республики" and doc.tokens[s.first].norm.startswith("нацбанк")
    return Span(s.first, s.last + 1, "ORG", "owned") if body or bank else s


def _is_body(doc: Doc, s: Span) -> bool:
    """A ministry or an authority, by its abbreviation or by the head of its name; no firm, no outlet."""
    token = doc.tokens[s.first]
    if doc.tokens[s.last - 1].text in CLOSING:
        return False
    if s.last - s.first == 1 or s.rule in ("owned", "legal_forms"):
        if token.text in words("not_names"):
            return False
        return (is_abbreviation(token) and token.text.isupper() and len(token.text) < 6) or token.norm[:3] in (
            "мин",
            "ген",
            "гос",
            "нац",
        )
    return any(head_use(doc.tokens[i]) for i in range(s.first, s.last))
