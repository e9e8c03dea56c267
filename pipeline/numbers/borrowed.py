"""Units that a number has from a neighbour: `продают по 18, покупают по 17 тенге`, `84 км трассы из 310`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Number
from pipeline.numbers.compound import stem_of
from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import DASHES, plain
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after, unit_before

MILLION = Decimal(10**6)
ENDS = frozenset('.,;)!?»"')
LIKE = 10  # times the one may be the other
BESIDE = 16  # tokens between two numbers of parallel clauses
THEM = frozenset(("них", "которых", "которого", "этого"))
OUT_OF = 7  # tokens between a part and the whole after `из`
MONEY_NOUN = 8  # tokens back to the noun that names a sum
AROUND = 3  # numerals looked at on each side
ROW = 25  # numerals of a row of names
UNITS = frozenset(("money", "measure", "percent"))
REMARKS = ("прим", "ред", "авт")  # of the editor


def borrowed(scan: Scan, numeral: Numeral) -> Unit | None:
    """The unit of a number that has none of its own, by the first rule that finds one."""
    return next((unit for rule in RULES if (unit := rule(scan, numeral))), None)


def _unit_of(scan: Scan, numeral: Numeral) -> Unit | None:
    unit = unit_after(scan.tokens, numeral.last) or unit_before(scan.tokens, numeral.first)
    return unit if unit and unit.kind in UNITS else None


def _place(scan: Scan, numeral: Numeral) -> int:
    """Which numeral of the document it is; a sign before it is its first token and begins none."""
    return scan.starting.get(numeral.first, scan.starting.get(numeral.first + 1, 0))


def _ends(scan: Scan, i: int) -> bool:
    """Whether nothing that could be counted stands at token `i`."""
    after = scan.following(i)
    return after is None or after.text in ENDS


def parallel(scan: Scan, numeral: Numeral) -> Unit | None:
    """`продают по 185 тенге, покупают по [172]`, `в городе – 12 тенге, в селе – [9]`: of a like size, led alike."""
    lead = _lead(scan, numeral)
    if not lead or not _ends(scan, numeral.last) or not numeral.value:
        return None
    at = _place(scan, numeral)
    for other in (*reversed(scan.numerals[max(0, at - 1) : at]), *scan.numerals[at + 1 : at + 2]):
        near = scan.same_sentence(other.first, numeral.first) and abs(other.first - numeral.first) <= BESIDE
        unit = _unit_of(scan, other) if near and plain(other) and other.value else None
        if unit and _lead(scan, other) == lead and _alike(numeral.value, other.value or numeral.value):
            return unit
    return None


def _lead(scan: Scan, numeral: Numeral) -> str:
    """The dash or the `по` that a number stands behind."""
    before = scan.norm(numeral.first - 1)
    return "–" if before in DASHES else before if before == "по" else ""


def _alike(a: Decimal, b: Decimal) -> bool:
    return a * b != 0 and max(abs(a), abs(b)) < LIKE * min(abs(a), abs(b))


def out_of(scan: Scan, numeral: Numeral) -> Unit | None:
    """`84 километра трассы из [310] намеченных`: a whole that only a participle follows."""
    after = scan.following(numeral.last)
    if scan.norm(numeral.first - 1) != "из" or (after is not None and after.feat("VerbForm") != "Part"):
        return None
    if after is not None and not _ends(scan, numeral.last + 1) and scan.tokens[numeral.last + 1].pos == "NOUN":
        return None
    at = _place(scan, numeral)
    part = scan.numerals[at - 1] if at else numeral
    near = scan.same_sentence(part.first, numeral.first) and 0 < numeral.first - part.last <= OUT_OF
    return _unit_of(scan, part) if near and plain(part) and (part.value or 0) < (numeral.value or 0) else None


def part_of(scan: Scan, numeral: Numeral) -> Unit | None:
    """`500 тонн зерна. Из них [120] вывезено`, `из которых [100 млрд] направлено`: a part of the number before."""
    modifier = modifier_before(scan.tokens, numeral.first)
    first = modifier[0] if modifier else numeral.first
    if numeral.form != "digits" or scan.norm(first - 1) not in THEM or scan.norm(first - 2) != "из":
        return None
    after, at = scan.following(numeral.last), _place(scan, numeral)
    if not at or (after is not None and after.pos in ("NOUN", "ADJ", "PROPN")):
        return None
    whole = scan.numerals[at - 1]
    apart = scan.tokens[numeral.first].sent - scan.tokens[whole.first].sent
    return _unit_of(scan, whole) if apart <= 1 and plain(whole) and (whole.value or 0) > (numeral.value or 0) else None


def sum_of_money(scan: Scan, numeral: Numeral) -> Unit | None:
    """`Сборы составили [5 триллионов], а фонд отдал 230 миллиардов рублей`: the currency is said once, near."""
    open_end = _ends(scan, numeral.last) or scan.norm(numeral.last) in ("на", "для")
    if numeral.scale < MILLION or not open_end or not _names_sum(scan, numeral):
        return None
    at = _place(scan, numeral)
    for other in (*reversed(scan.numerals[max(0, at - AROUND) : at]), *scan.numerals[at + 1 : at + AROUND]):
        near = other.scale >= MILLION and _is_beside(scan, other, numeral)
        unit = _unit_of(scan, other) if near else None
        if unit and unit.kind == "money":
            return unit
    return None


def _is_beside(scan: Scan, other: Numeral, numeral: Numeral) -> bool:
    """In the same sentence, or in one next to it in the paragraph."""
    a, b = scan.tokens[other.first].sent, scan.tokens[numeral.first].sent
    same = scan.doc.sentences[a].paragraph == scan.doc.sentences[b].paragraph
    return a == b or (abs(a - b) == 1 and (a < b or same))


def _names_sum(scan: Scan, numeral: Numeral) -> bool:
    for i in range(numeral.first - 1, max(-1, numeral.first - MONEY_NOUN), -1):
        if not scan.same_sentence(i, numeral.first) or scan.norm(i) in (",", ";", ":"):
            return False
        if scan.tokens[i].lemma in vocabulary.words("money_nouns") | vocabulary.words("spending_verbs"):
            return True
    return False


def upper_end(scan: Scan, numeral: Numeral) -> Unit | None:
    """`от 7 тысяч тенге за стол до [15-18 тысяч]`: the upper end has the currency of the lower one."""
    low = scan.ending.get(numeral.first - 2) if scan.norm(numeral.first - 1) in DASHES else None
    end, at = low or numeral, _place(scan, low or numeral)
    if scan.norm(end.first - 1) != "до" or not _ends(scan, numeral.last) or not at:
        return None
    other = scan.numerals[at - 1]
    near = scan.same_sentence(other.first, numeral.first) and numeral.first - other.last <= BESIDE and plain(other)
    led = near and scan.norm(other.first - 1) in ("от", "с") and numeral.scale == other.scale > 1
    unit = _unit_of(scan, other) if led else None
    return unit if unit and unit.kind == "money" else None


def in_bracket(scan: Scan, numeral: Numeral) -> Unit | None:
    """`около [6 миллиардов] (рублей – прим. ред.)`: the currency that the editor adds."""
    unit = unit_after(scan.tokens, numeral.last + 1) if scan.norm(numeral.last) == "(" else None
    if unit is None or unit.kind != "money" or not scan.same_sentence(unit.first, numeral.first):
        return None
    return unit if any(scan.norm(j).startswith(REMARKS) for j in range(unit.last, unit.last + 4)) else None


def row(scan: Scan, numeral: Numeral) -> Unit | None:
    """`Дороже всего в Атырау – 113 тенге. Далее Тараз ([88,1]), Уральск ([85,3])`: names, each with its figure."""
    at = _place(scan, numeral)
    if not _fills_bracket(scan, numeral) or not numeral.value or numeral.form == "words":
        return None
    beside = at + 1 < len(scan.numerals) and _fills_bracket(scan, scan.numerals[at + 1])
    for other in reversed(scan.numerals[max(0, at - ROW) : at]):
        if scan.tokens[numeral.first].sent - scan.tokens[other.first].sent > 1:
            return None
        beside = beside or _fills_bracket(scan, other)
        unit = _unit_of(scan, other) if other.value and plain(other) and _is_figure(scan, other) else None
        if unit:
            return unit if beside and _alike(numeral.value, other.value or numeral.value) else None
    return None


def _fills_bracket(scan: Scan, numeral: Numeral) -> bool:
    """Whether a number stands alone in brackets."""
    return scan.norm(numeral.first - 1) == "(" and scan.norm(numeral.last) == ")"


def _is_figure(scan: Scan, numeral: Numeral) -> bool:
    """Whether a number is what a label has: `Атырау – 113 тенге`, `Тараз (88 тенге)`."""
    return scan.norm(numeral.first - 1) in (*DASHES, "(")


RULES = (in_bracket, parallel, upper_end, out_of, part_of, sum_of_money, row)


def before_adjective(scan: Scan, numeral: Numeral) -> list[Number]:
    """`с [30 000] до 20 000-кратного`: the adjective of the second level says what the first one is."""
    other = scan.numeral_at(numeral.last + 1) if plain(numeral) and scan.norm(numeral.last) == "до" else None
    stem = stem_of(other.suffix) if other and other.suffix else None
    if stem is None or scan.norm(numeral.first - 1) not in ("с", "со"):
        return []
    number = scan.number(stem.kind, numeral.first, numeral.last, "before_adjective", numeral.value)
    return [replace(number, unit=stem.unit)]
