"""Rules for numbers that name something instead of counting it: articles of law, models, telephones, list marks."""

from __future__ import annotations

import re
from functools import cache

from pipeline import vocabulary
from pipeline.document import Doc, Number, NumberKind, Token
from pipeline.lookup import lookup
from pipeline.normal_forms import is_form_of
from pipeline.numbers.bound import bounded
from pipeline.numbers.numeral import Numeral
from pipeline.numbers.plus import marked
from pipeline.numbers.pronoun import idiom
from pipeline.numbers.quoted import OPENING, quoted_name
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import unit_after
from pipeline.recent import remembered

JOINERS = frozenset((",", "и", "или", "-", "–", "—", "/"))
LONGEST_LIST = 12  # tokens
DASHES = frozenset("-–—")
TEXT_PARTS = ("пункт", "подпункт", "параграф", "абзац", "стать", "раздел", "глав")
TEXTS = frozenset(("правил", "требований", "условий", "указаний", "рекомендаций"))
ZONES = frozenset(("utc", "gmt", "мск"))  # of time
LOWEST_DESIGN = 100


@cache
def _heads() -> frozenset[str]:
    return vocabulary.words("identifier_heads")


def _called(scan: Scan, numeral: Numeral) -> bool:
    """`под номером пять`, but not `город номер один`."""
    return scan.tokens[numeral.first - 1].lemma == "номер" and not idiom(scan, numeral)


def numbered(scan: Scan, numeral: Numeral) -> list[Number]:
    """`№ 5`, `статья 190`, `статьи 190, 191 и 192`, `дом 12`: a number after a noun that is told apart by numbers."""
    lettered = len(numeral.suffix) == 1  # дом № 5а
    spelled = numeral.form == "words" and not _called(scan, numeral)
    if (numeral.ordinal and numeral.form != "roman") or (numeral.suffix and not lettered) or spelled:
        return []
    head = _head_of_list(scan, numeral.first)
    if not scan.same_sentence(head, numeral.first) or not is_head(scan, head):
        return []
    if _is_counted(scan, numeral, head) or _counts(scan, numeral):
        return []
    last = glued_end(scan, numeral.last)
    if scan.norm(numeral.first)[:1] == "0":  # БИН 010 440 001 234
        while scan.same_sentence(last, head) and len(scan.norm(last)) == 3 and scan.norm(last).isdecimal():
            last += 1
    return [scan.number("identifier", numeral.first, last, "numbered")]


def _is_counted(scan: Scan, numeral: Numeral, head: int) -> bool:
    """`участков – 50`: a plural before a dash with blanks around it has so many."""
    dash, before = scan.tokens[numeral.first - 1], scan.tokens[head]
    apart = dash.text in DASHES and head == numeral.first - 2 and dash.start > before.stop
    return apart and dash.stop < scan.tokens[numeral.first].start and before.feat("Number") == "Plur"


def _head_of_list(scan: Scan, i: int) -> int:
    """The token before token `i`, before the other figures of a list (`статьи [190], [191] и [192]`) and full stops."""
    head = i - 1
    while head > i - LONGEST_LIST and scan.norm(head) in JOINERS and scan.norm(head - 1).isdecimal():
        head -= 2
    alone = scan.norm(head) == "(" and scan.norm(i + 1) == ")" and scan.norm(i).isdecimal()  # по номеру (1905)
    return head - 1 if alone or scan.norm(head) in (".", "-", "–", ":") or scan.norm(head) in OPENING else head


def is_head(scan: Scan, i: int) -> bool:
    """Whether token `i` is `№`, `статья`, `дом` …; plural heads too (`статьи 5 и 6`)."""
    norm = scan.norm(i)
    named = not norm.startswith("лиг") or scan.tokens[i].text.istitle()  # в Лиге 1, but в лиге 3 победы
    return bool(norm) and named and _is_head(norm)


def _is_head(norm: str) -> bool:
    return norm in _heads() or is_form_of(norm, _heads(), 2)


def _counts(scan: Scan, numeral: Numeral) -> bool:
    """`в дом 12 человек`: a plural noun or unit after it is counted, and `№` leaves no doubt."""
    if scan.norm(numeral.first - 1) in ("№", "n"):
        return False
    other = scan.numeral_at(numeral.last + 1) if scan.norm(numeral.last) in DASHES else None
    if other and unit_after(scan.tokens, other.last):
        return True  # участки 8-10 соток
    if scan.norm(numeral.last) in TEXTS and scan.norm(_head_of_list(scan, numeral.first)).startswith(TEXT_PARTS):
        return False  # пункт 23 правил
    if unit_after(scan.tokens, numeral.last):
        of_law = is_head(scan, numeral.first - 2) or scan.norm(numeral.first - 1).startswith("ст")
        return not (scan.norm(numeral.last) == "ч" and of_law)  # п. 2 ч. 3, статья 307 ч. 1
    following = scan.tokens[numeral.last] if scan.same_sentence(numeral.last, numeral.first) else None
    return bool(following and following.pos in ("NOUN", "ADJ") and following.feat("Number") == "Plur"
                and following.feat("Case") == "Gen" and following.text.islower())  # fmt: skip


