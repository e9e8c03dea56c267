"""Speed, memory and growth of the whole pipeline, in one run, written to docs/speed.md.

    python benchmarks/throughput.py [CORPUS] [--articles 300] [--many 1000] [--long] [--out docs/speed.md]

CORPUS is anything that `pipeline run` reads; without it ../shared/corpus/bulk.jsonl.gz where that exists, else
data/raw. A corpus that is too small is repeated under other ids. `--long` adds 10,000 articles, one more to
them, and two workers on as many.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path

from pipeline.threads import one_thread_each

one_thread_each()

from tagging import OURS, SHARED, WRITTEN, Clock, beside  # noqa: E402

from pipeline.document import Article  # noqa: E402
from pipeline.read import read  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
BULK = ROOT.parent / "shared" / "corpus" / "bulk.jsonl.gz"
SHORT = "В 2024 году в Астане построили 12 школ, сообщил министр просвещения.\n"
POLL = 0.02  # seconds between two looks at the memory of a process
TURNS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One `pipeline run`: seconds by the clock, processor seconds of all its processes, peak memory in MB of its first
    process and of the largest worker."""

    seconds: float
    processor: float
    parent: int
    worker: int


def corpus(path: Path, wanted: int) -> list[Article]:
    """So many articles; the same ones again, under other ids, where there are not as many."""
    found = [item for item in islice(read([str(path)]), wanted) if isinstance(item, Article)]
    if not found:
        raise SystemExit(f"{path}: no articles")
    rounds = (replace(a, article_id=f"{a.article_id}-{n}" if n else a.article_id) for n in count() for a in found)
    return list(islice(rounds, wanted))


def write(articles: Sequence[Article], path: Path) -> Path:
    """As records, so that reading costs the same whatever the corpus was."""
    with path.open("w", encoding="utf-8") as file:
        for a in articles:
            day = a.date.isoformat() if a.date else None
            record = {"id": a.article_id, "title": a.title, "date": day, "url": a.url, "text": a.text[a.body :]}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def run(source: Path, out: Path, workers: int) -> Run:
    command = [sys.executable, "-m", "pipeline", "run", str(source), "--out", str(out), "--quiet",
               "--workers", str(workers)]  # fmt: skip
    began, before, peaks = time.perf_counter(), _processor(), dict[int, int]()
    with subprocess.Popen(command, cwd=ROOT) as process:
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
            time.sleep(POLL)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"pipeline run ended with {process.returncode}")
    parent = peaks.pop(process.pid, 0)
    return Run(seconds, _processor() - before, parent, max(peaks.values(), default=0))


