"""Lemmas as lines of text; inflection and odd words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.morph import inflect, inflected, lemmatize, parses, parts_of_speech
from pipeline.paradigms import analyzer

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "cases" / "lemmas.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("form", "pos", "feats", "lemma"), CASES)
def test_lemma(form: str, pos: str, feats: str, lemma: str) -> None:
    assert lemmatize(form, pos, feats) == lemma


@pytest.mark.parametrize(
    ("word", "grammemes", "pos", "feats", "expected"),
    [
        ("Нур-Султане", {"nomn"}, "", "", "Нур-Султан"),
        ("РУБЛЕЙ", {"nomn", "sing"}, "", "", "РУБЛЬ"),
        ("Курмановой", {"nomn"}, "PROPN", "Case=Gen|Gender=Fem|Number=Sing", "Курманова"),
        ("организаций", {"nomn"}, "", "", "организации"),
        ("COVID", {"nomn"}, "", "", None),
        ("", {"nomn"}, "", "", None),
    ],
)
def test_inflect(word: str, grammemes: set[str], pos: str, feats: str, expected: str | None) -> None:
    assert inflect(word, grammemes, pos, feats) == expected


@given(st.text(st.characters()))
def test_any_word_has_a_lemma(word: str) -> None:
    assert lemmatize(word, "NOUN", "Case=Gen|Number=Plur") or not word
    assert parses(word)
    inflect(word, {"nomn"})


@pytest.mark.parametrize("word", ["\U00017000", "漢字", "\ud800", "а\ud800"])
def test_a_word_in_no_alphabet_is_its_own_lemma(word: str) -> None:
    assert lemmatize(word, "NOUN") == word
    assert parses(word)
    assert inflect(word, {"nomn"}) is None


def test_a_huge_word_is_its_own_lemma() -> None:
    word = "не-" * 100_000 + "а"
    assert lemmatize(word, "NOUN") == word
    assert inflect(word, {"nomn"}) is None


@pytest.mark.parametrize("grammemes", [{"gent"}, {"nomn", "plur"}, {"nomn", "sing", "masc"}, {"loc2"}, {"past"}])
@pytest.mark.parametrize("word", ["пострадавших", "астане", "ивановой", "лесу", "стали", "жители", "акиматом", "в"])
def test_a_form_by_its_place_is_pymorphys(word: str, grammemes: set[str]) -> None:
    for parse in parses(word):
        form = parse.inflect(grammemes)
        assert inflected(parse, frozenset(grammemes)) == (form.word if form else None)


# fmt: off
PARSED = [
    "", "а", "А", "ё", "-", "?", "12", "1,5", "iv", "abc", "kaz-minerals", "стали", "елка", "москва", "Москва", "о'нил",
    "псевдокошка", "байткод", "бутявкать", "наибутявый", "акиматом", "қызылорда", "неқызм", "щщщщ", "ъъ", "не", "незз",
    "человек-гора", "интернет-магазин", "т-образный", "экс-тренер", "экс-қызм", "по-западному", "смотри-ка", "кто-то",
    "1990-х", "it-компания", "а-", "-а", "а--б", "актюбе-байганин-шубарши", "ұлы-дала", "т.е", "кг/м", "я" * 80,
]
# fmt: on


@pytest.mark.parametrize("word", PARSED)
def test_parts_of_speech_are_pymorphys(word: str) -> None:
    assert parts_of_speech(word) == {str(tag.POS) for tag in analyzer().tag(word)}
