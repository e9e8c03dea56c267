"""Encodings: every one that Russian text comes in is recognised, and what is no text is refused."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.encoding import EncodingError, decode, detect

CASES = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (Path(__file__).parent / "cases" / "encoding.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
# fmt: off
WORDS = (
    "акимат область тенге школа построить сообщить министр жители города год новый дорога ремонт завод выпускать "
    "продукция тысяча человек объём ещё съезд юрист этап щит цех шахта фонд эксперт июнь ёлка выборы депутат закон "
    "принят вчера рост цен снизился процентов больница врачей лечение вода река уровень поднялся зерно урожай собрали"

)
# fmt: on


@st.composite
def russian(draw: st.DrawFn, letters: int) -> str:
    """Sentences of common words, some in capitals, with at least so many letters."""
    shape = st.sampled_from([str.lower, str.lower, str.lower, str.lower, str.capitalize, str.upper])
    words = draw(
        st.lists(st.tuples(st.sampled_from(WORDS.split()), shape), min_size=letters // 2, max_size=letters * 2)
    )
    text = " ".join(change(word) for word, change in words)
    return text[0].upper() + text[1:] + draw(st.sampled_from([".", "!", "", " 12,5 %."]))


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_case(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-be", "cp1251", "kz1048", "koi8-r", "cp866", "iso8859-5"]
)
@settings(deadline=None)
@given(data=st.data())
def test_round_trip(encoding: str, data: st.DataObject) -> None:
    text = data.draw(russian(letters=40))
    assert decode(text.encode(encoding)) == text


@given(data=st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except EncodingError:
        return
    assert "\x00" not in text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        b"text with a NUL\x00 inside",
        bytes(range(256)) * 4,
        "Größe über Straßen, schöne Grüße".encode("latin-1"),
        "Обычный текст, в который попал чужой байт ".encode() + b"\xff",
        "Экспорт".encode("utf-16") + b"\x10",
        b"\x01\x02\x03\x04\x05\x06\x07\x08 control",
    ],
)
def test_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError):
        decode(data)


def test_declared_encoding_settles_doubt_only() -> None:
    page = '<html><head><meta charset="{}"></head><body>Экспорт вырос на 5 процентов</body></html>'
    for claimed in ("windows-1251", "koi8-r", "iso-8859-1", "no-such-thing", "utf-8"):
        assert "Экспорт" in decode(page.format(claimed).encode("cp1251"), declared=True)
    assert "Экспорт" in decode(page.format("windows-1251").encode(), declared=True)
    xml = '<?xml version="1.0" encoding="koi8-r"?><p>да</p>'
    assert decode(xml.encode("koi8-r"), declared=True) == xml


def test_beginning_of_a_file_may_end_within_a_letter() -> None:
    assert detect("Экспорт".encode()[:-1], cut=True) == "utf-8"


def test_text_is_not_normalised() -> None:
    assert decode("й\r\n\u200b\ufeff".encode()) == "й\r\n\u200b\ufeff"
