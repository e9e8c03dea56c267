"""Names of persons: where one ends and the next begins, and the words before that are no part of them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from pipeline.document import Doc
from pipeline.entities.lexicon import capital_heads, fold, is_capital
from pipeline.entities.span import Span, Spans, overlay
from pipeline.entities.stems import stem
from pipeline.morph import parses
from pipeline.vocabulary import words


def stray_words(doc: Doc, found: Spans) -> Spans:
    """`[вдова] Солженицына`, `[Адвокат] Бишимбаева`: what a person is does not begin the name."""
    out = []
    for s in found:
        first, last = s.first, s.last
        if s.type == "PER":
            if last - first > 2 and fold(doc.tokens[first].lemma) in words("positions"):
                first += 1  # [Аким] Риддера Данияр Жаналинов
            while last - first > 1 and _describes(doc, first):
                first += 1
        out.append(s if first == s.first else replace(s, first=first, rule="stray_words"))
    return out


def _describes(doc: Doc, i: int) -> bool:
    """A lower-case word, or a capitalised common noun that no dictionary knows as a name."""
    token = doc.tokens[i]
    if not is_capital(token):
        return not token.text[0].isdigit() and token.norm not in ("фон", "де", "ван", "аль", "бин", "дель", "да", "ди")
    if token.norm in capital_heads() and token.norm[-1] in "аиыя":
        return True
    if token.pos != "NOUN" or token.feat("Animacy") != "Anim":
        return False
    options = parses(token.norm)
    return options[0].is_known and not any(mark in p.tag for p in options for mark in ("Name", "Surn", "Patr"))


def initials(doc: Doc, found: Spans) -> Spans:
    """`У.Шукеев`, `А. К. Ким`, `Шукеева У.`: initials belong to the surname."""
    fresh = []
    for s in found:
        first, last = s.first, s.last
        if s.type != "PER" and not (last - first == 1 and first >= 2 and is_initials(doc, first - 2)):
            continue
        while first >= 2 and is_initials(doc, first - 2) and _near(doc, first, 0, 1):
            first -= 2
        while (
            is_initials(doc, last) and doc.tokens[last].start - doc.tokens[last - 1].stop == 1 and not _next(doc, last)
        ):
            last += 2
        if (first, last) != (s.first, s.last):
            fresh.append(Span(first, last, "PER", "initials"))
    return overlay(found, fresh)


def _near(doc: Doc, i: int, *blanks: int) -> bool:
    return doc.tokens[i].start - doc.tokens[i - 1].stop in blanks


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
    """`Күлән Әбдірахманқызы`: a given name and whose child, which the tagger may miss, cut or take for a firm."""
    at = {i: s for s in found for i in range(s.first, s.last)}
    fresh = []
    for i, token in enumerate(doc.tokens):
        if not _CHILD.search(token.norm) or not is_capital(token) or (i in at and at[i].rule not in _LOOSE):
            continue
        first, last = i, i + 1
        if i and _may_be_given(doc, i - 1):
            first = i - 1
        if i in at and at[i].type == "PER":
            first, last = min(first, at[i].first), max(last, at[i].last)
        fresh.append(Span(first, last, "PER", "turkic_names"))
    return overlay(found, [s for s in fresh if s.last - s.first > 1])


_CHILD = re.compile(r"\w{3}(қызы|кызы|гызы|ұлы|улы|оглы|уулу)$")
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
    if any(_PATRONYMIC.search(form) for form in forms):
        return 0
    if len(words) == 4 and _SURNAME.search(forms[1]):  # Куандыка Бишимбаева | Назым Кахарман
        return words[2]
    if len(words) == 3 and _SURNAME.search(forms[0]) and _SURNAME.search(forms[2]):  # Асанова | Алия Ким(ова)
        return words[1]
    if len(words) == 3 and _SURNAME.search(forms[0]) and forms[0][-1] in "аы" and stem(forms[0]) in surnames:
        return words[1]  # жена Бишимбаева | Назым Кахарман
    return 0


_SURNAME = re.compile(r".(ов|ев|ин|ын)(а|у|ым|е|ой)?$")
_PATRONYMIC = re.compile(r"(вич|вн|чн|ич)(а|у|ем|е|ы|ой)?$")
