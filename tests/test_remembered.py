"""What is remembered of words is bounded, and forgetting it changes nothing."""

from __future__ import annotations

import sys

import pytest

from pipeline import morph, remembered
from pipeline.document import Article
from pipeline.run import process

ARTICLES = [Article("a", "В Астане построили 12 школ, сообщил министр.\n", "a.txt")]


def test_words_are_forgotten_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", sys.maxsize)  # other tests may have left many objects
    process(ARTICLES)
    remembered.bound()
    assert morph.sole_lemma.cache_info().currsize
    monkeypatch.setattr(remembered, "MOST", 0)
    remembered.bound()
    assert not morph.sole_lemma.cache_info().currsize


def test_the_rows_are_the_same_after_all_is_forgotten() -> None:
    before = process(ARTICLES)
    remembered.drop()
    assert process(ARTICLES) == before
