"""Tokens per second of the numbers stage alone, calendar included, on one core, over articles tagged beforehand.

    python benchmarks/numbers_stage.py ARTICLES.jsonl[.gz] [--articles 300] [--rounds 5]

Processor time, best and median round; the first round, which loads the vocabularies, is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from pipeline.threads import one_thread_each

one_thread_each()

from pipeline.document import Article, Doc  # noqa: E402
from pipeline.entities import entities  # noqa: E402
from pipeline.numbers import numbers  # noqa: E402
from pipeline.segment import segment  # noqa: E402
from pipeline.tag import tag  # noqa: E402


def tagged(path: Path, articles: int) -> list[Doc]:
    """The first articles of a file of records, up to the stage before numbers."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, articles)]
    docs = (segment(Article(str(n), record["text"])) for n, record in enumerate(records))
    return [entities(doc) for doc in tag(list(docs))]


def seconds(docs: Sequence[Doc]) -> float:
    """Processor time of one round."""
    begin = time.process_time()
    for doc in docs:
        numbers(doc)
    return time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles_path", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    docs = tagged(options.articles_path, options.articles)
    n_tokens = sum(len(doc.tokens) for doc in docs)
    rules = Counter(number.rule for doc in docs for number in numbers(doc).numbers)
    rounds = [n_tokens / seconds(docs) for _ in range(options.rounds)]
    print(f"{len(docs)} articles, {n_tokens} tokens, {rules.total()} numbers")
    print(f"tokens/s: best {max(rounds):,.0f}, median {statistics.median(rounds):,.0f}")
    print("rows by rule:", ", ".join(f"{rule} {n}" for rule, n in rules.most_common()))


if __name__ == "__main__":
    main()
