"""The scores of a case that is counted by hand; every claim of it stands for one way to be right or wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import article
from test_store import commit

from pipeline.cli import main
from pipeline.judgement import precision
from pipeline.reviews import Verdict, save
from pipeline.score import Figure, against, score
from pipeline.tables import Row, Rows

EMPTY = dict.fromkeys(
    ("comparison", "unit", "per", "item", "change", "predicate", "modality", "time_text", "time_start", "time_end",
     "place_text", "speaker", "source", "low", "high"), "",
)  # fmt: skip


def claim(start: int, stop: int, **fields: object) -> Row:
    return EMPTY | {"start": start, "stop": stop, "kind": "count"} | fields


def mention(start: int, entity: str, kind: str = "PER", stop: int = 0) -> Row:
    return {
        "start": start,
        "stop": stop or start + 5,
        "type": kind,
        "entity": entity,
        "entity_id": entity,
        "normal": entity,
    }


GOLD = {
    "doc": "a",
    "claims": [
        claim(0, 10, item="жилых домов", speaker="Ерлан Ахметов", low=5, high=None, unit="KZT"),
        claim(20, 25, item="школ", low=1, high=1, place_text="в Алматы"),
        claim(30, 35, item="детей в школах", low=3, high=3),
    ],
    "numbers": [{"start": 50, "stop": 54, "kind": "date"}],
    "mentions": [mention(0, "А"), mention(10, "А"), mention(20, "Б"), mention(30, "Город", "LOC")],
    "roles": [
        {"person": "Ерлан Ахметов", "position": "министр культуры", "org": None},
        {"person": "Анна Ли", "position": "директор", "org": "Завод"},
    ],
}
FOUND: Rows = {
    "claims": [
        claim(2, 10, item="Жилых  домов", speaker="Ахметов", low="5.0000001", unit="KZT"),  # right but for its span
        claim(20, 25, item="гимназий", low="2", high="2", place_text="Алматы", time_text="вчера"),
        claim(60, 65, item="лишнее", kind="money", low="7"),
    ],
    "numbers": [{"start": 50, "stop": 52, "kind": "time"}, {"start": 20, "stop": 25, "kind": "ordinal"}],
    "mentions": [mention(0, "x"), mention(10, "y"), mention(20, "y"), mention(30, "Город", "LOC", stop=34)],
    "roles": [{"person": "Ахметов", "position": "министра культуры", "org": "Министерство"}],
}


def figures() -> dict[str, Figure]:
    return score({"a": FOUND}, [GOLD], {"x": "А", "y": "Б"})


@pytest.mark.parametrize(
    ("name", "hits", "found", "gold"),
    [
        ("claims found", 2, 3, 3),
        ("claims exact span", 1, 3, 3),
        ("kind", 2, 3, 3),
        ("unit", 1, 1, 1),
        ("item", 1, 3, 3),
        ("place", 1, 1, 1),
        ("speaker", 1, 1, 1),
        ("time_text", 0, 1, 0),
        ("change", 0, 0, 0),
        ("low, high", 1, 3, 3),
        ("whole", 1, 3, 3),
        ("numbers found", 2, 2, 4),
        ("numbers kind", 1, 2, 4),
        ("mentions PER exact", 3, 3, 3),
        ("mentions LOC exact", 0, 1, 1),
        ("mentions LOC overlap", 1, 1, 1),
        ("entity name of a found mention", 2, 3, 3),
        ("roles", 1, 1, 2),
        ("roles with org", 0, 1, 2),
    ],
)
def test_counts(name: str, hits: int, found: int, gold: int) -> None:
    figure = figures()[name]
    assert (figure.hits, figure.found, figure.gold) == (hits, found, gold)


def test_b_cubed() -> None:
    """Gold {1, 2} {3}, found {1} {2, 3}: precision (1 + 1/2 + 1/2) / 3, recall (1/2 + 1/2 + 1) / 3."""
    clusters = figures()["entity clusters (B-cubed)"]
    assert clusters.precision == clusters.recall == clusters.f1 == pytest.approx(2 / 3)


def test_an_article_that_is_missing_counts_as_empty() -> None:
    figure = score({}, [GOLD], {})["claims found"]
    assert (figure.precision, figure.recall, figure.f1, figure.gold) == (0, 0, 0, 3)


def test_score_of_an_output_folder(tmp_path: Path) -> None:
    commit(tmp_path / "out", "a")
    save(tmp_path / "out", [])
    rows = article("a")
    gold = {
        "doc": "a", "claims": rows["claims"], "numbers": [], "roles": [],
        "mentions": [m | {"entity": m["normal"]} for m in rows["mentions"]],
    }  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
    assert {name for name, f in against(tmp_path / "out", path).items() if f.gold and f.f1 < 1} == set()
    result = CliRunner().invoke(main, ["score", str(tmp_path / "out"), "--gold", str(path), "--json"])
    assert json.loads(result.stdout)["claims found"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 2}
    printed = CliRunner().invoke(main, ["score", str(tmp_path / "out"), "--gold", str(path)]).stdout
    assert "claims found                        1.000   1.000   1.000       2" in printed


def test_precision_from_verdicts(tmp_path: Path) -> None:
    """Of four claims one is right, one wrong, one corrected in its item, and of one only the kind was judged."""
    commit(tmp_path, "a", "b")
    save(tmp_path, [
        Verdict("a:c1", "right"),
        Verdict("a:c2", "wrong"),
        Verdict("b:c1", "corrected"), Verdict("b:c1", "corrected", "item", "автомобилей"),
        Verdict("b:c2", "right", "kind"), Verdict("b:c2", "corrected", "speaker", "Восход"),
    ])  # fmt: skip
    found = {name: (figure.hits, figure.found) for name, figure in precision(tmp_path).items()}
    assert list(found)[:3] == ["claim", "kind", "comparison"]  # in the order of the columns
    assert found["claim"] == (1, 4)
    assert found["kind"] == (3, 4)
    assert found["item"] == (1, 3)
    assert found["unit"] == (0, 1)  # only where one stands: the percents, `a:c2` wrong, of `b:c2` nothing is said
    assert "speaker" not in found  # nothing was extracted, so that is no matter of precision
    result = CliRunner().invoke(main, ["score", str(tmp_path)])
    assert "claim                                1       4   0.250" in result.stdout


def test_score_where_there_are_no_verdicts_or_tables(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["score", str(tmp_path)]).exit_code == 1
    commit(tmp_path, "a")
    save(tmp_path, [])
    result = CliRunner().invoke(main, ["score", str(tmp_path)])
    assert result.exit_code == 1
    assert "no verdicts" in result.stderr
    with (tmp_path / "reviews.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == []
