"""The command line; each command is a thin layer over the library. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from pipeline.cli_options import NOTHING_DONE, one_line_errors, out_option
from pipeline.cli_tables import COMMANDS
from pipeline.schema import BY_NAME
from pipeline.threads import one_thread_each

FORMATS = ("csv", "parquet")
_ORDER = ("run", "show", "report", "compare", "review", "score", "export", "check", "tables", "forget", "rebuild")


def _names(known: Iterable[str]) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...] | None]:
    """A callback that reads comma-separated names out of a known few."""
    allowed = tuple(known)

    def names(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        found = None if value is None else tuple(name.strip() for name in value.split(","))
        if unknown := next((name for name in found or () if name not in allowed), None):
            raise click.BadParameter(f"{unknown!r} is not one of {', '.join(allowed)}")
        return found

    return names


class _AsUsed(click.Group):
    """Its commands are listed in the order in which they are used."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(self.commands, key=_ORDER.index)


@click.group(cls=_AsUsed, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="svodka", prog_name="pipeline")
def main() -> None:
    """Who said which number about what, when and where: tidy tables from Russian-language news.

    \b
    Example:
      pipeline run articles/ --out data/out
      pipeline show articles/flood.txt
    """
    one_thread_each()


for _command in COMMANDS:
    main.add_command(_command)


@main.command(short_help="Process articles into tables.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@out_option
@click.option("--workers", type=click.IntRange(min=1), help="Processes to work with.  [default: one for each core]")
@click.option("--force", is_flag=True, help="Process again what is unchanged.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing.")
@click.option("--tables", callback=_names(BY_NAME), metavar="NAMES", help="Export these tables only, comma separated.")
@click.option(
    "--format",
    "formats",
    callback=_names(FORMATS),
    metavar="NAMES",
    default="csv",
    show_default=True,
    help="csv, parquet or both.",
)
@click.option("--excel", "for_excel", is_flag=True, help="Also write CSVs for Excel, without formulas: OUT/excel.")
@click.option("--dask", "scheduler", metavar="ADDRESS", help="Work on the Dask cluster of this scheduler.")
@click.option("--quiet", is_flag=True, help="No progress bar and no summary.")
@click.option("--json", "as_json", is_flag=True, help="A machine-readable summary on standard output.")
def run(
    inputs: tuple[str, ...],
    out: Path,
    scheduler: str | None,
    dry_run: bool,
    for_excel: bool,
    quiet: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Process articles into the tables of an output folder.

    INPUT is a file or a folder (searched recursively, but for output folders) of .txt, .md, .html, .jsonl, .csv or
    .parquet, or - for text on standard input; data/raw if none is given. Articles that are already done and unchanged
    are skipped.

    \b
    Exit code:
      0    all done
      1    nothing could be done
      2    wrong usage
      3    some inputs were rejected (see rejects.csv)
      130  stopped by Ctrl-C (what is done is kept)

    \b
    Example:
      pipeline run news.jsonl more/ --out data/out --workers 4 --format csv,parquet
      cat article.txt | pipeline run - --out data/out --json
      pipeline run s3://news/2025 --dask tcp://scheduler:8786 --out s3://tables/2025
    """
    from pipeline.crew import foreseen

    inputs, stdin = inputs or ("data/raw",), sys.stdin.buffer
    is_here = not (scheduler or dry_run)
    early = foreseen(inputs, out, options["workers"], force=options["force"]) if is_here else nullcontext()
    with one_line_errors(), early as crew:
        from pipeline import cluster, job, progress
        from pipeline.spared import spare_pandas

        spare_pandas()
        with progress.watching(inputs, quiet=quiet) as watch:
            if scheduler:
                summary = cluster.run(inputs, out, scheduler, watch=watch, dry_run=dry_run, **options)
            elif dry_run:
                summary = job.plan(inputs, out, stdin=stdin, force=options["force"], watch=watch)
            else:
                summary = job.run(inputs, out, stdin=stdin, watch=watch, crew=crew, **options)
        if for_excel and not dry_run:
            from pipeline.excel import excel

            summary.files += excel(out, options["tables"])
        if as_json:
            click.echo(json.dumps(summary.as_dict(), ensure_ascii=False))
        elif not quiet:
            progress.summarise(summary)
    sys.exit(summary.exit_code)


@main.command(short_help="Begin anew with a store that is damaged or outdated.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@out_option
@click.pass_context
def rebuild(context: click.Context, inputs: tuple[str, ...], out: Path) -> None:
    """Begin a new store in OUT, from the articles of INPUT; the old one is kept under another name.

    For a store that is damaged, or was made by a version whose tables were other. The verdicts in OUT/reviews.csv are
    taken over.

    \b
    Example:
      pipeline rebuild news.jsonl --out data/out
    """
    with one_line_errors():
        from pipeline.job import require
        from pipeline.store import set_aside

        require(inputs)
        if old := set_aside(out):
            click.echo(f"the old store is {old}", err=True)
    context.invoke(run, inputs=inputs, out=out, formats=("csv",))


@main.command(short_help="Print an article with its names and claims marked.")
@click.argument("file")
@click.option("--width", type=click.IntRange(min=20), help="Columns to print in.  [default: the terminal's]")
@click.option(
    "--color/--no-color", default=None, help="Mark in colour, or by brackets.  [default: colour on a terminal]"
)
def show(file: str, width: int | None, color: bool | None) -> None:
    """Print the articles of FILE with names and numbers marked, and under each sentence who says what, when and where.

    Without colour only the numbers that make claims are marked.

    \b
    Example:
      pipeline show data/raw/pavodok.txt --width 100 --color | less -R
    """
    with one_line_errors():
        from pipeline.show import show as printed

        sys.exit(printed(file, sys.stdin.buffer, width, color=color))


@main.command(short_help="Remove articles from the tables.")
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE_ID...")
@out_option
def forget(article_ids: tuple[str, ...], out: Path) -> None:
    """Remove articles, with all their rows, from an output folder; exit code 1 if none of them was there.

    \b
    Example:
      pipeline forget pavodok tarif --out data/out
    """
    with one_line_errors():
        from pipeline.job import forget as forgotten

        gone = forgotten(article_ids, out)
    for article_id in article_ids:
        click.echo(f"{article_id}: {'removed' if article_id in gone else 'not there'}")
    sys.exit(0 if gone else NOTHING_DONE)
