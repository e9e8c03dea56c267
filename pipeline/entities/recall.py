"""Names that the tagger missed in one place and found in another: a document calls one thing by one name."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from functools import lru_cache

from pipeline.document import Doc, MentionType
from pipeline.entities.lexicon import fold, is_capital, known
from pipeline.entities.persons import is_surname, with_initials
from pipeline.entities.quoting import CLOSE, OPENING
from pipeline.entities.span import Span, Spans, overlay
from pipeline.entities.stems import stem
from pipeline.lookup import lookup, ranges
from pipeline.vocabulary import words

_EVIDENT = frozenset(("place_phrases", "quoted", "legal_forms"))


def consistent(doc: Doc, found: Spans) -> Spans:
    """One word, one type: as it was announced (`микрорайон Асар`), as a person's full name has it, as most say."""
    evident: dict[str, MentionType] = {}
    for s in found:
        if s.last - s.first == 1 and s.rule in _EVIDENT:
            evident.setdefault(_stem(doc, s.first), s.type)
    for s in found:
        if s.type == "PER" and s.last - s.first in (2, 3) and len(doc.tokens[s.last - 1].text) > 2:
            evident.setdefault(_stem(doc, s.last - 1), "PER")
    votes: dict[str, list[MentionType]] = {}
    for s in found:
        if s.last - s.first == 1 and not s.rule:
            votes.setdefault(_stem(doc, s.first), []).append(s.type)
    for form, kinds in votes.items():
        kind = max(set(kinds), key=kinds.count)
        if 2 * kinds.count(kind) > len(kinds):
            evident.setdefault(form, kind)
    return [_typed(doc, s, evident) for s in found]


def persons(doc: Doc, found: Spans) -> Spans:
    """`жительница дачного массива [Бактыгуль Ахметова]`: a given name and a surname are no place."""
    return [replace(s, type="PER", rule="persons") if s.type == "LOC" and _is_person(doc, s) else s for s in found]


def _is_person(doc: Doc, s: Span) -> bool:
    if s.last - s.first != 2 or s.rule not in ("", "place_phrases"):
        return False
    given, surname = doc.tokens[s.first], doc.tokens[s.first + 1]
    if given.pos != "PROPN" or given.norm in known() or surname.norm in known() or not is_surname(surname):
        return False
    return is_capital(given) and given.text[1:].islower() and surname.norm.endswith(("ов", "ев", "ова", "ева"))


def latin_names(doc: Doc, found: Spans) -> Spans:
    """`контракт Gasum`: a single Latin word that no list of places has is no place; `Мосул (Mossul)` is one."""
    stops = {s.last for s in found if s.type == "LOC"}
    return [
        replace(s, type="ORG", rule="latin_names")
        if (_is_latin(doc, s) and not _is_gloss(doc, s, stops)) or _is_house(doc, s) or _is_firm(doc, s)
        else s
        for s in found
    ]


def outlets(doc: Doc, found: Spans) -> Spans:
    """`Издание [Зареград] советует`: one word right after the noun for an outlet, both its subject, is no person."""
    return [replace(s, type="ORG", rule="outlets") if s.type == "PER" and _is_outlet(doc, s) else s for s in found]


def _is_outlet(doc: Doc, s: Span) -> bool:
    before = doc.tokens[s.first - 1] if s.first else None
    if before is None or s.last - s.first > 1 or before.sent != doc.tokens[s.first].sent:
        return False
    subject = before.feat("Case") == "Nom" and doc.tokens[s.first].feat("Case") in ("Nom", "")
    return subject and fold(before.lemma) in _OUTLETS and not is_surname(doc.tokens[s.first])


_OUTLETS = frozenset(("издание", "газета", "журнал", "портал", "телеканал", "радиостанция", "интернет-издание"))


def national_firms(doc: Doc, found: Spans) -> Spans:
    """`через [QazTrade] и [KazakhExport]`: Latin words that begin with the country's name, which the tagger missed."""
    named = [i for i in lookup(doc).with_stems(("qaz", "kaz", "caspi")) if _NATIONAL.match(doc.tokens[i].text)]
    covered = {i for s in found for i in range(s.first, s.last)} if named else ()
    fresh = [i for i in named if i not in covered and not in_title(doc, i)]
    return overlay(found, [Span(i, i + 1, "ORG", "national_firms") for i in fresh])


_NATIONAL = re.compile(r"(Qaz|Qazaq|Kaz|Kazakh|Caspi)[A-Z][A-Za-z]{2,}$")


def _is_firm(doc: Doc, s: Span) -> bool:
    """`Мосгоризбирком`, `Минторговли`, taken for a place or a person."""
    if s.type == "ORG" or s.rule or s.last - s.first > 1 or doc.tokens[s.first].norm in known():
        return False
    return bool(_FIRM.search(doc.tokens[s.first].norm))


_FIRM = re.compile(
    r"^мин(торг|труд|здрав|фин|обр|юст|энерго|сель|пром|культ|просв|спорт|экон|обор|транс|цифр|инд|тури|водр|инф)|"
    r"\w{3}(избирком|надзор|союз|банк|нефть?|газ|пром|строй|холдинг|телеком|энерго|интерн)(а|у|ом|е|и|ью)?$"
)


def houses(doc: Doc, found: Spans) -> Spans:
    """`Депутат [Мажилиса] Елнур Касымов`: a house of parliament in no name, which the tagger missed or put in one."""
    named = [i for i in lookup(doc).with_lemmas(words("parliaments")) if is_capital(doc.tokens[i])]
    covered = {i for s in found for i in range(s.first, s.last)} if named else ()
    return overlay(found, [Span(i, i + 1, "ORG", "houses") for i in named if i not in covered])


