"""Common words that only the sentence's capital makes look like a name: `[Затоплены] дома`, `[Обещанные] Абаем`.

A word is common where the dictionary knows it, and as no name of anybody or anything. What else the article shows of
it decides: a word with a capital in the middle of a sentence too is a name after all (`Флинт` begins, `мистер Флинт`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.document import Doc, Token
from pipeline.entities.glued import is_run_together
from pipeline.entities.lexicon import fold, is_capital, known, place_heads
from pipeline.entities.org_heads import head_use
from pipeline.entities.places import relational
from pipeline.entities.quoting import OPEN
from pipeline.entities.span import Span, Spans
from pipeline.entities.stems import stem
from pipeline.lookup import lookup
from pipeline.morph import dictionary_tags, is_known, parses
from pipeline.vocabulary import words

_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr", "Trad"))
_NOMINAL = frozenset(("NOUN", "ADJF"))
_TAGGED = frozenset(("", "trimmed", "split_brackets", "stray_words"))


def openers(doc: Doc, found: Spans) -> Spans:
    """Names without the common word that a sentence begins with, none where nothing else is left."""
    inside, common = _capitals_inside(doc), dict[str, bool]()  # by word: a text may begin every sentence with one
    out: Spans = []
    for s in found:
        if s.rule in _TAGGED and _is_coined(doc, s):
            continue
        norm, opening = doc.tokens[s.first].norm, s.rule in _TAGGED and opens(doc, s.first)
        if opening and norm not in common:
            common[norm] = _is_common(doc, norm)
        if opening and common[norm]:
            out += _without_opener(doc, s, inside)
        else:
            out.append(s)
    return [s for s in out if not _modifies(doc, s)]


def _is_coined(doc: Doc, s: Span) -> bool:
    """No person: `Энерготарифы`, `Карагандинцы`, `Смотритетакже`."""
    norm = doc.tokens[s.first].norm
    if s.type != "PER" or s.last - s.first > 1 or is_known(norm) or not opens(doc, s.first):
        return False
    return bool(_DEMONYM.search(norm)) or is_run_together(norm) or _is_compound(norm) or _is_call(norm)


_DEMONYM = re.compile(r"\w{3}(ин|ан|ов|ев|ен|ар)цы$")


def _is_compound(norm: str) -> bool:
    """`энерготарифы`: a common word behind what compounds begin with."""
    forms = (form for form in words("combining_forms") if norm.startswith(form) and len(norm) - len(form) > 3)
    tags = [parses(norm[len(form) :])[0] for form in forms]
    return any(p.is_known and {"NOUN", "inan"} in p.tag and _NAMES.isdisjoint(p.tag.grammemes) for p in tags)


def _is_call(norm: str) -> bool:
    """`Смотритенаш`: a call to the reader run together with the next word."""
    match = _CALL.match(norm)
    return match is not None and is_known(match[1]) and is_known(match[2])


_CALL = re.compile(r"(\w{3,}[йи]те)(\w{2,})$")


def opens(doc: Doc, i: int) -> bool:
    """Whether a token is the first word of its sentence or of an entry in a list; no quotation: `«Яблоко»`."""
    first = doc.sentences[doc.tokens[i].sent].first
    if i - first >= _MARKS:
        return False
    return all(not t.text[0].isalnum() and t.text not in OPEN for t in doc.tokens[first:i])


_MARKS = 4  # bullets and dashes that may stand before the first word


def _is_common(doc: Doc, norm: str) -> bool:
    """A common word by the dictionary, or by the article, which has the same form without a capital."""
    said = (doc.tokens[i].text for i in lookup(doc).norms.get(norm, ()))
    return any(text[0].islower() and len(text) > 3 for text in said) or is_common(norm)


@lru_cache(maxsize=50_000)
def is_common(norm: str) -> bool:
    """Whether the dictionary knows a word, or all parts of a word with hyphens, and none of its readings is a name."""
    if norm in known():
        return False
    parts = norm.split("-") if "-" in norm and not dictionary_tags(norm) else [norm]
    options = [dictionary_tags(part) for part in parts if part]
    if not options or not all(options):
        return False
    return all(_NAMES.isdisjoint(tag.grammemes) for tags in options for tag in tags)


def _capitals_inside(doc: Doc) -> frozenset[str]:
    """Stems of the words with a capital that is not their sentence's."""
    found, before = set(), -1
    for i in lookup(doc).capitals:
        token = doc.tokens[i]
        first = doc.sentences[token.sent].first
        inside = token.sent == before or (i > first and _has_word(doc, first, i))
        before = token.sent
        if inside and not token.text.isupper():
            found.add(stem(token.norm))
    return frozenset(found)


