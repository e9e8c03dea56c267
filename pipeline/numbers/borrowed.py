"""Units that a number has from a neighbour: `84 км трассы из 310`, `из них [120] вывезено`."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Doc, Number
from pipeline.numbers import gapped
from pipeline.numbers.age import OLDEST, is_person_noun
from pipeline.numbers.compound import stem_of
from pipeline.numbers.gapped import BESIDE
from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.neighbour import ends, place, unit_of
from pipeline.numbers.numeral import Numeral, numerals
from pipeline.numbers.range import DASHES, plain
from pipeline.numbers.row import in_years, of_exchange, row
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit, unit_after, unit_before
from pipeline.numbers.weather import of_wind
from pipeline.recent import remembered

MILLION = Decimal(10**6)
AT = frozenset(("в", "во"))
AGE_LEADS = AT | {"от", "до", "с", "со"}
LEFT = frozenset(("остаться", "оставаться"))
LEFT_REACH = 6  # tokens
THEM = frozenset(("них", "которых", "которого", "этого"))
WHOLES = frozenset(("количества", "объема", "числа", "суммы"))
OUT_OF = 7  # tokens between a part and the whole after `из`
MONEY_NOUN = 8  # tokens back to the noun that names a sum
AROUND = 3  # numerals looked at on each side
ROW = 25  # numerals of a row of names
BRACKET = 25  # tokens
COUNTABLE = frozenset(("NOUN", "ADJ", "PROPN", "X", "NUM"))  # what may be counted, right behind a number
AVAILABLE = frozenset(("возможный", "доступный", "максимальный"))
REMARKS = ("прим", "ред", "авт")  # of the editor


def borrowed(scan: Scan, numeral: Numeral) -> Unit | None:
    """The unit of a number that has none of its own, by the first rule that finds one."""
    return next((unit for rule in RULES if (unit := rule(scan, numeral))), None)


def _is_large(numeral: Numeral) -> bool:
    """`5 миллионов`, `сотни миллионов`."""
    return numeral.scale >= MILLION or (numeral.low or 0) >= MILLION


def out_of(scan: Scan, numeral: Numeral) -> Unit | None:
    """`84 километра трассы из [310] намеченных`, `9 баллов из [10] возможных`: a whole that is only described."""
    after = scan.following(numeral.last)
    described = after is None or after.feat("VerbForm") == "Part" or after.lemma in AVAILABLE
    if scan.norm(numeral.first - 1) != "из" or not described:
        return None
    if after is not None and not ends(scan, numeral.last + 1) and scan.tokens[numeral.last + 1].pos == "NOUN":
        return None
    at = place(scan, numeral)
    part = scan.numerals[at - 1] if at else numeral
    near = scan.same_sentence(part.first, numeral.first) and 0 < numeral.first - part.last <= OUT_OF
    return unit_of(scan, part) if near and plain(part) and (part.value or 0) < (numeral.value or 0) else None


def rest_left(scan: Scan, numeral: Numeral) -> Unit | None:
    """`120 млрд рублей ушло на дороги. Остались ещё [30–40 млрд], которых хватит на год`: of the sum before it."""
    left = any(scan.tokens[i].lemma in LEFT for i in range(max(0, numeral.first - LEFT_REACH), numeral.first))
    if not left or not _is_large(numeral) or not ends(scan, numeral.last):
        return None
    before = scan.numerals[max(0, place(scan, numeral) - ROW) : place(scan, numeral)]
    large = (n for n in reversed(before) if _is_large(n) and (n.value or 0) > (numeral.value or 0))
    whole = next((n for n in large if _is_beside(scan, n, numeral)), None)
    unit = unit_of(scan, whole) if whole is not None else None
    return unit if unit and unit.kind == "money" else None


def later_age(scan: Scan, numeral: Numeral) -> Unit | None:
    """`В 15 лет вышла на сцену, а в [19] стала примой`, `мужчин от 45 лет и женщин от [50]`: the years before it."""
    at, after, lead = place(scan, numeral), scan.following(numeral.last), scan.norm(numeral.first - 1)
    counted = after is not None and after.pos in COUNTABLE
    if lead not in AGE_LEADS or not at or counted or numeral.form != "digits":
        return None
    other = scan.numerals[at - 1]
    alike = scan.norm(other.first - 1) in (AT if lead in AT else {lead})
    led = alike and scan.same_sentence(other.first, numeral.first)
    grows = (other.value or 0) < (numeral.value or 0) or scan.norm(numeral.first - 2) in DASHES
    who = lead in AT or is_person_noun(scan.tokens[numeral.first - 2])
    fits = led and who and grows and plain(other) and (numeral.value or 0) < OLDEST
    unit = unit_after(scan.tokens, other.last) if fits else None
    return Unit(numeral.last, numeral.last, "year", "duration") if unit and unit.name == "year" else None


def part_of(scan: Scan, numeral: Numeral) -> Unit | None:
    """`500 тонн зерна. Из них [120] вывезено`, `из которых [100 млрд] направлено`: a part of the number before."""
    modifier = modifier_before(scan.tokens, numeral.first)
    first = modifier[0] if modifier else numeral.first
    led = [scan.norm(i) for i in range(first - 3, first)]
    whole_again = led[:2] in (["из", "этого"], ["из", "этой"]) and led[2] in WHOLES
    if numeral.form != "digits" or not (whole_again or (led[1] == "из" and led[2] in THEM)):
        return None
    after, at = scan.following(numeral.last), place(scan, numeral)
    if not at or (after is not None and after.pos in ("NOUN", "ADJ", "PROPN")):
        return None
    whole = scan.numerals[at - 1]
    apart = scan.tokens[numeral.first].sent - scan.tokens[whole.first].sent
    return unit_of(scan, whole) if apart <= 1 and plain(whole) and (whole.value or 0) > (numeral.value or 0) else None


def sum_of_money(scan: Scan, numeral: Numeral) -> Unit | None:
    """`Сборы составили [5 триллионов], а фонд отдал 230 миллиардов рублей`: the currency is said once, near."""
    open_end = ends(scan, numeral.last) or scan.norm(numeral.last) in ("на", "для")
    if not _is_large(numeral) or not open_end or not _names_sum(scan, numeral):
        return None
    for other in _around(scan, numeral):
        near = _is_large(other) and _is_beside(scan, other, numeral)
        unit = unit_of(scan, other) if near else None
        if unit and unit.kind == "money":
            return unit
    return None


def _around(scan: Scan, numeral: Numeral) -> list[Numeral]:
    """The numerals next to one, the nearest before it first; dates and times are passed over."""
    at = place(scan, numeral)
    before = [n for n in scan.numerals[max(0, at - ROW) : at] if not scan.in_time(n)]
    after = [n for n in scan.numerals[at + 1 : at + ROW] if not scan.in_time(n)]
    return [*reversed(before[-AROUND:]), *after[: AROUND - 1]]


def only_currency(scan: Scan, numeral: Numeral) -> Unit | None:
    """`бюджет в 90 млн рублей ¶ На съёмки просят [40 млн]`: all the money of the article is of one currency."""
    after = scan.following(numeral.last)
    if not _is_large(numeral) or (after is not None and after.pos in COUNTABLE):
        return None
    told = _names_sum(scan, numeral, ("money_only_words",)) or _is_spent(scan, numeral) or _is_price(scan, numeral)
    if not told:
        return None
    found = _currencies(scan.doc)
    return Unit(numeral.last, numeral.last, next(iter(found)), "money") if len(found) == 1 else None


def _is_price(scan: Scan, numeral: Numeral) -> bool:
    """`дом за [9 млн]`: what is given for a thing."""
    thing = scan.tokens[numeral.first - 2] if scan.same_sentence(numeral.first - 2, numeral.first) else None
    return scan.norm(numeral.first - 1) == "за" and thing is not None and thing.pos in ("NOUN", "PROPN")


def _is_spent(scan: Scan, numeral: Numeral) -> bool:
    """`[34 млрд] предполагается истратить`, `[150] просят у фонда`: a verb of money right behind the number."""
    for i in range(numeral.last, numeral.last + 3):
        if not scan.same_sentence(i, numeral.first) or scan.tokens[i].pos not in ("VERB", "AUX"):
            return False
        if scan.tokens[i].lemma in vocabulary.words("money_only_words"):
            return True
    return False


@remembered
def _currencies(doc: Doc) -> frozenset[str]:
    """The currencies that stand beside the numerals of a document."""
    beside = (unit_after(doc.tokens, n.last) or unit_before(doc.tokens, n.first) for n in numerals(doc))
    return frozenset(unit.name for unit in beside if unit and unit.kind == "money")


def rest_of_sum(scan: Scan, numeral: Numeral) -> Unit | None:
    """`90 млн рублей, [40] из которых дал фонд`, `90 млн рублей – [40] просят у фонда`: a part without its millions."""
    at = place(scan, numeral)
    whole = scan.numerals[at - 1] if at else numeral
    unit = unit_of(scan, whole) if whole.scale >= MILLION and numeral.scale == 1 and whole is not numeral else None
    if unit is None or unit.kind != "money" or not scan.same_sentence(whole.first, numeral.first):
        return None
    value, all_of_it = numeral.value, whole.value
    if numeral.form != "digits" or not value or not all_of_it or value >= all_of_it / whole.scale:
        return None
    part = scan.norm(numeral.last) == "из" and scan.norm(numeral.last + 1) in ("которых", "них")
    set_off = scan.norm(numeral.first - 1) in DASHES and _is_spent(scan, numeral)
    beside = _only_marks(scan, max(unit.last, whole.last), numeral.first)
    return replace(unit, factor=unit.factor * whole.scale) if beside and (part or set_off) else None


def _only_marks(scan: Scan, first: int, last: int) -> bool:
    """Whether nothing but marks and brackets stands between two tokens: not `на 2 млн построили школы, 5 из них`."""
    between = [scan.norm(i) for i in range(first, min(last, first + BRACKET))]
    opened = between.index("(") if "(" in between else len(between)
    closed = len(between) - between[::-1].index(")") if ")" in between else opened
    return last - first <= BRACKET and not any(norm.isalnum() for norm in between[:opened] + between[closed:])


def _is_beside(scan: Scan, other: Numeral, numeral: Numeral) -> bool:
    """In the same sentence, or in one next to it in the paragraph."""
    a, b = scan.tokens[other.first].sent, scan.tokens[numeral.first].sent
    same = scan.doc.sentences[a].paragraph == scan.doc.sentences[b].paragraph
    return a == b or (abs(a - b) == 1 and (a < b or same))


def _names_sum(scan: Scan, numeral: Numeral, names: tuple[str, ...] = ("money_nouns", "spending_verbs")) -> bool:
    for i in range(numeral.first - 1, max(-1, numeral.first - MONEY_NOUN), -1):
        if not scan.same_sentence(i, numeral.first) or scan.norm(i) in (",", ";", ":"):
            return False
        if any(scan.tokens[i].lemma in vocabulary.words(name) for name in names):
            return True
    return False


def upper_end(scan: Scan, numeral: Numeral) -> Unit | None:
    """`от 7 тысяч тенге за стол до [15-18 тысяч]`: the upper end has the currency of the lower one."""
    low = scan.ending.get(numeral.first - 2) if scan.norm(numeral.first - 1) in DASHES else None
    end, at = low or numeral, place(scan, low or numeral)
    if scan.norm(end.first - 1) != "до" or not ends(scan, numeral.last) or not at:
        return None
    other = scan.numerals[at - 1]
    near = scan.same_sentence(other.first, numeral.first) and numeral.first - other.last <= BESIDE and plain(other)
    led = near and scan.norm(other.first - 1) in ("от", "с") and numeral.scale == other.scale > 1
    unit = unit_of(scan, other) if led else None
    return unit if unit and unit.kind == "money" else None


def in_bracket(scan: Scan, numeral: Numeral) -> Unit | None:
    """`около [6 миллиардов] (рублей – прим. ред.)`: the currency that the editor adds."""
    unit = unit_after(scan.tokens, numeral.last + 1) if scan.norm(numeral.last) == "(" else None
    if unit is None or unit.kind != "money" or not scan.same_sentence(unit.first, numeral.first):
        return None
    return unit if any(scan.norm(j).startswith(REMARKS) for j in range(unit.last, unit.last + 4)) else None


RULES = (
    in_bracket, of_wind, in_years, of_exchange, *gapped.RULES, upper_end, out_of, rest_left, later_age,
    part_of, sum_of_money, row, rest_of_sum, only_currency,
)  # fmt: skip


def before_adjective(scan: Scan, numeral: Numeral) -> list[Number]:
    """`с [30 000] до 20 000-кратного`: the adjective of the second level says what the first one is."""
    other = scan.numeral_at(numeral.last + 1) if plain(numeral) and scan.norm(numeral.last) == "до" else None
    stem = stem_of(other.suffix) if other and other.suffix else None
    if stem is None or scan.norm(numeral.first - 1) not in ("с", "со"):
        return []
    number = scan.number(stem.kind, numeral.first, numeral.last, "before_adjective", numeral.value)
    return [replace(number, unit=stem.unit)]
