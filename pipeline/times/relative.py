"""What the rules for times seen from now, or from what was named last, read; and times of day."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

from pipeline.times.found import Found, which
from pipeline.times.reading import (
    NOWHERE,
    Calendar,
    Clock,
    Named,
    Now,
    Part,
    Reading,
    Recent,
    Shift,
    Unit,
    Weekday,
)

# Units that follow `ранее` without a number stand in the instrumental: `годом ранее`.
INSTRUMENTAL = frozenset(("годом", "месяцем", "неделей", "днем", "сутками", "часом", "минутой", "кварталом", "веком"))
ONCE = frozenset(("год", "месяц", "неделю", "день", "час", "минуту", "квартал", "век"))  # год назад
ROLLING = frozenset(("hour", "minute", "second", "day"))  # `за прошедшие сутки` are the last 24 hours
OVER = ("прошедш", "минувш", "истекш", "уходящ")
NEAR = 16  # atoms
PLURALS = ("ие", "их", "им", "ими", "ые", "ых", "ым", "ыми")


def ago(found: Found) -> Reading | None:
    """`два года назад`, `лет пять назад`, `неделю назад`."""
    if _is_of_one(found):
        return None
    count = found.count()
    return Shift(found.unit()[1], None if count is None else -count)


def later(found: Found) -> Reading | None:
    """`через два дня`, `лет через пять`, `спустя несколько часов`; `через год после реформы` counts from an event."""
    if found.next_norm == "после":
        return NOWHERE
    return Shift(found.unit()[1], found.count())


def after(found: Found) -> Reading | None:
    """`спустя три года`, `три года спустя`."""
    return Shift(found.unit()[1], found.count(), same=True)


def earlier(found: Found) -> Reading | None:
    """`годом ранее`, `двумя неделями позже`."""
    alone = "count" not in found and found.atom("unit").norm not in INSTRUMENTAL
    if alone or _is_of_one(found) or (found.before and found.before.norm == "на"):
        return None  # на три года раньше срока: how much, not when
    count, sign = found.count(), -1 if found.atom("way").norm in ("ранее", "раньше") else 1
    return Shift(found.unit()[1], None if count is None else sign * count, same=True)


def _is_of_one(found: Found) -> bool:
    """`против 250 тысяч [годом ранее]`, `до 12 [месяц назад]`: a number that does not count the unit behind it."""
    if "count" not in found or found.atom("unit").norm not in INSTRUMENTAL | ONCE:
        return False
    value = found.atom("count").value
    return not isinstance(value, Decimal) or value % 10 != 1 or value % 100 == 11


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
    return found.atom("which").norm.endswith(PLURALS) and not single


def which_unit(found: Found) -> Reading | None:
    """`прошлом году`, `этой неделе`, `следующий день`, `том же месяце`, `предыдущем квартале`."""
    if "unit" not in found:
        return _elided_year(found)
    atom, (size, name), year = found.atom("which"), found.unit(), which(found.atom("which"))
    if name == "period":
        return Named() if year.same or atom.norm.startswith("эт") else NOWHERE
    if name == "season" or (_is_plural(found) and name != "weekend"):
        return NOWHERE
    if year.step == -1 and not year.same and (name in ROLLING or size > 1):
        return Recent(name, size)
    told = name in ROLLING and atom.norm.startswith(("эт", "следующ"))  # `на следующий день` after what was told
    over = name == "week" and year.step == -1 and not year.same and atom.norm.startswith(OVER)
    return Unit(name, year.step or 0, year.same or told, over)


def _elided_year(found: Found) -> Reading | None:
    """`в этом году 9 млрд, в следующем – 12`: the noun is said once, near by."""
    begin = found.match.start()
    said = any(atom.norm == "году" for atom in found.atoms[max(0, begin - NEAR) : begin])
    step = which(found.atom("which")).step
    return Unit("year", step) if said and step is not None and found.atom("which").norm.endswith(("ем", "ом")) else None


def same_unit(found: Found) -> Reading | None:
    """`тот же день`, `этом же году`, `аналогичный период прошлого года`, `том же месяце 2021 года`."""
    name, year = found.unit()[1], found.year()
    if name == "period" or year is not None:
        return Named(year)
    return Unit(name, 0, same=True)


def past_units(found: Found) -> Reading | None:
    """`за 10 лет`, `за три дня`, `за год`, `за полгода`: up to the day of the article or the one named before.

    Hours that something took, `доехали за 40 минут`, are a duration, and `лица за 40 лет` an age.
    """
    count, name = found.count(), found.unit()[1]
    aged = found.match.start() > 1 and found.atoms[found.match.start() - 2].norm.startswith(("возраст", "лиц"))
    if not aged and name == "hour" and count is not None and _grows(found):
        return Recent(name, count, named=True)
    if aged or ("count" in found and name in ("hour", "minute", "second") and count is not None):
        return None
    if name == "period" and found.next_norm in ("с", "со"):
        return None  # за период с января по август: the months say it
    before_event = found.next_norm == "до"  # за день до выборов
    vague = "count" not in found and found.atom("unit").norm.endswith(("ы", "дни", "недели"))  # за годы независимости
    if name == "quarter" and "count" in found and count in (2, 3):
        return Calendar((1, 1), (3 * count, 31))
    if before_event or vague or name in ("season", "period", "dekad", "weekend", "quarter"):
        return NOWHERE
    if name == "month" and "count" in found and count is not None and 2 <= count <= 11:
        return Calendar((1, 1), (count, 31))
    return Recent(name, count, named=True)


def _grows(found: Found) -> bool:
    """`за 12 часов [на 21 сантиметр]`, `[на 21 сантиметр] за 12 часов`: the stretch that a change took."""
    begin, end, atoms = found.match.start() - 1, found.match.end(), found.atoms
    after = end + 1 < len(atoms) and atoms[end].norm == "на" and isinstance(atoms[end + 1].value, Decimal)
    return after or (begin > 2 and atoms[begin - 3].norm == "на" and isinstance(atoms[begin - 2].value, Decimal))


def throughout(found: Found) -> Reading | None:
    """`в течение года`, `на протяжении недели`: no day is said; `на протяжении двух периодов` of a match is no time."""
    return None if "unit" in found and found.unit()[1] == "period" and "count" in found else NOWHERE


def part_of_unit(found: Found) -> Reading | None:
    """`начала года`, `конце прошлой недели`, `второй половине дня`, `середине десятилетия`."""
    if "this" in found:
        return part(Unit("year"), found)  # с начала т.г.
    name = found.unit()[1]
    if found.atom("unit").norm in ("г", "ч", "мин", "кв", "лет"):
        return None
    year = which(found.atom("which")) if "which" in found else Calendar(step=0)
    whole: Reading = Unit(name, year.step or 0, same=year.same)
    if name in ROLLING:
        return Clock()
    if name in ("season", "period"):
        return None if found.before and found.before.norm in ("с", "со") else NOWHERE  # since an event
    return part(whole, found)


def part(whole: Reading, found: Found) -> Reading | None:
    """`начало`, `середина`, `конец`, `первая половина`, `вторая треть` of a period."""
    if "part" in found:
        if found.atom("part").norm == "начал":
            return None  # the verb
        return Part(whole, cast(Literal["start", "middle", "end"], found.word("part")))
    parts, nth = 2 if found.word("half") == "half" else 3, found.number("nth")
    return Part(whole, "nth", nth, parts) if 1 <= nth <= parts else None


def weekday(found: Found) -> Reading | None:
    """`в понедельник`, `минувшую среду`; `среда` only where it cannot be the environment, none of `по средам`."""
    atom = found.atom("weekday")
    if atom.norm.endswith(("ам", "ям")):
        return None
    step = None
    if "which" in found:
        step = which(found.atom("which")).step
    elif found.word("weekday") == "2" and atom.norm != "среду" and "dated" not in found:
        return None
    return Weekday(int(found.word("weekday")), step)


def since_event(found: Found) -> Reading | None:
    """`с начала реализации программы`, `с момента аварии`: up to now, from a day not said."""
    return Now(-1)


def weekend(found: Found) -> Reading | None:
    """`в выходные`."""
    return Unit("weekend")


def clock(found: Found) -> Reading | None:
    """`9:30`, `7 часов утра`, `14.00`, `в полдень`, `утром`."""
    if "minute" in found and (len(found.atom("minute").norm) != 2 or found.number("minute") > 59):
        return None
    return Clock()
