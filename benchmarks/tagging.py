"""Ours against natasha's `Doc` pipeline on the same articles, stage by stage.

The two take turns, a group of articles each, so that a busy machine slows both; BLAS has one thread; what is counted
is processor time. Both have worked on other articles before, so that models are loaded and caches are as in the middle
of a long run. At the end our rows are committed and exported, as a run does it. natasha runs on pymorphy3, since
pymorphy2 does not load on current Pythons.
"""

from __future__ import annotations

import gc
import importlib
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from pipeline.claims import claims
from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.job import COMMIT_BATCHES
from pipeline.morph import lemmatized
from pipeline.numbers import numbers
from pipeline.quotes import quotes
from pipeline.relations import Packed, join, pack
from pipeline.segment import segment
from pipeline.store import Store
from pipeline.tables import rows
from pipeline.tag import tag
from pipeline.times import times
from pipeline.work import GC_THRESHOLD, batches

SHARED = ("segment", "tag", "lemmas")  # what natasha does too
STAGES: dict[str, Callable[[Doc], Doc]] = {
    "entities": entities,
    "numbers": numbers,
    "times": times,
    "quotes": quotes,
    "claims": claims,
}
OURS = (*SHARED, *STAGES, "rows", "pack")
WRITTEN = ("commit", "export")
Result = TypeVar("Result")


def natasha() -> Any:
    """The natasha package, with pymorphy3 under the name of pymorphy2."""
    for module in ("", ".analyzer"):
        sys.modules[f"pymorphy2{module}"] = importlib.import_module(f"pymorphy3{module}")
    return importlib.import_module("natasha")


@dataclass(slots=True)
class Clock:
    """Seconds of processor time by side and stage: what else runs on the machine counts for neither."""

    seconds: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))

    def __call__(self, side: str, stage: str, work: Callable[[], Result]) -> Result:
        begin = time.process_time()
        result = work()
        self.seconds[side, stage] += time.process_time() - begin
        return result

    def total(self, side: str, stages: Sequence[str]) -> float:
        return sum(self.seconds[side, stage] for stage in stages)


class Natasha:
    """natasha's pipeline as its README has it."""

    def __init__(self) -> None:
        package = natasha()
        embedding = package.NewsEmbedding()
        self._package, self._segmenter, self._vocab = package, package.Segmenter(), package.MorphVocab()
        self._morph, self._syntax = package.NewsMorphTagger(embedding), package.NewsSyntaxParser(embedding)
        self._ner = package.NewsNERTagger(embedding)

    def run(self, articles: Sequence[Article], clock: Clock) -> None:
        docs = [self._package.Doc(article.text[article.body :]) for article in articles]
        clock("natasha", "segment", lambda: [doc.segment(self._segmenter) for doc in docs])
        clock("natasha", "tag", lambda: [self._tag(doc) for doc in docs])
        clock("natasha", "lemmas", lambda: [t.lemmatize(self._vocab) for doc in docs for t in doc.tokens])

    def _tag(self, doc: Any) -> None:
        doc.tag_morph(self._morph)
        doc.parse_syntax(self._syntax)
        doc.tag_ner(self._ner)


def ours(articles: Sequence[Article], clock: Clock) -> tuple[int, Packed]:
    """Runs all stages on one batch; number of tokens, and the rows. Lemmas, part of our tagging, are taken apart to be
    compared."""
    docs = clock("ours", "segment", lambda: [segment(article) for article in articles])
    with patch("pipeline.tag.lemmatized", lambda norms, pos, feats: norms):
        bare = clock("ours", "tag", lambda: tag(docs))
    columns = [zip(*((t.norm, t.pos, t.feats) for t in doc.tokens), strict=True) for doc in bare if doc.tokens]
    tagged = [tuple(found) for found in columns]  # as tagging has them
    clock("ours", "lemmas", lambda: [lemmatized(*found) for found in tagged])
    made = []
    for read in tag(docs):
        doc = read
        for name, stage in STAGES.items():
            doc = clock("ours", name, partial(stage, doc))
        made.append(clock("ours", "rows", partial(rows, doc)))
    packed = clock("ours", "pack", lambda: pack(made))
    return sum(len(doc.tokens) for doc in docs), packed


def write(packs: Sequence[Packed], clock: Clock) -> None:
    """All tables, into a store and out of it, with as many batches to a commit as a run takes."""
    with tempfile.TemporaryDirectory() as folder, Store.lock(Path(folder)) as store:
        for first in range(0, len(packs), COMMIT_BATCHES):
            some, last = packs[first : first + COMMIT_BATCHES], first + COMMIT_BATCHES >= len(packs)
            clock("ours", "commit", partial(_commit, store, some, last))
        clock("ours", "export", store.export)


def _commit(store: Store, packs: Sequence[Packed], last: bool) -> None:
    store.commit(join(packs), fold=last)


def settle() -> None:
    """As `pipeline.work` does once the models are loaded; else each side pays for walking over the other's."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)


def beside(articles: Sequence[Article], others: Sequence[Article]) -> tuple[Clock, int]:
    """Seconds of both sides on `articles` after they have worked on `others`, and the number of tokens."""
    theirs, found = Natasha(), list[tuple[int, Packed]]()
    theirs.run(others[:5], Clock())
    for batch in batches(others):
        ours(batch, Clock())
    settle()
    clock = Clock()
    for batch in batches(articles):
        theirs.run(batch, clock)
        found.append(ours(batch, clock))
        gc.collect()
    write([packed for _, packed in found], clock)
    return clock, sum(tokens for tokens, _ in found)
