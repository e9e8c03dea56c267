"""Buildings and plants by the kind of them: `Международный аэропорт Астаны` is a place, `Аксуская ГРЭС-2` a firm."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.document import Doc
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.places import relational
from pipeline.entities.span import Span, Spans, overlay
from pipeline.lookup import lookup
from pipeline.vocabulary import words


def facilities(doc: Doc, found: Spans) -> Spans:
    """`[Ботанический сад]`, `[Международный аэропорт города Актау]`, taken for an organisation: a place."""
    out: Spans = []
    for s in found:
        before = out[-1] if out else None
        if before and before.rule == "facilities" and s.type == "LOC" and _is_of(doc, before, s):
            out[-1] = replace(before, last=s.last)
        elif s.type == "ORG" and s.rule in ("", "trimmed") and _is_facility(doc, s):
            out.append(replace(s, type="LOC", rule="facilities"))
        else:
            out.append(s)
    return out


def _is_facility(doc: Doc, s: Span) -> bool:
    """By the first noun of a name of several words, unless it bears a quoted name."""
    tokens = doc.tokens[s.first : s.last]
    head = next((t for t in tokens if t.pos in ("NOUN", "PROPN") and fold(t.lemma) in words("facilities")), None)
    if head is None or len(tokens) < 2 or any(t.text in '«»"“„' for t in tokens):
        return False
    return all(t.pos == "ADJ" for t in tokens[: tokens.index(head)])


def _is_of(doc: Doc, building: Span, place: Span) -> bool:
    """`аэропорт [города Актау]`, `вокзала [Алматы]`: the town that a station is of."""
    station = any(fold(t.lemma) in ("аэропорт", "вокзал") for t in doc.tokens[building.first : building.last])
    between = [t.norm for t in doc.tokens[building.last : place.first]]
    return station and between in ([], ["города"])


def plants(doc: Doc, found: Spans) -> Spans:
    """`[Аксуская ГРЭС-2]`, `[Атырауский НПЗ]`: a plant with the adjective of its town, and its number."""
    kinds = [i for i in lookup(doc).with_stems(_PLANTS) if i and _PLANT.match(doc.tokens[i].text)]
    if not kinds:
        return found
    over = {i: s for s in found for i in range(s.first, s.last)}
    fresh = []
    for i in kinds:
        adjective = doc.tokens[i - 1]
        named = is_capital(adjective) and relational(adjective) and adjective.sent == doc.tokens[i].sent
        single = adjective.feat("Number") != "Plur" and fold(adjective.lemma) not in words("nationalities")
        if named and single and not (i in over and over[i].last - over[i].first > 1):
            fresh.append(Span(i - 1, i + 1, "ORG", "plants"))
    return overlay(found, fresh)


_PLANTS = ("тэц", "тэс", "грэс", "гэс", "аэс", "сэс", "вэс", "нпз", "нхз", "гпз", "гок")
_PLANT = re.compile(rf"({'|'.join(_PLANTS).upper()})(-\d+)?$")
