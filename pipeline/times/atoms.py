"""Atoms of an article: words, numerals and marks, each with its character in the alphabet of the time patterns."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, overload

from pipeline.document import Doc, Token
from pipeline.frozen import frozen
from pipeline.lookup import lookup
from pipeline.times.pattern import BOUNDS, BREAK, DASHES, MARKS, OTHER, Alphabet
from pipeline.vocabulary import mapping, table

if TYPE_CHECKING:
    from pipeline.numbers.numeral import Numeral

FULL_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)|(\d{4})-(\d\d)-(\d\d)")
DOTTED = re.compile(r"([01]?\d|2[0-4])\.[0-5]\d")
DECIMAL = re.compile(r"\d+[.,]\d+")
ORDINAL = re.compile(r"(\d+)[-–]?(го|му|м|й|я|е|х|ми|ю|ый|ой|ий|ая|ое|ые|ого|ому|ым|их|ых)")
PIECES = re.compile(rf"\d+|[^\W\d_]+|[{DASHES}]|\S")
PLURAL_SUFFIXES = frozenset(("е", "х", "м", "ми", "ые", "ых", "ым"))
PLURAL_ENDINGS = ("ые", "ых", "ым", "ыми")
SIGNS = frozenset(("$", "€", "₸", "₽", "№", "+"))


@frozen
class Atom:
    """A piece of text `start:stop` within tokens `first:last`, its character, and its value where it has one."""

    start: int
    stop: int
    symbol: str
    first: int
    last: int
    norm: str = ""
    value: Decimal | str | datetime.date | None = None

    @property
    def number(self) -> int:
        """The value as a whole number, -1 where it is none."""
        if isinstance(self.value, Decimal) and self.value == self.value.to_integral_value():
            return int(self.value)
        return -1


class Atoms(Sequence[Atom]):
    """The atoms of an article; a plain word or mark becomes one when it is asked for, as few ever are.

    `code` is the article in the alphabet of the patterns, a character an atom.
    """

    __slots__ = ("_letters", "_pieces", "_tokens", "code")

    def __init__(self, tokens: Sequence[Token], pieces: list[Atom | int], code: str, letters: Alphabet) -> None:
        self._tokens, self._pieces, self.code, self._letters = tokens, pieces, code, letters

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, at: int) -> Atom: ...
    @overload
    def __getitem__(self, at: slice) -> list[Atom]: ...
    def __getitem__(self, at: int | slice) -> Atom | list[Atom]:
        if isinstance(at, slice):
            return [self._atom(i) for i in range(*at.indices(len(self._pieces)))]
        return self._atom(at)

    def _atom(self, at: int) -> Atom:
        piece = self._pieces[at]
        if isinstance(piece, Atom):
            return piece
        token = self._tokens[piece]
        word = self._letters.words.get(token.norm)
        value = word.value if word else None
        made = Atom(token.start, token.stop, self.code[at], piece, piece + 1, token.norm, value)
        self._pieces[at] = made
        return made

    def norms(self, first: int, last: int) -> list[str]:
        """The forms of atoms `first:last`."""
        pieces, tokens = self._pieces[max(0, first) : last], self._tokens
        return [piece.norm if isinstance(piece, Atom) else tokens[piece].norm for piece in pieces]


def atoms(doc: Doc, numerals: Sequence[Numeral], letters: Alphabet) -> Atoms:
    """The article in atoms: one for each token, but ranges, glued and hyphened tokens are taken apart."""
    spelled = {n.first: n for n in numerals if _is_spelled(n)}
    counting = {n.first for n in numerals if n.form == "digits" and not n.ordinal}
    opening = {sentence.first for sentence in doc.sentences[1:] if _is_new_line(doc, sentence.first)}
    symbols, compound = _symbols(doc, letters)
    pieces: list[Atom | int] = []
    code: list[str] = []
    reach = 0  # the first token that has no atom yet
    for i in sorted({*spelled, *opening, *compound}):
        if i < reach:
            continue
        if numeral := spelled.get(i):
            last, value, ordinal = _whole_number(numeral, spelled)
            found = [_spelled(doc, i, last, value, ordinal, numeral, letters)]
        else:
            last = i + (i in compound)
            found = [Atom(doc.tokens[i].start, doc.tokens[i].start, BREAK, i, i)] if i in opening else []
            found += _token_atoms(doc, i, doc.tokens[i], letters, i in counting) if last > i else ()
        pieces += [*range(reach, i), *found]
        code += [*symbols[reach:i], *(atom.symbol for atom in found)]
        reach = last
    pieces += range(reach, len(symbols))
    return Atoms(doc.tokens, pieces, "".join([*code, *symbols[reach:]]), letters)


def _symbols(doc: Doc, letters: Alphabet) -> tuple[list[str], set[int]]:
    """Characters of all tokens, and which tokens have none and may have to be taken apart."""
    words = lookup(doc)
    symbols, compound = [OTHER] * len(doc.tokens), set[int]()
    for norm in words.norms.keys() & letters.words.keys():
        for i in words.norms[norm]:
            symbols[i] = letters.words[norm].symbol
    for norm in words.others:
        if symbol := letters.symbol(norm):
            for i in words.norms[norm]:
                symbols[i] = symbol
        elif norm[:1].isdigit() or _is_hyphened(norm):
            compound.update(words.norms[norm])
    return symbols, compound


def _is_spelled(numeral: Numeral) -> bool:
    """Whether the numeral is one atom of its own: words, Roman letters, or figures with a scale word, `10 тыс.`."""
    whole = numeral.form in ("words", "roman") or (numeral.form == "digits" and numeral.last - numeral.first > 1)
    return whole and numeral.cls != "fraction" and not numeral.suffix and numeral.value is not None


def _whole_number(numeral: Numeral, spelled: dict[int, Numeral]) -> tuple[int, Decimal, bool]:
    """Last token, value and whether an ordinal; `две тысячи` + `двадцатом` is one year."""
    value, following = numeral.value or Decimal(0), spelled.get(numeral.last)
    rest = following.value if following and following.ordinal else None
    if following and rest and rest < 100 <= value < 10_000 and value % 100 == 0:
        return following.last, value + rest, True
    return numeral.last, value, numeral.ordinal


def _spelled(doc: Doc, i: int, last: int, value: Decimal, ordinal: bool, numeral: Numeral, letters: Alphabet) -> Atom:
    """`двадцать первого`, `XIX`, `девяностые`."""
    norm = doc.tokens[last - 1].norm
    kind = "R" if numeral.form == "roman" else "Q" if ordinal else "W"
    tens = ordinal and 20 <= value <= 90 and value % 10 == 0 and norm.endswith(PLURAL_ENDINGS)
    name = "V" if tens else _class(kind, value)
    return Atom(doc.tokens[i].start, doc.tokens[last - 1].stop, letters.symbols[name], i, last, norm, value)


def _class(kind: str, value: Decimal) -> str:
    """Name of the number class: `I12` for 5 in figures."""
    if value != value.to_integral_value():
        return "DECIMAL"
    bound = bisect_left(BOUNDS, value)
    return f"{kind}{BOUNDS[bound]}" if bound < len(BOUNDS) else "LARGE"


def _is_new_line(doc: Doc, i: int) -> bool:
    """Whether a line ends before token `i` and another begins: a heading without a full stop."""
    before, token = doc.tokens[i - 1], doc.tokens[i]
    return token.text[:1].isupper() and "\n" in doc.text[before.stop : token.start]


def _is_hyphened(norm: str) -> bool:
    return len(norm) > 1 and any(dash in norm for dash in DASHES) and not any(c.isdigit() for c in norm)


def _token_atoms(doc: Doc, i: int, token: Token, letters: Alphabet, counting: bool) -> Iterator[Atom]:
    if token.norm[:1].isdigit():
        return _figures(doc, i, token, letters, counting)
    return _hyphened(i, token, letters)


def _figures(doc: Doc, i: int, token: Token, letters: Alphabet, counting: bool) -> Iterator[Atom]:
    """`25.02.18`, `9.30`, `2020-х`, `2024`, and what a tokeniser has left together: `14-15`, `2022г`."""
    norm = token.norm
    if date := FULL_DATE.fullmatch(norm):
        if day := _full_date(date):
            yield Atom(token.start, token.stop, letters.symbols["DATE"], i, i + 1, norm, day)
        else:
            yield Atom(token.start, token.stop, OTHER, i, i + 1, norm)
    elif DECIMAL.fullmatch(norm):
        name, value = "CLOCK" if DOTTED.fullmatch(norm) else "DECIMAL", Decimal(norm.replace(",", "."))
        yield Atom(token.start, token.stop, letters.symbols[name], i, i + 1, norm, value)
    elif ordinal := ORDINAL.fullmatch(norm):
        value = Decimal(ordinal[1])
        kind = "I" if counting else "P" if _is_tens(ordinal[2], value) else "O"  # 2-х лет, 80-х, 5-го
        yield Atom(token.start, token.stop, letters.symbols[_class(kind, value)], i, i + 1, norm, value)
    elif norm.isdecimal():
        yield Atom(token.start, token.stop, _integer(doc, i, norm, letters), i, i + 1, norm, Decimal(norm))
    else:
        yield from _glued(doc, i, token, letters)


def _is_tens(suffix: str, value: Decimal) -> bool:
    """`2020-х`, `80-е` are ten years, `2020-м` is one."""
    return (
        20 <= value <= BOUNDS[-1]
        and value % 10 == 0
        and suffix in PLURAL_SUFFIXES
        and not (suffix == "м" and value > 99)
    )


def _full_date(match: re.Match[str]) -> datetime.date | None:
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 50 else 2000)
    try:
        return datetime.date(full, int(month), int(day))
    except ValueError:
        return None


def _integer(doc: Doc, i: int, norm: str, letters: Alphabet) -> str:
    """Character of a whole number; one of four digits is a year only where nothing is counted by it."""
    value = Decimal(norm)
    if len(norm) == 4 and 1000 <= value <= BOUNDS[-1]:
        return letters.symbols["LARGE" if _counts(doc, i) else "I2199"]
    return letters.symbols["LARGE" if value > 999 or len(norm) > 3 else _class("I", value)]


def _counts(doc: Doc, i: int) -> bool:
    """Whether the number counts what follows, `2000 новых рабочих мест`, or has a sign: `$2000`, `№ 1999`."""
    if i and doc.tokens[i - 1].text in SIGNS:
        return True
    if i + 1 == len(doc.tokens):
        return False
    token = doc.tokens[i + 1]
    if token.norm in _measures():
        return True
    inflected = (
        token.pos in ("NOUN", "ADJ", "VERB") and token.text.islower() and not token.norm.startswith(("г", "жыл"))
    )
    last = doc.tokens[i].norm[-2:]
    few = token.pos == "NOUN" and last[1] in "234" and last[0] != "1"  # 1984 человека, 1985 человек
    return inflected and token.feat("Case") == "Gen" and (few or token.feat("Number") == "Plur")


@cache
def _measures() -> frozenset[str]:
    """Names of units and currencies that are no words of time: `2000 тенге`, `1980 МВт`."""
    forms = {*mapping("units", "forms", "unit"), *mapping("currencies", "forms", "code")}
    timely = {form for row in table("time_words") for form in (row["lemma"], *row["forms"].split(" | "))}
    return frozenset(form for form in forms if len(form) > 1 or not form.isalpha()) - timely - {"гг"}


def _glued(doc: Doc, i: int, token: Token, letters: Alphabet) -> Iterator[Atom]:
    """`14-15`, `9:30`, `2022г` as their pieces; `30-летний` is no number."""
    if re.match(rf"[\d.,]+[{DASHES}]?[^\W\d_]{{3,}}", token.norm) and not re.match(r"\d+год", token.norm):
        yield Atom(token.start, token.stop, OTHER, i, i + 1, token.norm)
        return
    for piece in PIECES.finditer(token.norm):
        norm, start, stop = piece[0], token.start + piece.start(), token.start + piece.end()
        word, mark = letters.words.get(norm), MARKS.get("-" if norm in DASHES else norm)
        value: Decimal | str | None = Decimal(norm) if norm.isdecimal() else word.value if word else None
        symbol = letters.symbols[mark] if mark else word.symbol if word else OTHER
        yield Atom(start, stop, _piece(norm, letters) if norm.isdecimal() else symbol, i, i + 1, norm, value)


def _piece(norm: str, letters: Alphabet) -> str:
    value = Decimal(norm)
    return letters.symbols[_class("I", value) if len(norm) <= 4 else "LARGE"]


def _hyphened(i: int, token: Token, letters: Alphabet) -> Iterator[Atom]:
    """`январе-мае` in three atoms, any other hyphened word in one."""
    pieces = list(PIECES.finditer(token.norm))
    words = [letters.words.get(piece[0]) for piece in pieces]
    if len(token.norm) != len(token.text) or not words[0] or not words[-1] or not words[0].cls:
        yield Atom(token.start, token.stop, OTHER, i, i + 1, token.norm)
        return
    for piece, word in zip(pieces, words, strict=True):
        start, stop = token.start + piece.start(), token.start + piece.end()
        symbol = word.symbol if word else letters.symbols["DASH"] if piece[0] in DASHES else OTHER
        yield Atom(start, stop, symbol, i, i + 1, piece[0], word.value if word else None)
