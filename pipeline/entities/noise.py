"""What looks like a name and is none: products, programmes, generic abbreviations, bare heads."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.document import Doc, MentionType, Token
from pipeline.entities.lexicon import (
    campaigns,
    canonical,
    fold,
    is_abbreviation,
    is_capital,
    known,
    org_heads,
    place_heads,
)
from pipeline.entities.quoting import MARKS
from pipeline.entities.span import Span, Spans
from pipeline.morph import parses
from pipeline.program import in_program
from pipeline.vocabulary import words


def products(doc: Doc, found: Spans) -> Spans:
    """No organisations: `Boeing 747-412` and what bears its name, `проект Joltap`, `«Таза Қазақстан»`."""
    models = {doc.tokens[s.first].norm for s in found if _is_model(doc, s)}
    works = {s.first for s in found if s.type == "ORG" and _is_work(doc, s)}
    firms = {doc.tokens[s.first].norm for s in found if s.type == "ORG" and s.first not in works} if works else ()
    kept = []
    for s in found:
        if s.type == "ORG" and s.rule not in ("legal_forms", "institutions", "owned"):
            if s.last - s.first == 1 and doc.tokens[s.first].norm in models:
                continue
            if s.first in works and doc.tokens[s.first].norm not in firms and doc.tokens[s.first].norm not in known():
                continue
        if _is_campaign(doc, s) or _of_make(doc, s):
            continue
        kept.append(s)
    return kept


def _is_work(doc: Doc, s: Span) -> bool:
    """`проект Joltap`; `сервисы Google`, `акции Facebook` are a firm's."""
    before = doc.tokens[s.first - 1] if s.first else None
    if before is None or before.lemma not in words("works") or before.feat("Number") == "Plur":
        return False
    return before.sent == doc.tokens[s.first].sent and _is_latin(doc, s)


def _of_make(doc: Doc, s: Span) -> bool:
    """`автомашины [Лада-Гранта]`: the make of a vehicle; `машина Иванова` is a person's."""
    before = doc.tokens[s.first - 1] if s.first else None
    if s.type == "LOC" or before is None or fold(before.lemma) not in words("vehicles"):
        return False
    token = doc.tokens[s.first]
    if is_abbreviation(token) and token.norm in known():
        return False  # бронемашины НАТО
    if before.sent != token.sent:
        return False
    return token.pos != "ADJ" if s.type == "ORG" else not is_person(token.norm)


def is_person(norm: str) -> bool:
    """Whether the dictionary, or an ending, makes a word a person's name."""
    return any(mark in p.tag for p in parses(norm) for mark in ("Name", "Surn", "Patr")) and "-" not in norm


def _is_model(doc: Doc, s: Span) -> bool:
    """`Boeing 747-412`: a maker's name before the number of a model."""
    after = doc.tokens[s.last : s.last + 2]
    if s.type != "ORG" or s.last - s.first != 1 or len(after) < 2 or not _is_latin(doc, s):
        return False
    return after[0].text[0].isdigit() and (
        "-" in after[0].text or (after[1].text == "-" and after[1].start == after[0].stop)
    )


def _is_latin(doc: Doc, s: Span) -> bool:
    return all(t.text.isascii() for t in doc.tokens[s.first : s.last])


def _is_campaign(doc: Doc, s: Span) -> bool:
    first = doc.tokens[s.first]
    if first.text not in MARKS and fold(first.norm) not in _campaign_openings():
        return False
    words = [t.norm for t in doc.tokens[s.first : s.last] if t.text not in MARKS]
    return bool(words) and fold(words[0]) in _campaign_openings() and fold(" ".join(words)) in campaigns()


@cache
def _campaign_openings() -> frozenset[str]:
    return frozenset(name.split()[0] for name in campaigns())


def noise(doc: Doc, found: Spans) -> Spans:
    """No names: generic abbreviations, Roman numerals, bare heads, currency countries, lower-case words."""
    return [s for s in found if not _is_noise(doc, s) and not in_program(doc.text, doc.tokens[s.first].start)]


def _is_noise(doc: Doc, s: Span) -> bool:
    token = doc.tokens[s.first]
    if s.type == "ORG" and s.rule == "" and fold(token.lemma) in words("positions"):
        return True  # Глава государства
    if s.last - s.first > 1:
        return s.rule == "" and (all(not is_capital(t) for t in doc.tokens[s.first : s.last]) or _modifies(doc, s))
    if _is_no_word_of_names(token.text, token.norm, s.type) or (s.type == "ORG" and _is_plant(doc, s)):
        return True
    if s.type == "LOC" and s.rule in ("", "consistent", "repeated") and _has_figure(token.text):
        return True  # Аи-92
    lemma = fold(token.lemma)
    if (s.type == "PER" and lemma in words("positions")) or (s.rule == "" and _is_small(token, s.type)):
        return True
    if s.first and _is_eponym(doc.tokens[s.first - 1], s.type):
        return True
    if (
        s.type != "PER"
        and token.pos == "NOUN"
        and token.feats.startswith("Animacy=Anim")
        and token.feat("Number") == "Plur"
    ):
        return s.rule == ""
    if s.type != "ORG" and s.rule == "" and token.pos == "NOUN" and _opens(doc, s) and not _may_name(token.norm):
        return True
    return _is_bare_head(doc, s, lemma)


