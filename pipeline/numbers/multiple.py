"""Multiples: `в 2,5 раза`, `в более чем три раза`, and those that share their `раз`: `в [6] и [9 раз] тяжелее`."""

from __future__ import annotations

from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after

AT = frozenset(("в", "во"))
JOINING = frozenset(("и", "или", ","))
LINKING = AT | JOINING | {"а", "то", "если", "не"}  # в два, а то и в три раза
LONGEST_LINK = 6  # tokens


def is_multiple(scan: Scan, numeral: Numeral) -> bool:
    """Whether `раз` behind a number tells how many times as much, not how often."""
    before = scan.ending.get(numeral.first - 2) if scan.norm(numeral.first - 1) in JOINING else None
    return _is_led(scan, numeral) or (before is not None and plain(before) and _is_led(scan, before))


def _is_led(scan: Scan, numeral: Numeral) -> bool:
    """By `в`, which stands before a modifier or range: `в 5-6 раз`, `в более чем 3 раза`."""
    found = modifier_before(scan.tokens, numeral.first)
    return scan.norm((found[0] if found else numeral.first) - 1) in AT or scan.norm(numeral.first - 1) in AT


def shared_times(scan: Scan, numeral: Numeral) -> Unit | None:
    """`в [6] и 9 раз больше`, `в [два] и в три раза`: the `раз` that follows the next number."""
    i = next((i for i in range(numeral.last, numeral.last + LONGEST_LINK) if scan.norm(i) not in LINKING), -1)
    linked = i > numeral.last and _is_led(scan, numeral) and scan.same_sentence(i, numeral.first)
    other = scan.numeral_at(i) if linked else None
    unit = unit_after(scan.tokens, other.last) if other is not None and plain(other) else None
    return unit if unit and unit.name == "times" else None
