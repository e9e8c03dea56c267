"""The network for items: its codes fit its tables, it answers alike in any company, and finds what rules leave open."""

from __future__ import annotations

import numpy as np
import pytest
from test_claims import LINES, _article, _claim, _marked

from pipeline.claims import heads
from pipeline.claims.reader import Reader
from pipeline.claims.window import FEATURES, GIVEN, LONGEST, WORD_FEATURES, windows, word_codes
from pipeline.document import Article, Doc
from pipeline.run import read_docs

AGREED = 0.98  # of our own lines; only ever raised
TEXT = (
    "В 2024 году ведомство потратило 14 млн тенге (около 30 тыс. долларов) на покупку оборудования для больниц.\n"
    "Аким сообщил, что школу в Актау строят уже третий год; её сдадут к сентябрю: 5 классов готовы на 80%.\n"
)


@pytest.fixture(scope="module")
def doc() -> Doc:
    return read_docs([Article("a", TEXT)])[0]


@pytest.fixture(scope="module")
def reader(doc: Doc) -> Reader:
    reader = Reader(doc)
    list(reader.read())
    return reader


def test_codes_fit_their_tables(doc: Doc, reader: Reader) -> None:
    sizes = [values for _, values in FEATURES]
    for index in range(len(reader.known)):
        here = windows(reader.known, [index])[0]
        codes = np.concatenate([word_codes(doc, range(here.first, here.last)), here.codes], axis=1)
        assert codes.shape == (here.last - here.first, len(FEATURES))
        assert (codes >= 0).all()
        assert (codes < sizes).all()
        assert all(0 <= code < values for code, (_, values) in zip(here.given, GIVEN, strict=True))


def test_weights_fit_the_features() -> None:
    network = heads._network()
    for name, values in FEATURES:
        assert len(network[f"feature {name}"]) == values
    for name, values in GIVEN:
        assert len(network[f"given {name}"]) == values
    assert 0 < WORD_FEATURES < len(FEATURES)


def test_chances_are_of_nouns_and_none(doc: Doc, reader: Reader) -> None:
    found = windows(reader.known, range(len(reader.known)))
    for inside, chances in zip(found, heads._chances(doc, found), strict=True):
        assert chances.sum() == pytest.approx(1, abs=1e-4)
        closed = [i for i in range(inside.first, inside.last) if not heads.may_head(doc, i)]
        assert not chances[[1 + i - inside.first for i in closed]].any()


def test_an_article_is_read_alike_in_any_company(doc: Doc) -> None:
    others = [Article("b", TEXT * 3), Article("c", "Построили 40 домов.\n")]
    assert read_docs([*others, Article("a", TEXT)])[-1].claims == doc.claims


def test_a_window_is_bounded() -> None:
    long = read_docs([Article("a", "Дом, " * 400 + "где живут 40 семей, " + "и сад, " * 400 + "стоит.\n")])[0]
    reader = Reader(long)
    list(reader.read())
    here = windows(reader.known, [0])[0]
    assert here.last - here.first <= LONGEST
    assert here.first <= reader.known[0].frame.first < here.last


def test_what_rules_are_sure_of_stays() -> None:
    doc = read_docs([Article("a", "В городе построили 12 новых школ.\n")])[0]
    reader = Reader(doc)
    drafts = list(reader.read())
    assert [known.rule for known in reader.known] == ["counted"]
    assert heads.settled(doc, drafts, reader.known) == [(drafts[0], "")]


def test_the_network_leaves_nearly_all_own_lines_right() -> None:
    """The lines are written for the rules; `pipeline/claims/heads.py` may only judge a few of them otherwise."""
    lines = [(text, values.split(" ; ")) for name, _, text, values in LINES if name.split("-")[1] == "item"]
    docs = read_docs([_article(text) for text, _ in lines])
    said = [
        (_claim(doc, offset).item or "none", value.strip())
        for doc, (text, values) in zip(docs, lines, strict=True)
        for offset, value in zip(_marked(text), values, strict=True)
    ]
    assert sum(found == wanted for found, wanted in said) >= AGREED * len(said)
