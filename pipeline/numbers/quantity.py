"""Rules for quantities: ranges and amounts with modifier, scale and unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.document import Number
from pipeline.frozen import frozen
from pipeline.numbers import stretch
from pipeline.numbers.angle import as_angle
from pipeline.numbers.borrowed import before_adjective, borrowed
from pipeline.numbers.bound import bounded
from pipeline.numbers.inverted import inverted
from pipeline.numbers.kind import kind_of, unit_name
from pipeline.numbers.modifier import modifier_after, past_remark
from pipeline.numbers.multiple import shared_times
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.per import per_after
from pipeline.numbers.price import of_price, price_base
from pipeline.numbers.range import dashed_end, is_change, opened_end, opening_of, plain, scaled
from pipeline.numbers.rate_base import POWERS, RATE_BASES
from pipeline.numbers.scan import Scan
from pipeline.numbers.sign import sign_at, signed
from pipeline.numbers.unit import Unit, is_of_period, unit_after, unit_before

CONNECTORS = frozenset((",", "и", "или", "до", "-", "–", "—", "по", "против", "на", "х", "x", "×"))
THOUSANDTH = Decimal("0.001")
PARTS = {  # what the larger and the smaller unit are worth in the third
    ("kilometer", "meter"): (Decimal(1), THOUSANDTH, "kilometer"),
    ("meter", "centimeter"): (Decimal(1), Decimal("0.01"), "meter"),
    ("kilogram", "gram"): (Decimal(1), THOUSANDTH, "kilogram"),
    ("tonne", "kilogram"): (Decimal(1), THOUSANDTH, "tonne"),
    ("hour", "minute"): (Decimal(60), Decimal(1), "minute"),
    ("minute", "second"): (Decimal(60), Decimal(1), "second"),
    ("year", "month"): (Decimal(12), Decimal(1), "month"),
}
MILLION = Decimal(10**6)
MEANS = frozenset(("средств", "инвестиций", "кредитов", "займов", "субсидий"))  # 560 млрд рыночных средств
MONEY_REACH = 30  # tokens back to an amount with its currency
CURRENCIES = frozenset(("доллар", "евро", "рубль", "юань", "тенге", "фунт"))
LENGTHS = frozenset(("meter", "centimeter", "millimeter", "kilometer", "inch"))
LEAST_YEAR = 1000


def amount(scan: Scan, numeral: Numeral) -> list[Number]:
    """Any other cardinal: alone, or the first end of a range, with its unit, modifier, sign and rate."""
    if not plain(numeral):
        return []
    numeral = signed(scan, numeral)
    if numeral.high is not None:
        return [_finish(scan, numeral, numeral, "range")]
    if other := dashed_end(scan, numeral):
        return [_finish(scan, numeral, other, "range")]
    opening = opening_of(scan, numeral)
    other = opened_end(scan, numeral, opening)
    if other is None:
        return [_finish(scan, numeral, numeral, "amount")]
    if is_change(scan, numeral, other, opening):
        return [_from_level(scan, numeral, other)]
    return [_finish(scan, numeral, other, "range", opening)]


def _from_level(scan: Scan, numeral: Numeral, other: Numeral) -> Number:
    """The level before a change, with the scale and unit that are written once, after the second: `с 5 до 10 млн`."""
    number = _finish(scan, numeral, numeral, "from_level")
    value = scaled(numeral, other)
    number = replace(number, value=value, low=value, high=value, comparison="=")
    unit = unit_after(scan.tokens, numeral.last) or unit_after(scan.tokens, other.last)
    if unit is None:
        return number
    number = replace(number, unit=unit.name, kind=kind_of(scan, unit, numeral))
    theirs = unit_after(scan.tokens, other.last)  # с 90 тенге до 110 тенге за тонну
    return replace(number, per=number.per or per_after(scan, theirs.last if theirs else other.last, number))


# ---------------------------------------------------------------- one amount


def _finish(scan: Scan, numeral: Numeral, end: Numeral, rule: str, opening: str = "") -> Number:
    """The number from numeral to `end`, with everything that belongs to it on both sides."""
    first, last, unit = _with_unit(scan, numeral, end)
    unit = as_angle(scan, unit)
    shared = (
        unit
        or _shared_unit(scan, end.last)
        or shared_times(scan, numeral)
        or _money_before(scan, numeral, end)
        or borrowed(scan, end)
    )
    kind = kind_of(scan, shared, numeral)
    number = scan.number(kind, first, last, rule, numeral.value, unit_name(kind, shared))
    if unit and numeral is end and (small := _subunit(scan, numeral, unit)):
        number, last = _exactly(number, small.value, scan.tokens[small.last - 1].stop), small.last
        number = replace(number, unit=small.unit)
    if numeral is not end or numeral.high is not None:
        number = _as_range(number, numeral, end)
    elif numeral.value is None:
        number = replace(number, comparison=">=", low=numeral.low, high=None)
    if shared and unit is None and numeral is end and number.value is not None:
        number = _exactly(number, _scale_of_next(scan, end, shared))
    if shared and shared.factor != 1:
        number = _multiplied(number, shared.factor)
    begin = scan.tokens[first - bool(opening)].start
    number = replace(number, start=begin) if opening else bounded(scan, number, first, last, end)
    if not number.is_claim:
        return replace(number, comparison="=", value=None, low=None, high=None)
    per = per_after(scan, last, number) or of_price(scan, number)
    if not per and shared and unit is None:  # с 182 до 205 тенге за литр
        per = per_after(scan, shared.last, number)
    return replace(number, per=per) if per else number


def _exactly(number: Number, value: Decimal, stop: int | None = None) -> Number:
    return replace(number, value=value, low=value, high=value, stop=stop or number.stop)


def _multiplied(number: Number, factor: Decimal) -> Number:
    """77 `центов` are 0.77 USD, two `квартала` six months."""
    value, low, high = (x * factor if x is not None else None for x in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high)


@frozen
class Part:
    """What an amount comes to with the smaller unit that it goes on in, up to token `last`."""

    value: Decimal
    last: int
    unit: str


def _subunit(scan: Scan, numeral: Numeral, unit: Unit) -> Part | None:
    """`48 тенге 60 тиынов` → 48.6, `3 метра 10 сантиметров` → 3.1, `1 час 20 минут` → 80 minutes: 4/3 is not exact."""
    i = unit.last + (scan.norm(unit.last) == "и" and unit.kind == "duration")  # 2 года и 6 месяцев
    small = scan.numeral_at(i)
    part = unit_after(scan.tokens, small.last) if small and plain(small) and small.value is not None else None
    if not small or not part or not scan.same_sentence(i, unit.first) or numeral.value is None or small.value is None:
        return None
    if part.factor < 1 and part.name == unit.name and unit.factor == 1:
        return Part(numeral.value + small.value * part.factor, part.last, unit.name)
    whole = PARTS.get((unit.name, part.name))
    if whole is None or small.value >= 1000:
        return None
    larger, smaller, name = whole
    return Part(numeral.value * larger + small.value * smaller, part.last, name)


def _with_unit(scan: Scan, numeral: Numeral, end: Numeral) -> tuple[int, int, Unit | None]:
    """First and last token of the amount with its unit, and the unit."""
    before, i = unit_before(scan.tokens, numeral.first), end.last
    first = before.first - bool(sign_at(scan, before.first - 1)) if before else numeral.first
    after = unit_after(scan.tokens, i)
    if (past := past_remark(scan.tokens, i)) > i and (remarked := unit_after(scan.tokens, past)):  # 12 (!) процентов
        i, after = past, remarked
    if after is None and is_of_period(scan.tokens, i):  # световых лет are no years
        after = unit_after(scan.tokens, i + 1)
    elif inner := modifier_after(scan.tokens, i):  # 200 с лишним километров, 30 и более лет
        after = unit_after(scan.tokens, inner[0])
    if after and scan.same_sentence(after.first, end.first) and (before is None or after.kind == "money"):
        return first, after.last, after
    return first, end.last, before


def _shared_unit(scan: Scan, i: int) -> Unit | None:
    """The unit written once after the last of several: `13 и 15 дюймов`, `с 42,8 до 26%`, `3 на 4 метра`."""
    if (unit := _opposed(scan, i)) is not None:
        return unit
    for _ in range(4):
        other = scan.numeral_at(i + 1)
        if scan.norm(i) not in CONNECTORS or other is None or not plain(other) or not scan.same_sentence(i, i + 1):
            return None
        if scan.norm(i) == "," and scan.tokens[i + 1].start == scan.tokens[i].stop:
            return None
        if scan.norm(i) == "на" and other.value in POWERS:
            return None
        if unit := unit_after(scan.tokens, other.last):
            apart = scan.norm(i) == "на" and unit.name not in LENGTHS  # построят 12 на 300 га
            return unit if unit.name != "times" and not apart else None
        i = other.last
    return None


def _opposed(scan: Scan, i: int) -> Unit | None:
    """`уверен не на [сто], а на двести процентов`: the unit of what is said instead."""
    if [scan.norm(i), scan.norm(i + 1)] != [",", "а"] or not scan.same_sentence(i + 2, i):
        return None
    other = scan.numeral_at(i + 2) or scan.numeral_at(i + 3)
    before = {scan.norm(j) for j in range(i - 4, i)}
    return unit_after(scan.tokens, other.last) if other is not None and plain(other) and "не" in before else None


def _scale_of_next(scan: Scan, numeral: Numeral, unit: Unit) -> Decimal:
    """`призы в [30] и 20 тысяч рублей`: nobody counts roubles and thousands of them in one breath."""
    value, other = numeral.value or Decimal(0), scan.numeral_at(numeral.last + 1)
    listed = unit.kind == "money" and scan.norm(numeral.last) in ("и", "или", ",")
    return scaled(numeral, other) if listed and other is not None and 0 < value < LEAST_YEAR else value


def _money_before(scan: Scan, numeral: Numeral, end: Numeral) -> Unit | None:
    """`580 млрд тенге, в том числе [100 млрд]`, `59 рублей за доллар и [62] за евро`: the currency named before."""
    after = scan.following(end.last)
    rated = after is not None and after.norm == "за" and scan.norm(end.last + 1) in CURRENCIES
    counted = after is not None and (after.pos in ("NOUN", "ADJ", "PROPN") or after.feat("VerbForm") == "Part")
    counted = counted and not {scan.norm(end.last), scan.norm(end.last + 1)} & MEANS
    if counted or (end.scale < MILLION and not rated):
        return None
    for i in range(numeral.first - 1, max(-1, numeral.first - MONEY_REACH), -1):
        if not scan.same_sentence(i, numeral.first):
            return None
        before = scan.ending.get(i)
        if before and (before.scale >= MILLION or rated):
            unit = unit_after(scan.tokens, before.last) or unit_before(scan.tokens, before.first)
            if unit or rated or not _goes_on(scan, before):
                return unit if unit and unit.kind == "money" else None
    return None


def _goes_on(scan: Scan, before: Numeral) -> bool:
    """`580 млрд тенге, включая [150 млрд] на дороги и 222 млрд на мосты`: a sum that has no currency either."""
    after = scan.following(before.last)
    return after is None or after.pos not in ("NOUN", "ADJ", "PROPN")


def _as_range(number: Number, numeral: Numeral, end: Numeral) -> Number:
    low = scaled(numeral, end) if numeral is not end else numeral.value
    high = end.value if numeral is not end else numeral.high
    if low is not None and high is not None and high < low:  # -25…-30
        low, high = high, low
    return replace(number, comparison="range", value=None, low=low, high=high)


RULES = (*RATE_BASES, price_base, *stretch.RULES, before_adjective, inverted, amount)
