"""Units and currencies beside a numeral: `тенге`, `кв. м`, `$` before it, `российского рубля`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from pipeline import vocabulary
from pipeline.document import NumberKind, Token
from pipeline.frozen import frozen
from pipeline.morph import parses
from pipeline.normal_forms import normal_forms
from pipeline.numbers.lexicon import KINDS, literal

MARKS = frozenset(".·•*/-")  # stand inside written units: `кв. м`, `кВт·ч`
BEFORE = frozenset((
    "$", "€", "₸", "₽", "£", "¥", "₴", "₺", "₼", "₾", "₮", "₹", "₩", "₪", "₫", "฿", "֏", "us$", "c$", "usd", "eur",
    "kzt", "rub", "cny", "gbp",
))  # fmt: skip
AMBIGUOUS = frozenset(("м", "л", "т", "ц", "ч", "р", "п", "с", "в", "г"))  # one letter: a unit only right after figures
CAPITALISED = frozenset(("кн", "мп", "бк", "ом", "тл", "эв"))  # 300 кН; 5 кн. are books
BY_ONE = frozenset(("годом", "месяцем", "неделей", "днем", "кварталом"))
EARLIER = frozenset(("ранее", "раньше", "позже", "позднее"))
# Written with a full stop, wherever they stand; the metric ones only where no sentence can end.
ABBREVIATED = frozenset((
    "руб", "долл", "тыс", "проц", "р", "мин", "сек", "мес", "нед", "ст", "п", "евр", "тг", "кв", "куб", "сут", "дн",
    "барр", "бар", "грн", "злот", "тн",
))  # fmt: skip
METRIC = frozenset((
    "км", "м", "см", "мм", "га", "ц", "т", "кг", "г", "гр", "мг", "л", "мл", "вт", "квт", "мвт", "ч", "гкал", "атм",
))  # fmt: skip


@frozen
class Unit:
    """The unit that tokens `first:last` name, `factor` of it: `цент` is 0.01 USD, `квартал` 3 months."""

    first: int
    last: int
    name: str
    kind: NumberKind
    factor: Decimal = Decimal(1)


@dataclass(slots=True)
class _Node:
    """A node of the trie over the words of unit names."""

    next: dict[str, _Node]
    unit: tuple[str, NumberKind, Decimal] | None = None


@cache
def _trie() -> _Node:
    root = _Node({})
    for row in (*vocabulary.table("currencies"), *vocabulary.table("subunits")):
        _insert(root, row["forms"], (row["code"], "money", Decimal(row.get("factor", 1))))
    for row in vocabulary.table("units"):
        _insert(root, row["forms"], (row["unit"], literal(row["kind"], KINDS), Decimal(row["factor"] or 1)))
    return root


def _insert(root: _Node, forms: str, unit: tuple[str, NumberKind, Decimal]) -> None:
    for form in forms.split("|"):
        node, words = root, form.split()
        for word in words:
            key = _adjective(word) if len(words) > 1 else word
            node = node.next.setdefault(key, _Node({}))
        node.unit = node.unit or unit


def _adjective(word: str) -> str:
    """The masculine of an adjective, which is its lemma: `морская` of `морская миля`; other words as they are."""
    parse = parses(word)[0]
    return parse.normal_form.replace("ё", "е") if len(word) > 3 and parse.tag.POS == "ADJF" else word


@lru_cache(maxsize=50_000)
def _keys(norm: str) -> tuple[str, ...]:
    """What a token may be called in the vocabulary: itself, or its dictionary forms."""
    lemmas = (parse.normal_form.replace("ё", "е") for parse in parses(norm)) if _has_lemmas(norm) else ()
    return tuple(dict.fromkeys((norm, *lemmas)))


def _has_lemmas(norm: str) -> bool:
    return len(norm) > 2 and norm.replace("-", "").isalpha()


@lru_cache(maxsize=2**12)
def _begins(norm: str) -> bool:
    """Whether a unit may begin with this form: most do not, and need not be looked up in the trie."""
    forms = normal_forms(norm) if _has_lemmas(norm) else ()
    return norm in _trie().next or any(form.replace("ё", "е") in _trie().next for form in forms)


def unit_after(tokens: Sequence[Token], i: int) -> Unit | None:
    """The longest unit that begins at token `i`; adjectives may stand before a currency (`российских рублей`)."""
    if i >= len(tokens) or not _begins(tokens[i].norm):
        return None
    found = None
    stack = [(_trie(), i)]
    while stack:
        node, j = stack.pop()
        if node.unit and (found is None or j > found.last):
            found = Unit(i, j, *node.unit)
        stack.extend(_steps(tokens, node, i, j))
    if found and _plausible(tokens, found):
        return Unit(i, _with_period(tokens, found.last), found.name, found.kind, found.factor)
    return None


def _steps(tokens: Sequence[Token], node: _Node, i: int, j: int) -> list[tuple[_Node, int]]:
    while i < j < len(tokens) and (tokens[j].text in MARKS) and tokens[j].sent == tokens[i].sent:
        j += 1
    if j >= len(tokens) or tokens[j].sent != tokens[i].sent:
        return []
    return [(node.next[key], j + 1) for key in _keys(tokens[j].norm) if key in node.next]


def _plausible(tokens: Sequence[Token], unit: Unit) -> bool:
    """One-letter units stand right after figures; `сорок лет` is no year, `раз` no unit at a clause's start."""
    token = tokens[unit.first]
    if token.norm.startswith("пункт"):  # 40 пунктов выдачи are places
        following = tokens[unit.last] if unit.last < len(tokens) else None
        return following is None or following.pos != "NOUN" or following.feat("Case") != "Gen"
    if (token.norm in CAPITALISED and token.text.islower()) or _is_named(token) or _is_earlier(tokens, unit):
        return False
    if unit.last - unit.first == 1 and token.norm in AMBIGUOUS:
        before = tokens[unit.first - 1]
        if token.norm == "г" and len(before.norm) > 3:  # 1990 г is a year
            return False
        return (before.norm[-1:].isdigit() or before.norm in _SCALES) and token.text != "В"
    return True


