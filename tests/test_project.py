"""The sample articles from end to end, as `make run` does it: every table filled, every invariant kept, any order."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import pipeline
from pipeline.check import check
from pipeline.job import run
from pipeline.schema import TABLES

RAW = Path(__file__).parent.parent / "data" / "raw"
ARTICLES = {
    "aeroport", "ekonomika", "forum", "klinika", "moshennichestvo", "muzei", "pavodok", "shkoly", "tarify", "turnir",
    "urozhai",
}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project") / "out"
    summary = run([RAW], folder, workers=1)
    assert (summary.done, summary.rejected) == (len(ARTICLES), 0)
    return folder


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_article_is_there_with_its_date(out: Path) -> None:
    articles = rows(out, "articles")
    assert {row["article_id"] for row in articles} == ARTICLES
    assert [row["article_id"] for row in articles if not row["date"]] == ["forum"]  # it names none


def test_every_table_has_rows(out: Path) -> None:
    assert [table.name for table in TABLES if not rows(out, table.name)] == ["reviews", "rejects"]


def test_all_invariants_hold(out: Path) -> None:
    assert list(map(str, check(out))) == []


@pytest.mark.parametrize(
    ("article", "text", "fields"),
    [
        ("pavodok", "порядка 58 тысяч кубометров", {"comparison": "~", "value": "58000", "unit": "meter ** 3"}),
        ("pavodok", "10млрд тенге", {"kind": "money", "value": "10000000000", "unit": "KZT"}),
        ("turnir", "3:1", {"kind": "score", "value": ""}),
        ("tarify", "3–4 тысячи", {"comparison": "range", "low": "3000", "high": "4000", "value": ""}),
        ("shkoly", "18,5 тысячи", {"change": "to", "value": "18500"}),
        ("urozhai", "63", {"item": "элеватора", "speaker": ""}),
    ],
)
def test_claims(article: str, text: str, fields: dict[str, str], out: Path) -> None:
    (claim,) = [row for row in rows(out, "claims") if (row["article_id"], row["text"]) == (article, text)]
    assert {name: claim[name] for name in fields} == fields


def test_encoding_and_page_furniture(out: Path) -> None:
    texts = {row["article_id"]: row["text"] for row in rows(out, "articles")}
    assert "Костанайской области" in texts["urozhai"]  # cp1251
    assert "Сәуле Тұрғынбаевой" in texts["klinika"]
    assert "Редакция" not in texts["klinika"]


def test_frames(out: Path) -> None:
    claims = pipeline.load(out)["claims"]
    money = claims[(claims["kind"] == "money") & (claims["unit"] == "USD")]
    assert money["value"].astype(float).max() == 57_400_000_000


def test_the_same_bytes_however_it_is_run(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RAW.parent.parent)
    monkeypatch.setattr("pipeline.work.BATCH_ARTICLES", 2)  # enough batches for two workers
    files = sorted(path.relative_to(Path.cwd()) for path in RAW.iterdir())
    run(files, tmp_path / "one", workers=1)
    run(files[::-1], tmp_path / "two", workers=2)
    run(files[5:], tmp_path / "halves", workers=1)
    run(files[:5], tmp_path / "halves", workers=2)
    for table in TABLES:
        same = {(tmp_path / folder / f"{table.name}.csv").read_bytes() for folder in ("one", "two", "halves")}
        assert len(same) == 1, table.name


def test_an_article_dropped_in_later(tmp_path: Path) -> None:
    shutil.copy(RAW / "turnir.txt", tmp_path / "turnir.txt")
    run([tmp_path], tmp_path / "out", workers=1)
    (tmp_path / "new.txt").write_text("В Таразе открыли 2 школы.", encoding="utf-8")
    summary = run([tmp_path / "turnir.txt", tmp_path / "new.txt"], tmp_path / "out", workers=1)
    assert (summary.done, summary.unchanged) == (1, 1)
    assert {row["article_id"] for row in rows(tmp_path / "out", "articles")} == {"new", "turnir"}
