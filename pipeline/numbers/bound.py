"""What modifiers and verbs make of an amount: exact, about, more, less; and where its span then begins and ends."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Comparison, Number, Token
from pipeline.numbers.change import changes
from pipeline.numbers.modifier import PREPOSITIONS, modifier_after, modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan, compared, is_animate

EXCEEDING = frozenset((
    "превысить", "превышать", "превысивший", "превышающий", "перевалить", "превосходить", "перешагнуть",
))  # fmt: skip
MODAL = frozenset(("должен", "должный", "мочь", "быть"))
DASHES = frozenset("-–—")
AT_AGE: dict[str, Comparison] = {"с": ">=", "со": ">=", "за": ">"}  # с 6 лет, кому за 50
STARTING = frozenset(("начинаться", "стартовать"))  # цены начинаются с 5 тысяч тенге
EQUAL = frozenset(("равный", "эквивалентный"))  # превышает сумму, равную 10 тысячам
LONGEST_NOUN = 3  # tokens of what is counted
ASIDE = frozenset(("может", "быть", "возможно", "вероятно", "видимо", "наверное"))
DOWN_TO = frozenset(("до", "вплоть"))
INSTRUMENTAL = ("мя", "ми", "ью")  # двумя, четырьмя, пятью


def bounded(scan: Scan, number: Number, first: int, last: int, numeral: Numeral) -> Number:
    """Applies the modifiers on both sides of tokens `first:last`, or a verb that bounds."""
    if number.kind == "multiple" and scan.norm(first - 1) in ("в", "во"):
        number, first = replace(number, start=scan.tokens[first - 1].start), first - 1
    if before := _before(scan, number, first):
        begin, comparison = before
        if number.kind == "multiple" and scan.norm(begin - 1) in ("в", "во") and scan.norm(first) not in ("в", "во"):
            begin -= 1  # в более чем три раза
        start = scan.tokens[begin].start
        if scan.norm(before[0]) in DOWN_TO and number.value is not None and number.value < 0:  # до минус 30
            return replace(number, start=start, comparison=comparison, high=None)
        if number.comparison == "range" and scan.norm(before[0]) == "в":  # в пределах 10-11: between them
            return replace(number, start=start)
        return replace(_compare(number, comparison), start=start)
    if numeral.over:
        return _compare(number, ">")
    if after := _after(scan, first, last, numeral):
        return replace(_compare(number, after[1]), stop=max(number.stop, scan.tokens[after[0] - 1].stop))
    if behind := _behind_noun(scan, number, last):
        return _compare(number, behind)
    if scan.norm(first - 1) in AT_AGE and (number.kind == "age" or _starts(scan, first - 1)):
        comparison = AT_AGE[scan.norm(first - 1)]
        return replace(_compare(number, comparison), start=scan.tokens[first - 1].start)
    bound = _bounding_verb(scan, first) if number.kind != "multiple" else None  # превысил норму вдвое
    return _compare(number, bound) if bound else number


def _before(scan: Scan, number: Number, first: int) -> tuple[int, Comparison] | None:
    found = modifier_before(scan.tokens, first)
    if not found or not scan.same_sentence(found[0], first) or _is_level(scan, found[0], first, number):
        return None
    under = scan.norm(found[0]) == "под" and (number.kind == "percent" or scan.norm(first).endswith(INSTRUMENTAL))
    return None if under else found  # кредит под 5%, под двумя флагами


def _after(scan: Scan, first: int, last: int, numeral: Numeral) -> tuple[int, Comparison] | None:
    """The modifier behind the amount, or between its number and its unit: `200 с лишним человек`."""
    inner = modifier_after(scan.tokens, numeral.last)
    if inner and inner[0] <= last:
        return last, inner[1]
    after = modifier_after(scan.tokens, last) if scan.same_sentence(last, first) else None
    return after if after and scan.numeral_at(after[0]) is None else None  # 50 га и более 2 млн тонн


def _behind_noun(scan: Scan, number: Number, last: int) -> Comparison | None:
    """`наберут 40 голосов или меньше`: said after the noun that is counted, which is no part of the number."""
    i = last
    while i < last + LONGEST_NOUN and (token := scan.following(i)) is not None and token.pos in ("ADJ", "NOUN"):
        i += 1
    if i == last or number.kind != "count" or scan.norm(i) not in ("и", "или") or not scan.same_sentence(i + 1, last):
        return None
    found, after = modifier_after(scan.tokens, i), scan.following(i + 2)
    ends = after is None or after.pos in ("PUNCT", "ADP", "CCONJ")
    return found[1] if found and ends and scan.numeral_at(found[0]) is None else None


def _compare(number: Number, comparison: Comparison) -> Number:
    """A modifier leaves one end of a range: `за 40-50 лет`, `до 2-3 раз`."""
    if number.comparison == "range":
        if comparison in (">", ">="):
            return replace(number, comparison=comparison, high=None)
        return replace(number, comparison=comparison, low=None) if comparison in ("<", "<=") else number
    return number if number.value is None else compared(number, comparison)


def _is_level(scan: Scan, i: int, first: int, number: Number) -> bool:
    """`до` after a word of change names the level reached, `от` after a verb is a plain preposition: both stay out."""
    if scan.norm(i) == "от" and scan.norm(first).startswith("обо"):  # зависит от обоих
        return True
    if scan.norm(i) == "от":
        before = scan.tokens[_before_aside(scan, i - 1)]
        counted = scan.norm(scan.doc.token_at(number.stop - 1) + 1)
        sent = counted != "человек" and (is_animate(before) or before.norm == "человек")  # 350 человек от трёх компаний
        if i + 1 == first and number.kind == "count" and (sent or _from_people(scan, number, before)):
            return True
        return before.norm in ("%", "отличие", "зависимости") or before.lemma in ("процент", "доля") or (
            before.pos == "VERB" and number.kind == "count")  # fmt: skip
    return scan.norm(i) == "до" and i + 1 == first and (_after_from(scan, i) or changes(scan.doc, i))


def _before_aside(scan: Scan, i: int) -> int:
    """The token before what is put in: `идущие, может быть, [от] тысячи судов`."""
    if scan.norm(i) != ",":
        return i
    j = i - 1
    while scan.norm(j) in ASIDE:
        j -= 1
    return j - 1 if scan.norm(j) == "," and j < i - 1 else i


def _from_people(scan: Scan, number: Number, before: Token) -> bool:
    """`предложения [от] 540 продавцов`: what comes from people; `группы от 5 человек` are of that size."""
    i = scan.doc.token_at(number.stop - 1) + 1
    while (token := scan.following(i)) is not None and token.pos in ("ADJ", "VERB") and token.feat("Case") == "Gen":
        i += 1
    return token is not None and before.pos == "NOUN" and token.norm != "человек" and is_animate(token)


def _after_from(scan: Scan, i: int) -> bool:
    """`с 5,5 тысяч [до] 103`: the level before the change stands right before."""
    for j in range(i - 1, max(-1, i - 5), -1):
        if numeral := scan.ending.get(j):
            if scan.norm(numeral.first - 1) in DASHES and (low := scan.ending.get(numeral.first - 2)):
                numeral = low  # с 240-260 до 500
            return scan.norm(numeral.first - 1) in ("с", "со")
    return False


def _starts(scan: Scan, i: int) -> bool:
    """`Стоимость начинается [с] 770 тенге`: the lowest of several amounts."""
    return scan.norm(i) != "за" and scan.same_sentence(i - 1, i) and scan.tokens[i - 1].lemma in STARTING


def _bounding_verb(scan: Scan, first: int) -> Comparison | None:
    """`превысил 5 млн`, `не превышает 3%`, `равной или превышающей 50 тысяч`."""
    if scan.norm(first - 1) == "на":
        return None  # превысила отметку на 15 сантиметров
    for i in range(first - 1, max(-1, first - 5), -1):
        if not scan.same_sentence(i, first):
            return None
        if scan.norm(i) == "," and scan.tokens[i + 1].lemma in EQUAL:
            continue
        if scan.tokens[i].lemma in EXCEEDING or scan.norm(i).startswith(("превыс", "превыш", "перевалил", "перешагн")):
            modal = scan.tokens[i - 1].lemma in MODAL
            if scan.norm(i - 1 - modal) == "не":  # не превышает, не должен превышать
                return "<="
            return ">=" if scan.norm(i - 1) == "или" else ">"
        if scan.tokens[i].norm not in PREPOSITIONS and scan.tokens[i].pos not in ("ADJ", "NOUN", "DET"):
            return None
    return None
