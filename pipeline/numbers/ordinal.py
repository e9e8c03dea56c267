"""Rules for ordinals: `первый этап`, `ХІІ форум`, `8–9-х классов`, `ученица 7 класса`, `каждый третий`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.document import Number, Token
from pipeline.morph import parses
from pipeline.numbers import adjective, rank
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import dashed_end, opened_end, opening_of, plain
from pipeline.numbers.scan import Scan, is_animate, is_one_of
from pipeline.numbers.unit import unit_after

DASHES = frozenset("-–—")
QUOTES = frozenset('«»"“”„')
GRADES = frozenset(("класса", "сорта", "категории", "группы"))
OLDEST = 120
DEATH = ("жизни", "скончал", "умер")
PREPOSITIONS = frozenset(("в", "во", "на", "с", "со", "до", "после", "из", "для", "среди"))


def dashed(scan: Scan, numeral: Numeral) -> list[Number]:
    """`5-6-летние`, `8–9-х классов`, `3-4-этажный`: the first end has no suffix of its own."""
    other = scan.numeral_at(numeral.last + 1)
    if numeral.form != "digits" or other is None or other.form != "digits" or not (other.ordinal or other.suffix):
        return []
    tokens, dash = scan.tokens, numeral.last
    glued = tokens[dash - 1].stop == tokens[dash].start and tokens[dash].stop == tokens[dash + 1].start
    if (
        not glued
        or scan.norm(dash) not in DASHES
        or other.high is not None
        or (numeral.value or 0) >= (other.value or 0)
    ):
        return []
    both = replace(other, first=numeral.first, start=numeral.start, value=numeral.value, high=other.value)
    return next((found for rule in (adjective.compound, rank.rank, ordinal) if (found := rule(scan, both))), [])


def dashed_ordinal(scan: Scan, numeral: Numeral) -> list[Number]:
    """`учащиеся 9-10 классов`: neighbours before a noun that is numbered rather than counted."""
    other = dashed_end(scan, numeral) if plain(numeral) and numeral.form == "digits" else None
    noun = scan.following(other.last) if other else None
    if not other or not noun or not is_one_of(noun, "ordinal_nouns"):
        return []
    if noun.feat("Number") == "Sing" and noun.feat("Case") != "Gen":  # 10-12 класс
        return [scan.number("ordinal", numeral.first, other.last, "dashed_ordinal")]
    before = scan.tokens[numeral.first - 1] if scan.same_sentence(numeral.first - 1, numeral.first) else None
    names = before is not None and (is_animate(before) or before.norm in PREPOSITIONS)
    school = noun.norm.startswith(("класс", "курс")) and (before is None or before.pos not in ("VERB", "ADV"))
    return [scan.number("ordinal", numeral.first, other.last, "dashed_ordinal")] if names or school else []


def from_to(scan: Scan, numeral: Numeral) -> list[Number]:
    """`учатся с [5 по 9] класс`, `с [3 до 9] этажа`: from one numbered thing to another."""
    opening = opening_of(scan, numeral) if plain(numeral) and numeral.form == "digits" else ""
    other = opened_end(scan, numeral, opening) if opening in ("с", "со") else None
    noun = scan.following(other.last) if other else None
    if not other or not noun or noun.feat("Number") != "Sing" or not is_one_of(noun, "ordinal_nouns"):
        return []
    if noun.feat("Case") == "Gen" and (other.value or 0) % 10 == 1:  # с 5 до 21 тура may be counted
        return []
    return [scan.number("ordinal", numeral.first, other.last, "from_to")]


def ordinal(scan: Scan, numeral: Numeral) -> list[Number]:
    """`первый этап`, `ХІІ форум`, `8–9-х классов`, `7 класса`, `1 подъема`."""
    if numeral.ordinal or _reads_as_ordinal(scan, numeral):
        return [scan.number("ordinal", numeral.first, numeral.last, "ordinal")]
    return []


def _reads_as_ordinal(scan: Scan, numeral: Numeral) -> bool:
    """Figures before a noun whose form no cardinal allows: `7 класса`, `1 подъема`, `12 форум`."""
    noun, value = scan.following(_after_letter(scan, numeral.last)), numeral.value
    if noun is None or numeral.form != "digits" or value is None or numeral.suffix or numeral.scale != 1:
        return False
    if value != value.to_integral_value() or value > 2000 or noun.pos != "NOUN" or noun.feat("Number") != "Sing":
        return False
    if not is_one_of(noun, "ordinal_nouns"):
        return _disagrees(noun, value) and not unit_after(scan.tokens, numeral.last)
    if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14):
        return noun.feat("Case") != "Gen" or _names_one(scan, numeral.first - 1, noun)
    return value % 10 != 1 or value % 100 == 11 or noun.feat("Case") != "Nom" or value > 1 or _heads(scan, numeral)


def _heads(scan: Scan, numeral: Numeral) -> bool:
    """`1 тайм хозяев был скучным`: a subject that opens its sentence; but `остался 1 тайм`, `1 тайм – и домой`."""
    opens = not scan.same_sentence(numeral.first - 1, numeral.first)
    after = scan.following(numeral.last + 1)
    return opens and after is not None and after.pos in ("NOUN", "PROPN", "VERB", "AUX")


def _after_letter(scan: Scan, i: int) -> int:
    """Token after the letter of a school class: `5 «А» классе`."""
    lettered = scan.norm(i) in QUOTES and len(scan.norm(i + 1)) == 1 and scan.norm(i + 2) in QUOTES
    return i + 3 if lettered and scan.norm(i + 1).isalpha() else i


def _names_one(scan: Scan, before: int, noun: Token) -> bool:
    """`в 3 классе`, `студент 3 курса`, `инвалид 2 группы`, `орден 2 степени`."""
    if scan.norm(before) in PREPOSITIONS or noun.norm in ("степени", "разряда", "созыва"):
        return True
    if not scan.same_sentence(before, before + 1) or scan.tokens[before].pos != "NOUN":
        return False
    graded = noun.norm in GRADES and scan.norm(before - 1) not in ("у", "в")  # пшеница 3 класса
    return graded or is_animate(scan.tokens[before])


def _disagrees(noun: Token, value: Decimal) -> bool:
    """Whether a singular noun cannot be counted by the value: `1 подъема`, `34 паркране`."""
    if (
        not noun.text.islower()
        or noun.feat("Case") not in ("Gen", "Dat", "Ins", "Loc")
        or noun.feat("Animacy") == "Anim"
    ):
        return False
    if value == 1:
        return noun.feat("Case") == "Gen"
    if (value % 10 == 1 and value % 100 != 11) or any("plur" in parse.tag for parse in parses(noun.norm)):
        return False
    few = value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)  # весом в 42 пуда
    countable = few and any({"gent", "sing"} <= set(parse.tag.grammemes) for parse in parses(noun.norm))
    return noun.feat("Case") == "Loc" and not countable


def each(scan: Scan, numeral: Numeral) -> list[Number]:
    """`каждый третий житель`: a third of them."""
    before = scan.norm(numeral.first - 1)
    if not numeral.ordinal or not before.startswith("кажд") or not numeral.value or numeral.value < 2:
        return []
    if unit_after(scan.tokens, numeral.last):
        return []
    number = scan.number("fraction", numeral.first - 1, numeral.last, "each", 1 / numeral.value)
    return [adjective.modified(scan, numeral.first - 1, number)]


def year_of_life(scan: Scan, numeral: Numeral) -> list[Number]:
    """`на 97-м году жизни`: aged 96."""
    if scan.norm(numeral.last) != "году" or numeral.suffix or not numeral.value:
        return []
    if not any(scan.norm(numeral.last + n).startswith(DEATH) for n in (1, 2, 3)):
        return []
    if not scan.same_sentence(numeral.last, numeral.first) or numeral.value > OLDEST:
        return []
    number = scan.number("age", numeral.first, numeral.last + 1, "year_of_life", numeral.value - 1)
    return [replace(number, unit="year")]


RULES = (dashed_ordinal, from_to, ordinal)
