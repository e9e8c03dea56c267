"""Noun phrases: from a head to its modifiers and complements, by the tree where it holds, else by order and case."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.syntax import (
    CLOSING,
    OPENING,
    covering,
    is_modifier,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
    may_be,
)
from pipeline.document import Doc, Token

LONGEST = 40  # tokens of a phrase
POSSESSIVES = frozenset(("его", "ее", "их"))
INTENSIFIERS = frozenset(("более", "менее", "наиболее", "наименее"))
PARTS = frozenset(("доля", "часть", "процент"))
PLACING = frozenset(("в", "во", "на", "из"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `first:last` of a noun phrase with its head."""

    first: int
    last: int
    head: int

    def text(self, doc: Doc) -> str:
        return doc.text[doc.tokens[self.first].start : doc.tokens[self.last - 1].stop]


def around(doc: Doc, head: int) -> Phrase:
    """The whole phrase of a head: `[общие [затраты] по проекту]`."""
    return Phrase(_left(doc, head), _right(doc, head), head)


def following(doc: Doc, start: int, stop: int, genitive: bool = False) -> Phrase | None:
    """The phrase that begins at `start`, as after a number: `5 [общественно значимых мероприятий]`.

    With `genitive`, only a head that may be in the genitive will do, as after a unit or a percentage.
    """
    head = _head_after(doc, start, stop)
    if head < 0 or (genitive and not _may_be_genitive(doc.tokens[head])):
        return None
    first = start
    while first < head and doc.tokens[first].pos not in ("ADJ", "DET", "ADV", "VERB", "NOUN", "PROPN", "PRON"):
        first += doc.tokens[first].text not in OPENING
        if first < head and doc.tokens[first].text in OPENING:
            break
    return Phrase(first, _right(doc, head), head)


def _may_be_genitive(token: Token) -> bool:
    return token.feat("Case") == "Gen" or token.text.isupper() or may_be(token, "gent")


def ending(doc: Doc, last: int, floor: int) -> Phrase | None:
    """The phrase that ends right before `last`: `[нынешней цене нефти] в $90`; its head is its first noun
    that is not a complement of another one."""
    i, head = last - 1, -1
    if i > floor and doc.tokens[i].text == "»":  # программу «Инициатива по охране»
        opening = next((k for k in range(i - 1, max(floor, i - 12) - 1, -1) if doc.tokens[k].text == "«"), -1)
        if opening >= 0:
            inside = next((k for k in range(opening + 1, i) if is_noun(doc.tokens[k])), -1)
            before = ending(doc, opening, floor) if opening > floor else None
            return Phrase(before.first if before else opening, last, before.head if before else max(inside, opening))
    floor = max(floor, last - LONGEST)
    while i >= floor and _nominal(doc, i) and not (head >= 0 and _claimed(doc, doc.tokens[i])):
        if is_noun(doc.tokens[i]) and (head < 0 or doc.tokens[head].feat("Case") == "Gen"):
            head = i
        elif is_noun(doc.tokens[i]):
            break
        i -= 1
    if head < 0:
        return None
    return Phrase(_left(doc, head), last, head)


