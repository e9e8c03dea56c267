"""The command line; each command is a thin layer over the library. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from pipeline.schema import BY_NAME
from pipeline.threads import one_thread_each

OUT = Path("data/out")
FORMATS = ("csv", "parquet")
_ORDER = ("run", "show", "report", "compare", "review", "score", "export", "check", "tables", "forget", "rebuild")
EXPORTS = ("label-studio", "brat", "conllu", "doccano", "spacy")
NOTHING_DONE = 1  # beside it: 0 all done, 2 usage (click's own), 3 some inputs rejected, 130 Ctrl-C

_out = click.option("--out", type=click.Path(path_type=Path), default=OUT, show_default=True, help="The output folder.")


def _names(known: Iterable[str]) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...] | None]:
    """A callback that reads comma-separated names out of a known few."""
    allowed = tuple(known)

    def names(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        found = None if value is None else tuple(name.strip() for name in value.split(","))
        if unknown := next((name for name in found or () if name not in allowed), None):
            raise click.BadParameter(f"{unknown!r} is not one of {', '.join(allowed)}")
        return found

    return names


@contextmanager
def _one_line_errors() -> Iterator[None]:
    """What the library raises for the user becomes one line on standard error and exit code 1."""
    from pipeline.exports import ExportError
    from pipeline.job import NoInputError
    from pipeline.reviews import ReviewError
    from pipeline.score import GoldError
    from pipeline.store import StoreError

    try:
        yield
    except (ExportError, GoldError, NoInputError, ReviewError, StoreError, OSError) as error:
        click.echo(f"pipeline: {' '.join(_told(error).split())}", err=True)
        sys.exit(NOTHING_DONE)


def _told(error: Exception) -> str:
    """`x.csv: no such file or directory` for what the system says with a number and in quotes."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror[0].lower()}{error.strerror[1:]}"
    return str(error)


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


@main.command(short_help="Process articles into tables.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@_out
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
    with _one_line_errors():
        from pipeline import cluster, job, progress

        inputs, stdin = inputs or ("data/raw",), sys.stdin.buffer
        with progress.watching(inputs, quiet=quiet) as watch:
            if scheduler:
                summary = cluster.run(inputs, out, scheduler, watch=watch, dry_run=dry_run, **options)
            elif dry_run:
                summary = job.plan(inputs, out, stdin=stdin, force=options["force"], watch=watch)
            else:
                summary = job.run(inputs, out, stdin=stdin, watch=watch, **options)
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
@_out
@click.pass_context
def rebuild(context: click.Context, inputs: tuple[str, ...], out: Path) -> None:
    """Begin a new store in OUT, from the articles of INPUT; the old one is kept under another name.

    For a store that is damaged, or was made by a version whose tables were other. The verdicts in OUT/reviews.csv are
    taken over.

    \b
    Example:
      pipeline rebuild news.jsonl --out data/out
    """
    with _one_line_errors():
        from pipeline.job import require
        from pipeline.store import set_aside

        require(inputs)
        if old := set_aside(out):
            click.echo(f"the old store is {old}", err=True)
    context.invoke(run, inputs=inputs, out=out, formats=("csv",))


@main.command(short_help="Print an article with its names and claims marked.")
@click.argument("file")
@click.option("--width", type=click.IntRange(min=20), help="Columns to print in.  [default: the terminal's]")
def show(file: str, width: int | None) -> None:
    """Print the articles of FILE with names and numbers marked, and each claim's fields and rule under its sentence.

    \b
    Example:
      pipeline show data/raw/pavodok.txt --width 100 | less -R
    """
    with _one_line_errors():
        from pipeline.show import show as printed

        sys.exit(printed(file, sys.stdin.buffer, width))


@main.command(short_help="Verify the tables.")
@click.argument("out", type=click.Path(path_type=Path), default=OUT)
@click.option("--most", type=click.IntRange(min=1), default=1000, show_default=True, help="Stop after so many.")
def check(out: Path, most: int) -> None:
    """Verify the invariants of the tables in OUT (data/out if not given); exit code 1 where one is broken.

    \b
    Example:
      pipeline check data/out
    """
    with _one_line_errors():
        from pipeline.check import check as problems

        found = problems(out, limit=most)
    for problem in found:
        click.echo(problem)
    click.echo(f"{out}: {len(found)} problems" if found else f"{out}: all invariants hold", err=bool(found))
    sys.exit(1 if found else 0)


@main.command(short_help="Write an HTML page to read, search and review them.")
@click.argument("out", type=click.Path(path_type=Path), default=OUT)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="report.html", show_default=True, help="The page."
)
def report(out: Path, output: Path) -> None:
    """Write one HTML file to read, search and review the tables in OUT (data/out if not given) in a browser, offline.

    \b
    Example:
      pipeline report data/out -o report.html
    """
    with _one_line_errors():
        from pipeline.report import write

        click.echo(write(out, output))


