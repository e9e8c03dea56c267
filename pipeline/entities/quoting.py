"""Quotation marks of all styles, nested and unclosed."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Token

OPEN, CLOSE, BOTH = "«„“", "»”“", "\"'"
OPENING, CLOSING, MARKS = OPEN + BOTH, CLOSE + BOTH, OPEN + CLOSE + BOTH


def opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether a mark opens: `«` always, `\"` where a blank stands before it and none after."""
    text = tokens[i].text
    if text in BOTH:
        after = i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].stop
        before = i > 0 and tokens[i - 1].stop == tokens[i].start and tokens[i - 1].text not in "(«„“"
        return after and not before
    return text in OPEN


def is_double(tokens: Sequence[Token], i: int) -> bool:
    """Two apostrophes for one mark: `журнал ''Forbes''`."""
    return tokens[i].text == "'" and i + 1 < len(tokens) and tokens[i + 1].text == "'"


def closing(tokens: Sequence[Token], i: int, last: int) -> int:
    """Token after the mark that closes the quotation opened at `i`, or after the last mark there is.

    `«Единая организация «Жас ұлан»` closes both with one mark, `"НК "КТЖ"` too. Returns `i` where none closes.
    """
    mark = tokens[i].text
    if is_double(tokens, i):
        return next((j + 2 for j in range(i + 2, min(last, i + 40)) if is_double(tokens, j)), i)
    if mark in BOTH:
        marks = [j for j in range(i + 1, min(last, i + 40)) if tokens[j].text == mark][:2]
        nested = len(marks) == 2 and opens(tokens, marks[0])
        return marks[nested] + 1 if marks else i
    depth, end = 1, i
    for j in range(i + 1, min(last, i + 40)):
        text = tokens[j].text
        if text in CLOSE and not (text == "“" and mark != "„"):
            depth, end = depth - 1, j + 1
            if depth == 0 or not _goes_on(tokens, end, min(last, i + 40)):
                return end
        elif text in OPEN:
            depth += 1
    return end


def _goes_on(tokens: Sequence[Token], i: int, last: int) -> bool:
    """Whether a name goes on behind an inner mark: `«Союз «Ғылым» и партнёры»`, no `«НК «КТЖ» (50%) и «Лукойл»`."""
    for j in range(i, last):
        text = tokens[j].text
        if text in CLOSE:
            return True
        if text in OPEN or text in "()" or tokens[j].sent != tokens[i - 1].sent:
            return False
    return False
