"""Rules for numbers inside adjectives and adverbs: `13-летний`, `стопроцентная`, `полгода`, `вдвое`, `трижды`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Number, NumberKind
from pipeline.numbers.change import changes
from pipeline.numbers.compound import HALVES, stem_of
from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.per import per_after
from pipeline.numbers.scan import Scan, compared, is_animate, is_one_of, ranged

ADVERB_KINDS: tuple[NumberKind, ...] = ("multiple", "count", "other")
TIME_UNITS = frozenset(("century", "year", "month", "week", "day", "hour", "minute", "second"))
OF_AGE = ("летн", "месячн", "недельн")  # 13-летний, восьмимесячный


def adverb(scan: Scan, numeral: Numeral) -> list[Number]:
    """`вдвое`, `трижды`, `однажды`."""
    kind: NumberKind | None = next((kind for kind in ADVERB_KINDS if kind == numeral.cls), None)
    if kind is None:
        return []
    if kind == "other":
        return [scan.number(kind, numeral.first, numeral.last, "adverb")]
    number = scan.number(kind, numeral.first, numeral.last, "adverb", numeral.value)
    number = modified(scan, numeral.first, replace(number, unit="times" if kind == "multiple" else ""))
    return [replace(number, per=per_after(scan, numeral.last, number))]


def modified(scan: Scan, first: int, number: Number) -> Number:
    """The number with the modifier before it, if any: `почти вдвое`, `более чем двукратный`."""
    found = modifier_before(scan.tokens, first)
    if not found or not scan.same_sentence(found[0], first) or _is_level(scan, found[0], first):
        return number
    return replace(compared(number, found[1]), start=scan.tokens[found[0]].start)


def _is_level(scan: Scan, i: int, first: int) -> bool:
    """`вырос [до] 15 000-кратного`, `с 40 000 [до] 25 000-кратного`: the level reached, no upper bound."""
    if scan.norm(i) != "до" or i + 1 != first:
        return False
    before = scan.ending.get(i - 1)
    return changes(scan.doc, i) or (before is not None and scan.norm(before.first - 1) in ("с", "со"))


def compound(scan: Scan, numeral: Numeral) -> list[Number]:
    """`13-летнего подростка` (age), `двухлетняя задержка` (duration), `100-процентная`, `200-тысячный`, `полгода`."""
    if not numeral.suffix or numeral.value is None:
        return []
    first, last, stem = numeral.first, numeral.last, stem_of(numeral.suffix)
    if numeral.suffix in HALVES:
        unit = HALVES[numeral.suffix]
        kind: NumberKind = "percent" if unit == "%" else "duration" if unit in TIME_UNITS else "measure"
        return [modified(scan, first, replace(scan.number(kind, first, last, "half", numeral.value), unit=unit))]
    if stem is None:
        kind = "identifier" if scan.tokens[first].text[-1:].isupper() else "other"
        return [scan.number(kind, first, last, "compound")]
    kind = stem.kind
    if _is_named(scan, first):
        return [scan.number("identifier", first, last, "compound")]
    if kind == "duration" and scan.norm(last) == "давности":  # события столетней давности
        return [scan.number("time", first, last, "compound")]
    if stem.scale > 1 and scan.same_sentence(first, last) and is_animate(scan.tokens[last]):
        return [scan.number("ordinal", first, last, "compound")]  # двухтысячный житель
    if numeral.suffix.startswith(OF_AGE) and stem.unit and _is_living(scan, last):
        kind = "age"
    number = replace(scan.number(kind, first, last, "compound", numeral.value * stem.scale), unit=stem.unit)
    if numeral.high is not None:
        number = ranged(number, numeral.value * stem.scale, numeral.high * stem.scale)
    return [modified(scan, first, number)]


def _is_named(scan: Scan, first: int) -> bool:
    """`итоги Двухдневной войны`: with a capital inside of its sentence; but `раздел Трёхлетнего отчёта`.

    Where a line begins, the capital may be that of a sentence that was not told apart.
    """
    if not scan.tokens[first].text.istitle() or not scan.same_sentence(first - 1, first):
        return False
    if "\n" in scan.doc.text[scan.tokens[first - 1].stop : scan.tokens[first].start] or "кратн" in scan.norm(first):
        return False
    noun = scan.following(first + 1)
    if noun is not None and is_one_of(noun, "documents"):
        return False
    return scan.tokens[first - 1].text[-1].isalpha() or scan.norm(first - 1) == ","


def _is_living(scan: Scan, i: int) -> bool:
    """Whether what follows the adjective lives: `13-летнего подростка`, `30-летний Иван`, `45-летний`, `яблонь`."""
    first = i
    while scan.norm(i) and scan.tokens[i].pos == "ADJ" and scan.tokens[i].text.islower():
        if scan.tokens[i].feat("Variant") == "Short" and i == first:  # шансы 20-летних невелики
            return True
        i += 1
    token = scan.tokens[i] if i < len(scan.tokens) else None
    if token is not None and token.norm.startswith(("возраст", "юбиле")):  # до 16-летнего возраста
        return True
    if token is None or not token.text[:1].isalpha() or token.pos in ("VERB", "ADP", "CCONJ"):
        return i == first  # a noun of its own: «45-летний погиб на месте»; not рекордных 15-летних международных…
    if any(mention.type == "PER" and mention.start == token.start for mention in scan.persons):
        return True
    return is_animate(token) or is_one_of(token, "plants")


RULES = (adverb, compound)
