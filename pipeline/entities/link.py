"""Which mentions are one entity, its name and its id.

Within an article names are linked by what a reader links them by: a surname by the full name before it, an
abbreviation by what it stands for, a short name by the longer one that begins with it. Across articles the id is
made from the type and the key of the fullest name, so that it needs no memory.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pipeline.document import Doc, Entity, Mention, MentionType
from pipeline.entities.fullest import WORD, fullest, org_words
from pipeline.entities.groups import join, root
from pipeline.entities.lexicon import canonical, fold, org_heads
from pipeline.entities.link_persons import link_persons
from pipeline.entities.span import Span, Spans
from pipeline.vocabulary import mapping, words

_INNER = re.compile(r"[«\"„“]([^«»\"„“”]+)[»\"”“]*$")


@lru_cache(maxsize=2**12)
def entity_id(type: MentionType, key: str) -> str:
    """`LOC-1a2b3c4d5e`: the same for one type and key on every machine."""
    return f"{type}-{hashlib.sha256(f'{type}:{key}'.encode()).hexdigest()[:10]}"


def link(doc: Doc, found: list[Span], normals: list[str]) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions with their entities' ids, and the entities in the order they are first mentioned."""
    groups: list[int] = list(range(len(found)))
    link_persons(found, normals, groups)
    link_places(found, normals, groups)
    link_organisations(doc, found, normals, groups)
    members: dict[int, list[int]] = {}
    for i in range(len(found)):
        members.setdefault(root(groups, i), []).append(i)
    entities = _entities(doc, found, normals, list(members.values()))
    ids = {i: entity.entity_id for ms, entity in zip(members.values(), entities, strict=True) for i in ms}
    mentions = tuple(
        Mention(doc.tokens[s.first].start, doc.tokens[s.last - 1].stop, s.type, normals[i], ids[i], s.rule)
        for i, s in enumerate(found)
    )
    return mentions, _merged(entities)


def _entities(doc: Doc, found: Spans, normals: list[str], groups: list[list[int]]) -> list[Entity]:
    """One entity for each group of mentions."""
    country = home(found, normals)
    straight = {n for s, n in zip(found, normals, strict=True) if n == _text(doc, s)}
    entities = []
    for group in groups:
        kind, names = found[group[0]].type, _own_names(doc, found, normals, group)
        name = fullest(kind, names, straight)
        others = tuple(sorted(set(names) - {name}))
        entities.append(Entity(entity_id(kind, _key(kind, names, name, country)), kind, name, others))
    return entities


def _own_names(doc: Doc, found: Spans, normals: list[str], group: list[int]) -> list[str]:
    """The names of one entity, without that of a relative who bears its given name: `отец, Иван Петрович Ким`."""
    names = [normals[i] for i in group]
    if found[group[0]].type != "PER" or " " not in "".join(names):
        return names
    own = [name for name, i in zip(names, group, strict=True) if not _is_kins(doc, found[i])]
    return own if any(" " in name for name in own) else names


def _is_kins(doc: Doc, s: Span) -> bool:
    before = doc.tokens[s.first - 1] if s.first else None
    return (
        before is not None and s.last - s.first > 2 and before.lemma in ("отец", "мать", "дед", "сын", "дочь", "брат")
    )


def _text(doc: Doc, s: Span) -> str:
    return doc.text[doc.tokens[s.first].start : doc.tokens[s.last - 1].stop]


def _merged(entities: list[Entity]) -> tuple[Entity, ...]:
    """Groups that came to one id are one entity, under the name of the first."""
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.setdefault(entity.entity_id, entity)
        if known is not entity:
            others = {*known.aliases, *entity.aliases, entity.name} - {known.name}
            merged[entity.entity_id] = replace(known, aliases=tuple(sorted(others)))
    return tuple(merged.values())


# Places --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=2**12)
def place_key(name: str) -> str:
    """Key of a place: its vocabulary name, else its words without a description before them."""
    folded = fold(name).strip('«»"“”')
    if folded in canonical():
        return fold(canonical()[folded])
    bare = re.sub(r"^(?:город[а]?|село|аул|г\.|республика|штат)\s+", "", folded)
    return fold(canonical().get(bare, bare))


def link_places(found: list[Span], normals: list[str], groups: list[int]) -> None:
    seen: dict[str, int] = {}
    for i, s in enumerate(found):
        if s.type == "LOC":
            join(groups, seen.setdefault(place_key(normals[i]), i), i)


def home(found: list[Span], normals: list[str]) -> str:
    """The country most of the article's places lie in: what a bare `Министерство энергетики` is of."""
    inside = _countries()
    count = Counter(inside.get(place_key(n), "") for s, n in zip(found, normals, strict=True) if s.type == "LOC")
    count.pop("", None)
    return max(sorted(count), key=lambda c: count[c]) if count else ""


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    own = {fold(n): fold(n) for n, kind in mapping("places", "name", "kind").items() if kind == "country"}
    return own | {fold(n): fold(c) for n, c in mapping("places", "name", "in").items() if c}


# Organisations -------------------------------------------------------------------------------------------------


