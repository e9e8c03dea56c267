"""The day of publication from a record's `date`, in whatever form it was scraped."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache

_ISO = re.compile(r"(?:\d{4}-\d{2}-\d{2}|\d{8})(?!\d)")
_UNIX = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds
_YEARS = range(1700, 2200)
_EITHER_WAY = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-]\d{4}")  # 05/06/2024: day or month first


def day(value: object) -> datetime.date | None:
    """The day that a date, a datetime, a Unix time or a string names, as written there (no time zone is applied).

    None where there is none or it can be read in two ways (`05/06/2024`, `14.05.24`, `вчера`).
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str | int | float | Decimal) and not isinstance(value, bool):
        found = _from_text(str(value).strip()[:100])
        return found if found and found.year in _YEARS else None
    return None


@lru_cache(maxsize=4096)
def _from_text(text: str) -> datetime.date | None:
    if unix := _UNIX.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(unix[1]), datetime.UTC).date()
    if found := _ISO.match(text):
        try:
            return datetime.date.fromisoformat(found[0])
        except ValueError:
            return None
    return _from_words(text)


def _from_words(text: str) -> datetime.date | None:
    """`14 мая 2024, 10:30`, `Tue, 14 May 2024 10:00:00 +0500`, `14.05.2024`; nothing relative, nothing incomplete."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", text) or _is_ambiguous(text):
        return None
    import dateparser  # slow to import, seldom needed

    settings = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(text, languages=["ru", "en"], settings=settings)
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None


def _is_ambiguous(text: str) -> bool:
    found = _EITHER_WAY.search(text)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])