def series(scan: Scan, numeral: Numeral) -> list[Number]:
    """`фрегат проекта [11356]`: the number of a design."""
    plain_digits = numeral.form == "digits" and scan.norm(numeral.first).isdecimal() and numeral.scale == 1
    if not plain_digits or scan.norm(numeral.first - 1) != "проекта" or (numeral.value or 0) < LOWEST_DESIGN:
        return []
    after = scan.following(numeral.last)
    counted = after is not None and (after.pos in ("NOUN", "ADJ", "PROPN") or unit_after(scan.tokens, numeral.last))
    return [] if counted else [scan.number("identifier", numeral.first, glued_end(scan, numeral.last), "series")]


def before_head(scan: Scan, numeral: Numeral) -> list[Number]:
    """`по 608 статье`, `в 12 микрорайоне`, `15-м микрорайоне`: the noun that is told apart by numbers comes after."""
    noun = scan.tokens[numeral.last] if scan.same_sentence(numeral.last, numeral.first) else None
    if noun is None or numeral.form != "digits" or numeral.ordinal or numeral.suffix or numeral.scale != 1:
        return []
    named = noun.pos == "NOUN" and noun.feat("Number") == "Sing" and len(noun.norm) > 3 and is_head(scan, numeral.last)
    if not named or numeral.value is None or numeral.value != numeral.value.to_integral_value():
        return []
    if numeral.value % 10 in (1, 2, 3, 4) and noun.feat("Case") in ("Nom", "Gen", "Acc"):
        return []
    return [scan.number("identifier", numeral.first, numeral.last, "before_head")]


def address(scan: Scan, numeral: Numeral) -> list[Number]:
    """`ул. Панфилова, 139`, `проспект Абая 12/3`, `по улицам Мира, 18, Садовой, 5 и 27`."""
    before, streets = range(numeral.first - 1, max(-1, numeral.first - LONGEST_ADDRESSES), -1), _streets(scan.doc)
    if streets.isdisjoint(before) or numeral.form != "digits" or numeral.scale != 1:
        return []
    if _counts(scan, numeral) or scan.norm(numeral.last) == "%":
        return []
    for i in before:
        if not scan.same_sentence(i, numeral.first) or scan.tokens[i].pos == "VERB":
            return []
        if i in streets:
            named = all(_is_of_address(scan.tokens[j]) for j in range(i + 1, numeral.first))
            return [scan.number("identifier", numeral.first, glued_end(scan, numeral.last), "address")] if named else []
    return []


@remembered
def _streets(doc: Doc) -> frozenset[int]:
    """The tokens that name a kind of street: most articles have none."""
    words = lookup(doc)
    return frozenset((*words.with_norms(STREETS), *words.with_stems(STREET_STEMS)))


def _is_of_address(token: Token) -> bool:
    """A name, a house before or a mark: `по улицам [Мира, 18, Садовой, 5 и] 27`, `проспект [Абылай хана,] 40`."""
    named = token.text[:1].isupper() or token.norm in vocabulary.words("name_endings")
    return named or token.norm in (".", ",", "д", "-", "и", "/") or token.norm.isdecimal()


STREETS = frozenset(("ул", "пр", "пр-т", "пр-ту", "пр-те", "пер", "мкр"))
STREET_STEMS = ("улиц", "проспект", "переул", "бульвар", "микрорайон")
LONGEST_ADDRESSES = 25  # tokens


def model(scan: Scan, numeral: Numeral) -> list[Number]:
    """`Boeing 747-412`, `Nord Stream 2`, `iPhone 15`: figures after a word in Latin letters."""
    before = scan.tokens[numeral.first - 1] if numeral.first else None
    if (
        not before
        or numeral.suffix
        or numeral.form not in ("digits", "roman")
        or not scan.same_sentence(numeral.first - 1, numeral.first)
    ):
        return []
    name = before.text.removeprefix("#")
    latin = name.isascii() and name.isalpha() and name[:1].isupper() | name[1:2].isupper()
    if not latin or numeral.scale != 1 or unit_after(scan.tokens, numeral.last) or _counts(scan, numeral):
        return []
    return [scan.number("identifier", numeral.first, glued_end(scan, numeral.last), "model")]


def of_body(scan: Scan, numeral: Numeral) -> list[Number]:
    """`резолюция Совета Безопасности 1540`: the name of who gave it stands between a document and its number."""
    if numeral.form != "digits" or numeral.suffix or numeral.scale != 1 or (numeral.value or 0) < LOWEST_DESIGN:
        return []
    head = numeral.first - 1
    while head > numeral.first - LONGEST_BODY and scan.tokens[head].text[:1].isupper():
        head -= 1
    named = head < numeral.first - 1 and scan.same_sentence(head, numeral.first) and is_head(scan, head)
    after = scan.following(numeral.last)
    alone = after is None or after.pos not in ("NOUN", "ADJ", "PROPN", "X")
    if not named or not alone or unit_after(scan.tokens, numeral.last):
        return []
    return [scan.number("identifier", numeral.first, numeral.last, "of_body")]


