"""Rules for the numbering of lists and clauses: `1) построить школу`, `2. Отчет`, `«167. При посадке`."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.identifier import glued
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.quoted import OPENING
from pipeline.numbers.scan import Scan

HIGHEST_MARK, HIGHEST_CLAUSE = 50, 1000
FARTHEST = 20  # tokens from a mark to what would make it no mark


def list_mark(scan: Scan, numeral: Numeral) -> list[Number]:
    """`1) построить школу`, `2. Отчет`: numbering of a list."""
    sentence = scan.doc.sentences[scan.tokens[numeral.first].sent]
    if numeral.form != "digits" or numeral.scale != 1 or not scan.norm(numeral.first).isdecimal():
        return []
    if _is_bracketed(scan, numeral):
        return [scan.number("other", numeral.first, numeral.last, "list_mark")]
    if (numeral.value or 0) > HIGHEST_MARK:
        return [scan.number("other", numeral.first, numeral.last, "list_mark")] if _is_clause(scan, numeral) else []
    closing, following = scan.norm(numeral.last), scan.norm(numeral.last + 1)
    if closing not in (")", ".") and numeral.last != sentence.last:
        return []
    before = [scan.norm(i) for i in range(max(sentence.first, numeral.first - FARTHEST), numeral.first)]
    bracketed = closing == ")" and "(" not in before
    after_colon = before[-1:] == [":"] and glued(scan, numeral.first)  # частей:1. Профилактика
    at_start = after_colon or (len(before) < FARTHEST and OPENING.issuperset(before))
    dotted = closing == "." and at_start and (not following or not following.isdigit())
    alone = at_start and numeral.last == sentence.last and scan.doc.text[sentence.stop : sentence.stop + 1] != "\n"
    return [scan.number("other", numeral.first, numeral.last, "list_mark")] if bracketed or dotted or alone else []


def _is_bracketed(scan: Scan, numeral: Numeral) -> bool:
    """`(12) Посёлок лежит у реки`: sentences that are numbered."""
    before, i = numeral.first - 1, numeral.last + 1
    if scan.norm(before) != "(" or scan.norm(numeral.last) != ")" or scan.same_sentence(before - 1, before):
        return False
    return scan.same_sentence(i, before) and scan.tokens[i].text[:1].isupper()


def _is_clause(scan: Scan, numeral: Numeral) -> bool:
    """`«167. При выходе на связь`, with or without the mark: the number of a clause in the law that is quoted."""
    i, before = numeral.last + 1, numeral.first - 1
    opened = before < 0 or scan.norm(before) in OPENING or not scan.same_sentence(before, numeral.first)
    named = i < len(scan.tokens) and scan.tokens[i].text[:1].isupper()
    return opened and named and scan.norm(numeral.last) == "." and (numeral.value or 0) < HIGHEST_CLAUSE
