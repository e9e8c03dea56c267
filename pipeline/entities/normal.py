"""The nominative of a name: `Министерства культуры и информации`, `Айзады Курмановой`, `Липецкой областях`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document import Doc, Token
from pipeline.entities.adjectives import adjectival
from pipeline.entities.cases import adjective_nominative, noun_gender, noun_nominative
from pipeline.entities.lexicon import canonical, capital_heads, fold, is_capital, nominatives, place_heads
from pipeline.entities.openers import is_common
from pipeline.entities.person_names import person_nominative
from pipeline.entities.span import Span
from pipeline.morph import parses
from pipeline.vocabulary import words

_ADJECTIVE = re.compile(r"([ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыиое]м|ей|[ую]ю|[ыи]х|[ыи]ми)$")


def normal(doc: Doc, span: Span) -> str:
    """The text of a span with its head in the nominative; quotes, Latin words and what follows the head stay.

    Blanks and breaks of lines within it are one blank each.
    """
    found = _normal(doc, span)
    return found if found.isalpha() else " ".join(found.split())


def _normal(doc: Doc, span: Span) -> str:
    if span.type == "PER":
        return person_nominative(doc, span)
    if span.rule == "quoted":  # площади «Тәуелсіздік»: the noun before is what stands in a case
        return doc.text[doc.tokens[span.first].start : doc.tokens[span.last - 1].stop]
    tokens = doc.tokens[span.first : span.last]
    text = doc.text[tokens[0].start : tokens[-1].stop]
    if span.type == "LOC":
        known = nominatives().get(fold(" ".join(t.norm for t in tokens))) or nominatives().get(fold(text))
        if known:
            return known
    if span.type == "LOC" and all(t.text == "-" or _is_adjective(t) for t in tokens):
        return _shared_head(doc, span, text)
    return _INNER_BLANK.sub("", _phrase(tokens, text))


_INNER_BLANK = re.compile(r"(?<=\w) (?=[»\"]$)")  # АО "НЦПК "


def _is_adjective(token: Token) -> bool:
    """An adjective by the tagger, by its ending (`Северо-Казахстанская`), or since it is nothing else (`Тепличном`)."""
    if token.pos == "ADJ" or _REGIONAL.search(token.norm):
        return True
    return token.pos == "PROPN" and all("ADJF" in p.tag for p in parses(token.norm))


_REGIONAL = re.compile(r"\w{3}[сц]к(ий|ая|ой|ом|ого|ому|ую|их)$")


def _shared_head(doc: Doc, span: Span, text: str) -> str:
    """`Московской` of `Московской и Липецкой областях` is the `Московская область`; `в Пригородном` a village."""
    last = doc.tokens[span.last - 1]
    before = text[: last.start - doc.tokens[span.first].start]
    head = _coordinated_head(doc, span.last)
    if head is not None:
        return before + adjective_nominative(last, "sing", noun_gender(head)) + " " + head.lemma
    region = f"{before}{adjective_nominative(last, 'sing', 'femn')} область"
    gender = "neut" if last.norm.endswith(("ом", "ого", "ому", "ем", "его", "ему", "ое", "ее")) else "femn"
    oblique = last.norm.endswith(("ом", "ого", "ому", "его", "ему"))  # в Тепличном, whatever the tagger says
    if (last.feat("Case") == "Nom" and not oblique) or last.norm.endswith(("ий", "ый")):
        return nominatives().get(fold(region)) or text
    return nominatives().get(fold(region)) or before + adjective_nominative(last, "sing", gender)


def _coordinated_head(doc: Doc, i: int) -> Token | None:
    """The noun that adjectives share: `[Московской] и Липецкой областях`, `[Кировоградской] (Кропивницкой) области`."""
    single = True
    for token in doc.tokens[i : i + 25]:
        if token.pos == "NOUN" and fold(token.lemma) in place_heads():
            return token if single or token.feat("Number") == "Plur" else None
        if token.norm in (",", "-") or (token.pos == "PROPN" and is_capital(token)):
            single = False
        elif token.pos != "ADJ" and token.norm not in ("и", "или", "(", ")"):
            return None
    return None


def _phrase(tokens: Sequence[Token], text: str) -> str:
    """Adjectives and the first noun in the nominative of their number, the rest as it stands."""
    head = next((i for i in range(len(tokens)) if _is_head(tokens, i)), None)
    if head is None:
        return _single_adjective(tokens, text)
    plural = tokens[0].feat("Number") == tokens[head].feat("Number") == "Plur"
    if head == 0 and _is_brand(tokens):
        return text[: tokens[1].start - tokens[0].start] + noun_nominative(tokens[1], "sing")
    number = "plur" if plural and not (head and _SINGULAR.search(tokens[0].norm)) else "sing"
    shared = head > 0 and number == "sing" and tokens[head].feat("Number") == "Plur"  # Липецкой областях
    gender = noun_gender(tokens[head]) if head else ""  # which adjectives before it take
    out, at = [], tokens[0].start
    for i, token in enumerate(tokens[: head + 1]):
        out.append(text[at - tokens[0].start : token.start - tokens[0].start])
        word = adjective_nominative(token, number, gender) if i < head else noun_nominative(token, number)
        out.append(token.lemma if shared and i == head else word)
        at = token.stop
    return "".join(out) + text[at - tokens[0].start :]


def _is_brand(tokens: Sequence[Token]) -> bool:
    """`БТА Банка`: letters and a common noun, which is what changes; no `МВД Дагестана`."""
    if (
        len(tokens) != 2
        or not tokens[0].text.isupper()
        or not is_capital(tokens[1])
        or not tokens[1].text[1:].islower()
    ):
        return False
    short = tokens[0].text in words("legal_forms") or fold(tokens[0].norm) in canonical()
    return not short and is_common(tokens[1].norm)


_SINGULAR = re.compile(r"([оы]й|ая|ую|ого|ому)$")  # Костанайской областях


def _is_head(tokens: Sequence[Token], i: int) -> bool:
    """Whether the name turns on this token: its first noun; `Правого` of `Правого дела` is none, though tagged so."""
    token = tokens[i]
    if token.pos == "NOUN" or not token.text[0].isalpha():
        return True
    if token.norm in capital_heads() and len(token.norm) > 5 and not adjectival(token.norm):
        return True  # Мажилиса, taken for an adjective
    return token.pos == "PROPN" and not (i + 1 < len(tokens) and _agrees(token, tokens[i + 1]))


def _agrees(token: Token, after: Token) -> bool:
    """Whether a word that looks like an adjective stands in one case with the next."""
    if after.pos not in ("NOUN", "PROPN", "ADJ") or token.feat("Case") != after.feat("Case"):
        return False
    return bool(_ADJECTIVE.search(token.norm)) and any(("ADJF" in p.tag or "PRTF" in p.tag) for p in parses(token.norm))


def _single_adjective(tokens: Sequence[Token], text: str) -> str:
    """`Московской` of `Московской и Липецкой областях`."""
    return (
        text
        if tokens[0].feat("Case") in ("Nom", "")
        else adjective_nominative(tokens[0], "sing", "femn") + text[len(tokens[0].text) :]
    )