def _is_earlier(tokens: Sequence[Token], unit: Unit) -> bool:
    """`против 250 тысяч годом ранее`: how much earlier, not how much."""
    following = tokens[unit.last].norm if unit.last < len(tokens) else ""
    return following in EARLIER and tokens[unit.first].norm in BY_ONE


def _is_named(token: Token) -> bool:
    """`5 Тесла` are cars, `3 люкса` rooms; `3 теслы`, `300 люкс`."""
    return (token.norm == "тесла" and token.text.istitle()) or (token.norm.startswith("люкс") and token.norm != "люкс")


_SCALES = frozenset(("тыс", "млн", "млрд", "трлн", "."))


def _with_period(tokens: Sequence[Token], last: int) -> int:
    """Takes in the full stop of `руб.`, `чел.`; after `км` only where no sentence can end."""
    word = tokens[last - 1]
    if last >= len(tokens) or tokens[last].text != "." or tokens[last].start != word.stop:
        return last
    if word.norm in ABBREVIATED:
        return last + 1
    following = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].sent == word.sent else None
    goes_on = following is not None and not following.text[:1].isupper()
    return last + 1 if word.norm in METRIC and goes_on else last


def unit_before(tokens: Sequence[Token], i: int) -> Unit | None:
    """A currency sign or code right before token `i`: `$110,6`, `€ 5`, `USD 300`."""
    if 0 < i < len(tokens) and tokens[i - 1].norm in BEFORE and tokens[i - 1].sent == tokens[i].sent:
        node = _trie().next.get(tokens[i - 1].norm)
        if node and node.unit:
            return Unit(i - 1, i, *node.unit)
    return None


def is_of_period(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is an adjective before a stretch of time: `10 [рабочих] дней`, `один [съёмочный] день`."""
    if i + 1 >= len(tokens) or tokens[i].pos != "ADJ" or not tokens[i].text.islower():
        return False
    noun = unit_after(tokens, i + 1)
    return noun is not None and noun.kind == "duration" and tokens[i - 1].sent == tokens[i].sent == tokens[i + 1].sent
