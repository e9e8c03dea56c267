"""Numbers in names in quotation marks: `спектакль «Три сестры»`, `акция «40 добрых дел»`, `«Один пояс – один путь»`."""

from __future__ import annotations

from itertools import takewhile

from pipeline import vocabulary
from pipeline.document import Doc, Number, Token
from pipeline.lookup import lookup
from pipeline.numbers.identifier import glued_end
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.quoted import opening_quote
from pipeline.numbers.scan import Scan
from pipeline.numbers.years import APOSTROPHES, YEARS
from pipeline.recent import remembered

CLOSING = {"«": "»", '"': '"', "“": "”", "„": "“"}
LONGEST = 7  # tokens of a name
LONGEST_TITLE = 10  # tokens of the name of a work
LONGEST_SOURCE = 14  # tokens from a title to the bracket that closes
LONGEST_LEAD = 4  # tokens between `марафон` and its name: `марафон Bank Group «…»`
JOINERS = frozenset((",", "и", "или"))
ENDS = frozenset((".", "!", "?", ":", ";"))
NAMED = frozenset(("NOUN", "PROPN", "ADP", "ADJ", "CCONJ", "PRON", "ADV"))  # what a name stands after: `форум «…»`


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


def tagged(scan: Scan, numeral: Numeral) -> list[Number]:
    """`#1917`, also where a link has cut it: `#`, `1917`, `LIVE` on lines of their own."""
    is_tag = scan.norm(numeral.first - 1) == "#" and numeral.form == "digits"
    return [scan.number("identifier", numeral.first, glued_end(scan, numeral.last), "tagged")] if is_tag else []


def headed(scan: Scan, numeral: Numeral) -> list[Number]:
    """`«Экспедиция 360: что мы нашли»`: a name with a number before the colon in a title."""
    if scan.norm(numeral.last) != ":" or numeral.form != "digits" or numeral.scale != 1:
        return []
    opening = opening_quote(scan, numeral)
    if opening is None:
        return []
    name = scan.tokens[opening + 1 : numeral.first]
    called = bool(name) and name[0].text[:1].isupper() and all(t.pos in ("NOUN", "PROPN", "ADJ") for t in name)
    singular = called and name[-1].feat("Number") != "Plur" and name[-1].feat("Case") in ("Nom", "Acc", "")
    return [scan.number("identifier", numeral.first, numeral.last, "headed")] if singular else []


def titled(scan: Scan, numeral: Numeral) -> list[Number]:
    """`акция «40 добрых дел»`, `роман «Дом о двух крышах»`, and wherever else the same stands in quotation marks."""
    if numeral.ordinal or numeral.value in YEARS or scan.norm(numeral.first - 1) in APOSTROPHES:
        return []
    openings = _openings(scan.doc)
    i = next((i for i in range(numeral.first - 1, numeral.first - LONGEST_TITLE, -1) if i in openings), -1)
    title = _title(scan.doc, i)
    if title is None or not title[0] <= numeral.first < title[1] or not scan.same_sentence(i, numeral.first):
        return []
    said = scan.text(*title)
    is_title = said in _titles(scan.doc) or _is_cited(scan, i, title[1])
    return [scan.number("identifier", numeral.first, numeral.last, "titled")] if is_title else []


def _is_cited(scan: Scan, opening: int, closing: int) -> bool:
    """`(«Нужна одна дорога», «Вестник» № 12)`: the title of an article in brackets, with where it was printed."""
    if scan.norm(opening - 1) != "(" or scan.norm(closing + 1) != ",":
        return False
    inside = list(
        takewhile(lambda norm: norm != ")", (scan.norm(j) for j in range(closing + 2, closing + LONGEST_SOURCE)))
    )
    return "№" in inside


@remembered
def _titles(doc: Doc) -> frozenset[str]:
    """What stands in quotation marks behind a noun of works and campaigns."""
    found = (_title(doc, i) for i in sorted(_openings(doc)) if _names_work(doc, i))
    return frozenset(doc.text[doc.tokens[span[0]].start : doc.tokens[span[1] - 1].stop] for span in found if span)


@remembered
def _openings(doc: Doc) -> frozenset[int]:
    """All opening quotation marks."""
    return frozenset(i for i in lookup(doc).with_norms(CLOSING.keys()) if _opens(doc, i))


def _opens(doc: Doc, i: int) -> bool:
    """Whether token `i` is an opening quotation mark: a straight one touches only what follows it."""
    if not 0 <= i < len(doc.tokens) - 1 or doc.tokens[i].text not in CLOSING:
        return False
    mark, before = doc.tokens[i], doc.tokens[i - 1] if i else None
    touched = before is not None and before.stop == mark.start and before.text != "("
    return mark.stop == doc.tokens[i + 1].start and (mark.text != '"' or not touched)


def _title(doc: Doc, i: int) -> tuple[int, int] | None:
    """The tokens between the quotation mark at token `i` and the one that closes it, in the same sentence."""
    if i < 0:
        return None
    closing, sent = CLOSING[doc.tokens[i].text], doc.tokens[i].sent
    for j in range(i + 1, min(i + 2 + LONGEST_TITLE, len(doc.tokens))):
        if doc.tokens[j].sent != sent:
            return None
        if doc.tokens[j].text == closing:
            is_said = doc.tokens[i + 1].text[:1].islower()  # проект «даст работу 500 людям»: words of a speaker
            return (i + 1, j) if j > i + 1 and not is_said else None
    return None


def _names_work(doc: Doc, i: int) -> bool:
    """Whether the mark at token `i` stands behind `фильм`, or behind a name or other titles that do."""
    works, sent = vocabulary.words("works"), doc.tokens[i].sent
    for j in range(i - 1, max(-1, i - 1 - LONGEST_LEAD), -1):
        token = doc.tokens[j]
        if token.sent != sent:
            return False
        if token.lemma in works:
            return True
        if not token.text[:1].isupper() and token.text != "+":
            return token.text in JOINERS and j == i - 1 and _follows_title(doc, j)
    return False


def _follows_title(doc: Doc, i: int) -> bool:
    """`фильмы «Лес», «Поле» [и] «Сто рек»`: a title right before the joining word at token `i`."""
    for j in range(i - 2, max(-1, i - 3 - LONGEST_TITLE), -1):
        if _opens(doc, j):
            title = _title(doc, j)
            return title is not None and title[1] == i - 1 and _names_work(doc, j)
    return False


RULES = (opened_name, tagged, headed)
