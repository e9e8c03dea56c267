"""Ranges: two numerals that are the ends of one expression, `7-10`, `от 5 до 10 млн`, `между 5 и 7`, `-25…-30`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.document import Doc
from pipeline.numbers.change import changes, listed
from pipeline.numbers.neighbour import ends
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.sign import sign_at, signed
from pipeline.numbers.unit import Unit, unit_after, unit_before
from pipeline.recent import remembered

DASHES = frozenset("-–—−")
DOTS = frozenset(("…", "..", "..."))
JOINING = DASHES | DOTS
OPENINGS = {"от": ("до",), "с": ("до", "по"), "со": ("до", "по"), "между": ("и",)}
YEARS = frozenset(range(1900, 2101))


def plain(numeral: Numeral | None) -> bool:
    """A cardinal that may be an amount."""
    return numeral is not None and numeral.form != "code" and not numeral.ordinal and not numeral.suffix and (
        numeral.value is not None or numeral.low is not None)  # fmt: skip


def opening_of(scan: Scan, numeral: Numeral) -> str:
    """The preposition that may open a range: `от` 5 до 10, `с` 3 до 5, `между` 5 и 7."""
    i = numeral.first - 1
    if unit_before(scan.tokens, numeral.first):
        i -= 1
    return scan.norm(i) if scan.norm(i) in OPENINGS else ""


def opened_end(scan: Scan, numeral: Numeral, opening: str) -> Numeral | None:
    """The numeral that ends a range opened by a preposition."""
    unit = unit_after(scan.tokens, numeral.last)
    closing = unit.last if unit else numeral.last
    if scan.norm(closing) in OPENINGS.get(opening, ()) and scan.same_sentence(closing, numeral.first):
        return _comparable(scan, numeral, unit, closing + 1, opening in ("с", "со"))
    return None


def dashed_end(scan: Scan, numeral: Numeral) -> Numeral | None:
    """The numeral that ends a range written with a dash or dots: `7-10`, `5 – 6`, `5% – 7%`, `10…15`."""
    return _dashed_end(scan.doc, scan, numeral)


@remembered  # three rules in a row ask for it
def _dashed_end(doc: Doc, scan: Scan, numeral: Numeral) -> Numeral | None:
    unit = unit_after(doc.tokens, numeral.last)
    for i, before in ((numeral.last, None), (unit.last if unit else -1, unit)):
        if scan.norm(i) not in JOINING or not scan.same_sentence(i, numeral.first):
            continue
        if scan.norm(i) in DOTS or _is_dash(scan, numeral, i):
            end = _comparable(scan, numeral, before, i + 1, False)
            if end is not None and (before is None or unit_after(scan.tokens, end.last)):
                return end
    return None


def _is_dash(scan: Scan, numeral: Numeral, i: int) -> bool:
    """A dash with blanks on both sides joins figures only if it is no long one: `5 - 6`, `5 – 6`, not `2019 — 5`."""
    if scan.norm(i) not in DASHES:
        return False
    tokens = scan.tokens
    touches = tokens[i].start == tokens[i - 1].stop or (i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].stop)
    if touches:
        return True
    other = scan.numeral_at(i + 1)
    if other is None or other.form != numeral.form or numeral.value in YEARS:
        return False
    return tokens[i].text in "-–" or _is_spaced(scan, numeral, other)


def _is_spaced(scan: Scan, numeral: Numeral, other: Numeral) -> bool:
    """`на 3 — 5 градусов`, `на два — четыре градуса`: two numbers alike with one unit, under a preposition or modifier;
    `три — четыре дня`: or one after the other."""
    if numeral.value is None or other.value is None:
        return False
    if unit_after(scan.tokens, other.last) is None:
        return _is_counted(scan, numeral, other)
    led = scan.norm(numeral.first - 1) in ("на", "примерно", "около", "в", "до", "порядка", "через", "за")
    next_to = numeral.form == "words" and other.value == numeral.value + 1
    return next_to or (led and other.value <= 3 * numeral.value)


def _is_counted(scan: Scan, numeral: Numeral, other: Numeral) -> bool:
    """`шесть — восемь стаканов воды`: words of a like size, and one noun for both."""
    noun = scan.following(other.last)
    counted = noun is not None and noun.pos == "NOUN" and noun.feat("Case") == "Gen" and noun.feat("Number") == "Plur"
    return counted and numeral.form == "words" and (other.value or 0) <= 2 * (numeral.value or 0)


def _comparable(scan: Scan, numeral: Numeral, unit: Unit | None, i: int, may_fall: bool) -> Numeral | None:
    """The numeral at token `i` where it can be the other end: larger (or smaller after a change), of a like unit."""
    if unit_before(scan.tokens, i + 1):
        i += 1
    sign = sign_at(scan, i)
    other = scan.numeral_at(i + 1 if sign else i)
    if other is None or not plain(other) or other.high is not None or other.value is None or numeral.value is None:
        return None
    if scan.in_time(other) or not scan.same_sentence(i, numeral.first):
        return None
    theirs = unit_after(scan.tokens, other.last)
    bare = theirs is None and not (may_fall and ends(scan, other.last))  # с девяти лет до шести
    if (unit and theirs and unit.name != theirs.name) or (unit and bare and unit.kind != "count"):
        return None
    value = other.value
    if sign:
        other = signed(scan, other)  # -25…-30, от -5 до +3
    elif numeral.value < 0 and scan.norm(i - 1) in DASHES | DOTS:
        other = replace(other, value=-value)  # минус 25–30
    falls = numeral.value < 0 and other.value != numeral.value
    return other if may_fall or falls or scaled(numeral, other) < (other.value or 0) else None


def scaled(numeral: Numeral, other: Numeral) -> Decimal:
    """Value of the first end with the scale of the second, where that is nearer: `7–10 млн`, `с 5 до одной тысячи`."""
    value, end = numeral.value or Decimal(0), other.value or Decimal(0)
    if numeral.scale != 1 or other.scale == 1 or not value or not end:
        return value
    return value * other.scale if _distance(value * other.scale, end) < _distance(value, end) else value


def _distance(a: Decimal, b: Decimal) -> Decimal:
    a, b = abs(a), abs(b)
    return max(a, b) / min(a, b)


def is_change(scan: Scan, numeral: Numeral, other: Numeral, opening: str) -> bool:
    """`выросло с 5 до 10`: two levels, no range; so is what falls, `с 5,5 тысяч до 103`."""
    falls = other.value is not None and scaled(numeral, other) >= other.value
    return opening in ("с", "со") and (falls or changes(scan.doc, numeral.first - 1) or listed(scan.doc, numeral.first))
