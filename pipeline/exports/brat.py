"""brat standoff (brat.nlplab.org): `ID.txt` with `ID.ann`, and the configuration that names types and attributes.

Names and claims are text-bound annotations; a claim's fields with few values are attributes, its others notes. A span
that runs over a line's end is written in pieces, as brat demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.exports import Content, contents, safe_name
from pipeline.schema import CLAIMS, MENTIONS, REVIEWED
from pipeline.tables import Row

_ATTRIBUTES = {column.name: column.values for column in REVIEWED if column.values and column.name != "kind"}
_NOTED = tuple(column.name for column in REVIEWED if not column.values and column.name != "negated")
_LABELS = {
    ">": "more",
    ">=": "at-least",
    "<": "less",
    "<=": "at-most",
    "=": "exactly",
    "~": "about",
}  # brat takes words


def write(out: Path, folder: Path) -> list[Path]:
    files = [folder / "annotation.conf"]
    files[0].write_text(_configuration(), encoding="utf-8")
    for content in contents(out, "mentions", "claims"):
        text, annotations = (folder / f"{safe_name(content.article_id)}.{ending}" for ending in ("txt", "ann"))
        text.write_text(content.text, encoding="utf-8", newline="\n")
        annotations.write_text("".join(f"{line}\n" for line in _lines(content)), encoding="utf-8", newline="\n")
        files += [text, annotations]
    return files


def _lines(content: Content) -> Iterator[str]:
    attributes = 0
    for n, row in enumerate((*content.rows["mentions"], *content.rows["claims"]), 1):
        yield f"T{n}\t{row.get('type') or row['kind']} {_pieces(row)}\t{_flat(row['text'])}"
        for attribute in _attributes(row):
            attributes += 1
            yield f"A{attributes}\t{attribute.format(f'T{n}')}"
        yield f"#{n}\tAnnotatorNotes T{n}\t{_note(row)}"


def _pieces(row: Row) -> str:
    lines = re.finditer(r"[^\n]+", row["text"])
    return ";".join(f"{row['start'] + line.start()} {row['start'] + line.end()}" for line in lines)


def _flat(text: str) -> str:
    return " ".join(part for part in text.split("\n") if part)


def _attributes(row: Row) -> Iterator[str]:
    """As templates for the id of the annotation."""
    for name in _ATTRIBUTES:
        if value := row.get(name):
            yield f"{name} {{}} {_LABELS.get(value, value)}"
    if row.get("negated") == "true":
        yield "negated {}"


def _note(row: Row) -> str:
    """The row's id, and fields as `name: value`; line ends and tabs would end the note."""
    fields = [f"{name}: {row[name]}" for name in (*_NOTED, "normal", "entity_id") if row.get(name)]
    return re.sub(r"\s+", " ", " | ".join([row.get("claim_id") or row["mention_id"], *fields]))


def _configuration() -> str:
    types = next(c.values for c in MENTIONS.columns if c.name == "type")
    kinds = next(c.values for c in CLAIMS.columns if c.name == "kind")
    values = ((name, "|".join(_LABELS.get(value, value) for value in allowed)) for name, allowed in _ATTRIBUTES.items())
    attributes = [f"{name}\tArg:<ENTITY>, Value:{allowed}" for name, allowed in values]
    sections = {"entities": [*types, *kinds], "relations": [], "events": [],
                "attributes": [*attributes, "negated\tArg:<ENTITY>"]}  # fmt: skip
    return "".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items())
