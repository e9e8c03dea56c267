"""Writes into README.md and README.ru.md what is worked out: `python benchmarks/readme.py` (`make docs`).

The rows that the example paragraph gives come from a run, the figures from docs/scores.md, docs/claims-errors.md and
docs/speed.md. `tests/test_readme.py` fails where they are not the current ones.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.job import run

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "data" / "raw" / "pavodok.txt"
COLUMNS = ("text", "comparison", "value", "unit", "item", "change", "modality", "time_start", "place_text", "speaker")
WORDS = {
    "README.md": (
        "| | on | |",
        "claims found, F1",
        "whole claims right (value, unit, item, speaker), F1",
        "names exact, F1",
        "speed, articles a second",
        "27 articles the rules were made with",
        "44 articles nobody had read before, at first sight",
        "NEREL, development part",
        "one core; two",
    ),
    "README.ru.md": (
        "| | на чём | |",
        "утверждения найдены, F1",
        "утверждения верны целиком (значение, единица, предмет, говорящий), F1",
        "имена точно, F1",
        "скорость, статей в секунду",
        "27 статей, на которых составлялись правила",
        "44 статьи, которых никто прежде не читал, с первого взгляда",
        "NEREL, часть для разработки",
        "одно ядро; два",
    ),
}


def updated(name: str, example: str) -> str:
    """The text of a README with its marked blocks as they should be."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for block, content in (("example", example), ("figures", "\n".join(figures(*WORDS[name])))):
        text = re.sub(rf"(<!-- {block}: .*?-->\n).*?(<!-- /{block} -->)", rf"\1{content}\n\2", text, flags=re.DOTALL)
    return text


def example() -> str:
    """The claims of the quoted paragraph, as a table."""
    quoted = " ".join(
        line[2:] for line in (ROOT / "README.md").read_text(encoding="utf-8").split("\n") if line[:2] == "> "
    )
    with tempfile.TemporaryDirectory() as folder:
        run([ARTICLE], Path(folder), workers=1)
        with (Path(folder) / "claims.csv").open(encoding="utf-8", newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if " ".join(row["sentence"].split()) in quoted]
    shown = [[f"`{row[c]}`" if c == "comparison" else row[c] for c in COLUMNS] for row in rows]
    return "\n".join(_line(cells) for cells in [list(COLUMNS), ["---"] * len(COLUMNS), *shown])


def figures(
    head: str, found: str, whole: str, names: str, speed: str, dev: str, fresh: str, nerel: str, cores: str
) -> Iterator[str]:
    yield from (head, "|---|---|--:|")
    gold = _section("scores.md", "Development gold")
    yield _line([found, dev, _cell(gold, "claims found", 3)])
    yield _line([whole, dev, _cell(gold, "whole", 3)])
    yield _line([whole, fresh, "0" + _cell(_text("claims-errors.md"), "whole", 3)])
    yield _line([names, nerel, _cell(_section("scores.md", "NEREL"), "micro", 5)])
    workers = _section("speed.md", "`pipeline run` on 1,000 articles", mark="")
    yield _line([speed, cores, "; ".join(f"{float(_cell(workers, str(n), 3)):.0f}" for n in (1, 2))])


def _text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _section(name: str, title: str, mark: str = "## ") -> str:
    return _text(name).split(f"{mark}{title}", 1)[1]


def _cell(text: str, name: str, column: int) -> str:
    """Of the first table row that begins with `name`, the cell in a column."""
    cells = next(line.split("|") for line in text.split("\n") if re.match(rf"\|\s*{re.escape(name)}\s*\|", line))
    return cells[column + 1].strip()


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


if __name__ == "__main__":
    rows = example()
    for name in WORDS:
        (ROOT / name).write_text(updated(name, rows), encoding="utf-8")
