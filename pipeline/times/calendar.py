"""Finds the expressions of time of an article and says where they begin and end, with and without preposition."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from pipeline import vocabulary
from pipeline.document import Doc
from pipeline.frozen import frozen
from pipeline.recent import remembered
from pipeline.times import relative
from pipeline.times.atoms import Atom, Atoms, atoms
from pipeline.times.found import Found
from pipeline.times.grammar import MACROS, Rule, grammar
from pipeline.times.pattern import expand
from pipeline.times.reading import Bound, Calendar, Clock, Effect, Nowhere, Part, Reading, Span, Weekday

if TYPE_CHECKING:
    from pipeline.numbers.numeral import Numeral

FROM = frozenset(("с", "со", "c", "от", "между", "начиная с", "в период с", "за период с"))
# `по сравнению с 2020 годом`, `с прошлым годом`: no beginning
COMPARED = frozenset(("годом", "годами", "периодом", "месяцем", "днем", "неделей", "кварталом", "полугодием"))
POINTS = frozenset(("к", "ко", "на", "по состоянию на", "до", "по"))
BORN = frozenset(("рождения", "выпуска", "постройки", "издания"))
LONGEST_GAP = 8  # atoms: what stands between two expressions that belong together is shorter
LINKS = frozenset(("и", "или", "по", "до", "-", "–", "—", "ив"))


@frozen
class Expression:
    """An expression of time: `start:stop` without its preposition, as the numbers table has it, `outer_start` with it.

    `has_number` says that it holds a numeral, and so is a row of the numbers table. `reading` says which days are
    meant, to be resolved against the article's date (pipeline.times.resolve).
    """

    start: int
    stop: int
    outer_start: int
    kind: Literal["date", "time"]
    has_number: bool
    reading: Reading
    rule: str


@frozen
class _Piece:
    """An expression in the making: atoms `first:last`, with the preposition from `outer` on."""

    first: int
    last: int
    outer: int
    reading: Reading
    rule: str
    lead: str = ""


@remembered
def expressions(doc: Doc, numerals: Sequence[Numeral]) -> tuple[Expression, ...]:
    """All expressions of time in an article, in order, without overlap."""
    found = atoms(doc, numerals, grammar().letters)
    pieces = [_with_lead(doc, found, _with_part(found, piece)) for piece in _matches(found)]
    pieces = [piece for piece in pieces if piece.lead or piece.rule != "holiday"]  # праздник Наурыз is no time
    pieces = _joined(found, _with_years(found, _apart(pieces)))
    starts = [numeral.start for numeral in numerals]
    return tuple(_expression(doc, found, piece, numerals, starts) for piece in pieces)


# ---------------------------------------------------------------- matching


def _matches(found: Atoms) -> list[_Piece]:
    """What the rules find, an earlier rule before a later one."""
    code = found.code
    taken = bytearray(len(code))
    pieces: list[_Piece] = []
    for rule in grammar().matching(set(code)):
        for match in _free_matches(rule, code, taken):
            reading = rule.read(Found(match, found))
            if reading is not None:
                first, last = _core(match)
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                pieces.append(_Piece(first, last, match.start(), reading, rule.name))
    return sorted(pieces, key=lambda piece: piece.first)


def _core(match: re.Match[str]) -> tuple[int, int]:
    """The atoms without preposition: of group `core`, where the rule has one and it matched."""
    return match.span("core") if match.re.groupindex.get("core") and match["core"] else match.span()


def _free_matches(rule: Rule, code: str, taken: bytearray) -> Iterator[re.Match[str]]:
    """Matches on atoms that no rule has taken; after one that overlaps such, the search goes on inside it."""
    at = 0
    while match := rule.pattern.search(code, at):
        if match.end() == match.start():
            at = match.end() + 1
        elif any(taken[match.start() : match.end()]):
            at = match.start() + 1
        else:
            yield match
            at = match.end() if taken[match.start()] else match.start() + 1


@cache
def _part_pattern() -> re.Pattern[str]:
    return grammar().letters.compile(expand("PARTS ADJ?$", MACROS))


def _with_part(found: Atoms, piece: _Piece) -> _Piece:
    """`конец декабря 2019 года`, `первой половине 2022 года`: the part belongs to the expression."""
    begin = max(0, piece.first - 3)
    match = _part_pattern().search(found.code[begin : piece.first])
    if not match or piece.outer < piece.first or isinstance(piece.reading, Clock | Part | Nowhere):
        return piece
    reading = relative.part(piece.reading, Found(match, found[begin : piece.first]))
    if reading is None:
        return piece
    first = begin + match.start()
    return replace(piece, first=first, outer=first, reading=reading, rule="part_of_" + piece.rule)


# ---------------------------------------------------------------- prepositions


@cache
def _prepositions() -> dict[tuple[str, ...], tuple[Effect, bool]]:
    """Words of each preposition, with its effect and whether it belongs to the number's span."""
    rows = vocabulary.table("time_prepositions")
    return {tuple(row["phrase"].split()): (cast(Effect, row["effect"]), row["core"] == "yes") for row in rows}


def _with_lead(doc: Doc, found: Atoms, piece: _Piece) -> _Piece:
    """Takes in the preposition, and what it does to the reading: `до 2029 года` leaves the start open."""
    end, inner = piece.outer, piece.outer < piece.first
    while end and found.code[end - 1] in grammar().letters.classes["ADJ"]:
        end -= 1  # за весь 2022 год
    norms = tuple(found.norms(end - 4, end))
    for size in range(len(norms), 0, -1):
        if norms[-size:] in _prepositions():
            effect, core = _prepositions()[norms[-size:]]
            lead, outer = " ".join(norms[-size:]), end - size
            reading = _bounded(doc, found, piece, effect, lead)
            return replace(
                piece, first=outer if core and not inner else piece.first, outer=outer, reading=reading, lead=lead
            )
    return replace(piece, lead=found[piece.outer].norm) if inner else piece


