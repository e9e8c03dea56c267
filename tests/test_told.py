"""What is told of a claim is for people: names, grouped digits, units and notes in words."""

from __future__ import annotations

import pytest

from pipeline.document import Article, Doc
from pipeline.run import read_docs
from pipeline.tables import Row, rows
from pipeline.told import NBSP, judged, told
from pipeline.vocabulary import table

TEXT = """В прошлом году в Казахстане построили 12 школ, сообщил Ерлан Ахметов.
По данным Нацстата, в Астане и Алматы 2 090 000 тенге выплатили за шесть недель.
"""


@pytest.fixture(scope="module")
def doc() -> Doc:
    return read_docs([Article("a", TEXT)])[0]


@pytest.fixture(scope="module")
def claim(doc: Doc) -> Row:
    return rows(doc)["claims"][0]


def said(doc: Doc, claim: Row, **cells: object) -> dict[str, str]:
    return {label: text.replace(NBSP, " ") for label, text in told(doc, claim | cells)}


def test_a_place_has_its_name_in_the_nominative(doc: Doc, claim: Row) -> None:
    (place,) = [m.entity_id for m in doc.mentions if m.normal == "Казахстан"]
    assert said(doc, claim, place_text="Казахстане", place_id=place)["where"] == "Казахстан"
    assert said(doc, claim, place_text="Астане и Алматы", place_id="")["where"] == "Астана, Алматы"
    assert said(doc, claim, place_text="в пути", place_id="")["where"] == "в пути"
    assert "where" not in said(doc, claim, place_text="", place_id="")


@pytest.mark.parametrize(
    ("low", "high", "comparison", "unit", "shown"),
    [
        ("2090000000000", "2090000000000", "=", "RUB", "2 090 000 000 000 RUB"),
        ("1597", "1597", "=", "meter", "1597 meters"),
        ("-12345.25", "-12345.25", "=", "", "-12 345.25"),
        ("1", "1", "=", "week", "1 week"),
        ("6", "6", "=", "week", "6 weeks"),
        ("0.7", "0.7", "=", "point", "0.7 points"),
        ("40000", "50000", "range", "meter ** 2", "40 000 … 50 000 m²"),
        ("3", "", ">=", "foot", "≥ 3 feet"),
        ("20", "20", "~", "degC", "≈ 20 °C"),
        ("2", "2", "=", "%", "2 %"),
        ("0." + "3" * 28, "0." + "3" * 28, "=", "", "0.3333"),
        ("", "", "=", "", "12"),  # a score has only its text
    ],
)
def test_amounts_are_for_people(
    doc: Doc, claim: Row, low: str, high: str, comparison: str, unit: str, shown: str
) -> None:
    assert said(doc, claim, low=low, high=high, comparison=comparison, unit=unit)["how much"] == shown


def test_no_unit_has_its_name_for_machines(doc: Doc, claim: Row) -> None:
    for unit in {line["unit"] for line in table("units")}:
        assert not {"_", "*"} & set(said(doc, claim, low="5", high="5", unit=unit)["how much"]), unit


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"change": "to"}, {"how much": "12 (level after)"}),
        ({"change": "from", "modality": "plan"}, {"how much": "12 (level before)", "modality": "plan"}),
        ({"change": "decrease", "negated": True}, {"how much": "12 (decrease)", "verb": "не построить"}),
        ({"item_lemma": "", "item": "", "predicate": ""}, {"what": None, "verb": None, "modality": None}),
    ],
)
def test_each_field_is_told_by_itself(doc: Doc, claim: Row, cells: Row, shown: dict[str, str | None]) -> None:
    told_ = said(doc, claim, **cells)
    assert {label: told_.get(label) for label in shown} == shown


def test_who_says_it_is_apart_from_whose_figure_it_is(doc: Doc, claim: Row) -> None:
    found = said(doc, claim, speaker="Ерлан Ахметов", source="Нацстат")
    assert (found["who"], found["source"]) == ("Ерлан Ахметов", "Нацстат")


@pytest.mark.parametrize(
    ("time", "shown"),
    [("В прошлом году", "в прошлом году"), ("Наурыз", "Наурыз"), ("На Наурыз", "на Наурыз"), ("XX век", "XX век")],
)
def test_a_time_has_no_capital_of_a_sentence(doc: Doc, claim: Row, time: str, shown: str) -> None:
    assert said(doc, claim, time_text=time, time_start="", time_end="")["when"] == shown


def test_confidence_and_rule_have_names(claim: Row) -> None:
    assert judged(claim | {"confidence": 0.6}) == "count, confidence 0.60, rule amount"
    assert judged(claim | {"confidence": None}) == "count, rule amount"
