"""A plus behind a number that counts nothing: whom a work is for (`18+`), a generation of machines (`4++`)."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan, is_animate
from pipeline.numbers.unit import unit_after

RATINGS = frozenset((0, 6, 12, 16, 18, 21))
NEAR = 4  # tokens before a number


def pluses_end(scan: Scan, last: int) -> int:
    """Token after the pluses that touch a number: `18+`, `4++`."""
    while set(scan.norm(last)) == {"+"} and scan.tokens[last].start == scan.tokens[last - 1].stop:
        last += 1
    return last


def marked(scan: Scan, numeral: Numeral) -> list[Number]:
    """`истребитель поколения [4++]`, `фильм ([18+])`: a generation, or whom a work is for; but `граждане 18+`."""
    last = pluses_end(scan, numeral.last)
    if last == numeral.last or numeral.form != "digits" or numeral.scale != 1 or scan.norm(last)[:1].isdecimal():
        return []
    of_machines = scan.norm(numeral.first - 1).startswith("поколени")
    return (
        [scan.number("identifier", numeral.first, last, "marked")] if of_machines or _rates(scan, numeral, last) else []
    )


def _rates(scan: Scan, numeral: Numeral, last: int) -> bool:
    """Whether a number up to token `last` is the age mark of a work: nothing is counted, nobody's age is told."""
    after = scan.following(last)
    counted = after is not None and (after.pos in ("NOUN", "ADJ") or unit_after(scan.tokens, last) is not None)
    if numeral.value not in RATINGS or counted:
        return False
    if scan.norm(numeral.first - 1) == "(":
        return True
    near = (i for i in range(max(0, numeral.first - NEAR), numeral.first) if scan.same_sentence(i, numeral.first))
    return not any(is_animate(scan.tokens[i]) or scan.norm(i).startswith("возраст") for i in near)