@main.command(short_help="Print the data dictionary.")
@click.option("--markdown", is_flag=True, help="As a Markdown document, with types and keys.")
def tables(markdown: bool) -> None:
    """Print the data dictionary: every table with its columns.

    \b
    Example:
      pipeline tables --markdown > docs/tables.md
    """
    from pipeline.dictionary import as_markdown, as_text

    click.echo(as_markdown() if markdown else as_text(), nl=False)


@main.command(short_help="Remove articles from the tables.")
@click.argument("article_ids", nargs=-1, required=True, metavar="ARTICLE_ID...")
@_out
def forget(article_ids: tuple[str, ...], out: Path) -> None:
    """Remove articles, with all their rows, from an output folder; exit code 1 if none of them was there.

    \b
    Example:
      pipeline forget pavodok tarif --out data/out
    """
    with _one_line_errors():
        from pipeline.job import forget as forgotten

        gone = forgotten(article_ids, out)
    for article_id in article_ids:
        click.echo(f"{article_id}: {'removed' if article_id in gone else 'not there'}")
    sys.exit(0 if gone else NOTHING_DONE)


@main.group()
def review() -> None:
    """Take in what people found right and wrong.

    \b
    Example:
      pipeline review import reviews.csv
    """


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_out
def import_(file: Path, out: Path) -> None:
    """Merge the verdicts in FILE into the tables of an output folder.

    FILE is a CSV with the columns claim_id, field, verdict, value, reviewer and when (only claim_id and verdict are
    needed), as the page of `pipeline report` saves it, or the JSON export of a Label Studio project. A verdict is
    right, wrong or corrected; an empty field means the whole claim. Of one reviewer's verdicts on a field the latest
    counts; so it does of several reviewers'. A file with a wrong line is refused as a whole.

    \b
    Example:
      pipeline review import ~/Downloads/reviews.csv --out data/out
    """
    with _one_line_errors():
        from pipeline.reviews import read, save

        merged = save(out, read(file))
    click.echo(f"{out}: {merged}")


@main.command(short_help="Print how right the tables are.")
@click.argument("out", type=click.Path(path_type=Path), default=OUT)
@click.option("--gold", type=click.Path(path_type=Path), help="A gold file, one article a line, instead of verdicts.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable, on standard output.")
def score(out: Path, gold: Path | None, as_json: bool) -> None:
    """Print how right the tables in OUT (data/out if not given) are.

    Without --gold, precision by field from the reviewers' verdicts; with it, precision, recall and F1 against a file
    in the format of tests/gold/own.jsonl.

    \b
    Example:
      pipeline score data/out
      pipeline score data/out --gold tests/gold/own.jsonl
    """
    with _one_line_errors():
        from pipeline import scoreboard

        figures = scoreboard.figures(out, gold)
    click.echo(scoreboard.as_json(figures) if as_json else scoreboard.as_text(figures, recall=gold is not None))


@main.command(short_help="List where articles give figures for the same thing.")
@click.argument("out", type=click.Path(path_type=Path), default=OUT)
@click.option("--item", default="", help="Only indicators whose words contain this.")
@click.option("--place", default="", help="Only those that hold in a place whose name contains this.")
def compare(out: Path, item: str, place: str) -> None:
    """List the indicators that two or more articles in OUT (data/out if not given) report, with all their figures.

    A figure is marked ! where another article gives a different one for the same days, = where another article gives
    the very same. All indicators, also those of one article, are in series.csv.

    \b
    Example:
      pipeline compare data/out --item инфляция --place Казахстан
    """
    with _one_line_errors():
        from pipeline.series import as_text
        from pipeline.series import compare as compared

        found = compared(out, item=item, place=place)
    click.echo(as_text(found) if found else f"{out}: no indicator that two articles report", err=not found)


@main.command(short_help="Write them for annotation tools and NLP libraries.")
@click.argument("name", metavar="FORMAT", type=click.Choice(EXPORTS))
@click.argument("out", type=click.Path(path_type=Path), default=OUT)
@click.option("-o", "--to", "folder", type=click.Path(path_type=Path), help="Where to write.  [default: OUT/FORMAT]")
def export(name: str, out: Path, folder: Path | None) -> None:
    """Write the tables in OUT (data/out if not given) as FORMAT: label-studio, brat, conllu, doccano or spacy.

    Offsets are code points in all of them. What annotators change in Label Studio comes back by `review import`.

    \b
    Example:
      pipeline export label-studio data/out -o exported
    """
    with _one_line_errors():
        from pipeline.exports import export as exported

        files = exported(out, name, folder or out / name)
    click.echo(files[0] if len(files) == 1 else f"{files[0].parent}: {len(files)} files")
