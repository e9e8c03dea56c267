"""Rules for numbers that count nothing: the pronoun `один`, idioms, `во-первых`."""

from __future__ import annotations

from functools import cache

from pipeline import vocabulary
from pipeline.document import Number, Token
from pipeline.numbers.modifier import modifier_before
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.range import plain
from pipeline.numbers.scan import Scan, is_animate
from pipeline.numbers.unit import is_of_period, unit_after

PERSONS = frozenset(("человек", "человека", "мужчина", "женщина", "ребенок", "рабочий", "водитель", "пассажир"))
FATES = (
    "погиб",
    "умер",
    "скончал",
    "пострада",
    "ранен",
    "госпитализ",
    "спас",
    "задерж",
    "пропал",
    "заболе",
    "постра",
    "убит",
)
EMPTY = ("пуст", "свобод", "ваканс", "вакант", "освобо")
SEATS = frozenset(("место", "кресло", "койка"))
OPPOSED = 9  # tokens to `другой`
STANDING = frozenset(("еще", "все", "и", "номером"))
ARTICLES = frozenset(("ADP", "ADJ", "DET", "PRON"))
NEAR = 12  # tokens
COUNTING_ADVERBS = frozenset(("только", "лишь", "всего", "ровно", "единственный", "минимум", "максимум"))


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


def one(scan: Scan, numeral: Numeral) -> list[Number]:
    """`один` counts beside other numbers, a unit or `только`; else it is a pronoun: `на одном мониторе`."""
    token = scan.tokens[numeral.first]
    if (
        numeral.value != 1
        or numeral.form != "words"
        or numeral.ordinal
        or numeral.suffix
        or numeral.last - numeral.first > 1
    ):
        return []
    if numeral.scale != 1 or token.norm in ("одни", "одних", "одними"):
        return [] if numeral.scale != 1 else [scan.number("other", numeral.first, numeral.last, "one")]
    return [] if _one_counts(scan, numeral) else [scan.number("other", numeral.first, numeral.last, "one")]


def _one_counts(scan: Scan, numeral: Numeral) -> bool:
    before, after = scan.norm(numeral.first - 1), numeral.last
    if _is_victim(scan, after) or _makes_up(scan, numeral) or is_of_period(scan.tokens, after):
        return True
    if before in ("от", "под") and "до" not in {scan.norm(after + n) for n in range(3)}:
        return False  # письмо от одной фирмы, под одной крышей
    if scan.norm(after) == "из":  # один из трех, даже лишь один — counts; один из самых — does not
        return plain(scan.numeral_at(after + 1))
    if before == "не" and _is_thing(scan, after):
        return False  # снял не один фильм: several
    if before in COUNTING_ADVERBS or modifier_before(scan.tokens, numeral.first) or unit_after(scan.tokens, after):
        return True
    if scan.norm(after) in (",", ".", ";", ")") or before in ("-", "–", "—", ":"):
        return before not in ("",) and _other_count_near(scan, numeral)
    return _other_count_near(scan, numeral) or _counts_thing(scan, numeral)


def _is_thing(scan: Scan, i: int) -> bool:
    noun = scan.following(i)
    opposed = [scan.norm(i + 1), scan.norm(i + 2)] == [",", "а"]  # подан не один иск, а девять
    return noun is not None and noun.pos == "NOUN" and unit_after(scan.tokens, i) is None and not opposed


def _counts_thing(scan: Scan, numeral: Numeral) -> bool:
    """`построить одну школу`, `содержание одной боеголовки`; not `в одном доме`, `одну работу с другой`."""
    before = scan.tokens[numeral.first - 1] if scan.same_sentence(numeral.first - 1, numeral.first) else None
    if before is None or before.norm in STANDING or before.pos in ARTICLES:
        return False
    i = numeral.last
    while (noun := scan.following(i)) is not None and (noun.pos == "ADJ" or _is_done(noun)):
        i += 1
    if noun is None or noun.pos != "NOUN" or noun.feat("Case") == "Ins" or is_animate(noun):
        return False
    return not any(scan.norm(n).startswith(("друг", "втор", "тольк")) for n in range(i + 1, i + OPPOSED))


def _is_done(token: Token) -> bool:
    """`решит один [забитый] мяч`: a participle of the subject or object."""
    return token.feat("VerbForm") == "Part" and token.feat("Case") in ("Nom", "Acc")


def _is_victim(scan: Scan, i: int) -> bool:
    """`один человек погиб`, `погиб один сапёр`: a person of whom a verb right beside tells the fate."""
    noun = scan.following(i)
    if noun is None or not (noun.norm in PERSONS or _is_subject(noun)):
        return False
    beside = (scan.tokens[i - 2] if scan.same_sentence(i - 2, i) else None, scan.following(i + 1))
    return any(token is not None and token.norm.startswith(FATES) for token in beside)


def _is_subject(token: Token) -> bool:
    return token.pos == "NOUN" and token.feat("Case") == "Nom" and is_animate(token)


def _makes_up(scan: Scan, numeral: Numeral) -> bool:
    """`отряд состоит из одного бойца`, `одно место пустовало`: of so many, or so many are free."""
    before = scan.tokens[numeral.first - 2] if scan.same_sentence(numeral.first - 2, numeral.first) else None
    if scan.norm(numeral.first - 1) == "из" and before is not None and before.lemma == "состоять":
        return True
    ahead = range(numeral.last + 1, numeral.last + 5)
    free = any(scan.same_sentence(i, numeral.first) and scan.norm(i).startswith(EMPTY) for i in ahead)
    return scan.norm(numeral.last) in SEATS and free


def _other_count_near(scan: Scan, numeral: Numeral) -> bool:
    """Another cardinal in the sentence shows that things are being counted: `три женщины и один мужчина`."""
    at = scan.starting[numeral.first]
    return any(_counts_beside(scan, other, numeral) for other in scan.numerals[max(0, at - 3) : at + 4])


def _counts_beside(scan: Scan, other: Numeral, numeral: Numeral) -> bool:
    near = scan.same_sentence(other.first, numeral.first) and abs(other.first - numeral.first) <= NEAR
    plain = not other.ordinal and not other.suffix and other.form != "code" and other.scale < 1000
    return near and plain and other.value not in (None, 0, 1) and not scan.in_time(other)


RULES = (introductory, idiom, one)
