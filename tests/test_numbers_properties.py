"""What holds for every number and every text: an amount written out is read back, and nothing breaks the stage."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from babel.core import Locale
from babel.numbers import get_currency_name, get_territory_currencies
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import num2words

from pipeline.document import Article, Doc
from pipeline.morph import parses
from pipeline.numbers import numbers
from pipeline.segment import segment
from pipeline.tag import tag

BATCH = 12  # phrases tagged together: the tagger is what takes the time
few = settings(max_examples=150, deadline=None)


def read(texts: Sequence[str]) -> list[Doc]:
    return [numbers(doc) for doc in tag([segment(Article(str(n), text)) for n, text in enumerate(texts)])]


@dataclass(frozen=True)
class Amount:
    """A sentence, the stretch of it that is the amount, and what must be read."""

    text: str
    written: str
    comparison: str
    value: Decimal
    unit: str


def check(amounts: Sequence[Amount]) -> None:
    wrong = []
    for amount, doc in zip(amounts, read([amount.text for amount in amounts]), strict=True):
        found = [(doc.text[n.start : n.stop], n.comparison, n.value, n.unit) for n in doc.numbers]
        if found != [(amount.written, amount.comparison, amount.value, amount.unit)]:
            wrong.append((amount, found))
    assert wrong == []


# ---------------------------------------------------------------- words

# num2words' cases, with pymorphy's names for them and a sentence that asks for the case.
CASES = {
    "n": ("nomn", "На счету оказалось {}."),
    "g": ("gent", "Области недостаёт {}."),
    "d": ("datv", "Сумма равна {}."),
    "a": ("accs", "Подрядчик потратил {}."),
    "i": ("ablt", "Город обошёлся {}."),
    "p": ("loct", "Речь в докладе идёт о {}."),
}
NOUNS = {"тенге": "KZT", "рубль": "RUB", "доллар": "USD", "километр": "kilometer", "гектар": "hectare",
         "процент": "%", "килограмм": "kilogram", "час": "hour", "тонна": "tonne", "минута": "minute"}  # fmt: skip


def counted(noun: str, n: int, case: str) -> str:
    """The noun as a number in this case governs it: `два рубля`, `двум рублям`, `пять рублей`, `тысяче рублей`."""
    if noun == "тенге":  # indeclinable, and not in the dictionary
        return noun
    parse = next(parse for parse in parses(noun) if parse.tag.POS == "NOUN" and "nomn" in parse.tag)
    one, few_of = n % 10 == 1 and n % 100 != 11, n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14)
    if n % 1000 == 0:
        grammemes = {"gent", "plur"}
    elif one:
        grammemes = {CASES[case][0], "sing"}
    elif case in "na":
        grammemes = {"gent", "sing" if few_of else "plur"}
    else:
        grammemes = {CASES[case][0], "plur"}
    return str(parse.inflect(grammemes).word)


@st.composite
def spelled_out(draw: st.DrawFn) -> Amount:
    """Whole numbers below a trillion in any case; num2words makes the millions feminine with a feminine noun."""
    case, noun = draw(st.sampled_from(sorted(CASES))), draw(st.sampled_from(sorted(NOUNS)))
    feminine = noun in ("тонна", "минута")
    highest = (
        draw(st.sampled_from([99, 999, 999_999])) if feminine else draw(st.sampled_from([99, 9999, 10**6, 10**12]))
    )
    n = draw(st.integers(2, highest - 1))
    words = num2words(n, lang="ru", case=case, gender="f" if feminine else "m", animate=False)
    written = f"{words} {counted(noun, n, case)}"
    return Amount(CASES[case][1].format(written), written, "=", Decimal(n), NOUNS[noun])


@few
@given(st.lists(spelled_out(), min_size=BATCH, max_size=BATCH))
def test_words_are_read_back(amounts: list[Amount]) -> None:
    check(amounts)


# ---------------------------------------------------------------- figures

GROUPINGS = ("", " ", "\u00a0", "\u2009", "\u202f", "'", "’")
SCALES = {"": 1, " тыс.": 10**3, " тыс": 10**3, "тыс.": 10**3, " тысяч": 10**3, " млн": 10**6, "млн": 10**6,
          " миллионов": 10**6, " млрд": 10**9, "\u00a0млрд": 10**9, "млрд": 10**9, " трлн": 10**12}  # fmt: skip
UNITS = {" тенге": "KZT", " тг": "KZT", " ₸": "KZT", " рублей": "RUB", " ₽": "RUB", " долларов США": "USD",
         " евро": "EUR", " €": "EUR", " км": "kilometer", "\u00a0км": "kilometer", " кг": "kilogram", " га": "hectare",
         " кв. м": "meter ** 2", " м³": "meter ** 3", " тонн": "tonne", " МВт": "megawatt", " кВт·ч": "kilowatt_hour",
         " баррелей": "oil_barrel", " литров": "liter"}  # fmt: skip
MODIFIERS = {"": "=", "более ": ">", "свыше ": ">", "не менее ": ">=", "менее ": "<", "не более ": "<=", "около ": "~",
             "порядка ": "~", "почти ": "~"}  # fmt: skip


def grouped(digits: str, mark: str) -> str:
    """`1234567` as `1 234 567`."""
    head = len(digits) % 3 or 3
    return mark.join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


@st.composite
def in_figures(draw: st.DrawFn) -> Amount:
    scale = draw(st.sampled_from(sorted(SCALES)))
    whole = draw(st.integers(1, 9_999_999 if not scale else 999))
    fraction = draw(st.sampled_from(["", *(str(n) for n in (5, 25, 75, 125))]))
    mark = draw(st.sampled_from(GROUPINGS if whole < 1_000_000 else (*GROUPINGS, ".")))
    point = "," if mark == "." else draw(st.sampled_from(",."))
    if point == "." and len(fraction) == 3 and not mark:
        fraction = ""  # 12.125 may also be twelve thousand
    written = grouped(str(whole), mark) + (point + fraction if fraction else "")
    value = Decimal(f"{whole}.{fraction or 0}") * SCALES[scale]
    return _in_sentence(draw, written + scale, value, bool(scale))


def _in_sentence(draw: st.DrawFn, written: str, value: Decimal, scaled: bool) -> Amount:
    modifier = draw(st.sampled_from(sorted(MODIFIERS)))
    if draw(st.booleans()):
        unit = draw(st.sampled_from(sorted(UNITS)))
        name, written = UNITS[unit], written + unit
    else:
        sign, name = draw(st.sampled_from([("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("₸", "KZT")]))
        written = sign + written
    written = modifier + written
    return Amount(f"Потратили {written} за год", written, MODIFIERS[modifier], value, name)


@few
@given(st.lists(in_figures(), min_size=BATCH, max_size=BATCH))
def test_figures_are_read_back(amounts: list[Amount]) -> None:
    check(amounts)


@few
@given(
    st.lists(st.tuples(st.integers(1, 998), st.integers(1, 999), st.sampled_from("-–")), min_size=BATCH, max_size=BATCH)
)
def test_ranges_are_read_back(ends: list[tuple[int, int, str]]) -> None:
    texts = [f"Потратили {low}{dash}{low + more} тысяч тенге за год" for low, more, dash in ends]
    for (low, more, _), doc in zip(ends, read(texts), strict=True):
        found = [(n.comparison, n.value, n.low, n.high, n.unit) for n in doc.numbers]
        assert found == [("range", None, low * 1000, (low + more) * 1000, "KZT")]


# ---------------------------------------------------------------- any text

FRAGMENTS = """
    около более не чем до от с по на в и или между почти минус - – — … / : + ( ) « » % $ № ст. 5 10 2024 1/3 ½ 3-й
    13-летний 8–9-х 5,6 10млн XIV ХІІ I тыс. млн млрд сотни тысяч два двадцать сто полтора треть первый раз раза
    вдвое трижды лет год году января км кв. м тенге руб. долларов США процентов п.п. человек место статья дом COVID-19
    А-17 один одного половиной лишним десятых целых квартал неделю час за каждый ' . , 3:1 24/7
