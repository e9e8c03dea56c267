"""From what an expression says to the days it means, given when the article was written and what it named before."""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.document import Moment
from pipeline.times.reading import (
    Bound, Calendar, Clock, MonthDay, Named, Now, Nowhere, Part, Reading, Recent, Shift, Span, Unit, Weekday,
)  # fmt: skip

Tense = Literal["past", "future", ""]
Day = datetime.date
NOTHING = Moment()
DAY = datetime.timedelta(1)
MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
# A day to come counts as this many times farther than one gone by, when the year is not said.
FUTURE_WEIGHT = {"past": 16.0, "": 2.0, "future": 1.0}
PAST_WEIGHT = {"past": 1.0, "": 1.0, "future": 16.0}


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known where an expression stands: the article's day, the last year and days named, the verb's tense.

    `near` says that `last` was named in the same sentence or the one before it, `year_here` that `year` was named
    in the same sentence.
    """

    today: Day | None
    year: int | None = None
    last: Moment | None = None
    near: bool = False
    year_here: bool = False
    tense: Tense = ""


def resolve(reading: Reading, frame: Frame) -> Moment:
    """The days of a reading, both ends empty where they are not known or not in the years 1 to 9999."""
    try:
        return _resolve(reading, frame)
    except (ValueError, OverflowError):
        return NOTHING


def _resolve(reading: Reading, frame: Frame) -> Moment:
    match reading:
        case Calendar():
            return _calendar(reading, frame)
        case Unit():
            return _unit(reading, frame)
        case Shift():
            return _shift(reading, frame)
        case Recent():
            return _recent(reading, frame)
        case Weekday():
            return _weekday(reading, frame)
        case Named():
            return _named(reading, frame)
        case Clock():
            return _day_in_force(frame)
        case Part():
            return _part(reading, _resolve(reading.whole, frame))
        case Span():
            return _span(reading, frame)
        case Bound():
            return _bound(reading, frame)
        case Now():
            return _open(frame.today, reading.sign)
        case Nowhere():
            return NOTHING


def _open(day: Day | None, sign: int) -> Moment:
    return Moment(None, day) if sign < 0 else Moment(day, None)


# ---------------------------------------------------------------- the calendar


def day_of(year: int, day: MonthDay) -> Day:
    """A day of a month, at most its last one; raises ValueError for what is no month or year."""
    return datetime.date(year, day[0], min(day[1], monthrange(year, day[0])[1]))


def _interval(reading: Calendar, year: int) -> Moment:
    wraps = reading.last < reading.first
    return Moment(day_of(year, reading.first), day_of(year + reading.years - 1 + wraps, reading.last))


def _calendar(reading: Calendar, frame: Frame) -> Moment:
    year = _year(reading, frame)
    return NOTHING if year is None else _interval(reading, year)


def _year(reading: Calendar, frame: Frame) -> int | None:
    """The year said, or meant; `зимой 2020 года` is taken to begin in the December before."""
    winter = reading.last < reading.first and reading.first[1] == 1
    if reading.year is not None:
        return reading.year - winter
    if reading.same:
        return frame.year + (reading.step or 0) if frame.year else None
    if reading.step is not None:
        return frame.today.year + reading.step - winter if frame.today else None
    if frame.year_here or not frame.today:
        return frame.year
    return _nearest(reading, frame.today, frame.tense)


def _nearest(reading: Calendar, today: Day, tense: Tense) -> int:
    """The year that brings the days nearest to the article's, by the tense of the verb before or after it."""

    def distance(year: int) -> float:
        days = _interval(reading, year)
        if days.start and days.start > today:
            return (days.start - today).days * FUTURE_WEIGHT[tense]
        if days.stop and days.stop < today:
            return (today - days.stop).days * PAST_WEIGHT[tense]
        return 0.0

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _add_months(day: Day, months: int) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day_of(year, (month + 1, day.day))


