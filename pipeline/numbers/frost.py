"""Degrees below zero by a word, `15 градусов мороза`, and degrees that are said once, `ночью 3–5, днём 8–10`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pipeline.document import Comparison, Doc, Number
from pipeline.numbers.neighbour import ENDS
from pipeline.numbers.sign import SIGNS, WORDS

DEGREE = "degC"
FROST = "мороза"
BELOW = ["ниже", "нуля"]
HOURS = frozenset(("ночью", "днем", "утром", "вечером"))
SIGNED = WORDS | {"+", "−"}
WARMING = ("потепл", "похолод", "прогре", "остын")
LEAD = 4  # tokens back to the hour of the day
NEAR = 4  # tokens from one number to the next: `, днем до`
TURNED: dict[Comparison, Comparison] = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def with_frost(doc: Doc, numbers: Iterable[Number]) -> list[Number]:
    """The numbers, degrees of frost below zero; what goes before in a forecast, without a unit, is as the next."""
    found = list(numbers)
    for i in reversed(range(len(found))):
        after = found[i + 1] if i + 1 < len(found) else None
        if after and after.unit == DEGREE and _is_bare(doc, found[i]) and _go_together(doc, found[i], after):
            found[i] = replace(found[i], kind="measure", unit=DEGREE)
            found[i] = _below(found[i]) if _is_below(after) else found[i]
        elif _is_temperature(doc, found[i], found[i - 1] if i else None):
            found[i] = replace(found[i], kind="measure", unit=DEGREE)
        elif found[i].unit == DEGREE and _is_mixed(doc, found[i]):
            found[i] = replace(found[i], low=_minus(found[i].low))
        elif found[i].unit == DEGREE and _is_frost(doc, found[i]):
            found[i] = _below(found[i])
    return found


def _is_frost(doc: Doc, number: Number) -> bool:
    """`6–8 мороза`, `15 градусов мороза`, `20 градусов ниже нуля`."""
    first, stop = doc.token_at(number.start), doc.token_at(number.stop - 1) + 1
    norms = [token.norm for token in doc.tokens[first : stop + 1]]
    return norms[-1] == FROST or norms[stop - first - 1] == FROST or norms[stop - first - 2 : stop - first] == BELOW


def _is_temperature(doc: Doc, number: Number, before: Number | None) -> bool:
    """`ночью до минус 30`; `ночью 18 градусов мороза, днём [9–11]`, `на юге [минус 5]`: bare, by two of its hour, its
    sign and degrees before it in its sentence."""
    at, stop = doc.token_at(number.start), doc.token_at(number.stop - 1) + 1
    after = doc.tokens[stop].text if stop < len(doc.tokens) else "."
    if number.kind != "count" or after not in ENDS:
        return False
    signed = doc.text[number.start] in SIGNS or any(token.norm in SIGNED for token in doc.tokens[at:stop])
    told = before is not None and before.unit == DEGREE
    told = told and before is not None and doc.tokens[doc.token_at(before.start)].sent == doc.tokens[at].sent
    return _is_led(doc, at) + signed + told >= 2


def _is_led(doc: Doc, at: int) -> bool:
    """Whether an hour of the day, or how the weather turns, stands before what begins at a token: `ночью в столице
    [минус 5]`, `потеплеет до [+2]`."""
    lead = doc.tokens[max(doc.sentences[doc.tokens[at].sent].first, at - LEAD) : at]
    return any(token.norm in HOURS or token.norm.startswith(WARMING) for token in lead)


def _is_mixed(doc: Doc, number: Number) -> bool:
    """`2 мороза – 3 тепла`."""
    first, stop = doc.token_at(number.start), doc.token_at(number.stop - 1)
    return number.comparison == "range" and any(token.norm == FROST for token in doc.tokens[first:stop])


def _is_bare(doc: Doc, number: Number) -> bool:
    """Whether nothing stands between a number and the comma behind it: `ночью [3–5], днём 8–10 градусов`."""
    after = doc.token_at(number.stop - 1) + 1
    bare = number.kind == "count" or (number.kind == "measure" and number.unit == DEGREE)
    return (
        bare and after < len(doc.tokens) and doc.tokens[after].text == "," and doc.tokens[after - 1].norm not in FROST
    )


def _go_together(doc: Doc, number: Number, after: Number) -> bool:
    """Whether both are led by an hour of the day, side by side in one sentence."""
    first, second = doc.token_at(number.start), doc.token_at(after.start)
    between = [token.norm for token in doc.tokens[doc.token_at(number.stop - 1) + 1 : second]]
    near = len(between) <= NEAR and doc.tokens[first].sent == doc.tokens[second].sent
    return near and not HOURS.isdisjoint(between) and _is_led(doc, first)


def _is_below(number: Number) -> bool:
    return all(end <= 0 for end in (number.low, number.high) if end is not None)


def _below(number: Number) -> Number:
    """The same below zero, unless its sign is there already: `до 20 мороза` is no lower than -20."""
    if _is_below(number):
        return number
    comparison = TURNED.get(number.comparison, number.comparison)
    return replace(
        number, comparison=comparison, value=_minus(number.value), low=_minus(number.high), high=_minus(number.low)
    )


def _minus(end: Decimal | None) -> Decimal | None:
    return None if end is None else -end
