"""What kind of time an expression names: the hour or what is so now, a day, a period that may be reported on."""

from __future__ import annotations

from pipeline.claims.syntax import DASHES
from pipeline.document import Doc, Time

OPENING = 4  # tokens before a time that opens its sentence
REPORT = range(28, 400)  # days of a period that is reported on
OPEN = frozenset(("до", "к", "ко", "на", "сейчас", "сегодня", "пока", "теперь"))


def is_open(doc: Doc, time: Time) -> bool:
    """What is so now or until a day, and the hour of a day: `сейчас`, `к 2021 году`, `в 13:40`."""
    first = doc.tokens[min(doc.token_at(time.start), len(doc.tokens) - 1)].norm
    today = doc.article.date
    day = time.time_end if time.time_start == time.time_end else None
    surveyed = first in ("на", "к") and bool(today and day and day < today)  # на 1 мая было 40
    said = doc.text[time.start : time.stop].lower().split()
    since = said[0] in ("с", "со") and not {"по", "до", "начала"} & set(said)  # с 10 апреля: said of the present
    since = since and time.rule not in ("year", "month")  # с 2020 года высадили 300 тысяч саженцев
    dated = first == "сегодня" and time.rule != "phrase"  # сегодня, 14 февраля, произошла авария
    return (first in OPEN and not surveyed and not dated) or since or time.rule == "throughout" or time.rule == "clock"


def is_now(doc: Doc, time: Time) -> bool:
    """`на данный час`, `на сегодня`, `на 16 часов`: when something was counted."""
    now = time.rule == "clock" or (time.rule == "phrase" and time.time_start == time.time_end)
    return now and doc.tokens[doc.token_at(time.start)].norm == "на"


def is_report(doc: Doc, time: Time) -> bool:
    """`За 2023 год`, `по итогам квартала`, `в январе–мае`: a period that an article may report on."""
    if time.kind != "date" or time.time_start is None or time.time_end is None:
        return False
    said = doc.text[time.start : time.stop].lower()
    led = said.startswith(("за ", "итог", "по итог", "по результат")) or "квартал" in said or "полугоди" in said
    led = led or any(dash in said for dash in DASHES)
    return led and (time.time_end - time.time_start).days + 1 in REPORT
