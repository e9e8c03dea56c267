"""Reading input: every form of it, and one reject for each thing that cannot be read."""

import datetime
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline.read.lines
from pipeline.document import Article, Reject
from pipeline.read import MAX_CHARS, read, total_bytes
from pipeline.read.dates import day

TEXT = "В Павлодаре посадили 500 деревьев."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def articles(*inputs: str | Path) -> list[Article]:
    """All that is read, where nothing may be rejected."""
    found = list(read(inputs))
    assert not [item for item in found if isinstance(item, Reject)]
    return [item for item in found if isinstance(item, Article)]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def rejects(*inputs: str | Path) -> list[Reject]:
    return [item for item in read(inputs) if isinstance(item, Reject)]


def only(path: Path, content: str | bytes) -> Article:
    (article,) = articles(write(path, content))
    return article


def only_reject(path: Path, content: str | bytes) -> Reject:
    (reject,) = read([write(path, content)])
    assert isinstance(reject, Reject)
    assert (reject.stage, "\n" in reject.reason) == ("read", False)
    return reject


# Text files


def test_seed_form(tmp_path: Path) -> None:
    article = only(tmp_path / "a.txt", f" date 2025-10-14  {TEXT}\r\nЕщё строка.\n")
    assert article.article_id == "a"
    assert article.date == datetime.date(2025, 10, 14)
    assert article.text == f" date 2025-10-14  {TEXT}\nЕщё строка.\n"
    assert article.text[article.body :].startswith("В Павлодаре")
    assert article.source_path == (tmp_path / "a.txt").as_posix()


@pytest.mark.parametrize(
    ("text", "date", "body", "title"),
    [
        (TEXT, None, 0, ""),
        ("date 2025-10-14", None, 0, None),
        ("date 2025-10-14\n\nЗаголовок\n\nТекст.", datetime.date(2025, 10, 14), 17, "Заголовок"),
        ("date 2025-13-45 Текст.", None, 16, ""),
        ("date 14.10.2025 Текст.", datetime.date(2025, 10, 14), 16, ""),
        ("Дата: 1.2.2025\nТекст.", datetime.date(2025, 2, 1), 15, ""),
        ("дата 31.02.2025 Текст.", None, 16, ""),
        ("Дата начала 14.10.2025 названа.", None, 0, ""),
        ("date 2025-10-145 Текст.", None, 0, ""),
        ("dates 2025-10-14 Текст.", None, 0, ""),
        ("# Заголовок: что и где?\nТекст.", None, 0, "Заголовок: что и где?"),
        ("Это уже предложение.\nА это второе.", None, 0, ""),
        ("слово " * 40 + "\nТекст.", None, 0, ""),
        ("Одна строка\n", None, 0, ""),
    ],
)
def test_header_and_title(tmp_path: Path, text: str, date: datetime.date | None, body: int, title: str | None) -> None:
    (item,) = read([write(tmp_path / "a.md", text)])
    if title is None:
        assert isinstance(item, Reject)
        assert item.reason == "no text after the date header"
    else:
        assert isinstance(item, Article)
        assert (item.text, item.date, item.body, item.title) == (text, date, body, title)


def test_only_crlf_changes(tmp_path: Path) -> None:
    odd = "\ufeff\u200bй\ta\rb\x0c\u2028c\r\n\r\n  "
    assert only(tmp_path / "a.txt", odd.encode()).text == "\u200bй\ta\rb\x0c\u2028c\n\n  "


# Pages

PAGE = """<html><head><title>Деревья в Павлодаре</title>
<meta property="article:published_time" content="2025-03-04T23:30:00+05:00">{}</head>
<body><nav>Меню</nav><script>var x = "<p>нет</p>";</script><article><h1>Деревья в Павлодаре</h1>
<p>В Павлодаре посадили 500 деревьев, сообщили в акимате города.</p></article></body></html>"""


@pytest.mark.parametrize(("charset", "meta"), [("utf-8", ""), ("cp1251", '<meta charset="windows-1251">')])
def test_page(tmp_path: Path, charset: str, meta: str) -> None:
    article = only(tmp_path / "a.HTML", PAGE.format(meta).encode(charset))
    assert "посадили 500 деревьев" in article.text
    assert "var x" not in article.text
    assert (article.title, article.date) == ("Деревья в Павлодаре", datetime.date(2025, 3, 4))


