"""Look-up of words in a document."""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Article, Doc
from pipeline.lookup import lookup
from pipeline.segment import segment


def doc(text: str, **lemmas: str) -> Doc:
    found = segment(Article("a", text))
    return replace(found, tokens=tuple(replace(t, lemma=lemmas.get(t.norm, t.norm)) for t in found.tokens))


def test_tokens_of_a_vocabulary_stand_in_order() -> None:
    found = lookup(doc("Аким и министр, аким и глава.", акима="аким"))
    assert found.with_norms(frozenset(("глава", "аким", "нет"))) == [0, 4, 6]
    assert found.capitals == (0,)


def test_hyphens_of_lemmas_are_plain() -> None:
    found = lookup(doc("Вице-министр и вице‑министр у вице-министра.", **{"вице-министра": "вице-министр"}))
    assert found.with_lemmas(frozenset(("вице-министр",))) == [0, 2, 4]


def test_the_next_document_is_looked_up_anew() -> None:
    first, second = doc("Аким сказал"), doc("Сказал аким")
    assert lookup(first).norms["аким"] == [0]
    assert lookup(second).norms["аким"] == [1]
    assert lookup(doc("")).capitals == ()
