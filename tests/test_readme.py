"""What the READMEs say is so: their tables and figures are the current ones, their commands and code run as printed."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from importlib import util
from pathlib import Path

import pytest
from click.testing import CliRunner

import pipeline
from pipeline.cli import main

ROOT = Path(__file__).parent.parent
NAMES = ("README.md", "README.ru.md")
RECORD = '{"id": "n1", "date": "2025-01-02", "text": "В Таразе открыли 2 школы."}\n'
VERDICT = "claim_id,verdict\npavodok:c1,right\n"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[list[str]]:
    """Every `    pipeline …` line, without its comment."""
    return [
        shlex.split(line, comments=True)[1:] for line in re.findall(r"^    (pipeline .*)$", text(name), re.MULTILINE)
    ]


def test_tables_and_figures_are_the_current_ones() -> None:
    spec = util.spec_from_file_location("readme", ROOT / "benchmarks" / "readme.py")
    assert spec
    assert spec.loader
    readme = util.module_from_spec(spec)
    spec.loader.exec_module(readme)
    example = readme.example()
    assert example.count("\n") == 6
    for name in NAMES:
        assert text(name) == readme.updated(name, example), "python benchmarks/readme.py"


def test_the_quoted_paragraph_is_that_of_the_article() -> None:
    article = " ".join((ROOT / "data" / "raw" / "pavodok.txt").read_text(encoding="utf-8").split())
    for name in NAMES:
        assert " ".join(re.findall("^> (.*)$", text(name), re.MULTILINE)) in article


def test_both_languages_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.ru.md")
    assert len(commands("README.md")) >= 12


def test_the_commands_run_as_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(ROOT / "data" / "raw", "data/raw")
    shutil.copy("data/raw/shkoly.txt", "data/raw/moya.txt")
    shutil.copytree("data/raw", "articles")
    for path, content in (("news.jsonl", RECORD), ("reviews.csv", VERDICT), ("Downloads/reviews.csv", VERDICT)):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(content, encoding="utf-8")
    CliRunner().invoke(main, ["run", "--quiet"])
    for arguments in commands("README.md"):
        given = [argument.replace("~", str(tmp_path)) for argument in arguments]  # as the shell does
        result = CliRunner().invoke(main, given)
        assert result.exit_code == 0, (arguments, result.output)
    assert "Content-Security-Policy" in Path("report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_code_gives_what_is_printed_below_it(name: str) -> None:
    (code,) = re.findall("```python\n(.*?)```", text(name), re.DOTALL)
    shown = "\n".join(line[2:] for line in code.splitlines() if line.startswith("# "))
    statements = [line for line in code.splitlines() if line.startswith("tables")]
    scope = {"pipeline": pipeline}
    exec(statements[0], scope)
    assert str(eval(statements[1], scope)) == shown


@pytest.mark.parametrize("name", [*NAMES, *(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/*.md"))])
def test_what_is_linked_is_there(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_pythons_named_are_those_supported() -> None:
    supported = re.search(r'requires-python = ">=3.(\d+),<3.(\d+)"', text("pyproject.toml"))
    assert supported
    named = {f"3.{n}" for n in range(int(supported[1]), int(supported[2]))}
    for name in NAMES:
        assert named == set(re.findall(r"3\.\d+", text(name).split("make run", 1)[0]))
    assert sys.version_info >= (3, int(supported[1]))
