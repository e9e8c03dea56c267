"""An article as HTML with its names and claims marked in place, for notebooks; a tooltip shows what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import pandas as pd

from pipeline.schema import REVIEWED
from pipeline.tables import Row

STYLES = {  # a colour, and a line that tells them apart without it: both as in the report
    "PER": "background: #cfe8ff; border-bottom: 2px solid #0072b2",
    "ORG": "background: #eec4ae; border-bottom: 3px double #b4530a",
    "LOC": "background: #cdeee0; border-bottom: 2px dashed #00795a",
    "claim": "background: #ffe98a; font-weight: bold",
}
_LEGEND = {"PER": "person", "ORG": "organisation", "LOC": "place", "claim": "claim"}
_PAGE = "white-space: pre-wrap; max-width: 50em; line-height: 1.6; color: #111; background: #fff; padding: 0.5em"
_TOLD = (*(column.name for column in REVIEWED), "rule", "review")


def highlight(tables: Mapping[str, pd.DataFrame], article_id: str) -> str:
    """The HTML of one article of `pipeline.load` or `pipeline.extract`; all text in it is escaped.

    Raises KeyError where the article is not there.
    """
    text = _of(tables["articles"], article_id)
    if not text:
        raise KeyError(article_id)
    marks = [mark for name in ("mentions", "claims") for mark in map(_mark, _of(tables[name], article_id))]
    legend = " ".join(_span(STYLES[name], word, "") for name, word in _LEGEND.items())
    marked = "".join(_pieces(text[0]["text"], marks))
    return f'<p style="color: #111; background: #fff">{legend}</p><div style="{_PAGE}">{marked}</div>'


def _of(frame: pd.DataFrame, article_id: str) -> list[dict[Any, Any]]:
    return frame[frame["article_id"] == article_id].to_dict("records")


def _mark(row: Row) -> tuple[int, int, str, str]:
    """Where a mark begins and ends, its style and its tooltip."""
    if "claim_id" not in row:
        return row["start"], row["stop"], STYLES[row["type"]], f"{_LEGEND[row['type']]}: {row['normal']}"
    tip = "\n".join(f"{name}: {_plain(row[name])}" for name in _TOLD if _known(row[name]))
    return row["start"], row["stop"], STYLES["claim"], f"{row['claim_id']}\n{tip}"


def _known(value: object) -> bool:
    return value is not False and not pd.isna(value)  # type: ignore[call-overload]


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value.date() if isinstance(value, pd.Timestamp) else value)


def _pieces(text: str, marks: list[tuple[int, int, str, str]]) -> Iterator[str]:
    """The text with its marks; of marks that overlap the first is taken, and of those the longest."""
    end = 0
    for start, stop, style, tip in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start >= end:
            yield escape(text[end:start])
            yield _span(style, text[start:stop], tip)
            end = stop
    yield escape(text[end:])


def _span(style: str, text: str, tip: str) -> str:
    return f'<span style="{style}" title="{escape(tip)}">{escape(text)}</span>'
