"""Input that is odd or meant to harm, one run over all of it: each file has the outcome that is stated here.

What is far larger is in tests/faults/test_heavy.py, what grows in tests/faults/test_growth.py.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline import job
from pipeline.check import check

NEWS = "В Астане открыли 12 школ, сообщил Ерлан Ахметов."
# Kept: an article with just this text.
# fmt: off
KEPT = {
    "ordinals, endless": f"{'9' * 5_000}-х классов, {'9' * 5_000}-летний, {'9' * 30} млн тенге, {'9' * 30}½",
    "times, endless": f"за последние {'9' * 20} лет, через {'9' * 24} дней, до {'9' * 9} года, {'9' * 24} секунд назад",
    "nines": "9" * 10_000, "figures": "1 " * 3_000, "straight quotes": '"' * 10_000,
    "quotes in quotes": "«" * 3_000 + "»" * 3_000,
    "unclosed quotes": f"«{NEWS} " * 100, "brackets": "(" * 3_000 + "5" + ")" * 3_000,
    "closing brackets": ")]}" * 1_000,
    "zero-width": "В А\u200bста\u200dне от\u00adкрыли 1\u200b2 школ\ufeff.",
    "bidi": f"\u202e{NEWS}\u202c \u2067{NEWS}\u2069",
    "combining": "".join(f"{letter}\u0301\u0323" for letter in NEWS), "only combining": "\u0301" * 2_000,
    "zalgo": "5" + "\u0336" * 2_000 + " школ", "look-alikes": "В Aстaнe oткрыли 12 шкoл, сooбщил Eрлaн Axмeтoв.",
    "emoji": "😀 5 👨‍👩‍👧‍👦 школ 🇰🇿 5️⃣ открыли 🏫",
    "Kazakh in Latin": "Astanada 12 mektep ashyldy, dedi Erlan Ahmetov.",
    "Kazakh": "Астанада 12 мектеп ашылды, деді Ерлан Ахметов.",
    "English": "Twelve schools opened in Astana, 5% more than in 2024.",
    "Chinese": "阿斯塔纳开设了12所学校，增长了百分之五。",
    "other digits": "١٢ школ, १२ школ, １２ школ, 𝟏𝟐 школ, Ⅻ школ, ½ школы, ² школы",
    "line breaks": "В Астане\rоткрыли\x0b12\x0cшкол\x85сообщил\u2028Ерлан\u2029Ахметов.", "full stops": "." * 5_000,
    "minus": "−−−5 -–—5 +-5% 5-−5", "tags as text": "<script>alert(5)</script> &amp;#1089; <b>12</b> школ",
    "sheet formula": "=cmd|' /C calc'!A0 и 5 школ", "SQL": "'); DROP TABLE articles; -- 5 школ",
    "one letter": "я", "one digit": "5", "cut behind a verb": "Жители объявили",
    "cut behind a preposition": "Партия обратилась в Госдуму с", "numbered": "1. Школ\n" * 40,
    "capitals": "ИЯ №13 ДУИС ПО ГОРОДУ АЛМАТЫ, ПОЛКОВНИКА ЮСТИЦИИ БЕКЗАТА АКИМБЕКОВА",
    "only a mark": "…", "long word": "не" * 5_000, "long number": "5" + " 000" * 2_000,
    "exponents": "1e999999999 5E+5 0x1F 1_000",
    "infinite": "NaN inf Infinity -inf", "slashes": "5/0 0/0 1/3/5/7 //5", "points": "1.2.3.4.5.6 5,5,5,5 5:5:5:5",
    "escapes": "\\u0435\\n%0A%00 5 школ {0} %s ${HOME} `id` $(id)", "blanks": "5 " + " " * 5_000 + " школ",
}
# fmt: on
# Rejected: what a line of rejects.csv says of the file.
REJECTED = {
    "nul.txt": (b"\x00\x01 5", "binary data"),
    "zip.txt": (b"PK\x03\x04" + bytes(200), "binary data"),
    "blank.txt": (b" \n\t ", "no text"),
    "empty.txt": (b"", "empty"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(500), "no text in a known encoding"),
    "nested.html": (b"<div>" * 10_000 + NEWS.encode() + b"</div>" * 10_000, "tags nested too deep"),
    "array.jsonl": (b"[" * 100_000, "JSON nested too deep"),
    "surrogate.jsonl": (b'{"text": "\\ud800 5"}', "lone surrogate"),
    "false.jsonl": (b'{"text": false}', "no text"),
    "nan.jsonl": (b"NaN", "no JSON object"),
    "noparquet.parquet": (b"PAR1" + bytes(100) + b"PAR1", "no Parquet"),
    "nogzip.jsonl.gz": (b"\x1f\x8b\x08" + b"5" * 50, "damaged archive"),
    "quotes.csv": (b'id,text\n1,"5 \xd1\x88\xd0\xba\xd0\xbe\xd0\xbb', "broken row"),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of it, and the tables made from it in `out`."""
    place = tmp_path_factory.mktemp("hostile")
    folder = place / "in"
    folder.mkdir()
    for name, text in KEPT.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    for name, (content, _) in REJECTED.items():
        (folder / name).write_bytes(content)
    for name in (b"-rf.txt", b"line\nbreak.txt", b"\xff\xfe.txt", b"5..txt", "a\u202etxt.txt".encode()):
        (folder / os.fsdecode(name)).write_text(f"{NEWS} {name!r}", encoding="utf-8")
    for inside, text in (("1", "Первый 1."), ("2", "Второй 2.")):
        (folder / inside).mkdir()
        (folder / inside / "same.txt").write_text(text, encoding="utf-8")
    _links(folder)
    _records(folder / "records.jsonl")
    _bomb(folder / "bomb.zip")
    page = f"<html><script>var n = 777;</script><body><p>{NEWS}</p><script>888</script><p>{NEWS * 5}</p></body></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    job.run([folder], place / "out", workers=1)
    return place