""".split()  # noqa: SIM905
FRAGMENTS += ["1 234", "\n", "12\u00a0500"]
shuffled = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(" ".join)
glued = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)


def holds(doc: Doc) -> None:
    """Rows in order, without overlap, with text; each digit in exactly one."""
    stop, covered = 0, 0
    for number in doc.numbers:
        assert stop <= number.start < number.stop <= len(doc.text)
        stop = number.stop
        covered += sum(map(is_digit, doc.text[number.start : number.stop]))
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.kind not in ("ordinal", "date", "time", "identifier", "other", "score") or number.value is None
    assert covered == sum(map(is_digit, doc.text))


def is_digit(char: str) -> bool:
    return char.isdigit() or unicodedata.decomposition(char).startswith("<fraction>")


@few
@example(["0А-0:00", "0…", "от $", "0A/0¼"])
@given(st.lists(st.one_of(st.text(max_size=60), shuffled, glued), min_size=BATCH, max_size=BATCH))
def test_any_text(texts: list[str]) -> None:
    for doc in read(texts):
        holds(doc)


@settings(max_examples=150, deadline=None)
@example("в2000A0")  # a year, and what is left of a code
@given(st.one_of(st.text(max_size=80), shuffled, glued))
def test_any_text_without_a_tagger(text: str) -> None:
    holds(numbers(segment(Article("x", text))))


@pytest.mark.parametrize(
    "text", ["5 (пять " * 2000, "1 млн " * 3000, "сто " * 3000, "7-" * 3000, "от 5 до " * 2000, "(1, " * 3000]
)
def test_long_and_odd_text(text: str) -> None:
    holds(numbers(segment(Article("x", text))))


# ---------------------------------------------------------------- currencies


def current_currencies() -> list[str]:
    """ISO 4217 codes in use in some territory today, those of money that circulates."""
    territories = [code for code in Locale("ru").territories if len(code) == 2 and code.isalpha()]
    codes = {code for territory in territories for code in get_territory_currencies(territory)}
    return sorted(code for code in codes if not code.startswith("X") or code in ("XAF", "XCD", "XOF", "XPF"))


def test_every_currency_is_read_by_its_russian_name() -> None:
    codes = [code for code in current_currencies() if get_currency_name(code, 100, "ru") != code]
    docs = read([f"Заплатили 100 {get_currency_name(code, 100, 'ru')}." for code in codes])
    found = {code: [(n.kind, n.value, n.unit) for n in doc.numbers] for code, doc in zip(codes, docs, strict=True)}
    assert {code: rows for code, rows in found.items() if rows != [("money", 100, code)]} == {}
    assert len(codes) > 140
