"""The nominative of a name: `Министерства культуры и информации`, `Айзады Курмановой`, `Липецкой областях`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import fold, is_abbreviation, nominatives, place_heads
from pipeline.entities.span import Span
from pipeline.morph import parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}
_ADJECTIVE = re.compile(r"([ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыиое]м|ей|[ую]ю|[ыи]х|[ыи]ми)$")
_FIXED = re.compile(r"(улы|ұлы|кызы|қызы|оглы|заде|швили|дзе|ко|ых|их|ян?ц|[эоуюi])$")


def normal(doc: Doc, span: Span) -> str:
    """The text of a span with its head in the nominative; quotes, Latin words and what follows the head stay."""
    if span.type == "PER":
        return _person(doc, span)
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
            gender = _gender_of(token)
            adjective = adjective_nominative(doc.tokens[span.last - 1], "sing", gender)
            return (
                text[: doc.tokens[span.last - 1].start - doc.tokens[span.first].start] + adjective + " " + token.lemma
            )
    return _phrase(doc.tokens[span.first : span.last], text)


def _phrase(tokens: tuple[Token, ...], text: str) -> str:
    """Adjectives and the first noun in the nominative of their number, the rest as it stands."""
    head = next((i for i in range(len(tokens)) if _is_head(tokens, i)), None)
    if head is None:
        return _single_adjective(tokens, text)
    number = "plur" if tokens[0].feat("Number") == tokens[head].feat("Number") == "Plur" else "sing"
    shared = head > 0 and number == "sing" and tokens[head].feat("Number") == "Plur"  # Липецкой областях
    gender = _gender_of(tokens[head])
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


def _gender_of(head: Token) -> str:
    for parse in parses(head.norm):
        if "NOUN" in parse.tag and _CASES.get(head.feat("Case"), "nomn") in parse.tag and parse.tag.gender:
            return str(parse.tag.gender)
    return _GENDERS.get(head.feat("Gender"), "masc")


def adjective_nominative(token: Token, number: str, gender: str) -> str:
    word = token.text.lower()
    if not word[0].isalpha() or word[-1] not in "яеийхмюоу":
        return token.text
    for parse in parses(word):
        if "ADJF" in parse.tag or "PRTF" in parse.tag:
            inflected = parse.inflect({"nomn", "plur"} if number == "plur" else {"nomn", "sing", gender})
            if inflected:
                return recased(token.text, inflected.word)
    if number == "sing":
        ending = {"femn": "ая", "neut": "ое"}.get(gender, "ий")
        return re.sub(r"(?<=[сц]к)(ого|ому|им|ом|ой|ую|ий|ая|ое|ие|их|ими)$", ending, token.text)
    return token.text


def noun_nominative(token: Token, number: str) -> str:
    case = _CASES.get(token.feat("Case"), "")
    if not token.text[0].isalpha() or case in ("", "nomn") or is_abbreviation(token) or not _is_cyrillic(token.text):
        return token.text
    return recased(token.text, _nominative(token.text.lower(), case, number, _GENDERS.get(token.feat("Gender"), "")))


@lru_cache(maxsize=100_000)
def _nominative(word: str, case: str, number: str, gender: str) -> str:
    options = [p for p in parses(word) if case in p.tag and number in p.tag and "NOUN" in p.tag]
    options = options or [p for p in parses(word) if case in p.tag and "NOUN" in p.tag]
    best = next((p for p in options if not gender or p.tag.gender == gender), None) or next(iter(options), None)
    inflected = best.inflect({"nomn"}) if best else None
    return inflected.word if inflected else word


def recased(original: str, word: str) -> str:
    """`word` with the capitals of `original`, as far as the two run alike; `ё` only where the original has it."""
    if original.isupper() and len(original) > 1:
        return word.upper()
    out = []
    for i, letter in enumerate(word):
        old = original[i] if i < len(original) else ""
        if old and fold(old) == fold(letter):
            out.append(old)
        else:
            out.append(letter.upper() if old.isupper() and i == 0 else letter)
    return "".join(out)


def _is_cyrillic(text: str) -> bool:
    return any("а" <= c <= "я" or c in "ёәғқңөұүһі" for c in text.lower())


# Persons -------------------------------------------------------------------------------------------------------


def _person(doc: Doc, span: Span) -> str:
    tokens = doc.tokens[span.first : span.last]
    text = doc.text[tokens[0].start : tokens[-1].stop]
    words = [t for t in tokens if len(t.text) > 1 and t.text[0].isalpha()]
    case = person_case(words)
    if case in ("Nom", ""):
        return text
    female = is_female(words, case)
    out, at = [], tokens[0].start
    for token in tokens:
        out.append(text[at - tokens[0].start : token.start - tokens[0].start])
        given = len(words) > 1 and token is words[0]
        out.append(person_word(token, case, female, given) if token in words else token.text)
        at = token.stop
    return "".join(out)


def person_case(words: list[Token]) -> str:
    """The case most words of a name stand in; the first of equals."""
    cases = [t.feat("Case") for t in words if t.feat("Case")]
    return max(cases, key=cases.count) if cases else ""


def is_female(words: list[Token], case: str) -> bool:
    """Whether a name is a woman's: by patronymic and surname endings, by the given name, by the tagger."""
    for token in words:
        verdict = _female_ending(token.norm, case)
        if verdict is not None:
            return verdict
    for token in words:
        for parse in parses(token.norm):
            if "Name" in parse.tag and _CASES[case] in parse.tag and parse.tag.gender in ("masc", "femn"):
                return parse.tag.gender == "femn"
    return sum(t.feat("Gender") == "Fem" for t in words) * 2 > len(words)


