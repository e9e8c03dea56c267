"""What a price is of: `стоимость [1 кв. м] жилья`, `цена [1000 кубометров] газа` tell what the sum is counted on."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.document import Number
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.per import rate_bases
from pipeline.numbers.rate_base import POWERS
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after, unit_before
from pipeline.vocabulary import words

REACH = 24  # tokens between the base and the sum


def price_base(scan: Scan, numeral: Numeral) -> list[Number]:
    """`средняя цена [1 литра] бензина достигла 300 тенге`: no claim, but what the sum is counted on."""
    unit = _measured(scan, numeral)
    if unit is None or not any(_is_sum(scan, each) for each in _near(scan, numeral.first, numeral.last)):
        return []
    return [scan.number("other", numeral.first, unit.last, "price_base")]


def of_price(scan: Scan, number: Number) -> str:
    """Base form of what the price of a sum is of, where its sentence says that: `литр`, `1 тыс. кубометров`."""
    if number.kind != "money":
        return ""
    at = scan.doc.token_at(number.start)
    for numeral in _near(scan, at, at):
        if unit := _measured(scan, numeral):
            return _base(scan, numeral, unit)
    return ""


def _measured(scan: Scan, numeral: Numeral) -> Unit | None:
    """The unit of a round number that a word for a price stands before."""
    first = numeral.first - 1
    named = scan.same_sentence(first, numeral.first) and scan.tokens[first].lemma in words("price_nouns")
    unit = unit_after(scan.tokens, numeral.last) if named and numeral.value in POWERS else None
    return unit if unit and unit.kind == "measure" else None


def _near(scan: Scan, first: int, last: int) -> Iterator[Numeral]:
    """The numerals of the sentence that begin near tokens `first:last`."""
    for i in range(max(0, first - REACH), last + REACH):
        if (numeral := scan.numeral_at(i)) is not None and scan.same_sentence(i, first):
            yield numeral


def _is_sum(scan: Scan, numeral: Numeral) -> bool:
    unit = unit_after(scan.tokens, numeral.last) or unit_before(scan.tokens, numeral.first)
    return unit is not None and unit.kind == "money"


def _base(scan: Scan, numeral: Numeral, unit: Unit) -> str:
    """`литра` → `литр`, `кв. м` → `квадратный метр`; with its number where that is not one."""
    if numeral.value != 1:
        return scan.text(numeral.first, unit.last)
    lemmas = " ".join(token.lemma for token in scan.tokens[unit.first : unit.last])
    return rate_bases().get(scan.text(unit.first, unit.last).lower()) or rate_bases().get(lemmas) or lemmas
