"""Tagging: the same tags as slovnet, heads that make trees, and documents of any size."""

from __future__ import annotations

import itertools
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from navec import Navec
from slovnet import NER, Morph, Syntax
from slovnet.bio import bio_spans

from pipeline.document import Article, Doc
from pipeline.segment import segment
from pipeline.tag import LONGEST_SENTENCE, network, projections, tag, trees, winograd
from pipeline.tag.space import Space
from pipeline.tag.weights import FOUR_ROWS, Convolution, weights

RAW = Path(__file__).parents[1] / "data" / "raw"
HEADS = ["аким", "министр", "депутат", "глава управления", "директор школы", "учёный", "житель села", "инвестор"]
PLACES = ["в Астане", "в Алматинской области", "на реке Урал", "в г. Шымкент", "за рубежом", "в Казахстане", "в ООН"]
FACTS = [
    "построили 12 школ",
    "выделили 1 234 567 тенге, или 5% бюджета",
    "подписал договор с АО «Фонд развития» и компанией SCAT",
    "рассказала Айгуль Сеитова — руководитель проекта",
    "снизили цены на 2,5 процента по сравнению с прошлым годом; дальше будет видно",
    "не ответил на вопрос: «Кто за это заплатит?»",
]


def made_sentences() -> list[str]:
    made = itertools.product(HEADS, PLACES, FACTS)
    return [f"{who.capitalize()} {where} {fact}." for who, where, fact in made]


def docs() -> list[Doc]:
    """A few hundred sentences: our own articles, and combinations of phrases."""
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in sorted(RAW.glob("*.txt"))]
    made = made_sentences()
    texts += [" ".join(made[i : i + 12]) for i in range(0, len(made), 12)]
    return [segment(Article(str(i), text)) for i, text in enumerate(texts)]


@pytest.fixture(scope="module")
def tagged() -> list[Doc]:
    return tag(docs())


@pytest.fixture(scope="module")
def slovnet() -> tuple[Any, Any, Any]:
    spec = find_spec("natasha")
    assert spec is not None
    assert spec.submodule_search_locations
    data = Path(spec.submodule_search_locations[0]) / "data"
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    morph, syntax, ner = (
        kind.load(data / "model" / f"slovnet_{name}_news_v1.tar").navec(navec)
        for kind, name in ((Morph, "morph"), (Syntax, "syntax"), (NER, "ner"))
    )
    return morph, syntax, ner


def model_word(text: str) -> str:
    return projections.model_word(text, weights().word_ids)


def words(doc: Doc) -> list[list[str]]:
    return [[model_word(token.text) for token in doc.tokens[s.first : s.last]] for s in doc.sentences]


def is_tree(heads: list[int]) -> bool:
    """Whether one word hangs on the root, and all others on it in the end."""
    above, reached = [0, *heads], list(range(1, len(heads) + 1))
    for _ in heads:
        reached = [above[node] for node in reached]
    return heads.count(0) == 1 and not any(reached)


def best_heads(scores: Any) -> list[int]:
    return trees.heads(scores, np.array([len(scores)])).tolist()


def test_parts_of_speech_and_names_are_slovnets(tagged: list[Doc], slovnet: tuple[Any, Any, Any]) -> None:
    morph, _, ner = slovnet
    ours, theirs = [], []
    for doc in tagged:
        sentences = words(doc)
        theirs += [(t.pos, "|".join(map("=".join, t.feats.items()))) for m in morph.map(sentences) for t in m.tokens]
        ours += [(token.pos, token.feats) for token in doc.tokens]
        bio = ner.infer.decoder(ner.infer.process(ner.infer.encoder(sentences)))
        spans = {
            (span.start, span.stop, span.type)
            for s, tags in zip(doc.sentences, bio, strict=True)
            for span in bio_spans(doc.tokens[s.first : s.last], tags)
        }
        assert spans == {(name.start, name.stop, name.type) for name in doc.names}
    assert sum(map(len, map(words, tagged))) >= 300
    assert sum(a == b for a, b in zip(ours, theirs, strict=True)) / len(ours) >= 0.999


def test_syntax_is_slovnets_where_its_heads_make_a_tree(tagged: list[Doc], slovnet: tuple[Any, Any, Any]) -> None:
    same, total, whole = 0, 0, 0
    for doc in tagged:
        for s, markup in zip(doc.sentences, slovnet[1].map(words(doc)), strict=True):
            heads = [int(token.head_id) for token in markup.tokens]
            if not is_tree(heads):
                continue
            whole += 1
            for token, head, theirs in zip(doc.tokens[s.first : s.last], heads, markup.tokens, strict=True):
                total += 1
                same += (token.head - s.first + 1 if token.head >= 0 else 0) == head and token.rel == theirs.rel
    assert whole >= 200
    assert same / total >= 0.999


