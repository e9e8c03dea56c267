"""What the rules for the calendar read: days, months, quarters, years, decades, centuries, seasons."""

from __future__ import annotations

import datetime

from pipeline.times.atoms import Atom
from pipeline.times.found import Found, dated
from pipeline.times.reading import NOWHERE, Calendar, MonthDay, Part, Reading

SEASONS: dict[str, tuple[MonthDay, MonthDay]] = {
    "winter": ((12, 1), (2, 31)),
    "spring": ((3, 1), (5, 31)),
    "summer": ((6, 1), (8, 31)),
    "autumn": ((9, 1), (11, 31)),
}
DAYS = {"day": 1, "week": 7, "dekad": 10}
MONTHS = {"month": 1, "quarter": 3}
PLURALS = ("ые", "ых", "ым", "ыми", "ие", "их", "им", "ими")
LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # days of the months
SCHOOL = ("учебн", "академическ")
ABBREVIATIONS = frozenset(("янв", "фев", "февр", "мар", "апр", "авг", "сен", "сент", "окт", "ноя", "нояб", "дек"))


# ---------------------------------------------------------------- days and months


def day_month(found: Found) -> Reading | None:
    """`14 апреля 2024 года`, `14–15 апреля`, `14 по 15 апреля`; of a list, `11, 12 апреля`, each."""
    month, day = int(found.word("month")), found.number("day")
    last = found.number("to") if "to" in found else day
    if not 1 <= day <= 31 or not 1 <= last <= LONGEST[month - 1]:
        return None
    first = (month, day) if day <= last else ((month - 2) % 12 + 1, day)  # в ночь с 31 на 1 мая
    return dated(first, (month, last), found)


def day_of_this_month(found: Found) -> Reading | None:
    """`14 числа`, `20-х числах мая`."""
    if "month" not in found:
        return NOWHERE
    day = found.number("day")
    return dated((int(found.word("month")), day), (int(found.word("month")), day + 9), found)


def figures(found: Found) -> Reading | None:
    """`25.02.2018`, `2018-02-25`."""
    day = found.atom("date").value
    assert isinstance(day, datetime.date)
    return Calendar((day.month, day.day), (day.month, day.day), day.year)


def slashed(found: Found) -> Reading | None:
    """`12/05/2020`, day before month."""
    day = found.number("month"), found.number("day")
    return Calendar(day, day, found.number("year"))


def month(found: Found) -> Reading | None:
    """`январе–мае 2022 года`, `мае`, `прошлом октябре`."""
    first = int(found.word("month"))
    last = int(found.word("to")) if "to" in found else first
    if found.year() is None and found.atom("month").norm in ABBREVIATIONS:
        return None  # an abbreviation says a month only beside a figure
    return dated((first, 1), (last, 31), found)


# ---------------------------------------------------------------- parts of years


def nth_unit(found: Found) -> Reading | None:
    """`I квартал 2022 года`, `первом полугодии`, `XIX веке`, `четвертый день`, `вторая неделя`."""
    name, nth = found.unit()[1], found.number("nth")
    last = found.number("to") if "to" in found else nth
    if name in ("quarter", "halfyear"):
        months = 3 if name == "quarter" else 6
        return dated((nth * months - months + 1, 1), (last * months, 31), found) if last * months <= 12 else None
    if name in ("century", "millennium"):
        years = 100 if name == "century" else 1000
        return Calendar(year=(nth - 1) * years + 1, years=years * (last - nth + 1)) if 0 < nth <= last <= 21 else None
    if not _is_ordinal(found.atom("nth")):
        return None
    if name == "month" and found.year() is not None:
        if _is_of_several(found.atom("nth")):
            return Part(dated((1, 1), (12, 31), found), "start")  # в первые месяцы 2020 года
        return dated((nth, 1), (nth, 31), found) if nth <= 12 else None
    return NOWHERE


def _is_ordinal(atom: Atom) -> bool:
    return not atom.norm.isdecimal()


def new_years_night(found: Found) -> Reading | None:
    """`в новогоднюю ночь`, `прошлой новогодней ночи`."""
    return dated((12, 31), (1, 1), found)


