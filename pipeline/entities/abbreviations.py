"""Abbreviations in brackets: another name of the institution before them, or of something that is no name at all."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Doc
from pipeline.entities.lexicon import fold, is_abbreviation, is_capital, known, place_heads
from pipeline.entities.org_heads import head_use
from pipeline.entities.quoting import BOTH, CLOSE
from pipeline.entities.span import Span, Spans, overlay
from pipeline.lookup import lookup
from pipeline.vocabulary import words

_LONGEST = 8  # words that an abbreviation stands for
_WIDEST = 12  # tokens between brackets


def glossed(doc: Doc, found: Spans) -> Spans:
    """`управление по чрезвычайным ситуациям ([УЧС])`, `партия «Свобода» ([Libertad Popular], [LP])`."""
    opened = [(s, first) for s in found if s.type == "ORG" and (first := _opened(doc, s.last))]
    names = {s.first: s for s in found} if opened else {}
    fresh: Spans = []
    for s, first in opened:
        parts = list(_parts(doc, first))
        short = [Span(a, b, "ORG", "glossed") for a, b in parts if b == a + 1 and _is_short(doc, a)]
        fresh += short
        inner = names.get(first)
        cut = inner is not None and inner.type == "ORG" and any(inner.first < p.first < inner.last for p in short)
        foreign = inner is None and not doc.tokens[s.first].text.isascii()
        fresh += [Span(a, b, "ORG", "glossed") for a, b in parts[:1] if cut or (foreign and _is_foreign(doc, a, b))]
    return _over(found, fresh) if fresh else found


def _opened(doc: Doc, i: int) -> int:
    """Token after a bracket that opens behind a name and the mark that closes it, 0 where none does."""
    if i < len(doc.tokens) and doc.tokens[i].text in CLOSE + BOTH:
        i += 1
    return i + 1 if i < len(doc.tokens) and doc.tokens[i].text == "(" else 0


def _over(found: Spans, fresh: Spans) -> Spans:
    """What is found alike already stays as it is."""
    have = {(s.first, s.last) for s in found}
    return overlay(found, [s for s in fresh if (s.first, s.last) not in have])


def _parts(doc: Doc, first: int) -> Iterator[tuple[int, int]]:
    """What commas and the closing bracket end: first token and the one after the last."""
    start = first
    for i in range(first, min(first + _WIDEST, len(doc.tokens))):
        text = doc.tokens[i].text
        if text in (",", ";", ")"):
            yield start, i
            start = i + 1
        if text == ")":
            return


def _is_foreign(doc: Doc, first: int, last: int) -> bool:
    """`Camino Libre`: two words in Latin letters at least, the first with a capital."""
    words_ = doc.tokens[first:last]
    return len(words_) > 1 and is_capital(words_[0]) and all(t.text.isascii() and t.text[0].isalpha() for t in words_)


def _is_short(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    if not (is_abbreviation(token) and token.text.isupper()) or token.text in words("not_names"):
        return False
    return all(entry.type == "ORG" for entry in known().get(token.norm, ()))


def coined(doc: Doc, found: Spans) -> Spans:
    """`сжиженный нефтяной газ (СНГ)`: no name in this article, whatever it is elsewhere."""
    if not any(s.type != "PER" and s.last == s.first + 1 and doc.tokens[s.first].text.isupper() for s in found):
        return found
    orgs = {s.last for s in found if s.type == "ORG"}
    things = {doc.tokens[i + 1].text for i in lookup(doc).with_norms({"("}) if i not in orgs and _abbreviates(doc, i)}
    return [s for s in found if s.last > s.first + 1 or doc.tokens[s.first].text not in things]


def _abbreviates(doc: Doc, i: int) -> bool:
    """Whether the bracket at a token holds the first letters of the words before, which name a thing."""
    if i + 2 >= len(doc.tokens) or doc.tokens[i + 2].text != ")" or not doc.tokens[i + 1].text.isupper():
        return False
    letters, j = doc.tokens[i + 1].norm, i
    if len(letters) < 2 or not letters.isalpha():
        return False
    while letters and j > max(0, i - _LONGEST) and doc.tokens[j - 1].sent == doc.tokens[i].sent:
        j -= 1
        initials = "".join(part[0] for part in doc.tokens[j].norm.split("-") if part)
        if letters.endswith(initials):
            letters = letters[: -len(initials)]
        elif doc.tokens[j].pos not in ("ADP", "CCONJ"):
            return False
    return not letters and _is_thing(doc, j, i)


def _is_thing(doc: Doc, first: int, last: int) -> bool:
    """Whether the first noun of a phrase heads neither an institution's name nor a place's."""
    noun = next((t for t in doc.tokens[first:last] if t.pos in ("NOUN", "PROPN")), None)
    if noun is None or noun.pos == "PROPN" or head_use(noun):
        return False
    return fold(noun.lemma) not in words("descriptors") | place_heads().keys()
