"""Verdicts of people on claims: read from a file, kept in the store, shown in the tables.

    verdicts = read(Path("reviews.csv"))        # ReviewError names the line that is wrong
    with Store.lock(out) as store:
        merge(store, verdicts)
        store.export()

A verdict is about a whole claim (`field` empty) or about one of its columns. It holds as long as the claim's sentence
stands unchanged in its place; of several on the same field the last one counts, but a
correction stands until another corrects it. What the pipeline extracted stays in
the store; the corrected values are what `claims.csv`, `numbers.csv` and `series.csv` show.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pyarrow as pa

from pipeline.database import Connection
from pipeline.invariants import fault
from pipeline.schema import REVIEWED, REVIEWS
from pipeline.store import Store
from pipeline.views import STORED_REVIEWS, quoted

FILENAME = f"{REVIEWS.name}.csv"
VERDICTS = next(column.values for column in REVIEWS.columns if column.name == "verdict")
_FIELDS = {column.name: column for column in REVIEWED}
_NEVER_EMPTY = ("kind", "comparison", "negated", "modality")
_NEEDED = ("claim_id", "verdict")
_ANCHOR = ("article_id", "claim_start", "claim_stop", "claim_text", "sentence")


class ReviewError(Exception):
    """A file of verdicts that cannot be used; the message is one line that names the place in it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row of `reviews`; the claim's place, words and sentence are looked up by its id where they are not given.

    `verdict` is `right`, `wrong` or `corrected`, `value` the corrected value as it is to stand in the table (empty:
    there is none), `when` a time in ISO 8601, now if empty. Raises ReviewError for what cannot be.
    """

    claim_id: str
    verdict: str
    field: str = ""
    value: str = ""
    reviewer: str = ""
    when: str = ""
    article_id: str = ""
    claim_start: int | None = None
    claim_stop: int | None = None
    claim_text: str = ""
    sentence: str = ""

    def __post_init__(self) -> None:
        if not self.claim_id:
            raise ReviewError("no claim_id")
        if self.verdict not in VERDICTS:
            raise ReviewError(f"verdict {self.verdict!r} is not one of {', '.join(VERDICTS)}")
        if self.field and self.field not in _FIELDS:
            raise ReviewError(f"field {self.field!r} is not one of {', '.join(_FIELDS)}, or empty for the whole claim")
        object.__setattr__(self, "value", self._checked_value())
        object.__setattr__(self, "when", _utc(self.when))

    def _checked_value(self) -> str:
        if self.verdict != "corrected" or not self.field:
            return ""
        column = _FIELDS[self.field]
        value = _decimal(self.value) if column.type == "decimal" else self.value.strip()
        found = fault(column, value) if value else "empty" if self.field in _NEVER_EMPTY else ""
        if found:
            raise ReviewError(f"{self.field}: {found}")
        return value

    @property
    def key(self) -> tuple[object, ...]:
        """What a later verdict replaces: the same reviewer's, on the same field of the same claim."""
        claim = (self.claim_id,) if self.claim_start is None else tuple(getattr(self, name) for name in _ANCHOR)
        return *claim, self.field, self.reviewer


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge: verdicts that were new or changed something, and all that are stored, by status."""

    fresh: int
    applied: int
    overruled: int
    stale: int

    def __str__(self) -> str:
        stale = f", {self.stale} stale: what they were about does not stand there any more" if self.stale else ""
        return f"{self.fresh} new verdicts; {self.applied} applied, {self.overruled} overruled{stale}"


def judge(claim_id: str, verdict: str = "corrected", *, reviewer: str = "", **corrected: object) -> list[Verdict]:
    """Verdicts as one types them: `judge("a:c1", "right")`, `judge("a:c2", item="школ", value=12)`."""
    now = _utc("")
    fixed = [Verdict(claim_id, "corrected", name, _cell(value), reviewer, now) for name, value in corrected.items()]
    return [Verdict(claim_id, verdict, reviewer=reviewer, when=now), *fixed]


def read(path: Path) -> list[Verdict]:
    """The verdicts of a CSV with at least the columns `claim_id` and `verdict`, or of a Label Studio export (`.json`).

    Raises ReviewError where a line cannot be used: a file is taken as a whole or not at all.
    """
    if path.suffix == ".json":
        from pipeline.exports.label_studio import verdicts

        return verdicts(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReviewError(f"{path}: not UTF-8: {error.reason} at byte {error.start}") from None
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text), restval="")
    if missing := [name for name in _NEEDED if name not in (lines.fieldnames or ())]:
        raise ReviewError(f"{path}: no column {' and no column '.join(missing)}")
    return [_verdict(row, f"{path} line {lines.line_num}") for row in lines]


def beside(out: Path) -> list[Verdict]:
    """The verdicts in the output folder's own `reviews.csv`, to which a person may have added some."""
    path = out / FILENAME
    return read(path) if path.exists() else []


