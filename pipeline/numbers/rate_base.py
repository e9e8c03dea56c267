"""What a rate is counted on, said before or after it, is no claim: `60,6 на [100] работающих`, `на [тысячу] женщин`."""

from __future__ import annotations

from decimal import Decimal

from pipeline.document import Number, Token
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after

POWERS = frozenset(Decimal(10) ** n for n in range(7))  # на 100, за 1 тыс.
RECKONED = frozenset(("расчете", "пересчете"))  # в расчёте на 10 тысяч жителей
FALLING = frozenset(("приходиться", "прийтись"))  # на тысячу жителей приходится 5 врачей
CLAUSE = 12  # tokens
STOPS = frozenset(",;:(")
EACH = frozenset(("каждый", "каждую", "каждые", "каждых"))
SIGNS = frozenset("$€£")
EQUALS = frozenset(("-", "–", "—", "=", "равен", "стоит"))


def of_population(scan: Scan, numeral: Numeral) -> bool:
    """`в расчёте на [10 тысяч] жителей`, `заболеваемость на [10 тыс.] населения`: a base before any amount."""
    on = numeral.first - 1 - (scan.norm(numeral.first - 1) in EACH)
    if scan.norm(on) != "на" or numeral.value not in POWERS:
        return False
    if _falls(scan, numeral):
        return True
    return numeral.value != 1 and (scan.norm(numeral.last) == "населения" or scan.norm(on - 1) in RECKONED)


def _falls(scan: Scan, numeral: Numeral) -> bool:
    """`на [тысячу] женщин приходится 5 врачей`, and the next: `на тысячу мужчин – 3`."""
    for i in range(numeral.last, numeral.last + CLAUSE):
        if not scan.same_sentence(i, numeral.first) or scan.norm(i) in STOPS or i in scan.starting:
            return False
        if scan.tokens[i].lemma in FALLING:
            return any(j in scan.starting for j in range(i + 1, i + CLAUSE))
        if scan.norm(i) in EQUALS:
            return i + 1 in scan.starting and _base_before(scan, numeral)
    return False


def _base_before(scan: Scan, numeral: Numeral) -> bool:
    """Whether the like was said of the same number of others before."""
    at = scan.starting[numeral.first]
    before = [n for n in scan.numerals[max(0, at - 3) : at] if scan.same_sentence(n.first, numeral.first)]
    return any(n.value == numeral.value and _falls(scan, n) for n in before)


def base_of_rate(scan: Scan, numeral: Numeral) -> list[Number]:
    """`60,6 [на] 100 работающих`, `$325 за 1 тыс. кубометров`: what a rate is counted on is no claim."""
    if numeral.value in POWERS and scan.norm(numeral.first - 1) in EACH and of_population(scan, numeral):
        return [scan.number("other", numeral.first, numeral.last, "base_of_rate")]
    if scan.norm(numeral.first - 1) not in ("на", "за", "/") or numeral.value not in POWERS:
        return []
    before = amount_ending_near(scan, numeral.first - 1 - (scan.norm(numeral.first - 2) == "("))
    if before is None:
        of = of_population(scan, numeral)
        return [scan.number("other", numeral.first, numeral.last, "base_of_rate")] if of else []
    unit = unit_after(scan.tokens, numeral.last)
    if unit and unit.kind != "measure" and not _is_currency(scan, before, unit):
        return []
    return [scan.number("other", numeral.first, unit.last if unit else numeral.last, "base_of_rate")]


def _is_currency(scan: Scan, amount: Numeral, unit: Unit) -> bool:
    """`70 тенге [за 1 юань]`: the price of one currency in another."""
    price = unit_after(scan.tokens, amount.last)
    return unit.kind == "money" and price is not None and price.kind == "money" and price.name != unit.name


def priced(scan: Scan, numeral: Numeral) -> list[Number]:
    """`[1 доллар] – 448 тенге`: what is priced in another currency is no sum of its own."""
    unit = unit_after(scan.tokens, numeral.last) if numeral.value in POWERS else None
    price = scan.numeral_at(unit.last + 1) if unit and unit.kind == "money" else None
    if unit is None or price is None or scan.norm(unit.last) not in EQUALS:
        return []
    if not scan.same_sentence(unit.last, price.first):
        return []
    if not _is_currency(scan, price, unit):
        return []
    return [scan.number("other", numeral.first, unit.last, "priced")]


def priced_by_sign(scan: Scan, numeral: Numeral) -> list[Number]:
    """`27 гривен [за $1]`: as `за 1 доллар`."""
    if numeral.value != 1 or scan.norm(numeral.first - 1) not in SIGNS or scan.norm(numeral.first - 2) != "за":
        return []
    before = amount_ending_near(scan, numeral.first - 2)
    price = unit_after(scan.tokens, before.last) if before else None
    sum_ = price is not None and price.kind == "money"
    return [scan.number("other", numeral.first - 1, numeral.last, "priced_by_sign")] if sum_ else []


def amount_ending_near(scan: Scan, i: int) -> Numeral | None:
    """A numeral in the five tokens before token `i`, nothing but its unit and noun between."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if (
            not scan.same_sentence(j, i)
            or scan.norm(j) in (",", ";", ":", "—", "–", ")", "(")
            or _is_finite(scan.tokens[j])
        ):
            return None
        if (numeral := scan.ending.get(j)) is not None:
            return numeral if plain(numeral) else None
    return None


def _is_finite(token: Token) -> bool:
    return token.pos == "VERB" and token.feat("VerbForm") != "Part"


def counted_base(scan: Scan, numeral: Numeral) -> str:
    """`100 работающих`, `1 тыс. кубометров`, `тысяча тонн`: the number and the words that it counts."""
    unit = unit_after(scan.tokens, numeral.last)
    last = unit.last if unit else numeral.last
    while (
        scan.same_sentence(last, numeral.first)
        and scan.tokens[last].pos in ("NOUN", "ADJ", "VERB")
        and (scan.tokens[last].feat("Case") == "Gen")
    ):
        last += 1
    text = scan.text(numeral.first, last)
    return text.replace("тысячу", "тысяча", 1) if scan.norm(numeral.first) == "тысячу" else text


RATE_BASES = (base_of_rate, priced, priced_by_sign)
