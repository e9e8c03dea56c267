"""Names of persons: where one ends and the next begins, and the words before that are no part of them."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc
from pipeline.entities.groups import join
from pipeline.entities.lexicon import capital_heads, is_capital
from pipeline.entities.span import Span, Spans, overlay
from pipeline.morph import parses


def stray_words(doc: Doc, found: Spans) -> Spans:
    """`[вдова] Солженицына`, `[Адвокат] Бишимбаева`: what a person is does not begin the name."""
    out = []
    for s in found:
        first, last = s.first, s.last
        if s.type == "PER":
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
    tokens = doc.tokens
    fresh = []
    for s in found:
        first, last = s.first, s.last
        if s.type != "PER" and not (last - first == 1 and first >= 2 and _initial(doc, first - 2)):
            continue
        while first >= 2 and _initial(doc, first - 2) and tokens[first].start - tokens[first - 1].stop <= 1:
            first -= 2
        while last + 1 < len(tokens) and _initial(doc, last) and tokens[last].start - tokens[last - 1].stop == 1:
            if (
                not tokens[last + 1].stop == tokens[last + 1].start
                and last + 2 < len(tokens)
                and is_capital(tokens[last + 2])
            ):
                if tokens[last + 2].sent == tokens[last].sent and not _initial(doc, last + 2):
                    break
            last += 2
        if (first, last) != (s.first, s.last):
            fresh.append(Span(first, last, "PER", "initials"))
    return overlay(found, fresh)


def _initial(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    return len(token.text) == 1 and token.text.isupper() and i + 1 < len(doc.tokens) and doc.tokens[i + 1].text == "."


def name_parts(doc: Doc, found: Spans) -> Spans:
    """`Максим Дадашев | Дадашев`: a name repeated, or two that stand in different cases, is two names."""
    out: Spans = []
    for s in found:
        cut = _cut(doc, s) if s.type == "PER" and s.last - s.first > 1 else 0
        if cut:
            out += [replace(s, last=cut, rule="name_parts"), replace(s, first=cut, rule="name_parts")]
        else:
            out.append(s)
    return out


def _cut(doc: Doc, s: Span) -> int:
    """Where a second person begins: at a word said before, or where the case changes between two full names."""
    seen = set()
    for i in range(s.first, s.last):
        text = doc.tokens[i].norm
        if len(text) > 2 and text in seen:
            return i
        seen.add(text)
    words = [i for i in range(s.first, s.last) if len(doc.tokens[i].text) > 1]
    cases = [doc.tokens[i].feat("Case") for i in words]
    for n in range(1, len(words) - 1):
        after, before = set(cases[n:]), set(cases[:n])
        if (
            len(after) == 1
            and len(before) == 1
            and after == {"Nom"}
            and before <= {"Gen", "Dat", "Ins"}
            and len(words) - n == 2
        ):
            return words[n]
    return 0


def link_persons(doc: Doc, found: Spans, normals: list[str], groups: list[int]) -> None:
    """Joins a surname, an initialled or an oblique form to the fullest name before it, else after it."""
    people = [i for i, s in enumerate(found) if s.type == "PER"]
    parts = {i: _parts(normals[i]) for i in people}
    by_word: dict[str, list[int]] = {}
    order = sorted(people, key=lambda i: (-len(parts[i].split()), i))
    for i in order:
        mine = parts[i].split()
        full = [w for w in mine if len(w) > 1]
        options = None
        for word in full:
            here = [j for j in by_word.get(word, ()) if _compatible(mine, parts[j].split())]
            options = here if options is None else [j for j in options if j in here] or options
        if not options and full:
            options = [j for w in full for j in by_word.get(w[0] + ".", ()) if _compatible(mine, parts[j].split())]
        if not options and len(mine) == 2 and mine[1].endswith(("вич", "вн", "ич")):
            options = [
                j
                for w in (mine[0], mine[0][0] + ".")
                for j in by_word.get(w, ())
                if mine[0] in (w, parts[j].split()[0]) or w.endswith(".")
            ]
            options = options if len(set(options)) == 1 else []
        if options:
            before = [j for j in options if j < i]
            target = max(before) if before else min(options)
            join(groups, i, target)
        else:
            for word in mine:
                by_word.setdefault(word if len(word) > 1 else word + ".", []).append(i)
            continue
        for word in full:
            by_word.setdefault(word, []).append(i)


def _parts(normal: str) -> str:
    words = normal.replace(".", " ").split()
    return " ".join(name_stem(w.lower().replace("ё", "е")) for w in words if w[0].isalpha())


def _compatible(short: list[str], full: list[str]) -> bool:
    """Every word of the shorter is a word of the longer or the initial of one; no word of it is against it."""
    rest = list(full)
    for word in sorted(short, key=len, reverse=True):
        match = next((r for r in rest if r == word), None) or next(
            (r for r in rest if (len(r) == 1 or len(word) == 1) and r[0] == word[0]), None
        )
        if match is None:
            return False
        rest.remove(match)
    return True


def name_stem(word: str) -> str:
    """A name's word without its case ending: `курмановой`, `курманова` and `курманов` alike."""
    for ending in ("ого", "ому", "ыми", "ими", "ой", "ою", "ым", "им", "ом", "ем", "ей", "ую", "ая", "ий", "ый"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word[:-1] if word[-1] in "аеиоуыэюяьй" and len(word) > 3 else word
