"""Every notebook runs from top to bottom on the sample articles, and lies in git without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from pipeline.job import run
from pipeline.notebook import readable

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notebooks") / "out"
    run([ROOT / "data" / "raw"], folder, workers=1)
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_OUT", str(out))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", ()))
    assert "text/html" in shown
    assert re.search("[А-Яа-я]{5}", shown)
    assert "stderr" not in [output.get("name") for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_cleared(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_tables_are_as_people_read_them() -> None:
    frame = pd.DataFrame(
        {
            "value": [57_400_000_000.0, 0.1, None, float("inf")],
            "n": pd.array([12345, -7, None, 0], dtype="Int64"),
            "day": pd.to_datetime(["2025-10-14", None, None, None]),
            "text": pd.array(["12 школ", None, "", "007"], dtype="string"),
            "negated": pd.array([True, False, None, None], dtype="boolean"),
        }
    )
    space = "\N{NO-BREAK SPACE}"
    assert {name: list(column) for name, column in readable(frame).items()} == {
        "value": [f"57{space}400{space}000{space}000", "0.1", "", ""],
        "n": [f"12{space}345", "-7", "", "0"],
        "day": ["2025-10-14", "", "", ""],
        "text": ["12 школ", "", "", "007"],
        "negated": ["True", "False", "", ""],
    }
