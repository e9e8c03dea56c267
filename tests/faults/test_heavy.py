"""Inputs of a hundred megabytes: rejected with the reason in bounded memory, and what stands beside them is read."""

from __future__ import annotations

import json
import re
import subprocess
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from runs import Tell, start, tables

MB = 1_000_000
GOOD = json.dumps({"id": "good", "text": "В Астане открыли 12 школ."}, ensure_ascii=False).encode()


def _line(path: Path) -> None:
    path.write_bytes("слово 5 ".encode() * (100 * MB // 14))


def _json_line(path: Path) -> None:
    path.write_bytes(b'{"id": "long", "text": "' + b"9" * (100 * MB) + b'"}\n' + GOOD)


def _field(path: Path) -> None:
    path.write_bytes(b'{"id": "long", "title": "' + b"9" * (50 * MB) + b'", "text": "5"}\n' + GOOD)


def _escaped_field(path: Path) -> None:
    path.write_bytes(b'{"id": "long", "text": "' + b"\\u0435" * (5 * MB + 10) + b'"}\n' + GOOD)


def _csv_field(path: Path) -> None:
    path.write_bytes(b'id,text\nlong,"' + b"9" * (50 * MB) + b'"\ngood,"5 \xd1\x88\xd0\xba\xd0\xbe\xd0\xbb"\n')


def _page(path: Path) -> None:
    path.write_bytes(b"<p>" * (6 * MB) + b"5")


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("5.txt", bytes(100 * MB))


INPUTS = {
    "line.txt": (_line, "larger than 20,000,000 bytes", "100 MB in one line"),
    "line.jsonl": (_json_line, "longer than 32,000,000 bytes", "JSONL with a line of 100 MB"),
    "field.jsonl": (_field, "longer than 32,000,000 bytes", "JSONL with a field of 50 MB"),
    "escaped.jsonl": (_escaped_field, "more than 5,000,000", "JSONL with five million escaped letters"),
    "field.csv": (_csv_field, "longer than 32,000,000 bytes", "CSV with a field of 50 MB"),
    "page.html": (_page, "more than 300,000 tags", "HTML of six million open tags"),
    "bomb.zip": (_zip, "no text in a known encoding", "zip bomb, given by name"),
}


def _peak(process: subprocess.Popen[str]) -> float:
    """Megabytes that a process took at most, watched until it ends: what it inherits of its parent's peak is not it."""
    peak = 0.0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        with suppress(OSError):
            held = re.search(r"VmHWM:\s*(\d+)", status.read_text())
            peak = max(peak, int(held[1]) / 1000 if held else 0.0)
        time.sleep(0.02)
    return peak


@pytest.mark.parametrize("name", INPUTS)
def test_rejected_in_little_memory(name: str, tmp_path: Path, tell: Tell) -> None:
    make, reason, told = INPUTS[name]
    make(tmp_path / name)
    process = start(tmp_path / name, out=tmp_path / "out")
    assert process.stderr
    megabytes = _peak(process)
    said = process.stderr.read()
    assert process.returncode == 3, said
    assert said.startswith("rejected ")
    assert reason in said
    assert megabytes < 1_200
    if name.endswith((".jsonl", ".csv")):
        assert b"good" in tables(tmp_path / "out")["articles.csv"]
    tell(told, 1, f"rejected with the reason, the rest read; at most {megabytes:.0f} MB")


def test_csv_with_a_quote_that_never_ends(tmp_path: Path, tell: Tell) -> None:
    """What follows the broken row is read again as rows: short texts that are all one article each."""
    path = tmp_path / "open.csv"
    path.write_bytes(b'id,text\nlong,"5\n' + b"a\n" * (200_000) + b'good,"5"\n')
    process = start(path, out=tmp_path / "out")
    said = process.communicate(timeout=300)[1]
    assert process.returncode == 3, said
    assert said.count("rejected ") >= 1
    tell("CSV with a quote that never ends, 200,000 lines", 1, "rejected with the reason, in linear time")