def link_organisations(doc: Doc, found: list[Span], normals: list[str], groups: list[int]) -> None:
    orgs = [i for i, s in enumerate(found) if s.type == "ORG"]
    seen: dict[tuple[str, ...], int] = {}
    for i in orgs:
        join(groups, seen.setdefault(org_words(normals[i]), i), i)
        if inner := _inner(normals[i]):
            join(groups, seen.setdefault(org_words(inner), i), i)
    distinct = sorted(set(seen.values()))
    _brackets(doc, found, groups, orgs)
    _abbreviations(normals, groups, distinct)
    _prefixes(normals, groups, distinct)


def _inner(name: str) -> str:
    """The name in the innermost quotes where only a form is outside: `РОО «Единая организация «[Жас ұлан]»`."""
    match = _INNER.search(name)
    if not match:
        return ""
    outside = WORD.findall(name[: match.start()])
    return match[1] if all(w in words("legal_forms") for w in outside) or name.count("«") > 1 else ""


def _brackets(doc: Doc, found: list[Span], groups: list[int], orgs: list[int]) -> None:
    """`Азиатский банк развития (АБР)`; `RCA (Radio Corporation of America)`."""
    for a, b in pairwise(orgs):
        between = doc.text[doc.tokens[found[a].last - 1].stop : doc.tokens[found[b].first].start]
        if between.strip() in ("(", "(далее", "(далее –", "(далее —", "(далее -") and _renames(doc, found[a], found[b]):
            join(groups, a, b)


def _renames(doc: Doc, outer: Span, inner: Span) -> bool:
    """Whether a name in brackets is another of the one before: short, foreign, or what the letters before stand for."""
    before, inside = _text(doc, outer), _text(doc, inner)
    if " " not in inside or (" " in before and before.isascii() != inside.isascii()):
        return True
    return any(word[0] in (before[0], _IN_CYRILLIC.get(before[0])) for word in WORD.findall(inside)[:2])


_IN_CYRILLIC = dict(zip("ABCDEFGHIKLMNOPRSTUVZ", "АБЦДЕФГХИКЛМНОПРСТУВЗ", strict=True))


def _abbreviations(normals: list[str], groups: list[int], orgs: list[int]) -> None:
    """`МКИ` by the initials of `Министерство культуры и информации`, `Минкультуры` by its first and second word."""
    short: dict[str, int] = {}
    for i in orgs:
        for part in _shortened(normals[i]):
            short.setdefault(part, i)
    for i in orgs:
        word, *rest = normals[i].split() or [""]
        full = short.get(fold(word), i)
        if full != i and (word.startswith("Мин") or (word.isupper() and len(word) > 1)):
            if rest and not set(org_words(" ".join(rest))) & set(org_words(normals[full])):
                continue  # Минздрав России is no министерство здравоохранения РК
            join(groups, i, full)


@lru_cache(maxsize=2**12)
def _shortened(name: str) -> list[str]:
    """Abbreviations a name of several words may have: with and without its conjunctions, of its first words too."""
    parts = [w for w in WORD.findall(name) if not w.isupper()]
    heads = [fold(w)[0] for w in parts if fold(w) not in ("и", "по", "в", "при", "для", "на", "с")]
    found = ["".join(heads[:n]) for n in range(2, len(heads) + 1)]
    if len(parts) > 1 and fold(parts[0]) == "министерство":
        found += ["мин" + fold(parts[1])] + ["мин" + fold(parts[1])[:n] for n in range(3, 8)]
    return found


def _prefixes(normals: list[str], groups: list[int], orgs: list[int]) -> None:
    """`Министерство энергетики` is the `Министерство энергетики РК` of the same article, if there is but one."""
    keys = {i: org_words(normals[i]) for i in orgs}
    longer: dict[tuple[str, str], list[int]] = {}
    for i in orgs:
        for word in dict.fromkeys(keys[i]):
            longer.setdefault((keys[i][0], word), []).append(i)
    for i in orgs:
        mine = keys[i]
        if not mine or (mine[0] not in org_heads() and not normals[i].isupper()):
            continue
        options = longer[mine[0], mine[-1]][:50]
        found = [j for j in options if len(keys[j]) > len(mine) and _runs_through(mine, keys[j])]
        if len({root(groups, j) for j in found}) == 1:
            join(groups, i, found[0])


def _runs_through(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one name are words of the other in that order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _key(kind: MentionType, normals: list[str], name: str, country: str) -> str:
    if kind == "LOC":
        return place_key(name)
    if kind == "PER":
        return person_key(name)
    listed = {canonical()[fold(n)] for n in normals if fold(n) in canonical()}
    full = max([*listed, *normals], key=lambda n: (len(org_words(n)), n in listed, n))
    key = org_words(full)
    if country and key and key[0] in _STATE and not set(key) & set(_countries()):
        key += (country,)
    return " ".join(key) or fold(full)


_STATE = frozenset(
    ["министерство", "правительство", "парламент", "сенат", "мажилис", "генеральный", "верховный", "национальный"]
)


def person_key(name: str) -> str:
    """Given name and surname; a patronymic tells nobody apart who has both."""
    parts = [fold(w) for w in WORD.findall(name)]
    if len(parts) == 3:
        parts = [p for p in parts if not re.search(r"(вич|вна|чна|ич)$", p)] or parts
    return " ".join(sorted(parts))
