"""Persons' names in the nominative: by gender, for surnames that no dictionary knows too.

`Нурдаулета Альмуханова` → `Нурдаулет Альмуханов`, `Айзады Курмановой` → `Айзада Курманова`; names in -улы and -кызы
and women's names in a consonant do not change.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.document import Doc, Token
from pipeline.entities.cases import CASES, is_cyrillic, recased
from pipeline.entities.lexicon import is_abbreviated
from pipeline.entities.span import Span
from pipeline.inflection import inflected
from pipeline.morph import parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_FEMININE = {"Gen": "ы|и", "Dat": "е|и", "Loc": "е|и", "Acc": "у|ю", "Ins": "ой|ей|ою|ею"}  # of given names
_FIXED = re.compile(r"(улы|ұлы|кызы|қызы|оглы|заде|швили|дзе|ко|ых|их|ян?ц|[эоуюi])$")

_DATIVE = re.compile(r"(?<!.[ое]м)(?<=..[бвгджзйклмнпрстфхцчшщ])у$")  # `Челаху`; names in -у are short (`Ху`) or rare


def person_nominative(doc: Doc, span: Span) -> str:
    tokens = doc.tokens[span.first : span.last]
    text = doc.text[tokens[0].start : tokens[-1].stop]
    words = [t for t in tokens if len(t.text) > 1 and t.text[0].isalpha()]
    case = person_case(words)
    if case in ("Nom", "") or _is_womans(words):
        return text
    female = is_female(words, case)
    out, at = [], tokens[0].start
    for token in tokens:
        out.append(text[at - tokens[0].start : token.start - tokens[0].start])
        given = len(words) > 1 and token is words[0]
        out.append(person_word(token.text, case, female, given) if token in words else token.text)
        at = token.stop
    return "".join(out)


def _is_womans(words: list[Token]) -> bool:
    """`Асель Нургалиева`: after a given name in a consonant, which a man's oblique case would change."""
    if len(words) < 2:
        return False
    given, surname = words[0].norm, words[-1].norm
    return given[-1] not in "аеиоуыэюя" and bool(re.search(r"(ов|ев|ин|ын|ск)(а|ая)$", surname))


def person_case(words: list[Token]) -> str:
    """The case most words of a name stand in, the first of equals; what its ending says, where the tagger sees none."""
    cases = [case for t in words if (case := t.feat("Case"))]
    case = max(cases, key=cases.count) if cases else ""
    if len(cases) == 2 and "Nom" not in cases:  # Касым-Жомарта Токаева
        case = next((c for c in reversed(cases) if c in _CASES_OF.get(_ending(words[-1].norm), ())), case)
    if case == "Nom" and len(words) == 2 and _is_mans_genitive(words):
        return "Gen"
    return case if case not in ("Nom", "") or not words else _case_by_ending(words[0].norm, words[-1].norm) or case


def _ending(surname: str) -> str:
    match = _SURNAME.search(surname)
    return match[1] if match else ""


_SURNAME = re.compile(r"..(?:ов|ев|ин|ын)(а|у|ым|е|ой)$")


_CASES_OF = {
    "а": ("Gen", "Acc"),
    "у": ("Dat", "Acc"),
    "ым": ("Ins",),
    "е": ("Loc",),
    "ой": ("Gen", "Dat", "Ins", "Loc"),
}


def _is_mans_genitive(words: list[Token]) -> bool:
    """`Кайсара Султанбаева`, `Егизбаева Жаркынбека`: no woman's, by the tags and the given name."""
    if words[0].pos != "PROPN" or not all(_IN_A.search(t.norm) for t in words):
        return False
    surnames = [t for t in words if re.search(r"(ов|ев|ин|ын)а$", t.norm)]
    given = next((t for t in words if t not in surnames), None)
    if given is None or not surnames or any(t.feat("Gender") == "Fem" for t in words):
        return False
    return not any(p.is_known and "Name" in p.tag and {"femn", "nomn"} in p.tag for p in parses(given.norm))


_IN_A = re.compile(r"[^аеиоуыэюя]а$")


@lru_cache(maxsize=2**12)
def _case_by_ending(given: str, surname: str) -> str:
    """`Чынгызом Эшимбековым`, `Зухрой Муртазиной`, `Наине Иосифовне`: endings that no nominative has."""
    case = next((case for pattern, case in _OBLIQUE if re.search(pattern, surname)), "")
    if case == "Gen" and surname.endswith("ой"):
        return "Ins" if given.endswith(("ой", "ей", "ою")) else "Dat" if given.endswith("е") else "Gen"
    return case


