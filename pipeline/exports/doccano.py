"""doccano, sequence labelling: a JSON object a line, `label` a list of `[start, stop, name]` that may overlap.

Import as JSONL into a project that allows overlapping spans.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.exports import Content, contents


def write(out: Path, folder: Path) -> list[Path]:
    path = folder / "doccano.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for content in contents(out, "mentions", "claims"):
            lines.write(json.dumps(_task(content), ensure_ascii=False) + "\n")
    return [path]


def _task(content: Content) -> dict[str, object]:
    names = [(row["start"], row["stop"], row["type"]) for row in content.rows["mentions"]]
    claims = [(row["start"], row["stop"], row["kind"]) for row in content.rows["claims"]]
    known = {name: content.article[name] for name in ("article_id", "title", "date", "url")}
    return {"text": content.text, "label": sorted(names + claims), **known}
