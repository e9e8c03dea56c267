"""The unit of wind that a forecast says once for several numbers: `ветер [9–14], порывы 18–23 метра в секунду`."""

from __future__ import annotations

from pipeline.document import Doc
from pipeline.lookup import lookup
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after
from pipeline.recent import remembered

WINDS = ("ветер", "ветра", "ветром", "порыв", "шквал")
SINCE = 24  # tokens from the word for wind
ROUND = 6  # numerals looked at on each side
ALIKE = 4  # times the one may be the other
OTHERS = ("температур", "осадк", "влажност")
COUNTED = frozenset(("NOUN", "PROPN", "X", "NUM"))


def of_wind(scan: Scan, numeral: Numeral) -> Unit | None:
    """The metres a second of the nearest number in the sentence, for figures that nothing follows that is counted."""
    after = scan.following(numeral.last)
    counted = after is not None and after.pos in COUNTED and after.feat("Case") == "Gen"
    if numeral.form != "digits" or not numeral.value or counted or not _blows(scan, numeral.first):
        return None
    at = scan.starting.get(numeral.first, 0)
    near = [*reversed(scan.numerals[max(0, at - ROUND) : at]), *scan.numerals[at + 1 : at + ROUND]]
    beside = (n for n in near if scan.same_sentence(n.first, numeral.first) and n.value)
    alike = (n for n in beside if max(n.value or 1, numeral.value) < ALIKE * min(n.value or 1, numeral.value))
    return next((unit for n in alike if (unit := unit_after(scan.tokens, n.last)) and _is_speed(scan, unit)), None)


def _blows(scan: Scan, i: int) -> bool:
    """Whether the wind was spoken of last before token `i`, in its sentence."""
    before, winds = range(i - 1, max(-1, i - SINCE), -1), _winds(scan.doc)
    for j in before if not winds.isdisjoint(before) else ():
        if not scan.same_sentence(j, i) or scan.norm(j).startswith(OTHERS):
            return False
        if j in winds:
            return True
    return False


@remembered
def _winds(doc: Doc) -> frozenset[int]:
    return frozenset(lookup(doc).with_stems(WINDS))


def _is_speed(scan: Scan, unit: Unit) -> bool:
    """`метров в секунду`, `м/с`."""
    behind = [scan.norm(unit.last), scan.norm(unit.last + 1)]
    return unit.name == "meter" and behind in (["в", "секунду"], ["/", "с"], ["/", "сек"])
