"""Whole runs in processes of their own, as a user has them, and what they leave behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.check import check
from pipeline.schema import BY_NAME
from pipeline.store import FILENAME

Tell = Callable[[str, int, str], None]
LAST = {".svodka.lock", ".svodka.stamp", FILENAME, "datapackage.json", *(f"{name}.csv" for name in BY_NAME)}


def start(*inputs: Path, out: Path, workers: int = 1, command: str = "run") -> subprocess.Popen[str]:
    """A run in a process group of its own; it says nothing but what goes wrong."""
    options = ["--workers", str(workers), "--quiet"] if command == "run" else []
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", command, *map(str, inputs), "--out", str(out), *options],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
    )


def end(process: subprocess.Popen[str], code: int = 0) -> str:
    """What a run says on standard error until it ends, which must be with this exit code."""
    said = process.communicate(timeout=300)[1]
    assert process.returncode == code, said
    return said


def run(*inputs: Path, out: Path, workers: int = 1, code: int = 0, command: str = "run") -> str:
    """A run from beginning to end."""
    return end(start(*inputs, out=out, workers=workers, command=command), code)


def killed(process: subprocess.Popen[str], after: float) -> bool:
    """Kill a run with all its workers after so many seconds; False where it was through before, as it should be."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return process.returncode == -signal.SIGKILL
    assert end(process) == ""
    return False


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.suffix in (".csv", ".json")}


def assert_whole(out: Path, expected: dict[str, bytes]) -> None:
    """The tables are these, byte by byte, they hold all invariants, and nothing else lies about."""
    found = tables(out)
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    assert {path.name for path in out.iterdir()} <= LAST
    assert check(out) == []
