"""A run over ten thousand articles: rejects, memory over time, invariants.

    python benchmarks/longrun.py --articles 10000 --out /tmp/long [news.jsonl ...]

The articles are those of the files given, repeated under new ids as often as is needed, or else made by tests/news.py.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY = 5.0  # seconds between two looks at the memory


def records(files: list[Path], number: int) -> Iterator[dict[str, str]]:
    """So many records, all with ids of their own."""
    if not files:
        import news

        yield from news.articles(number, sentences=12)
        return
    known = [json.loads(line) for file in files for line in file.open(encoding="utf-8")]
    yield from islice(({**record, "id": f"{n}-{record['id']}"} for n in count() for record in known), number)


def memory(pid: int) -> tuple[float, float]:
    """Resident MB of a process, and of all its children together."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return _resident(pid), sum(_resident(int(child)) for child in children)
    except OSError:  # it has just ended
        return 0.0, 0.0


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6


def watched(command: list[str]) -> tuple[dict[str, object], list[tuple[float, float, float]]]:
    """The summary of a run, and its memory over time: seconds, MB of the parent, MB of the workers."""
    began, seen = time.monotonic(), []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            time.sleep(EVERY)
            seen.append((time.monotonic() - began, *memory(process.pid)))
        assert process.stdout
        return json.loads(process.stdout.read()), [each for each in seen if each[1]]


def report(summary: dict[str, object], seen: list[tuple[float, float, float]]) -> str:
    """Lines of a Markdown table: the whole, then the memory at tenths of the time."""
    lines = ["| | |", "|---|--:|"]
    lines += [f"| {name} | {summary[name]} |" for name in ("done", "rejected", "seconds")]
    for tenth in (1, 3, 5, 7, 9) if len(seen) >= 10 else ():
        _, parent, workers = seen[len(seen) * tenth // 10]
        lines.append(f"| MB at {tenth * 10}% of the time, parent / workers | {parent:.0f} / {workers:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    given.out.mkdir(parents=True)
    source = given.out / "articles.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in records(given.files, given.articles))
    pipeline = [sys.executable, "-m", "pipeline"]
    tables = str(given.out / "tables")
    run = [*pipeline, "run", str(source), "--out", tables, "--workers", str(given.workers), "--quiet", "--json"]
    print(report(*watched(run)), flush=True)
    sys.exit(subprocess.run([*pipeline, "check", tables], check=False).returncode)


if __name__ == "__main__":
    main()
