"""Second parts of compound numerals: `летний` of `13-летний`, `года` of `полгода`, and what they measure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline import vocabulary
from pipeline.document import NumberKind
from pipeline.numbers.lexicon import ADJECTIVE_ENDINGS, KINDS, literal

HALVES = {
    "года": "year", "часа": "hour", "минуты": "minute", "дня": "day", "суток": "day", "месяца": "month",
    "литра": "liter", "метра": "meter", "километра": "kilometer", "тонны": "tonne", "килограмма": "kilogram",
    "процента": "%", "балла": "point", "градуса": "degC", "гектара": "hectare", "века": "century",
}  # fmt: skip
NOT_HALVED = frozenset(("полудня", "полумесяца"))  # noon, a crescent


SHORT = {"мм": "millimeter", "см": "centimeter", "км": "kilometer", "кг": "kilogram", "мл": "milliliter"}


@dataclass(frozen=True, slots=True)
class Stem:
    """What a compound adjective says: its kind, unit and the scale hidden in it (`200-тысячный`)."""

    kind: NumberKind
    unit: str
    scale: Decimal


def halved(norm: str) -> str:
    """What `полгода`, `пол-литра`, and in other cases `полугода`, `получаса`, are half of: `года`, `литра`, `часа`."""
    rest = norm[3:].lstrip("-")
    if rest not in HALVES and norm[3:4] == "у" and norm not in NOT_HALVED:
        rest = norm[4:]
    return rest if rest in HALVES else ""


@cache
def _stems() -> dict[str, Stem]:
    found: dict[str, Stem] = {}
    for row in vocabulary.table("compounds"):
        found[row["stem"]] = Stem(literal(row["kind"], KINDS), row["unit"], Decimal(row["scale"] or 1))
    return found


def stem_of(rest: str) -> Stem | None:
    """The stem of `летнего`, `процентной`, `дюймовую`; None where the vocabulary has none."""
    stems = _stems()
    if rest in SHORT:
        return Stem("measure", SHORT[rest], Decimal(1))  # 155-мм
    for size in (3, 2):
        if rest[-size:] in ADJECTIVE_ENDINGS and rest[:-size] in stems:
            return stems[rest[:-size]]
    return None
