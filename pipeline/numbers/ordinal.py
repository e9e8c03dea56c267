"""Rules for ordinals, ranks, idioms, the pronoun `один` and compound adjectives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from pipeline import vocabulary
from pipeline.document import Number, NumberKind, Token
from pipeline.morph import parses
from pipeline.numbers.compound import HALVES, stem_of
from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.scan import Scan, compared
from pipeline.numbers.unit import unit_after

LONGEST_IDIOM = 5
COUNTING_ADVERBS = frozenset("только лишь всего ровно единственный минимум максимум".split())


@cache
def _idioms() -> dict[str, list[tuple[str, ...]]]:
    """Idioms by each of their words, so that a numeral finds those it can stand in."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for idiom in sorted(vocabulary.words("idioms")):
        words = tuple(idiom.split())
        for word in words:
            found.setdefault(word, []).append(words)
    return found


def idiom(scan: Scan, numeral: Numeral) -> list[Number]:
    """`в первую очередь`, `ещё один`, `ни одного`: the number means nothing."""
    if numeral.form != "words" or numeral.last - numeral.first > 1:
        return []
    norm = scan.norm(numeral.first)
    for words in _idioms().get(norm, ()):
        first = numeral.first - words.index(norm)
        if tuple(scan.norm(first + n) for n in range(len(words))) == words:
            return [scan.number("other", numeral.first, numeral.last, "idiom")]
    return []


def introductory(scan: Scan, numeral: Numeral) -> list[Number]:
    """`во-первых`, `в-третьих`."""
    is_one = numeral.cls == "introductory"
    return [scan.number("other", numeral.first, numeral.last, "introductory")] if is_one else []


def adverb(scan: Scan, numeral: Numeral) -> list[Number]:
    """`вдвое`, `трижды`, `однажды`."""
    if numeral.cls not in ("multiple", "count", "other"):
        return []
    kind: NumberKind = numeral.cls
    number = scan.number(kind, numeral.first, numeral.last, "adverb", numeral.value if kind != "other" else None)
    return [_modified(scan, numeral.first, _with_unit(number, "times" if kind == "multiple" else ""))]


def _with_unit(number: Number, unit: str) -> Number:
    return replace(number, unit=unit)


def _modified(scan: Scan, first: int, number: Number) -> Number:
    """The number with the modifier before it, if any: `почти вдвое`, `более чем двукратный`."""
    found = modifier_before(scan.tokens, first)
    if not found or not scan.same_sentence(found[0], first):
        return number
    return replace(compared(number, found[1]), start=scan.tokens[found[0]].start)


def one(scan: Scan, numeral: Numeral) -> list[Number]:
    """`один` counts beside other numbers, a unit or `только`; else it is a pronoun: `на одном мониторе`."""
    token = scan.tokens[numeral.first]
    if numeral.value != 1 or numeral.form != "words" or numeral.ordinal or numeral.suffix or numeral.last - numeral.first > 1:
        return []
    if numeral.scale != 1 or token.norm in ("одни", "одних", "одними"):
        return [] if numeral.scale != 1 else [scan.number("other", numeral.first, numeral.last, "one")]
    return [] if _one_counts(scan, numeral) else [scan.number("other", numeral.first, numeral.last, "one")]


def _one_counts(scan: Scan, numeral: Numeral) -> bool:
    before, after = scan.norm(numeral.first - 1), numeral.last
    if before in COUNTING_ADVERBS or modifier_before(scan.tokens, numeral.first) or unit_after(scan.tokens, after):
        return True
    if scan.norm(after) == "из":  # один из трех — counts; один из самых — does not
        return scan.numeral_at(after + 1) is not None
    if scan.norm(after) in (",", ".", ";", ")") or before in ("-", "–", "—", ":"):
        return before not in ("",) and _other_count_near(scan, numeral)
    return _other_count_near(scan, numeral)


def _other_count_near(scan: Scan, numeral: Numeral) -> bool:
    """Another cardinal in the sentence shows that things are being counted: `три женщины и один мужчина`."""
    sentence = scan.doc.sentences[scan.tokens[numeral.first].sent]
    for other in scan.numerals[max(0, scan.starting[numeral.first] - 3) : scan.starting[numeral.first] + 4]:
        near = sentence.first <= other.first < sentence.last and abs(other.first - numeral.first) <= 12
        if near and other != numeral and not other.ordinal and not other.suffix and not scan.in_time(other):
            if other.value and other.value != 1 and other.form != "code" and other.scale < 1000:
                return True
    return False


def compound(scan: Scan, numeral: Numeral) -> list[Number]:
    """`13-летнего подростка` (age), `двухлетняя задержка` (duration), `100-процентная`, `200-тысячный`, `полгода`."""
    if not numeral.suffix or numeral.value is None:
        return []
    first, last, stem = numeral.first, numeral.last, stem_of(numeral.suffix)
    if numeral.suffix in HALVES:
        unit = HALVES[numeral.suffix]
        kind: NumberKind = "percent" if unit == "%" else "duration" if unit in TIME_UNITS else "measure"
        return [_modified(scan, first, _with_unit(scan.number(kind, first, last, "half", numeral.value), unit))]
    if stem is None:
        kind = "identifier" if scan.tokens[first].text[-1:].isupper() else "other"
        return [scan.number(kind, first, last, "compound")]
    kind = "age" if stem.unit == "year" and numeral.suffix.startswith("летн") and _is_person(scan, last) else stem.kind
    number = _with_unit(scan.number(kind, first, last, "compound", numeral.value * stem.scale), stem.unit)
    if numeral.high is not None:
        number = _range(number, numeral.value * stem.scale, numeral.high * stem.scale)
    return [_modified(scan, first, number)]


