"""Tokens a second of the whole pipeline and of natasha's `Doc` pipeline, on the same articles, turn and turn about.

    benchmarks/throughput.py [INPUT...]    # data/raw if none is given

One process, one thread; the best of three turns each, models loaded beforehand. natasha's lemmas are left out, in its
favour: they need pymorphy2, which does not run on the Pythons that are supported here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.threads import one_thread_each

one_thread_each()

from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter  # noqa: E402

from pipeline.document import Article  # noqa: E402
from pipeline.read import read  # noqa: E402
from pipeline.run import process  # noqa: E402
from pipeline.work import batches  # noqa: E402

TURNS = 3


def ours(articles: Sequence[Article]) -> int:
    return sum(len(rows["tokens"]) for batch in batches(articles) for rows in process(batch))


def natasha() -> Callable[[Sequence[Article]], int]:
    embedding = NewsEmbedding()
    segmenter = Segmenter()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def doc(article: Article) -> int:
        found: Any = Doc(article.text[article.body :])
        found.segment(segmenter)
        found.tag_morph(morph)
        found.parse_syntax(syntax)
        found.tag_ner(names)
        return len(found.tokens)

    return lambda articles: sum(doc(article) for article in articles)


def main(inputs: Sequence[str]) -> None:
    articles = [item for item in read(inputs or ["data/raw"]) if isinstance(item, Article)]
    systems = {"natasha": natasha(), "svodka": ours}
    best = dict.fromkeys(systems, 0.0)
    for _ in range(TURNS + 1):  # the first turn loads what is loaded lazily
        for name, system in systems.items():
            began = time.perf_counter()
            tokens = system(articles)
            best[name] = max(best[name], tokens / (time.perf_counter() - began))
    print(f"{len(articles)} articles, one thread")
    for name, speed in best.items():
        print(f"{name:8} {speed:8,.0f} tokens/s")


if __name__ == "__main__":
    main(sys.argv[1:])
