"""The article in a notebook: every mark in its place, and no article can write HTML of its own."""

from __future__ import annotations

import re
from html import unescape

import pytest

from pipeline import extract
from pipeline.highlight import highlight


def test_the_text_is_there_unchanged_and_escaped() -> None:
    text = '<script>alert(1)</script> & «Восход»: построили 12 школ в "Астане"'
    shown = highlight(extract(text), "text")
    body = shown[shown.index("<div") :]
    assert "<script" not in shown
    assert unescape(re.sub(r"<[^>]*>", "", body)) == text
    assert re.search(r'title="text:c\d\nkind: count\n[^"]*item: школ[^"]*">12</span>', body)


def test_an_article_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        highlight(extract("Построили 12 школ."), "other")