def nth_week(found: Found) -> Reading | None:
    """`первая неделя апреля`, `третьей декаде мая 2022 года`, `последние три дня июня`, `первых числах марта`."""
    month = int(found.word("month"))
    if "last" in found or "count" in found or _is_of_several(found.atom("nth")):
        return _edge_of_month(month, found)
    name, nth = found.unit()[1], found.number("nth")
    if name == "dekad" and nth <= 3:
        return dated((month, nth * 10 - 9), (month, nth * 10 if nth < 3 else 31), found)
    if name in ("week", "day") and nth <= 5 and _is_ordinal(found.atom("nth")):
        days = DAYS[name]
        return dated((month, nth * days - days + 1), (month, min(nth * days, 31)), found)
    return NOWHERE if _is_ordinal(found.atom("nth")) else None


def _edge_of_month(month: int, found: Found) -> Reading | None:
    """Days at the start or the end of a month; where nobody counts them, `последние дни мая`, a third of it."""
    late = "last" in found
    if "nth" in found and found.number("nth") != 1:
        return None
    alone = "count" not in found and _is_of_several(found.atom("last" if late else "nth"))
    if alone or found.count() is None:
        return Part(dated((month, 1), (month, 31), found), "end" if late else "start")
    count, name = found.count() or 0, found.unit()[1]
    days = count * DAYS.get(name, 0)
    if not 0 < days <= 31:
        return None
    first = 21 if name == "dekad" else LONGEST[month - 1] - days + 1
    return dated((month, first), (month, 31), found) if late else dated((month, 1), (month, days), found)


def _is_of_several(atom: Atom) -> bool:
    return atom.norm.endswith(PLURALS)


def opening(found: Found) -> Reading | None:
    """`первые шесть месяцев 2020 года`, `первые две недели`; `последний квартал 2020 года`."""
    count, name = found.count(), found.unit()[1]
    if "last" in found:
        return _last_of_year(found)
    first = found.atom("first")
    if found.number("first") != 1 or not _is_of_several(first) or count is None:
        return None
    if name == "period":
        return None  # первые два периода матча
    if name in MONTHS:
        months = count * MONTHS[name]
        return dated((1, 1), (months, 31), found) if 1 <= months <= 12 else None
    return NOWHERE


def _last_of_year(found: Found) -> Reading | None:
    """`последние два месяца прошлого года`; of the year that goes on they need not be its end."""
    year, months = found.year(), (found.count() or 0) * MONTHS.get(found.unit()[1], 0)
    vague = "count" not in found and _is_of_several(found.atom("last"))  # в последние месяцы 2020 года
    if vague or year is None or year.step == 0 or not 1 <= months <= 11:
        return None
    return dated((13 - months, 1), (12, 31), found)


def months_of_year(found: Found) -> Reading | None:
    """`10 месяцев 2022 года`, `три квартала 2022 года`: the first ones of it."""
    count, name = found.count() or 0, found.unit()[1]
    months = count * MONTHS.get(name, 0)
    any_one = name == "quarter" and count == 1  # за один квартал 2022 года
    return dated((1, 1), (months, 31), found) if 1 <= months <= 12 and not any_one else None


# ---------------------------------------------------------------- years


def years(found: Found) -> Reading | None:
    """`2017–2021 годы`, `1977-1983`, `2019/2020 года`, `2019–20 гг.`; a school year is September to August."""
    first, last = found.number("year"), found.number("to")
    if last < 100:
        last += first - first % 100
    if last == first + 1 and any(atom.norm.startswith(SCHOOL) for atom in found.covered):
        return Calendar((9, 1), (8, 31), year=last)
    return Calendar(year=first, years=last - first + 1) if first < last <= first + 300 else None


def year(found: Found) -> Reading | None:
    """`2022 года`, `2021-м`, `2017` of `в 2017 и 2020 годах`."""
    return Calendar(year=found.number("year"))


def bare_year(found: Found) -> Reading | None:
    """`в 2017`, `(1998)`: figures after a preposition that can only be a year."""
    return Calendar(year=found.number("year")) if 1850 <= found.number("year") <= 2100 else None


def decade(found: Found) -> Reading | None:
    """`2020-х`, `80-е годы`, `девяностых годах XX века`."""
    first = found.number("tens")
    last = found.number("to") if "to" in found else first
    century = found.number("century") * 100 - 100 if "century" in found else 1900
    first, last = (n + century if n < 100 else n for n in (first, last))
    return Calendar(year=first, years=last - first + 10) if last >= first and first % 10 == 0 else None


def season(found: Found) -> Reading | None:
    """`весной`, `летом 2019 года`, `нынешней осенью`."""
    first, last = SEASONS[found.word("season")]
    return dated(first, last, found)
