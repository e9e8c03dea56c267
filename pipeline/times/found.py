"""A match of a rule, as the reading functions see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from pipeline.frozen import frozen
from pipeline.times.atoms import Atom
from pipeline.times.reading import Calendar, MonthDay, Reading


@frozen
class Found:
    """A match, with the atoms it covers."""

    match: re.Match[str]
    atoms: Sequence[Atom]

    def __contains__(self, group: str) -> bool:
        return group in self.match.re.groupindex and self.match[group] is not None

    def atom(self, group: str) -> Atom:
        return self.atoms[self.match.start(group)]

    @property
    def covered(self) -> Sequence[Atom]:
        return self.atoms[self.match.start() : self.match.end()]

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
        return int(value * size) if isinstance(value, Decimal) else None

    @property
    def before(self) -> Atom | None:
        return self.atoms[self.match.start() - 1] if self.match.start() else None

    @property
    def next_norm(self) -> str:
        after = self.match.end()
        return self.atoms[after].norm if after < len(self.atoms) else ""

    def year(self) -> Calendar | None:
        """The year named by the macro OF, if any."""
        if "year" in self:
            return Calendar(year=self.number("year"))
        if "this" in self:
            return Calendar(step=0)
        return which(self.atom("which")) if "which" in self else None


def which(atom: Atom) -> Calendar:
    """`прошлого года`, `того же года`, `предыдущего года`."""
    match str(atom.value):
        case "same":
            return Calendar(same=True)
        case "before":
            return Calendar(step=-1, same=True)
        case step:
            return Calendar(step=int(step))


def dated(first: MonthDay, last: MonthDay, found: Found) -> Calendar:
    """Days of the year that the match names, or of an unnamed one."""
    year = found.year() or Calendar()
    return Calendar(first, last, year.year, 1, year.step, year.same)


Reader = Callable[[Found], Reading | None]  # None: no expression of time after all
