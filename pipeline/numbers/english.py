"""Numbers among words in Latin letters: `more than 33 billion dollars over the last 15 years`, `1,200 tickets`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from pipeline import vocabulary
from pipeline.document import Number, NumberKind
from pipeline.numbers.lexicon import COMPARISONS, KINDS, literal
from pipeline.numbers.numeral import DASHES, Numeral
from pipeline.numbers.scan import Scan, compared
from pipeline.numbers.unit import unit_after, unit_before

AROUND, WORDS = 7, 3  # tokens looked at on each side, Latin words there at the least
YEARS = frozenset(range(1900, 2050)) - {2000}
NUMBERED = frozenset(("no", "number", "part", "nr"))
HIGHEST_SCORE = 40
LONGEST = 2  # words of an entry


@cache
def _entries(cls: str) -> dict[tuple[str, ...], str]:
    """The entries of one class, by their words; a unit's class is the kind of number that it makes."""
    rows = [row for row in vocabulary.table("english") if row["class"] == cls]
    return {tuple(form.split()): row["value"] for row in rows for form in row["word"].split(" | ")}


def english(scan: Scan, numeral: Numeral) -> list[Number]:
    """The number by the first rule that knows it, where the words around it are Latin and the figures plain."""
    if numeral.form != "digits" or numeral.suffix or numeral.scale != 1 or not _is_latin(scan, numeral):
        return []
    return next((found for rule in RULES if (found := rule(scan, numeral))), [])


def _is_latin(scan: Scan, numeral: Numeral) -> bool:
    beside = [scan.norm(i) for i in (numeral.first - 1, numeral.last) if scan.same_sentence(i, numeral.first)]
    if not all(word.isascii() for word in beside if word.isalpha()):
        return False  # nearly every number of Russian text
    around = range(max(0, numeral.first - AROUND), min(len(scan.tokens), numeral.last + AROUND))
    words = [scan.tokens[i].text for i in around if scan.same_sentence(i, numeral.first) and i not in scan.starting]
    letters = [word for word in words if word.isalpha()]
    latin = [word for word in letters if word.isascii()]
    return len(latin) >= WORDS and len(latin) > 4 * (len(letters) - len(latin)) and any(map(str.islower, latin))


def _at(scan: Scan, i: int, cls: str) -> tuple[int, str] | None:
    """Token after the entry of a class that begins at token `i`, and its value."""
    found = ((size, tuple(scan.norm(i + n) for n in range(size))) for size in range(LONGEST, 0, -1))
    entries = _entries(cls)
    return next(((i + size, entries[words]) for size, words in found if words in entries), None)


def _before(scan: Scan, i: int, cls: str) -> tuple[int, str] | None:
    """First token of the entry of a class that ends before token `i`, and its value."""
    found = ((i - size, _at(scan, i - size, cls)) for size in range(LONGEST, 0, -1))
    return next(((first, entry[1]) for first, entry in found if entry and entry[0] == i), None)


def _unit(scan: Scan, i: int) -> tuple[int, NumberKind, str] | None:
    """Token after a unit, the kind of number that it makes, and its name."""
    kinds: tuple[NumberKind, ...] = ("money", "percent", "duration", "measure")
    return next(((entry[0], kind, entry[1]) for kind in kinds if (entry := _at(scan, i, kind))), None)


# ---------------------------------------------------------------- rules, the first that knows the number


def numbered(scan: Scan, numeral: Numeral) -> list[Number]:
    """`No. 8 seed`, `part 3`."""
    before = numeral.first - 1 - (scan.norm(numeral.first - 1) == ".")
    named = scan.norm(before) in NUMBERED
    return [scan.number("identifier", numeral.first, numeral.last, "numbered")] if named else []


def dated(scan: Scan, numeral: Numeral) -> list[Number]:
    """`the 2018 cup`, `june 12`, `over the last 15 years`, `4 years ago`."""
    figures = scan.norm(numeral.first)
    year = len(figures) == 4 and figures.isdecimal() and numeral.value in YEARS and not _unit(scan, numeral.last)
    month = _before(scan, numeral.first, "calendar") or _at(scan, numeral.last, "calendar")
    if year or month:
        return [scan.number("date", numeral.first, numeral.last, "dated")]
    unit = _unit(scan, numeral.last)
    since = _before(scan, numeral.first, "since") or (unit is not None and scan.norm(unit[0]) == "ago")
    if unit is None or unit[1] != "duration" or not since:
        return []
    return [scan.number("time", numeral.first, unit[0], "dated")]


def result(scan: Scan, numeral: Numeral) -> list[Number]:
    """`beats him 6-2, 7-5`, `a 1-1 draw`, `ends 26:32`; `at 10:30` and `1:30 pm` are times."""
    other = scan.numeral_at(numeral.last + 1)
    mark = scan.norm(numeral.last)
    if other is None or other.form != "digits" or mark not in DASHES | {":"} or not _is_glued(scan, numeral, other):
        return []
    if mark == ":":
        timed = scan.norm(numeral.first - 1) == "at" or scan.norm(other.last) in ("am", "pm")
        return [scan.number("time" if timed else "score", numeral.first, other.last, "result")]
    ends = [scan.norm(n.first) for n in (numeral, other)]
    low = all(end.isdecimal() and len(end) < 3 and int(end) <= HIGHEST_SCORE for end in ends)
    if not low or _unit(scan, other.last):
        return []
    return [scan.number("score", numeral.first, other.last, "result")]


def _is_glued(scan: Scan, numeral: Numeral, other: Numeral) -> bool:
    mark = scan.tokens[numeral.last]
    return scan.tokens[numeral.last - 1].stop == mark.start and mark.stop == scan.tokens[other.first].start


def amount(scan: Scan, numeral: Numeral) -> list[Number]:
    """`more than 10,000 people`, `€85 million`, `at least 3 hours`."""
    value, last, first = _value(scan.norm(numeral.first), numeral.value), numeral.last, numeral.first
    if value is None:
        return []
    sign = unit_before(scan.tokens, first)
    if scale := _at(scan, last, "scale") or (_at(scan, last, "letter") if sign else None):
        value, last = value * Decimal(scale[1]), scale[0]
    kind: NumberKind = "count"
    name, unit = "", _unit(scan, last)
    if unit:
        last, kind, name = unit
        kind = "age" if name == "year" and scan.norm(last) == "old" else kind
    elif sign:
        first, kind, name = sign.first, "money", sign.name
    elif unit_after(scan.tokens, last):
        return []  # 100%, 29 €: as in Russian
    number = scan.number(literal(kind, KINDS), first, last, "english", value, name)
    modifier = _before(scan, first, "modifier")
    if modifier is None:
        return [number]
    number = compared(number, literal(modifier[1], COMPARISONS))
    return [replace(number, start=scan.tokens[modifier[0]].start)]


def _value(figures: str, value: Decimal | None) -> Decimal | None:
    """`1,200` and `10,000` are thousands."""
    groups = figures.split(",")
    grouped = len(groups) > 1 and 0 < len(groups[0]) < 4 and all(len(group) == 3 for group in groups[1:])
    return Decimal("".join(groups)) if grouped and "".join(groups).isdecimal() else value


RULES = (numbered, dated, result, amount)
