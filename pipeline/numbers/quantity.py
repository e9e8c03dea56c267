"""Rules for quantities: ranges and amounts with modifier, scale and unit, and what kind of amount they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.document import Comparison, Number, NumberKind, Token
from pipeline.numbers.age import is_age
from pipeline.numbers.change import changes
from pipeline.numbers.modifier import PREPOSITIONS, modifier_after, modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.per import per_after
from pipeline.numbers.scan import Scan, compared
from pipeline.numbers.unit import Unit, unit_after, unit_before

DASHES = frozenset("-–—−")
SIGNS = {"+": Decimal(1), "-": Decimal(-1), "−": Decimal(-1), "–": Decimal(-1), "минус": Decimal(-1), "плюс": Decimal(1)}
CONNECTORS = frozenset((",", "и", "или", "до", "-", "–", "—", "по", "против"))
WORKING = frozenset("рабочих календарных банковских полных целых световых".split())
RANGES = {"от": ("до",), "с": ("до", "по"), "со": ("до", "по"), "между": ("и",)}


def plain(numeral: Numeral | None) -> bool:
    """A cardinal that may be an amount."""
    return numeral is not None and numeral.form != "code" and not numeral.ordinal and not numeral.suffix and (
        numeral.value is not None or numeral.low is not None)  # fmt: skip


def score(scan: Scan, numeral: Numeral) -> list[Number]:
    """`со счётом 3:1`."""
    other = scan.numeral_at(numeral.last + 1)
    if numeral.form != "digits" or other is None or other.form != "digits" or scan.norm(numeral.last) not in (":", "-", "–"):
        return []
    if scan.norm(numeral.last) != ":" and not _after_score_word(scan, numeral.first):
        return []
    if (numeral.value or 0) > 300 or scan.tokens[numeral.last].start != scan.tokens[numeral.last - 1].stop:
        return []
    return [scan.number("score", numeral.first, other.last, "score")]


def _after_score_word(scan: Scan, i: int) -> bool:
    return any(scan.norm(j) in ("счетом", "счет", "счете", "счета") for j in range(max(0, i - 3), i))


def base_of_rate(scan: Scan, numeral: Numeral) -> list[Number]:
    """`60,6 [на] 100 работающих`, `$325 за 1 тыс. кубометров`: what a rate is counted on is no claim."""
    if scan.norm(numeral.first - 1) not in ("на", "за", "/") or numeral.value not in _BASES:
        return []
    before = _amount_ending_near(scan, numeral.first - 1)
    if before is None:
        return []
    unit = unit_after(scan.tokens, numeral.last)
    if unit and unit.kind not in ("measure",):
        return []
    return [scan.number("other", numeral.first, unit.last if unit else numeral.last, "base_of_rate")]


_BASES = frozenset(Decimal(10) ** n for n in range(0, 7))


def _amount_ending_near(scan: Scan, i: int) -> Numeral | None:
    """A numeral in the five tokens before token `i`, nothing but its unit and noun between."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if not scan.same_sentence(j, i) or scan.norm(j) in (",", ";", ":", "—", "–", ")", "(") or _is_finite(scan.tokens[j]):
            return None
        if (numeral := scan.ending.get(j)) is not None:
            return numeral if plain(numeral) else None
    return None


def _is_finite(token: Token) -> bool:
    return token.pos == "VERB" and token.feat("VerbForm") != "Part"


def inverted(scan: Scan, numeral: Numeral) -> list[Number]:
    """`человек сорок`, `километров десять`, `раз в пять`: the noun before the number makes it about."""
    i = numeral.first - 1
    if not plain(numeral) or numeral.form != "words" or not scan.same_sentence(i, numeral.first) or scan.ending.get(i - 1):
        return []
    if scan.norm(i) == "в" and scan.norm(i - 1) == "раз" and not scan.ending.get(i - 2) and not unit_after(scan.tokens, numeral.last):
        number = scan.number("multiple", i - 1, numeral.last, "inverted", numeral.value)
        return [replace(number, unit="times", comparison="~")]
    unit = unit_after(scan.tokens, i)
    plural = scan.tokens[i].feat("Case") == "Gen" and scan.tokens[i].feat("Number") == "Plur" or scan.norm(i) == "человек"
    if not plural or not unit and scan.norm(i) != "человек" or unit_after(scan.tokens, numeral.last):
        return []
    number = scan.number(_kind(scan, unit, numeral), i if unit else numeral.first, numeral.last, "inverted", numeral.value)
    return [replace(number, unit=_unit_name(number.kind, unit), comparison="~")]


def amount(scan: Scan, numeral: Numeral) -> list[Number]:
    """Any other cardinal: alone, or the first end of a range, with its unit, modifier, sign and rate."""
    if not plain(numeral):
        return []
    if numeral.high is not None:
        return [_finish(scan, numeral, numeral, "range")]
    if other := _dashed_end(scan, numeral):
        return [_finish(scan, numeral, other, "range")]
    opening = _range_opening(scan, numeral)
    other = _other_end(scan, numeral, opening)
    if other is None:
        return [_finish(scan, numeral, numeral, "amount")]
    if _is_change(scan, numeral, other, opening):
        return [_from_level(scan, numeral, other)]
    return [_finish(scan, numeral, other, "range", opening)]


# ---------------------------------------------------------------- ranges


def _range_opening(scan: Scan, numeral: Numeral) -> str:
    """The preposition that may open a range: `от` 5 до 10, `с` 3 до 5, `между` 5 и 7."""
    i = numeral.first - 1
    if unit_before(scan.tokens, numeral.first):
        i -= 1
    return scan.norm(i) if scan.norm(i) in RANGES else ""


def _other_end(scan: Scan, numeral: Numeral, opening: str) -> Numeral | None:
    """The numeral that ends a range opened by a preposition."""
    unit = unit_after(scan.tokens, numeral.last)
    closing = unit.last if unit else numeral.last
    if scan.norm(closing) in RANGES.get(opening, ()) and scan.same_sentence(closing, numeral.first):
        return _comparable(scan, numeral, unit, closing + 1, opening in ("с", "со"))
    return None


def _dashed_end(scan: Scan, numeral: Numeral) -> Numeral | None:
    """The numeral that ends a range written with a dash: `7-10`, `5 – 6`."""
    i = numeral.last
    if scan.norm(i) in DASHES and scan.same_sentence(i, i - 1) and _tight(scan, i):
        return _comparable(scan, numeral, None, i + 1, False)
    return None


def _tight(scan: Scan, dash: int) -> bool:
    """A dash with blanks on both sides joins figures only if it is a short one: `5 - 6`, not `2019 — 5`."""
    tokens = scan.tokens
    glued = tokens[dash].start == tokens[dash - 1].stop or dash + 1 < len(tokens) and tokens[dash + 1].start == tokens[dash].stop
    return glued or tokens[dash].text == "-" and scan.numeral_at(dash + 1) is not None


def _comparable(scan: Scan, numeral: Numeral, unit: Unit | None, i: int, may_fall: bool) -> Numeral | None:
    """The numeral at token `i` where it can be the other end: larger (or smaller after a change), of a like unit."""
    if unit_before(scan.tokens, i + 1):
        i += 1
    other = scan.numeral_at(i)
    if other is None or not plain(other) or other.high is not None or other.value is None or numeral.value is None:
        return None
    if scan.in_time(other) or not scan.same_sentence(i, numeral.first):
        return None
    theirs = unit_after(scan.tokens, other.last)
    if unit and theirs and unit.name != theirs.name or unit and not theirs and unit.kind != "count":
        return None
    return other if may_fall or _scaled(numeral, other) < other.value else None


def _scaled(numeral: Numeral, other: Numeral) -> Decimal:
    """Value of the first end with the scale of the second, where that brings the two nearer: `7–10 млн`, `с 5 до одной тысячи`."""
    value, end = numeral.value or Decimal(0), other.value or Decimal(0)
    if numeral.scale != 1 or other.scale == 1 or not value or not end:
        return value
    return value * other.scale if _distance(value * other.scale, end) < _distance(value, end) else value


def _distance(a: Decimal, b: Decimal) -> Decimal:
    return max(a, b) / min(a, b)


def _is_change(scan: Scan, numeral: Numeral, other: Numeral, opening: str) -> bool:
    """`выросло с 5 до 10`: two levels, no range; so is what falls, `с 5,5 тысяч до 103`."""
    falls = other.value is not None and _scaled(numeral, other) >= other.value
    return opening in ("с", "со") and (falls or changes(scan.doc, numeral.first - 1))


def _from_level(scan: Scan, numeral: Numeral, other: Numeral) -> Number:
    """The level before a change, with the scale and unit that are written once, after the second: `с 5 до 10 млн`."""
    number = _finish(scan, numeral, numeral, "from_level")
    value = _scaled(numeral, other)
    number = replace(number, value=value, low=value, high=value, comparison="=")
    unit = unit_after(scan.tokens, numeral.last) or unit_after(scan.tokens, other.last)
    return replace(number, unit=unit.name, kind=_kind(scan, unit, numeral)) if unit else number


# ---------------------------------------------------------------- one amount


def _finish(scan: Scan, numeral: Numeral, end: Numeral, rule: str, opening: str = "") -> Number:
    """The number from numeral to `end`, with everything that belongs to it on both sides."""
    first, last, unit = _with_unit(scan, numeral, end)
    shared = unit or _shared_unit(scan, end.last)
    number = scan.number(_kind(scan, shared, numeral), first, last, rule, numeral.value)
    number = replace(number, unit=_unit_name(number.kind, shared))
    if shared and shared.divisor > 1 and numeral is end and numeral.value is not None:
        number = _exactly(number, numeral.value / shared.divisor)  # 77 центов → 0.77 USD
    elif unit and numeral is end and (small := _subunit(scan, numeral, unit)):
        number, last = _exactly(number, small[0], scan.tokens[small[1] - 1].stop), small[1]
    if numeral is not end or numeral.high is not None:
        number = _as_range(number, numeral, end)
    elif numeral.value is None:
        number = replace(number, comparison=">=", low=numeral.low, high=None)
    if opening:
        number = replace(number, start=scan.tokens[first - 1].start)
    else:
        number = _modified(scan, number, first, last, numeral)
    number = _signed(scan, number, first)
    return replace(number, per=per_after(scan, last, number))


def _exactly(number: Number, value: Decimal, stop: int | None = None) -> Number:
    return replace(number, value=value, low=value, high=value, stop=stop or number.stop)


def _subunit(scan: Scan, numeral: Numeral, unit: Unit) -> tuple[Decimal, int] | None:
    """Value and last token of an amount that goes on in a subunit: `48 тенге 60 тиынов` → 48.6."""
    small = scan.numeral_at(unit.last)
    part = unit_after(scan.tokens, small.last) if small and small.value is not None else None
    if not small or not part or part.divisor == 1 or part.name != unit.name or unit.divisor > 1:
        return None
    return (numeral.value or Decimal(0)) + (small.value or Decimal(0)) / part.divisor, part.last


def _unit_name(kind: NumberKind, unit: Unit | None) -> str:
    """`кому 25` is in years too; what is counted has no unit."""
    if kind == "age":
        return "year"
    return unit.name if unit and kind != "count" else ""


def _with_unit(scan: Scan, numeral: Numeral, end: Numeral) -> tuple[int, int, Unit | None]:
    before = unit_before(scan.tokens, numeral.first)
    i = end.last
    if scan.norm(i) in WORKING and scan.same_sentence(i, i - 1):
        i += 1
    after = unit_after(scan.tokens, i)
    if after and scan.same_sentence(after.first, end.first):
        if before and after.kind != "money":
            return before.first, end.last, before
        return before.first if before else numeral.first, after.last, after
    return (before.first if before else numeral.first), end.last, before


def _shared_unit(scan: Scan, i: int) -> Unit | None:
    """The unit written once after the last of several: `13 и 15 дюймов`, `с 42,8 до 26%`."""
    for _ in range(4):
        other = scan.numeral_at(i + 1)
        if scan.norm(i) not in CONNECTORS or other is None or not plain(other) or not scan.same_sentence(i, i + 1):
            return None
        if scan.norm(i) == "," and scan.tokens[i + 1].start == scan.tokens[i].stop:
            return None
        if unit := unit_after(scan.tokens, other.last):
            return unit if unit.name != "times" else None
        i = other.last
    return None


def _kind(scan: Scan, unit: Unit | None, numeral: Numeral) -> NumberKind:
    if numeral.cls == "fraction" and unit is None:
        return "fraction" if _is_share(scan, numeral) else "other"
    if unit is None:
        return "age" if is_age(scan, numeral, None) else "count"
    if unit.name == "times":
        return "multiple" if scan.norm(numeral.first - 1) in ("в", "во") or _in_times_before(scan, numeral) else "count"
    if unit.name == "year" and is_age(scan, numeral, unit):
        return "age"
    return unit.kind


def _in_times_before(scan: Scan, numeral: Numeral) -> bool:
    """`в 5-6 раз`, `в более чем 3 раза`: the `в` stands before modifier or range."""
    found = modifier_before(scan.tokens, numeral.first)
    return bool(found) and scan.norm(found[0] - 1) in ("в", "во")  # type: ignore[index]


def _is_share(scan: Scan, numeral: Numeral) -> bool:
    """`половина граждан` is a share; `женская половина`, `вторая треть`, `четверть часа` as a noun are not."""
    before = scan.tokens[numeral.first - 1] if scan.same_sentence(numeral.first - 1, numeral.first) else None
    agreeing = before is not None and before.pos in ("ADJ", "DET") and before.feat("Gender") == "Fem" and before.text.isalpha()
    return not agreeing


def _as_range(number: Number, numeral: Numeral, end: Numeral) -> Number:
    low = _scaled(numeral, end) if numeral is not end else numeral.value
    high = end.value if numeral is not end else numeral.high
    return replace(number, comparison="range", value=None, low=low, high=high)


def _modified(scan: Scan, number: Number, first: int, last: int, numeral: Numeral) -> Number:
    """Applies the modifiers on both sides and a verb that bounds."""
    if number.kind == "multiple" and scan.norm(first - 1) in ("в", "во"):
        number, first = replace(number, start=scan.tokens[first - 1].start), first - 1
    before = modifier_before(scan.tokens, first)
    after = modifier_after(scan.tokens, last) if scan.same_sentence(last, first) else None
    if after is None and (inner := modifier_after(scan.tokens, numeral.last)) and inner[0] <= last:
        after = (last, inner[1])  # 200 с лишним человек
    if before and scan.same_sentence(before[0], first) and not _is_level(scan, before[0], first, number):
        number = replace(_compare(number, before[1]), start=scan.tokens[before[0]].start)
    elif after:
        number = replace(_compare(number, after[1]), stop=max(number.stop, scan.tokens[after[0] - 1].stop))
    elif number.kind == "age" and scan.norm(first - 1) in ("с", "со", "за"):
        comparison: Comparison = ">=" if scan.norm(first - 1) != "за" else ">"
        number = replace(_compare(number, comparison), start=scan.tokens[first - 1].start)
    elif bound := _bounding_verb(scan, first):
        number = _compare(number, bound)
    return number


def _compare(number: Number, comparison: Comparison) -> Number:
    if number.comparison == "range" or number.value is None:
        if comparison in (">", ">=") and number.comparison == "range":  # за 40-50 лет
            return replace(number, comparison=comparison, high=None)
        return number
    return compared(number, comparison)


def _is_level(scan: Scan, i: int, first: int, number: Number) -> bool:
    """`до` after a word of change names the level reached, `от` after a verb is a plain preposition: both stay out."""
    if scan.norm(i) == "от":
        before = scan.tokens[i - 1]
        return before.norm in ("%", "отличие", "зависимости") or before.lemma in ("процент", "доля") or (
            before.pos == "VERB" and number.kind == "count")  # fmt: skip
    return scan.norm(i) == "до" and i + 1 == first and (_after_from(scan, i) or changes(scan.doc, i))


def _after_from(scan: Scan, i: int) -> bool:
    """`с 5,5 тысяч [до] 103`: the level before the change stands right before."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if numeral := scan.ending.get(j):
            return scan.norm(numeral.first - 1) in ("с", "со")
    return False


EXCEEDING = ("превысить", "превышать", "превысивший", "превышающий", "перевалить", "превосходить", "перешагнуть")


def _bounding_verb(scan: Scan, first: int) -> Comparison | None:
    """`превысил 5 млн`, `не превышает 3%`, `равной или превышающей 50 тысяч`."""
    for i in range(first - 1, max(-1, first - 4), -1):
        if not scan.same_sentence(i, first):
            return None
        if scan.tokens[i].lemma in EXCEEDING or scan.norm(i).startswith(("превыс", "превыш", "перевалил", "перешагн")):
            if scan.norm(i - 1) == "не":
                return "<="
            return ">=" if scan.norm(i - 1) == "или" else ">"
        if scan.tokens[i].norm not in PREPOSITIONS and scan.tokens[i].pos not in ("ADJ", "NOUN", "DET"):
            return None
    return None


def _signed(scan: Scan, number: Number, first: int) -> Number:
    """`+7,5%`, `-4,3%`, `минус 1,3%`, `±5`: a sign written by the text, with no number or word glued before it."""
    i = scan.doc.token_at(number.start) - 1
    if i < 0 or scan.norm(i) not in SIGNS and scan.norm(i) != "±" or not scan.same_sentence(i, first):
        return number
    token, word = scan.tokens[i], scan.norm(i) in ("минус", "плюс")
    glued_right = token.stop == number.start
    glued_left = i > 0 and scan.tokens[i - 1].stop == token.start and scan.tokens[i - 1].text[-1:].isalnum()
    dash = scan.norm(i) in DASHES
    if not word and (not glued_right or glued_left) or dash and number.value is None:
        return number
    sign = SIGNS.get(scan.norm(i), Decimal(1))
    low, high = (x * sign if x is not None else None for x in (number.low, number.high))
    if sign < 0 and number.comparison != "=":
        low, high = high, low
    value = number.value * sign if number.value is not None else None
    return replace(number, start=token.start, value=value, low=low, high=high)


RULES = (score, base_of_rate, inverted, amount)
