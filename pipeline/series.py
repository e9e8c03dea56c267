"""The same indicator over articles: where figures differ, and where one figure is repeated.

What makes claims one series is defined with the table, in `views.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pipeline.cells import cells
from pipeline.tables import Row

_ABOUT = Decimal("0.05")  # `около 30` does not contradict 31
_ROUNDED = 1000  # from here on figures are read as rounded to the last digit that is not 0: 12,5 млн is 12 487 300
_LONG = 12  # digits after the point, from which on nobody reads them
_INFINITE = Decimal("Infinity")
Interval = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One series that two articles or more report: its rows, in order of time, and the ids of the claims among them
    that contradict another article's (`differing`) or state the very figure that another one does (`repeated`)."""

    series_id: str
    rows: tuple[Row, ...]
    differing: frozenset[str]
    repeated: frozenset[str]

    @property
    def name(self) -> str:
        """`число школ, count · Астана`."""
        first = self.rows[0]
        unit = first["unit"] or first["kind"]
        what = f"{first['indicator']}, {unit}" + (f" / {first['per']}" if first["per"] else "")
        return what + (f" · {first['place']}" if first["place"] else "")

    @property
    def telling(self) -> bool:
        """Whether it names a place, or is more than one word."""
        return bool(self.rows[0]["place"]) or " " in self.rows[0]["indicator"]

    @property
    def articles(self) -> int:
        return _articles(self.rows)


def compare(out: Path, *, item: str = "", place: str = "") -> list[Indicator]:
    """Indicators of `series.csv` that two articles or more report: telling ones first, then differing figures, then by
    articles. `школы · Астана` and `число школ` tell more than `люди`, of which every article has others.

    `item` and `place` narrow them to those whose words contain these. Raises FileNotFoundError without the table.
    """
    found = []
    for series_id, rows in groupby(cells(out, "series"), key=itemgetter("series_id")):
        group = tuple(rows)
        fits = _plain(item) in group[0]["indicator"] and _plain(place) in _plain(group[0]["place"])
        if fits and _articles(group) > 1:
            found.append(Indicator(series_id, group, _differing(group), _repeated(group)))
    return sorted(
        found, key=lambda each: (not each.telling, not each.differing, -each.articles, each.name, each.series_id)
    )


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


def _articles(rows: Iterable[Row]) -> int:
    return len({row["article_id"] for row in rows})


def _repeated(rows: Sequence[Row]) -> frozenset[str]:
    by_figure: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_figure[row["comparison"], row["low"], row["high"]].append(row)
    groups = (group for figure, group in by_figure.items() if any(figure[1:]) and _articles(group) > 1)
    return frozenset(row["claim_id"] for group in groups for row in group)


def _differing(rows: Sequence[Row]) -> frozenset[str]:
    """Claims about the same days whose interval has nothing in common with that of another article."""
    by_days: dict[tuple[str, ...], list[tuple[Row, Interval]]] = defaultdict(list)
    for row in rows:
        interval = _interval(row)
        if interval and (row["time_start"] or row["time_end"] or row["date"]):
            by_days[_comparable(row)].append((row, interval))
    return frozenset(claim_id for group in by_days.values() for claim_id in _contradicting(group))


def _comparable(row: Row) -> tuple[str, ...]:
    """What two claims of a series must share before their figures can contradict each other: the days, and whether
    it is the level before a change; where things are counted the verb too (`построили 5 школ`, `закрыли 3 школы`)."""
    named = row["time_start"] or row["time_end"]
    days = (row["time_start"], row["time_end"]) if named else (row["date"], row["date"])
    return *days, "from" if row["change"] == "from" else "", row["predicate"] if row["kind"] == "count" else ""


def _contradicting(group: Sequence[tuple[Row, Interval]]) -> Iterator[str]:
    """In linear time: a claim contradicts another article's if it lies wholly above the lowest or below the highest.

    Articles that have a figure in common agree; what else they count is another thing.
    """
    repeated = _repeated([row for row, _ in group])
    agreeing = {row["article_id"] for row, _ in group if row["claim_id"] in repeated}
    tops: dict[str, Decimal] = {}
    bottoms: dict[str, Decimal] = {}
    for row, (low, high) in group:
        article = row["article_id"]
        tops[article] = min(high, tops.get(article, high))
        bottoms[article] = max(low, bottoms.get(article, low))
    lowest = sorted(tops, key=lambda article: tops[article])[:2]
    highest = sorted(bottoms, key=lambda article: bottoms[article])[-2:]
    for row, (low, high) in group:
        own = row["article_id"]
        if own in agreeing:
            continue
        if any(tops[other] < low for other in lowest if other != own) or any(
            bottoms[other] > high for other in highest if other != own
        ):
            yield row["claim_id"]


def _interval(row: Row) -> Interval | None:
    """What the claim leaves open, with what its words leave to rounding; None where it states no quantity."""
    if not (row["low"] or row["high"]):
        return None
    low = Decimal(row["low"]) if row["low"] else -_INFINITE
    high = Decimal(row["high"]) if row["high"] else _INFINITE
    return low - _spread(low, row["comparison"]), high + _spread(high, row["comparison"])


def _spread(value: Decimal, comparison: str) -> Decimal:
    if not value.is_finite():
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    rounded = Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and abs(value) >= _ROUNDED else Decimal(0)
    return max(rounded, abs(value) * _ABOUT if comparison == "~" else Decimal(0))


def as_text(indicators: Sequence[Indicator]) -> str:
    """A paragraph for each: its claims in order of time, `!` where figures differ, `=` where one is repeated."""
    return "\n\n".join(_paragraph(indicator) for indicator in indicators)


def _paragraph(indicator: Indicator) -> str:
    claims = len(indicator.rows)
    lines = [f"{indicator.name}  ({indicator.articles} articles, {claims} claims)"]
    for row in indicator.rows:
        claim_id = row["claim_id"]
        mark = ("!" if claim_id in indicator.differing else " ") + ("=" if claim_id in indicator.repeated else " ")
        days = "…".join(dict.fromkeys(filter(None, (row["time_start"], row["time_end"])))) or row["date"]
        words = " ".join(filter(None, (row["change"], row["predicate"])))
        lines.append(f"  {mark} {_figure(row):>16}  {days:21}  {claim_id}  {words}  {row['speaker']}".rstrip())
    return "\n".join(lines)


def _figure(row: Row) -> str:
    if row["comparison"] == "range" or not row["value"]:
        return f"{_digits(row['low'])}…{_digits(row['high'])}"
    return f"{'' if row['comparison'] == '=' else row['comparison']}{_digits(row['value'])}"


def _digits(value: str) -> str:
    """`48700000000` → `48 700 000 000`; of a third four digits."""
    whole, _, part = value.partition(".")
    known = round(Decimal(value), 4) if len(part) > _LONG else Decimal(value or 0)
    return f"{known:,}".replace(",", " ") if whole else ""
