"""The head of a noun phrase that begins at a token: past its modifiers, to the first noun."""

from __future__ import annotations

from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.syntax import (
    OPENING,
    covering,
    is_attribute,
    is_modifier,
    is_noun,
    only_part_of_speech,
)
from pipeline.document import Doc, Token
from pipeline.morph import parses

POSSESSIVES = frozenset(("его", "ее", "их"))
INTENSIFIERS = frozenset(("более", "менее", "наиболее", "наименее"))
DOERS = frozenset(("мной", "тобой", "им", "ею", "ей", "нами", "вами", "ими"))
PLACE = 4  # tokens of the place or doer that a participle has before its noun


def is_claimed(doc: Doc, token: Token) -> bool:
    """Whether a token is part of a number that makes a claim of its own."""
    i = covering(doc.numbers, token.start)
    return i >= 0 and doc.numbers[i].is_claim


def head_after(doc: Doc, start: int, stop: int) -> int:
    """The first noun from `start`, over its modifiers only; the last modifier where no noun comes (`выживших`)."""
    tokens, last = doc.tokens, -1
    for i in range(start, stop):
        token = tokens[i]
        if token.text[:1].isdigit() and is_claimed(doc, token):
            break
        if start <= last == i - 1 and _done_by(doc, i, stop):
            return i + 1
        if is_noun(token) and not _qualifies(doc, i, stop) and covering(doc.times, token.start) < 0:
            return last if last == i - 1 and _is_person(tokens[last], token) else i
        if is_modifier(token) or _qualifies(doc, i, stop):
            last = i
        elif start <= last == i - 1 and (noun := _past_its_place(doc, i, stop)):
            return noun
        elif not _joins(doc, i, stop, last >= 0):
            break
    return last


def _is_person(modifier: Token, noun: Token) -> bool:
    """`[знакомая] врача`: an adjective that has become a noun, before a genitive that it does not agree with."""
    apart = modifier.feat("Case") == "Nom" and modifier.feat("Number") == "Sing" and noun.feat("Case") == "Gen"
    return apart and any("Subx" in parse.tag for parse in parses(modifier.norm))


def _past_its_place(doc: Doc, index: int, stop: int) -> int:
    """`треть живущих в Чили [семей]`, `две забитые нами [шайбы]`: the noun of the participle before token `index`,
    behind its place or doer; else 0."""
    modifier = doc.tokens[index - 1]
    if doc.tokens[index].norm in DOERS and index + 1 < stop and is_attribute(modifier):
        return index + 1 if is_noun(doc.tokens[index + 1]) else 0
    if doc.tokens[index].pos != "ADP":
        return 0
    superlative = _is_superlative(modifier)  # два крупнейших на юге района проекта
    if not (is_attribute(modifier) or superlative):
        return 0
    for i in range(index + 2, min(stop, index + PLACE + 1)):
        noun = doc.tokens[i]
        counted = index > 1 and doc.tokens[index - 2].head == i
        tied = i == modifier.head or (superlative and (counted or noun.head == modifier.head))
        few = superlative and noun.feat("Case") == modifier.feat("Case") == "Gen"
        agrees = all(modifier.feat(name) == noun.feat(name) for name in ("Case", "Number"))
        if tied and is_noun(noun) and (agrees or few):
            return i
    return 0


def _done_by(doc: Doc, index: int, stop: int) -> bool:
    """`обеспеченных [банком] облигаций`: the doer between a participle and the noun that it agrees with."""
    doer, modifier = doc.tokens[index], doc.tokens[index - 1]
    if doer.feat("Case") != "Ins" or index + 1 >= stop or not is_attribute(modifier) or not is_noun(doer):
        return False
    noun, by_tree = doc.tokens[index + 1], modifier.head == index + 1
    same = all(modifier.feat(name) == noun.feat(name) for name in ("Case", "Number"))
    return is_noun(noun) and (by_tree or same) and noun.head != index and modifier.feat("Case") != "Ins"


def _is_superlative(token: Token) -> bool:
    return token.pos == "ADJ" and any("Supr" in parse.tag for parse in parses(token.norm))


def _qualifies(doc: Doc, index: int, stop: int) -> bool:
    """`[сельское] и рыбное хозяйство`: an adjective that the tagger took for a noun, with its noun after it."""
    token = doc.tokens[index]
    if not _is_mistaken(token):
        return False
    after = index + 1 if index + 2 < stop and doc.tokens[index + 1].norm in ("и", ",") else index
    return after + 1 < stop and (
        _is_adjective(doc.tokens[after + 1]) or (after == index and is_noun(doc.tokens[index + 1]))
    )


def _is_mistaken(token: Token) -> bool:
    """An adjective that the tagger takes for a noun."""
    return token.pos == "NOUN" and only_part_of_speech(token.norm) == "ADJF"


def _is_adjective(token: Token) -> bool:
    return is_modifier(token) or _is_mistaken(token)


def _joins(doc: Doc, index: int, stop: int, inside: bool) -> bool:
    """A word that may stand between a number and its noun: quotes, `значимых и важных`, `общественно значимых`."""
    token = doc.tokens[index]
    ahead = doc.tokens[index + 1] if index + 1 < stop else None
    if token.text in OPENING or token.norm in POSSESSIVES:
        return True
    if ahead is None:
        return False
    if token.norm in COMPARATIVES and token.norm not in INTENSIFIERS:
        return False
    if token.pos == "ADV" or token.norm in INTENSIFIERS:
        return is_modifier(ahead)
    return inside and token.norm in ("и", ",", "или", "-") and _is_adjective(ahead) and not _is_acl(doc, index + 1)


def _is_acl(doc: Doc, index: int) -> bool:
    return doc.tokens[index].rel == "acl"
