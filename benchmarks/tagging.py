"""Ours against natasha's `Doc` pipeline, stage by stage, on the same articles, in one run.

    python benchmarks/tagging.py ARTICLES.jsonl[.gz] [--articles 300]

The two take turns article group by article group, so that a busy machine slows both; BLAS has one thread. natasha runs
on pymorphy3, since pymorphy2 does not load on current Pythons.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import importlib
import json
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from pipeline.threads import one_thread_each

one_thread_each()

import numpy as np  # noqa: E402

from pipeline.document import Article  # noqa: E402
from pipeline.morph import lemmatize  # noqa: E402
from pipeline.segment import segment  # noqa: E402
from pipeline.tag import tag  # noqa: E402

GROUP = 20  # articles
Result = TypeVar("Result")


def natasha() -> Any:
    """The natasha package, with pymorphy3 under the name of pymorphy2."""
    for module in ("", ".analyzer"):
        sys.modules[f"pymorphy2{module}"] = importlib.import_module(f"pymorphy3{module}")
    return importlib.import_module("natasha")


class Clock:
    """Seconds of processor time by side and stage: what else runs on the machine counts for neither."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, str], float] = defaultdict(float)

    def __call__(self, side: str, stage: str, work: Callable[[], Result]) -> Result:
        begin = time.process_time()
        result = work()
        self.seconds[side, stage] += time.process_time() - begin
        return result


class Natasha:
    """natasha's pipeline as its README has it."""

    def __init__(self) -> None:
        package = natasha()
        embedding = package.NewsEmbedding()
        self._package, self._segmenter, self._vocab = package, package.Segmenter(), package.MorphVocab()
        self._morph, self._syntax = package.NewsMorphTagger(embedding), package.NewsSyntaxParser(embedding)
        self._ner = package.NewsNERTagger(embedding)

    def run(self, texts: list[str], clock: Clock) -> int:
        docs = [self._package.Doc(text) for text in texts]
        clock("natasha", "segment", lambda: [doc.segment(self._segmenter) for doc in docs])
        clock("natasha", "tag", lambda: [self._tag(doc) for doc in docs])
        clock("natasha", "lemmas", lambda: [t.lemmatize(self._vocab) for doc in docs for t in doc.tokens])
        return sum(len(doc.tokens) for doc in docs)

    def _tag(self, doc: Any) -> None:
        doc.tag_morph(self._morph)
        doc.parse_syntax(self._syntax)
        doc.tag_ner(self._ner)


def ours(texts: list[str], clock: Clock) -> int:
    docs = clock("ours", "segment", lambda: [segment(Article(str(i), text)) for i, text in enumerate(texts)])
    with patch("pipeline.tag.lemmatize", lambda norm, pos, feats: norm):
        docs = clock("ours", "tag", lambda: tag(docs))
    clock("ours", "lemmas", lambda: [lemmatize(t.norm, t.pos, t.feats) for doc in docs for t in doc.tokens])
    return sum(len(doc.tokens) for doc in docs)


def texts(path: Path) -> Iterator[str]:
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def report(clock: Clock, tokens: int, articles: int) -> None:
    print(
        f"{articles} articles, {tokens} tokens; Python {platform.python_version()}, NumPy {np.__version__}, one thread"
    )
    stages = ["segment", "tag", "lemmas"]
    for stage in [*stages, "all"]:
        parts = stages if stage == "all" else [stage]
        theirs, mine = (sum(clock.seconds[side, part] for part in parts) for side in ("natasha", "ours"))
        print(
            f"{stage:8} natasha {tokens / theirs:9,.0f}  ours {tokens / mine:9,.0f} tokens/s  {theirs / mine:.1f} times"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    arguments = parser.parse_args()
    found = list(islice(texts(arguments.input), arguments.articles))
    theirs, clock, tokens = Natasha(), Clock(), 0
    warm = Clock()
    ours(found[:1], warm)
    theirs.run(found[:1], warm)
    gc.collect()
    gc.freeze()  # else each side pays for walking over the other's models
    for begin in range(0, len(found), GROUP):
        group = found[begin : begin + GROUP]
        theirs.run(group, clock)
        gc.collect()
        tokens += ours(group, clock)
        gc.collect()
    report(clock, tokens, len(found))


if __name__ == "__main__":
    main()
