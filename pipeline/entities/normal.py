"""The nominative of a name: `Министерства культуры и информации`, `Айзады Курмановой`, `Липецкой областях`."""

from __future__ import annotations

import re

from pipeline.document import Doc, Token
from pipeline.entities.cases import adjective_nominative, noun_gender, noun_nominative
from pipeline.entities.lexicon import fold, nominatives, place_heads
from pipeline.entities.person_names import person_nominative
from pipeline.entities.span import Span
from pipeline.morph import parses

_ADJECTIVE = re.compile(r"([ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыиое]м|ей|[ую]ю|[ыи]х|[ыи]ми)$")


def normal(doc: Doc, span: Span) -> str:
    """The text of a span with its head in the nominative; quotes, Latin words and what follows the head stay."""
    if span.type == "PER":
        return person_nominative(doc, span)
    tokens = doc.tokens[span.first : span.last]
    text = doc.text[tokens[0].start : tokens[-1].stop]
    if span.type == "LOC" and (known := nominatives().get(fold(" ".join(t.norm for t in tokens)))):
        return known
    if span.type == "LOC" and all(t.pos == "ADJ" or t.text == "-" for t in tokens):
        return _shared_head(doc, span, text)
    return _phrase(tokens, text)


def _shared_head(doc: Doc, span: Span, text: str) -> str:
    """`Московской` of `Московской и Липецкой областях` is the `Московская область`."""
    for token in doc.tokens[span.last : span.last + 25]:
        if token.norm == "." or token.pos in ("VERB", "ADP"):
            break
        if token.pos == "NOUN" and fold(token.lemma) in place_heads():
            last = doc.tokens[span.last - 1]
            adjective = adjective_nominative(last, "sing", noun_gender(token))
            return text[: last.start - doc.tokens[span.first].start] + adjective + " " + token.lemma
    region = f"{adjective_nominative(doc.tokens[span.last - 1], 'sing', 'femn')} область"
    return nominatives().get(fold(region)) or _phrase(doc.tokens[span.first : span.last], text)


def _phrase(tokens: tuple[Token, ...], text: str) -> str:
    """Adjectives and the first noun in the nominative of their number, the rest as it stands."""
    head = next((i for i in range(len(tokens)) if _is_head(tokens, i)), None)
    if head is None:
        return _single_adjective(tokens, text)
    number = "plur" if tokens[0].feat("Number") == tokens[head].feat("Number") == "Plur" else "sing"
    shared = head > 0 and number == "sing" and tokens[head].feat("Number") == "Plur"  # Липецкой областях
    gender = noun_gender(tokens[head])
    out, at = [], tokens[0].start
    for i, token in enumerate(tokens[: head + 1]):
        out.append(text[at - tokens[0].start : token.start - tokens[0].start])
        word = adjective_nominative(token, number, gender) if i < head else noun_nominative(token, number)
        out.append(token.lemma if shared and i == head else word)
        at = token.stop
    return "".join(out) + text[at - tokens[0].start :]


def _is_head(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the name turns on this token: its first noun; `Правого` of `Правого дела` is none, though tagged so."""
    token = tokens[i]
    if token.pos == "NOUN" or not token.text[0].isalpha():
        return True
    return token.pos == "PROPN" and not (i + 1 < len(tokens) and _agrees(token, tokens[i + 1]))


def _agrees(token: Token, after: Token) -> bool:
    """Whether a word that looks like an adjective stands in one case with the next."""
    if after.pos not in ("NOUN", "PROPN", "ADJ") or token.feat("Case") != after.feat("Case"):
        return False
    return bool(_ADJECTIVE.search(token.norm)) and any(("ADJF" in p.tag or "PRTF" in p.tag) for p in parses(token.norm))


def _single_adjective(tokens: tuple[Token, ...], text: str) -> str:
    """`Московской` of `Московской и Липецкой областях`."""
    return (
        text
        if tokens[0].feat("Case") in ("Nom", "")
        else adjective_nominative(tokens[0], "sing", "femn") + text[len(tokens[0].text) :]
    )