@pytest.mark.parametrize(
    "html", ["<p>Обрывок <b>без конца", "просто текст", '<?xml version="1.0" encoding="utf-8"?><p>Текст</p><p>ещё</p>']
)
def test_malformed_page(tmp_path: Path, html: str) -> None:
    assert only(tmp_path / "a.htm", html).text.split()[0] in html


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<!-- -->", "<div>" * 10_000 + "<p>Текст</p>", "<script>x</script>"]
)
def test_page_without_article(tmp_path: Path, html: str) -> None:
    only_reject(tmp_path / "a.html", html)


# Records

RECORDS = [
    {"id": "r1", "text": TEXT, "title": "Деревья", "date": "2025-03-04T10:00:00Z", "url": "https://e.kz/1", "x": 1},
    {"id": 7, "text": "date 2025-01-02 Второй текст.", "title": None, "date": None},
    {"text": "Третий текст,\nв две строки.", "date": "3 марта 2025"},
]
EXPECTED = [
    ("r1", TEXT, "Деревья", datetime.date(2025, 3, 4), "https://e.kz/1", 0),
    ("7", "date 2025-01-02 Второй текст.", "", datetime.date(2025, 1, 2), "", 16),
    ("news-{}", "Третий текст,\nв две строки.", "", datetime.date(2025, 3, 3), "", 0),
]


def as_jsonl(path: Path) -> Path:
    return write(path, "\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS))


def as_gzip(path: Path) -> Path:
    return write(path, gzip.compress(as_jsonl(path.with_suffix("")).read_bytes()))


def as_csv(path: Path, sep: str = ",", encoding: str = "utf-8") -> Path:
    def cell(value: object) -> str:
        return '"' + str("" if value is None else value) + '"'

    columns = ("id", "text", "title", "date", "url")
    rows = [columns, *(tuple(record.get(column) for column in columns) for record in RECORDS)]
    return write(path, "\r\n".join(sep.join(map(cell, row)) for row in rows).encode(encoding))


def as_parquet(path: Path) -> Path:
    rows = [{**record, "id": str(record["id"]) if "id" in record else None} for record in RECORDS]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.mark.parametrize(
    ("name", "make", "line"),
    [
        ("news.jsonl", as_jsonl, 3),
        ("news.ndjson", as_jsonl, 3),
        ("news.jsonl.gz", as_gzip, 3),
        ("news.csv", as_csv, 4),
        ("news.csv", lambda path: as_csv(path, ";", "cp1251"), 4),
        ("news.csv", lambda path: as_csv(path, "\t", "utf-16"), 4),
        ("news.parquet", as_parquet, 3),
    ],
)
def test_records(tmp_path: Path, name: str, make: Any, line: int) -> None:
    found = [(a.article_id, a.text, a.title, a.date, a.url, a.body) for a in articles(make(tmp_path / name))]
    assert found == [(row[0].format(line), *row[1:]) for row in EXPECTED]


def test_record_date_wins_over_header(tmp_path: Path) -> None:
    record = {"id": "a", "text": "date 2025-01-02 Текст.", "date": "2024-12-31"}
    assert only(tmp_path / "a.jsonl", json.dumps(record)).date == datetime.date(2024, 12, 31)


BAD_LINES = [
    ("{broken", "", "no JSON"),
    ('["list"]', "", "no JSON object"),
    ("12", "", "no JSON object"),
    ('{"id": "a"}', "a", "no text"),
    ('{"id": "a", "text": null}', "a", "no text"),
    ('{"id": "a", "text": 12}', "a", "no text"),
    ('{"id": "a", "text": " \\n "}', "a", "no text"),
    ('{"text": ""}', "f-2", "no text"),
    ('{"id": "a", "text": "пол \\ud83d смайла"}', "a", "lone surrogate"),
    ('{"id": "a\\ud800", "text": ""}', "a%ED%A0%80", "no text"),
    ('{"id": "a", "text": "ноль \\u0000"}', "a", "binary"),
    ("[" * 100_000, "", "JSON nested too deep"),
    ('{"text": "обрыв', "", "no JSON"),
]


@pytest.mark.parametrize(("line", "article_id", "reason"), BAD_LINES)
def test_bad_line(tmp_path: Path, line: str, article_id: str, reason: str) -> None:
    good = json.dumps({"id": "good", "text": TEXT})
    path = write(tmp_path / "f.jsonl", f"\n{line}\n{good}\n")
    reject, article = read([path])
    assert isinstance(reject, Reject)
    assert (reject.source_path, reject.article_id, reject.stage) == (path.as_posix(), article_id, "read")
    assert reject.reason.startswith(f"line 2: {reason}")
    assert isinstance(article, Article)
    assert article.article_id == "good"


def test_odd_but_good_lines(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "id": 2, "text": "а", "text": "б", "x": NaN}',
        '{"id": 1e2, "text": "в", "views": ' + "9" * 10_000 + "}",
        '{"id": true, "text": "г"}',
        '{"id": " x\\ny ", "text": "д\\u2028е", "title": 5, "url": ["u"], "date": {}}',
        json.dumps({"id": "я" * 500, "text": "ё"}),
    ]
    found = articles(write(tmp_path / "f.jsonl", "\ufeff" + "\r\n".join(lines)))
    assert [(a.article_id, a.text) for a in found[:4]] == [
        ("2", "б"),
        ("100", "в"),
        ("f-3", "г"),
        ("x%0Ay", "д\u2028е"),
    ]
    assert len(found[4].article_id) == 200


