"""Precision by field, from what reviewers said of the claims in an output folder."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pipeline.cells import cells
from pipeline.schema import REVIEWED
from pipeline.score import Figure
from pipeline.tables import Row

WHOLE = "claim"


def precision(out: Path) -> dict[str, Figure]:
    """How many of the judged claims are right as a whole, and of the judged values of each field; `gold` stays 0.

    A field is judged by a verdict on it, or by a verdict on the whole claim: of a claim that is right, or corrected,
    the fields of which nothing is said are right; of one that is wrong all are wrong. Only what the pipeline had
    filled in is counted. Raises FileNotFoundError where `claims.csv` or `reviews.csv` is not there.
    """
    verdicts: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in cells(out, "reviews"):
        if row["status"] == "applied":
            verdicts[row["claim_id"]][row["field"]] = row
    figures: dict[str, Figure] = defaultdict(Figure)
    for claim in cells(out, "claims"):
        if claim["claim_id"] in verdicts:
            _judge(figures, claim, verdicts[claim["claim_id"]])
    return {name: figures[name] for name in (WHOLE, *(column.name for column in REVIEWED)) if name in figures}


def _judge(figures: dict[str, Figure], claim: Row, verdicts: dict[str, Row]) -> None:
    whole = verdicts.get("", {}).get("verdict", "")
    if claim["review"]:
        figures[WHOLE].add(claim["review"] == "right", 1, 0)
    for column in REVIEWED:
        own = verdicts.get(column.name)
        verdict = "wrong" if whole == "wrong" else own["verdict"] if own else "right" if whole else ""
        if verdict and (own["extracted"] if own else claim[column.name]):
            figures[column.name].add(verdict == "right", 1, 0)
