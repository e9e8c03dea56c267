"""Names of persons: where one ends and the next begins, and the words before that are no part of them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import capital_heads, fold, is_capital, known
from pipeline.entities.span import Span, Spans, overlay
from pipeline.entities.stems import stem
from pipeline.lookup import lookup
from pipeline.morph import parses
from pipeline.vocabulary import words


def stray_words(doc: Doc, found: Spans) -> Spans:
    """`[вдова] Солженицына`, `[Адвокат] Бишимбаева`: what a person is does not begin the name."""
    out = []
    for s in found:
        first, last = s.first, s.last
        if last == first + 1:
            out.append(s)
            continue
        if s.type == "PER":
            if last - first > 2 and _is_post(doc.tokens[first]):
                first += 1  # [Аким] Риддера Данияр Жаналинов, [Мажилисмен] Данияр Жаналинов
            while last - first > 1 and _describes(doc, first):
                first += 1
        elif (cut := _at_post(doc, s)) < last:
            last = cut
        elif s.type == "LOC" and last - first > 1 and fold(doc.tokens[first].lemma) in words("positions"):
            first += 1
            if not any(map(is_capital, doc.tokens[first:last])):
                continue  # Аким области
        out.append(s if (first, last) == (s.first, s.last) else replace(s, first=first, last=last, rule="stray_words"))
    return out


def _at_post(doc: Doc, s: Span) -> int:
    """Where a post begins behind a place or a body: `область Абай | министр труда`, `Правительства РК | премьер`."""
    for i in range(s.first + 1, s.last):
        token, before = doc.tokens[i], doc.tokens[i - 1]
        behind = token.text[0].islower() and token.feat("Case") == "Nom" and is_capital(before)
        if behind and fold(token.lemma) in words("positions"):
            return i
    return s.last


def _is_post(token: Token) -> bool:
    """By the lemma, or by the form where the tagger took the word for a name's."""
    return fold(token.lemma) in words("positions") or token.norm in words("positions")


def _describes(doc: Doc, i: int) -> bool:
    """A lower-case word, or a capitalised common noun that no dictionary knows as a name."""
    token = doc.tokens[i]
    if _NOT_NAMED.search(token.norm):
        return True
    if not is_capital(token):
        return not token.text[0].isdigit() and token.norm not in ("фон", "де", "ван", "аль", "бин", "дель", "да", "ди")
    if token.norm in capital_heads() and token.norm[-1] in "аиыя":
        return True
    if token.pos != "NOUN" or token.feat("Animacy") != "Anim":
        return False
    options = parses(token.norm)
    return options[0].is_known and not any(mark in p.tag for p in options for mark in ("Name", "Surn", "Patr"))


_NOT_NAMED = re.compile(r"^экс-|летн(ий|яя|его|ему|им|ем|ей|юю)$")  # Экс-советник Трампа, Тридцатилетний Эномото


def initials(doc: Doc, found: Spans) -> Spans:
    """`У.Шукеев`, `А. К. Ким`, `Шукеева У.`: initials belong to the surname."""
    fresh = []
    for s in found:
        if s.type != "PER" and not (s.last - s.first == 1 and s.first >= 2 and is_initials(doc, s.first - 2)):
            continue
        first, last = with_initials(doc, s.first, s.last)
        if (first, last) != (s.first, s.last):
            fresh.append(Span(first, last, "PER", "initials"))
    covered = {i for s in found for i in range(s.first, s.last)}
    for i in lookup(doc).capitals:
        token = doc.tokens[i]
        if (
            i > 1
            and doc.tokens[i - 1].text == "."
            and i not in covered
            and is_initials(doc, i - 2)
            and is_surname(token)
        ):
            fresh.append(Span(*with_initials(doc, i, i + 1), "PER", "initials"))
    return overlay(found, fresh)


def is_surname(token: Token) -> bool:
    """`Омаров`, which the dictionary has as the genitive of many an `Омар` only."""
    if not is_capital(token) or not _SURNAME.search(token.norm):
        return False
    return any(not p.is_known or "Surn" in p.tag or "Name" in p.tag for p in parses(token.norm))


