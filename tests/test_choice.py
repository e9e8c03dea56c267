"""The networks for times and places: codes fit their tables, chances are those of all sequences, and an article is
read alike in any company."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from test_claims import LINES, _article, _claim, _marked, _value

from pipeline.claims import choice
from pipeline.claims.asked import ASKED
from pipeline.claims.choice import GAPS, LINKS, NOTHING, PAD, Asking
from pipeline.claims.options import PAIR, TOGETHER
from pipeline.claims.place_options import PLACE
from pipeline.claims.reader import Reader
from pipeline.claims.setting import Setting
from pipeline.claims.time_options import FIRST, LAST, TIME
from pipeline.document import Article, Doc
from pipeline.run import read_docs

TEXT = (
    "В 2024 году в Астане построили 12 школ и 3 больницы. В Алматы за 2023 год сдали 5 мостов.\n"
    "Аким сообщил, что в городе сейчас работают 40 цехов:\n- 12 новых;\n- 28 старых.\n"
    "К 2030 году в Казахстане откроют 100 заводов.\n"
)
AGREED = 0.98  # of our own lines; only ever raised
YEARS = range(1900, 2000)
NAMES = {"times": TIME, "places": PLACE}


def _setting(doc: Doc) -> Setting:
    reader = Reader(doc)
    claims = list(reader.read())
    return Setting(doc, reader.known, claims, reader.attributions)


def _asking(name: str, doc: Doc) -> Asking:
    setting = _setting(doc)
    return setting.times() if name == "times" else setting.places()


@pytest.fixture(scope="module")
def doc() -> Doc:
    return read_docs([Article("a", TEXT)])[0]


@pytest.mark.parametrize("name", NAMES)
def test_codes_fit_their_tables(name: str, doc: Doc) -> None:
    asking, network = _asking(name, doc), choice.load(name)
    assert all(len(row) == len(ASKED) == len(network["asked values"]) for row in asking.claims.values)
    assert all(len(o.values) == len(NAMES[name]) == len(network["option values"]) for o in asking.options)
    rows = [row for each in asking.together for row in each.values()]
    assert rows
    assert all(len(row) == len(TOGETHER) == len(network["together values"]) for row in rows)
    assert asking.pairs.shape == (sum(map(len, asking.listed)), len(PAIR))
    assert (asking.pairs >= 0).all()
    assert (asking.pairs < [values for _, values in PAIR]).all()
    assert (np.array(asking.nothing) < [values for _, values in NOTHING]).all()
    assert len(network["pair"]) == sum(values for _, values in PAIR)
    assert len(network["chain"]) == LINKS * GAPS


@pytest.mark.parametrize("name", NAMES)
def test_most_values_are_known(name: str, doc: Doc) -> None:
    """A column that was told otherwise in training would be unknown throughout."""
    asking, network = _asking(name, doc), choice.load(name)
    for group, rows in (("asked", asking.claims.values), ("option", [option.values for option in asking.options])):
        for table, column in zip(network[f"{group} values"], zip(*rows, strict=True), strict=True):
            assert any(value in table for value in column), column


def test_chances_are_over_all_sequences_of_choices(doc: Doc) -> None:
    """Forwards and backwards give what adding up every sequence gives."""
    generator = np.random.default_rng(1)
    weights = generator.random((4, 3))
    weights[1, 2] = 0  # padded
    chain = generator.random((3, 3, 3))
    expected = np.zeros((4, 3))
    for path in product(range(3), repeat=4):
        worth = np.prod([weights[i, at] for i, at in enumerate(path)])
        worth *= np.prod([chain[i, path[i], path[i + 1]] for i in range(3)])
        for i, at in enumerate(path):
            expected[i, at] += worth
    expected /= expected.sum(1, keepdims=True)
    assert choice.marginals(weights, chain.astype(np.float32)) == pytest.approx(expected, abs=1e-6)


def test_nothing_holds_more_seldom_where_places_are_carried(doc: Doc) -> None:
    """Of claims whose own sentence names no place; the second sentence of TEXT names one, the third none."""
    asking = _asking("places", doc)
    alone = [own == 0 for own, _, _ in asking.nothing]
    asking.carried = 1.0
    before = choice.chances_of("places", asking)[:, 0]
    asking.carried = 0.5
    after = choice.chances_of("places", asking)[:, 0]
    assert any(alone)
    assert all(after[alone] < before[alone])


@pytest.mark.parametrize(
    ("text", "carried"),
    [("В Костанае открыли 5 школ.", True), ("В РК открыли 5 школ.", True), ("В Праге открыли 5 школ.", False)],
)
def test_places_are_carried_further_in_news_of_kazakhstan(text: str, carried: bool) -> None:
    asking = _asking("places", read_docs([Article("a", text)])[0])
    assert (asking.carried < 1) == carried


def test_links_tell_how_two_choices_lie_to_each_other(doc: Doc) -> None:
    asking = _asking("times", doc)
    listed = choice.padded(asking)
    kinds = choice.links_of(asking, listed) // GAPS
    assert (kinds[:, 0, 0] == 0).all()
    assert (kinds[:, 0, 1:] == 1).all()
    assert (kinds[:, 1:, 0] == 2).all()
    both = listed[:-1, :, None] == listed[1:, None, :]
    both &= listed[1:, None, :] >= 0
    assert (kinds[both] == 3).all()
    assert set(kinds[:, 1:, 1:].ravel().tolist()) <= {3, 4, 5, 6}


def test_padded_rows_have_the_options_listed(doc: Doc) -> None:
    asking = _asking("places", doc)
    rows = choice.padded(asking)
    assert [row[row > PAD].tolist() for row in rows] == [[-1, *listed] for listed in asking.listed]


@pytest.mark.parametrize("field", ["time", "place"])
def test_nearly_all_own_lines_are_right(field: str) -> None:
    lines = [(text, values.split(" ; ")) for name, _, text, values in LINES if name.split("-")[1] == field]
    docs = read_docs([_article(text) for text, _ in lines])
    said = [
        (_value(_claim(doc, offset), field), value.strip())
        for doc, (text, values) in zip(docs, lines, strict=True)
        for offset, value in zip(_marked(text), values, strict=True)
    ]
    assert sum(found == wanted for found, wanted in said) >= AGREED * len(said)


def test_times_and_places_are_of_their_clauses(doc: Doc) -> None:
    found = [(claim.time_text, claim.place_text) for claim in doc.claims]
    assert found[:3] == [("В 2024 году", "Астане"), ("В 2024 году", "Астане"), ("за 2023 год", "Алматы")]
    assert found[-1] == ("К 2030 году", "Казахстане")


def test_an_article_is_read_alike_in_any_company(doc: Doc) -> None:
    others = [Article("b", TEXT * 3), Article("c", "В 2020 году в Караганде построили 40 домов.\n")]
    assert read_docs([*others, Article("a", TEXT)])[-1].claims == doc.claims


def test_options_are_bounded() -> None:
    """However many times and places an article names, few are looked at for one number."""
    years = "".join(f"В {year} году в Астане и в Алматы построили {year % 90 + 2} домов.\n" for year in YEARS)
    doc = read_docs([Article("a", years)])[0]
    assert max(map(len, _asking("times", doc).listed)) <= FIRST + LAST
    assert max(map(len, _asking("places", doc).listed)) <= 12
    assert [claim.time_text for claim in doc.claims] == [f"В {year} году" for year in YEARS]


@pytest.mark.parametrize("name", NAMES)
def test_words_beyond_the_bank_are_still_read(name: str, monkeypatch: pytest.MonkeyPatch, doc: Doc) -> None:
    """What is kept of the words seen changes nothing."""
    expected = choice.chances_of(name, _asking(name, doc))
    choice._bank.cache_clear()
    monkeypatch.setattr(choice, "BANK", 24)
    monkeypatch.setattr(choice, "AT_ONCE", 4)
    assert choice.chances_of(name, _asking(name, doc)) == pytest.approx(expected, abs=1e-5)
    choice._bank.cache_clear()


def test_articles_without_options_or_claims_do_no_harm() -> None:
    bare, empty = read_docs([Article("a", "Построили 40 домов.\n"), Article("b", "Дождь.\n")])
    assert [(claim.time_text, claim.place_text) for claim in bare.claims] == [("", "")]
    assert not empty.claims


@pytest.mark.parametrize("name", ["times", "places"])
def test_of_networks_side_by_side_the_mean_is_taken(name: str) -> None:
    """Each by itself has half of what is added up, and layers of its own."""
    network = choice.load(name)
    members, size, _ = network["hidden"].shape
    rows = np.random.default_rng(1).random((5, members * size)).astype(np.float32)
    alone = []
    for n in range(members):
        part = slice(n * size, (n + 1) * size)
        layers = {
            key: network[key][n : n + 1] for key in ("scale", "shift", "hidden", "hidden bias", "score", "score bias")
        }
        alone.append(choice._layers(layers | {"bias": network["bias"][part]}, rows[:, part]))
    assert members == 2
    assert not np.allclose(*alone, atol=0.01)
    assert choice._layers(network, rows) == pytest.approx(np.mean(alone, 0), abs=1e-5)
