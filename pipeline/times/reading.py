"""What an expression of time says, before it is known when it is said: one small class for each way to name days."""

from __future__ import annotations

from typing import Literal

from pipeline.frozen import frozen

MonthDay = tuple[int, int]  # day 31 stands for the last day of any month
Effect = Literal["", "until", "since", "after", "from", "eve"]


@frozen
class Calendar:
    """Days `first` to `last` of a calendar year, `14 апреля 2024 года`, or of `years` of them: `2020-е`.

    Without `year` it is the year `step` from the article's (`прошлого года`: -1), the year named last in the text
    (`same`: `того же года`), or, with none of these, the one that fits best. `last` before `first` is of the next year.
    """

    first: MonthDay = (1, 1)
    last: MonthDay = (12, 31)
    year: int | None = None
    years: int = 1
    step: int | None = None
    same: bool = False


@frozen
class Unit:
    """A whole day, week, month, quarter, year … of the calendar, `step` from the one of the article, or from the day
    named last (`same`: `в тот же день`, `в предыдущем месяце`)."""

    unit: str
    step: int = 0
    same: bool = False
    over: bool = False  # `за прошедшую неделю`: on a Sunday the one that ends with it


@frozen
class Shift:
    """`count` units away: `два года назад`, `через неделю`; `same` counts from what was named last: `годом ранее`."""

    unit: str
    count: int | None
    same: bool = False


@frozen
class Recent:
    """The last (`sign` -1) or next (+1) `count` units up to, or from, the day of the article: `за последние пять лет`.

    Without `count` one end is open: `в последние годы`. `named`: counted from the day named last, `за год`.
    """

    unit: str
    count: int | None = None
    sign: int = -1
    named: bool = False


@frozen
class Weekday:
    """0 is Monday; `step` is -1 for `прошлый`, 0 for `этот`, 1 for `следующий`."""

    day: int
    step: int | None = None


@frozen
class Named:
    """The days named last: `в это время`, `за аналогичный период`; moved to another year, `прошлого года`."""

    year: Calendar | None = None


@frozen
class Clock:
    """A time of day: its day is the one in force."""


@frozen
class Nowhere:
    """Of no known day: `на днях`, `второй год подряд`."""


@frozen
class Part:
    """The `number`th of `parts` of a period, or its `start`, `middle` or `end`; as a `point` its first or last day."""

    whole: Reading
    name: Literal["start", "middle", "end", "nth"]
    number: int = 1
    parts: int = 2
    point: bool = False


@frozen
class Span:
    """From the first day of one to the last of the other: `с 16 апреля по 19 мая`."""

    first: Reading
    last: Reading


@frozen
class Bound:
    """The days before or after: `до 2029 года`, `с 2020 года`; `since` goes on to the day of the article."""

    inner: Reading
    effect: Effect


@frozen
class Now:
    """Up to now, `до сих пор`, or from now on, `в ближайшее время`: the other end is open."""

    sign: int


Reading = Calendar | Unit | Shift | Recent | Weekday | Named | Clock | Nowhere | Part | Span | Bound | Now
NOWHERE = Nowhere()
