"""Rules for places in a ranking: `занял 5-е место`, `с 40-й на 35-ю позицию`, `делит 15–16 места`."""

from __future__ import annotations

from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Number, Token
from pipeline.numbers.fraction import PARTICLES
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import dashed_end, plain
from pipeline.numbers.scan import Scan, is_one_of, ranged

LINKS = frozenset((",", "и", "или", "на", "до", "по", "с", "со", "-", "–"))
PLACES = frozenset(("места", "строчки", "позиции", "местах", "строчках", "позициях"))
RIVALS = 3  # numerals back to the place before
GAPS = frozenset("-–—")
ENDS = frozenset(".,;)!")
MOVING = frozenset((
    "подняться", "подниматься", "опуститься", "опускаться", "переместиться", "перемещаться", "скатиться", "упасть",
    "выйти", "вернуться", "взобраться", "сместиться",
))  # fmt: skip
LEADING = frozenset(("на", "с", "со"))
SHARING = frozenset(("делить", "разделить", "поделить", "занять", "занимать"))


def rank(scan: Scan, numeral: Numeral) -> list[Number]:
    """`занял 5-е место`, `на второй строчке`, `1 место`, `с третьей позиции`."""
    if numeral.suffix or numeral.value is None or not (numeral.ordinal or numeral.form == "digits"):
        return []
    noun = _ranked_noun(scan, numeral) if numeral.ordinal else scan.following(numeral.last)
    if noun is None or (not numeral.ordinal and noun.feat("Number") == "Plur"):
        return []
    if not is_one_of(noun, "rank_nouns") or not _is_player(scan, noun):
        return []
    if not numeral.ordinal and _counts_places(scan, numeral, noun):
        return []
    number = scan.number("rank", numeral.first, numeral.last, "rank", numeral.value)
    return [ranged(number, numeral.value, numeral.high) if numeral.high is not None else number]


def _ranked_noun(scan: Scan, numeral: Numeral) -> Token | None:
    """The noun that an ordinal goes with, behind it or elsewhere."""
    return _noun_left_out(scan, numeral) or _noun_set_off(scan, numeral) or _shared_noun(scan, numeral)


def _is_player(scan: Scan, noun: Token) -> bool:
    """`пятая ракетка мира`, not `сломал вторую ракетку`; other nouns of rank need nothing."""
    after = scan.following(scan.doc.token_at(noun.start) + 1) if noun.lemma == "ракетка" else noun
    return after is noun or (after is not None and (after.feat("Case") == "Gen" or after.pos == "PROPN"))


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
    """`На втором месте Тула, на [третьем] – Рязань`, `первое место в группе, а в зачёте – [второе]`: led alike."""
    at = scan.starting[numeral.first]
    near = scan.numerals[max(0, at - RIVALS) : at] if numeral.form != "roman" else ()
    other = next((n for n in reversed(near) if n.ordinal and scan.same_sentence(n.first, numeral.first)), None)
    if other is None or other.value == numeral.value or not _is_gap(scan, numeral):
        return None
    led = [_leading(scan, n) for n in (other, numeral)]
    alike = led[0] == led[1] and (led[0] or _is_set_off(scan, numeral))
    return _shared_noun(scan, other) if alike or _moves(scan, numeral) else None


def _moves(scan: Scan, numeral: Numeral) -> bool:
    """`уступит второе место и опустится на [7-е]`."""
    verb = scan.tokens[numeral.first - 2] if scan.same_sentence(numeral.first - 2, numeral.first) else None
    return verb is not None and scan.norm(numeral.first - 1) == "на" and verb.lemma in MOVING


def _is_gap(scan: Scan, numeral: Numeral) -> bool:
    """Whether nothing that an ordinal could go with follows: a dash, a name, the end of the clause."""
    after = scan.following(numeral.last)
    ends = after is None or after.text in GAPS or after.pos == "PROPN"
    free = after is not None and (after.text in ENDS or after.pos == "ADP")
    return ends or (free and (_is_set_off(scan, numeral) or _moves(scan, numeral)))


def _is_set_off(scan: Scan, numeral: Numeral) -> bool:
    """`второй – с [пятой]`, `для выхода в финал — [второе]`: behind a dash and the same preposition, if any."""
    return scan.norm(numeral.first - 1 - bool(_leading(scan, numeral))) in GAPS


def _leading(scan: Scan, numeral: Numeral) -> str:
    """The preposition before an ordinal, `с` and `со` alike."""
    before = scan.norm(numeral.first - 1)
    return before.removesuffix("о") if before in LEADING else ""


def _noun_set_off(scan: Scan, numeral: Numeral) -> Token | None:
    """`заняли последнее, [восьмое], место`."""
    apart = scan.norm(numeral.first - 1) == scan.norm(numeral.last) == ","
    return scan.tokens[numeral.last + 1] if apart and scan.same_sentence(numeral.last + 1, numeral.first) else None


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
