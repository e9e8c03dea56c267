"""Every line of `cases/claims-FIELD*.txt` is read as it says: what the claims of a text have in one field.

A line is `text = value ; value`, one value for each number in braces, `none` for an empty field; `¶` is the end of
a paragraph. A text may begin with the day of its article: `2024-05-10 | text`. For `time` a value is the words of
the time, then its first and last day where known: `за 2023 год 2023-01-01..2023-12-31`. The lines are what the rules
alone say; of how many the network for items leaves as they are see `test_heads`, and of times and places `test_choice`.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline.claims import claims
from pipeline.claims.reader import Reader
from pipeline.document import Article, Claim, Doc
from pipeline.entities import entities
from pipeline.numbers import numbers
from pipeline.quotes import quotes
from pipeline.segment import segment
from pipeline.tag import tag
from pipeline.times import times

CASES = sorted((Path(__file__).parent / "cases").glob("claims-*.txt"))
DATED = re.compile(r"(?:(?P<date>\d{4}-\d\d-\d\d) \| )?(?P<text>.*)", re.DOTALL)


def _lines() -> list[tuple[str, int, str, str]]:
    found = []
    for path in CASES:
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                text, _, values = line.rpartition(" = ")
                found.append((path.stem, n, text.replace("¶", "\n"), values))
    return found


LINES = _lines()
BY_RULES = [line for line in LINES if line[0].split("-")[1] not in ("time", "place")]


def _article(text: str) -> Article:
    parts = DATED.fullmatch(text)
    assert parts is not None
    day = datetime.date.fromisoformat(parts["date"]) if parts["date"] else None
    return Article(text, re.sub(r"[{}]", "", parts["text"]), date=day)


@cache
def _docs() -> dict[str, Doc]:
    """All texts of all files, tagged in one batch, by their text with braces."""
    found = {text: segment(_article(text)) for _, _, text, _ in LINES}
    tagged = tag(list(found.values()))
    return {doc.article.article_id: _by_rules(quotes(times(numbers(entities(doc))))) for doc in tagged}


def _by_rules(doc: Doc) -> Doc:
    return replace(doc, claims=tuple(Reader(doc).read()))


def _marked(text: str) -> list[int]:
    """Offsets of the opening braces in the text without braces."""
    parts = DATED.fullmatch(text)
    assert parts is not None
    return [m.start() - 2 * n for n, m in enumerate(re.finditer(r"{", parts["text"]))]


def _claim(doc: Doc, offset: int) -> Claim:
    return next(c for c in doc.claims if c.number.start <= offset < c.number.stop)


def _value(claim: Claim, field: str) -> str:
    if field == "time":
        days = f" {claim.time_start or ''}..{claim.time_end or ''}" if claim.time_start or claim.time_end else ""
        return (claim.time_text + days) or "none"
    if field == "place":
        return claim.place_text or "none"
    value = getattr(claim, field)
    return str(value).lower() if isinstance(value, bool) else value or "none"


@pytest.mark.parametrize(("name", "n", "text", "values"), BY_RULES, ids=[f"{name}:{n}" for name, n, _, _ in BY_RULES])
def test_claims(name: str, n: int, text: str, values: str) -> None:
    doc, field = _docs()[text], name.removeprefix("claims-").split("-")[0]
    found = [_value(_claim(doc, offset), field) for offset in _marked(text)]
    assert found == [value.strip() for value in values.split(" ; ")]


@pytest.mark.parametrize(
    "text", ["", " ", "5", "(5", ") 5 (", "на 5% (", "5 – 5 – 5", "«5", "до", "5\n\n5%.", "из них 5"]
)
def test_odd_text_does_no_harm(text: str) -> None:
    (doc,) = tag([segment(Article("odd", text))])
    assert len(claims(numbers(doc)).claims) <= 3


def _read(text: str) -> Doc:
    (doc,) = tag([segment(Article("one", text))])
    return claims(quotes(times(numbers(entities(doc)))))


def test_confidence_is_less_where_nothing_says_what_is_counted() -> None:
    (sure,), (unsure,) = (
        _read("В городе открыли 40 школ.").claims,
        _read("Всё это обошлось более чем в 5 млн тенге.").claims,
    )
    assert sure.item == "школ"
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 <= unsure.confidence < sure.confidence <= 1


@pytest.mark.parametrize("name", ["crosscheck", "context"])
def test_kept_gold_holds_offsets_and_no_words_of_the_articles(name: str) -> None:
    lines = (Path(__file__).parent / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for article in map(json.loads, lines):
        for layer in ("claims", "numbers", "mentions", "roles"):
            for row in article[layer]:
                assert "text" not in row
                phrases = [row.get(key) or [0, 0] for key in ("item", "time_text", "place_text")]
                assert all(len(span) == 2 and isinstance(span[0], int) for span in phrases)
