"""The rules that find expressions of time: an ordered list, the first that fits a stretch of text has it.

A rule is a pattern (see times/pattern.py) and the function that reads its match (times/dates.py, times/relative.py).
Group `core` is the span without preposition where it is not the whole match. Fixed phrases and holidays are in vocab/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

from pipeline import vocabulary
from pipeline.times import dates, relative
from pipeline.times.found import Reader
from pipeline.times.needs import Needs, needs
from pipeline.times.pattern import Alphabet, alphabet, expand
from pipeline.times.reading import NOWHERE, Bound, Calendar, Named, Now, Reading, Unit

YW = "(?:год|года|году|годом|годе|годы|годов|годам|годами|годах|г|гг)"
HOURS = "(?:час|часа|часов|часам|часу|ч)"
REPORTED = "(?:ситуация|ситуации|обстановка|обстановке|сводка|данным|данные|информация|состоянию|состояние)"
OF_DAY = "(?:утра|вечера|дня|ночи|пополудни)"
ZONED = "(?:по . времени|мск|по мск|gmt|utc|pdt|pst)"
WITH = "(?:в|во|к|ко|с|со|до|после|около|на|примерно|от|c)"
MACROS = {
    "YW": YW,
    "OF": rf"(?:(?P<year>YEAR)(?: SLASH YEAR(?= ADJ? {YW}))? ADJ? (?:{YW})?|"
    rf"(?P<which>THIS же?|PREV|NEXT|BEFORE|SAME же?) ADJ? {YW}|"
    r"(?P<this>(?:с|т) DOT? г))",
    "COUNT": r"(?:(?P<count>NUM|FEW)(?: DASH NUM)?(?: с лишним)?)",
    "LIST": "(?: (?:COMMA|и|или) DAY(?: DASH DAY)?){1,9}",
    "PARTS": "(?:(?P<part>PART)|(?P<nth>NTH) (?P<half>HALFOF))",
    "ONE": "(?:года|месяца|недели|дня|суток|часа|сезона|квартала|века)",
    "HOUROF": "(?:час|часа|часов|часам)",
    "WITH": WITH,
    "THEN": f"(?:{WITH}|DASH|MONTHOF|{YW}|вчера|сегодня|завтра|накануне|[|])",
    "OFDAY": OF_DAY,
    "LATE": "(?:(?:W12|W24|W31) минут?|MIN минут|четверти|DECIMAL)",
    "HOURS": HOURS,
    "REPORTED": REPORTED,
    "NUMBERED": "чисел|числах",
    "TAIL": rf"(?: {HOURS})?(?: {OF_DAY})?(?: {ZONED})?",
    "ZONED": ZONED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    read: Reader
    rarest: frozenset[str]
    needs: Needs

    def may_match(self, symbols: Set[str]) -> bool:
        """Whether it can match in a text of these characters, some of its rarest among them."""
        return not any(map(symbols.isdisjoint, self.needs))


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
    (dates.figures, "(?P<date>DATE)(?: YW)?"),
    (dates.slashed, "(?P<day>DAY) SLASH (?P<month>I12) SLASH (?P<year>YEAR)"),
    (dates.day_month, "(?<=с|со|c) (?P<day>DAY) (?:по|на|до) (?P<to>DAY) (?P<month>MONTHOF) OF?"),
    (dates.day_month, "(?P<day>DAY)(?: DASH (?P<to>DAY))? (?P<month>MONTHOF)(?: DOT (?=YEAR))? OF?"),
    (dates.day_month, "(?P<day>DAY)(?: DASH (?P<to>DAY))?(?=LIST (?P<month>MONTHOF) OF?)"),
    (dates.day_month, "(?P<month>ENGLISH) (?P<day>DAY) COMMA? (?P<year>YEAR)"),
    (dates.day_month, "(?P<month>MONTH) (?P<day>DAY) COMMA? (?P<year>YEAR)(?= (?:в|at) HOUR COLON)"),
    (dates.day_month, "(?:(?P<year>YEAR) YEARKZ)? (?P<day>DAY) (?P<month>KAZAKH)"),
    (dates.year, "(?P<year>YEAR) YEARKZ"),
    (dates.nth_week, "(?:(?P<last>LAST)|(?P<nth>ORD)) COUNT? ADJ? (?P<unit>UNIT|NUMBERED) (?P<month>MONTHOF) OF?"),
    (dates.day_of_this_month, "(?P<day>TENS) (?:числах|числа|чисел) (?P<month>MONTHOF) OF?"),
    (dates.day_of_this_month, "(?P<day>DAY) (?:числа|число|числу|чисел|числах)"),
    (dates.nth_week, "(?P<nth>NTH) ADJ? (?P<unit>UNIT) (?P<month>MONTHOF) OF?"),
    (dates.nth_week, "(?<=за) COUNT (?P<unit>UNIT) (?P<month>MONTHOF) OF?"),
    (dates.opening, "(?P<last>LAST) COUNT? (?P<unit>UNIT) OF"),
    (dates.month, "(?P<month>MONTH) DASH (?P<to>MONTH) OF?"),
    (dates.month, "(?P<month>MONTH)(?=(?: COMMA MONTH){0,9} (?:и|или) MONTH OF)"),
    (dates.month, "(?P<which>THIS|PREV|NEXT) (?P<month>MONTH)"),
    (dates.month, "(?P<month>MONTH)(?: DOT (?=YEAR))? OF?"),
    (dates.new_years_night, "(?P<which>PREV|THIS|NEXT)? (?:новогоднюю ночь|новогодней ночи|новогодней ночью)"),
    (dates.season, "(?P<season>SEASON) OF"),
    (dates.opening, "(?P<first>ORD) COUNT ADJ? (?P<unit>UNIT) OF?"),
    (relative.recent, "(?P<which>LAST|PREV|SOON|NEXT|BEFORE) HEDGE? COUNT ADJ? (?P<unit>UNIT|HALF)(?: с лишним)?"),
    (relative.recent, "HEDGE? COUNT (?P<which>LAST|PREV|SOON|NEXT|BEFORE) (?P<unit>UNIT)"),
    (relative.same_unit, "(?P<like>LIKE|SAME же|THIS же) ADJ? (?P<unit>UNIT)(?: (?P<core>OF))?"),
    (relative.ago, "HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF)(?: с (?:лишним|небольшим))? тому? назад"),
    (relative.ago, "(?P<unit>UNIT) COUNT тому? назад"),
    (relative.later, "через (?P<core>HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF))"),
    (relative.after, "спустя (?P<core>HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF))"),
    (relative.later, "(?P<unit>UNIT) через COUNT"),
    (relative.after, "COUNT? (?P<unit>UNIT|HALF) спустя"),
    (relative.earlier, "COUNT? (?P<unit>UNIT|HALF) (?P<way>ранее|раньше|позже|позднее)"),
    (dates.decade, "(?P<tens>I31|I59|I99) DASH (?P<to>TENS) YW(?: PREV века| (?P<century>NTH) века)?"),
    (dates.decade, "(?P<tens>TENS)(?: DASH (?P<to>TENS))? YW(?: PREV века| (?P<century>NTH) века)?"),
    (dates.nth_unit, "(?P<nth>NTH)(?: (?:DASH|и) (?P<to>NTH))? ADJ? (?P<unit>UNIT)(?: OF)?"),
    (dates.months_of_year, "COUNT (?P<unit>UNIT) OF"),
    (dates.years, "ADJ YW (?P<year>YEAR) (?:DASH|SLASH) (?P<to>YEAR|TWO)"),
    (dates.years, "(?P<year>YEAR) DASH (?P<to>YEAR) ADJ? (?:YW)?"),
    (dates.years, "(?P<year>YEAR) (?:DASH|SLASH) (?P<to>TWO) ADJ? (?:YW)"),
    (dates.years, "(?P<year>YEAR) SLASH (?P<to>YEAR|TWO) ADJ? (?:YW)?"),
    (dates.year, "(?:THIS|PREV|NEXT)? (?P<year>YEAR) ADJ? YW"),
    (dates.year, "(?:THIS|PREV|NEXT) OPEN (?P<year>YEAR) CLOSE YW"),
    (dates.year, "(?P<year>YEAR)(?=(?: (?:COMMA|и|или|DASH) в? YEAR){1,9} YW)"),
    (dates.year, "(?P<year>O2199)"),
    (dates.decade, "(?P<tens>P2199)(?: DASH (?P<to>TENS))?"),
    (dates.decade, "(?<=в|с|к|до|PART|HALFOF) (?P<tens>P31|P59|P99|V)(?! (?:числах|DAY))"),
    (dates.bare_year, "(?<=в|во|с|со|к|до|после|на|за|по|от|c|PART) (?P<year>I2199)"),
    (dates.bare_year, "(?<=OPEN|COMMA|SEMICOLON) (?P<year>I2199)(?= CLOSE| DOT DASH| DASH NUM)"),
    (dates.bare_year, "(?<=OPEN) (?P<year>I2199)(?= COMMA|SEMICOLON)"),
    (dates.season, "(?P<which>THIS|PREV|NEXT) (?P<season>SEASON)"),
    (dates.season, "(?P<season>весной|летом|осенью|зимой)"),
    (dates.season, "(?<=с|до|к|на|за|по|под|PART|HALFOF) (?P<season>SEASON)"),
    (relative.part_of_unit, "PARTS (?P<this>(?:с|т) DOT? г)"),
    (relative.part_of_unit, "PARTS ADJ? (?:(?P<which>THIS же?|PREV|NEXT|BEFORE|SAME же?) ADJ?)? (?P<unit>UNIT)"),
    (relative.which_unit, "(?P<which>THIS|PREV|NEXT|BEFORE|SAME) ADJ? (?P<unit>UNIT|HALF)"),
    (relative.which_unit, "(?<=в) (?P<which>NEXT)(?= COMMA|DOT|SEMICOLON|DASH|CLOSE)"),
    (relative.which_unit, "(?<=в) (?P<which>PREV)(?= DASH)"),
    (relative.which_unit, "(?<=DASH в) (?P<which>PREV)"),
    (relative.lately, "(?P<which>LAST|SOON) ADJ? (?P<unit>UNIT|HALF)"),
    (relative.throughout, "(?<=за) (?:четверть|треть|половину) века"),
    (relative.past_units, "за THIS (?P<core>(?P<count>NUM) (?P<unit>UNIT))"),
    (relative.throughout, "(?<=протяжении) COUNT (?P<unit>UNIT)"),
    (relative.past_units, "(?<=за) HEDGE? COUNT? ADJ? (?P<unit>UNIT|HALF)"),
    (relative.since_event, "(?:с|со) (?:начала|момента)? (?P<event>начала|момента|старта|запуска|введения) (?:_|ADJ)"),
    (relative.weekend, "(?<=в|на|за) (?P<unit>выходные)"),
    (relative.throughout, "(?<=течение|течении|протяжении) ADJ? (?P<unit>ONE)"),
    (relative.weekday, "(?P<which>THIS|PREV|NEXT|SOON|LAST) (?P<weekday>WEEKDAY)"),
    (relative.weekday, "(?P<weekday>WEEKDAY)(?P<dated>(?= (?:COMMA|DASH)? DAY MONTHOF))"),
    (relative.weekday, "(?<=в|во|на|с|со|до|к|ко|по|после|TWO|HOUROF|OFDAY) (?P<weekday>WEEKDAY)"),
    (relative.clock, "(?<=с|со|c) (?P<hour>HOUR)(?: OFDAY| HOUROF)? (?:до|по) HOUR (?:OFDAY|HOUROF(?: OFDAY)?)"),
    (relative.clock, "(?<=THEN) (?P<hour>HOUR) COLON (?P<minute>TWO)(?: COLON TWO)? TAIL"),
    (relative.clock, "(?P<hour>HOUR) COLON (?P<minute>TWO)(?: COLON TWO)?(?= DASH HOUR COLON| HOUROF) TAIL"),
    (relative.clock, "(?P<hour>HOUR) COLON (?P<minute>TWO) ZONED"),
    (relative.clock, "(?<=WITH) CLOCK TAIL(?! тыс|млн|млрд)"),
    (relative.clock, "без (?P<core>LATE (?P<hour>HOUR|час)(?: OFDAY)?)(?! UNIT)"),
    (relative.clock, "(?P<hour>HOUR) HOURS(?: MIN (?:минут|минуты|минуту|мин))? OFDAY"),
    (relative.clock, "(?P<hour>HOUR|час) (?:утра|вечера|ночи)"),
    (relative.clock, "(?<=в|к|с|после) (?P<hour>HOUR) HOURS MIN (?:минут|минуты|минуту|мин)"),
    (relative.clock, "(?<=в|к|с|после) (?P<hour>HOUR) HOUROF"),
    (relative.clock, "(?<=REPORTED на) (?P<hour>HOUR) HOUROF"),
    (relative.clock, "(?<=до) (?P<hour>HOUR) HOUROF (?=по . времени|утра|вечера|дня|ночи)"),
    (relative.clock, "(?:THIS|PREV|NEXT) (?P<part>DAYPART)"),
    (relative.clock, "(?:рано|поздно|ранним|поздним)? (?P<part>утром|вечером|ночью|поутру|днем)"),
    (relative.clock, "(?<=в|к|с|до|после|за|на) (?P<part>DAYPART)(?! на|с|со)"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    letters: Alphabet
    rules: tuple[Rule, ...]

    def matching(self, symbols: Set[str]) -> list[Rule]:
        """The rules that can match in a text of these characters."""
        likely = [rule for rule in self.rules if not rule.rarest.isdisjoint(symbols)]
        return [rule for rule in likely if rule.may_match(symbols)]


@cache
def grammar() -> Grammar:
    """The rules, compiled; the fixed phrases come first, since each is a case of its own."""
    listed = [*_phrases(), *((read.__name__, read, pattern) for read, pattern in RULES)]
    expanded = [(name, read, expand(pattern, MACROS)) for name, read, pattern in listed]
    letters = alphabet(pattern for *_, pattern in expanded)
    return Grammar(letters, tuple(_rule(name, letters.compile(pattern), read) for name, read, pattern in expanded))


def _rule(name: str, pattern: re.Pattern[str], read: Reader) -> Rule:
    rarest, *others = needs(pattern.pattern)
    return Rule(name, pattern, read, rarest, tuple(others))


def _phrases() -> Iterator[tuple[str, Reader, str]]:
    for row in vocabulary.table("holidays"):
        names = "|".join(name.strip().lower().replace("ё", "е") for name in row["name"].split("|"))
        yield "holiday", holiday(row["first"], row["last"]), f"(?P<name>{names})"
    for row in vocabulary.table("time_phrases"):
        yield "phrase", phrase(row["reading"]), row["pattern"]
