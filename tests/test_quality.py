"""The scores on our own gold stay above their floors, and the scorer tells right from wrong."""

from __future__ import annotations

from pathlib import Path

import gates
import pytest
import quality

from pipeline.document import Article
from pipeline.read import read
from pipeline.run import process
from pipeline.score import Annotation
from pipeline.tables import Rows

RAW = Path(__file__).parent.parent / "data" / "raw"


@pytest.fixture(scope="module")
def found() -> dict[str, Rows]:
    articles = [a for a in read([RAW / f"{name}.txt" for name in quality.gold()]) if isinstance(a, Article)]
    return {rows["articles"][0]["article_id"]: rows for rows in process(articles)}


def test_scores_are_above_their_floors(found: dict[str, Rows]) -> None:
    scores = quality.scores(found, quality.gold())
    print(gates.table(scores, gates.FLOORS["own"]))
    assert gates.below(scores, gates.FLOORS["own"]) == []


def test_gold_spans_are_what_they_say(found: dict[str, Rows]) -> None:
    for name, article in quality.gold().items():
        text = found[name]["articles"][0]["text"]
        for kind in ("claims", "numbers", "mentions"):
            assert [text[row["start"] : row["stop"]] for row in article[kind]] == [row["text"] for row in article[kind]]


def test_the_gold_scores_one_against_itself_and_less_when_changed() -> None:
    gold = quality.gold()
    perfect = {name: as_found(article) for name, article in gold.items()}
    assert set(quality.scores(perfect, gold).values()) == {1.0}
    poorer = {name: rows | {"claims": [c | {"low": 1} for c in rows["claims"][1:]]} for name, rows in perfect.items()}
    scores = quality.scores(poorer, gold)
    assert scores["claims found"] < 1
    assert scores["low, high"] < 0.1


def as_found(article: Annotation) -> Rows:
    """The rows that would be just what the gold says."""
    mentions = [m | {"entity_id": m["entity"], "normal": m["entity"]} for m in article["mentions"]]
    numbers = article["claims"] + article["numbers"]
    roles = [role | {"org": role.get("org") or ""} for role in article["roles"]]
    return {"claims": article["claims"], "numbers": numbers, "mentions": mentions, "roles": roles, "entities": []}
