"""The rules that find expressions of time and read them: an ordered list, the first that fits a stretch has it.

A rule is a pattern (see times/pattern.py) and a function from the match to a reading; None says that it is no
expression of time after all. Group `core` is the span without preposition where it is not the whole match.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline import vocabulary
from pipeline.times.atoms import Atom
from pipeline.times.pattern import Alphabet, alphabet, expand
from pipeline.times.reading import (
    NOWHERE, Bound, Calendar, Clock, MonthDay, Named, Now, Part, Reading, Recent, Shift, Unit, Weekday,
)  # fmt: skip

YW = "(?:год|года|году|годом|годе|годы|годов|годам|годами|годах|г|гг)"
HOURS = "(?:час|часа|часов|часам|часу|ч)"
OF_DAY = "(?:утра|вечера|дня|ночи|пополудни)"
ZONE = "(?:по . времени|мск|по мск)"
WITH = "(?:в|во|к|ко|с|со|до|после|около|на|примерно|от|c)"
MACROS = {
    "YW": YW,
    "OF": rf"(?:(?P<year>YEAR) ADJ? (?:{YW})?|(?P<which>THIS же?|PREV|NEXT|BEFORE|SAME же?) ADJ? {YW}|"
    r"(?P<this>с DOT? г))",
    "COUNT": r"(?:(?P<count>NUM|FEW)(?: DASH NUM)?(?: с лишним)?)",
    "ADJ": "ADJ",
    "PARTS": "(?:(?P<part>PART)|(?P<nth>NTH) (?P<half>HALFOF))",
    "WITH": WITH,
    "TAIL": rf"(?: {HOURS})?(?: {OF_DAY})?(?: {ZONE})?",
}  # fmt: skip
SEASONS: dict[str, tuple[MonthDay, MonthDay]] = {
    "winter": ((12, 1), (2, 31)), "spring": ((3, 1), (5, 31)), "summer": ((6, 1), (8, 31)), "autumn": ((9, 1), (11, 31)),
}  # fmt: skip
INSTRUMENTAL = frozenset(
    "годом месяцем неделей днем сутками часом минутой кварталом веком десятилетием столетием".split()
)
ABBREVIATIONS = frozenset("янв фев февр мар апр авг сен сент окт ноя нояб дек".split())
ROLLING = frozenset(("hour", "minute", "second", "day"))  # `за прошедшие сутки` are the last 24 hours


@dataclass(frozen=True, slots=True)
class Found:
    """A match, with the atoms it covers."""

    match: re.Match[str]
    atoms: Sequence[Atom]

    def __contains__(self, group: str) -> bool:
        return group in self.match.re.groupindex and self.match[group] is not None

    def atom(self, group: str) -> Atom:
        return self.atoms[self.match.start(group)]

    def number(self, group: str) -> int:
        return self.atom(group).number

    def word(self, group: str) -> str:
        """The value of a word in time_words.tsv: `-1` for `прошлый`."""
        return str(self.atom(group).value)

    def unit(self) -> tuple[int, str]:
        size, _, name = self.word("unit").partition(" ")
        return int(size), name

    def count(self) -> int | None:
        """How many base units, None where it is not said: `несколько дней`. Halves are cut: of 2,5 years 2."""
        size = self.unit()[0]
        if "count" not in self:
            return size
        value = self.atom("count").value
        return None if isinstance(value, str) or value is None else int(value * size)  # type: ignore[operator]

    @property
    def before(self) -> Atom | None:
        return self.atoms[self.match.start() - 1] if self.match.start() else None

    def year(self) -> Calendar | None:
        """The year named by the macro OF, if any."""
        if "year" in self:
            return Calendar(year=self.number("year"))
        if "this" in self:
            return Calendar(step=0)
        return _which(self.atom("which")) if "which" in self else None


Reader = Callable[[Found], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    read: Reader


def _which(atom: Atom) -> Calendar:
    """`прошлого года`, `того же года`, `предыдущего года`."""
    match str(atom.value):
        case "same":
            return Calendar(same=True)
        case "before":
            return Calendar(step=-1, same=True)
        case step:
            return Calendar(step=int(step))


def _dated(first: MonthDay, last: MonthDay, found: Found) -> Calendar:
    """Days of the year that the match names, or of an unnamed one."""
    year = found.year() or Calendar()
    return Calendar(first, last, year.year, 1, year.step, year.same)


# ---------------------------------------------------------------- days and months


def day_month(found: Found) -> Reading | None:
    """`14 апреля 2024 года`, `14–15 апреля`, `14 по 15 апреля`; of a list, `11, 12 апреля`, each."""
    month, day = int(found.word("month")), found.number("day")
    last = found.number("to") if "to" in found else day
    if not 1 <= day <= 31 or not day <= last <= 31:
        if not ("to" in found and 1 <= last < day):
            return None
        return _dated(((month - 2) % 12 + 1, day), (month, last), found)  # в ночь с 31 на 1 мая
    return _dated((month, day), (month, last), found)


def day_of_this_month(found: Found) -> Reading | None:
    """`14 числа`, `20-х числах мая`."""
    if "month" not in found:
        return NOWHERE
    day = found.number("day")
    return _dated((int(found.word("month")), day), (int(found.word("month")), day + 9), found)


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
    return _dated((first, 1), (last, 31), found)


# ---------------------------------------------------------------- parts of years


def nth_unit(found: Found) -> Reading | None:
    """`I квартал 2022 года`, `первом полугодии`, `XIX веке`, `четвертый день`, `вторая неделя`."""
    name, nth = found.unit()[1], found.number("nth")
    last = found.number("to") if "to" in found else nth
    if name in ("quarter", "halfyear"):
        months = 3 if name == "quarter" else 6
        return _dated((nth * months - months + 1, 1), (last * months, 31), found) if last * months <= 12 else None
    if name in ("century", "millennium"):
        years = 100 if name == "century" else 1000
        return Calendar(year=(nth - 1) * years + 1, years=years * (last - nth + 1)) if 0 < nth <= last <= 21 else None
    if not _is_ordinal(found.atom("nth")):
        return None
    if name == "month" and found.year() is not None:
        return _dated((nth, 1), (nth, 31), found) if nth <= 12 else None
    return NOWHERE


def _is_ordinal(atom: Atom) -> bool:
    return not atom.norm.isdecimal()


def nth_week(found: Found) -> Reading | None:
    """`первая неделя апреля`, `третьей декаде мая 2022 года`."""
    name, nth, month = found.unit()[1], found.number("nth"), int(found.word("month"))
    if name == "dekad" and nth <= 3:
        return _dated((month, nth * 10 - 9), (month, nth * 10 if nth < 3 else 31), found)
    if name == "week" and nth <= 5 and _is_ordinal(found.atom("nth")):
        return _dated((month, nth * 7 - 6), (month, min(nth * 7, 31)), found)
    return NOWHERE if _is_ordinal(found.atom("nth")) else None


def opening(found: Found) -> Reading | None:
    """`первые шесть месяцев 2020 года`, `первые две недели`."""
    first, count, name = found.atom("first"), found.count(), found.unit()[1]
    if found.number("first") != 1 or not first.norm.endswith(("ые", "ых", "ым", "ыми")) or count is None:
        return None
    if name in ("month", "quarter"):
        months = count * (3 if name == "quarter" else 1)
        return _dated((1, 1), (months, 31), found) if 1 <= months <= 12 else None
    return NOWHERE


def months_of_year(found: Found) -> Reading | None:
    """`10 месяцев 2022 года`; after `за` also alone: the first ten months of the year."""
    count, name = found.count(), found.unit()[1]
    return _dated((1, 1), (count, 31), found) if name == "month" and count and 1 <= count <= 12 else None


# ---------------------------------------------------------------- years


def years(found: Found) -> Reading | None:
    """`2017–2021 годы`, `1977-1983`, `2019/2020 года`, `2019–20 гг.`."""
    first, last = found.number("year"), found.number("to")
    if last < 100:
        last += first - first % 100
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


# ---------------------------------------------------------------- relative to now, or to what was named last


def ago(found: Found) -> Reading | None:
    """`два года назад`, `лет пять назад`, `неделю назад`."""
    count = found.count()
    return Shift(found.unit()[1], None if count is None else -count)


def later(found: Found) -> Reading | None:
    """`через два дня`, `лет через пять`, `спустя несколько часов`."""
    return Shift(found.unit()[1], found.count())


def after(found: Found) -> Reading | None:
    """`спустя три года`, `три года спустя`."""
    return Shift(found.unit()[1], found.count(), same=True)


def earlier(found: Found) -> Reading | None:
    """`годом ранее`, `двумя неделями позже`."""
    if "count" not in found and found.atom("unit").norm not in INSTRUMENTAL:
        return None
    count, sign = found.count(), -1 if found.atom("way").norm in ("ранее", "раньше") else 1
    return Shift(found.unit()[1], None if count is None else sign * count, same=True)


def recent(found: Found) -> Reading | None:
    """`последние пять лет`, `минувшие сутки`, `ближайшие два года`, `десяти последних лет`."""
    return Recent(found.unit()[1], found.count(), 1 if found.word("which") == "1" else -1)


def lately(found: Found) -> Reading | None:
    """`последние годы`, `ближайшие дни`, but `последний год` is one year."""
    name, sign = found.unit()[1], int(found.word("which"))
    if name == "weekend":
        return Unit("weekend", max(sign, 0))
    return Recent(name, None if _is_plural(found) else found.count(), sign)


def _is_plural(found: Found) -> bool:
    """Whether the adjective is a plural that counts more than one: not `последние сутки`."""
    single = found.atom("unit").norm in ("сутки", "суток") or found.word("unit")[0] != "1"
    return found.atom("which").norm.endswith(("ие", "их", "им", "ими", "ые", "ых")) and not single


def which_unit(found: Found) -> Reading | None:
    """`прошлом году`, `этой неделе`, `следующий день`, `том же месяце`, `предыдущем квартале`."""
    atom, (size, name), year = found.atom("which"), found.unit(), _which(found.atom("which"))
    if name == "period":
        return Named() if year.same or atom.norm.startswith("эт") else NOWHERE
    if name == "season" or _is_plural(found) and name != "weekend":
        return NOWHERE
    if year.step == -1 and not year.same and (name in ROLLING or size > 1):
        return Recent(name, size)
    told = name in ROLLING and atom.norm.startswith(("эт", "следующ"))  # `на следующий день` after what was told
    return Unit(name, year.step or 0, year.same or told)


def same_unit(found: Found) -> Reading | None:
    """`тот же день`, `этом же году`, `аналогичный период прошлого года`, `том же месяце 2021 года`."""
    name, year = found.unit()[1], found.year()
    if name == "period" or year is not None:
        return Named(year)
    return Unit(name, 0, same=True)


def past_units(found: Found) -> Reading | None:
    """`за 10 лет`, `за три дня`, `за год`, `за полгода`: up to the day of the article or the one named before."""
    count, name = found.count(), found.unit()[1]
    if found.match.start() > 1 and found.atoms[found.match.start() - 2].norm.startswith("возраст"):
        return None
    if name == "month" and "count" in found and count is not None and 2 <= count <= 11:
        return Calendar((1, 1), (count, 31))
    if name in ("season", "period", "dekad", "weekend", "quarter"):
        return NOWHERE
    return Recent(name, count, named=True)


def throughout(found: Found) -> Reading | None:
    """`в течение года`, `на протяжении недели`: no day is said."""
    return NOWHERE


def part_of_unit(found: Found) -> Reading | None:
    """`начала года`, `конце прошлой недели`, `второй половине дня`, `середине десятилетия`."""
    name = found.unit()[1]
    if found.atom("unit").norm in ("г", "ч", "мин", "кв", "лет"):
        return None
    year = _which(found.atom("which")) if "which" in found else Calendar(step=0)
    whole: Reading = Unit(name, year.step or 0, same=year.same)
    return Clock() if name in ROLLING else part(whole, found) if name not in ("season", "period") else NOWHERE


def part(whole: Reading, found: Found) -> Reading | None:
    """`начало`, `середина`, `конец`, `первая половина`, `вторая треть` of a period."""
    if "part" in found:
        if found.atom("part").norm == "начал":
            return None  # the verb
        name = found.word("part")
        return Part(whole, name)  # type: ignore[arg-type]
    parts, nth = 2 if found.word("half") == "half" else 3, found.number("nth")
    return Part(whole, "nth", nth, parts) if 1 <= nth <= parts else None


def weekday(found: Found) -> Reading | None:
    """`в понедельник`, `минувшую среду`; `среда` only where it cannot be the environment."""
    atom = found.atom("weekday")
    step = None
    if "which" in found:
        step = _which(found.atom("which")).step
    elif found.word("weekday") == "2" and atom.norm != "среду" and "dated" not in found:
        return None
    return Weekday(int(found.word("weekday")), step)


def weekend(found: Found) -> Reading | None:
    """`в выходные`."""
    return Unit("weekend")


def season(found: Found) -> Reading | None:
    """`весной`, `летом 2019 года`, `нынешней осенью`."""
    first, last = SEASONS[found.word("season")]
    return _dated(first, last, found)


def clock(found: Found) -> Reading | None:
    """`9:30`, `7 часов утра`, `14.00`, `в полдень`, `утром`."""
    if "minute" in found and (len(found.atom("minute").norm) != 2 or found.number("minute") > 59):
        return None
    return Clock()


# ---------------------------------------------------------------- the list


def phrase(reading: str) -> Reader:
    """The reader of a line of time_phrases.tsv."""
    match reading.split():
        case ["day", step]:
            value: Reading = Unit("day", int(step))
        case ["to", "now"]:
            value = Now(-1)
        case ["from", "now"]:
            value = Now(1)
        case ["same"]:
            value = Named()
        case ["since", "same"]:
            value = Bound(Named(), "since")
        case ["none"]:
            value = NOWHERE
        case _:
            raise ValueError(f"vocab/time_phrases.tsv: unknown reading {reading!r}")
    return lambda found: value


def holiday(first: str, last: str) -> Reader:
    """The reader of a line of holidays.tsv: only where the name is written as one, with a capital."""
    days = [(int(day[:2]), int(day[3:])) for day in (first, last)]
    return lambda found: Calendar(days[0], days[1])


RULES: tuple[tuple[Reader, str], ...] = (
    (figures, "(?P<date>DATE)(?: YW)?"),
    (slashed, "(?P<day>DAY) SLASH (?P<month>I12) SLASH (?P<year>YEAR)"),
    (day_month, "(?<=с|со|c) (?P<day>DAY) (?:по|на|до) (?P<to>DAY) (?P<month>MONTHOF) OF?"),
    (day_month, "(?P<day>DAY)(?: DASH (?P<to>DAY))? (?P<month>MONTHOF)(?: DOT (?=YEAR))? OF?"),
    (day_month, "(?P<day>DAY)(?: DASH (?P<to>DAY))?(?=(?: (?:COMMA|и|или) DAY(?: DASH DAY)?){1,9} (?P<month>MONTHOF) OF?)"),
    (day_of_this_month, "(?P<day>TENS) (?:числах|числа|чисел) (?P<month>MONTHOF) OF?"),
    (day_of_this_month, "(?P<day>DAY) (?:числа|число|числу|чисел|числах)"),
    (nth_week, "(?P<nth>NTH) ADJ? (?P<unit>UNIT) (?P<month>MONTHOF) OF?"),
    (month, "(?P<month>MONTH) DASH (?P<to>MONTH) OF?"),
    (month, "(?P<month>MONTH)(?=(?: COMMA MONTH){0,9} (?:и|или) MONTH OF)"),
    (month, "(?P<which>THIS|PREV|NEXT) (?P<month>MONTH)"),
    (month, "(?P<month>MONTH)(?: DOT (?=YEAR))? OF?"),
    (season, "(?P<season>SEASON) OF"),
    (opening, "(?P<first>ORD) COUNT ADJ? (?P<unit>UNIT) OF?"),
    (recent, "(?P<which>LAST|PREV|SOON|NEXT|BEFORE) HEDGE? COUNT ADJ? (?P<unit>UNIT|HALF)(?: с лишним)?"),
    (recent, "HEDGE? COUNT (?P<which>LAST|PREV|SOON|NEXT|BEFORE) (?P<unit>UNIT)"),
    (ago, "HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF)(?: с (?:лишним|небольшим))? тому? назад"),
    (ago, "(?P<unit>UNIT) COUNT тому? назад"),
    (later, "через (?P<core>HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF))"),
    (after, "спустя (?P<core>HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF))"),
    (later, "(?P<unit>UNIT) через COUNT"),
    (after, "COUNT? (?P<unit>UNIT|HALF) спустя"),
    (earlier, "COUNT? (?P<unit>UNIT|HALF) (?P<way>ранее|раньше|позже|позднее)"),
    (decade, "(?P<tens>TENS)(?: DASH (?P<to>TENS))? YW(?: PREV века| (?P<century>NTH) века)?"),
    (nth_unit, "(?P<nth>NTH)(?: (?:DASH|и) (?P<to>NTH))? ADJ? (?P<unit>UNIT)(?: OF)?"),
    (months_of_year, "COUNT (?P<unit>UNIT) OF"),
    (years, "(?P<year>YEAR) DASH (?P<to>YEAR) ADJ? (?:YW)?"),
    (years, "(?P<year>YEAR) (?:DASH|SLASH) (?P<to>TWO) ADJ? (?:YW)"),
    (years, "(?P<year>YEAR) SLASH (?P<to>YEAR|TWO) ADJ? (?:YW)?"),
    (year, "(?:THIS|PREV|NEXT)? (?P<year>YEAR) ADJ? YW"),
    (year, "(?:THIS|PREV|NEXT) OPEN (?P<year>YEAR) CLOSE YW"),
    (year, "(?P<year>YEAR)(?=(?: (?:COMMA|и|или|DASH) в? YEAR){1,9} YW)"),
    (year, "(?P<year>O2199)"),
    (decade, "(?P<tens>P2199)(?: DASH (?P<to>TENS))?"),
    (decade, "(?<=в|с|к|до|PART|HALFOF) (?P<tens>P31|P59|P99|V)(?! (?:числах|DAY))"),
    (bare_year, "(?<=в|во|с|со|к|до|после|на|за|по|от|c) (?P<year>I2199)"),
    (bare_year, "(?<=OPEN) (?P<year>I2199)(?= CLOSE|COMMA)"),
    (season, "(?P<which>THIS|PREV|NEXT) (?P<season>SEASON)"),
    (season, "(?P<season>весной|летом|осенью|зимой)"),
    (season, "(?<=с|до|к|на|за|по|под) (?P<season>SEASON)"),
    (same_unit, "(?P<like>LIKE|SAME же|THIS же) ADJ? (?P<unit>UNIT) OF?"),
    (part_of_unit, "PARTS ADJ? (?:(?P<which>THIS же?|PREV|NEXT|BEFORE|SAME же?) ADJ?)? (?P<unit>UNIT)"),
    (which_unit, "(?P<which>THIS|PREV|NEXT|BEFORE|SAME) ADJ? (?P<unit>UNIT|HALF)"),
    (lately, "(?P<which>LAST|SOON) ADJ? (?P<unit>UNIT|HALF)"),
    (past_units, "(?<=за) HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF)"),
    (weekend, "(?<=в|на|за) (?P<unit>выходные)"),
    (throughout, "(?<=течение|течении|протяжении) ADJ? (?P<unit>год|года|месяца|недели|дня|суток|часа|сезона|квартала|десятилетия|века)"),
    (weekday, "(?P<which>THIS|PREV|NEXT|SOON|LAST) (?P<weekday>WEEKDAY)"),
    (weekday, "(?P<weekday>WEEKDAY)(?P<dated>(?= (?:COMMA|DASH)? DAY MONTHOF))"),
    (weekday, "(?<=в|во|на|с|со|до|к|ко|по|после) (?P<weekday>WEEKDAY)"),
    (clock, "(?<=WITH|DASH) (?P<hour>HOUR) COLON (?P<minute>TWO)(?: COLON TWO)? TAIL"),
    (clock, "(?P<hour>HOUR) COLON (?P<minute>TWO)(?: COLON TWO)?(?= DASH HOUR COLON| (?:час|часа|часов)) TAIL"),
    (clock, "(?<=WITH) CLOCK TAIL(?! тыс|млн|млрд)"),
    (clock, "(?P<hour>HOUR) (?:час|часа|часов|часам|ч)(?: MIN (?:минут|минуты|минуту|мин))? (?:утра|вечера|дня|ночи)"),
    (clock, "(?P<hour>HOUR|час) (?:утра|вечера|ночи)"),
    (clock, "(?<=в|к|с|после) (?P<hour>HOUR) (?:час|часа|часов|часам|ч) MIN (?:минут|минуты|минуту|мин)"),
    (clock, "(?<=в|к|с|после) (?P<hour>HOUR) (?:час|часа|часов|часам)"),
    (clock, "(?<=до) (?P<hour>HOUR) (?:час|часа|часов) (?=по . времени|утра|вечера|дня|ночи)"),
    (clock, "(?:THIS|PREV|NEXT) (?P<part>DAYPART)"),
    (clock, "(?:рано|поздно|ранним|поздним)? (?P<part>утром|вечером|ночью|поутру|днем)"),
    (clock, "(?<=в|к|с|до|после|за|на) (?P<part>DAYPART)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    letters: Alphabet
    rules: tuple[Rule, ...]


@cache
def grammar() -> Grammar:
    """The rules, compiled; the fixed phrases come first, since each is a case of its own."""
    listed = [*_phrases(), *((read.__name__, read, pattern) for read, pattern in RULES)]
    expanded = [(name, read, expand(pattern, MACROS)) for name, read, pattern in listed]
    letters = alphabet(pattern for *_, pattern in expanded)
    return Grammar(letters, tuple(Rule(name, letters.compile(pattern), read) for name, read, pattern in expanded))


def _phrases() -> Iterator[tuple[str, Reader, str]]:
    for row in vocabulary.table("holidays"):
        names = "|".join(name.strip().lower().replace("ё", "е") for name in row["name"].split("|"))
        yield "holiday", holiday(row["first"], row["last"]), f"(?P<name>{names})"
    for row in vocabulary.table("time_phrases"):
        yield "phrase", phrase(row["reading"]), row["pattern"]
