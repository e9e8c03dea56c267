"""Rules for sport: scores and the minutes of a match."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan

MARKS = frozenset((":", "-", "–"))
SCORE_WORDS = frozenset(("счетом", "счет", "счете", "счета"))
OPENING = frozenset("«\"“„'")
MINUTE_MARKS = frozenset("'′’")
LONGEST_LIST = 60  # tokens of a list of scorers
LAST_MINUTE = 130
MIDNIGHT = 24
GOAL_WORDS = frozenset(("пен", "авт", "автогол", "пенальти", "п", "а", "мин", "минута"))


def score(scan: Scan, numeral: Numeral) -> list[Number]:
    """`со счётом 3:1`, `выиграли 3:2`; with a dash only after the word: `со счётом 6-4`."""
    other = scan.numeral_at(numeral.last + 1)
    mark = scan.norm(numeral.last)
    if numeral.form != "digits" or other is None or other.form != "digits" or mark not in MARKS:
        return []
    if mark != ":" and not any(scan.norm(j) in SCORE_WORDS for j in range(max(0, numeral.first - 3), numeral.first)):
        return []
    if (numeral.value or 0) > 300 or scan.tokens[numeral.last].start != scan.tokens[numeral.last - 1].stop:
        return []
    return [scan.number("score", numeral.first, other.last, "score")]


def clock(scan: Scan, numeral: Numeral) -> list[Number]:
    """`06:40 / Бассейн`, `(08:20)`: no goals are written with a nought before them, nor do they open a line."""
    other = scan.numeral_at(numeral.last + 1)
    if numeral.form != "digits" or other is None or scan.norm(numeral.last) != ":" or (other.value or 0) >= 60:
        return []
    hours, minutes = scan.norm(numeral.first), scan.norm(other.first)
    if len(hours) != 2 or len(minutes) != 2 or not minutes.isdecimal() or (numeral.value or 0) >= MIDNIGHT:
        return []
    if hours[0] != "0" and not _opens_line(scan, numeral.first):
        return []
    return [scan.number("time", numeral.first, other.last, "clock")]


def _opens_line(scan: Scan, i: int) -> bool:
    return i == 0 or "\n" in scan.doc.text[scan.tokens[i - 1].stop : scan.tokens[i].start]


def minute_mark(scan: Scan, numeral: Numeral) -> list[Number]:
    """`(Дайер, 37'; Рашфорд, 59')`: minutes of a match."""
    tokens, last = scan.tokens, numeral.last
    marked = last < len(tokens) and tokens[last].norm in MINUTE_MARKS and tokens[last].start == tokens[last - 1].stop
    if numeral.form != "digits" or not marked or scan.norm(numeral.first - 1) in OPENING:
        return []
    return [scan.number("time", numeral.first, last, "minute_mark")]


def scorers(scan: Scan, numeral: Numeral) -> list[Number]:
    """`(Смит, 53, 90+2, Браун, 85, пен.)`: nothing but names and minutes between the brackets."""
    if numeral.form != "digits" or not 0 < (numeral.value or 0) <= LAST_MINUTE or scan.norm(numeral.first - 1) == "-":
        return []
    if scan.norm(numeral.first - 1) == "+":  # the 2 of 90+2 when it is read alone
        return (
            [scan.number("time", numeral.first, numeral.last, "scorers")] if _among_scorers(scan, numeral.first) else []
        )
    if scan.norm(numeral.first - 1) not in (",", "(", ";") and not scan.tokens[numeral.first - 1].text[:1].isupper():
        return []
    if not _among_scorers(scan, numeral.first):
        return []
    extra = scan.numeral_at(numeral.last + 1) if scan.norm(numeral.last) == "+" else None
    return [scan.number("time", numeral.first, extra.last if extra else numeral.last, "scorers")]


def _among_scorers(scan: Scan, i: int) -> bool:
    """Whether token `i` stands in brackets that hold only names, minutes and remarks, at least one name first."""
    opening = _edge(scan, i, -1)
    closing = _edge(scan, i, 1)
    if opening is None or closing is None or not scan.tokens[opening + 1].text[:1].isupper():
        return False
    return opening + 2 < i or scan.norm(opening + 1).isalpha()


def _edge(scan: Scan, i: int, step: int) -> int | None:
    """The bracket that ends the list in one direction; None where something else stands between."""
    bracket = "(" if step < 0 else ")"
    for j in range(i, max(-1, min(len(scan.tokens), i + step * LONGEST_LIST)), step):
        token = scan.tokens[j]
        if token.text == bracket:
            return j
        name = token.text[:1].isupper() or token.norm in GOAL_WORDS or token.text in ",;.+-–—"
        if not name and not token.norm.isdecimal():
            return None
    return None
