"""F1 on our own gold.

A line of `tests/gold/own.jsonl` is one article of `data/raw`: its claims, its other numbers, its mentions and roles,
with offsets into the article's text, marked by hand after `docs/contract.md` before any output was looked at.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.score import Annotation, score
from pipeline.tables import Rows

GOLD = Path(__file__).parent / "gold" / "own.jsonl"


def gold() -> dict[str, Annotation]:
    """The annotations by article id."""
    lines = GOLD.read_text(encoding="utf-8").splitlines()
    return {article["doc"]: article for article in map(json.loads, lines)}


def scores(found: dict[str, Rows], expected: dict[str, Annotation]) -> dict[str, float]:
    """F1 by figure, over all articles."""
    names = {entity["entity_id"]: entity["name"] for rows in found.values() for entity in rows["entities"]}
    return {name: figure.f1 for name, figure in score(found, expected.values(), names).items()}
