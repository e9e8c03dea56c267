"""The output as a whole: begun, committed, and cleaned of what no longer belongs to it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.cluster import ClusterError
from pipeline.cluster.layout import MANIFEST, OF_CORPUS, PARTS, RECEIPTS, part, receipt, whole
from pipeline.cluster.output import opened_parts
from pipeline.cluster.parts import Receipt
from pipeline.cluster.places import files_under, filesystem, put, put_text, remove, text_of
from pipeline.fingerprint import version
from pipeline.relations import STORED, layout, select
from pipeline.schema import BY_NAME
from pipeline.store import FILENAME, OF_CLUSTER, OtherOutputError

_RUN = OF_CLUSTER  # the inputs of the output, from the beginning on


def begin(out: str, inputs: Sequence[str]) -> set[str]:
    """Make or take up an output; returns the names of the blocks that are finished there.

    Raises OtherOutputError where the output is a local run's, ClusterError where it is of inputs that are not given
    now: those would be lost.
    """
    system, path = filesystem(out)
    if system.exists(f"{path}/{FILENAME}"):
        raise OtherOutputError(f"{out} holds the tables of a local run; give another folder")
    before = json.loads(text_of(f"{out}/{_RUN}") or "{}").get("inputs", [])
    if lost := sorted(set(before) - set(inputs)):
        raise ClusterError(f"{out} holds the tables of {', '.join(lost)}; name that too, or give another folder")
    put_text(json.dumps({"inputs": sorted(inputs)}, ensure_ascii=False), f"{out}/{_RUN}")
    there = files_under(f"{out}/{PARTS}")
    made = {name.removesuffix(".json") for name in files_under(f"{out}/{RECEIPTS}")}
    return {name for name in made if all(f"{table.name}/{name}.parquet" in there for table in STORED)}


def receipts(out: str, names: Sequence[str]) -> list[Receipt]:
    """What these blocks hold. Raises ClusterError where one is not finished."""
    system, path = filesystem(out)
    paths = [f"{path}/{receipt(name)}" for name in names]
    try:
        found = system.cat(paths) if len(paths) > 1 else {each: system.cat_file(each) for each in paths}
    except FileNotFoundError as error:
        raise ClusterError(f"{out}: a block is gone: {error}; run again") from None
    return [Receipt.of_json(found[each]) for each in paths]


def commit(out: str, inputs: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """Make the tables of the corpus, write the manifest, then remove what is not in it; returns rows by table."""
    found = receipts(out, names)
    counts: Counter[str] = Counter()
    for each in found:
        counts.update(each.rows)
    corpus = _put_corpus(out, names)
    rows = dict(counts) | {name: rows for name, (rows, _) in corpus.items()}
    content = {
        "schema": layout(),
        "pipeline": version(),
        "inputs": sorted(inputs),
        "rows": rows,
        "corpus": {whole(BY_NAME[name]): sha256 for name, (_, sha256) in corpus.items()},
        "blocks": [each.as_dict() for each in found],
    }
    put_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", f"{out}/{MANIFEST}")
    _clean(out, names)
    return rows


def _put_corpus(out: str, names: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Make the tables of the corpus; number of rows and SHA-256 of each."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, opened_parts(out, names, folder) as connection:
        for table in OF_CORPUS:
            path = Path(folder, whole(table))
            query = select(table.name, exact=False)
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
            [(rows,)] = connection.execute(f"SELECT count(*) FROM '{path}'").fetchall()
            put(path, f"{out}/{whole(table)}")
            found[table.name] = rows, hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _clean(out: str, names: Sequence[str]) -> None:
    """Remove parts and receipts of earlier blocks, and what killed workers left."""
    wanted = {part(table, name) for table in STORED for name in names} | {receipt(name) for name in names}
    for folder in (PARTS, RECEIPTS):
        found = {f"{folder}/{name}" for name in files_under(f"{out}/{folder}")}
        remove(out, found - wanted)
