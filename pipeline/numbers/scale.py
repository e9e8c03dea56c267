"""Rules for points and degrees without a unit of their own: `магнитудой 5,1`, `коэффициент снизился до 0,7`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Doc, Number
from pipeline.lookup import lookup
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.quantity import amount
from pipeline.numbers.range import plain
from pipeline.numbers.scan import Scan
from pipeline.recent import remembered

SCALES = {"магнитуд": "point", "температур": "degC"}
HOTTEST = 100
REACH = 8  # tokens from `температура` to its number
INDEXES = ("коэффициент", "индекс", "рейтинг")
INDEX_REACH = 30  # tokens


def on_a_scale(scan: Scan, numeral: Numeral) -> list[Number]:
    """`магнитудой 5,1`, `температура поднялась до 38`: points and degrees, without a unit of their own."""
    unit = _scale_before(scan, numeral.first) if plain(numeral) else ""
    following = scan.following(numeral.last)
    if not unit or (following is not None and following.pos in ("NOUN", "ADJ")):
        return []
    number = amount(scan, numeral)[0]
    if number.unit or number.kind != "count" or (number.value or 0) > HOTTEST:
        return []
    return [replace(number, kind="measure", unit=unit, rule="on_a_scale")]


def of_index(scan: Scan, numeral: Numeral) -> list[Number]:
    """`коэффициент снизился до 0,7, до того достигал 1,2`: decimals in a sentence about an index."""
    if not plain(numeral) or numeral.value is None or numeral.value == int(numeral.value):
        return []
    after = scan.following(numeral.last)
    sentence = scan.doc.sentences[scan.tokens[numeral.first].sent]
    before = scan.tokens[max(sentence.first, numeral.first - INDEX_REACH) : numeral.first]
    if (after is not None and after.pos in ("NOUN", "ADJ")) or not any(t.norm.startswith(INDEXES) for t in before):
        return []
    number = amount(scan, numeral)[0]
    return [] if number.unit or number.kind != "count" else [replace(number, kind="measure", unit="point")]


def _scale_before(scan: Scan, i: int) -> str:
    """The unit of a scale that one of the few tokens before token `i` names, with no other number between."""
    before, near = range(i - 1, max(-1, i - REACH), -1), []
    if _scales(scan.doc).isdisjoint(before):
        return ""
    for j in before:
        norm = scan.norm(j)
        if norm in (",", ";") or j in scan.ending or not scan.same_sentence(j, i):
            break
        near.append(norm)
    return next((unit for stem, unit in SCALES.items() if any(norm.startswith(stem) for norm in near)), "")


@remembered
def _scales(doc: Doc) -> frozenset[int]:
    """The tokens that name a scale: most articles have none."""
    return frozenset(lookup(doc).with_stems(tuple(SCALES)))


RULES = (on_a_scale, of_index)
