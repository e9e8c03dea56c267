"""What a block costs a worker, and from that what a million and a hundred million articles cost, for docs/scaling.md.

    benchmarks/scaling.py ARTICLES... [--write docs/scaling.md]

One process does what a worker does: looks into the blocks, makes them, writes their parts. Processor time is counted,
so that other work on the machine does not matter; models are loaded beforehand. With --write the tables replace what
stands between the two marks in the document.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.threads import one_thread_each

one_thread_each()

from pipeline.cluster import manifest, tasks  # noqa: E402
from pipeline.cluster.blocks import BLOCK_BYTES, cut, located  # noqa: E402
from pipeline.cluster.layout import SCHEMAS  # noqa: E402
from pipeline.fingerprint import version  # noqa: E402

BEGIN, END = "<!-- begin: benchmarks/scaling.py -->", "<!-- end: benchmarks/scaling.py -->"
EFFICIENCY = 0.8  # of the cores' time is spent on blocks: the rest is start-up, reading over the network, lost workers
CORE_HOUR = 0.04  # US dollars for a virtual core with 2 to 4 GB of memory, on demand; spot is a third of it
GB_MONTH = 0.023  # US dollars for object storage
PUT = 0.000005  # US dollars for a write to object storage
SIZES = (1_000_000, 100_000_000)


@dataclass(slots=True)
class Cost:
    """Seconds of processor time and bytes, in all."""

    articles: int = 0
    chars: int = 0
    looking: float = 0.0
    making: float = 0.0
    committing: float = 0.0
    read: int = 0
    written: int = 0

    @property
    def rate(self) -> float:
        """Articles a second and core."""
        return self.articles / (self.looking + self.making + self.committing)


def measure(inputs: list[str], out: Path) -> Cost:
    import pyarrow.parquet

    warm_up()
    made_by, cost, names = version(), Cost(), []
    tasks.begin(made_by, str(out), inputs)
    for block in cut(tasks.find(made_by, located(inputs))):
        with clock() as looking:
            scan = tasks.scan(made_by, block)
        with clock() as making:
            receipt, _ = tasks.make(made_by, str(out), scan.block)
        names.append(receipt.block)
        cost.looking, cost.making = cost.looking + looking(), cost.making + making()
        cost.articles += receipt.rows["articles"]
        cost.read += block.size
    with clock() as committing:
        manifest.commit(str(out), inputs, names)
    cost.committing = committing()
    cost.written = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    for part in (out / "parts" / "articles").iterdir():
        cost.chars += sum(pyarrow.parquet.read_table(part, columns=["n_chars"]).column(0).to_pylist())
    return cost


def warm_up() -> None:
    from pipeline.read.article import make_article
    from pipeline.run import process

    process([make_article("warm", "В 2024 году построили 5 школ, сообщил аким.", "")])


@contextmanager
def clock() -> Iterator[Callable[[], float]]:
    began = time.process_time()
    ended: list[float] = []
    yield lambda: ended[0] - began
    ended.append(time.process_time())


def report(cost: Cost) -> str:
    n = cost.articles
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    measured = [
        ("articles measured", f"{n:,}"),
        ("characters an article", f"{cost.chars / n:,.0f}"),
        ("**articles a second and core**", f"**{cost.rate:.1f}**"),
        ("of the time, looking into blocks", f"{share(cost.looking, cost):.1%}"),
        ("making them", f"{share(cost.making, cost):.1%}"),
        ("committing", f"{share(cost.committing, cost):.1%}"),
        ("input, bytes an article", f"{cost.read / n:,.0f}"),
        ("output, bytes an article", f"{cost.written / n:,.0f}"),
        ("peak memory of the process", f"{peak:,.0f} MB"),
    ]
    machine = f"{processor()}, Python {platform.python_version()}, {platform.system()}, pipeline {version()}"
    sizes = [("", *(f"{size:,} articles" for size in SIZES))]
    sizes += zip(*(list(paper(cost, size)) for size in SIZES), strict=True)
    rows = [(one[0], one[1], other[1]) for one, other in sizes[1:]]
    return "\n".join([f"Measured on {machine}.", "", *table([("", "")], measured), "", *table(sizes[:1], rows)])


def share(seconds: float, cost: Cost) -> float:
    return seconds / (cost.looking + cost.making + cost.committing)


def paper(cost: Cost, size: int) -> Iterator[tuple[str, str]]:
    """What `size` such articles cost."""
    hours = size / cost.rate / 3600 / EFFICIENCY
    blocks = -(-size * cost.read // cost.articles // BLOCK_BYTES)
    files = blocks * (len(SCHEMAS) + 1)
    output = size * cost.written / cost.articles / 1e9
    yield "core-hours", f"{hours:,.0f}"
    for cores in (2, 32, 512):
        yield f"wall clock on {cores} cores", spell(hours / cores)
    yield "cores, on demand", f"${hours * CORE_HOUR:,.2f}"
    yield "input", f"{size * cost.read / cost.articles / 1e9:,.0f} GB"
    yield "output", f"{output:,.0f} GB, ${output * GB_MONTH:,.2f} a month"
    yield "blocks of 8 MiB", f"{blocks:,}"
    yield "files written", f"{files:,}, ${files * PUT:,.2f}"
    yield "memory of the caller, for ids", f"{24 * size / 1e6:,.0f} MB"


def spell(hours: float) -> str:
    return f"{hours / 24:,.1f} days" if hours > 48 else f"{hours:,.1f} h" if hours > 2 else f"{hours * 60:,.0f} min"


def table(head: list[tuple[str, ...]], rows: list[tuple[str, ...]]) -> list[str]:
    [names] = head
    return [line(names), line(("---",) + ("---:",) * (len(names) - 1)), *map(line, rows)]


def line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"one core of {name} ({os.cpu_count()} there)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        text = report(measure(given.inputs, Path(out)))
    print(text)
    if given.write:
        before, _, rest = given.write.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        given.write.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
