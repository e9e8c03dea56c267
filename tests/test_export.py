"""The files show what is in the store, the same bytes however it came there, and are never seen half."""

from __future__ import annotations

import csv
import json
import random
import signal
import string

import duckdb
import pandas as pd
import pytest
from frictionless import Package
from made import TEXT, article, reject
from test_store import child, commit, snapshot

from pipeline import export as module
from pipeline.faults import StoreFailedError
from pipeline.order import Order
from pipeline.schema import BY_NAME, TABLES
from pipeline.store import TEMPORARY, Store

AWKWARD = ['a"b', "x,y", "l1\nl2", "cr\rx", " lead", "trail ", "#hash", '"', "é ё Ж 😀", "\ttab", "\u2028", "NULL",
           "nan", "'q'", "\ufeffbom", "=1+1", "-5", "\x0b\x0c\x1c\x85", "\x00"]  # fmt: skip


@pytest.fixture
def small_segments(monkeypatch):
    monkeypatch.setattr("pipeline.order.SEGMENT", 2)


def test_text_comes_back_as_it_was(tmp_path):
    with Store.lock(tmp_path) as store:
        store.commit([article(f"a{n:02}", text) for n, text in enumerate(AWKWARD)])
        store.export()
    frame = pd.read_csv(tmp_path / "articles.csv", dtype=str, keep_default_na=False)
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        plain = [row["text"] for row in csv.DictReader(file)]
    assert list(frame.text) == plain == AWKWARD


