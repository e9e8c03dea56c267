"""How right the tables are: against gold made by hand, and by what reviewers said.

A gold line is one article: `{"doc": id, "claims": […], "numbers": […], "mentions": […], "roles": […]}`; rows have the
columns of the tables, `numbers` are those that are no claims, and a mention's `entity` is the name of its entity.

Rows are paired one to one by overlap of their spans, longest first. A field that is empty on either side counts as
absent, so that emptiness is never rewarded. B-cubed is after Bagga and Baldwin (1998).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cells import cells
from pipeline.tables import Row, Rows

Annotation = dict[str, Any]
Pairs = list[tuple[Row, Row]]  # gold, found
TYPES = ("PER", "ORG", "LOC")
CLUSTERS = "entity clusters (B-cubed)"
_NEEDED = {  # what rows are paired by
    "claims": {"start", "stop", "kind"},
    "numbers": {"start", "stop", "kind"},
    "mentions": {"start", "stop", "type", "entity"},
    "roles": {"person", "position"},
}
_SAME_MARK = str.maketrans({"ё": "е", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})


class GoldError(Exception):
    """A gold file that cannot be scored against; the message is one line for the user."""


@dataclass(slots=True)
class Figure:
    """Counts of rows, or of filled fields: right, found and in the gold. The figures are 0 to 1."""

    hits: float = 0
    found: float = 0
    gold: float = 0

    def add(self, hits: float, found: float, gold: float) -> None:
        self.hits, self.found, self.gold = self.hits + hits, self.found + found, self.gold + gold

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class _Clusters(Figure):
    """B-cubed has a sum of its own for precision and for recall, over the same mentions: here in `found` and `gold`."""

    @property
    def precision(self) -> float:
        return self.found / self.hits if self.hits else 0.0

    @property
    def recall(self) -> float:
        return self.gold / self.hits if self.hits else 0.0


def score(articles: Mapping[str, Rows], gold: Iterable[Annotation], names: Mapping[str, str]) -> dict[str, Figure]:
    """Figures by name; `articles` holds the rows of each article by table, `names` the name of each entity.

    An article of the gold that is not there counts as one in which nothing was found.
    """
    figures: dict[str, Figure] = defaultdict(Figure)
    clusters = _Clusters()
    for annotation in gold:
        rows = defaultdict(list, articles.get(annotation["doc"], {}))
        for name, hits, found, wanted in _counted(rows, annotation, names):
            figures[name].add(hits, found, wanted)
        clusters.add(*_b_cubed(_exact(paired(annotation["mentions"], rows["mentions"]))))
    return dict(figures) | {CLUSTERS: clusters}


def against(out: Path, gold: Path) -> dict[str, Figure]:
    """The figures of an output folder's CSVs against a gold file. Raises GoldError where it is none."""
    annotations = _annotations(gold)
    articles: dict[str, dict[str, list[Row]]] = {annotation["doc"]: defaultdict(list) for annotation in annotations}
    for table in ("claims", "numbers", "mentions", "roles"):
        for row in cells(out, table):
            if row["article_id"] in articles:
                articles[row["article_id"]][table].append(row)
    if not any(articles.values()):
        raise GoldError(f"{out}: none of the articles of {gold} has rows there")
    return score(articles, annotations, {row["entity_id"]: row["name"] for row in cells(out, "entities")})


def _annotations(gold: Path) -> list[Annotation]:
    lines = enumerate(gold.read_text(encoding="utf-8-sig").split("\n"), 1)
    return [_annotation(line, f"{gold} line {n}") for n, line in lines if line.strip()]


def _annotation(line: str, place: str) -> Annotation:
    """One article of the gold. Raises GoldError where a row lacks what it is paired by."""
    try:
        annotation: Annotation = json.loads(line)
        missing = {"doc"} - annotation.keys()
        for table, keys in _NEEDED.items():
            rows = annotation.get(table, ())
            missing = missing.union({table} - annotation.keys(), *(keys - row.keys() for row in rows))
    except (ValueError, TypeError, AttributeError) as error:
        raise GoldError(f"{place}: no gold, {error}") from None
    if missing:
        raise GoldError(f"{place}: no gold, {', '.join(sorted(missing))} missing; the format: tests/gold/own.jsonl")
    return annotation


def _counted(rows: Rows, gold: Annotation, names: Mapping[str, str]) -> Iterator[tuple[str, int, int, int]]:
    """Name of a figure, right rows, found rows, rows in the gold: all that one article adds to the sums."""
    yield from _claims(gold["claims"], rows["claims"])
    every = gold["claims"] + gold["numbers"]
    pairs, found = paired(every, rows["numbers"]), len(rows["numbers"])
    yield "numbers found", len(pairs), found, len(every)
    yield "numbers kind", sum(_same_kind(a["kind"], b["kind"]) for a, b in pairs), found, len(every)
    for kind in TYPES:
        yield from _mentions(kind, *(_of_type(kind, side) for side in (gold["mentions"], rows["mentions"])))
    for a, b in _exact(paired(gold["mentions"], rows["mentions"])):
        called = names.get(b["entity_id"], b["normal"])
        yield "entity name of a found mention", _same_name(a["entity"], called), 1, 1
    yield from _roles(gold["roles"], rows["roles"])


