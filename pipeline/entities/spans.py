"""Names as the contract wants them: the tagger's spans through an ordered list of small corrections."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc, Token
from pipeline.entities.abbreviations import coined, glossed
from pipeline.entities.adjectives import adjectival
from pipeline.entities.apart import holders_apart
from pipeline.entities.facilities import facilities, plants
from pipeline.entities.institutions import institutions, owned
from pipeline.entities.lexicon import fold, is_abbreviation, is_capital, known, place_heads
from pipeline.entities.listed import listed
from pipeline.entities.noise import noise, products
from pipeline.entities.openers import is_common, openers
from pipeline.entities.org_heads import head_use
from pipeline.entities.persons import initials, is_initial, joined_names, name_parts, stray_words, turkic_names
from pipeline.entities.places import enumerated, glossed_places, place_phrases
from pipeline.entities.quoted import legal_forms, quoted, sites
from pipeline.entities.quoting import BOTH, CLOSE, CLOSING, MARKS, OPEN
from pipeline.entities.recall import consistent, houses, latin_names, national_firms, outlets, persons, repeated
from pipeline.entities.regions import regions
from pipeline.entities.span import Rule, Span, Spans
from pipeline.lookup import ranges
from pipeline.morph import parses

_EDGE = frozenset("«»„“”\"'()[]-–—,.;:!?…")


def find_spans(doc: Doc) -> Spans:
    """Names of `doc` in order, without overlap."""
    found = aligned(doc)
    for rule in RULES:
        found = rule(doc, found)
    return found


def aligned(doc: Doc) -> Spans:
    """The tagger's names as ranges of tokens."""
    found: Spans = []
    for name, tokens in zip(doc.names, ranges(doc, doc.names), strict=True):
        if tokens and (not found or tokens.start >= found[-1].last):
            found.append(Span(tokens.start, tokens.stop, name.type))
    return found


def split_brackets(doc: Doc, found: Spans) -> Spans:
    """`Азиатский банк развития (АБР)` is two names, `Бенин • Бразилия` too."""
    out: Spans = []
    for n, s in enumerate(found):
        cuts = [i for i in range(s.first + 1, s.last) if doc.tokens[i].text in _BREAKS]
        if not cuts:
            out.append(s)
            continue
        for first, last in zip([s.first - 1, *cuts], [*cuts, s.last], strict=True):
            if last > first + 1 and (first < s.first or is_capital(doc.tokens[first + 1])):
                within = first >= s.first and s.type == "LOC" and _ends_org(doc, found[n - 1] if n else s, s, first + 1)
                out.append(Span(first + 1, last, "ORG" if within else s.type, "split_brackets"))
    return out


def _ends_org(doc: Doc, before: Span, s: Span, inside: int) -> bool:
    """`Верховный суд России (ВС)`: the brackets after a place rename the institution that it belongs to."""
    short = is_abbreviation(doc.tokens[inside]) and doc.tokens[inside].norm not in known()
    return short or (before.type == "ORG" and before.last == s.first)


_BREAKS = frozenset("()•·")


def trimmed(doc: Doc, found: Spans) -> Spans:
    """Without marks at the ends, without leading prepositions and stray lower-case words, without numbers after."""
    out = []
    for s in found:
        first, last = s.first, s.last
        while first < last and (doc.tokens[first].text in _EDGE or doc.tokens[first].pos in ("ADP", "CCONJ")):
            first += 1
        while first < last and doc.tokens[last - 1].text in _EDGE and not _initial(doc, s, last):
            last -= 1
        while s.type != "ORG" and last - first > 1 and (_predicate(doc.tokens[last - 1]) or _runs_on(doc, s, last)):
            last -= 1
        last = _second(doc, s, first, last)
        if last - first > 1 and s.type == "ORG" and doc.tokens[last - 1].text.isdigit() and head_use(doc.tokens[first]):
            last -= 1
        last = _closed(doc, first, last)
        if first < last and (_is_word(doc.tokens[first]) or any(map(_is_word, doc.tokens[first + 1 : last]))):
            out.append(s if (first, last) == (s.first, s.last) else replace(s, first=first, last=last, rule="trimmed"))
    return out


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha()


def _initial(doc: Doc, s: Span, last: int) -> bool:
    """The period of `Петров Ю.С.`"""
    return s.type == "PER" and last - s.first > 2 and doc.tokens[last - 1].text == "." and is_initial(doc, last - 2)


def _second(doc: Doc, s: Span, first: int, last: int) -> int:
    """`Центром качества | и надзорами`: what is joined to the head, in its case, is another thing."""
    if s.type != "ORG" or last - first < 3 or doc.tokens[first].feat("Case") in ("", "Gen"):
        return last
    for i in range(first + 1, last - 1):
        after = doc.tokens[i + 1]
        joined = doc.tokens[i].norm == "и" and doc.tokens[i - 1].feat("Case") == "Gen"
        if joined and after.pos == "NOUN" and not is_capital(after) and _never_genitive(after.norm):
            return i
    return last


def _never_genitive(norm: str) -> bool:
    return all("gent" not in p.tag for p in parses(norm))


def _predicate(token: Token) -> bool:
    """A verb that the tagger took for the name's last word: `жители [Пригородного] ушли`."""
    return token.pos == "VERB" and token.feat("VerbForm") == "Fin" and not is_capital(token)


def _runs_on(doc: Doc, s: Span, last: int) -> bool:
    """A common noun after a place's name: `на острове [Роббен] тюрьма`, `в районе [Есиль] двор`."""
    token, before = doc.tokens[last - 1], doc.tokens[last - 2]
    if s.type != "LOC" or last - s.first != 2 or is_capital(token) or token.pos != "NOUN":
        return False
    if before.pos != "PROPN" and (before.norm not in known() or adjectival(before.norm)):
        return False
    if fold(token.lemma) in place_heads():
        after = doc.tokens[last] if last < len(doc.tokens) else token  # села [Жанажол] района Шал акына
        return token.feat("Case") == "Gen" and is_capital(after) and after.sent == token.sent
    return is_common(token.norm) and not is_common(before.norm)


def _closed(doc: Doc, first: int, last: int) -> int:
    """With the mark that closes a quotation begun inside: `Международном институте "Рамат Гани["]`."""
    inside = [token.text for token in doc.tokens[first:last] if token.text in MARKS]
    if not inside:
        return last
    unclosed = sum(t in OPEN for t in inside) > sum(t in CLOSE for t in inside) or sum(t in BOTH for t in inside) % 2
    return last + 1 if unclosed and last < len(doc.tokens) and doc.tokens[last].text in CLOSING else last


RULES: tuple[Rule, ...] = (
    split_brackets,
    trimmed,
    stray_words,
    openers,
    listed,
    regions,
    sites,
    initials,
    turkic_names,
    name_parts,
    joined_names,
    place_phrases,
    legal_forms,
    quoted,
    glossed_places,
    facilities,
    plants,
    institutions,
    owned,
    holders_apart,
    glossed,
    latin_names,
    national_firms,
    houses,
    persons,
    outlets,
    enumerated,
    consistent,
    repeated,
    coined,
    products,
    noise,
)
