"""From what an expression says to the days it means, given when the article was written and what it named before."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Moment
from pipeline.times.days import (
    DAY,
    MONTHS,
    NOTHING,
    Day,
    add_months,
    away,
    length,
    share_of_days,
    shifted_end,
    size_of,
    unit_around,
    up_to_or_from,
)
from pipeline.times.frame import Frame
from pipeline.times.reading import (
    Bound,
    Calendar,
    Clock,
    Named,
    Now,
    Nowhere,
    Part,
    Reading,
    Recent,
    Shift,
    Span,
    Unit,
    Weekday,
)
from pipeline.times.years import interval, year_of


def resolve(reading: Reading, frame: Frame) -> Moment:
    """The days of a reading, both ends empty where they are not known or not in the years 1 to 9999."""
    try:
        return _resolve(reading, frame)
    except (ValueError, OverflowError):
        return NOTHING


def _resolve(reading: Reading, frame: Frame) -> Moment:
    match reading:
        case Calendar() | Unit() | Weekday() | Now():
            return _of_today(reading, frame)
        case Shift():
            return _shift(reading, frame)
        case Recent():
            return _recent(reading, frame)
        case Named():
            return _named(reading, frame)
        case Clock():
            return _day_in_force(frame)
        case Nowhere():
            return NOTHING
        case _:
            return _composed(reading, frame)


def _of_today(reading: Calendar | Unit | Weekday | Now, frame: Frame) -> Moment:
    match reading:
        case Calendar():
            return _calendar(reading, frame)
        case Unit():
            return _unit(reading, frame)
        case Weekday():
            return _weekday(reading, frame)
        case Now():
            return up_to_or_from(frame.today, reading.sign)


def _composed(reading: Part | Span | Bound, frame: Frame) -> Moment:
    match reading:
        case Part():
            return _part(reading, _resolve(reading.whole, frame))
        case Span():
            return _span(reading, frame)
        case Bound():
            return _bound(reading, frame)


# ---------------------------------------------------------------- the calendar


def _calendar(reading: Calendar, frame: Frame) -> Moment:
    year = year_of(reading, frame)
    return NOTHING if year is None else interval(reading, year)


def _unit(reading: Unit, frame: Frame) -> Moment:
    day = _end(frame.last) if reading.same and frame.last else frame.today
    if reading.same and reading.step == 0 and not frame.last:
        return NOTHING
    if reading.same and reading.unit in ("day", "week") and frame.last and length(frame.last) > size_of(reading.unit):
        return NOTHING  # в начале марта… в тот же день
    if day and reading.over and day.weekday() == 6:
        return unit_around(day, reading.unit)
    return unit_around(away(day, reading.unit, reading.step), reading.unit) if day else NOTHING


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
    return Moment(frame.today, frame.today)


def _shift(reading: Shift, frame: Frame) -> Moment:
    """`два года назад` is that year, `неделю назад` that week, `через два дня` that day.

    `годом ранее`, and `через два дня` in a story told in the past, are counted from what was named last, if that is
    no longer than the unit; the result of the latter is never after the article.
    """
    if reading.unit in ("hour", "minute", "second"):
        return _day_in_force(replace(frame, near=True))
    if reading.count is None:
        return NOTHING
    ahead = reading.count > 0
    if not reading.same and not (ahead and frame.tense == "past"):
        return unit_around(away(frame.today, reading.unit, reading.count), reading.unit) if frame.today else NOTHING
    if not ahead and reading.unit in MONTHS and not (frame.last and frame.near):
        return unit_around(away(frame.today, reading.unit, reading.count), reading.unit) if frame.today else NOTHING
    base = frame.last if frame.last and (ahead or frame.near) else Moment(frame.today, frame.today)
    if not base.start or not base.stop or (base is not frame.last and ahead) or length(base) > size_of(reading.unit):
        return NOTHING
    moved = _moved(base.start, base.stop, reading.unit, reading.count)
    late = ahead and frame.today and moved.start and moved.start > frame.today and frame.tense != "future"
    return NOTHING if late else moved


def _moved(start: Day, stop: Day, unit: str, count: int) -> Moment:
    """The same days some units away; the end of a month stays one: `в июне …, месяцем ранее`."""
    whole = unit in MONTHS and start.day == 1
    last = shifted_end(stop, count * MONTHS[unit]) if whole else away(stop, unit, count)
    return Moment(away(start, unit, count), last)


def _recent(reading: Recent, frame: Frame) -> Moment:
    """Units up to today; `за год` of a report to the end of 2019 up to that, near a year that year itself."""
    day, last = frame.today, frame.last
    far = reading.unit in MONTHS and last is not None and _is_report(last, frame.today)
    if reading.named and frame.tense == "future":
        return NOTHING  # за месяц проведут 300 проверок
    if reading.named and last and last.stop and (frame.near or far):
        if reading.count == 1 and last == unit_around(last.stop, reading.unit):
            return last
        long = length(last) >= size_of(reading.unit)
        if long and frame.near and day and last.stop < day and reading.count != 1:
            return NOTHING  # в 2005 году за полтора месяца: somewhen in that year
        day = day if long else last.stop
    if day is None or (reading.unit not in MONTHS and reading.unit not in ("week", "day", "dekad")):
        return NOTHING
    if reading.count is None:
        return up_to_or_from(day, reading.sign)
    other = away(day, reading.unit, reading.sign * reading.count)
    return Moment(min(day, other), max(day, other))


def _is_report(last: Moment, today: Day | None) -> bool:
    """Whether what was named last may be the day that the whole text reports on: a day or month of the year past."""
    ended = (today - last.stop).days if today and last.stop else -1
    return 0 < length(last) <= 31 and 0 <= ended <= 366


def _named(reading: Named, frame: Frame) -> Moment:
    """What was named last; `за аналогичный период прошлого года`: the same days of that year."""
    last = (frame.period if reading.year else None) or frame.last
    if not last or not reading.year or not last.start or not last.stop:
        return NOTHING if reading.year or not last else last
    year = year_of(reading.year, replace(frame, year=last.stop.year))
    if year is None:
        return NOTHING
    gone = (last.stop.year - year) * 12
    return Moment(add_months(last.start, -gone), shifted_end(last.stop, -gone))


# ---------------------------------------------------------------- parts and bounds


def _part(reading: Part, whole: Moment) -> Moment:
    if not whole.start or not whole.stop:
        return NOTHING
    if reading.point and reading.name in ("start", "end"):
        day = whole.start if reading.name == "start" else whole.stop
        return Moment(day, day)
    parts, nth = reading.parts, reading.number
    if reading.name != "nth":  # the start and the end of a year are a quarter of it, of anything else a third
        parts = 4 if 360 < length(whole) < 370 and reading.name != "middle" else 3
        nth = {"start": 1, "middle": 2, "end": parts}[reading.name]
    months = (whole.stop.year - whole.start.year) * 12 + whole.stop.month - whole.start.month + 1
    if months % parts == 0:
        size = months // parts
        start = add_months(whole.start, size * (nth - 1))
        return Moment(start, add_months(start, size) - DAY)
    return share_of_days(whole.start, whole.stop, parts, nth)


def _span(reading: Span, frame: Frame) -> Moment:
    """From the start of the first to the end of the last, the nearest one after it."""
    last = _resolve(reading.last, frame)
    near = frame
    if last.stop and isinstance(reading.last, Calendar | Weekday):
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
        case "eve" if inner.start:
            return Moment(inner.start - DAY, inner.start - DAY)
        case _:
            return NOTHING if reading.effect else inner
