"""A record, one an article, and the records of a JSONL file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import BinaryIO

from pipeline.document import Article
from pipeline.read.article import MAX_ID, UnfitError, make_article, printable, short_id
from pipeline.read.dates import day
from pipeline.read.lines import lines
from pipeline.read.sources import Source

FIELDS = ("id", "text", "title", "date", "url")
_MOST_FIELDS = 10
Record = tuple[int, Mapping[str, object] | UnfitError]  # with the number of its line or row


def record_id(source: Source, number: int, record: Mapping[str, object]) -> str:
    """The record's own id, or where it has none the file's stem and the number of its line: `news-12`."""
    return own_id(record) or short_id(f"{source.stem}-{number}")


def own_id(record: Mapping[str, object]) -> str:
    """The id that a record brings along, if any."""
    return short_id(_string(record.get("id")).strip())


def record_article(source: Source, number: int, record: Mapping[str, object]) -> Article:
    """The article of a record. Raises UnfitError where it has no text, or none that can be processed."""
    text = record.get("text")
    if not isinstance(text, str):
        raise UnfitError(f"no text; {_shown(record)}")
    return make_article(
        record_id(source, number, record),
        text,
        source.shown,
        title=_string(record.get("title")).strip(),
        date=day(record.get("date")),
        url=_string(record.get("url")).strip(),
    )


def jsonl(stream: BinaryIO, *, packed: bool = False, codec: str = "", first: int = 1) -> Iterator[Record]:
    """An object a line; blank lines are passed over, of a key given twice the last counts. Options as of `lines`."""
    for n, line in lines(stream, packed=packed, codec=codec, first=first):
        if isinstance(line, UnfitError):
            yield n, line
        elif line.strip():
            yield n, _json_object(line)


def _json_object(line: str) -> Mapping[str, object] | UnfitError:
    try:
        record = json.loads(line, parse_int=Decimal, parse_float=Decimal)
    except RecursionError:
        return UnfitError("JSON nested too deep")
    except ValueError as error:
        return UnfitError(f"no JSON: {error}")
    return record if isinstance(record, dict) else UnfitError("no JSON object; one a line is needed")


def _shown(record: Mapping[str, object]) -> str:
    """`its fields are id, content`: what a person needs who has called them otherwise."""
    names = ", ".join(list(record)[:_MOST_FIELDS])
    return f"its fields are {printable(names[:MAX_ID])}" if names else "it has no fields"


def _string(value: object) -> str:
    """A field as text: `12` of a number, nothing of a list, a truth value or a missing one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return ""
    number = Decimal(value if isinstance(value, int) else str(value))
    if not number.is_finite() or abs(number.adjusted()) > MAX_ID:
        return ""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits  # 12.0 of a column of floats is 12
