"""What the commands share: options, and errors told in one line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

OUT = Path("data/out")
WRONG_USE = 2  # click's own
NOTHING_DONE = 1  # beside it: 0 all done, 2 usage (click's own), 3 some inputs rejected, 130 Ctrl-C

out_option = click.option(
    "--out", type=click.Path(path_type=Path), default=OUT, show_default=True, help="The output folder."
)
out_argument = click.argument("out", type=click.Path(path_type=Path), default=OUT)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """What the library raises for the user becomes one line on standard error and exit code 1, or 2 for wrong use."""
    try:
        yield
    except Exception as error:
        from pipeline.store import OtherOutputError

        if not isinstance(error, _for_the_user()):
            raise
        click.echo(f"pipeline: {' '.join(_told(error).split())}", err=True)
        sys.exit(WRONG_USE if isinstance(error, OtherOutputError) else NOTHING_DONE)


def _for_the_user() -> tuple[type[Exception], ...]:
    """Imported where one is raised: to import them all takes as long as to begin the workers."""
    from pipeline.exports import ExportError
    from pipeline.job import NoInputError
    from pipeline.reviews import ReviewError
    from pipeline.score import GoldError
    from pipeline.store import StoreError

    return ExportError, GoldError, NoInputError, ReviewError, StoreError, OSError


def _told(error: Exception) -> str:
    """`x.csv: no such file or directory` for what the system says with a number and in quotes."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror[0].lower()}{error.strerror[1:]}"
    return str(error)
