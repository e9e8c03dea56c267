"""The store keeps what was committed, whatever happens, and says in one line what is wrong with it."""

from __future__ import annotations

import gzip
import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from made import TEXT, article, reject

from pipeline import database
from pipeline.check import check
from pipeline.cli import main
from pipeline.faults import OtherOutputError, StoreBusyError, StoreCorruptError, StoreFailedError, StoreVersionError
from pipeline.relations import join, pack
from pipeline.store import FILENAME, TEMPORARY, Store, set_aside


def child(code: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own, with `out`, `store` (locked), `article` and `reject` at hand."""
    frame = f"""
import os, resource, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from made import article, reject
from pipeline.store import Store
out = Path({str(out)!r})
with Store.lock(out) as store:
"""
    body = "\n".join(f"    {line}" for line in code.strip().splitlines())
    return subprocess.run([sys.executable, "-c", frame + body], capture_output=True, text=True, check=False)


def snapshot(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith((".", FILENAME))}


def commit(out: Path, *ids: str, text: str = TEXT) -> None:
    with Store.lock(out) as store:
        store.commit([article(each, text) for each in ids])


def test_what_was_committed_is_known(tmp_path):
    commit(tmp_path, "a", "b")
    known = Store(tmp_path).known()
    assert known == {each: article(each)["articles"][0]["sha256"] for each in ("a", "b")}
    assert Store(tmp_path).known("another version") == {}
    assert Store(tmp_path / "none").known() == {}


def test_a_commit_that_folds_leaves_no_log_to_be_read_again(tmp_path):
    with Store.lock(tmp_path) as store:
        store.commit([article("a")])
        assert store.path.with_name(f"{FILENAME}.wal").stat().st_size
        store.commit([article("b")], fold=True)
        assert not store.path.with_name(f"{FILENAME}.wal").exists()
        assert store.known().keys() == {"a", "b"}


def test_long_texts_take_the_memory_they_need(tmp_path):
    """Eight articles of one word of some million letters each: more than a commit or an export usually takes."""
    letters = random.Random(1).choices("абвгдежзик", k=2_400_000)
    with Store.lock(tmp_path) as store:
        store.commit([article(each, "".join(letters)) for each in "abcdefgh"])
        store.export()
    assert set(Store(tmp_path).known()) == set("abcdefgh")
    assert (tmp_path / "articles.csv").stat().st_size > 8 * 2 * len(letters)


def test_an_article_replaces_its_earlier_rows(tmp_path):
    commit(tmp_path, "a", "b")
    commit(tmp_path, "b", text="Завод «Заря» выпустил 7 машин.")
    with Store.lock(tmp_path) as store:
        counts = store.counts()
    assert (counts["articles"], counts["claims"], counts["entities"]) == (2, 3, 2)


def test_packed_and_joined_rows_are_the_same(tmp_path):
    commit(tmp_path / "plain", "a", "b", "c")
    with Store.lock(tmp_path / "packed") as store:
        old = article("b", "будет заменено 1")
        store.commit(join([pack([old, article("a")]), pack([old, article("b")]), pack([article("c")]), pack([])]))
        store.export()
    with Store.lock(tmp_path / "plain") as store:
        store.export()
    assert snapshot(tmp_path / "plain") == snapshot(tmp_path / "packed")


def test_forget_removes_all_rows(tmp_path):
    commit(tmp_path / "both", "a", "b")
    commit(tmp_path / "alone", "a")
    with Store.lock(tmp_path / "both") as store:
        assert store.forget(["b", "never there"]) == ["b"]
        store.export()
    with Store.lock(tmp_path / "alone") as store:
        store.export()
    assert snapshot(tmp_path / "both") == snapshot(tmp_path / "alone")


def test_rejects_are_those_of_the_last_run_of_each_input(tmp_path):
    with Store.lock(tmp_path) as store:
        assert store.rejects() == []
        store.commit([], [reject("x", "old"), reject("y")])
        store.clear_rejects(["x"])
        store.commit([], [reject("x", "new"), reject("x", "new")])
        assert store.rejects() == [reject("x", "new"), reject("y")]
        assert store.rejects(["y"]) == [reject("y")]


def test_the_name_of_an_entity_is_the_one_with_most_mentions(tmp_path):
    texts = {"a": "«Восход» и «Восход» 1", "b": "«ВОСХОД» 2", "c": "«ВОСХОД-2» 3"}
    with Store.lock(tmp_path) as store:
        store.commit([article(name, text) for name, text in texts.items()])
        store.export(["entities"])
    lines = (tmp_path / "entities.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["ORG-вос,ORG,Восход,ВОСХОД | ВОСХОД-2,3,4"]


def test_half_a_surrogate_pair_becomes_one_replacement_character(tmp_path):
    rows = article("a", TEXT)
    rows["articles"][0]["title"] = "до\ud800после"
    with Store.lock(tmp_path) as store:
        store.commit([rows])
        store.export()
    assert "до\ufffdпосле" in (tmp_path / "articles.csv").read_text(encoding="utf-8")


def test_a_second_run_on_the_same_folder_is_refused(tmp_path):
    with Store.lock(tmp_path) as store:
        store.commit([article("a")])
        second = child("store.commit([article('b')])", tmp_path)
        assert "StoreBusyError" in second.stderr.splitlines()[-1]
    assert set(Store(tmp_path).known()) == {"a"}


def test_another_program_that_keeps_the_store_open_is_named_as_the_cause(tmp_path, monkeypatch):
    commit(tmp_path, "a")
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    code = f"import duckdb; c = duckdb.connect({str(tmp_path / FILENAME)!r}); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()
        with pytest.raises(StoreBusyError, match="another program"):
            commit(tmp_path, "b")
        process.communicate("\n")
    commit(tmp_path, "b")


@pytest.mark.parametrize("statement", ["UPDATE meta SET schema = '0.old'", "DROP TABLE meta"])
def test_another_schema_is_refused_and_kept(tmp_path, statement):
    commit(tmp_path, "a")
    with duckdb.connect(tmp_path / FILENAME) as connection:
        connection.execute(statement)
    before = (tmp_path / FILENAME).read_bytes()
    with pytest.raises(StoreVersionError, match="pipeline rebuild INPUT"), Store.lock(tmp_path):
        pass
    assert (tmp_path / FILENAME).read_bytes() == before


def test_a_store_with_other_views_gets_those_of_this_version(tmp_path):
    commit(tmp_path / "old", "a")
    with closing(database.attached(tmp_path / "old" / FILENAME, read_only=False, config={})) as connection:
        connection.execute("CREATE OR REPLACE VIEW named AS SELECT 1 AS other")
        connection.execute("UPDATE meta SET schema = ?", [f"{database.layout()}.other"])
    assert set(Store(tmp_path / "old").known()) == {"a"}
    commit(tmp_path / "old", "b")
    commit(tmp_path / "fresh", "a", "b")
    for out in (tmp_path / "old", tmp_path / "fresh"):
        with Store.lock(out) as store:
            store.export()
    assert snapshot(tmp_path / "old") == snapshot(tmp_path / "fresh")


def test_a_store_of_the_first_release_is_read_and_written_on(tmp_path):
    """`stores/0.1.0.duckdb.gz`: a run over `data/raw/shkoly.txt`. A later schema must bring it along."""
    (tmp_path / FILENAME).write_bytes(gzip.decompress((Path(__file__).parent / "stores/0.1.0.duckdb.gz").read_bytes()))
    with Store.lock(tmp_path) as store:
        before = store.counts()
        store.commit([article("a")])
        store.export()
    assert (before["articles"], before["claims"] > 0) == (1, True)
    assert Store(tmp_path).counts()["articles"] == 2
    assert check(tmp_path) == []


def test_a_folder_of_a_run_on_a_cluster_is_refused(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(OtherOutputError, match="give another folder"), Store.lock(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    said = CliRunner().invoke(main, ["run", __file__, "--out", str(tmp_path)])
    assert (said.exit_code, said.output.count("\n")) == (2, 1)


def test_a_store_that_somebody_wrote_to_is_read_through_again(tmp_path, monkeypatch):
    commit(tmp_path, "a")
    read = []
    monkeypatch.setattr("pipeline.relations.scans", lambda: read.append(1) or [])
    commit(tmp_path, "b")
    assert not read
    os.utime(tmp_path / FILENAME, (1, 1))
    commit(tmp_path, "c")
    assert read


@pytest.mark.parametrize("damage", [lambda raw: b"", lambda raw: raw[:5000], lambda raw: raw[: len(raw) // 2],
                                    lambda raw: raw[: len(raw) // 2] + os.urandom(len(raw) // 2),
                                    lambda raw: os.urandom(len(raw))])  # fmt: skip
def test_a_damaged_store_is_refused_and_kept(tmp_path, damage):
    with Store.lock(tmp_path) as store:
        store.commit([article("a")])
        store.export()
    path = tmp_path / FILENAME
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(StoreCorruptError, match="pipeline rebuild INPUT") as caught, Store.lock(tmp_path):
        pass
    assert path.read_bytes() == before
    assert "\n" not in str(caught.value)
    assert set_aside(tmp_path) == tmp_path / f"{FILENAME}.old1"
    commit(tmp_path, "a")


def test_a_kill_after_the_commit_loses_nothing(tmp_path):
    killed = child("store.commit([article('a')]); os.kill(os.getpid(), signal.SIGKILL)", tmp_path / "killed")
    assert killed.returncode == -signal.SIGKILL
    assert Store(tmp_path / "killed").counts()["articles"] == 1
    for name, ids in (("killed", "b"), ("whole", "ab")):
        with Store.lock(tmp_path / name) as store:
            store.commit([article(each) for each in ids])
            store.export()
    assert snapshot(tmp_path / "killed") == snapshot(tmp_path / "whole")


def test_what_a_killed_run_left_is_cleaned(tmp_path):
    commit(tmp_path, "a")
    (tmp_path / f".tokens.csv{TEMPORARY}").write_bytes(b"half")
    (tmp_path / f".duckdb{TEMPORARY}").mkdir()
    commit(tmp_path, "b")
    assert not list(tmp_path.glob(f".*{TEMPORARY}*"))


def test_a_full_disk_is_told_in_one_line_and_the_store_stays_whole(tmp_path):
    commit(tmp_path, "a")
    full = child("""
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
for n in range(100):
    store.commit([article(f"n{n}", "Выпустили 5 машин. " * 500)])
""", tmp_path)  # fmt: skip
    assert full.stderr.splitlines()[-1].startswith("pipeline.faults.StoreFailedError"), full.stderr
    kept = Store(tmp_path).counts()["articles"]
    commit(tmp_path, "b")
    assert kept >= 1
    assert Store(tmp_path).counts()["articles"] == kept + 1


def test_a_new_store_that_does_not_fit_is_told(tmp_path, monkeypatch):
    def full(self):
        raise duckdb.IOException(f"IO Error: Could not write file: {os.strerror(28)}")

    monkeypatch.setattr(Store, "_create", full)
    with pytest.raises(StoreFailedError, match="No space left"), Store.lock(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreFailedError), Store.lock(tmp_path / "file" / "out"):
        pass
