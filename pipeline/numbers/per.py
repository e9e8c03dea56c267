"""What an amount is a rate of: `в год`, `за килограмм`, `на 100 тысяч населения`, `/сутки`, `ежегодно`."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pipeline import vocabulary
from pipeline.document import Number, Token
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import plain
from pipeline.numbers.scan import Scan, is_animate
from pipeline.numbers.unit import unit_after

REACH = 5  # tokens of the counted noun that may stand before `в год`
EVERY = {"ежегодн": "год", "ежемесячн": "месяц", "ежедневн": "день", "еженедельн": "неделя", "ежесуточн": "сутки",
         "ежечасн": "час", "ежеквартальн": "квартал", "среднегодов": "год"}  # fmt: skip
STEMS = tuple(EVERY)
DAILY = {f"{stem}о": base for stem, base in EVERY.items() if stem.startswith("еже")}
POWERS = frozenset(Decimal(10) ** n for n in range(7))  # на 100, за 1 тыс.
PERIODS = frozenset(("год", "месяц", "неделю", "день", "сутки", "час", "минуту", "секунду", "квартал", "смену"))
RATED = frozenset(("count", "money", "measure", "percent", "duration"))


@cache
def _bases() -> dict[str, str]:
    return vocabulary.mapping("rate_bases", "form", "base")


def per_after(scan: Scan, i: int, number: Number) -> str:
    """Base form of what follows the amount that ends before token `i`, the counted noun allowed between."""
    if number.kind not in RATED:
        return ""
    for j in range(i, i + REACH):
        if not scan.same_sentence(j, i - 1):
            break
        norm, token = scan.norm(j), scan.tokens[j]
        if norm == "годовых":  # 14,5% годовых
            return "год"
        if norm in ("в", "за", "на", "с", "/") and (found := _base(scan, norm, j + 1, number)):
            return found
        participle = token.pos == "VERB" and token.feat("VerbForm") == "Part"
        if (not participle and token.pos not in ("NOUN", "ADJ", "PROPN", "DET")) or not token.text[0].isalpha():
            break
    return _dealt(scan, i, number) or _every(scan, i, number)


def _base(scan: Scan, preposition: str, i: int, number: Number) -> str:
    norm, bases = scan.norm(i), _bases()
    numeral = scan.numeral_at(i)
    if preposition == "/":
        return _counted_base(scan, numeral) if numeral is not None else bases.get(norm, "")
    if preposition in ("на", "за") and numeral is not None and _is_base(numeral):
        unit = unit_after(scan.tokens, numeral.last)
        if preposition == "за" and unit and unit.kind == "duration":
            return ""  # на 20% за 10 месяцев
        return _counted_base(scan, numeral)
    if preposition == "в" and norm in PERIODS:
        return bases[norm]
    if preposition == "за" and number.kind == "money":
        unit = unit_after(scan.tokens, i)
        if unit is None or unit.kind != "measure":
            return bases.get(norm, "")
        spelled = scan.doc.text[scan.tokens[unit.first].start : scan.tokens[unit.last - 1].stop].lower()
        return bases.get(spelled, scan.tokens[i].lemma if unit.last - i == 1 else spelled)
    if preposition == "на" and norm in ("душу", "человека", "жителя"):
        return "душа населения" if norm == "душу" else bases[norm]
    if preposition == "на" and norm in ("каждого", "каждую", "каждый", "одного", "одну", "один"):
        return _phrase(scan, i)
    if preposition == "с" and norm in ("гектара", "га"):
        return "гектар"
    return ""


def _is_base(numeral: Numeral) -> bool:
    return numeral.value is not None and numeral.value >= 1 and str(numeral.value).strip("0") in ("1", "")


def _counted_base(scan: Scan, numeral: Numeral) -> str:
    """`100 работающих`, `1 тыс. кубометров`: the number and the words that it counts."""
    last = numeral.last
    while (
        scan.same_sentence(last, numeral.first)
        and scan.tokens[last].pos in ("NOUN", "ADJ", "VERB")
        and (scan.tokens[last].feat("Case") == "Gen")
    ):
        last += 1
    return scan.doc.text[scan.tokens[numeral.first].start : scan.tokens[last - 1].stop]


def _phrase(scan: Scan, i: int) -> str:
    return f"{scan.norm(i)} {scan.norm(i + 1)}".strip()


def _dealt(scan: Scan, i: int, number: Number) -> str:
    """`по 2 миллиона тенге [ветеранам]`: each of those who get it."""
    first = scan.doc.token_at(number.start)
    if number.kind != "money" or scan.norm(first - 1) != "по":
        return ""
    noun = next((t for j in range(i, i + 3) if (t := scan.following(j)) is None or t.pos != "ADJ"), None)
    named = noun is not None and noun.pos == "NOUN" and noun.feat("Case") == "Dat" and noun.feat("Number") == "Plur"
    return noun.lemma if noun and named and is_animate(noun) else ""


def _every(scan: Scan, i: int, number: Number) -> str:
    """`ежегодно происходит 2500 пожаров`, `ежегодные расходы`: said by a word before the number in its clause."""
    first = scan.doc.token_at(number.start)
    if number.kind != "percent" and (after := scan.following(i)) is not None and after.norm in DAILY:
        return DAILY[after.norm]  # увеличивается на 300 тонн ежегодно
    for j in range(first - 1, max(-1, first - 10), -1):
        token = scan.tokens[j]
        if token.norm in (",", ";", ":") or not scan.same_sentence(j, first):
            return ""
        if token.lemma == "каждый" and scan.norm(j - 1) in ("в", "на") and scan.tokens[j + 1].pos == "NOUN":
            return scan.tokens[j + 1].lemma  # в каждой команде будет 10 человек
        if token.norm.startswith(STEMS) and number.kind != "percent":
            return next(base for stem, base in EVERY.items() if token.norm.startswith(stem))
    return ""


def base_of_rate(scan: Scan, numeral: Numeral) -> list[Number]:
    """`60,6 [на] 100 работающих`, `$325 за 1 тыс. кубометров`: what a rate is counted on is no claim."""
    if scan.norm(numeral.first - 1) not in ("на", "за", "/") or numeral.value not in POWERS:
        return []
    before = _amount_ending_near(scan, numeral.first - 1)
    if before is None:
        return []
    unit = unit_after(scan.tokens, numeral.last)
    if unit and unit.kind != "measure":
        return []
    return [scan.number("other", numeral.first, unit.last if unit else numeral.last, "base_of_rate")]


def _amount_ending_near(scan: Scan, i: int) -> Numeral | None:
    """A numeral in the five tokens before token `i`, nothing but its unit and noun between."""
    for j in range(i - 1, max(-1, i - 6), -1):
        if (
            not scan.same_sentence(j, i)
            or scan.norm(j) in (",", ";", ":", "—", "–", ")", "(")
            or _is_finite(scan.tokens[j])
        ):
            return None
        if (numeral := scan.ending.get(j)) is not None:
            return numeral if plain(numeral) else None
    return None


def _is_finite(token: Token) -> bool:
    return token.pos == "VERB" and token.feat("VerbForm") != "Part"
