"""The rules for items: those that are of some kinds of numbers only find nothing for others."""

from __future__ import annotations

import pytest
from test_claims import LINES, _article

from pipeline.claims import item, reader
from pipeline.claims.context import Context
from pipeline.claims.phrase import Phrase
from pipeline.claims.reader import Reader
from pipeline.run import read_docs


def test_a_rule_is_of_the_kinds_that_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked of the others, of which it would say nothing."""
    found = set[tuple[str, str]]()

    def asked_of_all(context: Context) -> tuple[Phrase | None, str]:
        others = set(item.RULES) - set(item.rules_of(context.kind))
        found.update((rule.__name__, context.kind) for rule in others if rule(context) is not None)
        return item.item(context)

    monkeypatch.setattr(reader, "item", asked_of_all)
    for doc in read_docs([_article(text) for name, _, text, _ in LINES if name.split("-")[1] == "item"]):
        list(Reader(doc).read())
    assert not found
    assert set(item.ONLY) <= set(item.RULES)
