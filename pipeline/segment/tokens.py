"""Words, numbers and marks of a line of text: one regular expression, one pass, linear time.

The shapes follow razdel's, which the tagger was trained on, except where a number, a unit or a name needs another.
What each later stage may rely on (`|` is a token border):

    word              слово  Қазақстан  Нур-Султан  из-за  SPA-салон  км²  м2  м3      hyphens stay inside
    identifier        А-17  АИ-92  COVID-19  МАКС-2017  G20  А2  Q7  3D  5G  2ГИС  9а  PM2.5  1С-Битрикс
    number            56,3  1.5  2024  1 234 567,89  1,234,567                         its grouping blanks are inside
    number and word   5-й  13-летнего  25%-ный  1,5-литровый  1 000-летие  20 000-кратный  90х  5й
    date, version     14.04.2024  192.168.0.1  3.1.2  2025-10-14
    telephone         8-777-123-45-67
    address           https://a.kz/b?c=1  tengrinews.kz  info@a.kz  #тег  @user

    7|-|10   2012|–|2013   8|–|9-х   XIX|–|XX   январь|-|март   два|-|три              a range is three tokens
    9|:|30   3|:|1   24|/|7   км|/|ч   +|7,5|%   $|110,6   №|5   30|°С                 so is what a mark joins
    10|млн   5|кг   20|МВт   до|5   2024|г|.   1.5|млн   данным|otchet.kz   для|Tesla   на|BBC   lost blanks are seen
    ГТУ|-|320 МВт    Дворца|16 апреля                  a name ends before a power, and before a date

A number is grouped by blanks only where nothing else can be meant: one to three digits, then groups of exactly three
(`в 2017 200 человек`, `2 500 2024`, `№ 5 120`, `15 120-местных школ` are not grouped).
"""

from __future__ import annotations

import re

from pipeline.vocabulary import words

# Invisible marks: inside a word they belong to it (soft hyphen), elsewhere they are no token.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f"
ACCENT = "\u0300-\u036f\u0483-\u0487"
BLANK = "[ \u00a0\u2007\u2009\u202f]"
HYPHEN = "[-‐‑–]"  # the en dash too: `Усть–Каменогорск`, `13–летний`
DASH = "[-‐‑‒–—―−]"
LETTER = r"[^\W\d_]"
LOWER = "[а-яёәғқңөұүһі]"  # what begins a word that lost its blank: `10млн`, `рублей500`
CAPITAL = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
CYRILLIC = "[а-яёА-ЯЁәғқңөұүһіӘҒҚҢӨҰҮҺІ]"
INNER = rf"(?:[^\W_]|[{ACCENT}_]|[{INVISIBLE}]++(?=[^\W_]))*+"
PLAIN = rf"(?:{LETTER}|[{ACCENT}]|[{INVISIBLE}]++(?={LETTER}))*+"
JOINED = rf"(?:{HYPHEN}[^\W_]{INNER})*+"
URL_TAIL = r"""[^\s<>"«»“”„]*[^\s<>"«»“”„.,;:!?…'()\[\]{}]"""


def _any_of(forms: frozenset[str]) -> str:
    """Alternatives, the longest first."""
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))


TOP_LEVEL = _any_of(words("top_level_domains") | {word.upper() for word in words("top_level_domains")})
UNIT = rf"(?:{_any_of(words('glued_units'))})(?!{LETTER})"
RANGE_WORD = rf"(?i:{_any_of(words('range_words'))})(?!\w)"
POWER = "[кМГ]Вт|[кМ]В|МВА|Гкал"
MONTHS = "(?:янва|февра|апре|ию[нл]|сентяб|октяб|нояб|декаб)[а-я]{1,3}|марта|мая|августа"
ROMAN = "[IVXLCDMІХ]{1,8}+"

ADDRESSES = (
    rf"(?i:https?|ftp)://{URL_TAIL}",
    rf"(?i:www)\.{URL_TAIL}",
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}",
    rf"(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,6}}(?:{TOP_LEVEL})(?![\w-])(?!\.\w)(?:/(?:{URL_TAIL})?)?",
    rf"{CYRILLIC}{{1,63}}+\.(?:рф|қаз)(?!\w)",
    r"[#@]\d*[^\W\d]\w*",
)

