"""Segmentation: shapes of tokens and ends of sentences as lines of text, offsets and odd input as properties."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import razdel
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Article, Doc
from pipeline.segment import norm, segment

CASES = Path(__file__).parent / "cases"
PLAIN = (
    "В Астане открыли новую школу на 600 мест, сообщили в акимате. Её строили два года. «Мы ждали этого», — сказала "
    "директор Анна Петрова. По словам министра, в 2025 году в стране появится ещё 120 школ! Кто за это заплатит?"
)


def cases(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def doc(text: str) -> Doc:
    return segment(Article("a", text))


def sentences(found: Doc) -> list[str]:
    return [found.text[sentence.start : sentence.stop] for sentence in found.sentences]


def assert_whole(found: Doc) -> None:
    """Tokens cover all that is seen, in order; sentences cover the tokens."""
    for number, sentence in enumerate(found.sentences):
        inside = found.tokens[sentence.first : sentence.last]
        assert (sentence.start, sentence.stop) == (inside[0].start, inside[-1].stop)
        assert {token.sent for token in inside} == {number}
    assert sum(sentence.last - sentence.first for sentence in found.sentences) == len(found.tokens)
    end = found.article.body
    for token in found.tokens:
        assert found.text[token.start : token.stop] == token.text
        assert not any(char.isalnum() for char in found.text[end : token.start])
        assert token.start >= end
        assert token.norm
        end = token.stop
    assert not any(char.isalnum() for char in found.text[end:])


@pytest.mark.parametrize("case", cases("segment_tokens.txt"))
def test_token_borders(case: str) -> None:
    expected = [part.replace("_", " ") for part in case.replace("|", " ").split()]
    found = [token.text for token in doc(case.replace("|", "").replace("_", " ")).tokens]
    assert found == expected


@pytest.mark.parametrize("case", cases("segment_sentences.txt"))
def test_sentence_borders(case: str) -> None:
    assert sentences(doc(case.replace("¶", ""))) == [part.strip() for part in case.split("¶")]


def test_plain_text_as_razdel_has_it() -> None:
    assert sentences(doc(PLAIN)) == [sentence.text for sentence in razdel.sentenize(PLAIN)]
    assert [token.text for token in doc(PLAIN).tokens] == [token.text for token in razdel.tokenize(PLAIN)]


def test_each_line_is_a_paragraph() -> None:
    found = doc("Школы\n\nПостроены:\n- в Астане;\r\n- в Алматы\u2028Конец")
    assert sentences(found) == ["Школы", "Построены:", "- в Астане;", "- в Алматы", "Конец"]
    assert [sentence.paragraph for sentence in found.sentences] == [0, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("Сёла приняли больше всех приезжих из других стран. По данным", "Евростата, их 722 тысячи.", 2),
        ("Сёла приняли больше всех приезжих из других стран, но не в", "Астане.", 1),
        ("Казахстанцам откроют доступ к их персональным данным", "Министр рассказал о новом сайте.", 2),
        ("По данным", "Евростата, их 722 тысячи.", 2),  # too short to have been wrapped
        ("Все заявки уже рассмотрены, говорится в сообщении", "Минтранса.", 1),
        ("Жители посёлка просили « не закрывать нашу школу", "», но их не услышали.", 1),
        ("Как рассказали накануне вечером корреспонденту", "ТАСС\nв полиции, в доме было 12 человек.", 1),
        ("В области построили сразу три новые больницы", "Аким\nобласти рассказал о планах на год.", 3),
    ],
)
def test_a_line_that_hangs_goes_on_in_the_next(before: str, after: str, count: int) -> None:
    assert len(sentences(doc(f"{before}\n{after}"))) == count


def test_header_gives_no_token() -> None:
    text = "date 2025-01-10 В Астане 12 школ."
    found = segment(Article("a", text, body=16))
    assert [token.text for token in found.tokens] == ["В", "Астане", "12", "школ", "."]
    assert_whole(found)


def test_a_sign_that_composition_takes_apart_is_one_token() -> None:
    assert [token.text for token in doc("\ufb2a 5").tokens] == ["\ufb2a", "5"]


def test_decomposed_text_keeps_its_offsets() -> None:
    text = "Ерлан Байжанов — мой герой, ёлка, Қайрат. Новый год."
    decomposed = unicodedata.normalize("NFD", text)
    assert len(decomposed) > len(text)
    found, composed = doc(decomposed), doc(text)
    assert_whole(found)
    assert [token.norm for token in found.tokens] == [token.norm for token in composed.tokens]
    assert [unicodedata.normalize("NFC", token.text) for token in found.tokens] == [t.text for t in composed.tokens]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Ёлка", "елка"),
        ("Cоветский", "советский"),  # Latin C
        ("SPA-салон", "spa-салон"),
        ("замо\u0301к", "замок"),
        ("коло\u00adнна", "колонна"),
        ("\u0301", "\u0301"),
    ],
)
def test_norm(word: str, expected: str) -> None:
    assert norm(word) == expected


def test_invisible_marks_make_no_token() -> None:
    found = doc("\ufeffСло\u00adво \u200b \u200bдело\u200b, \u2060")
    assert [token.text for token in found.tokens] == ["Сло\u00adво", "дело", ","]


@given(
    st.text(
        alphabet=st.sampled_from(" \u00a0\n\r.,;:!?«»\"'()-–—%№$°#@/0123аяАЯёйҚәaZкг\u0301\u0306\u00ad\u200b\ud800😀")
    )
)
def test_any_text_is_segmented(text: str) -> None:
    assert_whole(doc(text))


@given(st.text())
def test_any_unicode_is_segmented(text: str) -> None:
    assert_whole(doc(text))


@pytest.mark.parametrize(
    "unit",
    ["а", "1", '"', ". ", "1,", "1-", "1234-", "111 ", "A. ", "a@", "1А", "\u200b", "http://,", "т. ", "i\u0306"],
)
def test_a_long_line_of_one_thing(unit: str) -> None:
    """Takes a fraction of a second; a rule that looks back or ahead without bound makes it minutes."""
    assert_whole(doc(unit * (200_000 // len(unit))))
