"""What spares claims a look-up in the dictionary: how the lemmas and the forms of verbs begin and end."""

from __future__ import annotations

import pytest

from pipeline.claims.attribution import BEGINNING
from pipeline.claims.syntax import BASE_ENDINGS, FUTURE_ENDINGS, only_part_of_speech
from pipeline.morph import lemmatize, tags
from pipeline.paradigms import analyzer
from pipeline.vocabulary import mapping

WORDS = ("возрастёт", "недополучат", "неймётся", "идёт", "печёт", "несутся", "выросло", "подрастут", "загуглит")
FUTURES = ("возрастут", "куплю", "дашь", "съедим", "пойдёмте", "начнётся", "зажгусь", "поедете", "вырастет")


def _as_norm(word: str) -> str:
    return word.replace("ё", "е")


@pytest.mark.parametrize("pos", ["NOUN", "ADJ", "ADV"])
def test_what_is_nothing_but_a_verb_has_a_verb_for_its_lemma(pos: str) -> None:
    for norm in (*map(_as_norm, WORDS), *mapping("lemmas", "forms", "lemma")):
        if only_part_of_speech(norm) == "VERB":
            assert lemmatize(norm, pos, "Case=Nom")[-2:] in BASE_ENDINGS, norm


def test_futures_end_as_futures_do() -> None:
    for norm in map(_as_norm, FUTURES):
        assert any("futr" in tag or "incl" in tag for tag in tags(norm)), norm
        assert norm.endswith(FUTURE_ENDINGS)


def test_all_forms_of_a_verb_of_speech_begin_alike() -> None:
    verbs = mapping("speech_verbs", "lemma", "class")
    for verb in verbs:
        for parse in analyzer().parse(verb):
            if parse.normal_form == verb and parse.tag.POS == "INFN":
                assert {form.word[:BEGINNING] for form in parse.lexeme} == {verb[:BEGINNING]}, verb