def test_a_csv_has_the_columns_of_the_schema_and_leaves_empty_what_is_not_known(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store:
        files = store.export()
    assert [file.name for file in files] == [*(f"{table.name}.csv" for table in TABLES), "datapackage.json"]
    for table in TABLES:
        assert (tmp_path / f"{table.name}.csv").read_bytes().split(b"\n")[0].decode() == ",".join(table.header)
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        claim = next(csv.DictReader(file))
    assert (claim["value"], claim["negated"], claim["per"], claim["time_start"]) == ("25", "false", "", "")


@pytest.mark.usefixtures("small_segments")
@pytest.mark.parametrize("commits", ["abcdef", "fedcba", "ab cd ef", "ef ab cd", "abc bde f", "acf bde", "abcdef c a"])
@pytest.mark.parametrize("most", [0, 1000])
def test_rows_are_in_order_however_articles_came(tmp_path, monkeypatch, commits, most):
    monkeypatch.setattr("pipeline.order._MOST", most)
    commit(tmp_path / "whole", *"abcdef")
    for ids in commits.split():
        commit(tmp_path / "parts", *ids)
    for out in ("whole", "parts"):
        with Store.lock(tmp_path / out) as store:
            store.export(formats=("csv", "parquet"))
    for table in TABLES:
        whole, parts = (tmp_path / out / table.name for out in ("whole", "parts"))
        assert parts.with_suffix(".csv").read_bytes() == whole.with_suffix(".csv").read_bytes()
        assert pd.read_parquet(f"{parts}.parquet").equals(pd.read_parquet(f"{whole}.parquet"))


def test_what_stands_in_order_is_told(tmp_path):
    for ids in ("bcd", "a", "ef"):
        commit(tmp_path, *ids)
    with Store(tmp_path).reading() as connection:
        order = Order.of(connection)
    assert order.turns == ("b",)
    spans = [("", "b"), ("", "c"), ("a", "d"), ("b", "z"), ("c", "f")]
    assert [order.holds(*span) for span in spans] == [True, False, False, True, True]


@pytest.mark.usefixtures("small_segments")
def test_the_bytes_do_not_depend_on_the_number_of_threads(tmp_path):
    for threads in (1, 3):
        with Store.lock(tmp_path / str(threads), threads=threads) as store:
            store.commit([article(f"a{n:02}", f"{TEXT} {n}") for n in range(21)])
            store.export()
    assert snapshot(tmp_path / "3") == snapshot(tmp_path / "1")
    assert not list(tmp_path.rglob(f"*{TEMPORARY}"))


@pytest.mark.usefixtures("small_segments")
def test_a_piece_that_cannot_be_written_fails_the_export(tmp_path, monkeypatch):
    commit(tmp_path, *"abcdefghij")
    write = module._piece
    monkeypatch.setattr(module, "_piece", lambda *args: write(*args) if args[2] != 1 else 1 / 0)
    with pytest.raises(ZeroDivisionError), Store.lock(tmp_path, threads=2) as store:
        store.export()
    assert not (tmp_path / "tokens.csv").exists()
    monkeypatch.undo()
    with Store.lock(tmp_path) as store:
        store.export()
    assert (tmp_path / "tokens.csv").exists()


@pytest.mark.usefixtures("small_segments")
@pytest.mark.parametrize("seed", range(4))
def test_the_bytes_do_not_depend_on_how_the_rows_came_there(tmp_path, seed):
    """Commits, replacements, removals and exports in any order give what one commit of the rest gives."""
    chance = random.Random(seed)
    wanted: dict[str, str] = {}
    with Store.lock(tmp_path / "worn") as store:
        for _ in range(20):
            ids = chance.sample(string.ascii_lowercase, chance.randint(1, 5))
            if chance.random() < 0.3:
                store.forget(ids)
                wanted = {name: text for name, text in wanted.items() if name not in ids}
            else:
                texts = {
                    name: f"Завод «Восход-{chance.randint(1, 3)}» выпустил {chance.randint(1, 999)}." for name in ids
                }
                store.commit([article(name, text) for name, text in texts.items()])
                wanted |= texts
            if chance.random() < 0.4:
                store.export()
        store.export()
    with Store.lock(tmp_path / "fresh") as store:
        store.commit([article(name, wanted[name]) for name in sorted(wanted, reverse=True)])
        store.export()
    assert snapshot(tmp_path / "worn") == snapshot(tmp_path / "fresh")


@pytest.mark.usefixtures("small_segments")
def test_only_the_segments_of_what_changed_are_written_anew(tmp_path, monkeypatch):
    queries = []
    original = module._copy_to
    monkeypatch.setattr(module, "_copy_to", lambda *given: (queries.append(given[1]), original(*given)))
    with Store.lock(tmp_path) as store:
        store.commit([article(name) for name in string.ascii_lowercase])
        store.export(["tokens"])
        queries.clear()
        store.commit([article("bb")])
        store.export(["tokens"])
    assert len(queries) == 1
    assert "article_id >= '' AND article_id < 'c'" in queries[0]


def test_files_that_show_the_store_are_left_alone(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store:
        store.export()
        assert store.export() == []
        store.commit([article("a")])
        assert store.export() == []


def test_a_file_that_somebody_touched_is_written_anew(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store:
        store.export()
        before = snapshot(tmp_path)
        (tmp_path / "claims.csv").write_text("saved by a spreadsheet")
        (tmp_path / "numbers.csv").unlink()
        assert {path.name for path in store.export()} == {"claims.csv", "numbers.csv"}
    assert snapshot(tmp_path) == before


def test_tables_written_before_are_kept_up_to_date(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store:
        store.export(["articles", "claims"])
        store.commit([article("b")])
        assert [path.name for path in store.export(["claims"])] == ["articles.csv", "claims.csv"]
    assert set(snapshot(tmp_path)) == {"articles.csv", "claims.csv", "datapackage.json"}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == ["articles", "claims"]


def test_a_name_that_is_no_table_is_refused(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store, pytest.raises(KeyError):
        store.export(["clams"])


def test_parquet_has_the_same_rows_with_types(tmp_path):
    commit(tmp_path, "b", "a")
    with Store.lock(tmp_path) as store:
        store.export(["claims"], ["parquet"])
        store.commit([article("c")])
        store.export(["claims"], ["csv", "parquet"])
    frame = pd.read_parquet(tmp_path / "claims.parquet")
    assert list(frame.claim_id) == list(pd.read_csv(tmp_path / "claims.csv").claim_id)
    assert frame.value.dtype == "float64"
    assert frame.start.dtype == "int64"


def test_the_data_package_validates(tmp_path):
    commit(tmp_path, "a", "b")
    with Store.lock(tmp_path) as store:
        store.commit([], [reject("x")])
        store.export()
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(TABLES)
    (tmp_path / "sentences.csv").write_text(",".join(BY_NAME["sentences"].header) + "\n", encoding="utf-8")
    assert not Package(tmp_path / "datapackage.json").validate().valid


@pytest.mark.parametrize("moment", range(1, 12, 3))
def test_a_kill_in_the_middle_of_an_export_is_mended_by_the_next_run(tmp_path, moment):
    commit(tmp_path / "killed", "a")
    killed = child(f"""
from pipeline import export as module
original, calls = module._replace, []
def replace(temporary, path):
    calls.append(path)
    if len(calls) == {moment}:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(temporary, path)
store.export()
store.commit([article("b")])
module._replace = replace
store.export()
""", tmp_path / "killed")  # fmt: skip
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    commit(tmp_path / "whole", "a", "b")
    for name in ("killed", "whole"):
        with Store.lock(tmp_path / name) as store:
            store.export()
    assert snapshot(tmp_path / "killed") == snapshot(tmp_path / "whole")
    assert not list((tmp_path / "killed").glob(f".*{TEMPORARY}*"))


def test_a_full_disk_leaves_the_old_files(tmp_path):
    commit(tmp_path, "a")
    with Store.lock(tmp_path) as store:
        store.export()
    before = snapshot(tmp_path)
    full = child("""
store.commit([article(f"n{n}", "Выпустили 5 машин. " * 50) for n in range(50)])
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
store.export()
""", tmp_path)  # fmt: skip
    assert full.stderr.splitlines()[-1].startswith("pipeline.faults.StoreFailedError"), full.stderr
    assert snapshot(tmp_path).keys() == before.keys()
    assert all((tmp_path / name).read_bytes().endswith(b"\n") for name in before)
    with Store.lock(tmp_path) as store:
        store.export()
        assert store.counts()["articles"] == 51
    assert (tmp_path / "articles.csv").read_text(encoding="utf-8").count("made.jsonl") == 51


def test_a_failing_writer_is_told_in_one_line(tmp_path, monkeypatch):
    def fail(*given):
        raise OSError(28, "No space left on device")

    commit(tmp_path, "a")
    monkeypatch.setattr(module.os, "fsync", fail)
    with Store.lock(tmp_path) as store, pytest.raises(StoreFailedError, match="No space left"):
        store.export()


def test_the_store_can_be_queried_by_others_between_runs(tmp_path):
    commit(tmp_path, "a")
    with duckdb.connect(tmp_path / "svodka.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT text FROM articles").fetchall() == [(TEXT,)]
