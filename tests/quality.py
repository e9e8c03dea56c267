"""F1 of a finished document's tables against our own gold, by the same pairing as for any gold of that format.

A line of `tests/gold/own.jsonl` is one article of `data/raw`: its claims, its other numbers, its mentions and roles,
with offsets into the article's text, marked by hand after `docs/contract.md` before any output was looked at.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.tables import Row, Rows

GOLD = Path(__file__).parent / "gold" / "own.jsonl"
Annotation = dict[str, Any]


def gold() -> dict[str, Annotation]:
    """The annotations by article id."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return {article["doc"]: article for article in map(json.loads, lines)}


def scores(found: dict[str, Rows], expected: dict[str, Annotation]) -> dict[str, float]:
    """F1 by figure, over all articles."""
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for name, article in expected.items():
        for figure, hit, total in _counted(found[name], article):
            hits[figure] += hit
            totals[figure] += total
    return {figure: 2 * hits[figure] / totals[figure] if totals[figure] else 0.0 for figure in totals}


def _counted(rows: Rows, article: Annotation) -> Iterable[tuple[str, int, int]]:
    """Figure, right rows, and rows of both sides together."""
    every = article["claims"] + article["numbers"]
    pairs, total = paired(every, rows["numbers"]), len(every) + len(rows["numbers"])
    yield "numbers found", len(pairs), total
    yield "numbers kind", sum(_kind(a) == _kind(b) for a, b in pairs), total
    pairs, total = paired(article["claims"], rows["claims"]), len(article["claims"]) + len(rows["claims"])
    yield "claims found", len(pairs), total
    yield "claims exact span", sum(_span(a) == _span(b) for a, b in pairs), total
    for field in ("unit", "comparison", "change", "speaker"):
        yield field, *_filled(field, pairs, article["claims"], rows["claims"])
    yield "low, high", sum(_interval(a) == _interval(b) for a, b in pairs), total
    for kind in ("PER", "ORG", "LOC"):
        a, b = ({_span(row) for row in side if row["type"] == kind} for side in (article["mentions"], rows["mentions"]))
        yield f"mentions {kind} exact", len(a & b), len(a) + len(b)


def paired(gold: Sequence[Annotation], found: Sequence[Row]) -> list[tuple[Annotation, Row]]:
    """Pairs by overlap, one to one, longest overlap first."""
    options = sorted(
        (-overlap, abs(a["start"] - b["start"]), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if (overlap := min(a["stop"], b["stop"]) - max(a["start"], b["start"])) > 0
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, _, i, j in options:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _filled(
    field: str, pairs: Sequence[tuple[Annotation, Row]], gold: Sequence[Annotation], found: Sequence[Row]
) -> tuple[int, int]:
    """A field that is empty on either side counts as absent, so that emptiness is never rewarded."""
    hits = sum(a[field] == b[field] != "" for a, b in pairs)
    return hits, sum(row[field] != "" for row in (*gold, *found))


def _kind(row: Row) -> str:
    return "date" if row["kind"] == "time" else row["kind"]


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["stop"]


def _interval(row: Row) -> tuple[Decimal | None, Decimal | None]:
    """Both ends, to six decimals: a third is no finite one."""
    low, high = (None if row[end] in (None, "") else round(Decimal(str(row[end])), 6) for end in ("low", "high"))
    return low, high
