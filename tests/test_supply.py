"""What svodka stands on: tested versions, known licences, nothing fetched or sent at run time."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

from licences import licence, needed
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FREE = ("MIT", "BSD", "Apache", "MPL", "Mozilla", "PSF", "Python", "Zlib")

OFFLINE = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
from pipeline.cli import main
main(sys.argv[1:])
"""


def test_tested_versions_are_those_allowed() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    tested = dict(line.split("==") for line in lines if not line.startswith("#"))
    tested = {canonicalize_name(name): version for name, version in tested.items()}
    for requirement in map(Requirement, requires("svodka") or ()):
        if requirement.marker is None:
            assert requirement.specifier.contains(tested[canonicalize_name(requirement.name)]), str(requirement)


def test_all_licences_are_free_and_listed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8").lower()
    direct = {canonicalize_name(Requirement(line).name) for line in requires("svodka") or () if "extra ==" not in line}
    foreign = {name: found for name, found in needed("svodka", {}).items() if name != "svodka"}
    for name, found in foreign.items():
        assert any(free in licence(found) for free in FREE), f"{name}: {licence(found)}"
        if canonicalize_name(name) in direct:  # what those need in turn changes with their versions
            assert f"| {found.metadata['Name'].lower()} |" in listed, f"{name}: make licences"


def test_nothing_is_fetched_and_nothing_sent(tmp_path: Path) -> None:
    command = ["run", str(ROOT / "data" / "raw"), "--out", str(tmp_path), "--format", "csv,parquet", "--workers", "1"]
    done = subprocess.run([sys.executable, "-c", OFFLINE, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "claims.parquet").exists()


def test_the_refusal_refuses(tmp_path: Path) -> None:
    code = OFFLINE.partition("from pipeline")[0] + "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "RuntimeError" in done.stderr