def _female_ending(word: str, case: str) -> bool | None:
    if re.search(r"(вн|чн)(а|ы|е|у|ой)$|кызы$|қызы$", word) or re.search(r"(ов|ев|ин|ын)ой$|(ск|цк)(ой|ая|ую)$", word):
        return True
    if re.search(r"(ович|евич|ич)(а|у|ем|е)?$|улы$|ұлы$|(ов|ев|ин|ын)ым$|(ск|цк)(ого|ому|им)$", word):
        return False
    if case in ("Gen", "Acc") and re.search(r"(ов|ев)а$", word):
        return False
    if case == "Dat" and re.search(r"(ов|ев)у$", word):
        return False
    if case == "Acc" and re.search(r"(ов|ев)у$", word):
        return True
    return None


def person_word(token: Token, case: str, female: bool, given: bool) -> str:
    """One word of a person's name in the nominative."""
    if is_abbreviation(token) or not _is_cyrillic(token.text):
        return token.text
    if "-" in token.text:
        parts = token.text.split("-")
        return "-".join([*parts[:-1], recased(parts[-1], _declined(parts[-1].lower(), case, female, given))])
    return recased(token.text, _declined(token.text.lower(), case, female, given))


@lru_cache(maxsize=100_000)
def _declined(word: str, case: str, female: bool, given: bool) -> str:
    if _FIXED.search(word) and not (given or re.search(r"(ов|ев|ин|ын|ск|цк)\w{1,3}$", word)):
        return word
    if not given:
        surname = _surname(word, female)
        if surname:
            return surname
    wanted = "femn" if female else "masc"
    parse = _name_parse(word, case, wanted)
    if parse:
        return parse
    return _by_ending(word, case, female, given)


def _surname(word: str, female: bool) -> str:
    """Surnames in -ов, -ев, -ин, -ын and -ский: the endings are regular."""
    if female:
        found = re.sub(r"((?:ов|ев|ёв|ин|ын))(?:ой|ою|у)$", r"\1а", word)
        found = re.sub(r"((?:ск|цк))(?:ой|ую)$", r"\1ая", found)
    else:
        found = re.sub(r"((?:ов|ев|ёв|ин|ын))(?:а|у|ым|е)$", r"\1", word)
        found = re.sub(r"((?:ск|цк))(?:ого|ому|им|ом)$", r"\1ий", found)
    return found if found != word else ""


def _name_parse(word: str, case: str, gender: str) -> str:
    """By the dictionary: a name or a surname in that case and gender."""
    for parse in parses(word):
        if parse.is_known and _CASES[case] in parse.tag and _is_name(parse) and gender in parse.tag:
            inflected = parse.inflect({"nomn"})
            if inflected:
                return inflected.word
    return ""


def _is_name(parse: Parse) -> bool:
    return any(mark in parse.tag for mark in ("Name", "Surn", "Patr"))


def _by_ending(word: str, case: str, female: bool, given: bool) -> str:
    """Names no dictionary knows: a woman's in a consonant does not change, a man's drops its ending."""
    if female:
        endings = "ой|ей|ы|и|е|у|ю" if given else "ой|ей|ы"  # Федерики Могерини
        stem = re.sub(f"({endings})$", "", word)
        return (
            stem + ("я" if word[-1] in "юи" and word[-2:] not in ("ки", "ги", "хи") else "а") if stem != word else word
        )
    endings = {"Gen": "ая", "Acc": "ая", "Dat": "ую", "Loc": "е"}
    if case == "Ins":
        return re.sub(r"(ом|ем|ым)$", "", word)
    if word[-1] in endings.get(case, ""):
        return word[:-1] + ("й" if word[-1] in "яю" and word[-2] in "аеиоуы" else "ь" if word[-1] in "яю" else "")
    return word