def _links(folder: Path) -> None:
    """Links in a ring, to the folder above, and to nothing."""
    (folder / "ring1.txt").symlink_to(folder / "ring2.txt")
    (folder / "ring2.txt").symlink_to(folder / "ring1.txt")
    (folder / "1" / "up").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "nothing")


def _records(path: Path) -> None:
    records = (
        '{"id": "twice", "text": "Первый 1.", "text": "Второй 2."}',
        '{"id": NaN, "text": "Без имени 3."}',
        '{"id": "../../../tmp/evil", "text": "Вверх 4.", "date": Infinity, "title": {"a": []}, "url": -0.0}',
        '{"id": "a\\u0000b\\nc", "text": "Нуль 5."}',
        '{"id": "' + "д" * 1_000 + '", "text": "Длинное имя 6."}',
        '{"id": 1e400, "date": 99999999999999999999, "text": "Число 7."}',
    )
    path.write_text("\n".join(records), encoding="utf-8")


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("bomb.txt", bytes(10_000_000))


def table(place: Path, name: str) -> list[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with (place / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def texts(place: Path) -> dict[str, str]:
    return {row["article_id"]: row["text"] for row in table(place, "articles")}


def test_all_invariants_hold(place: Path) -> None:
    assert check(place / "out") == []


@pytest.mark.parametrize("name", KEPT)
def test_kept_as_it_is(name: str, texts: dict[str, str]) -> None:
    assert texts[name] == KEPT[name]


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_with_the_reason(name: str, place: Path) -> None:
    (found,) = (row for row in table(place, "rejects") if row["source_path"].endswith(f"/{name}"))
    assert REJECTED[name][1] in found["reason"]


def test_nothing_else_is_rejected(place: Path) -> None:
    found = {Path(row["source_path"]).name for row in table(place, "rejects")}
    assert found == {*REJECTED, "ring1.txt", "ring2.txt", "nowhere.txt"}


def test_names_are_safe_and_distinct(texts: dict[str, str]) -> None:
    assert {"-rf", "line%0Abreak", "%FF%FE", "5.", "a%E2%80%AEtxt", "same"} <= texts.keys()
    (other,) = (name for name in texts if name.startswith("same~"))
    assert (texts["same"], texts[other]) == ("Первый 1.", "Второй 2.")


def test_records(texts: dict[str, str]) -> None:
    assert texts["twice"] == "Второй 2."
    assert texts["records-2"] == "Без имени 3."
    assert texts["../../../tmp/evil"] == "Вверх 4."
    assert texts["a%00b%0Ac"] == "Нуль 5."
    assert texts["records-6"] == "Число 7."
    (long,) = (name for name in texts if name.startswith("ддд"))
    assert len(long) == 200


def test_archives_are_not_opened_and_scripts_are_no_text(texts: dict[str, str]) -> None:
    assert not any("bomb" in name for name in texts)
    assert NEWS in texts["page"]
    assert "777" not in texts["page"]
    assert "888" not in texts["page"]


def test_nothing_is_written_elsewhere(place: Path) -> None:
    assert {path.name for path in place.iterdir()} == {"in", "out"}
    assert not Path("/tmp/evil").exists()


def test_bytes_on_standard_input_are_read_or_rejected(tmp_path: Path) -> None:
    for n, data in enumerate((os.urandom(1000), b"\xff\xfe\x00\xd8", json.dumps({"text": NEWS}).encode())):
        summary = job.run(["-"], tmp_path / str(n), stdin=io.BytesIO(data), workers=1)
        assert summary.done + summary.rejected == 1
