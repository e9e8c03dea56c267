"""Names in quotation marks that hold a number: `«Северный поток-2»`, `«группа 70»`."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.plus import pluses_end
from pipeline.numbers.scan import Scan

OPENING, CLOSING = frozenset("«\"“„'"), frozenset("»\"”“'")
LONGEST = 7  # tokens
SIGNS = frozenset(("минус", "плюс", "раз", "человек", "год"))


def quoted_name(scan: Scan, numeral: Numeral) -> list[Number]:
    """`«Северный поток-2»`, `«Ночной кросс 18+»`: a short quoted name with a number at its end is one identifier."""
    last = pluses_end(scan, numeral.last)
    if scan.norm(last) not in CLOSING or numeral.form == "words":
        return []
    opening = opening_quote(scan, numeral)
    if opening is None:
        return []
    first = opening + 1
    if numeral.form == "digits" and any(t.feat("VerbForm") == "Fin" for t in scan.tokens[first : numeral.first]):
        return []  # «Собрали на сумму 900 миллионов»
    text = scan.text(first, last)
    named = (scan.tokens[first].text[:1].isupper() and numeral.first > first) or numeral.form == "code"
    alone = first == numeral.first and numeral.form == "digits" and scan.norm(opening) != "'"
    named = named or (alone and not numeral.suffix)  # на пульт «101»
    named = named or _is_label(scan, first, numeral)
    return [scan.number("identifier", first, last, "quoted_name")] if named and "," not in text else []


def _is_label(scan: Scan, first: int, numeral: Numeral) -> bool:
    """`«группа 70»`, `«изделие 12»`: figures behind a noun that they cannot count."""
    noun = scan.tokens[first]
    bare = numeral.first == first + 1 and numeral.form == "digits" and not numeral.suffix and numeral.scale == 1
    return bare and noun.pos == "NOUN" and noun.feat("Number") == "Sing" and noun.norm not in SIGNS


def opening_quote(scan: Scan, numeral: Numeral) -> int | None:
    for i in range(numeral.first - 1, max(-1, numeral.first - LONGEST), -1):
        if not scan.same_sentence(i, numeral.first):
            return None
        if scan.norm(i) in OPENING:
            return i
        if scan.norm(i) in CLOSING:
            return None
    return None
