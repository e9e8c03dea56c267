"""Between our tables and a scorer of public corpora that reads `numbers.csv` and prints tables in Markdown.

    public.py with-times OUT DST    # numbers.csv in DST, its dates and times as the times table of OUT has them
    public.py json < printed        # {"PER": exact F1, …} out of what the scorer printed

A public corpus marks `вчера` and `в среду, 5 мая` as dates; our numbers table holds only what has a number in it, so
that the times table is what answers to theirs.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

COLUMNS = ("article_id", "start", "stop", "text", "kind")
EXACT_F1 = 6  # cells after the type: gold, pred, P, R of exact spans, then their F1


def with_times(out: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with (target / "numbers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(row for row in _rows(out / "numbers.csv") if row["kind"] not in ("date", "time"))
        writer.writerows(_rows(out / "times.csv"))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def exact(lines: Iterable[str]) -> dict[str, float]:
    """Exact F1 by type, of the last table printed."""
    cells = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if line.startswith("|"))
    return {row[0]: float(row[EXACT_F1 - 1]) for row in cells if len(row) > EXACT_F1 and row[1].isdigit()}


if __name__ == "__main__":
    if sys.argv[1] == "with-times":
        with_times(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(json.dumps(exact(sys.stdin)))