def _claims(gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[str, int, int, int]]:
    pairs = paired(gold, found)
    yield "claims found", len(pairs), len(found), len(gold)
    yield "claims exact span", len(_exact(pairs)), len(found), len(gold)
    for name, (column, same) in FIELDS.items():
        hits = sum(same(a.get(column), b[column]) and _filled(a, column) and _filled(b, column) for a, b in pairs)
        yield name, hits, sum(_filled(row, column) for row in found), sum(_filled(row, column) for row in gold)
    yield "low, high", sum(_same_interval(a, b) for a, b in pairs), len(found), len(gold)
    yield "whole", sum(_same_whole(a, b) for a, b in pairs), len(found), len(gold)


def _mentions(kind: str, gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[str, int, int, int]]:
    a, b = (Counter(map(_span, side)) for side in (gold, found))
    yield f"mentions {kind} exact", (a & b).total(), len(found), len(gold)
    yield f"mentions {kind} overlap", len(paired(gold, found)), len(found), len(gold)


def _roles(gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[str, int, int, int]]:
    """Of the rows that fit a role of the gold, the first that is still free is taken."""
    free, hits, with_org = list(found), 0, 0
    for a in gold:
        fits = (b for b in free if _same_name(a["person"], b["person"]) and _same_stem(a["position"], b["position"]))
        if b := next(fits, None):
            free.remove(b)
            hits += 1
            with_org += _same_stem(a.get("org"), b["org"])
    yield "roles", hits, len(found), len(gold)
    yield "roles with org", with_org, len(found), len(gold)


def paired(gold: Sequence[Row], found: Sequence[Row]) -> Pairs:
    """Pairs by overlap, one to one, longest overlap first."""
    options = sorted(
        (-overlap, abs(a["start"] - b["start"]), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if (overlap := min(a["stop"], b["stop"]) - max(a["start"], b["start"])) > 0
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, _, i, j in options:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def _exact(pairs: Pairs) -> Pairs:
    return [(a, b) for a, b in pairs if _span(a) == _span(b)]


def _b_cubed(pairs: Pairs) -> tuple[int, float, float]:
    """Mentions, and the sums over them of B-cubed precision and recall."""
    named = [(a["entity"], b["entity_id"]) for a, b in pairs]
    both, gold, found = Counter(named), Counter(a for a, _ in named), Counter(b for _, b in named)
    precision = sum(both[a, b] / found[b] for a, b in named)
    return len(named), precision, sum(both[a, b] / gold[a] for a, b in named)


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["stop"]


def _of_type(kind: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["type"] == kind]


def _norm(value: object) -> str:
    """Text as compared: lower case, one kind of quote and dash, none around it, single blanks."""
    text = " ".join(str("" if value is None else value).split()).casefold().translate(_SAME_MARK)
    return text.strip('"').strip()


def _words(value: object) -> list[str]:
    return re.findall(r"[\w-]+", _norm(value))


def _filled(row: Row, column: str) -> bool:
    return _norm(row.get(column)) != ""


def _same(a: object, b: object) -> bool:
    return _norm(a) == _norm(b)


def _same_kind(a: object, b: object) -> bool:
    """`date` and `time` count as one kind."""
    return _same(a, b) or {_norm(a), _norm(b)} == {"date", "time"}


def _same_phrase(a: object, b: object) -> bool:
    """At least half of the words shared (Dice, inflection kept)."""
    x, y = Counter(_words(a)), Counter(_words(b))
    return 2 * (x & y).total() >= 0.5 * (x.total() + y.total()) if x and y else not x and not y


def _same_name(a: object, b: object) -> bool:
    x, y = set(_words(a)), set(_words(b))
    return x == y or (bool(x and y) and (x <= y or y <= x))


def _same_stem(a: object, b: object) -> bool:
    """Names in different cases: each word of the shorter shares its first four letters with one of the longer."""
    shorter, longer = sorted((_words(a), _words(b)), key=len)
    if not shorter:
        return not longer
    return {word[:4] for word in shorter} <= {word[:4] for word in longer}


def _same_interval(a: Row, b: Row) -> bool:
    return all(_same_number(a.get(end), b[end]) for end in ("low", "high"))


def _same_number(a: object, b: object) -> bool:
    x, y = (None if value in (None, "") else float(str(value)) for value in (a, b))
    return x is y if x is None or y is None else math.isclose(x, y, rel_tol=1e-6)


def _same_whole(a: Row, b: Row) -> bool:
    named = all(FIELDS[name][1](a.get(name), b[name]) for name in ("kind", "comparison", "unit", "item", "speaker"))
    return named and _same_interval(a, b)


FIELDS: dict[str, tuple[str, Callable[[object, object], bool]]] = {
    "kind": ("kind", _same), "comparison": ("comparison", _same), "unit": ("unit", _same), "per": ("per", _same_stem),
    "item": ("item", _same_phrase), "change": ("change", _same), "predicate": ("predicate", _same),
    "modality": ("modality", _same), "time_text": ("time_text", _same_phrase), "time_start": ("time_start", _same),
    "time_end": ("time_end", _same), "place": ("place_text", _same_stem), "speaker": ("speaker", _same_name),
    "source": ("source", _same_name),
}  # fmt: skip
