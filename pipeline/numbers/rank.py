"""Rules for places in a ranking: `занял 5-е место`, `с 40-й на 35-ю позицию`, `делит 15–16 места`."""

from __future__ import annotations

from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Number, Token
from pipeline.numbers.fraction import PARTICLES
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import dashed_end, plain
from pipeline.numbers.scan import Scan, is_one_of, ranged

LINKS = frozenset((",", "и", "или", "на", "до", "по", "-", "–"))
PLACES = frozenset(("места", "строчки", "позиции", "местах", "строчках", "позициях"))
RIVALS = 3  # numerals back to the place before
GAPS = frozenset("-–—")
SHARING = frozenset(("делить", "разделить", "поделить", "занять", "занимать"))


def rank(scan: Scan, numeral: Numeral) -> list[Number]:
    """`занял 5-е место`, `на второй строчке`, `1 место`, `с третьей позиции`."""
    if numeral.suffix or numeral.value is None or not (numeral.ordinal or numeral.form == "digits"):
        return []
    noun = _shared_noun(scan, numeral) if numeral.ordinal else scan.following(numeral.last)
    noun = _noun_left_out(scan, numeral) or noun
    if noun is None or not is_one_of(noun, "rank_nouns"):
        return []
    if not numeral.ordinal and (noun.feat("Number") == "Plur" or _counts_places(scan, numeral, noun)):
        return []
    number = scan.number("rank", numeral.first, numeral.last, "rank", numeral.value)
    return [ranged(number, numeral.value, numeral.high) if numeral.high is not None else number]


def _shared_noun(scan: Scan, numeral: Numeral) -> Token | None:
    """The noun after an ordinal, or after the last of several: `с [40-й] на 35-ю позицию`, `третье итоговое место`."""
    last = numeral.last
    while scan.norm(last) in LINKS and (other := scan.numeral_at(last + 1)) and other.ordinal:
        last = other.last
    noun = scan.following(last)
    if noun is None or (noun.feat("Number") == "Plur" and last == numeral.last):  # первые стартовые места
        return noun
    skipped = noun.lemma in vocabulary.words("rank_adjectives") or noun.norm in PARTICLES
    return scan.following(last + 1) if skipped else noun


def _noun_left_out(scan: Scan, numeral: Numeral) -> Token | None:
    """`На втором месте Тула (815), на [третьем] – Рязань (702)`: the noun of the place before it, led alike."""
    at, after = scan.starting[numeral.first], scan.following(numeral.last)
    near = scan.numerals[max(0, at - RIVALS) : at]
    other = next((n for n in reversed(near) if n.ordinal and scan.same_sentence(n.first, numeral.first)), numeral)
    gap = after is not None and (after.text in GAPS or after.pos == "PROPN")
    led = scan.norm(numeral.first - 1) == scan.norm(other.first - 1) == "на" and other.value != numeral.value
    return _shared_noun(scan, other) if gap and led and numeral.ordinal else None


def _counts_places(scan: Scan, numeral: Numeral, noun: Token) -> bool:
    """`два места`, `2 места`, `создано 21 место`: counted, not ranked."""
    before = scan.tokens[numeral.first - 1] if numeral.first else None
    made = before is not None and before.feat("Variant") == "Short" and before.feat("Gender") == "Neut"
    if noun.norm == "место" and (numeral.value or 0) % 10 == 1:
        return made
    return (numeral.value or 0) % 10 in (2, 3, 4) and noun.norm == "места" and scan.norm(numeral.first - 1) != "с"


def dashed_rank(scan: Scan, numeral: Numeral) -> list[Number]:
    """`делит 15–16 места`: a form that no count of sixteen has; `заняла 3-4 места`."""
    other = dashed_end(scan, numeral) if plain(numeral) and numeral.form == "digits" else None
    noun = scan.following(other.last) if other else None
    if not other or not noun or noun.norm not in PLACES:
        return []
    shares = scan.tokens[numeral.first - 1].lemma in SHARING
    if not shares and (other.value or 0) % 10 in (2, 3, 4) and (other.value or 0) % 100 not in (12, 13, 14):
        return []
    number = scan.number("rank", numeral.first, other.last, "dashed_rank")
    return [ranged(number, numeral.value or Decimal(0), other.value or Decimal(0))]


RULES = (rank, dashed_rank)