LONGEST_BODY = 6  # tokens


def glued_end(scan: Scan, last: int) -> int:
    """Token after what is written without a blank: `747-412`, `190-1`, `12/3`, `5А`."""
    tokens = scan.tokens
    while last < len(tokens) and tokens[last].start == tokens[last - 1].stop:
        if tokens[last].norm in DASHES | {"/"} and scan.norm(last + 1)[:1].isalnum() and glued(scan, last + 1):
            last += 2
        elif len(tokens[last].text) == 1 and tokens[last].text.isalpha():
            last += 1
        elif tokens[last].text == "." and scan.norm(last + 1).isdecimal() and glued(scan, last + 1):  # МТЗ-1221.2
            last += 2
        else:
            break
    return last


def glued(scan: Scan, i: int) -> bool:
    return i < len(scan.tokens) and scan.tokens[i].start == scan.tokens[i - 1].stop


def joined(scan: Scan, numeral: Numeral) -> list[Number]:
    """`ПРК-1А`, `А-17`, `Ту-154`, `UTC+5`: figures joined by a dash to a capital letter or a word before them."""
    i = numeral.first
    joint = scan.norm(i - 1) in DASHES or (scan.norm(i - 1) == "+" and scan.norm(i - 2) in ZONES)
    if i < 2 or not joint or not glued(scan, i) or not glued(scan, i - 1):
        return []
    if not scan.tokens[i - 2].text[:1].isupper() or numeral.form == "words":
        return []
    unit = unit_after(scan.tokens, numeral.last)
    if unit and unit.kind == "measure" and scan.tokens[i - 2].text.isupper() and not glued(scan, unit.first):
        return []  # ГТУ-320 МВт
    return [scan.number("identifier", i - 2, glued_end(scan, numeral.last), "joined")]


def code(scan: Scan, numeral: Numeral) -> list[Number]:
    """`А2`, `COVID-19`, `#Тег2024`, an address on the web: one token with letters and figures."""
    if numeral.form != "code":
        return []
    named = not NAMELESS.fullmatch(scan.norm(numeral.first))
    kind: NumberKind = "identifier" if named else "other"
    last = numeral.last if kind == "other" else glued_end(scan, numeral.last)
    return [scan.number(kind, numeral.first, last, "code")]


NAMELESS = re.compile(r"\d+(?:[.,]\d+)?(?:[xх×*]\d+(?:[.,]\d+)?)+|топ-\d+")  # 2x2, 1920x1080, топ-10


def fraction_code(scan: Scan, numeral: Numeral) -> list[Number]:
    """`24/7`, `200/120`: figures around a slash name something, unless they are a small proper fraction."""
    if scan.norm(numeral.last) != "/" or not glued(scan, numeral.last) or not glued(scan, numeral.last + 1):
        return []
    other = scan.numeral_at(numeral.last + 1)
    if not other or numeral.form != "digits" or other.form != "digits" or not numeral.value or not other.value:
        return []
    last = glued_end(scan, other.last)
    if numeral.value < other.value <= 10 and scan.norm(last) != "финала":
        number = scan.number("fraction", numeral.first, last, "fraction_code", numeral.value / other.value)
        return [bounded(scan, number, numeral.first, last, numeral)]
    if numeral.value == 1 and scan.norm(last) == "от":  # 1/150 от ставки
        return [scan.number("fraction", numeral.first, last, "fraction_code", 1 / other.value)]
    return [scan.number("other", numeral.first, last, "fraction_code")]


def glued_pair(scan: Scan, numeral: Numeral) -> list[Number]:
    """`747-412`, `108-1`: figures joined by a dash that fall can be no range."""
    other = scan.numeral_at(numeral.last + 1)
    if (
        scan.norm(numeral.last) not in DASHES
        or other is None
        or not glued(scan, numeral.last)
        or not glued(scan, other.first)
    ):
        return []
    if (
        numeral.form != "digits"
        or other.form != "digits"
        or (numeral.value or 0) <= max(other.value or 0, 20)
        or other.scale != 1
    ):
        return []
    if unit_after(scan.tokens, other.last):
        return []
    return [scan.number("identifier", numeral.first, glued_end(scan, other.last), "glued_pair")]


def dashed_code(scan: Scan, numeral: Numeral) -> list[Number]:
    """`7-20-25`: three figures joined by dashes, as programmes and flats are named."""
    groups, last = 1, numeral.last
    while scan.norm(last) in DASHES and glued(scan, last) and glued(scan, last + 1) and scan.norm(last + 1).isdecimal():
        groups, last = groups + 1, last + 2
    if groups < 3 or numeral.form != "digits" or scan.norm(numeral.first - 1) in DASHES:
        return []
    return [scan.number("identifier", numeral.first, last, "dashed_code")]


RULES = (
    quoted_name, marked, code, joined, numbered, series, before_head, address, of_body, model,
    fraction_code, glued_pair, dashed_code,
)  # fmt: skip
