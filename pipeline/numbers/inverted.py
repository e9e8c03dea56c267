"""Amounts whose noun stands before the number, which makes them about: `человек сорок`, `процентов 70`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Number
from pipeline.numbers.kind import kind_of, unit_name
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import dashed_end, plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import unit_after

COUNTED = frozenset(("человек", "штук"))
INVERTED = ("процентов", "лет", "минут", "часов", "дней", "метров", "месяцев", "недель", "градусов", "штук")
LARGEST = 1000  # a figure behind its noun is smaller
LISTED = frozenset((":", ",", ";", "(", "–", "—", "-"))  # погибли: человек 5, машин 3


def inverted(scan: Scan, numeral: Numeral) -> list[Number]:
    """`человек сорок`, `километров десять`, `процентов 70`, `раз в пять`: the noun before the number makes it about."""
    i = numeral.first - 1
    if not plain(numeral) or not scan.same_sentence(i, numeral.first) or scan.ending.get(i - 1):
        return []
    if times := _inverted_times(scan, numeral):
        return times
    noun = scan.tokens[i]
    plural = (noun.feat("Case") == "Gen" and noun.feat("Number") == "Plur") or noun.norm in COUNTED
    if not plural or not (numeral.form == "words" or _leads(scan, numeral)):
        return []
    unit = unit_after(scan.tokens, i)
    if (not unit and noun.norm not in COUNTED) or unit_after(scan.tokens, numeral.last):
        return []
    kind = kind_of(scan, unit, numeral)
    number = scan.number(kind, i if unit else numeral.first, numeral.last, "inverted", numeral.value)
    return [replace(number, unit=unit_name(kind, unit), comparison="~")]


def _inverted_times(scan: Scan, numeral: Numeral) -> list[Number]:
    i = numeral.first - 1
    swapped = scan.norm(i) == "в" and scan.norm(i - 1) == "раз" and not scan.ending.get(i - 2)
    if not swapped or numeral.form != "words" or unit_after(scan.tokens, numeral.last):
        return []
    number = scan.number("multiple", i - 1, numeral.last, "inverted", numeral.value)
    return [replace(number, unit="times", comparison="~")]


def _leads(scan: Scan, numeral: Numeral) -> bool:
    """Whether figures may belong to the noun before them: `собрали процентов 70`, no label `Погибли: человек 5`."""
    i = numeral.first - 1
    if scan.norm(i) == "человек":
        return scan.norm(i - 1) not in LISTED
    if not scan.norm(i).endswith(INVERTED) or not 0 < (numeral.value or 0) < LARGEST or numeral.form != "digits":
        return False
    before = scan.tokens[i - 1] if scan.same_sentence(i - 1, i) else None
    after = scan.following(numeral.last)
    free = before is None or before.pos in ("VERB", "ADV", "ADP", "PRON", "PART") or before.norm == ","
    return (
        free
        and dashed_end(scan, numeral) is None
        and (after is None or after.pos not in ("NOUN", "ADJ", "PROPN", "NUM"))
    )