def _processor() -> float:
    """Processor seconds of all processes that were started here, and of theirs, and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def _children(pid: int) -> Iterator[int]:
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except OSError:  # ended meanwhile, or no Linux
        return


def _peak(pid: int) -> int:
    """Peak resident memory in MB; 0 where it is not told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def seconds_of(command: Sequence[str], text: str = "") -> float:
    """The best of some turns."""
    best = float("inf")
    for _ in range(TURNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline", *command], cwd=ROOT, input=text, text=True, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        best = min(best, time.perf_counter() - began)
    return best


def size(folder: Path) -> float:
    """MB of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# ---------------------------------------------------------------- the document


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in (header, rule, *lines)) + "\n"


def machine() -> str:
    names = ("natasha", "slovnet", "pymorphy3", "numpy", "duckdb", "pyarrow")
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    blas = ", ".join(f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith("OPENBLAS_"))
    load = f"load {os.getloadavg()[0]:.1f} when it began; " if hasattr(os, "getloadavg") else ""
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}; {load}Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in names)
        + f"; {blas}.\n\n"
    )


def stages(clock: Clock, tokens: int) -> str:
    def line(name: str, theirs: float, mine: float) -> tuple[str, ...]:
        return (
            name,
            f"{tokens / theirs:,.0f}" if theirs else "",
            f"{tokens / mine:,.0f}",
            f"{theirs / mine:.1f}" if theirs else "",
        )

    lemmas = clock.total("natasha", SHARED)
    bare, whole = lemmas - clock.seconds["natasha", "lemmas"], clock.total("ours", OURS)
    every, written = (*OURS, *WRITTEN), whole + clock.total("ours", WRITTEN)
    lines = [line(stage, clock.seconds["natasha", stage], clock.seconds["ours", stage]) for stage in every]
    lines += [
        line("the same work: segment, tag, lemmas", lemmas, clock.total("ours", SHARED)),
        line("all tables in memory, against natasha with lemmas", lemmas, whole),
        line("all tables written, against natasha with lemmas", lemmas, written),
        line("all tables written, against natasha without lemmas", bare, written),
    ]
    return table(("stage", "natasha, tokens/s", "ours, tokens/s", "times"), lines)


def start_up(folder: Path) -> str:
    short = seconds_of(["run", "-", "--out", str(folder / "short"), "--quiet", "--force"], SHORT)
    return table(("start-up", "s"), [("`pipeline --help`", f"{seconds_of(['--help']):.2f}"),
                                     ("one article of one sentence", f"{short:.2f}")])  # fmt: skip


def by_workers(articles: Sequence[Article], folder: Path) -> str:
    """One worker and two, turn and turn about: machines drift by more than what is measured here."""
    source, found = write(articles, folder / "many.jsonl"), dict[int, list[Run]]()
    for turn in range(TURNS):
        for workers in (1, 2):
            found.setdefault(workers, []).append(run(source, folder / f"workers{workers}-{turn}", workers))
    whole = {workers: sum(r.seconds for r in runs) for workers, runs in found.items()}
    lines = [
        (str(n), ", ".join(f"{r.seconds:.1f}" for r in runs), f"{sum(r.processor for r in runs) / TURNS:.1f}",
         f"{TURNS * len(articles) / whole[n]:.1f}", f"{whole[1] / whole[n]:.2f}",
         str(max(r.parent for r in runs)), str(max(r.worker for r in runs) or ""))
        for n, runs in found.items()
    ]  # fmt: skip
    header = (
        "workers",
        "s, each turn",
        "processor s",
        "articles/s",
        "times",
        "first process, MB",
        "largest worker, MB",
    )
    return table(header, lines)


def by_size(articles: Sequence[Article], sizes: Sequence[int], folder: Path, workers: int = 1) -> str:
    lines = []
    for n in sizes:
        out = folder / f"of{n}-{workers}"
        found = run(write(articles[:n], folder / f"of{n}.jsonl"), out, workers)
        lines.append((f"{n:,}", f"{found.seconds:.1f}", f"{found.processor:.1f}", f"{1000 * found.processor / n:.1f}",
                      f"{size(out):.1f}", f"{1000 * size(out) / n:.0f}", str(found.parent),
                      str(found.worker or "")))  # fmt: skip
    return table(
        ("articles", "s", "processor s", "ms of it each", "MB", "kB each", "first process, MB", "largest worker, MB"),
        lines,
    )


def one_more(article: Article, folder: Path, sizes: Sequence[int]) -> str:
    more = write([replace(article, article_id="one-more")], folder / "one.jsonl")
    alone = run(more, folder / "alone", 1)
    added = run(more, folder / f"of{max(sizes)}-1", 1)
    lines = (("into an empty store", alone), (f"into a store of {max(sizes):,}", added))
    rows = [(name, f"{found.seconds:.2f}", f"{found.processor:.2f}") for name, found in lines]
    return table(("one article", "s", "processor s"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=BULK if BULK.exists() else ROOT / "data" / "raw")
    parser.add_argument("--articles", type=int, default=300, help="side by side with natasha")
    parser.add_argument("--many", type=int, default=1000, help="with one and two workers")
    parser.add_argument("--long", action="store_true", help="10,000 articles too")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "speed.md")
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "pipeline", quiet=1)  # as after an installation
    sizes = (100, options.many, 10_000) if options.long else (100, options.many)
    articles = corpus(options.corpus, max(*sizes, 2 * options.articles))
    text = "# Speed\n\nWritten by `make bench`; do not edit.\n\n" + machine()
    clock, tokens = beside(articles[: options.articles], articles[options.articles : 2 * options.articles])
    text += f"{options.articles} articles, {tokens:,} tokens, turn and turn about, one thread, processor time, "
    text += "after both have worked on other articles. Numbers and times share what reads them: it counts for "
    text += "numbers.\n\n" + stages(clock, tokens)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text += start_up(folder)
        text += f"`pipeline run` on {options.many:,} articles, exports included, by the clock:\n\n"
        text += by_workers(articles[: options.many], folder)
        text += "One worker, by number of articles:\n\n" + by_size(articles, sizes, folder)
        text += one_more(articles[0], folder, sizes)
        if options.long:
            text += "Two workers, by number of articles:\n\n" + by_size(articles, sizes, folder, 2)
    options.out.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
