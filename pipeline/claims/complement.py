"""How far a noun phrase goes to the right of its head: complements, names in quotes, what is coordinated."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.frame import COMPARATIVES
from pipeline.claims.syntax import (
    CLOSING,
    DASHES,
    OPENING,
    covering,
    is_attribute,
    is_modifier,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
    may_be,
    only_part_of_speech,
)
from pipeline.document import Doc, Token

LONGEST = 40  # tokens of a phrase
POSSESSIVES = frozenset(("его", "ее", "их"))
INTENSIFIERS = frozenset(("более", "менее", "наиболее", "наименее"))
PARTS = frozenset(("доля", "часть", "процент"))
VALENCES = {
    "потребность": "в", "нуждаемость": "в", "спрос": "на", "цена": "на", "тариф": "на", "акциз": "на", "скидка": "на",
    "инвестиция": "по", "расход": "по", "затрата": "по", "задолженность": "по", "долг": "по", "показатель": "по",
    "ремонт": "по",
}  # fmt: skip
PLACE = 4  # tokens of the place that a participle has before its noun
PLACING = frozenset(("в", "во", "на", "из"))


def right(doc: Doc, head: int) -> int:
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
    if covering(doc.times, token.start) >= 0:
        return last
    if is_claimed(doc, token):
        return _numbered(doc, head, last, stop)
    if token.text in CLOSING and _opened(doc, head, last):
        return last + 1
    if token.text in OPENING:
        return _quoted(doc, last, stop)
    if token.text == "(":
        return _past_bracket(doc, head, last, stop)
    if token.norm in ("одного", "одной") and last + 1 < stop and doc.tokens[last + 1].norm == "из":
        return _one_of(doc, last, stop)
    if token.pos == "ADP":
        return _prepositional(doc, head, last, stop)
    if token.norm in ("и", ",", "или"):
        return _coordinated(doc, head, last, stop)
    return _genitive(doc, head, last, stop)


def _numbered(doc: Doc, head: int, last: int, stop: int) -> int:
    """`состояние [62 богатейших жителей]`: counted things as the complement of a noun right before them."""
    number = doc.numbers[covering(doc.numbers, doc.tokens[last].start)]
    after = doc.token_range(number.start, number.stop).stop
    if last != head + 1 or number.kind != "count" or after >= stop or doc.tokens[last].pos == "ADP":
        return last
    noun = head_after(doc, after, stop)
    if noun < 0 or doc.tokens[noun].head != head or not is_noun(doc.tokens[noun]):
        return last
    genitive = doc.tokens[noun].feat("Case") == "Gen" and doc.tokens[noun].feat("Number") == "Plur"
    return _mention_last(doc, noun) if genitive else last


def _past_bracket(doc: Doc, head: int, last: int, stop: int) -> int:
    """`цена (аренда плюс охрана) [складов]`: a genitive of the head behind a bracket without numbers."""
    close = next((i for i in range(last + 1, min(last + 12, stop)) if doc.tokens[i].text == ")"), -1)
    noun = head_after(doc, close + 1, stop) if close > 0 else -1
    if noun < 0 or doc.tokens[noun].feat("Case") != "Gen" or not head <= doc.tokens[noun].head < last:
        return last
    counted = any(is_claimed(doc, doc.tokens[i]) for i in range(last, noun))
    return last if counted or doc.tokens[noun].rel != "nmod" else _mention_last(doc, noun)


def _one_of(doc: Doc, last: int, stop: int) -> int:
    """`жителей [одного из сёл]`."""
    noun = head_after(doc, last + 2, stop)
    return _mention_last(doc, noun) if noun >= 0 and doc.tokens[noun].feat("Case") == "Gen" else last


def is_claimed(doc: Doc, token: Token) -> bool:
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
    noun = head_after(doc, last, stop)
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
    noun = head_after(doc, last + 1, stop)
    tied = noun >= 0 and (_attached(doc, noun, head, last) or _of_part(doc, head, last) or _valent(doc, head, last))
    if not tied and not (noun >= 0 and _verbless(doc, noun, head, last)):
        return last
    found = covering(doc.mentions, doc.tokens[noun].start)
    located = found >= 0 and doc.mentions[found].type == "LOC" and doc.tokens[last].norm in PLACING
    if located and doc.tokens[noun].feat("Case") != "Acc":
        return last
    if any(is_claimed(doc, doc.tokens[i]) for i in range(last, noun)) or doc.tokens[last + 1].lemma == "каждый":
        return last
    if noun + 1 < stop and is_claimed(doc, doc.tokens[noun + 1]):  # проектов [на 2 млн тенге]
        return last
    if doc.tokens[last].norm == "на" and lemma(doc.tokens[noun]) == "сумма":  # проектов [на сумму порядка 2 млн]
        return last
    return _mention_last(doc, noun)


def _attached(doc: Doc, noun: int, head: int, last: int) -> bool:
    return _under(doc, noun, head, last) and doc.tokens[noun].rel in ("nmod", "obl", "appos")


def _of_part(doc: Doc, head: int, last: int) -> bool:
    """`доля [от] всего объема`."""
    return doc.tokens[last].norm == "от" and last == head + 1 and lemma(doc.tokens[head]) in PARTS


def _valent(doc: Doc, head: int, last: int) -> bool:
    """`потребность [в] топливе`, `спрос [на] хлеб`: the preposition that a noun asks for, right behind it."""
    if last != head + 1 or VALENCES.get(lemma(doc.tokens[head])) != doc.tokens[last].norm:
        return False
    return doc.tokens[last].norm != "по" or doc.tokens[last + 1].norm not in vocabulary.words("loose_purposes")


def _verbless(doc: Doc, noun: int, head: int, last: int) -> bool:
    """`40 компаний с участием Китая, а в Китае – 12 компаний [с участием Казахстана]`: what the tree hangs before
    a dash, where no verb stands behind it."""
    token = doc.tokens[last]
    if token.norm not in ("с", "со", "без") or last != head + 1 or doc.tokens[noun].head >= head:
        return False
    first = doc.sentences[doc.tokens[head].sent].first
    dash = next((i for i in range(head - 1, max(first, head - 8) - 1, -1) if doc.tokens[i].text in DASHES), -1)
    return dash >= 0 and not any(is_verb(t) for t in doc.tokens[dash:noun])


def _coordinated(doc: Doc, head: int, last: int, stop: int) -> int:
    """`соединений [и воинских частей]`: a noun in the same case that the tree coordinates with the phrase."""
    noun = head_after(doc, last + 1, stop)
    if noun >= 0 and _alike(doc, head, last, noun):
        return noun + 1
    if noun < 0 or doc.tokens[noun].rel != "conj" or not _under(doc, noun, head, last):
        return last
    joined = doc.tokens[doc.tokens[noun].head]
    named = noun + 1 < stop and covering(doc.mentions, doc.tokens[noun + 1].start) >= 0
    named = named and covering(doc.mentions, doc.tokens[noun].start) < 0
    if named and doc.tokens[noun].feat("Number") != doc.tokens[head].feat("Number"):
        return last  # трёх районов [и города Аксу]
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


def head_after(doc: Doc, start: int, stop: int) -> int:
    """The first noun from `start`, over its modifiers only; the last modifier where no noun comes (`выживших`)."""
    tokens, last = doc.tokens, -1
    for i in range(start, stop):
        token = tokens[i]
        if token.text[:1].isdigit() and is_claimed(doc, token):
            break
        if is_noun(token) and not _qualifies(doc, i, stop) and covering(doc.times, token.start) < 0:
            return i
        if is_modifier(token) or _qualifies(doc, i, stop):
            last = i
        elif start <= last == i - 1 and (noun := _past_its_place(doc, i, stop)):
            return noun
        elif not _joins(doc, i, stop, last >= 0):
            break
    return last


def _past_its_place(doc: Doc, index: int, stop: int) -> int:
    """`треть живущих в Чили [семей]`: the noun of the participle before token `index`, behind its place; else 0."""
    participle, noun = doc.tokens[index - 1], doc.tokens[index - 1].head
    if not is_attribute(participle) or doc.tokens[index].pos != "ADP" or not index + 1 < noun < stop:
        return 0
    agrees = all(participle.feat(name) == doc.tokens[noun].feat(name) for name in ("Case", "Number"))
    return noun if noun <= index + PLACE and is_noun(doc.tokens[noun]) and agrees else 0


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
