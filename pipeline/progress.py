"""What a person sees of a run, all on standard error: a progress bar, rejects as they come, a summary at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskProgressColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.document import Reject
from pipeline.job import Summary, Watch
from pipeline.read import total_bytes


class _Speed(ProgressColumn):
    def render(self, task: Task) -> Text:
        done, seconds = task.fields["articles"], task.elapsed
        return Text(f"{done:,} articles, {done / seconds:.1f}/s" if seconds else "")


@contextmanager
def watching(inputs: Sequence[str | Path], *, quiet: bool = False) -> Iterator[Watch]:
    """A bar with articles a second and time left while the run goes on, where standard error is a terminal.

    Rejects are printed, one line each, even if quiet.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    shown = console.is_terminal and not quiet
    columns = (BarColumn(), TaskProgressColumn(), _Speed(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not shown, transient=True) as bar:
        task = bar.add_task("", total=(total_bytes(inputs) if shown else 0) or None, articles=0)
        yield Watch(
            rejected=lambda reject: console.print(Text(line(reject))),
            advanced=lambda articles, size: bar.update(task, completed=size, articles=articles),
        )


def line(reject: Reject) -> str:
    """`rejected data/raw/news.jsonl:17: read: no text`, on one line whatever the names hold."""
    where = ": ".join(filter(None, (reject.source_path, reject.article_id)))
    return " ".join(f"rejected {where}: {reject.stage}: {reject.reason}".split())


def summarise(summary: Summary) -> None:
    """The outcome as a small table."""
    table = Table(show_header=False, box=None)
    articles = {"processed": summary.done, "unchanged, skipped": summary.unchanged, "rejected": summary.rejected}
    for name, count in articles.items():
        table.add_row(name, Text(f"{count:,}", justify="right"))
    for name, count in summary.rows.items():
        table.add_row(Text(f"  {name}", style="dim"), Text(f"{count:,}", justify="right", style="dim"))
    console = Console(stderr=True, highlight=False)
    console.print(Text(_title(summary)), table, sep="\n")


def _title(summary: Summary) -> str:
    if summary.dry_run:
        return "Would be done (nothing was written)"
    speed = f", {summary.done / summary.seconds:.1f} articles/s" if summary.done and summary.seconds else ""
    begun = "Stopped; what is done is in" if summary.interrupted else "Done:"
    return f"{begun} {summary.out}, {summary.seconds:.1f} s{speed}"
