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
    day_of,
    length,
    share_of_days,
    shifted_end,
    size_of,
    unit_around,
    up_to_or_from,
)
from pipeline.times.frame import Frame, Tense
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

# How much farther a day to come, and a day gone by, counts when the year is not said, by the tense of the verb. A past
# verb does not rule out the days ahead: whoever means a day eleven months ago says the year.
WEIGHTS: dict[Tense, tuple[float, float]] = {"past": (8.0, 1.0), "": (2.0, 1.0), "future": (1.0, 16.0)}

QUARTER = 92  # days


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
    if not frame.today:
        return _nearest_to_last(reading, frame)
    if frame.year_here and frame.year and not _before_last(_interval(reading, frame.year), frame.last):
        return frame.year
    if _is_of_last_year(reading, frame):
        return frame.year
    return _nearest(reading, frame.today, frame.tense or _tense_in_force(frame))


def _nearest_to_last(reading: Calendar, frame: Frame) -> int | None:
    """Without the day of the article: the year named last, or, after a day or month, the one nearest to that."""
    last = frame.last
    if not frame.year or not last or not last.stop or not 0 < length(last) <= QUARTER or last.stop.year != frame.year:
        return frame.year
    return _nearest(reading, last.stop, "")


def _is_of_last_year(reading: Calendar, frame: Frame) -> bool:
    """`В 2023 году выдали 300 займов. В первом квартале – 70`: a quarter or half of the year named near by."""
    if not frame.near or not frame.last or not frame.year or frame.tense == "future":
        return False
    part = reading.first[1] == 1 and reading.last[0] - reading.first[0] in (2, 5)
    return part and 360 < length(frame.last) < 370


def _before_last(days: Moment, last: Moment | None) -> bool:
    """Whether days would go back behind the day named last: `(с 15.03.2021) на 1 января` is of the year after."""
    return bool(last and last.start and last.start == last.stop and days.start and days.start < last.start)


def _tense_in_force(frame: Frame) -> Tense:
    """A text that has just named a day to come goes on with days to come."""
    last = frame.last if frame.near else None
    return "future" if last and last.start and frame.today and last.start > frame.today else ""


def _nearest(reading: Calendar, today: Day, tense: Tense) -> int:
    """The year that brings the days nearest to the article's, by the tense of the verb before or after it."""

    ahead, behind = WEIGHTS[tense]

    def distance(year: int) -> float:
        days = _interval(reading, year)
        if days.start and days.start > today:
            return (days.start - today).days * ahead
        if days.stop and days.stop < today:
            return (today - days.stop).days * behind
        return 0.0

    return min((today.year, today.year - 1, today.year + 1), key=distance)


def _unit(reading: Unit, frame: Frame) -> Moment:
    day = _end(frame.last) if reading.same and frame.last else frame.today
    if reading.same and reading.step == 0 and not frame.last:
        return NOTHING
    if reading.same and reading.unit in ("day", "week") and frame.last and length(frame.last) > size_of(reading.unit):
        return NOTHING  # в начале марта… в тот же день
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
    base = frame.last if frame.last and (ahead or frame.near) else Moment(frame.today, frame.today)
    if not base.start or not base.stop or (base is not frame.last and ahead) or length(base) > size_of(reading.unit):
        return NOTHING
    moved = Moment(*(away(day, reading.unit, reading.count) for day in (base.start, base.stop)))
    late = ahead and frame.today and moved.start and moved.start > frame.today and frame.tense != "future"
    return NOTHING if late else moved


def _recent(reading: Recent, frame: Frame) -> Moment:
    """Units up to today; `за год` of a report to the end of 2019 up to that, near a year that year itself."""
    day, last = frame.today, frame.last
    far = reading.unit in MONTHS and last is not None and _is_report(last, frame.today)
    if reading.named and frame.tense == "future":
        return NOTHING  # за месяц проведут 300 проверок
    if reading.named and last and last.stop and (frame.near or far):
        if reading.count == 1 and last == unit_around(last.stop, reading.unit):
            return last
        day = last.stop if length(last) < size_of(reading.unit) else day
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
    year = _year(reading.year, replace(frame, year=last.stop.year))
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
        case _:
            return NOTHING if reading.effect else inner
