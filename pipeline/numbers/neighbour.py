"""What is asked of a number and one near it: which unit stands beside it, whether the two are of a like size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice

from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after, unit_before

ENDS = frozenset('.,;)!?»"')
ROUND = 6  # numerals looked at on each side
LIKE = 10  # times the one may be the other
UNITS = frozenset(("money", "measure", "percent"))
ALIKE = UNITS | {"duration"}


def unit_of(scan: Scan, numeral: Numeral, kinds: frozenset[str] = UNITS) -> Unit | None:
    unit = unit_after(scan.tokens, numeral.last) or unit_before(scan.tokens, numeral.first)
    return unit if unit and unit.kind in kinds else None


def place(scan: Scan, numeral: Numeral) -> int:
    """Which numeral of the document it is; a sign before it is its first token and begins none."""
    return scan.starting.get(numeral.first, scan.starting.get(numeral.first + 1, 0))


def amounts_before(scan: Scan, numeral: Numeral, count: int) -> Iterator[Numeral]:
    """The last numerals before one in its sentence, dates and times passed over, the nearest first."""
    at = place(scan, numeral)
    return islice(_amounts(scan, numeral, reversed(scan.numerals[max(0, at - ROUND) : at])), count)


def amounts_after(scan: Scan, numeral: Numeral, count: int) -> Iterator[Numeral]:
    """The next numerals after one in its sentence, dates and times passed over."""
    at = place(scan, numeral)
    return islice(_amounts(scan, numeral, scan.numerals[at + 1 : at + 1 + ROUND]), count)


def _amounts(scan: Scan, numeral: Numeral, found: Iterable[Numeral]) -> Iterator[Numeral]:
    return (n for n in found if scan.same_sentence(n.first, numeral.first) and not scan.in_time(n))


def ends(scan: Scan, i: int) -> bool:
    """Whether nothing that could be counted stands at token `i`."""
    after = scan.following(i)
    return after is None or after.text in ENDS


def alike(a: Decimal, b: Decimal) -> bool:
    return a * b != 0 and max(abs(a), abs(b)) < LIKE * min(abs(a), abs(b))
