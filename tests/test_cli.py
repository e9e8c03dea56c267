"""The command line as a user meets it: exit codes, what goes to which stream, what is left on disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main

ARTICLE = "date 2025-01-10 В Астане построили 12 школ, сообщил Ерлан Ахметов.\n"
PIPELINE = [sys.executable, "-m", "pipeline"]


def call(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "школы.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    ["", "run", "rebuild", "show", "check", "tables", "forget", "review", "score", "compare", "export", "report"],
)
def test_help_has_an_example(command: str) -> None:
    result = call(*filter(None, (command, "--help")))
    assert result.exit_code == 0
    assert f"Example:\n    {'' if command else '  '}pipeline".replace("      ", "    ") in result.stdout


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from pipeline.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pandas", "duckdb", "pyarrow", "rich", "navec", "pymorphy3"} & set(modules)


def test_version() -> None:
    assert call("--version").stdout.startswith("pipeline, version ")


def test_run_then_again(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = call("run", article, "--out", out, "--json")
    assert first.exit_code == 0
    summary = json.loads(first.stdout)
    assert (summary["done"], summary["unchanged"], summary["rejected"]) == (1, 0, 0)
    assert (out / "claims.csv").read_text(encoding="utf-8").count("построить") == 1
    assert json.loads(call("run", article, "--out", out, "--json").stdout)["unchanged"] == 1
    assert json.loads(call("run", article, "--out", out, "--json", "--force").stdout)["done"] == 1


def test_summary_goes_to_standard_error_and_quiet_prints_nothing(article: Path, tmp_path: Path) -> None:
    result = call("run", article, "--out", tmp_path / "out")
    assert result.stdout == ""
    assert "processed" in result.stderr
    assert call("run", article, "--out", tmp_path / "out", "--quiet").output == ""


def test_dry_run_writes_nothing(article: Path, tmp_path: Path) -> None:
    result = call("run", article, "--out", tmp_path / "out", "--dry-run", "--json")
    assert json.loads(result.stdout)["done"] == 1
    assert not (tmp_path / "out").exists()


def test_tables_and_formats_asked_for(article: Path, tmp_path: Path) -> None:
    call("run", article, "--out", tmp_path / "out", "--tables", "claims, numbers", "--format", "csv,parquet")
    found = {path.name for path in (tmp_path / "out").iterdir() if path.suffix in (".csv", ".parquet")}
    assert found == {"claims.csv", "numbers.csv", "claims.parquet", "numbers.parquet"}


def test_standard_input(tmp_path: Path) -> None:
    result = call("run", "-", "--out", tmp_path / "out", "--json", stdin=ARTICLE)
    assert json.loads(result.stdout)["done"] == 1


def test_rejects_are_one_line_each_naming_file_and_line(tmp_path: Path) -> None:
    lines = ['{"id": "good", "text": "В Астане открыли 3 школы."}', "{broken", '{"id": "textless"}']
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    result = call("run", path, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 3
    first, second = result.stderr.splitlines()
    assert first.startswith(f"rejected {path}: ")
    assert "line 2" in first
    assert second.startswith(f"rejected {path}: ")
    assert "line 3" in second
    assert (tmp_path / "out/rejects.csv").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.parametrize("option", [["--tables", "facts"], ["--format", "xlsx"], ["--workers", "0"], ["--nothing"]])
def test_wrong_usage(option: list[str], article: Path) -> None:
    assert call("run", article, *option).exit_code == 2


def test_no_input(tmp_path: Path) -> None:
    for missing in (tmp_path / "nowhere", tmp_path):
        result = call("run", missing, "--out", tmp_path / "out")
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1


def test_what_is_mistyped_is_told_in_one_line(article: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "b"}\n', encoding="utf-8")
    call("run", article, "--out", tmp_path / "out", "--quiet")
    for arguments, told in (
        (["run", "моя", "статья.txt"], "needs quotes"),
        (["run", tmp_path / "out", "--out", tmp_path / "new"], "outside output folders"),
        (["show", "no.txt"], "no such file or folder: no.txt"),
        (["review", "import", "no.csv"], "no.csv: no such file"),
        (["score", tmp_path / "out"], "pipeline review import"),
        (["score", tmp_path / "out", "--gold", tmp_path / "gold.jsonl"], "no gold"),
        (["score", tmp_path / "out", "--gold", article], "no gold"),
        (["report", tmp_path / "out", "-o", tmp_path], f"{tmp_path}: is a directory"),
        (["report", article], "pipeline run INPUT"),
        (["check", tmp_path], "pipeline run INPUT"),
    ):
        result = call(*arguments)
        assert result.exit_code == 1, arguments
        assert (result.stderr.count("\n"), result.stderr[:10]) == (1, "pipeline: ")
        assert told in result.stderr


def test_gold_of_other_articles_is_no_score_of_nothing(article: Path, tmp_path: Path) -> None:
    call("run", article, "--out", tmp_path / "out", "--quiet")
    gold = Path(__file__).parent / "gold" / "own.jsonl"
    result = call("score", tmp_path / "out", "--gold", gold)
    assert (result.exit_code, "none of the articles" in result.stderr) == (1, True)


def test_an_output_folder_among_the_inputs_is_not_read(article: Path, tmp_path: Path) -> None:
    out = article.parent / "out"
    for _ in range(2):
        result = call("run", article.parent, "--out", out, "--json")
        summary = json.loads(result.stdout)
        assert (summary["done"] + summary["unchanged"], summary["rejected"]) == (1, 0)


def test_output_that_cannot_be_written(article: Path) -> None:
    result = call("run", article, "--out", article / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("pipeline: ")
    assert result.stderr.count("\n") == 1


def test_output_with_a_name_too_long(article: Path) -> None:
    result = call("run", article, "--out", article.parent / ("a" * 300), "--workers", "2")
    assert result.exit_code == 1
    assert result.stderr.startswith("pipeline: ")
    assert result.stderr.count("\n") == 1


def test_show(article: Path) -> None:
    result = call("show", article, "--width", "200")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "what школы" in lines
    assert "how much 12" in lines
    assert "who Ерлан Ахметов" in lines
    assert "\x1b" not in result.stdout  # no colours outside a terminal


def test_show_prints_each_claim_once(article: Path) -> None:
    assert call("show", article, "--width", "200").stdout.count("12  count, ") == 1


def test_show_does_not_let_an_article_command_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("Построили 12 школ.\x9b31m \x07 и ещё 3.\n", encoding="utf-8")
    shown = call("show", path).stdout
    assert not {"\x9b", "\x07", "\x1b"} & set(shown)


def test_show_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert call("show", tmp_path / "empty.txt").exit_code == 1
    assert call("show", tmp_path / "missing.txt").exit_code == 1


def test_forget(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("run", article, "--out", out, "--quiet")
    result = call("forget", "школы", "нет", "--out", out)
    assert result.exit_code == 0
    assert result.stdout == "школы: removed\nнет: not there\n"
    assert (out / "claims.csv").read_text(encoding="utf-8").count("\n") == 1
    assert call("forget", "школы", "--out", out).exit_code == 1
    assert call("forget", "школы", "--out", tmp_path / "nowhere").exit_code == 1


def test_rebuild_keeps_the_old_store(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "svodka.duckdb").write_bytes(b"damaged" * 1000)
    damaged = call("run", article, "--out", out)
    assert damaged.exit_code == 1
    assert "pipeline rebuild" in damaged.stderr
    assert call("rebuild", article, "--out", out).exit_code == 0
    assert sum(path.read_bytes() == b"damaged" * 1000 for path in out.glob("*.duckdb*")) == 1


def test_tables_as_markdown() -> None:
    assert "| `speaker` | string |" in call("tables", "--markdown").stdout
    assert "claims: one row is one numeric claim" in call("tables").stdout


def test_data_dictionary_in_the_docs_is_the_current_one() -> None:
    written = Path(__file__).parent.parent / "docs" / "tables.md"
    assert written.read_text(encoding="utf-8") == call("tables", "--markdown").stdout, "make docs"


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    with (tmp_path / "many.jsonl").open("w", encoding="utf-8") as stream:
        for n in range(5000):
            print(json.dumps({"id": f"a{n}", "text": f"В Астане построили {n + 2} школ. " * 30}), file=stream)
    out = tmp_path / "out"
    command = [*PIPELINE, "run", str(tmp_path / "many.jsonl"), "--out", str(out), "--workers", "2", "--json"]
    with (tmp_path / "printed").open("w+b") as printed, (tmp_path / "errors").open("w+b") as errors:
        listening = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a suite in the background ignores Ctrl-C
        running = subprocess.Popen(command, stdout=printed, stderr=errors, start_new_session=True, preexec_fn=listening)
        while running.poll() is None and sum(path.stat().st_size for path in out.glob("svodka.duckdb*")) < 1_000_000:
            time.sleep(0.05)  # a commit is first in the log beside the store
        os.killpg(running.pid, signal.SIGINT)
        assert running.wait(timeout=60) == 130
    assert (tmp_path / "errors").read_bytes() == b""
    done = json.loads((tmp_path / "printed").read_bytes())["done"]
    assert 0 < done < 5000
    assert (out / "articles.csv").read_text(encoding="utf-8").count("\na") == done
