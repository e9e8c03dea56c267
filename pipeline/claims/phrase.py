"""Noun phrases: from a head to its modifiers and complements, by the tree where it holds, else by order and case."""

from __future__ import annotations

from itertools import accumulate

from pipeline.claims.complement import LONGEST, right
from pipeline.claims.head import INTENSIFIERS, POSSESSIVES, head_after, is_claimed
from pipeline.claims.syntax import (
    CLOSING,
    OPENING,
    covering,
    is_modifier,
    is_noun,
    may_be,
    same_case,
)
from pipeline.document import Doc, Token
from pipeline.frozen import frozen

MEMBERS = 10  # of a list before a dash
QUOTES = {"»": "«", "”": "“", '"': '"'}


@frozen
class Phrase:
    """Tokens `first:last` of a noun phrase with its head."""

    first: int
    last: int
    head: int

    def text(self, doc: Doc) -> str:
        return doc.text[doc.tokens[self.first].start : doc.tokens[self.last - 1].stop]


def around(doc: Doc, head: int) -> Phrase:
    """The whole phrase of a head: `[общие [затраты] по проекту]`."""
    found = covering(doc.mentions, doc.tokens[head].start)
    named = found >= 0 and doc.mentions[found].type == "PER"  # Анна Гордеева, the second name its head
    first = doc.token_at(doc.mentions[found].start) if named else _left(doc, head)
    return _balanced(doc, Phrase(min(first, head), right(doc, head), head))


def _balanced(doc: Doc, phrase: Phrase) -> Phrase:
    """`«[Урожай какао] превысит`: without a mark at its edge whose pair lies outside; but `[долг «Ручью»]` whole."""
    texts = [t.text for t in doc.tokens[phrase.first : phrase.last]]
    surplus = sum(t in OPENING for t in texts) - sum(t in CLOSING for t in texts)
    odd = surplus or sum(t in OPENING and t in CLOSING for t in texts) % 2  # "
    if not odd:
        return phrase
    alone = texts[0] in OPENING and not _is_closed(texts)
    if surplus > 0 and not alone and _closes(doc, phrase.last):
        return Phrase(phrase.first, phrase.last + 1, phrase.head)
    hanging = not alone and texts[-1] in (OPENING if surplus > 0 else CLOSING) and not _closes_name(doc, phrase)
    return Phrase(phrase.first + alone, phrase.last - hanging, phrase.head)


def _closes_name(doc: Doc, phrase: Phrase) -> bool:
    """`АО "ХК "Мост["]`: a mark that ends a name with one mark for two."""
    first, last = doc.tokens[phrase.first], doc.tokens[phrase.last - 1]
    found = covering(doc.mentions, last.start)
    return (
        found >= 0 and first.start <= doc.mentions[found].start < last.start and doc.mentions[found].stop == last.stop
    )


def _is_closed(texts: list[str]) -> bool:
    """Whether the mark that opens the words is closed among them: `«Бал» и «Юг`, but not `«Долг «Ручью»`."""
    depths = accumulate((t in OPENING) - (t in CLOSING) for t in texts)
    return texts[0] not in CLOSING and any(depth == 0 for depth in depths)


def _closes(doc: Doc, index: int) -> bool:
    """Whether a closing mark stands at a token, right behind the one before."""
    token = doc.tokens[index] if index < len(doc.tokens) else None
    return token is not None and token.text in CLOSING and token.start == doc.tokens[index - 1].stop


def following(doc: Doc, start: int, stop: int, genitive: bool = False) -> Phrase | None:
    """The phrase that begins at `start`, as after a number: `5 [общественно значимых мероприятий]`.

    With `genitive`, only a head that may be in the genitive will do, as after a unit or a percentage.
    """
    head = head_after(doc, start, stop)
    if head < 0 or (genitive and not _may_be_genitive(doc.tokens[head])):
        return None
    first = start
    while first < head and doc.tokens[first].pos not in ("ADJ", "DET", "ADV", "VERB", "NOUN", "PROPN", "PRON"):
        first += doc.tokens[first].text not in OPENING
        if first < head and doc.tokens[first].text in OPENING:
            break
    return _balanced(doc, Phrase(first, max(right(doc, head), _name_stop(doc, head)), head))


def _name_stop(doc: Doc, head: int) -> int:
    """One past the name of a person that a token opens: `40-летнему [Илье Ковалю]`; the token itself for others."""
    found = covering(doc.mentions, doc.tokens[head].start)
    if found < 0 or doc.mentions[found].type != "PER":
        return head
    return doc.token_range(doc.mentions[found].start, doc.mentions[found].stop).stop


def _may_be_genitive(token: Token) -> bool:
    return token.feat("Case") == "Gen" or token.text.isupper() or may_be(token, "gent")