# Each begins at a digit. Repetitions are bounded or possessive, so that no text takes more than linear time.
NUMBERS = (
    r"\d+(?:\.\d+){2,}+",  # 14.04.2024
    r"(?<!\d-)(?=(?:\d-?){7})(?!\d{4}-\d{4}-\d{4}(?!\d))\d{1,4}(?:-\d{1,4}){2,7}+(?!-?\w)",  # 8-777-123-45-67
    r"\d{1,3}(?:,\d{3}){2,6}+(?![\d,])(?:\.\d+)?",  # 1,234,567
    rf"(?<![№#:/])(?<!№.)(?:(?<!\d{BLANK})|(?<=\d{{4}}{BLANK}))[1-9]\d{{0,2}}(?:{BLANK}\d{{3}}){{1,6}}+"
    rf"(?!\d|{BLANK}\d|-\d\d-\d\d)(?:[.,]\d++(?![.,]?\d))?"
    rf"(?:{HYPHEN}(?i:лет|кратн)\w*+|(?<=000){HYPHEN}{LOWER}\w*+|(?!{HYPHEN}{LETTER}))",  # 1 234,5; 15 000-кратный
    rf"\d++(?:[.,]\d++)?%?(?:[-‐‑]{LETTER}|–{LOWER}){INNER}{JOINED}",  # 13-летний, 25%-ный
    r"\d++(?:й|я|го|му|ый|ая|ое|ые|ой|ти)(?!\w)|\d*0х(?!\w)|\d{1,3}[аб](?!\w)",  # 5й, 90х, 9а
    rf"\d++(?!{UNIT})(?!{CAPITAL}{LOWER}{{2}})(?:[A-Za-z]|{CAPITAL}){INNER}{JOINED}",  # 3D, 2ГИС
    r"(?<!\d,)\d++,\d++(?!,\d)|\d++\.\d++",  # 56,3, but not the list 1,2,3
    r"\d+",
)
WORDS = (
    rf"{ROMAN}(?={DASH}{ROMAN}(?!\w))|{RANGE_WORD}(?={DASH}{RANGE_WORD})",  # XIX–XX, январь-март
    rf"(?:[кдсм]?м|га)[23](?!\w)|{LOWER}++(?=\d)",  # м2; рублей500
    r"[A-Za-z]++\d++\.\d++(?!\w)",  # PM2.5
    # данным|otchet.kz, владельцы|Geely
    rf"{CYRILLIC}{{3,63}}+(?=(?:[A-Za-z0-9-]{{1,63}}+\.){{1,3}}(?:{TOP_LEVEL})(?![\w-])|[A-Z][a-z]{{2}})",
    r"(?:на|из|от|до|по|со?|в)(?=[A-Z][A-Za-z])",  # на|Reuters
    rf"{CAPITAL}{{2,9}}+(?=-\d++ ?(?:{POWER})(?!\w))",  # ГТУ-320 МВт
    rf"{CAPITAL}{LOWER}{{2,31}}+(?=\d\d?{BLANK}(?:{MONTHS})(?!\w))",  # Дворца16 апреля
    rf"{LETTER}{INNER}{JOINED}",
)
MARKS = (r"[.?!…]+", r"°[CСFК]?(?!\w)|°", r"--+|==+|\*\*+|__+|~~+|••+|··+", rf"[^\s{INVISIBLE}]")

COMMON = rf"{CYRILLIC}++(?![\w{ACCENT}{INVISIBLE}‐‑‒–—―−-]|\.(?:рф|қаз))"  # most words: no other shape can begin so
# One group around all, so that to split a line by it gives the tokens and what lies between.
TOKEN = re.compile(
    rf"({COMMON}|(?=[A-Za-z0-9#@]|{CYRILLIC}+\.[рқ])(?:{'|'.join(ADDRESSES)})"
    rf"|(?=\d)(?:{'|'.join(NUMBERS)})|(?={LETTER})(?:{'|'.join(WORDS)})|{'|'.join(MARKS)})"
)
