"""The report as text: tables as compact JSON inside a page of plain HTML, CSS and JavaScript."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import textwrap
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import pandas as pd

from pipeline.frames import decimal_text, load
from pipeline.read.article import header
from pipeline.schema import REVIEWED

SCRIPTS = ("words", "data", "dom", "marks", "review", "card", "article", "claims", "plots", "app")
"""The page's scripts, in the order in which they are joined."""
NEEDED = ("articles", "claims")
_DECIMALS = {"value", "low", "high"}
_LABEL = 120  # characters of the first line, where an article has no title
_COLUMNS = {
    "articles": ["article_id", "date", "url", "sha256", "text"],
    "mentions": ["article_id", "start", "stop", "type", "normal", "entity_id"],
    "entities": ["entity_id", "type", "name"],
    "quotes": ["article_id", "speaker", "speaker_id"],
    "numbers": ["article_id", "start", "stop", "kind"],
    "series": ["series_id", "indicator", "claim_id"],
    "reviews": ["claim_id", "field", "verdict", "value", "extracted", "reviewer", "when"],
}  # `claims` are there with all their columns; the text of a span is cut from the article's


def write(out: str | Path = "data/out", path: str | Path = "report.html") -> Path:
    """Write the report on the tables of folder `out`; returns the path of the file.

    Raises FileNotFoundError where the folder lacks the tables `articles` or `claims`.
    """
    frames = load(out, exact=True)
    if missing := [name for name in NEEDED if name not in frames]:
        raise FileNotFoundError(f"{out}: no table {missing[0]!r}; make it with: pipeline run INPUT... --out {out}")
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(frames), encoding="utf-8", newline="\n")
    return path


def page(frames: Mapping[str, pd.DataFrame]) -> str:
    """The HTML of a report on these tables; the same tables give the same page."""
    style, script = _asset("style.css"), "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
    script = f'"use strict";\n(() => {{\n{script}}})();\n'
    return Template(_asset("template.html")).substitute(
        policy=html.escape(_policy(style, script)),
        style=style,
        script=script,
        data=_embedded(_data(frames)),
    )


def _asset(name: str) -> str:
    return (files("pipeline.report") / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy under which nothing but this very style and script is run, and nothing is fetched."""
    return f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(data: Any) -> str:
    """JSON that cannot end the script element it stands in: neither `</script>` nor `<!--` is left in it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _data(frames: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """What the page shows, each table as `{column: [values]}`; the claims' sentences as offsets into the text."""
    articles, claims = frames["articles"], frames["claims"]
    tables = {name: _table(_shown(name, frames[name])[columns]) for name, columns in _COLUMNS.items() if name in frames}
    tables["articles"]["label"] = [_label(*row) for row in zip(articles["title"], articles["text"], strict=True)]
    tables["articles"]["head"] = [header(text)[1] for text in articles["text"]]
    tables["claims"] = _table(claims.drop(columns=["text", "sentence"])) | {"sentence": _sentences(claims, articles)}
    fields = [[column.name, column.type, column.values] for column in REVIEWED]
    words = json.loads(_asset("words.json"))
    return {"words": words, "header": list(claims.columns), "fields": fields, "tables": tables}


def _shown(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Of the numbers those that are no claims, of the verdicts those that count."""
    if name == "numbers":
        return frame[frame["claim_id"].isna()]
    return frame[frame["status"] == "applied"] if name == "reviews" else frame


def _label(title: Any, text: str) -> str:
    """What an article is called: its title, or how its text begins after a `date` header."""
    if not pd.isna(title):
        return str(title)
    return textwrap.shorten(text[header(text)[1] :].strip().split("\n", 1)[0], _LABEL, placeholder="…")


def _table(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): _values(frame[name], str(name)) for name in frame.columns}


def _values(series: pd.Series, name: str) -> list[Any]:
    """A column as JSON has it: what is missing is an empty string, a date and a decimal are strings."""
    if name in _DECIMALS and series.dtype.kind == "f":
        return [decimal_text(value) for value in series.tolist()]
    if series.dtype.kind == "M":
        return ["" if day == "NaT" else day for day in np.datetime_as_string(series.to_numpy(), unit="D").tolist()]
    return ["" if pd.isna(value) else value for value in series.tolist()]


def _sentences(claims: pd.DataFrame, articles: pd.DataFrame) -> list[list[int]]:
    """Offsets `[start, stop]` of each claim's sentence in its article; where it has none, the claim's own."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    columns = (claims[name].tolist() for name in ("article_id", "start", "stop", "sentence"))
    return [_sentence(texts[article_id], *bounds) for article_id, *bounds in zip(*columns, strict=True)]


def _sentence(text: str, start: int, stop: int, sentence: str) -> list[int]:
    size = 0 if pd.isna(sentence) else len(sentence)
    at = text.rfind(sentence, max(0, stop - size), start + size) if size else -1
    return [start, stop] if at < 0 else [at, at + size]