def with_initials(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """A name's first token and the one after its last, with the initials on both sides of it."""
    while first >= 2 and is_initials(doc, first - 2) and _near(doc, first, 0, 1):
        first -= 2
    while is_initial(doc, last) and _near(doc, last, 1) and not _next(doc, last):
        last += 2
    return first, last


def _is_ordinal(doc: Doc, i: int) -> bool:
    """The `V` of `король Харальд V.`: a sentence's end, no initial."""
    return doc.tokens[i].text in _ROMAN and any("а" <= c <= "я" for c in doc.tokens[i - 1].norm)


_ROMAN = frozenset("IVX")


def _near(doc: Doc, i: int, *blanks: int) -> bool:
    return doc.tokens[i].start - doc.tokens[i - 1].stop in blanks


def is_initial(doc: Doc, i: int) -> bool:
    """An initial with its period, after a name: no ordinal of a king."""
    return is_initials(doc, i) and not _is_ordinal(doc, i)


def _next(doc: Doc, i: int) -> bool:
    """Whether an initial belongs to the name after it: `Ким и Цой А. [Иванов]`."""
    after = doc.tokens[i + 2] if i + 2 < len(doc.tokens) else None
    return after is not None and is_capital(after) and after.sent == doc.tokens[i].sent and not is_initials(doc, i + 2)


def is_initials(doc: Doc, i: int) -> bool:
    """`А` or `Ю.С` with a period after."""
    if i + 1 >= len(doc.tokens) or doc.tokens[i + 1].text != ".":
        return False
    letters = doc.tokens[i].text.split(".")
    return len(letters) < 4 and all(len(letter) == 1 and letter.isupper() for letter in letters)


def turkic_names(doc: Doc, found: Spans) -> Spans:
    """`Күлән Әбдірахманқызы`, `Қанат Өтегенов`: given name and father's, which the tagger may miss or cut."""
    line = lookup(doc).line + " "
    in_kazakh = any(letter in line for letter in _KAZAKH)
    if not in_kazakh and not any(f"{child} " in line for child in _CHILD):
        return found
    at = {i: s for s in found for i in range(s.first, s.last)}
    fresh = []
    for i in lookup(doc).capitals:
        norm = doc.tokens[i].norm
        child = norm.endswith(_CHILD) and _CHILDS.search(norm)
        child = child or (in_kazakh and _is_kazakh(doc, i) and _SURNAME.search(norm))
        if not child or (i in at and at[i].rule not in _LOOSE):
            continue
        first, last = i, i + 1
        if i and _may_be_given(doc, i - 1):
            first = i - 1
        if i in at and at[i].type == "PER":
            first, last = min(first, at[i].first), max(last, at[i].last)
        fresh.append(Span(first, last, "PER", "turkic_names"))
    return overlay(found, [s for s in fresh if s.last - s.first > 1])


def _is_kazakh(doc: Doc, i: int) -> bool:
    """`Қанат Өтегенов`: a surname after a given name, one of them in the letters that Kazakh has beside Russian."""
    return i > 0 and not _KAZAKH.isdisjoint(doc.tokens[i - 1].norm + doc.tokens[i].norm) and _may_be_given(doc, i - 1)


_KAZAKH = frozenset("әғқңөұүһі")
_CHILD = ("қызы", "кызы", "гызы", "ұлы", "улы", "оглы", "уулу")
_CHILDS = re.compile(rf"\w{{3}}({'|'.join(_CHILD)})$")
_LOOSE = ("", "trimmed", "stray_words")


def _may_be_given(doc: Doc, i: int) -> bool:
    """A capitalised word beside the next one, no title."""
    token, after = doc.tokens[i], doc.tokens[i + 1]
    if not is_capital(token) or token.text.isupper() or token.sent != after.sent or after.start != token.stop + 1:
        return False
    return fold(token.lemma) not in words("positions") and token.norm.isalpha()


def name_parts(doc: Doc, found: Spans) -> Spans:
    """`Максим Дадашев | Дадашев`: a name repeated, or two that stand in different cases, is two names."""
    out: Spans = []
    surnames = {stem(doc.tokens[s.last - 1].norm) for s in found if s.type == "PER" and s.last - s.first == 2}
    for s in found:
        cut = _cut(doc, s, surnames) if s.type == "PER" and s.last - s.first > 1 else 0
        if cut:
            out += [replace(s, last=cut, rule="name_parts"), replace(s, first=cut, rule="name_parts")]
        else:
            out.append(s)
    return out


def _cut(doc: Doc, s: Span, surnames: Container[str]) -> int:
    """Where a second person begins: at a word said before, or after a surname that more names follow."""
    seen = set()
    for i in range(s.first, s.last):
        text = doc.tokens[i].norm
        if len(text) > 2 and text in seen:
            return i
        seen.add(text)
    words = [i for i in range(s.first, s.last) if len(doc.tokens[i].text) > 1]
    forms = [doc.tokens[i].norm for i in words]
    if not _PARTICLES.isdisjoint(forms) or any(doc.tokens[i].text[0].islower() for i in words):
        return 0  # Абдулла бин Хамад аль-Аттия
    if len(words) == 4 and _PATRONYMIC.search(forms[1]):
        return words[3]  # Сергей Анатольевич Ким | Путин назначил
    if any(_PATRONYMIC.search(form) for form in forms):
        return 0
    if len(words) == 4 and _SURNAME.search(forms[1]):  # Куандыка Бишимбаева | Назым Кахарман
        return words[2]
    if len(words) == 3 and _SURNAME.search(forms[0]) and _SURNAME.search(forms[2]):  # Асанова | Алия Ким(ова)
        return words[1]
    if len(words) == 3 and _SURNAME.search(forms[0]) and forms[0][-1] in "аы" and stem(forms[0]) in surnames:
        return words[1]  # жена Бишимбаева | Назым Кахарман
    cases = [doc.tokens[i].feat("Case") for i in words]
    if len(words) == 3 and cases == ["Gen", "Nom", "Nom"] and forms[0][-1] in "аяыи":
        return words[1]  # мать Ксении | Людмила Нарусова
    return 0


_PARTICLES = frozenset(("де", "ди", "да", "ван", "фон", "бен", "бин", "ибн", "аль", "эль"))


def joined_names(doc: Doc, found: Spans) -> Spans:
    """`Фёдора | Емельяненко`: a given name and a surname that stand in one case are one person's."""
    out: Spans = []
    for s in found:
        before = out[-1] if out else None
        beside = before is not None and before.last == s.first and s.type == "PER"
        if before and beside and (_is_one(doc, before, s) if before.type == "PER" else _is_given(doc, before, s)):
            out[-1] = Span(before.first, s.last, "PER", "joined_names")
        else:
            out.append(s)
    return out


def _is_one(doc: Doc, a: Span, b: Span) -> bool:
    if a.rule == "name_parts" or b.last - b.first > 1 or a.last - a.first > 2 or not _near(doc, b.first, 1):
        return False
    given, surname = doc.tokens[a.last - 1], doc.tokens[b.first]
    if given.sent != surname.sent or len(given.text) < 3 or given.feat("Case") != surname.feat("Case"):
        return False
    if a.last - a.first == 2:
        return bool(_PATRONYMIC.search(given.norm))
    return any("Name" in p.tag for p in parses(given.norm)) and not _SURNAME.search(given.norm)


_SURNAME = re.compile(r".(ов|ев|ин|ын)(а|у|ым|е|ой)?$")


def _is_given(doc: Doc, a: Span, b: Span) -> bool:
    """`Касым-Жомарта | Токаева`: no place by the lists, in one case with the surname after it."""
    if a.type != "LOC" or a.rule or a.last - a.first > 1 or not _near(doc, b.first, 1):
        return False
    given, surname = doc.tokens[a.first], doc.tokens[b.first]
    alone = b.last - b.first == 1 and given.norm not in known() and given.sent == surname.sent
    return alone and given.pos == "PROPN" and is_surname(surname) and given.norm[-1] == surname.norm[-1]


_PATRONYMIC = re.compile(r"(вич|вн|чн|ич)(а|у|ем|е|ы|ой)?$")
