"""Kazakhstan's regions that are named by a noun: `область Абай`, `областях Жетысу и Улытау`."""

from __future__ import annotations

from functools import cache

from pipeline.document import Doc
from pipeline.entities.lexicon import fold, is_capital, known
from pipeline.entities.span import Span, Spans, overlay
from pipeline.lookup import lookup
from pipeline.vocabulary import table, words


def regions(doc: Doc, found: Spans) -> Spans:
    """`акима [области Абай] [Нурлана Уранхаева]`: no word of the region's name is a person's."""
    over = {i: s for s in found for i in range(s.first, s.last)}
    fresh: Spans = []
    for i in lookup(doc).with_lemmas({"область"}):
        if i + 1 < len(doc.tokens) and _is_region(doc, i) and not _is_person(doc, i, over.get(i + 1)):
            fresh.append(Span(i + _several(doc, i), i + 2, "LOC", "regions"))
            fresh += _rest(doc, i + 2, over.get(i + 1))
    return _in_lists(doc, overlay(found, fresh))


def _is_region(doc: Doc, i: int) -> bool:
    pair = (fold(doc.tokens[i].norm), fold(doc.tokens[i + 1].norm))
    if not is_capital(doc.tokens[i + 1]):
        return False
    return any(e.words == pair for e in known().get(pair[0], ())) or (_several(doc, i) and pair[1] in _names())


def _several(doc: Doc, i: int) -> bool:
    """`в областях [Ұлытау] и [Абай]`: the noun is not the name's."""
    return doc.tokens[i].norm in ("областях", "областей", "областям", "областями")


def _is_person(doc: Doc, i: int, s: Span | None) -> bool:
    """`аким области [Абай Ахметов]`: the holder's name, which is whole without the region."""
    if s is None or s.type != "PER" or s.last - i != 3 or doc.tokens[i + 1].text not in words("ambiguous_names"):
        return False
    return i > 0 and fold(doc.tokens[i - 1].lemma) in words("positions")


def _rest(doc: Doc, first: int, s: Span | None) -> Spans:
    """`Абай [Нурлана Уранхаева]`: the person behind, taken for one name with the region."""
    if s is None or s.type != "PER" or s.last <= first or not is_capital(doc.tokens[first]):
        return []
    return [Span(first, s.last, "PER", "regions")]


def _in_lists(doc: Doc, found: Spans) -> Spans:
    """`в Павлодарской и Акмолинской областях, а также [Абай] и [Улытау]`: regions among regions."""
    at: dict[int, int] = {}
    for s in found:
        if s.type == "LOC" and doc.tokens[s.first].norm.endswith(("ской", "ская", "скую")):
            at[doc.tokens[s.first].sent] = at.get(doc.tokens[s.first].sent, 0) + 1
    if not any(count > 1 for count in at.values()):
        return found
    places = lookup(doc).with_norms(_names())
    fresh = [Span(i, i + 1, "LOC", "regions") for i in places if at.get(doc.tokens[i].sent, 0) > 1 and _listed(doc, i)]
    taken = {s.first for s in found if s.type == "LOC"}
    return overlay(found, [s for s in fresh if s.first not in taken])


def _listed(doc: Doc, i: int) -> bool:
    before = doc.tokens[i - 1].norm if i else ""
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else doc.tokens[i]
    return before in (",", "и", "также", "областях", "областей", "области") and not is_capital(after)


@cache
def _names() -> frozenset[str]:
    """`абай`, `жетысу`: what stands behind `область`."""
    rows = (row["others"].split("|") for row in table("places") if row["kind"] == "region")
    aliases = (alias.split() for others in rows for alias in others)
    return frozenset(fold(alias[1]) for alias in aliases if len(alias) == 2 and alias[0] == "область")