@lru_cache(maxsize=2**12)
def _is_no_word_of_names(text: str, norm: str, kind: MentionType) -> bool:
    """What a word alone tells: a number of persons, a bare legal form, a generic abbreviation, a Roman numeral."""
    if kind == "PER" and _has_figure(text):
        return True
    bare = text in words("legal_forms") and fold(text) not in canonical()
    return bare or _is_generic(text, norm, kind) or _is_roman(text)


def _has_figure(text: str) -> bool:
    return not text.isalpha() and any(map(str.isdigit, text))


def _is_plant(doc: Doc, s: Span) -> bool:
    """`[ГТУ]-320 МВт`: a kind of plant before its power."""
    if s.last + 1 >= len(doc.tokens):
        return False
    dash, figures = doc.tokens[s.last], doc.tokens[s.last + 1]
    if dash.text != "-" or not figures.text.isdecimal():
        return False
    return doc.tokens[s.last - 1].stop == dash.start and dash.stop == figures.start


def _is_eponym(before: Token, kind: MentionType) -> bool:
    """`долларов [США]`, `болезнь [Альцгеймера]`: what a thing is called by is no mention."""
    return (kind == "LOC" and before.lemma == "доллар") or (kind != "ORG" and before.lemma in words("eponym_heads"))


def _modifies(doc: Doc, s: Span) -> bool:
    """`[Республиканской экологической] акции`: adjectives before a common noun are no organisation."""
    if s.type != "ORG" or s.last >= len(doc.tokens) or any(t.pos != "ADJ" for t in doc.tokens[s.first : s.last]):
        return False
    after = doc.tokens[s.last]
    return after.pos == "NOUN" and not is_capital(after) and after.feat("Case") == doc.tokens[s.first].feat("Case")


def _is_generic(text: str, norm: str, kind: MentionType) -> bool:
    """`НПО`, `Telegram-канал`, `ЭКСПО-2017`; `Акиматы`, taken for a person."""
    if _INFLECTED.sub("", text) in words("not_names") or (kind == "PER" and norm.rstrip("ы") in org_heads()):
        return True
    return kind != "LOC" and bool(_COMPOUND.search(text))


_INFLECTED = re.compile(r"(?<=[А-ЯЁ]{2})(а|у|е|ом|ы|ов|ам|ах|ами)$")  # ВУЗа


def _is_small(token: Token, kind: MentionType) -> bool:
    """A name without a capital; `аль-Багдади` has one."""
    return not is_capital(token) and not (kind == "PER" and _ARABIC.match(token.text))


_COMPOUND = re.compile(r"^[A-Z]\w*-(?!банк)[а-яё]{4,}$|-(19|20)\d\d$")
_ARABIC = re.compile(r"\w{2,3}-[А-ЯЁ]")


def _is_bare_head(doc: Doc, s: Span, lemma: str) -> bool:
    """`Министерство`, `Проект` alone; a house of parliament is one institution by its bare name."""
    if lemma not in _common_heads() or s.type == "PER" or s.rule in ("quoted", "owners"):
        return False
    if is_abbreviation(doc.tokens[s.first]):
        return False
    if lemma in words("parliaments") and s.type == "ORG" and not _opens(doc, s):
        return False
    if s.type == "ORG" and org_heads().get(lemma) == "named":
        return False  # Генпрокуратура
    plural = doc.tokens[s.first].feat("Number") == "Plur"
    of_all = s.type == "LOC" and lemma == ("штат" if plural else "земля")  # жителей Земли, посол Штатов
    return not of_all or _opens(doc, s)


@cache
def _common_heads() -> frozenset[str]:
    return words("works").union(words("descriptors"), org_heads(), place_heads())


def _opens(doc: Doc, s: Span) -> bool:
    return doc.sentences[doc.tokens[s.first].sent].first == s.first


def _may_name(norm: str) -> bool:
    """Whether the dictionary knows a word as a name, or not at all: `Паводок` begins a sentence and names nothing."""
    options = parses(norm)
    marks = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
    return not options[0].is_known or any(mark in p.tag for p in options for mark in marks)


def _is_roman(text: str) -> bool:
    return (all(c in "IVXLCDMІХ" for c in text) and len(text) > 1) or text in ("I", "V", "X", "І", "Х")
