"""Rules for numbers in several tokens that ring or register: telephones, plates of cars."""

from __future__ import annotations

import re

from pipeline.document import Number, Token
from pipeline.morph import parses
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import unit_after

FEWEST_DIGITS, MOST_DIGITS = 7, 15
LONG = 11  # digits of 87011234567
SERVICES = frozenset(("101", "102", "103", "104", "109", "112", "911"))
CALLING = frozenset(("вызвать", "вызывать", "позвонить", "звонить", "обратиться"))
DIALLING = frozenset(("набрать", "набирать", "служба"))
MOST_TOKENS = 30  # of figures, and what joins them: what goes on for longer is none


def telephone(scan: Scan, numeral: Numeral) -> list[Number]:
    """`+7 (727) 250-00-00`, `8 701 555 12 34`: groups of figures joined by dashes, brackets or blanks."""
    if numeral.form not in ("digits", "code") or not _is_group(scan.norm(numeral.first)):
        return []
    first = numeral.first - 1 if scan.norm(numeral.first - 1) == "+" else numeral.first
    last = numeral.first
    while scan.same_sentence(last, numeral.first) and (_is_group(scan.norm(last)) or scan.norm(last) in "()-–"):
        last += 1
        if last - numeral.first > MOST_TOKENS:
            return []
    while last > numeral.last and not _is_group(scan.norm(last - 1)):
        last -= 1
    if last - numeral.first < 2 and len(scan.norm(numeral.first)) < FEWEST_DIGITS:
        return []
    groups = [group for i in range(numeral.first, last) for group in re.findall(r"\d+", scan.norm(i))]
    if len(groups) == 1 and len(groups[0]) == LONG and groups[0][0] in "78" and not unit_after(scan.tokens, last):
        return [scan.number("identifier", first, last, "telephone")]
    if len(groups) < 3 or not FEWEST_DIGITS <= sum(map(len, groups)) <= MOST_DIGITS or max(map(len, groups)) > 7:
        return []
    begins = first < numeral.first or groups[0] in ("8", "7") or _after_word(scan, first, ("тел", "телефон", "номер"))
    return [scan.number("identifier", first, last, "telephone")] if begins else []


def _is_group(norm: str) -> bool:
    """Figures, alone or joined by dashes: `727`, `250-00-00`."""
    return norm.replace("-", "").replace("–", "").isdecimal()


def _after_word(scan: Scan, i: int, stems: tuple[str, ...]) -> bool:
    return any(scan.norm(j).startswith(stems) for j in range(max(0, i - 3), i))


def plate(scan: Scan, numeral: Numeral) -> list[Number]:
    """`123 ABC 02`: the number of a car, in three tokens."""
    i = numeral.first
    if len(scan.norm(i)) != 3 or not scan.norm(i).isdecimal() or not scan.same_sentence(i, i + 2):
        return []
    letters, region = scan.tokens[i + 1].text, scan.norm(i + 2)
    if not (
        2 <= len(letters) <= 3 and letters.isalpha() and letters.isupper() and len(region) == 2 and region.isdecimal()
    ):
        return []
    return [scan.number("identifier", i, i + 3, "plate")]


def is_called(token: Token, verbs: frozenset[str]) -> bool:
    """Whether one of the verbs stands here; an imperative may be taken for a name."""
    return token.lemma in verbs or any(parse.normal_form in verbs for parse in parses(token.norm)[:1])


def emergency(scan: Scan, numeral: Numeral) -> list[Number]:
    """`вызвали [103]`, `позвоните на [112]`: the number of a service that is called."""
    figures, after = scan.norm(numeral.first), scan.following(numeral.last)
    if not figures.isdecimal() or len(figures) not in (3, 4) or numeral.last - numeral.first > 1:
        return []
    before = numeral.first - 1 - (scan.norm(numeral.first - 1) in ("на", "в", "по"))
    verbs = DIALLING | CALLING if figures in SERVICES else DIALLING
    called = scan.same_sentence(before, numeral.first) and is_called(scan.tokens[before], verbs)
    counted = after is not None and (after.pos in ("NOUN", "ADJ") or unit_after(scan.tokens, numeral.last))
    return [scan.number("identifier", numeral.first, numeral.last, "emergency")] if called and not counted else []


RULES = (telephone, plate, emergency)
