"""Rows of small articles made by hand, for tests of what comes after the stages: no models are needed."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from pipeline.document import Article, Claim, Doc, Entity, Mention, Number, Sentence, Token
from pipeline.read.article import header
from pipeline.tables import Row, Rows, rows

TEXT = "Завод «Восход» выпустил 25 машин. Рост 5%."


def article(article_id: str, text: str = TEXT, source_path: str = "made.jsonl") -> Rows:
    """All rows of one article: every name in «» is an ORG, every run of digits a claim, with `%` a percent.

    The digits of a `date` header at the beginning are none.
    """
    cuts = [0, *(found.end() for found in re.finditer(r"\. (?=\w)", text)), len(text)]
    spans = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    names = [(found.start(1), found[1]) for found in re.finditer("«(.+?)»", text)]
    numbers = tuple(map(_number, re.compile(r"(\d+)(%?)").finditer(text, header(text)[1])))
    doc = Doc(
        Article(article_id, text, source_path),
        tokens=tuple(Token(a, b, text[a:b], text[a:b], _sent(cuts, a), head=0 if n else -1)
                     for n, (a, b) in enumerate(spans)),
        sentences=tuple(Sentence(a, b, 0, 0) for a, b in pairwise(cuts)),
        mentions=tuple(Mention(a, a + len(name), "ORG", name, _entity_id(name)) for a, name in names),
        entities=tuple(Entity(_entity_id(name), "ORG", name) for name in sorted({name for _, name in names})),
        numbers=numbers,
        claims=tuple(Claim(number, item="машин") for number in numbers),
    )  # fmt: skip
    return rows(doc)


def reject(source_path: str, reason: str = "broken") -> Row:
    return {"source_path": source_path, "article_id": "", "stage": "read", "reason": reason}


def _entity_id(name: str) -> str:
    return f"ORG-{name.lower()[:3]}"


def _number(found: re.Match[str]) -> Number:
    value = Decimal(found[1])
    kind, unit = ("percent", "%") if found[2] else ("count", "")
    return Number(*found.span(), kind, "=", value, value, value, unit, rule="made")


def _sent(cuts: list[int], start: int) -> int:
    return max(n for n, cut in enumerate(cuts[:-1]) if cut <= start)
