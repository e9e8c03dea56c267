"""Rules for numbers between prepositions that are no plain range: `от месяца до трёх`, `обычно с 10 до 16`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.document import Number
from pipeline.numbers.age import is_age
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import is_change, opened_end, opening_of, plain
from pipeline.numbers.scan import Scan, ranged
from pipeline.numbers.unit import unit_after

MIDNIGHT = 24
FEW = 6  # the most that is said after a single one: день или три
ENDS = frozenset(".,;)!?")


def from_one(scan: Scan, numeral: Numeral) -> list[Number]:
    """`от месяца до [трёх]`, `от года до [пяти] лет`: a unit without a number is one of it."""
    i = numeral.first - 2  # the unit
    if scan.norm(i + 1) != "до" or scan.norm(i - 1) != "от" or not plain(numeral) or not numeral.value:
        return []
    unit, own = unit_after(scan.tokens, i), unit_after(scan.tokens, numeral.last)
    if unit is None or unit.kind not in ("duration", "measure") or unit.last != i + 1 or numeral.value <= 1:
        return []
    if scan.tokens[i].feat("Number") != "Sing" or (own is not None and own.name != unit.name):
        return []
    kind = "age" if is_age(scan, numeral, own or unit) else unit.kind
    number = scan.number(kind, i - 1, own.last if own else numeral.last, "from_one")
    return [replace(ranged(number, unit.factor, numeral.value * unit.factor), unit=unit.name)]


def one_or_more(scan: Scan, numeral: Numeral) -> list[Number]:
    """`уйдёт [день или три]`, `уйдёт год или полтора`: the unit said first is one of it."""
    i = numeral.first - 2  # the unit
    if scan.norm(i + 1) != "или" or not plain(numeral) or numeral.high or not scan.same_sentence(i, numeral.first):
        return []
    unit = unit_after(scan.tokens, i)
    if unit is None or unit.kind != "duration" or unit.last != i + 1 or scan.tokens[i].feat("Number") != "Sing":
        return []
    alone = (i - 1) not in scan.ending and scan.tokens[i - 1].pos not in ("ADJ", "DET")
    if not alone or unit_after(scan.tokens, numeral.last) or not 1 < (numeral.value or 0) < FEW:
        return []
    number = scan.number(unit.kind, i, numeral.last, "one_or_more")
    return [replace(ranged(number, unit.factor, (numeral.value or 1) * unit.factor), unit=unit.name)]


def hours(scan: Scan, numeral: Numeral) -> list[Number]:
    """`обычно с [10 до 16].`: two hours of the day, where nothing is counted and nothing changes."""
    opening = opening_of(scan, numeral)
    if opening not in ("с", "со") or not plain(numeral) or not _is_hour(numeral):
        return []
    other = opened_end(scan, numeral, opening)
    after = scan.following(other.last) if other else None
    if other is None or not _is_hour(other) or (after is not None and after.text not in ENDS):
        return []
    if is_change(scan, numeral, other, opening) or other.first != numeral.last + 1:
        return []
    return [scan.number("time", numeral.first, other.last, "hours")]


def _is_hour(numeral: Numeral) -> bool:
    value = numeral.value or Decimal("0.5")
    return numeral.form == "digits" and numeral.scale == 1 and 0 <= value <= MIDNIGHT and value == int(value)


RULES = (from_one, one_or_more, hours)
