"""The number words of Russian, compiled from the vocabularies once: what each word form can be in a numeral."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal, TypeVar, get_args

from pipeline import vocabulary
from pipeline.document import Comparison, NumberKind
from pipeline.frozen import frozen

WordClass = Literal[
    "unit", "teen", "ten", "hundred", "mixed", "collective", "both", "scale", "group", "ordinal", "fraction", "adverb"
]
KINDS: tuple[NumberKind, ...] = get_args(NumberKind)
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
CLASSES: tuple[WordClass, ...] = get_args(WordClass)
# How far down a word fills its group of three digits: after `двести` may come `сорок`, after `сорок` only `пять`.
MAGNITUDE = {"hundred": 100, "ten": 10, "teen": 1, "unit": 1}
ADJECTIVE_ENDINGS = (
    "ый", "ой", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ей",
    "ую", "юю", "ых", "их", "ыми", "ими", "ою",
)  # fmt: skip
THIRD = ("ий", "ья", "ье", "ьи", "ьего", "ьему", "ьим", "ьем", "ьей", "ью", "ьих", "ьими")  # третий is soft


@frozen
class Word:
    """One reading of a word form: `value` of `двухсот` is 200; `magnitude` is its place in a group of digits.

    Of a fraction, `magnitude` is the denominator.
    """

    value: Decimal
    cls: WordClass
    magnitude: int = 0


L = TypeVar("L", bound=str)


def literal(cell: str, choices: tuple[L, ...]) -> L:
    """The one of `choices` that a cell of a vocabulary spells. Raises ValueError where it spells none."""
    return choices[choices.index(cell)]


def _forms(cell: str) -> list[str]:
    return [form.strip() for form in cell.split("|")]


@cache
def number_words() -> dict[str, Word]:
    """Cardinals, collectives, scales, fractions and ordinals by word form (lower case, `ё` as `е`)."""
    found: dict[str, Word] = {}
    for row in vocabulary.table("ordinals"):
        value, endings = Decimal(row["value"]), THIRD if row["stem"] == "трет" else ADJECTIVE_ENDINGS
        word = Word(value, "ordinal", MAGNITUDE.get(row["class"], 1000))
        found.update({row["stem"] + ending: word for ending in endings})
    for name in ("scales", "cardinals"):
        for row in vocabulary.table(name):
            cls = literal(row["class"], CLASSES)
            word = Word(Decimal(row["value"]), cls, MAGNITUDE.get(cls, 0))
            found.update(dict.fromkeys(_forms(row["forms"]), word))
    for row in vocabulary.table("fractions"):
        numerator, denominator = row["value"].split("/")
        word = Word(Decimal(numerator) / Decimal(denominator), "fraction", int(denominator))
        found.update(dict.fromkeys(_forms(row["forms"]), word))
    return found


@cache
def compound_prefixes() -> dict[str, Decimal]:
    """First parts of compound adjectives: `двух` of `двухлетний`, `пятидесяти` of `пятидесятипроцентный`."""
    found = {"одно": Decimal(1), "дву": Decimal(2), "сто": Decimal(100), "девяносто": Decimal(90)}
    found |= {"тысяче": Decimal(1000), "полу": Decimal("0.5"), "полутора": Decimal("1.5")}
    for row in vocabulary.table("cardinals"):
        if row["class"] in MAGNITUDE and Decimal(row["value"]) >= 2:
            genitive = (form for form in _forms(row["forms"]) if form.endswith(("х", "и", "а", "сот")))
            found.update(dict.fromkeys(genitive, Decimal(row["value"])))
    return found


@cache
def adverbs() -> dict[str, tuple[NumberKind, Decimal]]:
    """Adverbs and nouns of number with the kind they make: `вдвое` a multiple, `трижды` a count, `пятерка` other."""
    rows = vocabulary.table("multiples")
    return {form: (literal(row["kind"], KINDS), Decimal(row["value"])) for row in rows for form in _forms(row["forms"])}
