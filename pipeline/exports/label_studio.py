"""Label Studio: tasks with names and claims as predictions, the labelling interface for them, and back as verdicts.

    pipeline export label-studio data/out -o exported    # tasks.json, and config.xml for the project's interface
    pipeline review import project-1.json                # what Label Studio exports as JSON

Each claim is a labelled region with its fields beside it. On the way back a region that is gone is a claim that is
`wrong`, a field with another text is `corrected`, and a claim left as it was is `right`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.exports import Content, contents
from pipeline.reviews import ReviewError, Verdict
from pipeline.schema import CLAIMS, MENTIONS, REVIEWED
from pipeline.tables import Row

_KINDS = next(column.values for column in CLAIMS.columns if column.name == "kind")
_TYPES = next(column.values for column in MENTIONS.columns if column.name == "type")
_FIELDS = tuple(column.name for column in REVIEWED if column.name != "kind")  # the kind is the region's label
_BOOLEAN = ("true", "false")
_CHOICES = {c.name: c.values or _BOOLEAN for c in REVIEWED if (c.values or c.type == "boolean") and c.name != "kind"}
_MODEL = "svodka"
Region = dict[str, Any]


def write(out: Path, folder: Path) -> list[Path]:
    """`tasks.json`, written a task at a time, and `config.xml`."""
    tasks, interface = folder / "tasks.json", folder / "config.xml"
    with tasks.open("w", encoding="utf-8", newline="\n") as file:
        for n, content in enumerate(contents(out, "mentions", "claims")):
            file.write(("[\n" if not n else ",\n") + json.dumps(_task(content), ensure_ascii=False))
        file.write("\n]\n" if file.tell() else "[]\n")
    interface.write_text(_interface(), encoding="utf-8")
    return [tasks, interface]


def verdicts(path: Path) -> list[Verdict]:
    """What annotators did to the claims of an exported project. Raises ReviewError where it is none of ours."""
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
        return [verdict for task in tasks for verdict in _of_task(task)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReviewError(f"{path}: no JSON export of a Label Studio project made from ours: {error!r}") from None


def _task(content: Content) -> dict[str, object]:
    known = {name: content.article[name] for name in ("article_id", "title", "date", "url")}
    regions = [_region(row["mention_id"], row, row["type"]) for row in content.rows["mentions"]]
    for row in content.rows["claims"]:
        regions.append(_region(row["claim_id"], row, row["kind"]))
        regions += [_field(row, name) for name in _FIELDS if row[name]]
    claims = {row["claim_id"]: {name: row[name] for name in ("kind", *_FIELDS)} for row in content.rows["claims"]}
    return {
        "data": {"text": content.text, **known, "claims": claims},
        "predictions": [{"model_version": _MODEL, "result": regions}],
    }


def _region(row_id: str, row: Row, label: str) -> Region:
    value = {"start": row["start"], "end": row["stop"], "text": row["text"], "labels": [label]}
    return {"id": row_id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _field(row: Row, name: str) -> Region:
    kind, key = ("choices", "choices") if name in _CHOICES else ("textarea", "text")
    value = {"start": row["start"], "end": row["stop"], key: [row[name]]}
    return {"id": row["claim_id"], "from_name": name, "to_name": "text", "type": kind, "value": value}


def _of_task(task: dict[str, Any]) -> Iterator[Verdict]:
    for annotation in task["annotations"]:
        if not annotation.get("was_cancelled"):
            yield from _of_annotation(task["data"]["claims"], annotation)


def _of_annotation(claims: dict[str, Row], annotation: dict[str, Any]) -> Iterator[Verdict]:
    """Verdicts on every claim of the task: an annotation that was saved has seen all of them."""
    by_claim: dict[str, dict[str, str]] = defaultdict(dict)
    for region in annotation["result"]:
        if region.get("id") in claims:
            by_claim[region["id"]] |= _read(region)
    who = {"reviewer": _reviewer(annotation), "when": annotation.get("updated_at") or annotation["created_at"]}
    for claim_id, old in claims.items():
        new = by_claim.get(claim_id, {})
        if "kind" not in new:
            yield Verdict(claim_id, "wrong", **who)
            continue
        changed = [name for name, value in old.items() if new.get(name, "") != value]
        yield Verdict(claim_id, "corrected" if changed else "right", **who)
        for name in changed:
            yield Verdict(claim_id, "corrected", name, new.get(name, ""), **who)


def _read(region: Region) -> dict[str, str]:
    """The one field that a part of a region holds."""
    value = region["value"]
    if region["type"] == "labels":
        return {"kind": value["labels"][0]} if value["labels"][0] in _KINDS else {}
    given = value.get("text") or value.get("choices") or [""]
    return (
        {region["from_name"]: given if isinstance(given, str) else given[0]} if region["from_name"] in _FIELDS else {}
    )


def _reviewer(annotation: dict[str, Any]) -> str:
    """Label Studio gives the annotator's id, or the person with an email."""
    who = annotation.get("completed_by", "")
    return str(who.get("email") or who.get("id", "") if isinstance(who, dict) else who)


def _interface() -> str:
    labels = "".join(f'    <Label value="{name}"/>\n' for name in (*_TYPES, *_KINDS))
    fields = "".join(_control(name) for name in _FIELDS)
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        f'  <Text name="text" value="$text" granularity="word"/>\n{fields}</View>\n'
    )


def _control(name: str) -> str:
    shared = f'name="{name}" toName="text" perRegion="true"'
    header = f'  <Header value="{name}" size="6"/>\n'
    if name not in _CHOICES:
        return header + f'  <TextArea {shared} editable="true" maxSubmissions="1"/>\n'
    choices = "".join(f"    <Choice value={quoteattr(value)}/>\n" for value in _CHOICES[name])
    return header + f'  <Choices {shared} choice="single">\n{choices}  </Choices>\n'