def test_lines_in_mixed_encodings(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    mixed = b"\n".join([line.encode(), line.replace("500", "501").encode("cp1251"), b'{"text": "\xff\xfe\x01 \x00"}'])
    first, second, reject = read([write(tmp_path / "f.jsonl", mixed)])
    assert [getattr(a, "text", None) for a in (first, second)] == [TEXT, TEXT.replace("500", "501")]
    assert isinstance(reject, Reject)
    assert reject.reason.startswith("line 3: ")


def test_long_line_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.read.lines, "MAX_LINE", 1_000)
    good = json.dumps({"id": "good", "text": TEXT})
    path = write(tmp_path / "f.jsonl", '{"text": "' + "а" * 300_000 + '"}\n' + good)
    reject, article = read([path])
    assert isinstance(reject, Reject)
    assert reject.reason == "line 1: longer than 1,000 bytes"
    assert isinstance(article, Article)


def test_too_many_characters(tmp_path: Path) -> None:
    long = {"id": "long", "text": "а" * (MAX_CHARS + 1)}
    reject = only_reject(tmp_path / "f.jsonl", json.dumps(long, ensure_ascii=False))
    assert reject.reason == "line 1: text of 5,000,001 characters, more than 5,000,000"
    assert only_reject(tmp_path / "a.txt", "а" * (MAX_CHARS + 1)).reason.startswith("text of 5,000,001")
    assert only_reject(tmp_path / "b.txt", b"a" * 20_000_001).reason.startswith("larger than 20,000,000 bytes")


@pytest.mark.parametrize(
    ("body", "texts", "reasons"),
    [
        ('1,"Первый"\n2,"Второй\n3,"Третий"\n', ["Первый", "Третий"], ["line 3: broken row"]),
        ('1,"Первый" лишнее\n2,"Второй"\n', ["Второй"], ["line 2: broken row"]),
        ('1,"Первый\nбез, конца\nи края\n', [], ["line 2: broken row, up to line 4"]),
        ("1,Первый,ещё\n2,Второй\n3\n", ["Второй"], ["line 2: 3 fields", "line 4: 1 fields"]),
        ('1,"Он сказал ""да"", и всё"\n', ['Он сказал "да", и всё'], []),
        ('1,""\n\n2,Второй\n', ["Второй"], ["line 2: no text"]),
    ],
)
def test_csv_quoting(tmp_path: Path, body: str, texts: list[str], reasons: list[str]) -> None:
    found = list(read([write(tmp_path / "f.csv", "id,text\n" + body)]))
    assert [item.text for item in found if isinstance(item, Article)] == texts
    rejected = [item.reason for item in found if isinstance(item, Reject)]
    assert len(rejected) == len(reasons)
    assert all(reason.startswith(start) for reason, start in zip(rejected, reasons, strict=True))


def test_csv_with_endless_rows_ends(tmp_path: Path) -> None:
    found = list(read([write(tmp_path / "f.csv", "id,text\n" + 'a","x\n' * 20_000)]))
    assert [type(item) for item in found] == [Reject]


