"""Recall of `roles` against the WORKS_AS and WORKPLACE relations of NEREL, with the misses classed and counted.

    pipeline run NEREL/articles.jsonl --out OUT
    python benchmarks/nerel_roles.py OUT NEREL [--show CLASS] [--most 40]

WORKS_AS ties a person to a profession: found where a role of that person's entity has its position at the profession's
place, or says the same. WORKPLACE ties a person to an organisation or a country: found where a role of the person
names it as its organisation or within its position. NEREL counts occupations and countries, the contract of `roles`
offices only, so that no system of this contract comes to 1: the classes say how much of the rest is by design.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.lexicon import fold
from pipeline.morph import parses
from pipeline.vocabulary import words

csv.field_size_limit(2**31 - 1)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of the gold: a person (`start`, `stop`, text) and what it is tied to."""

    doc: str
    rel: str
    person: tuple[int, int, str]
    other: tuple[int, int, str]
    other_type: str


class Tables:
    """Mentions and roles of a run, by article."""

    def __init__(self, out: Path) -> None:
        self.mentions: dict[str, list[Row]] = defaultdict(list)
        self.roles: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(out / "mentions.csv"):
            self.mentions[row["article_id"]].append(row)
        for row in _rows(out / "roles.csv"):
            self.roles[row["article_id"]].append(row)

    def entities(self, doc: str, start: int, stop: int, kind: str) -> set[str]:
        """Ids of the entities of one type that are mentioned over a stretch of text."""
        near = (m for m in self.mentions[doc] if int(m["start"]) < stop and int(m["stop"]) > start)
        return {m["entity_id"] for m in near if m["type"] == kind}


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def relations(path: Path) -> Iterator[Relation]:
    """The WORKS_AS and WORKPLACE relations of `relations.jsonl`, the person first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        a, b = r["arg1"], r["arg2"]
        if r["rel"] in ("WORKS_AS", "WORKPLACE") and a["type"] == "PERSON":
            yield Relation(r["doc"], r["rel"], (a["start"], a["stop"], a["text"]), _span(b), b["type"])


def _span(argument: dict[str, object]) -> tuple[int, int, str]:
    return int(str(argument["start"])), int(str(argument["stop"])), str(argument["text"])


def verdict(relation: Relation, tables: Tables) -> str:
    """`found`, or the class of the miss."""
    start, stop, _ = relation.person
    people = tables.entities(relation.doc, start, stop, "PER")
    if not people:
        return "person not found (pronoun, lower case, or missed)"
    theirs = [r for r in tables.roles[relation.doc] if r["person_id"] in people]
    if relation.rel == "WORKS_AS":
        return _position_verdict(relation, theirs, tables.roles[relation.doc])
    return _workplace_verdict(relation, theirs, tables)


def _position_verdict(relation: Relation, theirs: list[Row], everyones: list[Row]) -> str:
    start, stop, text = relation.other
    said = _lemmas(text)
    if any(_overlaps(r, start, stop) or said <= _lemmas(r["position"] + " " + r["org"]) for r in theirs):
        return "found"
    if not said & _titles():
        return "occupation, no office (by contract none)"
    if any(_overlaps(r, start, stop) for r in everyones):
        return "position tied to another person only"
    return "position of another wording" if any(said & _lemmas(r["position"]) for r in theirs) else "position not read"


def _workplace_verdict(relation: Relation, theirs: list[Row], tables: Tables) -> str:
    start, stop, text = relation.other
    said = _lemmas(text)
    orgs = tables.entities(relation.doc, start, stop, "ORG")
    if any(r["org_id"] in orgs or _overlaps(r, start, stop) for r in theirs):
        return "found"
    if any(said & _lemmas(r["position"] + " " + r["org"]) for r in theirs):
        return "found"
    if not theirs:
        return "person without a role"
    return "place, not in the position" if relation.other_type != "ORGANIZATION" else "organisation not tied"


def _overlaps(row: Row, start: int, stop: int) -> bool:
    return int(row["start"]) < stop and int(row["stop"]) > start


def _lemmas(text: str) -> set[str]:
    bare = (fold(word).strip("«»\"'().,") for word in text.split())
    return {fold(parses(word)[0].normal_form) for word in bare if len(word) > 1}


def _titles() -> frozenset[str]:
    return words("positions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", default="", help="print the relations of the classes that contain these words")
    parser.add_argument("--most", type=int, default=40)
    options = parser.parse_args()
    tables = Tables(options.out)
    judged = [(r, verdict(r, tables)) for r in relations(options.corpus / "relations.jsonl")]
    for rel in ("WORKS_AS", "WORKPLACE"):
        report(rel, Counter(v for r, v in judged if r.rel == rel))
    shown = [(r, v) for r, v in judged if options.show and options.show in v][: options.most]
    for r, v in shown:
        print(f"{r.doc}\t{r.rel}\t{r.person[2]}\t{r.other[2]}\t{v}")


def report(rel: str, verdicts: Counter[str]) -> None:
    """Recall, recall without what the contract leaves out, and the misses by class."""
    total, found = verdicts.total(), verdicts["found"]
    asked = total - sum(n for v, n in verdicts.items() if "by contract" in v)
    print(
        f"{rel}: {found} of {total}, recall {found / max(total, 1):.3f};",
        f"of the {asked} asked {found / max(asked, 1):.3f}",
    )
    for name, n in verdicts.most_common():
        if name != "found":
            print(f"  {n:4d}  {name}")


if __name__ == "__main__":
    main()