_OBLIQUE = (
    (r"..(ов|ев|ин|ын)ой$|(вн|чн)ой$", "Gen"),
    (r"..(ов|ев|ин|ын)ым$|вичем$", "Ins"),
    (r"..(ов|ев)у$|вичу$|(вн|чн)е$", "Dat"),
    (r"..(ов|ев)е$", "Loc"),
    (r"вича$|(вн|чн)ы$", "Gen"),
)


def _is_mans(given: str) -> bool:
    return any(p.is_known and {"Name", "masc", "nomn"} in p.tag for p in parses(given))


def is_female(words: list[Token], case: str) -> bool:
    """Whether a name is a woman's: by patronymic and surname endings, by the given name, by the tagger."""
    unchanged = len(words) > 1 and words[0].norm[-1] not in "аеиоуыэюяь" and not _is_mans(words[0].norm)
    if unchanged and re.search(r"(ов|ев|ин|ын)(у|ой)$", words[-1].norm):
        return True  # Мехрибан Алиеву: a man's given name would change
    for token in words:
        verdict = _female_ending(token.norm, case)
        if verdict is not None:
            return verdict
    for token in words:
        if gender := _gender_of_name(token.norm, CASES.get(case, "nomn")):
            return gender == "femn"
    return sum(t.feat("Gender") == "Fem" for t in words) * 2 > len(words)


@lru_cache(maxsize=2**12)
def _gender_of_name(norm: str, case: str) -> str:
    """That of a given name in this case, empty where the dictionary has none such."""
    tags = (parse.tag for parse in parses(norm))
    genders = (str(tag.gender) for tag in tags if "Name" in tag and case in tag)
    return next((gender for gender in genders if gender in ("masc", "femn")), "")


@lru_cache(maxsize=2**12)
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
    if case == "Loc" and re.search(r"(ов|ев|ин|ын)е$", word):
        return False
    return None


@lru_cache(maxsize=2**14)
def person_word(text: str, case: str, female: bool, given: bool) -> str:
    """One word of a person's name in the nominative."""
    if is_abbreviated(text) or not is_cyrillic(text):
        return text
    *before, last = text.split("-")
    return "-".join([*before, recased(last, _declined(last.lower(), case, female, given))])


def _declined(word: str, case: str, female: bool, given: bool) -> str:
    if case == "Dat" and not female and _DATIVE.search(word):
        return _name_parse(word, case, "masc") or (word if _is_fixed(word) else word[:-1])
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


def _is_fixed(word: str) -> bool:
    """`Шойгу`: known to the dictionary as a name that does not change."""
    return any(p.is_known and "Fixd" in p.tag and _is_name(p) for p in parses(word))


def _surname(word: str, female: bool) -> str:
    """Surnames in -ов, -ев, -ин, -ын and -ский: the endings are regular."""
    if female:
        found = re.sub(r"((?:ов|ев|ёв|ин|ын))(?:ой|ою|у)$", r"\1а", word)
        found = re.sub(r"((?:ск|цк))(?:ой|ую)$", r"\1ая", found)
    else:
        found = re.sub(r"((?:ов|ев|ёв|ин|ын))(?:а|у|ым|е)$", r"\1", word)
        found = re.sub(r"((?:ск|цк|[аоу]к|ох|ух))(?:ого|ому|им)$", r"\1ий", found)
    return found if found != word else ""


def _name_parse(word: str, case: str, gender: str) -> str:
    """By the dictionary: a name or a surname in that case and gender, one that changes before one that does not."""
    found = []
    for parse in parses(word):
        if parse.is_known and CASES[case] in parse.tag and _is_name(parse) and {gender, "sing"} in parse.tag:
            form = inflected(parse, ("nomn",))
            if form:
                found.append(form)
    return next((name for name in found if name != word), found[0] if found else "")


def _is_name(parse: Parse) -> bool:
    return any(mark in parse.tag for mark in ("Name", "Surn", "Patr"))


def _by_ending(word: str, case: str, female: bool, given: bool) -> str:
    """Names no dictionary knows: a woman's in a consonant does not change, a man's drops its ending."""
    if female:
        stem = re.sub(f"({_FEMININE.get(case, 'а^')})$", "", word) if given else re.sub(r"(ой|ей|ы)$", "", word)
        soft = word[-1] in "юи" and word[-2:] not in ("ки", "ги", "хи")
        return word if stem == word else stem + ("я" if soft else "а")
    if case == "Ins":
        return re.sub(r"(ом|ем|ым)$", "", word)
    if word[-1] in {"Gen": "ая", "Acc": "ая", "Dat": "ую", "Loc": "е"}.get(case, ""):
        soft = word[-1] in "яю"
        return word[:-1] + ("й" if soft and word[-2] in "аеиоуы" else "ь" if soft else "")
    return word
