"""A run on a cluster of separate processes makes the rows of a local run, whatever happens to a worker."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fsspec
import pandas as pd
import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

import pipeline
from pipeline import check, cluster, job
from pipeline.cli import main
from pipeline.cluster import ClusterError, manifest, names, output, tasks
from pipeline.cluster.blocks import Block, cut, located
from pipeline.cluster.contents import read_block, scan
from pipeline.cluster.drive import run
from pipeline.document import Article
from pipeline.faults import OtherOutputError
from pipeline.fingerprint import version
from pipeline.read import read
from pipeline.relations import STORED
from pipeline.schema import TABLES

BLOCK = 6_000  # bytes: many small blocks, their borders within lines and letters
TOWNS = ("Костанай", "Павлодар", "Тараз", "Актау", "Семей")
NAMES = ("Ержан Сулейменов", "Марат Оспанов", "Гульнара Ахметова")


def article(n: int) -> str:
    town, name = TOWNS[n % len(TOWNS)], NAMES[n % len(NAMES)]
    return (
        f"В городе {town} в 2024 году построили {n + 3} школ и более {n + 1} тыс. квартир. "
        f"«Расходы выросли на {n + 2},5 процента», — сообщил аким города {name}.\n"
        f"По данным министерства, {n + 10} млн тенге ушло на ремонт дорог."
    )


def record(n: int, **more: object) -> str:
    return json.dumps({"id": f"a{n}", "text": article(n), "date": "2025-03-01"} | more, ensure_ascii=False)


def write_inputs(top: Path) -> None:
    """Files of several kinds and encodings, with ids that meet within and between files, and broken records."""
    (top / "texts").mkdir(parents=True)
    lines = [record(n) for n in range(60)]
    lines[7:7] = ["{broken", "", json.dumps({"id": "none"}), record(3), record(4, text="Осталось 7 коров.")]
    lines += [json.dumps({"text": article(200 + n)}, ensure_ascii=False) for n in range(4)]  # named by their lines
    (top / "big.jsonl").write_text("\r\n".join(lines), encoding="utf-8")
    later = [record(5, text=f"Другая новость, {n} литров воды.") for n in range(2)]
    (top / "later.jsonl").write_bytes("\n".join([*later, record(6), *map(record, range(70, 75))]).encode("cp1251"))
    (top / "packed.jsonl.gz").write_bytes(gzip.compress("\n".join(map(record, range(58, 64))).encode()))
    (top / "wide.jsonl").write_text("\n".join(map(record, range(80, 95))), encoding="utf-16")
    for n in range(8):
        (top / "texts" / f"t{n}.txt").write_text(f"date 2025-02-0{n + 1} {article(n + 100)}", encoding="utf-8")
    (top / "texts" / "a1.txt").write_text("Тот же номер, но 12 других коров.", encoding="utf-8")
    (top / "texts" / "empty.txt").touch()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("cluster") / "in"
    write_inputs(top)
    return top


@pytest.fixture(scope="module")
def local(inputs: Path) -> Path:
    job.run([inputs], inputs.parent / "local", workers=1)
    return inputs.parent / "local"


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def out(inputs: Path, scheduler: str) -> Path:
    """The output of a run during which a worker that was at work was killed."""
    killed: list[int] = []

    def kill(articles: int, size: float) -> None:
        if not killed:
            killed.append(busy_worker(scheduler))
            os.kill(killed[0], signal.SIGKILL)

    out = inputs.parent / "out"
    summary = run([inputs], out, scheduler, block_bytes=BLOCK, watch=job.Watch(advanced=kill))
    assert killed
    assert killed[0] not in workers(scheduler).values()
    assert summary.exit_code == 3  # there are broken records
    return out


def workers(scheduler: str) -> dict[str, int]:
    with Client(scheduler, set_as_default=False) as client:
        return client.run(os.getpid)


def busy_worker(scheduler: str) -> int:
    with Client(scheduler, set_as_default=False) as client:
        tasks = client.processing()
    return workers(scheduler)[max(tasks, key=lambda address: len(tasks[address]))]


def test_same_rows_as_a_local_run(local: Path, out: Path) -> None:
    ours, theirs = pipeline.load(out), pipeline.load(local)
    assert list(ours) == list(theirs) == [table.name for table in TABLES]
    for name in theirs:
        assert len(theirs[name]) or name == "reviews"
        pd.testing.assert_frame_equal(ours[name], theirs[name], obj=name)


def test_same_bytes_as_csv(local: Path, out: Path, tmp_path: Path) -> None:
    output.write_csv(out, tmp_path)
    for table in TABLES:
        name = f"{table.name}.csv"
        assert (tmp_path / name).read_bytes() == (local / name).read_bytes(), name


def test_parts_are_read_by_duckdb(local: Path, out: Path) -> None:
    claims = duckdb.sql(f"SELECT claim_id, value FROM '{out}/parts/claims/*.parquet' WHERE value > 5 ORDER BY ALL")
    expected = pipeline.load(local).claims.query("value > 5")
    assert claims.fetchall() == sorted(zip(expected.claim_id, expected.value, strict=True))
    for name in ("entities", "series"):
        [(rows,)] = duckdb.sql(f"SELECT count(*) FROM '{out}/{name}.parquet'").fetchall()
        assert rows == len(pipeline.load(local)[name])


def test_invariants_hold(out: Path) -> None:
    assert check.check(out) == []


def test_manifest_tells_what_is_there(out: Path) -> None:
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    blocks = [block["block"] for block in manifest["blocks"]]
    assert len(blocks) == len(set(blocks)) > 5
    for table in STORED:
        assert sorted(path.stem for path in (out / "parts" / table.name).iterdir()) == sorted(blocks)
    articles = pipeline.load(out).articles
    assert (
        manifest["rows"]["articles"] == sum(block["rows"]["articles"] for block in manifest["blocks"]) == len(articles)
    )


def state(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_a_failed_run_is_taken_up(inputs: Path, scheduler: str, out: Path) -> None:
    """Finished blocks are kept; one whose part or receipt is lost is made again, to the same bytes."""
    before = state(out)
    lost = sorted((out / "receipts").iterdir())[1]
    lost.unlink()
    sorted((out / "parts" / "claims").iterdir())[0].unlink()
    (out / "manifest.json").unlink()
    (out / "parts" / "claims" / ".half.svodka-tmp").touch()  # of a worker that was killed
    made: list[int] = []
    watch = job.Watch(advanced=lambda articles, size: made.append(articles))
    summary = run([inputs], out, scheduler, block_bytes=BLOCK, watch=watch)
    articles = len(pipeline.load(out).articles)
    assert 0 < summary.done < articles
    assert summary.done + summary.unchanged == articles
    assert state(out) == before


def test_a_changed_input_replaces_its_blocks(inputs: Path, scheduler: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "one.txt").write_text("Открыли 5 школ.", encoding="utf-8")
    (source / "two.jsonl").write_text("\n".join(map(record, range(30))), encoding="utf-8")
    run([source], out, scheduler, block_bytes=BLOCK)
    (source / "one.txt").write_text("Открыли 17 школ, больше прежнего.", encoding="utf-8")
    summary = run([source], out, scheduler, block_bytes=BLOCK)
    assert (summary.done, summary.unchanged) == (1, 30)
    [text] = duckdb.sql(f"SELECT text FROM '{out}/parts/articles/*.parquet' WHERE article_id = 'one'").fetchall()
    assert text == ("Открыли 17 школ, больше прежнего.",)


def test_what_cannot_be_done_is_said(inputs: Path, scheduler: str, local: Path, out: Path, tmp_path: Path) -> None:
    with pytest.raises(job.NoInputError):
        run([tmp_path / "nowhere"], tmp_path / "out", scheduler)
    with pytest.raises(OtherOutputError, match="local run"):
        run([inputs], local, scheduler)
    with pytest.raises(ClusterError, match="name that too"):
        run([inputs / "later.jsonl"], out, scheduler)
    with pytest.raises(ClusterError, match="standard input"):
        run(["-"], tmp_path / "out", scheduler)
    with pytest.raises(ClusterError, match="tables"):
        cluster.run([inputs], tmp_path / "out", scheduler, tables=("claims",))


def test_command(scheduler: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Открыли 5 школ.", encoding="utf-8")
    given = ["run", str(tmp_path / "one.txt"), "--dask", scheduler, "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, [*given, "--json"])
    assert (done.exit_code, json.loads(done.stdout)["done"]) == (0, 1)
    refused = CliRunner().invoke(main, [*given, "--tables", "claims"])
    assert (refused.exit_code, refused.stderr.splitlines()) == (
        1, ["pipeline: tables: not to be combined with --dask"],
    )  # fmt: skip


def texts(blocks: list[Block]) -> list[str]:
    return [found.text for block in blocks for found in read_block(block) if isinstance(found, Article)]


@pytest.mark.parametrize("size", [1, 7, 64, 300])
def test_ranges_of_any_size_hold_every_line_once(tmp_path: Path, size: int) -> None:
    """Also where a range ends at a line end, before it, or within a letter, and where lines are longer than ranges."""
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"text": "я" * n}, ensure_ascii=False) for n in (1, 90, 2, 3, 3, 200, 1, 1)]
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    blocks = list(cut(tasks.find(version(), located([path])), size))
    assert texts([scan(block).block for block in blocks if scan(block).items]) == [json.loads(e)["text"] for e in lines]
    assert sum(scan(block).lines for block in blocks) == 9


def test_a_remote_system(inputs: Path) -> None:
    """What is not on disk is read, written, replaced and loaded by other ways; no cluster is needed to see that."""
    memory = fsspec.filesystem("memory")
    memory.put(f"{inputs}/", "/news/", recursive=True)
    memory.pipe("/news/texts/.hidden.txt", b"no")
    files = tasks.find(version(), [("memory://news", "memory://news")])
    assert [file.source.stem for file in files] == [
        file.source.stem for file in tasks.find(version(), located([inputs]))
    ]
    blocks = [found.block for found in map(scan, cut(files, BLOCK)) if found.items]
    assert sorted(set(texts(blocks))) == sorted({e.text for e in read([inputs]) if isinstance(e, Article)})
    made = [tasks.make(version(), "memory://out", block)[0].block for block in [blocks[-1], blocks[-1]]]
    rows = tasks.commit(version(), "memory://out", ["memory://news"], made[:1])
    assert manifest.begin("memory://out", ["memory://news"]) == {made[1]}
    frames = pipeline.load("memory://out")
    assert len(frames.articles) == rows["articles"] > 0
    assert check.check(Path("memory://out")) == []


def test_ids_are_settled_in_the_order_of_the_input() -> None:
    """As `read` does: also where an id looks like one that was given."""
    one, two = "1" * 64, "2" * 64
    first = [(0, "a", one), (1, f"a~{two[:8]}", one), (4, "b", one)]
    second = [(0, "a", two), (2, "a", one), (3, "b", two)]
    assert names.settled([(0, first), (1, second)]) == {
        1: ((0, f"a~{two[:16]}"), (2, None), (3, f"b~{two[:8]}")),
    }
    assert names.key("a") == names.key(f"a~{two[:8]}") != names.key("b")
