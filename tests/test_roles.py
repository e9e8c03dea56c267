"""Who holds which position: cases are lines of text under `tests/cases/roles*.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.entities.roles import Descriptions, person_for_description
from pipeline.segment import segment
from pipeline.tag import tag

CASES = Path(__file__).parent / "cases"


def lines() -> list[str]:
    text = (CASES / "roles.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def read(text: str) -> Doc:
    return entities(tag([segment(Article("case", text))])[0])


@pytest.mark.parametrize("line", lines())
def test_roles(line: str) -> None:
    text, *wanted = (part.strip() for part in line.split(";"))
    found = [f"{r.person} | {r.position} | {r.org}".strip() for r in read(text).roles]
    assert found == [role for role in wanted if role]


def test_a_role_spans_the_words_of_the_position() -> None:
    doc = read("Об этом сказал директор ТОО «Колос» Олег Петренко.")
    (role,) = doc.roles
    assert doc.text[role.start : role.stop] == "директор"
    assert {role.person_id, role.org_id} <= {e.entity_id for e in doc.entities}


def test_a_description_is_resolved() -> None:
    text = "Совещание провёл аким Риддера Данияр Жаналинов. По словам акима города, мост откроют осенью."
    doc = read(text)
    start = text.index("акима города")
    span = doc.token_range(start, start + len("акима города"))
    assert person_for_description(doc, span) == doc.roles[0].person_id
    assert Descriptions(doc).person(doc.token_range(0, 9)) is None