def _has_word(doc: Doc, first: int, last: int) -> bool:
    return any(token.text[0].isalnum() for token in doc.tokens[first:last])


def _without_opener(doc: Doc, s: Span, inside: frozenset[str]) -> Spans:
    token = doc.tokens[s.first]
    rest = doc.tokens[s.first + 1 : s.last]
    if not _NOMINAL & _classes(token.norm):
        return [s] if rest and stem(token.norm) in inside else _rest(doc, s)  # Серена Уильямс
    if stem(token.norm) in inside and not (s.type == "PER" and rest):
        return [s]
    if not rest:
        return [s] if _declined(token) or _ends_list(doc, s) else []
    if s.type == "PER":
        governs = token.feat("Case") == "Nom" and rest[0].feat("Case") == "Gen"  # Карьера Гандольфини
        return _rest(doc, s) if governs or _is_noun(token) or _is_title(token) else [s]
    if s.type == "LOC" and fold(rest[-1].lemma) in place_heads() and relational(token):
        return [s]  # Аравийское море
    described = "NOUN" in _classes(token.norm) or s.type == "LOC"
    bare = described and not any(map(is_capital, rest)) and not head_use(token)
    return [] if bare and not token.text.isupper() else [s]


def _is_noun(token: Token) -> bool:
    """`Дебютом Шарипова`, `Кронпринц Хуссейн`; a short word may be a foreign name, `Роб Хафф`."""
    if len(token.norm) < _SHORT or not is_common(token.norm) or _classes(token.norm) != {"NOUN"}:
        return False
    return token.pos == "NOUN" or any("anim" in p.tag for p in parses(token.norm))


_SHORT = 6


def _rest(doc: Doc, s: Span) -> Spans:
    """What follows the first word, where it is a name; no `солнца` of `Избегайте солнца`."""
    first = s.first + 1
    while first < s.last and not is_capital(doc.tokens[first]):
        first += 1
    if first == s.last or any(c.isdigit() for c in doc.tokens[first].text):
        return []  # Истребители Су-34
    return [replace(s, first=first, rule="openers")]


@lru_cache(maxsize=50_000)
def _classes(norm: str) -> frozenset[str]:
    return frozenset(str(p.tag.POS) for p in parses(norm.split("-")[-1]))


def _declined(token: Token) -> bool:
    """Whether a subject is in no nominative of the common word: `Токаев` is no `токаев` of `токай`."""
    return token.feat("Case") == "Nom" and all("nomn" not in p.tag for p in parses(token.norm) if p.tag.POS in _NOMINAL)


def _ends_list(doc: Doc, s: Span) -> bool:
    """`Алматинская и Жамбылская области`: an adjective that shares its noun."""
    after = doc.tokens[s.last].norm if s.last < len(doc.tokens) else ""
    return s.type == "LOC" and doc.tokens[s.first].pos == "ADJ" and after in ("и", ",")


def _is_title(token: Token) -> bool:
    """`Император Акихито`, `Вдова Солженицына`: what somebody is, whatever the tagger makes of it."""
    lemmas = {fold(p.normal_form) for p in parses(token.norm) if "anim" in p.tag}
    return not lemmas.isdisjoint(words("positions") | words("person_nouns"))


def _modifies(doc: Doc, s: Span) -> bool:
    """An adjective before its noun, `[Останкинская] телебашня`, is no name; a region's is: `[Актюбинской] обл`."""
    if s.rule not in _TAGGED or s.last - s.first > 1 or s.last >= len(doc.tokens) or s.type == "ORG":
        return False
    token, after = doc.tokens[s.first], doc.tokens[s.last]
    if token.pos != "ADJ" or not _ADJECTIVE.search(token.norm) or token.norm in known():
        return False
    if after.pos != "NOUN" or is_capital(after) or after.sent != token.sent or after.start != token.stop + 1:
        return False
    return token.feat("Case") == after.feat("Case") != ""


_ADJECTIVE = re.compile(r"(ск|н)(ий|ый|ая|ое|ие|ые|ого|ому|им|ым|ом|ой|ую|их|ых|ими|ыми)$")