TIME_UNITS = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))


def _range(number: Number, low: Decimal, high: Decimal) -> Number:
    return replace(number, comparison="range", value=None, low=low, high=high)


def _is_person(scan: Scan, i: int) -> bool:
    """Whether what follows the adjective is a person: `13-летнего подростка`, `30-летний Иван`, `45-летний`."""
    while scan.norm(i) and scan.tokens[i].pos == "ADJ" and scan.tokens[i].text.islower():
        i += 1
    token = scan.tokens[i] if i < len(scan.tokens) else None
    if token is None or not token.text[:1].isalpha() or token.pos in ("VERB", "ADP", "CCONJ"):
        return True  # a noun of its own: «45-летний погиб на месте»
    if any(mention.type == "PER" and mention.start == token.start for mention in scan.persons):
        return True
    return is_animate(token)


def is_animate(token: Token) -> bool:
    return token.feat("Animacy") == "Anim" or bool(parses(token.norm) and "anim" in parses(token.norm)[0].tag)


def each(scan: Scan, numeral: Numeral) -> list[Number]:
    """`каждый третий житель`: a third of them."""
    before = scan.norm(numeral.first - 1)
    if not numeral.ordinal or not before.startswith("кажд") or not numeral.value or numeral.value < 2:
        return []
    if unit_after(scan.tokens, numeral.last):
        return []
    return [scan.number("fraction", numeral.first - 1, numeral.last, "each", 1 / numeral.value)]


def year_of_life(scan: Scan, numeral: Numeral) -> list[Number]:
    """`на 97-м году жизни`: aged 96."""
    if scan.norm(numeral.last) != "году" or scan.norm(numeral.last + 1) != "жизни" or not numeral.value:
        return []
    number = scan.number("age", numeral.first, numeral.last + 1, "year_of_life", numeral.value - 1)
    return [_with_unit(number, "year")]


def rank(scan: Scan, numeral: Numeral) -> list[Number]:
    """`занял 5-е место`, `на второй строчке`, `1 место`, `с третьей позиции`."""
    if numeral.suffix or numeral.value is None or not (numeral.ordinal or numeral.form == "digits"):
        return []
    noun = scan.tokens[numeral.last] if scan.same_sentence(numeral.last, numeral.first) else None
    if not noun or not _is_one_of(noun, "rank_nouns") or noun.feat("Number") == "Plur" and not numeral.ordinal:
        return []
    if not numeral.ordinal and numeral.value % 10 in (2, 3, 4) and noun.norm == "места" and scan.norm(numeral.first - 1) != "с":
        return []  # два места: counted
    return [scan.number("rank", numeral.first, numeral.last, "rank", numeral.value)]


def _is_one_of(token: Token, name: str) -> bool:
    words = vocabulary.words(name)
    return token.norm in words or token.lemma in words or any(p.normal_form in words for p in parses(token.norm)[:3])


def ordinal(scan: Scan, numeral: Numeral) -> list[Number]:
    """`первый этап`, `ХІІ форум`, `8–9-х классов`, `7 класса`, `1 подъема`."""
    if numeral.ordinal or _reads_as_ordinal(scan, numeral):
        return [scan.number("ordinal", numeral.first, numeral.last, "ordinal")]
    return []


def _reads_as_ordinal(scan: Scan, numeral: Numeral) -> bool:
    """Figures before a noun whose form no cardinal allows: `7 класса`, `1 подъема`, `12 форум`."""
    noun = scan.tokens[numeral.last] if scan.same_sentence(numeral.last, numeral.first) else None
    value = numeral.value
    if noun is None or numeral.form != "digits" or value is None or numeral.suffix or numeral.scale != 1:
        return False
    if value != value.to_integral_value() or value > 2000 or noun.pos != "NOUN" or noun.feat("Number") != "Sing":
        return False
    if not _is_one_of(noun, "ordinal_nouns"):
        return _disagrees(noun, value) and not _is_unit(scan, numeral)
    if value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14):
        return noun.feat("Case") != "Gen" or scan.norm(numeral.first - 1) in _ORDINAL_LEFT
    return value % 10 != 1 or value % 100 == 11 or noun.feat("Case") != "Nom" or value > 1


def _disagrees(noun: Token, value: Decimal) -> bool:
    """Whether a singular noun cannot be counted by the value: `1 подъема`, `34 паркране`."""
    if not noun.text.islower() or noun.feat("Case") not in ("Gen", "Dat", "Ins", "Loc") or noun.feat("Animacy") == "Anim":
        return False
    if value == 1:
        return noun.feat("Case") == "Gen"
    if value % 10 == 1 and value % 100 != 11 or any("plur" in parse.tag for parse in parses(noun.norm)):
        return False
    return noun.feat("Case") == "Loc"


_ORDINAL_LEFT = frozenset("в во на с со до после из для".split())


def _is_unit(scan: Scan, numeral: Numeral) -> bool:
    return unit_after(scan.tokens, numeral.last) is not None


RULES = (introductory, idiom, adverb, one, compound, each, rank, ordinal)
