"""Numbers with which a name in quotation marks begins: `спектакль «Три сестры»`, `проект «Один пояс – один путь»`."""

from __future__ import annotations

from pipeline.document import Number, Token
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan

CLOSING = {"«": "»", '"': '"', "“": "”", "„": "“"}
LONGEST = 7  # tokens of a name
ENDS = frozenset((".", "!", "?", ":", ";"))
NAMED = frozenset(("NOUN", "PROPN", "ADP", "ADJ", "CCONJ"))  # what a name stands after: `форум «…»`, `в «…»`


def opened_name(scan: Scan, numeral: Numeral) -> list[Number]:
    """A short phrase with a capital, without a verb, behind a noun or preposition: no speech, and no `«5 тысяч»`."""
    first, closing = numeral.first, CLOSING.get(scan.norm(numeral.first - 1), "")
    capital = first if numeral.form == "words" else numeral.last
    if not closing or numeral.ordinal or numeral.form == "roman":
        return []
    if not scan.tokens[min(capital, len(scan.tokens) - 1)].text[:1].isupper():
        return []
    last = next((i for i in range(numeral.last, first + LONGEST) if scan.norm(i) == closing), -1)
    named = last > numeral.last and scan.same_sentence(last, first) and _is_led(scan, first)
    if not named or any(map(_tells, scan.tokens[numeral.last : last])):
        return []
    return [scan.number("identifier", first, numeral.last, "opened_name")]


def _is_led(scan: Scan, first: int) -> bool:
    return scan.same_sentence(first - 2, first) and scan.tokens[first - 2].pos in NAMED


def _tells(token: Token) -> bool:
    """`«Один – это гений»`, `«Одно было ясно: …»`: a sentence, not a name."""
    return token.feat("VerbForm") == "Fin" or token.text in ENDS
