"""Numbers that count nothing where they stand: `закрылись в один год`, `вышли на первые позиции`."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.document import Doc, Number
from pipeline.lookup import lookup
from pipeline.numbers.numeral import DASHES, Numeral
from pipeline.numbers.scan import Scan
from pipeline.recent import remembered

PERIODS = frozenset(("год", "месяц", "сезон"))  # `прошло в один день` tells how long
# fmt: off
TERMS = (
    "срок", "стаж", "перерыв", "разниц", "отпуск", "договор", "контракт", "период", "пауз", "длин", "сутк", "размер",
)
# fmt: on
FRONT = frozenset(("позиция", "строчка", "строка"))
PLURAL = frozenset(("первые", "первых", "первыми"))
RANKING = frozenset(("занять", "занимать", "делить", "поделить"))
PITCHES = frozenset((
    "поля", "площадки", "корта", "катка", "ринга", "татами", "соперника", "соперницы", "соперников", "противника",
))  # fmt: skip
SIGNING = frozenset("—–")
LONGEST_ACCOUNT = 9  # tokens of a name before its address


def same_time(scan: Scan, numeral: Numeral) -> list[Number]:
    """`оба клуба закрылись в один год`: in the same one; but `срок в один год`."""
    if scan.norm(numeral.first) != "один" or scan.norm(numeral.first - 1) not in ("в", "во"):
        return []
    if scan.norm(numeral.last) not in PERIODS or numeral.last - numeral.first > 1:
        return []
    lasting = scan.norm(numeral.first - 2).startswith(TERMS) or scan.norm(numeral.last + 1).startswith("лишени")
    return [] if lasting else [scan.number("other", numeral.first, numeral.last, "same_time")]


def front(scan: Scan, numeral: Numeral) -> list[Number]:
    """`вышли на первые позиции`: among those in front; but `клубы занимают первые строчки`."""
    noun = scan.following(numeral.last)
    if noun is not None and noun.lemma in vocabulary.words("rank_adjectives"):
        noun = scan.following(numeral.last + 1)
    if scan.norm(numeral.first) not in PLURAL or noun is None or noun.lemma not in FRONT:
        return []
    before = [scan.tokens[i] for i in range(max(0, numeral.first - 3), numeral.first)]
    ranked = any(token.lemma in RANKING for token in before)
    return [] if ranked else [scan.number("ordinal", numeral.first, numeral.last, "front")]


def half_of_pitch(scan: Scan, numeral: Numeral) -> list[Number]:
    """`отбирали мяч на чужой половине поля`, `на половине поля хозяев`: a place."""
    if numeral.cls != "fraction" or not scan.norm(numeral.first).startswith("половин"):
        return []
    if scan.norm(numeral.last) not in PITCHES or not scan.same_sentence(numeral.first - 1, numeral.first):
        return []
    before = scan.tokens[numeral.first - 1]
    described = before.pos in ("ADJ", "DET", "PRON") or before.norm in ("на", "с")
    return [scan.number("other", numeral.first, numeral.last, "half_of_pitch")] if described else []


def account(scan: Scan, numeral: Numeral) -> list[Number]:
    """`Какой гол! — Иван (30+) (@ivan)`: in the name of an account."""
    if not _accounts(scan.doc):
        return []
    ahead = range(numeral.last, min(numeral.last + LONGEST_ACCOUNT, len(scan.tokens) - 1))
    opening = next((i for i in ahead if scan.norm(i) == "(" and scan.norm(i + 1).startswith("@")), -1)
    if opening < 0:
        return []
    behind = range(numeral.first - 1, max(-1, numeral.first - 1 - LONGEST_ACCOUNT), -1)
    dash = next((i for i in behind if scan.norm(i) in SIGNING), -1)
    if dash < 0:
        return []
    between = scan.text(numeral.last, opening) if opening > numeral.last else ""
    apart = "\n" in scan.text(dash, opening) or SIGNING & set(between)
    return [] if apart else [scan.number("identifier", numeral.first, numeral.last, "account")]


@remembered
def _accounts(doc: Doc) -> bool:
    return any(norm.startswith("@") for norm in lookup(doc).others)


def announced(scan: Scan, numeral: Numeral) -> list[Number]:
    """`ясно лишь одно: мост закроют`: one thing, which follows."""
    said = scan.norm(numeral.first) == "одно" and scan.norm(numeral.last) == ":" and numeral.last - numeral.first == 1
    return [scan.number("other", numeral.first, numeral.last, "announced")] if said else []


def hanging(scan: Scan, numeral: Numeral) -> list[Number]:
    """`двух- и трёхэтажные дома`: the first part of an adjective."""
    i = numeral.last
    if numeral.form != "words" or scan.norm(i) not in DASHES or scan.norm(i + 1) not in ("и", "или", ","):
        return []
    touches = scan.same_sentence(i, i + 1) and scan.tokens[i - 1].stop == scan.tokens[i].start
    return [scan.number("other", numeral.first, i, "hanging")] if touches else []


RULES = (announced, hanging, same_time, front, half_of_pitch, account)
