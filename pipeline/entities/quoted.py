"""Names that typography shows: a legal form with what follows, names quoted as a whole, addresses of sites."""

from __future__ import annotations

from functools import lru_cache

from pipeline.document import Doc
from pipeline.entities.lexicon import fold, is_capital, place_heads
from pipeline.entities.org_heads import head_use
from pipeline.entities.quoting import BOTH, CLOSE, CLOSING, OPEN, OPENING, closing, is_double, opens
from pipeline.entities.span import Span, Spans, ends, overlay
from pipeline.lookup import lookup
from pipeline.morph import parses
from pipeline.vocabulary import words

_OPENING = frozenset(OPENING)


def sites(doc: Doc, found: Spans) -> Spans:
    """An outlet named by its address: `zakon.kz`, not where it is part of a longer address."""
    domains, tokens = words("top_level_domains"), doc.tokens
    fresh, known = [], lookup(doc)
    for norm in known.others:
        if "." in norm[1:] and norm.rpartition(".")[2] in domains:
            fresh += [Span(i, i + 1, "ORG", "sites") for i in known.norms[norm] if _plain_host(tokens[i].text)]
    for i in known.with_norms(domains):
        if i < 2 or tokens[i - 1].text != "." or not tokens[i - 2].text.isalnum():
            continue
        if tokens[i - 2].stop == tokens[i - 1].start and tokens[i - 1].stop == tokens[i].start:
            fresh.append(Span(i - 2, i + 1, "ORG", "sites"))
    return overlay(found, fresh)


def _plain_host(text: str) -> bool:
    return text[0].isalnum() and not text.lower().startswith("www.") and not any(mark in text for mark in "/@:?=")


def legal_forms(doc: Doc, found: Spans) -> Spans:
    """`АО «СевКаз РЭК»`: the legal form with what it stands before, through the mark that closes."""
    forms, tokens, at = words("legal_forms"), doc.tokens, ends(found)
    fresh = []
    for i in lookup(doc).with_norms(_folded(forms)):
        if tokens[i].text not in forms or i + 1 == len(tokens):
            continue
        j = i + 1
        while j < len(tokens) - 1 and (
            tokens[j].text in forms or tokens[j].text == "УК" or tokens[j].lemma in _kinds()
        ):
            j += 1
        stop = closing(tokens, j, len(tokens)) if tokens[j].text in OPENING else 0
        if stop > j + 1:
            first = i - 1 if i and tokens[i - 1].text in forms and not is_capital(tokens[i]) else i
            fresh.append(Span(first, stop, "ORG", "legal_forms"))
        elif j in at and at[j][1] == "ORG" and tokens[j].start == tokens[j - 1].stop + 1:
            fresh.append(Span(i, at[j][0], "ORG", "legal_forms"))
    return overlay(found, fresh)


@lru_cache(maxsize=1)
def _folded(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, forms))


def _kinds() -> frozenset[str]:
    return words("descriptors")


def quoted(doc: Doc, found: Spans) -> Spans:
    """A name quoted as a whole, by the word before it: `партии «[Amanat]»`, `площади «[Ордабасы]»`, no `акции «…»`."""
    tokens = doc.tokens
    covered = {i: s for s in found for i in range(s.first, s.last)}
    fresh: Spans = []
    dropped: set[int] = set()
    last_close = 0
    for i in lookup(doc).with_norms(_OPENING):
        if i < last_close or not opens(tokens, i) or _within(doc, i, covered):
            continue
        stop = closing(tokens, i, len(tokens))
        width = 1 + is_double(tokens, i)
        if stop <= i + 2 * width or stop - i > 14:
            continue
        kind, first = _announced(doc, i, covered), i + width
        if kind in ("work", "ORG") and _is_owners(doc, i, first, stop - width):
            fresh.append(Span(first, stop - width, "ORG", "owners"))
            last_close = stop
            continue
        if kind in ("ORG", "LOC") and is_capital(tokens[first]) | tokens[first].text[0].isdigit():
            fresh.append(_whole(doc, i, stop, width, kind))
            last_close = stop
        elif kind == "work":
            dropped.update(range(i, stop))
            last_close = stop
    kept = [s for s in found if not (s.first in dropped or s.last - 1 in dropped)]
    return overlay(kept, fresh)


def _is_owners(doc: Doc, i: int, first: int, last: int) -> bool:
    """`в статье «Вестей»`, `на сайте «Зари»`: what stands in the genitive is whose it is, no title."""
    name = doc.tokens[first:last]
    if fold(doc.tokens[i - 1].lemma) not in ("статья", "сайт") or len(name) > 2 or not is_capital(name[0]):
        return False
    named = name[0].pos != "NUM" and all(t.feat("Case") == "Gen" for t in name)
    return named and all("nomn" not in p.tag for p in parses(name[0].norm))


def _whole(doc: Doc, i: int, stop: int, width: int, kind: str) -> Span:
    """The name without its marks; with them after an abbreviation, `[ЖК «Мечта»]`, and with one that closes within."""
    if kind == "LOC" and i and doc.tokens[i - 1].text in words("place_forms"):
        return Span(i - 1, stop, "LOC", "quoted")
    inside = [t.text for t in doc.tokens[i + width : stop - width]]
    unclosed = sum(t in OPEN for t in inside) > sum(t in CLOSE for t in inside)
    return Span(i + width, stop if unclosed else stop - width, "ORG" if kind == "ORG" else "LOC", "quoted")


def _within(doc: Doc, i: int, covered: dict[int, Span]) -> bool:
    """Whether a quotation is part of a name; `Съезд партии «Ак жол»`, as the tagger has it, is none."""
    known = covered.get(i)
    if known is None or known.first == i:
        return False
    if known.rule not in ("", "trimmed") or any(is_capital(t) for t in doc.tokens[known.first + 1 : i]):
        return True
    head, last = doc.tokens[known.first], doc.tokens[i - 1]
    if fold(last.lemma) in words("descriptors") and (
        head.pos == "ADJ" or (head is last and opens_sentence(doc, i - 1))
    ):
        return False  # Партия «Аманат», Саранской газеты «Университет»
    return head.pos not in ("NOUN", "PROPN") or bool(head_use(head))


def opens_sentence(doc: Doc, i: int) -> bool:
    return doc.sentences[doc.tokens[i].sent].first == i


def _announced(doc: Doc, i: int, covered: dict[int, Span]) -> str:
    """What the noun before a quotation says of it; a list of quoted names keeps the first one's noun."""
    j = i - 1
    while j >= 0 and doc.tokens[j].text in (",", "и", *CLOSE, *BOTH) and i - j < 40:
        back = j - 1
        while back >= 0 and doc.tokens[back].text not in OPENING and j - back < 14:
            back -= 1
        if doc.tokens[j].text in CLOSING:
            j = back - 1
        else:
            j -= 1
    short = j in covered and covered[j].last - covered[j].first == 1 and doc.tokens[j].text in words("not_names")  # ЖК
    if (
        j < 0
        or (j in covered and covered[j] is not covered.get(i) and not short)
        or doc.tokens[j].sent != doc.tokens[i].sent
    ):
        return ""
    lemma = fold(doc.tokens[j].lemma)
    if lemma in words("works"):
        return "work"
    if lemma in words("descriptors") or f"{fold(doc.tokens[j - 1].lemma)} {lemma}" in words("descriptors"):
        return "ORG"
    return "LOC" if lemma in place_heads() else ""
