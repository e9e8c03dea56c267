"""Whether something changes where a number stands: then `до 5` is the level reached, not an upper bound."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline import vocabulary
from pipeline.document import Doc, Token
from pipeline.morph import parses
from pipeline.normal_forms import normal_forms

FARTHEST = 14  # tokens from the verb to its level, lists of other levels between
CLIMB = 4
LONGEST_LIST = 15  # lines
HEADING = 30  # tokens
BULLETS = frozenset("-–—•·*")


@cache
def _changes() -> dict[str, str]:
    return vocabulary.mapping("changes", "lemma", "direction")


@lru_cache(maxsize=20_000)
def direction(norm: str) -> str:
    """`increase`, `decrease` or `to` of a word of change in any form (`выросла`, `сокращено`, `рост`), else empty."""
    found = _changes()
    if not any(form.replace("ё", "е") in found for form in normal_forms(norm)):
        return ""
    for parse in parses(norm)[:3]:
        if parse.normal_form.replace("ё", "е") in found:
            return found[parse.normal_form.replace("ё", "е")]
    return ""


def changes(doc: Doc, i: int) -> bool:
    """Whether the preposition at token `i` belongs to a word of change, before it or over it in the tree."""
    return _after_size(doc, i) or _before(doc, i) or _above(doc, i)


def _after_size(doc: Doc, i: int) -> bool:
    """`на 27,3%, до 161,7 тысячи`, `+5%, до 12 млн`: the size of the change stands right before."""
    tokens = doc.tokens
    j = i - 2 if i > 2 and tokens[i - 1].text in (",", "(") else i - 1
    return j > 0 and tokens[i].norm == "до" and (tokens[j].text == "%" or tokens[j].norm.startswith("процент"))


def _before(doc: Doc, i: int) -> bool:
    """The nearest verb before it, with nouns of change on the way: `вырос более чем на 12%, до 370 млрд`."""
    sent = doc.tokens[i].sent
    for j in range(i - 1, max(-1, i - FARTHEST), -1):
        token = doc.tokens[j]
        if token.sent != sent or token.text in (";", "."):
            return False
        if token.text.isalpha() and direction(token.norm):
            return True
        if _is_verb(token):
            return False
    return False


def _is_verb(token: Token) -> bool:
    return token.pos == "VERB" and token.feat("VerbForm") in ("Fin", "Inf", "")


def _above(doc: Doc, i: int) -> bool:
    head = doc.tokens[i].head
    for _ in range(CLIMB):
        if head < 0:
            return False
        token = doc.tokens[head]
        if direction(token.norm):
            return True
        if token.pos == "VERB":
            return False
        head = token.head
    return False


def listed(doc: Doc, i: int) -> bool:
    """`Увеличат мощность: – завод А – [с 6] до 12 тонн, – завод Б – …`: the line before the list says the change."""
    at = doc.tokens[i].sent
    if i > 1 and doc.tokens[i - 2].text in BULLETS and _gapped(doc, i - 2):
        return True
    if any(map(_is_verb, doc.tokens[doc.sentences[at].first : i][:FARTHEST])):
        return False
    for n in range(at - 1, max(-1, at - LONGEST_LIST), -1):
        line = doc.tokens[doc.sentences[n].first : doc.sentences[n].last]
        if line[-1].text == ":":
            return any(t.text.isalpha() and direction(t.norm) for t in line[-HEADING:])
        if line[-1].text not in ",;" and line[0].text not in BULLETS:
            return False
    return False


def _gapped(doc: Doc, dash: int) -> bool:
    """`увеличатся с 8 до 9 тенге, для второй группы – [с 7] до 8`: the word of change said once, before the gap."""
    first = max(doc.sentences[doc.tokens[dash].sent].first, dash - HEADING)
    return any(t.text.isalpha() and direction(t.norm) for t in doc.tokens[first:dash])