def _nominal(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    return is_noun(token) or is_modifier(token) or token.text in OPENING or token.text in CLOSING


def _head_after(doc: Doc, start: int, stop: int) -> int:
    """The first noun from `start`, over its modifiers only; the last modifier where no noun comes (`выживших`)."""
    tokens, last = doc.tokens, -1
    for i in range(start, stop):
        token = tokens[i]
        if is_noun(token) and covering(doc.times, token.start) < 0:
            return i
        if is_modifier(token):
            last = i
        elif not _joins(doc, i, stop, last >= 0):
            break
    return last


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
    return inside and token.norm in ("и", ",", "или", "-") and is_modifier(ahead) and not _is_acl(doc, index + 1)


def _is_acl(doc: Doc, index: int) -> bool:
    return doc.tokens[index].rel == "acl"


def _left(doc: Doc, head: int) -> int:
    """First token of the modifiers before a head."""
    tokens, first, i = doc.tokens, head, head - 1
    sentence = tokens[head].sent
    while i >= max(0, head - LONGEST) and tokens[i].sent == sentence:
        token = tokens[i]
        if (is_modifier(token) and _agrees(doc, i, head)) or token.norm in POSSESSIVES:
            first = i
        elif not _links(doc, i, first):
            break
        elif token.norm in INTENSIFIERS or token.text in OPENING or token.pos == "ADV":
            first = i
        i -= 1
    return first


def _links(doc: Doc, index: int, first: int) -> bool:
    """`военной [и] специальной техники`, `[наиболее] низкие цены`, an opening quotation mark."""
    token = doc.tokens[index]
    if token.text in OPENING:
        return doc.tokens[index].stop == doc.tokens[index + 1].start and token.text not in "\"'"
    if not is_modifier(doc.tokens[first]) or index + 1 != first:
        return False
    if token.norm in INTENSIFIERS:
        return True
    return token.norm == "и" and is_modifier(doc.tokens[index - 1]) and doc.tokens[first].rel in ("conj", "amod")


def _agrees(doc: Doc, index: int, head: int) -> bool:
    """Whether a modifier belongs to a head: by the tree, or by case."""
    token, noun = doc.tokens[index], doc.tokens[head]
    if token.head == head:
        return True
    mine, other = token.feat("Case"), noun.feat("Case")
    same = mine == other or {mine, other} == {"Nom", "Acc"}
    return same and (not token.feat("Number") or token.feat("Number") == noun.feat("Number"))


def _right(doc: Doc, head: int) -> int:
    """One past the last token of the complements after a head."""
    last, stop = head + 1, _sentence_stop(doc, head)
    while last < stop:
        further = _complement(doc, head, last, stop)
        if further <= last:
            break
        last = further
    return last


def _sentence_stop(doc: Doc, index: int) -> int:
    return min(doc.sentences[doc.tokens[index].sent].last, index + LONGEST)


def _complement(doc: Doc, head: int, last: int, stop: int) -> int:
    """One past the complement that begins at token `last`, or `last` where none does."""
    token = doc.tokens[last]
    if covering(doc.times, token.start) >= 0 or _claimed(doc, token):
        return last
    if token.text in CLOSING and _opened(doc, head, last):
        return last + 1
    if token.text in OPENING:
        return _quoted(doc, last, stop)
    if token.pos == "ADP":
        return _prepositional(doc, head, last, stop)
    if token.norm in ("и", ",", "или"):
        return _coordinated(doc, head, last, stop)
    return _genitive(doc, head, last, stop)


def _claimed(doc: Doc, token: Token) -> bool:
    """Whether a token is part of a number that makes a claim of its own."""
    i = covering(doc.numbers, token.start)
    return i >= 0 and doc.numbers[i].is_claim


def _opened(doc: Doc, head: int, last: int) -> bool:
    """`«черных ящиков[»]`: a closing mark whose opening one lies before the head."""
    for i in range(head - 1, max(head - 6, -1), -1):
        if doc.tokens[i].text in OPENING:
            return doc.tokens[last].start == doc.tokens[last - 1].stop
    return False


def _quoted(doc: Doc, last: int, stop: int) -> int:
    """A name in quotes right after the phrase."""
    close = next((i for i in range(last + 1, min(last + 12, stop)) if doc.tokens[i].text in CLOSING), -1)
    if close < 0 or doc.tokens[last].start == doc.tokens[last - 1].stop:
        return last
    return close + 1


def _mention_last(doc: Doc, index: int) -> int:
    """One past the mention that covers a token, else one past the token."""
    found = covering(doc.mentions, doc.tokens[index].start)
    return doc.token_range(doc.mentions[found].start, doc.mentions[found].stop).stop if found >= 0 else index + 1


def _genitive(doc: Doc, head: int, last: int, stop: int) -> int:
    """`количество [активных гражданских объединений]`: modifiers and a noun in the genitive, or a name."""
    noun = _head_after(doc, last, stop)
    if noun < 0 or any(doc.tokens[i].text in OPENING for i in range(last, noun)):
        return last
    token = doc.tokens[noun]
    named = covering(doc.mentions, token.start) >= 0 and not is_verb(doc.tokens[last - 1])
    is_genitive = token.feat("Case") == "Gen" or (
        token.feat("Case") in ("", "Acc", "Nom") and _under(doc, noun, head, last)
    )
    attached = _under(doc, noun, head, last) or is_noun(doc.tokens[last - 1]) or is_modifier(doc.tokens[last - 1])
    if not attached or not (is_genitive or (named and may_be(token, "gent"))) or is_short_participle(token):
        return last
    if token.feat("Case") == "Nom" and token.rel.startswith("nsubj"):
        return last
    return _mention_last(doc, noun)


def _prepositional(doc: Doc, head: int, last: int, stop: int) -> int:
    """`затраты [по проекту]`, where the tree hangs the noun on the phrase; places and times stay out."""
    noun = _head_after(doc, last + 1, stop)
    if noun < 0 or not (_attached(doc, noun, head, last) or _of_part(doc, head, last)):
        return last
    found = covering(doc.mentions, doc.tokens[noun].start)
    located = found >= 0 and doc.mentions[found].type == "LOC" and doc.tokens[last].norm in PLACING
    if located and doc.tokens[noun].feat("Case") != "Acc":
        return last
    if any(_claimed(doc, doc.tokens[i]) for i in range(last, noun)) or doc.tokens[last + 1].lemma == "каждый":
        return last
    if noun + 1 < stop and _claimed(doc, doc.tokens[noun + 1]):  # проектов [на сумму 2 млн]
        return last
    return _mention_last(doc, noun)


def _attached(doc: Doc, noun: int, head: int, last: int) -> bool:
    return _under(doc, noun, head, last) and doc.tokens[noun].rel in ("nmod", "obl", "appos")


def _of_part(doc: Doc, head: int, last: int) -> bool:
    """`доля [от] всего объема`."""
    return doc.tokens[last].norm == "от" and last == head + 1 and lemma(doc.tokens[head]) in PARTS


def _coordinated(doc: Doc, head: int, last: int, stop: int) -> int:
    """`соединений [и воинских частей]`: a noun in the same case that the tree coordinates with the phrase."""
    noun = _head_after(doc, last + 1, stop)
    if noun >= 0 and _alike(doc, head, last, noun):
        return noun + 1
    if noun < 0 or doc.tokens[noun].rel != "conj" or not _under(doc, noun, head, last):
        return last
    joined = doc.tokens[doc.tokens[noun].head]
    if doc.tokens[noun].feat("Case") != joined.feat("Case"):
        return last
    if doc.tokens[last].text == "," and not any(doc.tokens[i].norm == "и" for i in range(last, min(noun + 6, stop))):
        return last
    return noun + 1


def _alike(doc: Doc, head: int, last: int, noun: int) -> bool:
    """`30 соединений [и воинских частей]`: two plural genitives, whatever the tree says."""
    one, other = doc.tokens[head], doc.tokens[noun]
    plural = all(t.feat("Case") == "Gen" and t.feat("Number") == "Plur" for t in (one, other))
    return doc.tokens[last].norm == "и" and plural and covering(doc.mentions, other.start) < 0


def _under(doc: Doc, index: int, head: int, last: int) -> bool:
    """Whether the tree leads from a token up to the phrase `head:last` without leaving it."""
    for _ in range(4):
        index = doc.tokens[index].head
        if head <= index < last:
            return True
        if index < 0 or index < head:
            return False
    return False
