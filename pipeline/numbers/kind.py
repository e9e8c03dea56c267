"""What kind of number an amount is: a count, a share, an age, or what its unit says."""

from __future__ import annotations

from pipeline.document import NumberKind
from pipeline.numbers.age import is_age
from pipeline.numbers.figures import VULGAR
from pipeline.numbers.multiple import is_multiple
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit

QUARTERS = frozenset(("первых", "первые", "последних", "последние", "обеих"))
SEXES = ("женск", "мужск", "сильн", "прекрасн", "друг")


def kind_of(scan: Scan, unit: Unit | None, numeral: Numeral) -> NumberKind:
    if unit is None and (numeral.cls == "fraction" or _is_sign(scan, numeral)):
        return "fraction" if _is_share(scan, numeral) else "other"
    if unit is None:
        return "age" if is_age(scan, numeral, None) else "count"
    if unit.name == "times":
        return "multiple" if is_multiple(scan, numeral) else "count"
    if unit.name == "year" and is_age(scan, numeral, unit):
        return "age"
    return unit.kind


def unit_name(kind: NumberKind, unit: Unit | None) -> str:
    """`кому 25` is in years too; what is counted has no unit."""
    if kind == "age":
        return "year"
    return unit.name if unit and kind != "count" else ""


def _is_sign(scan: Scan, numeral: Numeral) -> bool:
    """`⅔ голосов`, but not `2½ тысячи`."""
    return numeral.last == numeral.first + 1 and scan.norm(numeral.first) in VULGAR


def _is_share(scan: Scan, numeral: Numeral) -> bool:
    """`половина граждан` is a share; `женская половина`, `вторая треть`, `1/4 финала` are not."""
    before = scan.tokens[numeral.first - 1] if scan.same_sentence(numeral.first - 1, numeral.first) else None
    if before is None or before.norm in QUARTERS:  # после первых двух четвертей вели гости
        return before is None
    described = before.pos in ("ADJ", "DET") and before.feat("Gender") == "Fem" and before.text.isalpha()
    return not described or (before.pos == "ADJ" and _is_of(scan, numeral))


def _is_of(scan: Scan, numeral: Numeral) -> bool:
    """`бедная половина населения` is a share; `женская половина`, `вторая половина` are not."""
    after, before = scan.following(numeral.last), numeral.first - 1
    plural = after is not None and after.feat("Case") == "Gen" and after.pos in ("NOUN", "PROPN")
    return plural and before not in scan.ending and not scan.norm(before).startswith(SEXES)
