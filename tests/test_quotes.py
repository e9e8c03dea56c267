"""Who says it: cases are lines of text under `tests/cases/quotes*.txt`; names are given, so only speech is tested."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.document import Article, Doc, Entity, Mention, Quote, Role
from pipeline.quotes import Attributions, quotes
from pipeline.run import read_docs
from pipeline.segment import segment
from pipeline.tag import tag

CASES = Path(__file__).parent / "cases"
NAME = re.compile(r"\{([POL]):([^=/}]+)(?:=([^/}]+))?(?:/([^}]+))?\}|\^")
TYPES = {"P": "PER", "O": "ORG", "L": "LOC"}


@dataclass(frozen=True)
class Case:
    """A text with its names and the offset that is asked about."""

    speaker: str
    source: str
    text: str
    offset: int
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    title: str = ""


def read(line: str) -> Case:
    speaker, source, marked = (part.strip() for part in line.split(";", 2))
    title, _, marked = marked.replace("¶", "\n").rpartition(" | ")
    text, offset, mentions, roles, seen = "", 0, [], [], 0
    for found in NAME.finditer(marked):
        text += marked[seen : found.start()]
        seen = found.end()
        if not found[1]:
            offset = len(text)
            continue
        name = found[3] or found[2]
        mentions.append(Mention(len(text), len(text) + len(found[2]), TYPES[found[1]], name, name))
        if found[4]:
            roles.append(Role(len(text), len(text) + 1, name, name, found[4]))
        text += found[2]
    return Case(speaker, source, text + marked[seen:], offset, tuple(mentions), tuple(roles), title)


def lines() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CASES.glob("quotes*.txt"))]
    return [line for text in texts for line in text.splitlines() if line.strip() and not line.startswith("#")]


def cast(doc: Doc, case: Case) -> Doc:
    names = {m.entity_id: Entity(m.entity_id, m.type, m.normal) for m in case.mentions}
    return replace(doc, mentions=case.mentions, entities=tuple(names.values()), roles=case.roles)


@pytest.fixture(scope="module")
def docs() -> dict[str, tuple[Case, Doc]]:
    cases = {line: read(line) for line in lines()}
    tagged = tag([segment(Article(f"case{n}", case.text, title=case.title)) for n, case in enumerate(cases.values())])
    return {line: (case, quotes(cast(doc, case))) for (line, case), doc in zip(cases.items(), tagged, strict=True)}


@pytest.mark.parametrize("line", lines())
def test_speaker_and_source(docs: dict[str, tuple[Case, Doc]], line: str) -> None:
    case, doc = docs[line]
    found = Attributions(doc).at(case.offset)
    assert (found.speaker, found.source) == (case.speaker, case.source)


def layer(quote: Quote) -> str:
    return "credit" if quote.source else quote.kind


def check(doc: Doc) -> None:
    """Stretches lie in the text, in order, and those of one layer do not overlap."""
    assert list(doc.quotes) == sorted(doc.quotes, key=lambda q: (q.start, -q.stop))
    assert all(0 <= q.start < q.stop <= len(doc.text) for q in doc.quotes)
    for name in ("direct", "reported", "credit"):
        assert all(a.stop <= b.start for a, b in pairwise(q for q in doc.quotes if layer(q) == name))


def test_stretches(docs: dict[str, tuple[Case, Doc]]) -> None:
    for _, doc in docs.values():
        check(doc)


@pytest.mark.parametrize("seed", range(40))
def test_odd_marks_break_nothing(docs: dict[str, tuple[Case, Doc]], seed: int) -> None:
    """Marks, dashes and line ends strewn over real sentences: tokens keep their tags, only the marks are new."""
    dice = random.Random(seed)
    known = {token.norm: token for _, doc in docs.values() for token in doc.tokens}
    words = sorted(known)
    odd = ["«", "»", '"', "'", "„", "“", "”", "–", "- ", "\n", ".", ":", "(", ")", ", ", "…"]
    text = "".join(dice.choice(odd) if dice.random() < 0.5 else f" {dice.choice(words)} " for _ in range(300))
    doc = segment(Article("odd", text))
    tokens = tuple(
        replace(t, lemma=k.lemma, pos=k.pos, feats=k.feats) if (k := known.get(t.norm)) else t for t in doc.tokens
    )
    named = [t for t in tokens if dice.random() < 0.2]
    mentions = tuple(Mention(t.start, t.stop, dice.choice(["PER", "ORG", "LOC"]), t.text, t.norm) for t in named)
    check(quotes(replace(doc, tokens=tokens, mentions=mentions)))


def test_direct_speech_row() -> None:
    (doc,) = tag([segment(Article("a", "«Нужен мост», – сказал он. – «И дорога»."))])
    rows = [(doc.text[q.start : q.stop], q.kind, q.cue) for q in quotes(doc).quotes]
    assert rows[0] == ("Нужен мост", "direct", "сказал")


def test_own_outlet_is_no_source() -> None:
    """By the address: RT at rt.com is the author, another agency is a source."""
    case = read(" ; ; По информации {O:RT}, закрыто ^5 школ.")
    (doc,) = tag([segment(Article("a", case.text, url="https://russian.rt.com/world/1"))])
    assert Attributions(quotes(cast(doc, case))).at(case.offset).source == ""
    other = replace(doc, article=replace(doc.article, url="https://lenta.ru/1"))
    assert Attributions(quotes(cast(other, case))).at(case.offset).source == "RT"


def test_two_cues_in_the_last_sentence() -> None:
    """The second has no sentence after it to look at."""
    text = "Токаев прилетел в Баку, говорится в сообщении Акорды. Он улетел, передаёт Zakon.kz со ссылкой на Акорду."
    (doc,) = read_docs([Article("a", text)])
    check(doc)


def test_no_text() -> None:
    assert quotes(Doc(Article("empty", ""))).quotes == ()
    assert Attributions(Doc(Article("empty", ""))).at(0).speaker == ""
