"""Signs that the text itself writes before a number: `+7,5%`, `−25 °C`, `минус 20`, `±5`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import unit_after

SIGNS = {"+": 1, "±": 1, "-": -1, "−": -1, "–": -1, "—": -1, "минус": -1, "плюс": 1}
WORDS = frozenset(("минус", "плюс"))
LEADING = frozenset(("до", "от", "с", "в", "к", "на", "около"))  # before which no dash can part anything
REACH = 5  # tokens from a dash to the unit of a range


def sign_at(scan: Scan, i: int) -> int:
    """1 or -1 where token `i` is a sign of the number after it, else 0; a dash must touch the number, and no word.

    A dash of temperatures may be long, `—31 градус`, and apart where it cannot part anything, `до – 17 градусов`.
    """
    sign = SIGNS.get(scan.norm(i), 0)
    if not sign or not scan.same_sentence(i, i + 1):
        return 0
    token, before = scan.tokens[i], scan.tokens[i - 1] if i else None
    if token.norm in WORDS:
        return sign if i - 1 not in scan.ending else 0
    glued_left = before is not None and before.stop == token.start and before.text[-1:].isalnum()
    touches = token.stop == scan.tokens[i + 1].start and not glued_left
    led = sign < 0 and before is not None and before.norm in LEADING and scan.same_sentence(i - 1, i)
    if token.text == "—" or (led and not touches):
        return sign if (touches or led) and _are_degrees(scan, i + 1) else 0
    return sign if touches else 0


def _are_degrees(scan: Scan, i: int) -> bool:
    """Whether the number at token `i`, or the range that it opens, is of degrees."""
    units = (unit_after(scan.tokens, j) for j in range(i + 1, min(i + REACH, len(scan.tokens))))
    return i in scan.starting and any(unit is not None and unit.name == "degC" for unit in units)


def signed(scan: Scan, numeral: Numeral) -> Numeral:
    """The numeral with the sign before it, which becomes its first token; unsigned where that dash is a bullet."""
    sign = sign_at(scan, numeral.first - 1)
    if not sign or numeral.value is None or (sign < 0 and _is_bullet(scan, numeral)):
        return numeral
    first, factor = numeral.first - 1, Decimal(sign)
    value, high = numeral.value * factor, numeral.high * factor if numeral.high is not None else None
    if high is not None and high < value:
        value, high = high, value
    return replace(numeral, first=first, start=scan.tokens[first].start, value=value, high=high)


def _is_bullet(scan: Scan, numeral: Numeral) -> bool:
    """`-5 школ построено` as a line of a list, `-5-6 домов`: what is counted cannot be negative."""
    dash = scan.tokens[numeral.first - 1]
    if dash.norm in WORDS:
        return False
    at_start = scan.doc.sentences[dash.sent].first == numeral.first - 1
    return at_start and unit_after(scan.tokens, numeral.last) is None and scan.norm(numeral.last) not in ("…", "...")
