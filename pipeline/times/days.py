"""Days, weeks, months and years of the calendar: the arithmetic that expressions of time need."""

from __future__ import annotations

import datetime
from calendar import monthrange

from pipeline.document import Moment
from pipeline.times.reading import MonthDay

Day = datetime.date
DAY = datetime.timedelta(1)
NOTHING = Moment()
MONTHS = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}


def day_of(year: int, day: MonthDay) -> Day:
    """A day of a month, at most its last one; raises ValueError for what is no month or year."""
    return datetime.date(year, day[0], min(day[1], monthrange(year, day[0])[1]))


def add_months(day: Day, months: int) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day_of(year, (month + 1, day.day))


def unit_around(day: Day, unit: str) -> Moment:
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
    return Moment(start, add_months(start, size) - DAY)


def away(day: Day, unit: str, count: int) -> Day:
    if unit in MONTHS:
        return add_months(day, count * MONTHS[unit])
    return day + DAY * count * {"week": 7, "weekend": 7, "dekad": 10, "day": 1}.get(unit, 0)


def length(moment: Moment) -> int:
    """Days from first to last."""
    return (moment.stop - moment.start).days + 1 if moment.start and moment.stop else 0


def size_of(unit: str) -> int:
    """Days that a unit has at most."""
    return MONTHS[unit] * 31 if unit in MONTHS else {"week": 7, "dekad": 11}.get(unit, 1)


def shifted_end(day: Day, months: int) -> Day:
    """The end of a month stays the end of a month."""
    moved = add_months(day, months)
    return day_of(moved.year, (moved.month, 31)) if (day + DAY).day == 1 else moved


def share_of_days(start: Day, stop: Day, parts: int, nth: int) -> Moment:
    size = ((stop - start).days + 1) // parts
    first = start + DAY * size * (nth - 1)
    return Moment(first, stop if nth == parts else max(first, first + DAY * (size - 1)))


def up_to_or_from(day: Day | None, sign: int) -> Moment:
    """Open days: all up to one where `sign` is negative, else all from it on."""
    return Moment(None, day) if sign < 0 else Moment(day, None)
