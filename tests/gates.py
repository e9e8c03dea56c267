"""Compares scores with their floors: `gates.py KEY < scores.json`, scores as `{"name": F1}`.

`floors.json` holds the floors under KEY. Prints every figure beside its floor; exit code 1 where one is lower, or
missing. Floors are only ever raised.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def below(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Names of the figures that are under their floor."""
    return [name for name, floor in floors.items() if scores.get(name, 0.0) < floor]


def table(scores: dict[str, float], floors: dict[str, float]) -> str:
    failed = below(scores, floors)
    names = [*floors, *(name for name in scores if name not in floors)]
    lines = (
        f"{name:32} {scores.get(name, 0.0):6.3f}  {floors.get(name, ''):>6}  {'BELOW' if name in failed else ''}"
        for name in names
    )
    return "\n".join((f"{'':32}  score   floor", *lines))


def main(key: str) -> int:
    scores = json.load(sys.stdin)
    print(table(scores, FLOORS[key]))
    return 1 if below(scores, FLOORS[key]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
