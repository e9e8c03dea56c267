"""Units that a row of figures has once: `Тараз (88,1), Уральск (85,3)`, `в 2011-м – 38,7; в 2012-м – 44,1`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.document import Doc
from pipeline.lookup import lookup
from pipeline.numbers.neighbour import alike, ends, place, unit_of
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import DASHES, plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit
from pipeline.recent import remembered

ROW = 25  # numerals of a row of names
RATE_REACH = 10  # tokens back to `курс`


def row(scan: Scan, numeral: Numeral) -> Unit | None:
    """`Дороже всего в Атырау – 113 тенге. Далее Тараз ([88,1]), Уральск ([85,3])`: names, each with its figure."""
    at = place(scan, numeral)
    if not _fills_bracket(scan, numeral) or not numeral.value or numeral.form == "words":
        return None
    beside = at + 1 < len(scan.numerals) and _fills_bracket(scan, scan.numerals[at + 1])
    for other in reversed(scan.numerals[max(0, at - ROW) : at]):
        if scan.tokens[numeral.first].sent - scan.tokens[other.first].sent > 1:
            return None
        beside = beside or _fills_bracket(scan, other)
        figure = _is_figure(scan, other) or _are_decimals(numeral, other)
        unit = unit_of(scan, other) if other.value and plain(other) and figure else None
        if unit:
            near = beside or _are_decimals(numeral, other)
            return unit if near and alike(numeral.value, other.value or numeral.value) else None
    return None


def _are_decimals(numeral: Numeral, other: Numeral) -> bool:
    """`Лидеры набрали 82,03 балла. Следом идут Орлов ([70,13]) и Сомов ([65,09])`: with as many decimals."""
    places = [-int(n.value.as_tuple().exponent) if n.value is not None else 0 for n in (numeral, other)]
    return places[0] == places[1] > 0 and numeral.scale == other.scale == 1


def _fills_bracket(scan: Scan, numeral: Numeral) -> bool:
    """Whether a number stands alone in brackets."""
    return scan.norm(numeral.first - 1) == "(" and scan.norm(numeral.last) == ")"


def _is_figure(scan: Scan, numeral: Numeral) -> bool:
    """Whether a number is what a label has: `Атырау – 113 тенге`, `Тараз (88 тенге)`."""
    return scan.norm(numeral.first - 1) in (*DASHES, "(")


def in_years(scan: Scan, numeral: Numeral) -> Unit | None:
    """`собрали 41,2 млн тонн, в 2011-м – [38,7]; в 2012-м – 44,1`: a row of years, unit and scale said once."""
    year, at = scan.ending.get(numeral.first - 2), place(scan, numeral)
    dated = scan.norm(numeral.first - 1) in DASHES and year is not None and scan.in_time(year)
    if not dated or numeral.scale != 1 or not numeral.value or not ends(scan, numeral.last):
        return None
    for other in reversed(scan.numerals[max(0, at - ROW) : at]):
        if not scan.same_sentence(other.first, numeral.first):
            return None
        unit = unit_of(scan, other) if plain(other) and other.value and not scan.in_time(other) else None
        if unit and other.value:
            same = _are_decimals(numeral, replace(other, scale=Decimal(1)))
            same = same and alike(numeral.value, other.value / other.scale)
            return replace(unit, factor=unit.factor * other.scale) if same else None
    return None


@remembered
def _rates(doc: Doc) -> frozenset[int]:
    return frozenset(lookup(doc).with_stems(("курс",)))


def of_exchange(scan: Scan, numeral: Numeral) -> Unit | None:
    """`превысил 7,12 юаня за доллар. Накануне курс опустили до отметки [6,90]`: the rate that was told before."""
    at, value = place(scan, numeral), numeral.value
    before = range(max(0, numeral.first - RATE_REACH), numeral.first)
    told = any(scan.same_sentence(i, numeral.first) for i in _rates(scan.doc).intersection(before))
    apart = scan.norm(numeral.last) in DASHES and scan.numeral_at(numeral.last + 1) is None
    if not told or not value or not (apart or ends(scan, numeral.last)):
        return None
    for other in reversed(scan.numerals[max(0, at - ROW) : at]):
        if scan.tokens[numeral.first].sent - scan.tokens[other.first].sent > 2:
            return None
        unit = unit_of(scan, other) if plain(other) and other.value else None
        if unit and other.value and unit.kind == "money":
            near = max(value, other.value) < 2 * min(value, other.value)
            return unit if near and _are_decimals(numeral, other) else None
    return None


RULES = (row, in_years, of_exchange)
