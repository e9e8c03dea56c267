"""Names that a vocabulary lists, in any case: places, organisations, campaigns."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc
from pipeline.entities.lexicon import Known, fold, is_capital, known
from pipeline.entities.noise import is_person
from pipeline.entities.quoting import CLOSING, OPENING
from pipeline.entities.span import Span, Spans, overlay
from pipeline.entities.stems import stem
from pipeline.lookup import lookup
from pipeline.morph import parses
from pipeline.vocabulary import words


def listed(doc: Doc, found: Spans) -> Spans:
    """Places and organisations of the vocabularies: found where missed, typed where mistaken for another type."""
    index, tokens = known(), doc.tokens
    at = {s.first: s for s in found}
    inside = {i: s.last for s in found for i in range(s.first, s.last)}
    surnames = {stem(tokens[s.last - 1].norm) for s in found if s.type == "PER" and s.last - s.first in (2, 3)}
    fresh = []
    for i in lookup(doc).capitals:
        norm = tokens[i].norm
        if (entries := index.get(norm if norm.isalpha() else fold(norm))) is None:
            continue
        entry = next((e for e in entries if _matches(doc, i, e)), None)
        if entry is None:
            continue
        last = i + len(entry.words)
        span = at.get(i)
        if span and span.type == "PER" and last == i + 1 and stem(tokens[i].norm) in surnames:
            continue  # `Хьюстон`, who is `Уитни Хьюстон`
        if span:
            fresh += _corrected(doc, span, entry, last)
        elif i not in inside and inside.get(last - 1, last) <= last and entry.sure and not _coined(doc, i, last):
            fresh.append(Span(i, last, entry.type, "listed"))
    return overlay(found, fresh)


def _corrected(doc: Doc, span: Span, entry: Known, last: int) -> Spans:
    """What the list makes of a name that the tagger found at the same place."""
    if span.last == last and span.type == entry.type:
        return [replace(span, rule="listed")] if len(entry.words) > 1 else []
    if not entry.sure:
        nobody = span.type == "PER" and entry.type == "ORG" and span.last == last and not is_person(entry.words[-1])
        return [Span(span.first, last, "ORG", "listed")] if nobody else []  # сообщение Акорды
    if span.last == last:
        if span.type == "ORG" and entry.type == "LOC" and _is_quoted(doc, span):
            return []
        better = _outweighs(entry, span) or _located(doc, span.first)
        return [Span(span.first, last, entry.type, "listed")] if better else []
    if span.last < last:
        return [Span(span.first, last, entry.type, "listed")]
    if span.type == entry.type == "LOC" and _rest_is_listed(doc, last, span.last):
        return [Span(span.first, last, "LOC", "listed"), Span(last, span.last, "LOC", "listed")]
    if span.type == "LOC" and entry.type == "ORG" and entry.exact:
        return [replace(span, type="ORG", rule="listed")]  # МВД РК
    holder = span.last - last >= 2 or _after_post(doc, span.first)
    if span.type == "PER" and (entry.type == "ORG" or holder):  # Аль-Кайды Усамы бен Ладена
        return [Span(span.first, last, entry.type, "listed"), Span(last, span.last, "PER", "listed")]
    return []


def _after_post(doc: Doc, i: int) -> bool:
    """`аким [Қызылорды] Әлімбаев`: the place is the post's."""
    return i > 0 and fold(doc.tokens[i - 1].lemma) in words("positions")


def _is_quoted(doc: Doc, s: Span) -> bool:
    """`игрок «Сибири»`: a club by the name of a region."""
    if not s.first or s.last >= len(doc.tokens):
        return False
    return doc.tokens[s.first - 1].text in OPENING and doc.tokens[s.last].text in CLOSING


def _rest_is_listed(doc: Doc, first: int, last: int) -> bool:
    """`столицу Чечни | Грозный`: two places in a row."""
    entries = known().get(fold(doc.tokens[first].norm), ())
    return any(e.type == "LOC" and first + len(e.words) == last and _matches(doc, first, e) for e in entries)


def _outweighs(entry: Known, span: Span) -> bool:
    """Whether the list knows better than the tagger: of persons always, of clubs named for towns never."""
    return span.type == "PER" or entry.type == "ORG" or entry.kind in ("country", "region", "area")


def _located(doc: Doc, i: int) -> bool:
    """`живёт в [Барселоне]`: in a town without quotation marks, whatever club bears its name."""
    if not i or doc.tokens[i - 1].norm != "в":
        return False
    return doc.tokens[i].feat("Case") == "Loc" or any("Fixd" in p.tag for p in parses(doc.tokens[i].norm))


def _matches(doc: Doc, i: int, entry: Known) -> bool:
    if len(entry.words) == 1:
        return not entry.exact or doc.tokens[i].text == entry.exact
    if i + 1 == len(doc.tokens) or fold(doc.tokens[i + 1].norm) != entry.words[1]:
        return False  # as most
    part = doc.tokens[i : i + len(entry.words)]
    if tuple(fold(t.norm) for t in part) != entry.words:
        return False
    return not entry.exact or " ".join(t.text for t in part) == entry.exact


def _coined(doc: Doc, first: int, last: int) -> bool:
    """Whether a listed name is part of another, in quotes or before a Latin word: `«Алматы Су»`, `долларов США`."""
    if first and doc.tokens[first - 1].lemma in ("доллар",):
        return True
    return last < len(doc.tokens) and is_capital(doc.tokens[last]) and doc.tokens[last].start == doc.tokens[last].stop
