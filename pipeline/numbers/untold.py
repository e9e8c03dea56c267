"""Rules for numbers that name something which the words beside them do not say: `только не на 444`, a publisher."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.identifier import is_head, numbered
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan

ENDS = frozenset(".!?,;)»")
NEAR = 9  # tokens from one number to the next
LONGEST_NAME = 6  # tokens of a publisher's name


def again(scan: Scan, numeral: Numeral) -> list[Number]:
    """`Жми на кнопку 44, только не на [444]`: the noun that is told apart by numbers is not said again."""
    at, after = scan.starting[numeral.first], scan.following(numeral.last)
    other = scan.numerals[at - 1] if at else numeral
    near = 0 < numeral.first - other.last < NEAR and scan.norm(numeral.first - 1) in ("на", "в", "во")
    alone = numeral.form == "digits" and numeral.scale == 1 and (after is None or after.text in ENDS)
    led = scan.norm(other.first - 2) == scan.norm(numeral.first - 1) and is_head(scan, other.first - 1)
    if not near or not alone or not led or not numbered(scan, other):
        return []
    return [scan.number("identifier", numeral.first, numeral.last, "again")]


def publisher(scan: Scan, numeral: Numeral) -> list[Number]:
    """`М.: Дачный клуб [24,5], 2016`: the name of a publisher between the town and the year."""
    if numeral.form != "digits" or numeral.scale != 1 or scan.norm(numeral.last) != ",":
        return []
    year, colon = scan.norm(numeral.last + 1), numeral.first - 1
    while colon > numeral.first - LONGEST_NAME and scan.tokens[colon].text.isalpha():
        colon -= 1
    named = numeral.first - colon > 1 and scan.norm(colon) == ":" and scan.tokens[colon + 1].text[:1].isupper()
    dated = len(year) == 4 and year.isdecimal() and scan.norm(numeral.last + 2) in (".", ";", ")", "")
    placed = scan.norm(colon - 1) == "." or scan.tokens[colon - 1].pos == "PROPN"
    return [scan.number("identifier", numeral.first, numeral.last, "publisher")] if named and dated and placed else []


RULES = (again, publisher)
