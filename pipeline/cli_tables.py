"""The commands on the tables of an output folder: look, review, score, compare, export, verify."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli_options import one_line_errors, out_argument, out_option

EXPORTS = ("label-studio", "brat", "conllu", "doccano", "spacy")


@click.command(short_help="Verify the tables.")
@out_argument
@click.option("--most", type=click.IntRange(min=1), default=1000, show_default=True, help="Stop after so many.")
def check(out: Path, most: int) -> None:
    """Verify the invariants of the tables in OUT (data/out if not given); exit code 1 where one is broken.

    \b
    Example:
      pipeline check data/out
    """
    with one_line_errors():
        from pipeline.check import check as problems

        found = problems(out, limit=most)
    for problem in found:
        click.echo(problem)
    click.echo(f"{out}: {len(found)} problems" if found else f"{out}: all invariants hold", err=bool(found))
    sys.exit(1 if found else 0)


@click.command(short_help="Write an HTML page to read, search and review them.")
@out_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="report.html", show_default=True, help="The page."
)
def report(out: Path, output: Path) -> None:
    """Write one HTML file to read, search and review the tables in OUT (data/out if not given) in a browser, offline.

    \b
    Example:
      pipeline report data/out -o report.html
    """
    with one_line_errors():
        from pipeline.report import write

        click.echo(write(out, output))


@click.command(short_help="Print the data dictionary.")
@click.option("--markdown", is_flag=True, help="As a Markdown document, with types and keys.")
def tables(markdown: bool) -> None:
    """Print the data dictionary: every table with its columns.

    \b
    Example:
      pipeline tables --markdown > docs/tables.md
    """
    from pipeline.dictionary import as_markdown, as_text

    click.echo(as_markdown() if markdown else as_text(), nl=False)


@click.group()
def review() -> None:
    """Take in what people found right and wrong.

    \b
    Example:
      pipeline review import reviews.csv
    """


@review.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@out_option
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
    with one_line_errors():
        from pipeline.reviews import read, save

        merged = save(out, read(file))
    click.echo(f"{out}: {merged}")


@click.command(short_help="Print how right the tables are.")
@out_argument
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
    with one_line_errors():
        from pipeline import scoreboard

        figures = scoreboard.figures(out, gold)
    click.echo(scoreboard.as_json(figures) if as_json else scoreboard.as_text(figures, recall=gold is not None))


@click.command(short_help="List where articles give figures for the same thing.")
@out_argument
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
    with one_line_errors():
        from pipeline.series import as_text
        from pipeline.series import compare as compared

        found = compared(out, item=item, place=place)
    click.echo(as_text(found) if found else f"{out}: no indicator that two articles report", err=not found)


@click.command(short_help="Write them for annotation tools and NLP libraries.")
@click.argument("name", metavar="FORMAT", type=click.Choice(EXPORTS))
@out_argument
@click.option("-o", "--to", "folder", type=click.Path(path_type=Path), help="Where to write.  [default: OUT/FORMAT]")
def export(name: str, out: Path, folder: Path | None) -> None:
    """Write the tables in OUT (data/out if not given) as FORMAT: label-studio, brat, conllu, doccano or spacy.

    Offsets are code points in all of them. What annotators change in Label Studio comes back by `review import`.

    \b
    Example:
      pipeline export label-studio data/out -o exported
    """
    with one_line_errors():
        from pipeline.exports import export as exported

        files = exported(out, name, folder or out / name)
    click.echo(files[0] if len(files) == 1 else f"{files[0].parent}: {len(files)} files")


COMMANDS = (check, report, tables, review, score, compare, export)
