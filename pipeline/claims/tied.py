"""Whether what stands behind a noun, under a preposition or in a case, belongs to its phrase."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.syntax import (
    DASHES,
    OPENING,
    covering,
    is_modifier,
    is_noun,
    is_verb,
    lemma,
    same_case,
    verb_lemma,
)
from pipeline.document import Doc, Token
from pipeline.morph import parses

PARTS = frozenset(("доля", "часть", "процент"))
VALENCES = {
    "потребность": "в", "нуждаемость": "в", "спрос": "на", "цена": "на", "тариф": "на", "акциз": "на", "скидка": "на",
    "инвестиция": "по", "расход": "по", "затрата": "по", "задолженность": "по", "долг": "по", "показатель": "по",
    "ремонт": "по", "арест": "за", "штраф": "за",
}  # fmt: skip
WIDELY = frozenset(("большинстве", "среднем", "основном", "целом", "принципе"))
PERSONAL = frozenset(("него", "нее", "них", "нему", "ней", "ним", "ними", "нем"))


def tied(doc: Doc, noun: int, head: int, last: int) -> bool:
    """Whether the noun under the preposition at `last` is a complement of the phrase `head:last`."""
    if _attached(doc, noun, head, last) or _of_part(doc, head, last) or _valent(doc, head, last):
        return True
    return _stray(doc, noun, head, last) or doc.tokens[last + 1].norm == "душу" or _verbless(doc, noun, head, last)


def _attached(doc: Doc, noun: int, head: int, last: int) -> bool:
    return under(doc, noun, head, last) and doc.tokens[noun].rel in ("nmod", "obl", "appos")


def _stray(doc: Doc, noun: int, head: int, last: int) -> bool:
    """`увеличить выпуск бумаги [из макулатуры]`, `поезда [на водороде] занимают 5%`: what the tree hangs on the verb of
    change over the phrase, or far before the phrase, where nothing else parts the phrase from its verb."""
    token, over = doc.tokens[noun], doc.tokens[head].head
    if over < 0 or doc.tokens[last].norm not in ("из", "на"):
        return False
    if doc.tokens[head].rel == "obj" and token.head == over < head and doc.tokens[last].norm == "из":
        return verb_lemma(doc.tokens[over]) in vocabulary.mapping("changes", "lemma", "direction")
    subject = doc.tokens[head].rel.startswith("nsubj") and over == noun + 1
    return subject and token.head < head and token.feat("Case") in ("Loc", "Gen")


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


def is_counted(doc: Doc, head: int) -> bool:
    """Whether a number counts a noun, with nothing but modifiers between."""
    first = head
    while first and is_modifier(doc.tokens[first - 1]):
        first -= 1
    found = covering(doc.numbers, doc.tokens[first - 1].start) if first else -1
    return found >= 0 and doc.numbers[found].kind == "count"


def of_pronoun(doc: Doc, head: int, last: int, stop: int) -> bool:
    """`расстояние [до неё]`, `патронов [к ним]`: a personal pronoun that the tree hangs on the phrase."""
    pronoun = doc.tokens[last + 1] if last + 1 < stop else doc.tokens[last]
    tied = head <= pronoun.head < last and pronoun.rel in ("nmod", "obl") and pronoun.norm in PERSONAL
    return tied and doc.tokens[last].norm not in ("из", "среди", "у")


def is_adverbial(doc: Doc, last: int) -> bool:
    """`9 школ [по всей стране]`, `их доля [в большинстве случаев] не превышает`: what says how often or how widely."""
    after = doc.tokens[last + 1]
    if doc.tokens[last].norm in ("в", "во"):
        return after.norm in WIDELY
    return doc.tokens[last].norm == "по" and lemma(after) == "весь"


def foreign_stop(doc: Doc, head: int, last: int, stop: int) -> int:
    """`окна формата [pop-up]`, `акционеры [Morgan Stanley]`: one past the Latin words that the tree hangs on the phrase
    right before them, `last` where there are none."""
    tokens, after = doc.tokens, last
    if tokens[last].pos != "X" or not is_noun(tokens[last - 1]) or tokens[last].rel.startswith("nsubj"):
        return last
    while after < stop and _is_latin(tokens[after]) and under(doc, after, head, after):
        after += 1
    return (
        last if after < stop and tokens[after].text == "." and len(tokens[after - 1].text) == 1 else after
    )  # V. album


def _is_latin(token: Token) -> bool:
    return token.pos == "X" and token.text.isascii() and token.text[:1].isalpha()


def is_called(doc: Doc, noun: int, last: int) -> bool:
    """`15-летней школьнице [Анне] Ковалёвой`: a person's name in apposition, in the case of its noun."""
    found, token = covering(doc.mentions, doc.tokens[noun].start), doc.tokens[noun]
    person = found >= 0 and doc.mentions[found].type == "PER" and token.head == last - 1 and token.rel == "appos"
    return person and noun == last and same_case(token, doc.tokens[last - 1])


def goes_beside(doc: Doc, head: int, last: int, noun: int) -> bool:
    """`выпуск акций [и выданных банком векселей]`: a second genitive that the tree hangs on the head itself."""
    one, other = doc.tokens[last - 1], doc.tokens[noun]
    alike = all(t.feat("Case") == "Gen" and t.feat("Number") == "Plur" and is_noun(t) for t in (one, other))
    return doc.tokens[last].norm == "и" and alike and other.rel == "nmod" and other.head == one.head == head


def under(doc: Doc, index: int, head: int, last: int) -> bool:
    """Whether the tree leads from a token up to the phrase `head:last` without leaving it."""
    for _ in range(4):
        index = doc.tokens[index].head
        if head <= index < last:
            return True
        if index < 0 or index < head:
            return False
    return False


def is_instrument(token: Token) -> bool:
    """`развёл две пары [недопуском] Котова`: a form that can only be an instrumental, whatever the tagger says."""
    return token.text.islower() and {str(parse.tag.case) for parse in parses(token.norm)} == {"ablt"}


def only_nominative(doc: Doc, index: int, head: int) -> bool:
    """`с 9-го места [Том] вышел на третье`: a name in a form that is no genitive, whatever the tagger says."""
    found = covering(doc.mentions, doc.tokens[index].start)
    person = found >= 0 and doc.mentions[found].type == "PER" and _only_named(doc.tokens[index])
    return person and not any(t.text in OPENING for t in doc.tokens[head:index])


def _only_named(token: Token) -> bool:
    nouns = (parse for parse in parses(token.norm) if parse.is_known and parse.tag.POS == "NOUN")
    known = {str(parse.tag.case) for parse in nouns if "sing" in parse.tag}
    return "nomn" in known and "gent" not in known