@pytest.mark.parametrize("name", ["f.csv", "f.parquet", "f.jsonl", "f.jsonl.gz", "f.txt", "f.html", "f.xyz"])
def test_binary_file_is_one_reject(tmp_path: Path, name: str) -> None:
    assert only_reject(tmp_path / name, bytes(range(256)) * 100).article_id == "f"


@pytest.mark.parametrize("name", ["f.csv", "f.parquet", "f.jsonl", "f.jsonl.gz", "f.txt", "f.md", "f.html"])
def test_empty_file_is_one_reject(tmp_path: Path, name: str) -> None:
    only_reject(tmp_path / name, b"")


def test_csv_and_parquet_without_text_column(tmp_path: Path) -> None:
    assert only_reject(tmp_path / "f.csv", "id,body\n1,Текст\n").reason == "no column named text in line 1"
    pq.write_table(pa.table({"id": ["1"]}), tmp_path / "f.parquet")
    assert [r.reason for r in rejects(tmp_path / "f.parquet")] == ["no column named text"]


def test_parquet_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "ID": pa.array([1.0, 2.0, None]),
            "Text": pa.array(["Первый".encode(), b"\xfd\xfe\x01\x00", "Третий".encode("cp1251")], pa.binary()),
            "date": pa.array([datetime.datetime(2025, 3, 4, 23), None, None], pa.timestamp("us")),
        }
    )
    pq.write_table(table, tmp_path / "f.parquet")
    first, bad, third = read([tmp_path / "f.parquet"])
    assert isinstance(first, Article)
    assert (first.article_id, first.text, first.date) == ("1", "Первый", datetime.date(2025, 3, 4))
    assert isinstance(bad, Reject)
    assert bad.reason.startswith("row 2: no text")
    assert isinstance(third, Article)
    assert (third.article_id, third.text) == ("f-3", "Третий")


def test_damaged_archive_keeps_what_was_read(tmp_path: Path) -> None:
    texts = [{"id": str(n), "text": os.urandom(500).hex()} for n in range(300)]
    packed = gzip.compress("\n".join(map(json.dumps, texts)).encode())
    found = list(read([write(tmp_path / "f.jsonl.gz", packed[: len(packed) * 2 // 3])]))
    assert len(found) > 50
    assert next(item.reason for item in found if isinstance(item, Reject)).startswith("damaged archive")


def test_gzip_bomb_is_one_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.read.lines, "MAX_LINE", 10_000)
    reject = only_reject(tmp_path / "f.jsonl.gz", gzip.compress(b"\n" * 50_000_000))
    assert reject.reason == "unpacks to more than 200 times its size"


# Dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T23:59:00+05:00", "2025-03-04"),
        ("2025-03-04 10:00:00", "2025-03-04"),
        ("20250304", "2025-03-04"),
        (20250304, "2025-03-04"),
        ("04.03.2025 10:15", "2025-03-04"),
        ("4 марта 2025 г.", "2025-03-04"),
        ("Tue, 04 Mar 2025 23:30:00 +0500", "2025-03-04"),
        ("25/03/2025", "2025-03-25"),
        ("03/25/2025", "2025-03-25"),
        (Decimal("1741046400"), "2025-03-04"),
        (1741046400000, "2025-03-04"),
        (datetime.datetime(2025, 3, 4, 23, tzinfo=datetime.UTC), "2025-03-04"),
        (datetime.date(2025, 3, 4), "2025-03-04"),
        ("05/06/2025", "None"),
        ("14.05.24", "None"),
        ("2025-02-30", "None"),
        ("0001-01-01", "None"),
        ("2025", "None"),
        ("март 2025", "None"),
        ("вчера", "None"),
        ("", "None"),
        (None, "None"),
        (True, "None"),
        (float("nan"), "None"),
        (["2025-03-04"], "None"),
    ],
)
def test_day(value: object, expected: str) -> None:
    assert str(day(value)) == expected


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.decimals()))
@settings(deadline=None)
def test_day_takes_anything(value: object) -> None:
    found = day(value)
    assert found is None or isinstance(found, datetime.date)


# Files and folders


