"""Words of names in the nominative, by the case the tagger gives them and the dictionary's forms."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.document import Token
from pipeline.entities.lexicon import fold, head_forms, is_abbreviated
from pipeline.inflection import inflected
from pipeline.morph import parses

CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
RELATIONAL = re.compile(r"(?<=[сц]к)(ого|ому|им|ом|ой|ую|ий|ая|ое|ие|их|ими)$")
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


def noun_gender(head: Token) -> str:
    if _STATION.match(head.text):
        return "femn"
    if parts := _compound(head.norm):
        return str(parses(parts[0])[0].tag.gender or "masc")
    for parse in parses(head.norm):
        if "NOUN" in parse.tag and CASES.get(head.feat("Case"), "nomn") in parse.tag and parse.tag.gender:
            return str(parse.tag.gender)
    return _GENDERS.get(head.feat("Gender"), "masc")


_STATION = re.compile(r"(ТЭЦ|[А-ЯЁ]*ЭС)(-\d+)?$")  # Аксуская ГРЭС-2


def adjective_nominative(token: Token, number: str, gender: str) -> str:
    return _adjective(token.text, number, gender)


@lru_cache(maxsize=2**12)
def _adjective(text: str, number: str, gender: str) -> str:
    word = text.lower()
    if not word[0].isalpha() or word[-1] not in "яеийхмюоу":
        return text
    found = parses(word)
    if number == "sing" and gender == "masc" and not found[0].is_known and RELATIONAL.search(word):
        return RELATIONAL.sub("ий", text)  # no `Темирской район`, as the analyzer guesses
    for parse in found:
        if "ADJF" in parse.tag or "PRTF" in parse.tag:
            form = inflected(parse, ("nomn", "plur") if number == "plur" else ("nomn", "sing", gender))
            if form:
                return recased(text, form)
    if number == "sing":
        ending = {"femn": "ая", "neut": "ое"}.get(gender, "ий")
        return RELATIONAL.sub(ending, text)
    return text


def noun_nominative(token: Token, number: str) -> str:
    case, plural = CASES.get(token.feat("Case"), ""), token.feat("Number") == "Plur"
    return _noun(token.text, token.norm, case, plural, _GENDERS.get(token.feat("Gender"), ""), number)


@lru_cache(maxsize=2**12)
def _noun(text: str, norm: str, case: str, plural: bool, gender: str, number: str) -> str:
    strange = not parses(norm)[0].is_known  # the tagger sees `акиматом` as it likes
    unsure = case in ("", "nomn") and not plural
    if (strange or (number == "sing" and unsure)) and norm in head_forms():
        return recased(text, head_forms()[norm])
    if not text[0].isalpha() or is_abbreviated(text) or not is_cyrillic(text):
        return _ENDING.sub("", text)
    if case in ("", "nomn"):
        return recased(text, _by_ending(norm)) if number == "sing" and _by_ending(norm) else text
    if number == "sing" and (parts := _compound(norm)):
        return recased(text, "-".join(str(parses(part)[0].normal_form) for part in parts))
    found = _nominative(text.lower(), case, number, gender)
    if found == text.lower() and number == "sing":
        found = head_forms().get(norm) or _by_ending(norm) or found  # гвардией, taken for the genitive
    return recased(text, found)


_ENDING = re.compile(r"(?<=[А-ЯЁ]{3})(а|у|е|ом|ы|ов|ам|ах|ами)$")  # МИДа, ЛУКОЙЛом


def _compound(norm: str) -> list[str]:
    """The parts of `школы-интерната-колледжа`, nouns that all change; none of `генерал-майора`."""
    parts = norm.split("-")
    if len(parts) < 2 or parses(norm)[0].is_known:
        return []
    tags = [parses(part)[0].tag for part in parts if part]
    return parts if len(tags) == len(parts) and all("NOUN" in tag and "gent" in tag for tag in tags) else []


@lru_cache(maxsize=100_000)
def _by_ending(word: str) -> str:
    """`Продкорпорацию`, `Истру`, `Каспнефтегазом`: no nominative ends so; empty where one may."""
    options = [p for p in parses(word) if "NOUN" in p.tag and "sing" in p.tag]
    if not _OBLIQUE.search(word) or not options or any("nomn" in p.tag for p in parses(word)):
        return ""
    return inflected(options[0], ("nomn",))


_OBLIQUE = re.compile(r"..(ию|ии|ией|[бвгджзклмнпрстфхцчшщ]у|[бвгджзклмнпрстфхц]ом)$")


@lru_cache(maxsize=100_000)
def _nominative(word: str, case: str, number: str, gender: str) -> str:
    options = [p for p in parses(word) if case in p.tag and number in p.tag and "NOUN" in p.tag]
    options = options or [p for p in parses(word) if case in p.tag and "NOUN" in p.tag]
    best = next((p for p in options if not gender or p.tag.gender == gender), None) or next(iter(options), None)
    found = (inflected(best, ("nomn",)) if best else "") or word
    return word if best and not best.is_known and word.endswith("и") and found.endswith("ь") else found  # в Чинчинати


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


def is_cyrillic(text: str) -> bool:
    return any("а" <= c <= "я" or c in "ёәғқңөұүһі" for c in text.lower())
