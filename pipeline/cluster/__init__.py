"""Runs on a Dask cluster: blocks of the input to Parquet parts of the output, which are read like a local folder.

    OUT/parts/<table>/<block>.parquet   the rows of one block, written by the worker that made them
    OUT/receipts/<block>.json           what a finished block holds; written after its parts
    OUT/entities.parquet                the entities summed over the corpus; likewise series.parquet
    OUT/manifest.json                   schema, pipeline version, and all blocks with counts and digests; written last

A block is a range of lines of a JSONL file or a group of other files. Its name is a digest of what it is made from
and by, so that whoever makes it, and however often, writes the same bytes to the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.faults import StoreError

if TYPE_CHECKING:
    from pipeline.job import Summary, Watch


class ClusterError(StoreError):
    """A cluster, or an output of one, that cannot be used; says why in one line."""


def run(
    inputs: Sequence[str | Path],
    out: str | Path,
    scheduler: str,
    *,
    force: bool = False,
    watch: Watch | None = None,
    **options: object,
) -> Summary:
    """`pipeline.cluster.drive.run`; raises ClusterError where Dask is missing, or an option has no meaning here."""
    try:
        from pipeline.cluster import drive
    except ModuleNotFoundError as error:
        raise ClusterError(f"{error.name} is not installed; install it with: pip install 'svodka[dask]'") from None
    if wrong := [name for name, value in options.items() if value not in (None, False, ("csv",))]:
        raise ClusterError(f"{', '.join(wrong)}: not to be combined with --dask")
    return drive.run(inputs, out, scheduler, force=force, watch=watch)