def test_heads_before_trees_are_slovnets_or_tied(slovnet: tuple[Any, Any, Any]) -> None:
    """Every sentence, trees or not, with the plain best head: what differs has the same score but for rounding."""
    doc = segment(Article("a", " ".join(made_sentences()[::9])))
    sentences = words(doc)
    seen: list[Any] = []

    def best(scores: Any, sizes: Any) -> Any:
        ends = np.cumsum(sizes)
        seen.extend(scores[end - size : end, : size + 1] for end, size in zip(ends, sizes, strict=True))
        return scores.argmax(1)

    lengths = [len(sentence) for sentence in sentences]
    rows = projections.Projections(weights())
    network.run(weights(), rows, rows.rows(list(itertools.chain(*sentences))), lengths, best)
    for scores, markup in zip(seen, slovnet[1].map(sentences), strict=True):
        theirs = scores[np.arange(len(scores)), [int(token.head_id) for token in markup.tokens]]
        np.testing.assert_allclose(theirs, scores.max(1), atol=1e-3)


def test_a_document_alone_has_the_same_tags(tagged: list[Doc]) -> None:
    for doc in tagged[::5]:
        assert tag([segment(doc.article)]) == [doc]


def test_four_rows_at_once_are_a_plain_convolution() -> None:
    random = np.random.default_rng(0)
    taps = random.standard_normal((3, 5, 7))
    filters = np.tensordot(FOUR_ROWS, taps, 1).astype(np.float32)[:, None]
    layer = Convolution(filters, random.standard_normal(7).astype(np.float32), np.zeros(5, np.float32))
    inputs = random.standard_normal((22, 5)).astype(np.float32)
    out = np.empty((20, 7), np.float32)
    winograd.convolve(layer, inputs, out, Space())
    plain = sum(inputs[tap : tap + 20] @ taps[tap] for tap in range(3)) + layer.bias
    np.testing.assert_allclose(out, plain, atol=1e-4)


def test_tags_survive_a_full_table(tagged: list[Doc], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projections, "CAPACITY", 300)
    table = projections.Projections(weights())
    for doc in tagged * 2:
        forms = list(itertools.chain(*words(doc)))[:75]
        rows = table.rows(forms)
        fresh = projections.Projections(weights())
        assert np.array_equal(table.table[rows], fresh.table[fresh.rows(forms)])


def test_heads_make_trees(tagged: list[Doc]) -> None:
    for doc in tagged:
        for s in doc.sentences:
            heads = [token.head - s.first + 1 if token.head >= 0 else 0 for token in doc.tokens[s.first : s.last]]
            assert is_tree(heads)
        assert [(child, parent) for parent, below in enumerate(doc.children) for child in below] == sorted(
            ((i, token.head) for i, token in enumerate(doc.tokens) if token.head >= 0), key=lambda pair: pair[::-1]
        )


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_the_best_tree_of_all(size: int) -> None:
    random = np.random.default_rng(size)
    every = [list(heads) for heads in itertools.product(range(size + 1), repeat=size)]
    for _ in range(50):
        scores = random.standard_normal((size, size + 1)).astype(np.float32)
        best = max(float(scores[np.arange(size), heads].sum()) for heads in every if is_tree(heads))
        found = best_heads(scores)
        assert is_tree(found)
        assert float(scores[np.arange(size), found].sum()) == pytest.approx(best, abs=size * trees.TIE)


def test_a_list_too_long_for_the_best_tree_has_one_all_the_same() -> None:
    scores = np.random.default_rng(0).standard_normal((trees.LONGEST_EXACT + 1, trees.LONGEST_EXACT + 2))
    assert is_tree(best_heads(scores.astype(np.float32)))
    assert is_tree(best_heads(np.zeros_like(scores, np.float32)))


def test_a_long_sentence_is_read_in_pieces() -> None:
    (doc,) = tag([segment(Article("a", "список " * (3 * LONGEST_SENTENCE + 5)))])
    assert len(doc.sentences) == 1
    for i, token in enumerate(doc.tokens):
        assert token.pos
        assert token.head < 0 or token.head // LONGEST_SENTENCE == i // LONGEST_SENTENCE


@pytest.mark.parametrize("text", ["", " \n ", "?", "\u200b", "😀 \ud800", "й", "a" * 10_000, "1" * 10_000])
def test_odd_documents(text: str) -> None:
    (doc,) = tag([segment(Article("a", text))])
    assert all(token.pos and token.rel and token.lemma for token in doc.tokens)
    assert len(doc.children) == len(doc.tokens)


def test_a_token_is_given_to_the_models_as_they_know_words() -> None:
    assert model_word("1 234 567,89") == "1234567,89"
    assert model_word("Коло\u00adнна") == "Колонна"
    assert model_word("утверждённой") == "утвержденной"
    assert json.dumps(model_word("\u0438\u0306")) == json.dumps("й")