def ending(doc: Doc, last: int, floor: int) -> Phrase | None:
    """The phrase that ends right before `last`: `[нынешней цене нефти] в $90`; its head is its first noun
    that is not a complement of another one."""
    i, head = last - 1, -1
    mark = QUOTES.get(doc.tokens[i].text, "") if i > floor else ""
    if mark:  # программу «Инициатива по охране», средство "мефедрон"
        opening = next((k for k in range(i - 1, max(floor, i - 12) - 1, -1) if doc.tokens[k].text == mark), -1)
        if opening >= 0:
            inside = next((k for k in range(opening + 1, i) if is_noun(doc.tokens[k])), -1)
            outside = _before_bracket(doc, opening, floor)
            before = ending(doc, outside, floor) if outside > floor else None
            return Phrase(before.first if before else opening, last, before.head if before else max(inside, opening))
    floor = max(floor, last - LONGEST)
    while i >= floor and _nominal(doc, i) and not (head >= 0 and is_claimed(doc, doc.tokens[i])):
        if is_noun(doc.tokens[i]) and (head < 0 or _depends(doc.tokens[head], head - i)):
            head = i
        elif is_noun(doc.tokens[i]):
            break
        i -= 1
        if i > floor and head == i + 1 and _pairs(doc, i):
            i -= 1
    if head < 0:
        return None
    return Phrase(_left(doc, head), last, head)


def _before_bracket(doc: Doc, index: int, floor: int) -> int:
    """`центра спорта (аквапарка) [«Заря»]`: where the brackets begin that end right before a token, or the token."""
    if index <= floor or doc.tokens[index - 1].text != ")":
        return index
    inside = range(index - 2, max(floor, index - 6), -1)
    first = next((i for i in inside if doc.tokens[i].text == "(" or is_claimed(doc, doc.tokens[i])), index)
    return first if doc.tokens[first].text == "(" else index


def joined_before(doc: Doc, phrase: Phrase, floor: int) -> Phrase:
    """`[мёд и сахар] – на 2%`, `[муку, сметану и сыр] – на 3%`: with what stands before it in the same case."""
    first = phrase.first
    for _ in range(MEMBERS):
        mark = doc.tokens[first - 1].norm if first - 2 >= floor else ""
        before = ending(doc, first - 1, floor) if mark == "и" or (mark == "," and first < phrase.first) else None
        if before is None or not _is_member(doc, before.head, phrase.head):
            break
        first = before.first
    return Phrase(first, phrase.last, phrase.head)


def _is_member(doc: Doc, index: int, head: int) -> bool:
    token, start = doc.tokens[index], doc.tokens[index].start
    apart = covering(doc.times, start) >= 0 or covering(doc.numbers, start) >= 0 or covering(doc.mentions, start) >= 0
    return is_noun(token) and not apart and same_case(token, doc.tokens[head])


def _depends(token: Token, distance: int) -> bool:
    """`числа [школ]`, `нефти марки [Brent]`: a genitive, or a foreign name without a case, behind its noun."""
    foreign = not token.feat("Case") and token.text.isascii() and token.text.isalpha()
    given = token.feat("Case") == "Dat" and token.rel == "nmod"  # вреда [здоровью]
    name = token.pos == "PROPN" and token.feat("Case") == "Nom" and token.rel == "nmod"  # сырья [Кашагана]
    return token.feat("Case") == "Gen" or ((foreign or given or name) and distance == 1)


def _pairs(doc: Doc, index: int) -> bool:
    """`поставка муки [и] зерна`: two genitives side by side."""
    one, other = doc.tokens[index - 1], doc.tokens[index + 1]
    genitives = one.feat("Case") == other.feat("Case") == "Gen"
    return doc.tokens[index].norm == "и" and genitives and is_noun(one)


def _nominal(doc: Doc, index: int) -> bool:
    token = doc.tokens[index]
    return is_noun(token) or is_modifier(token) or token.text in OPENING or token.text in CLOSING


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
        elif token.norm in INTENSIFIERS or token.text in OPENING or _so_called(doc, i):
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
    if token.norm in INTENSIFIERS or _so_called(doc, index):
        return True
    return token.norm == "и" and is_modifier(doc.tokens[index - 1]) and doc.tokens[first].rel in ("conj", "amod")


def _so_called(doc: Doc, index: int) -> bool:
    """`[так] называемый сбор`."""
    return doc.tokens[index].norm == "так" and doc.tokens[index + 1].norm.startswith("называем")


def _agrees(doc: Doc, index: int, head: int) -> bool:
    """Whether a modifier belongs to a head: by the tree, or by case."""
    token, noun = doc.tokens[index], doc.tokens[head]
    if token.head == head:
        return True
    named = covering(doc.mentions, token.start)
    if named >= 0 and doc.mentions[named].stop <= noun.start:
        return False  # в селе Заречное [вода]
    mine, other = token.feat("Case"), noun.feat("Case")
    same = mine == other or {mine, other} == {"Nom", "Acc"}
    if not same or token.feat("Number") not in ("", noun.feat("Number")):
        return False
    return (
        noun.feat("Number") != "Sing" or noun.feat("Gender") in ("", token.feat("Gender")) or not token.feat("Gender")
    )


def before_inclusion(doc: Doc, index: int, floor: int) -> int:
    """`доход от продаж[,] включая щебень и песок, в размере`: over what `включая` adds between commas."""
    tokens, i = doc.tokens, index
    while i > floor and tokens[i].pos == "ADP":
        i -= 1
    if tokens[i].text != ",":
        return index
    reach = range(i, max(floor, i - LONGEST), -1)
    return next((k - 1 for k in reach if tokens[k].norm == "включая" and tokens[k - 1].text == ","), index)