def test_folder(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.md", ".hidden/x.txt", ".x.txt", "photo.jpg", "noending", "c.json"):
        write(tmp_path / name, f"Текст из {name}")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert [a.article_id for a in articles(tmp_path)] == ["a", "1", "2"]


def test_each_file_is_read_once_in_an_order_of_its_own(tmp_path: Path) -> None:
    inputs = [write(tmp_path / "b.txt", "Второй текст"), write(tmp_path / "a.txt", TEXT), tmp_path]
    assert articles(*inputs) == articles(*reversed(inputs)) == articles(tmp_path)


def test_relative_path_stays_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert [a.source_path for a in articles("./in/")] == ["in/a.txt"]
    monkeypatch.chdir(tmp_path / "in")
    assert [a.source_path for a in articles("../in/a.txt")] == ["../in/a.txt"]


def test_named_file_of_unknown_kind(tmp_path: Path) -> None:
    assert only(tmp_path / "notes.log", TEXT).article_id == "notes"
    assert only(tmp_path / "README", TEXT).article_id == "README"


def test_missing_and_vanished(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [r.reason for r in rejects(tmp_path)] == ["cannot be read: No such file or directory"]
    assert [r.article_id for r in rejects(tmp_path / "none.csv")] == ["none"]


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "b.txt", "Второй текст")
    whole = Path.open

    def refuse(self: Path, *args: Any, **more: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return whole(self, *args, **more)

    monkeypatch.setattr(Path, "open", refuse)
    reject, article = read([tmp_path])
    assert isinstance(reject, Reject)
    assert (reject.source_path, reject.reason) == (path.as_posix(), "cannot be read: Permission denied")
    assert isinstance(article, Article)


def test_odd_names(tmp_path: Path) -> None:
    for name in (b"-x.txt", b"a\nb.txt", b"\xff\xfe.txt", "кириллица и пробел.txt".encode()):
        (tmp_path / os.fsdecode(name)).write_text(f"Текст из {name!r}", encoding="utf-8")
    found = articles(tmp_path)
    assert [a.article_id for a in found] == ["-x", "a%0Ab", "кириллица и пробел", "%FF%FE"]
    assert all(a.source_path.isprintable() and a.source_path.encode() for a in found)


def test_same_id(tmp_path: Path) -> None:
    for folder, text in (("1", "Первый"), ("2", "Второй"), ("3", "Первый"), ("4", "Второй"), ("5", "Пятый")):
        write(tmp_path / folder / "a.txt", text)
    found = articles(tmp_path)
    assert [a.text for a in found] == ["Первый", "Второй", "Пятый"]
    assert [a.article_id for a in found] == ["a", f"a~{sha256('Второй')[:8]}", f"a~{sha256('Пятый')[:8]}"]


def test_stdin() -> None:
    (article,) = read(["-"], io.BytesIO(f"date 2025-10-14 {TEXT}".encode("cp1251")))
    assert isinstance(article, Article)
    assert (article.article_id, article.source_path, article.body) == ("stdin", "-", 16)
    (reject,) = read(["-"], io.BytesIO(b""))
    assert reject == Reject("-", "stdin", "read", "empty")


def test_progress_sums_up(tmp_path: Path) -> None:
    as_gzip(tmp_path / "news.jsonl.gz")
    as_parquet(tmp_path / "news.parquet")
    write(tmp_path / "a.txt", TEXT)
    write(tmp_path / "bad.txt", b"\x00")
    steps: list[int] = []
    list(read([tmp_path], advance=steps.append))
    assert sum(steps) == total_bytes([tmp_path]) > 0
    assert min(steps) >= 0


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    name=st.sampled_from(["f.txt", "f.html", "f.jsonl", "f.csv", "f.parquet", "f.jsonl.gz"]),
    data=st.binary(max_size=200) | st.text('{}":,;<>/p\n\r\t idtextа', max_size=100).map(str.encode),
)
def test_any_file_gives_articles_and_rejects(tmp_path: Path, name: str, data: bytes) -> None:
    found = list(read([write(tmp_path / name, data)]))
    assert found
    for item in found:
        assert isinstance(item, Article | Reject)
        assert str(item).encode()


def test_import_is_light() -> None:
    heavy = ("trafilatura", "pyarrow", "lxml", "dateparser")
    code = f"import sys, pipeline.read; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