def _unit_around(day: Day, unit: str) -> Moment:
    """The week, month, quarter, year … of the calendar that holds a day."""
    if unit in ("hour", "minute", "second", "day"):
        return Moment(day, day)
    if unit in ("week", "weekend"):
        monday = day - DAY * day.weekday()
        return Moment(monday + DAY * 5 * (unit == "weekend"), monday + DAY * 6)
    if unit not in MONTHS:
        return NOTHING
    size = MONTHS[unit]
    shift = 12 if unit in ("century", "millennium") else 0  # centuries begin with the year 1
    first = (day.year * 12 + day.month - 1 - shift) // size * size + shift
    start = datetime.date(first // 12, first % 12 + 1, 1)
    return Moment(start, _add_months(start, size) - DAY)


def _away(day: Day, unit: str, count: int) -> Day:
    if unit in MONTHS:
        return _add_months(day, count * MONTHS[unit])
    return day + DAY * count * {"week": 7, "weekend": 7, "dekad": 10, "day": 1}.get(unit, 0)


def _unit(reading: Unit, frame: Frame) -> Moment:
    day = _end(frame.last) if reading.same and frame.last else frame.today
    if reading.same and reading.step == 0 and not frame.last:
        return NOTHING
    return _unit_around(_away(day, reading.unit, reading.step), reading.unit) if day else NOTHING


def _weekday(reading: Weekday, frame: Frame) -> Moment:
    """The nearest such day in the direction of the tense, today included; `прошлый` never the current one's future."""
    if not frame.today:
        return NOTHING
    ahead = (reading.day - frame.today.weekday()) % 7
    behind = ahead - 7 if ahead else 0
    if reading.step == -1:
        days = behind or -7
    elif reading.step == 1:
        days = ahead or 7
    elif frame.tense == "future":
        days = ahead
    elif frame.tense == "past":
        days = behind
    else:
        days = behind if -behind <= ahead else ahead
    return Moment(*[frame.today + DAY * days] * 2)


# ---------------------------------------------------------------- relative to now, or to what was named last


def _end(moment: Moment | None) -> Day | None:
    return (moment.stop or moment.start) if moment else None


def _day_in_force(frame: Frame) -> Moment:
    """The one day named last near by, else the article's."""
    last = frame.last if frame.near else None
    if last and last.start and last.start == last.stop:
        return last
    return Moment(frame.today, frame.today) if not last or not frame.today or last.stop != frame.today else last


def _shift(reading: Shift, frame: Frame) -> Moment:
    """`два года назад` is that year, `неделю назад` that week, `через два дня` that day."""
    if reading.unit in ("hour", "minute", "second"):
        return _day_in_force(replace(frame, near=True))
    told = reading.same or (reading.count or 0) > 0 and frame.tense == "past"
    if reading.count is None or (told and not frame.last and reading.count > 0):
        return NOTHING
    if told and frame.last and frame.last.start and frame.last.stop:
        ends = [_away(day, reading.unit, reading.count) for day in (frame.last.start, frame.last.stop)]
        return Moment(*ends)
    return _unit_around(_away(frame.today, reading.unit, reading.count), reading.unit) if frame.today else NOTHING


def _recent(reading: Recent, frame: Frame) -> Moment:
    day = frame.today
    if reading.named and frame.near and frame.last:
        day = _end(frame.last)
    if day is None or (reading.unit not in MONTHS and reading.unit not in ("week", "day", "dekad")):
        return Moment(day, day) if reading.unit in ("hour", "minute", "second") and not reading.count else NOTHING
    if reading.count is None:
        return _open(day, reading.sign)
    other = _away(day, reading.unit, reading.sign * reading.count)
    return Moment(min(day, other), max(day, other))


def _named(reading: Named, frame: Frame) -> Moment:
    """What was named last; `за аналогичный период прошлого года`: the same days of that year."""
    last = frame.last
    if not last or not reading.year or not last.start or not last.stop:
        return NOTHING if reading.year or not last else last
    year = _year(reading.year, replace(frame, year=last.stop.year))
    if year is None:
        return NOTHING
    gone = (last.stop.year - year) * 12
    return Moment(_add_months(last.start, -gone), _same_end(last.stop, -gone))


def _same_end(day: Day, months: int) -> Day:
    """The end of a month stays the end of a month."""
    moved = _add_months(day, months)
    return day_of(moved.year, (moved.month, 31)) if (day + DAY).day == 1 else moved


# ---------------------------------------------------------------- parts and bounds


def _part(reading: Part, whole: Moment) -> Moment:
    if not whole.start or not whole.stop:
        return NOTHING
    if reading.point and reading.name in ("start", "end"):
        day = whole.start if reading.name == "start" else whole.stop
        return Moment(day, day)
    parts, nth = (reading.parts, reading.number) if reading.name == "nth" else _shares(reading.name, whole)
    months = (whole.stop.year - whole.start.year) * 12 + whole.stop.month - whole.start.month + 1
    if months % parts == 0:
        size = months // parts
        start = _add_months(whole.start, size * (nth - 1))
        return Moment(start, _add_months(start, size) - DAY)
    return _days_of(whole.start, whole.stop, parts, nth)


def _shares(name: str, whole: Moment) -> tuple[int, int]:
    """The start and the end of a year are a quarter of it, of anything else a third."""
    assert whole.start and whole.stop
    parts = 4 if 360 < (whole.stop - whole.start).days < 370 and name != "middle" else 3
    return parts, {"start": 1, "middle": 2, "end": parts}[name]


def _days_of(start: Day, stop: Day, parts: int, nth: int) -> Moment:
    size = ((stop - start).days + 1) // parts
    first = start + DAY * size * (nth - 1)
    return Moment(first, stop if nth == parts else max(first, first + DAY * (size - 1)))


def _span(reading: Span, frame: Frame) -> Moment:
    """From the start of the first to the end of the last, the nearest one after it."""
    last = _resolve(reading.last, frame)
    near = frame
    if last.stop and isinstance(reading.last, Calendar):
        near = replace(frame, today=last.stop, tense="past", year_here=False)
    first = _resolve(reading.first, near if isinstance(reading.first, Calendar | Weekday) else frame)
    if first.start and last.stop and first.start > last.stop:
        return NOTHING
    return Moment(first.start, last.stop)


def _bound(reading: Bound, frame: Frame) -> Moment:
    inner = _resolve(reading.inner, frame)
    match reading.effect:
        case "until":
            return Moment(None, inner.stop)
        case "since" if inner.start:
            return Moment(inner.start, frame.today if frame.today and inner.start <= frame.today else None)
        case "from":
            return Moment(inner.start, None)
        case "after" if inner.stop:
            return Moment(inner.stop + DAY, None)
        case _:
            return NOTHING if reading.effect else inner
