"""Coverage-guided fuzzing of the readers and of the number grammar, for a bounded time: `make fuzz`.

    python tests/fuzz.py read|numbers --seconds 60

Stops at the first input that raises, and keeps it as `crash-…`: make it a case of tests/test_hostile.py.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline.read", "pipeline.numbers", "pipeline.times", "pipeline.segment"]):
    from pipeline.document import Article, Reject
    from pipeline.numbers import numbers
    from pipeline.read import items
    from pipeline.read.sources import source
    from pipeline.segment import segment
    from pipeline.times import times

from pipeline.tag import tag

ENDINGS = (".txt", ".html", ".jsonl", ".csv", ".jsonl.gz", ".parquet")
WORDS = Path(__file__).with_name("fragments.txt").read_text(encoding="utf-8").splitlines()


def read_anything(data: bytes) -> None:
    """Whatever the bytes: articles and rejects, no error."""
    if data:
        found = list(items(source(Path("f" + ENDINGS[data[0] % len(ENDINGS)])), io.BytesIO(data[1:])))
        assert all(isinstance(each, Article | Reject) for each in found)


def number_anything(data: bytes) -> None:
    """Whatever the text, of words of the grammar and any others: every digit in one number, in order, apart."""
    provider = atheris.FuzzedDataProvider(data)
    pieces = []
    while provider.remaining_bytes() and len(pieces) < 60:
        known = provider.ConsumeIntInRange(0, 9)
        pieces.append(provider.PickValueInList(WORDS) if known else provider.ConsumeUnicodeNoSurrogates(4))
        pieces.append(provider.PickValueInList([" ", " ", " ", "", "-", ", ", "\n"]))
    text = "".join(pieces)
    (doc,) = tag([segment(Article("f", text))])
    doc = times(numbers(doc))
    stop = 0
    for number in doc.numbers:
        assert stop <= number.start < number.stop <= len(text), text
        stop = number.stop
    covered = {i for number in doc.numbers for i in range(number.start, number.stop)}
    assert not [i for i, char in enumerate(text) if char in "0123456789" and i not in covered], text


TARGETS = {"read": read_anything, "numbers": number_anything}


def seeds(folder: Path) -> None:
    """Something to begin with: the articles that come with the project, and noise of every length."""
    raw = Path(__file__).parent.parent / "data" / "raw"
    for n, path in enumerate(sorted(raw.iterdir())):
        (folder / f"raw{n}").write_bytes(bytes([n]) + path.read_bytes()[:2000])
    for n in range(20):
        (folder / f"noise{n}").write_bytes(random.Random(n).randbytes(10 * n + 1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as corpus:
        seeds(Path(corpus))
        options = [f"-max_total_time={given.seconds}", "-max_len=4000", "-timeout=30", "-verbosity=1"]
        atheris.Setup([sys.argv[0], *options, corpus], TARGETS[given.target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
