"""Scores as they are printed."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.job import NoInputError
from pipeline.judgement import precision
from pipeline.score import CLUSTERS, Figure, against


def figures(out: Path, gold: Path | None) -> dict[str, Figure]:
    """Against a gold file, or else from the verdicts; NoInputError where there are none."""
    found = against(out, gold) if gold else precision(out)
    if not found:
        raise NoInputError(
            f"{out}: no verdicts there to score by; take some in with: pipeline review import reviews.csv --out {out}, "
            "or name a gold file with --gold"
        )
    return found


def as_json(figures: dict[str, Figure]) -> str:
    """By name: precision, recall, F1 and the rows in the gold (0 where the figures are from verdicts)."""
    rows = {
        n: {
            "precision": round(f.precision, 4),
            "recall": round(f.recall, 4),
            "f1": round(f.f1, 4),
            "gold": f.gold if n != CLUSTERS else 0,
        }
        for n, f in figures.items()
    }
    return json.dumps(rows, ensure_ascii=False)


def as_text(figures: dict[str, Figure], *, recall: bool) -> str:
    """A table: with precision, recall and F1, or with what was judged, what was right, and precision."""
    return "\n".join(_with_recall(figures) if recall else _without(figures))


def _with_recall(figures: dict[str, Figure]) -> list[str]:
    lines = (f"{n:32} {f.precision:8.3f}{f.recall:8.3f}{f.f1:8.3f}{_count(n, f):>8}" for n, f in figures.items())
    return [f"{'':32} {'P':>8}{'R':>8}{'F1':>8}{'gold':>8}", *lines]


def _count(name: str, figure: Figure) -> str:
    """Rows in the gold; B-cubed keeps a sum there."""
    return "" if name == CLUSTERS else f"{figure.gold:.0f}"


def _without(figures: dict[str, Figure]) -> list[str]:
    lines = (f"{name:32} {f.hits:5.0f}{f.found:8.0f}{f.precision:8.3f}" for name, f in figures.items())
    return [f"{'':32} {'right':>5}{'judged':>8}{'P':>8}", *lines]
