"""Rules for years without the word: `перепись населения 2020`, `кубок Азии — 2031`, `выставка «Агро '24»`."""

from __future__ import annotations

from pipeline.document import Number
from pipeline.numbers.numeral import DASHES, Numeral
from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import unit_after, unit_before
from pipeline.vocabulary import words

YEARS = frozenset(range(1950, 2050)) - {2000}
HELD = frozenset(range(1896, 2050))  # since the first Games
CAPTIONED = frozenset(range(1500, 2050))
CLOSING = frozenset('.,;:)»"”!?')
LONGEST_SPORT = 5  # tokens of `по хоккею с мячом`
APOSTROPHES = frozenset("'’‘`")


def bare_year(scan: Scan, numeral: Numeral) -> list[Number]:
    """`перепись населения 2020`, `чемпионат мира 2026`: a year without the word, behind a noun and before a mark."""
    figures, before, after = scan.norm(numeral.first), numeral.first - 1, scan.following(numeral.last)
    if scan.norm(before) == "." and scan.norm(before - 1) == "р" and scan.norm(before - 2) == "(" and len(figures) == 4:
        return [scan.number("date", numeral.first, numeral.last, "bare_year")]  # (р. 1946)
    if len(figures) != 4 or not figures.isdecimal() or numeral.value not in YEARS or numeral.last - numeral.first > 1:
        return []
    noun = scan.same_sentence(before, numeral.first) and scan.tokens[before].pos in ("NOUN", "PROPN")
    ends = after is None or after.text in CLOSING or after.pos in ("VERB", "AUX")
    counted = unit_before(scan.tokens, numeral.first) or scan.tokens[before].norm in ("человек", "итого", "всего")
    return [scan.number("date", numeral.first, numeral.last, "bare_year")] if noun and ends and not counted else []


def captioned(scan: Scan, numeral: Numeral) -> list[Number]:
    """`С рисунка А. П. Орлова, 1782`: behind a name and a comma, at the end of a line."""
    figures, name, last = scan.norm(numeral.first), numeral.first - 2, numeral.last
    ends = last >= len(scan.tokens) or "\n" in scan.doc.text[scan.tokens[last - 1].stop : scan.tokens[last].start]
    named = scan.norm(name + 1) == "," and scan.same_sentence(name, numeral.first) and scan.tokens[name].pos == "PROPN"
    is_year = len(figures) == 4 and figures.isdecimal() and numeral.value in CAPTIONED and numeral.scale == 1
    return [scan.number("date", numeral.first, last, "captioned")] if ends and named and is_year else []


def of_event(scan: Scan, numeral: Numeral) -> list[Number]:
    """`кубок Азии — [2031] в июле`, `летние Игры – [2036]`: a year joined by a dash to what was held in it."""
    dash = numeral.first - 1
    after = scan.following(numeral.last)
    if scan.norm(dash) not in DASHES or len(scan.norm(numeral.first)) != 4 or numeral.value not in HELD:
        return []
    if numeral.value not in YEARS and after is not None and after.pos in ("NOUN", "ADJ", "NUM"):
        return []  # выставка – 2000 гостей
    if not scan.same_sentence(dash - 1, numeral.first) or not _names_event(scan, dash - 1):
        return []
    return (
        [] if unit_after(scan.tokens, numeral.last) else [scan.number("date", numeral.first, numeral.last, "of_event")]
    )


def _names_event(scan: Scan, last: int) -> bool:
    """`кубок`, `кубок мира`, `кубок мира по хоккею с мячом`: an event, and the sport that it is held in."""
    if scan.tokens[last].lemma in words("event_nouns"):
        return True
    by = next((i for i in range(last, last - LONGEST_SPORT, -1) if scan.norm(i) == "по"), -1)
    sport = all(scan.tokens[i].pos in ("NOUN", "ADJ", "ADP") for i in range(by, last + 1))
    return by > 0 and sport and scan.same_sentence(by - 1, last) and scan.tokens[by - 1].lemma in words("event_nouns")


def shortened(scan: Scan, numeral: Numeral) -> list[Number]:
    """`фестиваль «Весна '24»`, `Экспо’2017`: a year behind an apostrophe."""
    figures, mark, last = scan.norm(numeral.first), numeral.first - 1, numeral.last
    if scan.norm(mark) not in APOSTROPHES or not figures.isdecimal() or len(figures) not in (2, 4):
        return []
    touches = scan.tokens[mark].stop == scan.tokens[numeral.first].start
    quoted = scan.norm(last) in APOSTROPHES or last - numeral.first > 1 or scan.norm(mark - 1)[-1:].isdigit()
    named = (numeral.value in YEARS or len(figures) == 2) and scan.norm(mark - 1)[-1:].isalpha()
    ends = not scan.same_sentence(last, mark) or scan.tokens[last].text in CLOSING or scan.tokens[last].pos == "ADP"
    return [scan.number("date", numeral.first, last, "shortened")] if touches and named and ends and not quoted else []


def before_time(scan: Scan, numeral: Numeral) -> list[Number]:
    """`[12] или 13 лет назад`: with the time that follows."""
    other = scan.numeral_at(numeral.last + 1) if scan.norm(numeral.last) == "или" else None
    timed = other is not None and scan.in_time(other) and scan.expressions[other.first].kind == "time"
    unit = unit_after(scan.tokens, other.last) if other is not None and timed else None
    bare = numeral.scale == 1 and not numeral.ordinal and not numeral.suffix and numeral.value is not None
    alike = other is not None and bare and 0 < (numeral.value or 0) < (other.value or 0) < 3 * (numeral.value or 0)
    if not alike or unit is None or unit.kind != "duration":
        return []
    return [scan.number("time", numeral.first, numeral.last, "before_time")]


def ages_ago(scan: Scan, numeral: Numeral) -> list[Number]:
    """`[миллионы лет] назад`: a time, of which nobody counts the years."""
    unit = unit_after(scan.tokens, numeral.last) if numeral.value is None else None
    if unit is None or unit.kind != "duration" or scan.norm(unit.last) != "назад":
        return []
    return [scan.number("time", numeral.first, unit.last, "ages_ago")]


RULES = (before_time, ages_ago, bare_year, captioned, of_event, shortened)
