"""Loads the vocabularies under `pipeline/vocab/`: what a linguist may edit is data, not code.

`NAME.tsv` has a header line and tab-separated fields; `NAME.txt` has one entry a line. In both, `#` begins a
comment (a real phrase that shows the entry in use), blank lines are skipped, and fields are stripped.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def _lines(filename: str) -> list[tuple[int, str]]:
    """Numbered lines without comments and blanks."""
    text = (files("pipeline") / "vocab" / filename).read_text(encoding="utf-8")
    bare = ((n, line.split("#", 1)[0].rstrip()) for n, line in enumerate(text.splitlines(), 1))
    return [(n, line) for n, line in bare if line.strip()]


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `vocab/NAME.tsv`, a dict each; a missing trailing field is empty.

    Raises ValueError, naming file and line, where a line has more fields than the header.
    """
    (_, first), *lines = _lines(f"{name}.tsv")
    header = [field.strip() for field in first.split("\t")]
    rows = []
    for n, line in lines:
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) > len(header):
            raise ValueError(f"vocab/{name}.tsv:{n}: {len(fields)} fields, the header has {len(header)}")
        rows.append(dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=True)))
    return tuple(rows)


@cache
def words(name: str) -> frozenset[str]:
    """Entries of `vocab/NAME.txt`."""
    return frozenset(line.strip() for _, line in _lines(f"{name}.txt"))


@cache
def mapping(name: str, key: str, value: str) -> dict[str, str]:
    """One column of `vocab/NAME.tsv` by another; a key cell may hold several forms, `млн | миллион`."""
    found: dict[str, str] = {}
    for row in table(name):
        found.update(dict.fromkeys((form.strip() for form in row[key].split("|")), row[value]))
    return found
