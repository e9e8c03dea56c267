"""Names, their nominatives and entities: cases are lines of text under `tests/cases`, marked as `[name]TYPE`."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.segment import segment
from pipeline.tag import tag

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\[([^\]]+)\]([POL])(\d?)")
TYPES = {"P": "PER", "O": "ORG", "L": "LOC"}


def lines(name: str) -> list[str]:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def plain(marked: str) -> str:
    return MARK.sub(r"\1", marked).replace("¶", "\n")


@cache
def read(text: str) -> Doc:
    return entities(tag([segment(Article("case", text))])[0])


def marked(doc: Doc) -> str:
    """The text with what was found, written as the cases are."""
    out, at = "", 0
    for mention in doc.mentions:
        out += doc.text[at : mention.start] + f"[{doc.text[mention.start : mention.stop]}]{mention.type[0]}"
        at = mention.stop
    return out + doc.text[at:]


@pytest.mark.parametrize("line", lines("mentions"))
def test_mentions(line: str) -> None:
    assert marked(read(plain(line))) == line.replace("¶", "\n")


@pytest.mark.parametrize("line", lines("normal"))
def test_nominative(line: str) -> None:
    wanted, text = (part.strip() for part in line.split(";"))
    name = MARK.search(text)
    assert name
    found = {(m.start, m.type): m.normal for m in read(plain(text)).mentions}
    assert found.get((name.start(), TYPES[name[2]])) == wanted


@pytest.mark.parametrize("line", lines("entities"))
def test_one_entity_one_id(line: str) -> None:
    wanted = [(name[1], name[3]) for name in MARK.finditer(line)]
    doc = read(plain(line))
    assert [doc.text[m.start : m.stop] for m in doc.mentions] == [text for text, _ in wanted]
    pairs = {(number, mention.entity_id) for (_, number), mention in zip(wanted, doc.mentions, strict=True)}
    assert len(pairs) == len({number for number, _ in pairs}) == len({entity for _, entity in pairs})


def test_an_id_is_the_same_in_every_article() -> None:
    first = read("Вопрос решили в Казахстане.").mentions[0]
    second = read("Делегация РК прибыла вечером.").mentions[0]
    assert first.entity_id == second.entity_id
    assert re.fullmatch(r"LOC-[0-9a-f]{10}", first.entity_id)


def test_every_mention_has_its_entity() -> None:
    for line in lines("mentions") + lines("entities"):
        doc = read(plain(line))
        assert {m.entity_id for m in doc.mentions} == {e.entity_id for e in doc.entities}


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_it(chance: random.Random) -> None:
    words = [word for line in lines("mentions") for word in plain(line).split()]
    words += ["«", "»", '"', "(", ")", "№", "АО", "министр", "области", "имени", "по", "А.", "-", "\n", "🙂", "ХІІ"]
    text = " ".join(chance.choice(words) for _ in range(chance.randrange(1, 60)))
    doc = entities(tag([segment(Article("case", text))])[0])
    for before, after in zip(doc.mentions, doc.mentions[1:], strict=False):
        assert before.stop <= after.start
    assert all(0 <= m.start < m.stop <= len(text) and m.normal for m in doc.mentions)
    assert all(doc.text[r.start : r.stop].strip() and r.position for r in doc.roles)