def _bounded(doc: Doc, found: Atoms, piece: _Piece, effect: Effect, lead: str) -> Reading:
    reading = piece.reading
    if isinstance(reading, Part) and lead in POINTS:
        reading = replace(reading, point=True)  # на конец декабря is its last day
    if effect == "since" and not _begins(doc, found[piece.outer : piece.last]):
        return reading
    return Bound(reading, effect) if effect and not isinstance(reading, Clock | Nowhere | Bound) else reading


def _begins(doc: Doc, inside: Sequence[Atom]) -> bool:
    """Whether `с` says a beginning: not in `с 2020 годом`, `с 3 по 5 мая`, `поздравить с 8 Марта`."""
    norms = {atom.norm for atom in inside}
    holiday = doc.tokens[inside[-1].first].text.istitle() and isinstance(inside[0].value, Decimal)
    return not norms & COMPARED and not norms & {"по", "до", "на"} and not holiday


# ---------------------------------------------------------------- several pieces


def _apart(pieces: list[_Piece]) -> list[_Piece]:
    """Without overlap: a part or preposition never reaches into the expression before."""
    found: list[_Piece] = []
    for piece in pieces:
        if found and piece.outer < found[-1].last:
            if piece.first < found[-1].last:
                continue
            piece = replace(piece, outer=piece.first)
        found.append(piece)
    return found


def _with_years(found: Atoms, pieces: list[_Piece]) -> list[_Piece]:
    """In `30 июня и 1 июля 2019 года`, `с января по май 2022 года` the year said last is that of both."""
    whole = list(pieces)
    for i in range(len(pieces) - 2, -1, -1):
        gap = found.norms(pieces[i].last, min(whole[i + 1].first, pieces[i].last + LONGEST_GAP))
        if "".join(gap) in LINKS:
            whole[i] = replace(whole[i], reading=_in_year(pieces[i].reading, whole[i + 1].reading))
    return whole


def _in_year(reading: Reading, later: Reading) -> Reading:
    match reading:
        case Bound(inner):
            return replace(reading, inner=_in_year(inner, later))
        case Part(whole):
            return replace(reading, whole=_in_year(whole, later))
        case Calendar(year=None, step=None, same=False):
            return _with_year_of(reading, later)
        case _:
            return reading


def _with_year_of(reading: Calendar, later: Reading) -> Calendar:
    match later:
        case Bound(inner) | Part(inner):
            return _with_year_of(reading, inner)
        case Calendar() if (later.first, later.last) != ((1, 1), (12, 31)):
            year = later.year - 1 if later.year is not None and reading.first > later.last else later.year
            return replace(reading, year=year, step=later.step, same=later.same)
        case _:
            return reading


def _joined(found: Atoms, pieces: list[_Piece]) -> list[_Piece]:
    """`с 16 апреля по 19 мая`, `9.00 до 14.00`, `16 апреля – 19 мая`: one expression each."""
    whole: list[_Piece] = []
    for piece in pieces:
        joined = _join(found, whole[-1], piece) if whole else None
        if joined:
            whole[-1] = joined
        else:
            whole.append(piece)
    return whole


def _join(found: Atoms, a: _Piece, b: _Piece) -> _Piece | None:
    gap = "".join(found.norms(a.last, min(b.outer, a.last + LONGEST_GAP)))
    lead = found[b.first].norm if b.rule == "phrase" else b.lead  # по настоящее время
    from_to = (gap == "" and a.lead in FROM and lead in ("по", "до")) or (a.lead == "между" and gap == "и")
    dashed = gap in ("-", "–", "—") and not b.lead and _alike(a.reading, b.reading)
    if not from_to and not dashed:
        return None
    first, last = _inner(a.reading), _inner(b.reading)
    if isinstance(first, Clock) or isinstance(last, Clock):
        reading: Reading = Clock()
    else:
        reading = Span(first, last)
    return replace(a, last=b.last, reading=reading, rule="from_to")


def _inner(reading: Reading) -> Reading:
    return reading.inner if isinstance(reading, Bound) else reading


def _alike(a: Reading, b: Reading) -> bool:
    a, b = _inner(a), _inner(b)
    if isinstance(a, Calendar) and isinstance(b, Calendar):
        return (a.first == a.last) == (b.first == b.last) and (a.first, a.year) != (b.first, b.year)
    return type(a) is type(b) and isinstance(a, Clock | Weekday | Part)


# ---------------------------------------------------------------- the result


def _expression(doc: Doc, found: Atoms, piece: _Piece, numerals: Sequence[Numeral], starts: list[int]) -> Expression:
    start, stop = found[piece.first].start, found[piece.last - 1].stop
    at = bisect_left(starts, start)
    held = (at < len(starts) and starts[at] < stop) or (at > 0 and numerals[at - 1].stop > start)
    born = piece.last < len(found) and found[piece.last].norm in BORN
    kind: Literal["date", "time"] = "date" if _is_date(piece.reading) else "time"
    outer = found[piece.outer].start
    return Expression(start, stop, outer, kind, held, piece.reading, "year_of_birth" if born else piece.rule)


def _is_date(reading: Reading) -> bool:
    match reading:
        case Bound(inner) | Part(inner) | Span(inner):
            return _is_date(inner)
        case Calendar():
            return True
        case _:
            return False
