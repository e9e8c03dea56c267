"""Which year is meant where days of the calendar are named without one."""

from __future__ import annotations

from pipeline.document import Moment
from pipeline.times.days import Day, day_of, length
from pipeline.times.frame import Frame, Tense
from pipeline.times.reading import Calendar

# How much farther a day to come, and a day gone by, counts when the year is not said, by the tense of the verb. A past
# verb does not rule out the days ahead: whoever means a day eleven months ago says the year.
WEIGHTS: dict[Tense, tuple[float, float]] = {"past": (8.0, 1.0), "": (2.0, 1.0), "future": (1.0, 16.0)}

QUARTER = 92  # days
AUTUMN = 9  # the month from which on a winter without a year is the one to come


def interval(reading: Calendar, year: int) -> Moment:
    """The days of a reading in a year; raises ValueError for what is no month or year."""
    wraps = reading.last < reading.first
    return Moment(day_of(year, reading.first), day_of(year + reading.years - 1 + wraps, reading.last))


def year_of(reading: Calendar, frame: Frame) -> int | None:
    """The year said, or meant; `зимой 2020 года` is taken to begin in the December before, a school year in autumn."""
    winter = reading.last < reading.first and reading.first[1] == 1
    if reading.year is not None:
        return reading.year - winter
    if reading.same:
        return frame.year + (reading.step or 0) if frame.year else None
    if reading.step is not None:
        now = frame.today or frame.told
        if now is None:
            return None
        return _winter(now, reading.step) if winter else now.year + reading.step
    if not frame.today:
        return _nearest_to_last(reading, frame)
    if frame.year_here and frame.year and not _before_last(interval(reading, frame.year), frame.last):
        return frame.year
    if _is_of_last_year(reading, frame):
        return frame.year
    return _nearest(reading, frame.today, frame.tense or _tense_in_force(frame))


def _winter(now: Day, step: int) -> int:
    """The year in whose December this winter, or that before or after it, begins: in the other months the last one is
    over, the next to come, and `этой зимой` the nearer of them."""
    if now.month in (12, 1, 2):
        return now.year - (now.month < 12) + step
    return now.year - (step < 0 or (step == 0 and now.month < AUTUMN))


def _nearest_to_last(reading: Calendar, frame: Frame) -> int | None:
    """Without the day of the article: the year named last, or, after a day or month, the one nearest to that.

    Only in its paragraph, unless the first sentence says the day: what comes later may be of any other year.
    """
    if not frame.year_close:
        return _nearest(reading, frame.told, frame.tense) if frame.told else None
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
        days = interval(reading, year)
        if days.start and days.start > today:
            return (days.start - today).days * ahead
        if days.stop and days.stop < today:
            return (today - days.stop).days * behind
        return 0.0

    return min((today.year, today.year - 1, today.year + 1), key=distance)