def merge(store: Store, verdicts: Sequence[Verdict]) -> Merged:
    """Put verdicts into the store, which must be locked; the next export shows them.

    The latest of a reviewer's verdicts on a field replaces the others; one that is not later changes nothing.
    """
    with store.writing() as connection:
        old = _stored(connection)
        new = {verdict.key: verdict for verdict in _anchored(connection, list(old.values()))}
        for verdict in _anchored(connection, verdicts):
            before = new.get(verdict.key)
            if before is None or verdict.when > before.when:
                new[verdict.key] = verdict
        fresh = [verdict for key, verdict in new.items() if old.get(key) != verdict]
        if fresh:
            _write(connection, new.values(), {verdict.article_id for verdict in fresh})
        found = Counter(dict(connection.execute("SELECT status, count(*) FROM judged GROUP BY status").fetchall()))
    return Merged(len(fresh), found["applied"], found["overruled"], found["stale"])


def save(out: Path, verdicts: Sequence[Verdict]) -> Merged:
    """Merge verdicts, and what somebody wrote to `reviews.csv`, into the tables of an output folder and export them.

    Raises FileNotFoundError where there are none yet.
    """
    if not Store(out).path.exists():
        raise FileNotFoundError(f"{out}: no tables there; make them with: pipeline run INPUT... --out {out}")
    with Store.lock(out) as store:
        merged = merge(store, [*beside(out), *verdicts])
        store.export()
    return merged


def _verdict(row: dict[str, str], place: str) -> Verdict:
    given = {field.name: (row.get(field.name) or "").strip() for field in fields(Verdict)}
    given |= {name: row[name] for name in ("claim_text", "sentence") if row.get(name)}  # blanks are part of them
    try:
        offsets = {name: int(given[name]) if given[name] else None for name in ("claim_start", "claim_stop")}
        return Verdict(**(given | offsets))  # type: ignore[arg-type]
    except (ReviewError, ValueError) as error:
        raise ReviewError(f"{place}: {error}") from None


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _delimiter(text: str) -> str:
    """Spreadsheets in Russian write semicolons."""
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _decimal(value: str) -> str:
    """As people type numbers: `1 200,5` is 1200.5."""
    return "".join(value.split()).replace(",", ".")


def _utc(when: str) -> str:
    """An ISO time as `2025-10-14T09:30:00.000Z`, so that times compare as text."""
    try:
        moment = datetime.datetime.fromisoformat(when) if when else datetime.datetime.now(datetime.UTC)
    except ValueError:
        raise ReviewError(f"when: {when!r} is no time like 2025-10-14T09:30:00Z") from None
    known = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return known.astimezone(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _stored(connection: Connection) -> dict[tuple[object, ...], Verdict]:
    names = [column.name for column in STORED_REVIEWS]
    rows = connection.execute(f"SELECT {', '.join(map(quoted, names))} FROM judged").fetchall()
    found = (Verdict(**dict(zip(names, row, strict=True))) for row in rows)
    return {verdict.key: verdict for verdict in found}


def _anchored(connection: Connection, verdicts: Sequence[Verdict]) -> Iterable[Verdict]:
    """Each verdict with its claim's place and words, as given or else of the claim that has this id now."""
    ids = sorted({verdict.claim_id for verdict in verdicts if verdict.claim_start is None})
    query = "SELECT claim_id, article_id, start, stop, text, sentence FROM claims WHERE list_contains(?, claim_id)"
    known = {row[0]: dict(zip(_ANCHOR, row[1:], strict=True)) for row in connection.execute(query, [ids]).fetchall()}
    for verdict in verdicts:
        if verdict.claim_start is None and verdict.claim_id in known:
            yield replace(verdict, **known[verdict.claim_id])
        else:
            yield verdict


def _write(connection: Connection, verdicts: Iterable[Verdict], article_ids: set[str]) -> None:
    """Replace all verdicts, and note which articles' rows show others now."""
    names = [column.name for column in STORED_REVIEWS]
    rows = sorted(verdicts, key=lambda verdict: [str(getattr(verdict, name)) for name in names])
    connection.register("batch", pa.table({name: [getattr(verdict, name) for verdict in rows] for name in names}))
    connection.execute("DELETE FROM reviews")
    connection.execute("INSERT INTO reviews BY NAME SELECT * FROM batch")
    connection.unregister("batch")
    connection.execute("UPDATE meta SET revision = revision + 1")
    changed = "INSERT INTO changes SELECT unnest(?), revision FROM meta"
    connection.execute(changed, [sorted(article_ids)])