def _is_gloss(doc: Doc, s: Span, stops: Container[int]) -> bool:
    """Whether a name in brackets is what the place before them is called elsewhere."""
    return doc.tokens[s.first - 1].text == "(" and s.first - 1 in stops


def _is_house(doc: Doc, s: Span) -> bool:
    """`Мажилисе`, taken for a person."""
    return s.type != "ORG" and s.last - s.first == 1 and doc.tokens[s.first].lemma in words("parliaments")


def _is_latin(doc: Doc, s: Span) -> bool:
    token = doc.tokens[s.first]
    single = s.type == "LOC" and s.rule in ("", "split_brackets") and s.last - s.first == 1 and len(token.text) > 2
    return single and token.text.isascii() and token.text.isalpha() and token.norm not in known()


def _typed(doc: Doc, s: Span, evident: dict[str, MentionType]) -> Span:
    if s.last - s.first > 1 or s.rule or (s.type == "LOC" and _is_country(doc.tokens[s.first].norm)):
        return s
    kind = evident.get(_stem(doc, s.first), s.type)
    return s if kind == s.type else Span(s.first, s.last, kind, "consistent")


@lru_cache(maxsize=2**11)
def _is_country(norm: str) -> bool:
    """`министр Казахстана` beside `санаторий «Казахстан»`: without quotation marks a country is none but itself."""
    return any(e.kind in ("country", "region") and e.words == (norm,) and e.sure for e in known().get(norm, ()))


def repeated(doc: Doc, found: Spans) -> Spans:
    """The same words elsewhere, capitalised: typed as found, a person's surname also alone."""
    seen = _words(doc, found)
    covered = {i for s in found for i in range(s.first, s.last)}
    pairs = _full_names(doc, found)
    alone = (i for i in lookup(doc).capitals if i not in covered) if pairs else ()
    whole = [Span(i, i + 2, "PER", "repeated") for i in alone if _is_pair(doc, i, pairs, covered)]
    found = overlay(found, whole)
    covered.update(i for s in whole for i in range(s.first, s.last))
    covered.update(*ranges(doc, doc.names))  # what the rules dropped is not found again
    fresh = []
    for i in lookup(doc).capitals:
        if i in covered or len(doc.tokens[i].text) < 3:
            continue
        known = seen.get(_stem(doc, i))
        if known and _proper(doc, i) and not in_title(doc, i):
            first, last = with_initials(doc, i, i + 1) if known.type == "PER" else (i, i + 1)
            fresh.append(Span(first, last, known.type, "repeated"))
    return _whole(doc, overlay(found, fresh))


def _full_names(doc: Doc, found: Spans) -> frozenset[tuple[str, str]]:
    pairs = (s for s in found if s.type == "PER" and s.last - s.first == 2)
    return frozenset((_stem(doc, s.first), _stem(doc, s.first + 1)) for s in pairs)


def _is_pair(doc: Doc, i: int, pairs: Container[tuple[str, str]], covered: Container[int]) -> bool:
    """`[Си Цзиньпин] сказал`: a given name and a surname that stand together elsewhere, missed here."""
    if i + 1 in covered or i + 1 >= len(doc.tokens) or not is_capital(doc.tokens[i + 1]):
        return False
    named = (_stem(doc, i), _stem(doc, i + 1)) in pairs and doc.tokens[i].sent == doc.tokens[i + 1].sent
    return named and not in_title(doc, i)


def _words(doc: Doc, found: Spans) -> dict[str, Span]:
    """Names of one word, and the words of persons' names, by their stems."""
    seen: dict[str, Span] = {}
    for s in found:
        if s.last - s.first == 1 and len(doc.tokens[s.first].text) > 2:
            seen.setdefault(_stem(doc, s.first), s)
        elif s.type == "PER" and s.last - s.first in (2, 3):
            for i in range(s.first, s.last):
                if len(doc.tokens[i].text) > 3:
                    seen.setdefault(_stem(doc, i), Span(i, i + 1, "PER"))
    return seen


def _whole(doc: Doc, found: Spans) -> Spans:
    """`«Дневник [Анны] [Франк]»`: side by side, two words that are one name elsewhere are that name."""
    full = _full_names(doc, found)
    out: Spans = []
    for s in found:
        before = out[-1] if out else s
        beside = before.last == s.first and "repeated" in (before.rule, s.rule) and s.last - before.first == 2
        if beside and (_stem(doc, before.first), _stem(doc, s.first)) in full:
            out[-1] = Span(before.first, s.last, "PER", "repeated")
        else:
            out.append(s)
    return out


def in_title(doc: Doc, i: int) -> bool:
    """Whether a word stands in the quoted title of a work or a programme: `трубопроводу «Сила [Сибири]»`."""
    for j in range(i - 1, max(i - 8, 0), -1):
        text = doc.tokens[j].text
        if text in CLOSE or doc.tokens[j].sent != doc.tokens[i].sent:
            return False
        if text in OPENING:
            return doc.tokens[j - 1].lemma in words("works")
    return False


def _stem(doc: Doc, i: int) -> str:
    return stem(doc.tokens[i].norm)


def _proper(doc: Doc, i: int) -> bool:
    return doc.tokens[i].pos in ("PROPN", "X") or doc.sentences[doc.tokens[i].sent].first != i
