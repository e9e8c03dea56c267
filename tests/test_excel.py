"""Copies for spreadsheets: nothing in them is a formula, and Excel reads them as they are meant."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import article

from pipeline.cli import main
from pipeline.excel import FOLDER, MAX_CELL, excel, harmless
from pipeline.store import Store
from pipeline.tables import Rows

EVIL = ("=cmd|' /C calc'!A0", "+7 701", "-4,3%", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1", "−5")


def exported(out: Path, *rows: Rows) -> Path:
    with Store.lock(out) as store:
        store.commit(rows)
        store.export()
    return out


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


@pytest.mark.parametrize("text", EVIL)
def test_text_is_no_formula(text: str, tmp_path: Path) -> None:
    rows = article("=a", text)
    rows["articles"][0]["title"] = text
    out = exported(tmp_path, rows)
    plain = (out / "articles.csv").read_bytes()
    excel(out)
    (row,) = cells(out / FOLDER / "articles.csv")[1:]
    assert [row[0], row[2], row[-1]] == ["'=a", f"'{text}", f"'{text}"]
    assert (out / "articles.csv").read_bytes() == plain
    assert not plain.startswith(b"\xef\xbb\xbf")


def test_numbers_stay_numbers_with_a_decimal_comma(tmp_path: Path) -> None:
    rows = article("a", "Рост 5")
    rows["claims"][0] |= {"value": "-5.3", "low": None, "high": "0.5"}
    out = exported(tmp_path, rows)
    excel(out, ["claims"])
    header, row = cells(out / FOLDER / "claims.csv")
    found = dict(zip(header, row, strict=True))
    assert [found[name] for name in ("value", "low", "high", "start")] == ["-5,3", "", "0,5", "5"]
    assert [path.name for path in (out / FOLDER).iterdir()] == ["claims.csv"]


def test_what_excel_would_spill_is_cut() -> None:
    assert len(harmless("а" * 100_000)) == len(harmless("=" * MAX_CELL)) == MAX_CELL
    assert harmless("а" * MAX_CELL) == "а" * MAX_CELL


def test_on_request_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("=2+3 В Астане открыли 12 школ.", encoding="utf-8")
    command = ["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--quiet"]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert not (tmp_path / "out" / FOLDER).exists()
    assert CliRunner().invoke(main, [*command, "--excel"]).exit_code == 0
    content = (tmp_path / "out" / FOLDER / "articles.csv").read_bytes()
    assert content.startswith("\ufeffarticle_id;source_path;".encode())
    assert ";'=2+3 В Астане".encode() in content
