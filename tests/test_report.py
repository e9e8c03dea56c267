"""The report as a file: one page, nothing fetched, nothing of an article read as HTML, every claim in it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner
from made import article

import pipeline
from pipeline.cli import main
from pipeline.frames import Frames
from pipeline.report import page, write
from pipeline.report.page import SCRIPTS
from pipeline.schema import BY_NAME, REVIEWED
from pipeline.store import Store
from pipeline.vocabulary import table

ASSETS = Path(pipeline.__file__).parent / "report"
HOSTILE = '</script><script>alert(1)</script> <!-- "><img src=x onerror=alert(2)> & 25 машин.'


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with Store.lock(folder) as store:
        store.commit([article("a"), article("hostile", HOSTILE), article("b")])
        store.export()
    return folder


def data(text: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    return json.loads(found)


def changed(frames: Frames, table: str, **columns: list[Any]) -> dict[str, pd.DataFrame]:
    frame = frames[table]
    new = {name: pd.Series(values, dtype=frame[name].dtype) for name, values in columns.items()}
    return {**frames, table: frame.assign(**new)}


def test_one_file_that_fetches_nothing(out: Path, tmp_path: Path) -> None:
    text = write(out, tmp_path / "r.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    head, _, rest = text.partition('<script type="application/json"')
    code = head + rest.partition("</script>")[2]
    assert set(re.findall(r"https?://[^\s\"'`)]+", code)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|url\(|<link|<img|\bsrc=|\bfetch\(|innerHTML|insertAdjacentHTML|\beval\(", code)


def test_the_policy_names_the_very_style_and_script(out: Path) -> None:
    text = page(pipeline.load(out))
    policy = html.unescape(re.findall(r'Content-Security-Policy" content="(.*?)"', text)[0])
    for kind, pattern in (("style", "<style>(.*?)</style>"), ("script", "<script>(.*?)</script>")):
        (part,) = re.findall(pattern, text, re.S)
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'")


def test_nothing_of_an_article_ends_its_script(out: Path) -> None:
    text = page(pipeline.load(out))
    assert HOSTILE in data(text)["tables"]["articles"]["text"]
    assert "alert(1)</script>" not in text
    assert text.count("<!--") == 0
    assert text.count("<script") == text.count("</script>") == 2


def test_every_claim_is_there_and_its_sentence_is_where_it_stands(out: Path) -> None:
    frames = pipeline.load(out)
    found = data(page(frames))
    tables = found["tables"]
    assert found["header"] == list(frames.claims.columns)
    assert set(tables["claims"]) | {"text"} == set(frames.claims.columns)
    texts = dict(zip(tables["articles"]["article_id"], tables["articles"]["text"], strict=True))
    for n, row in enumerate(frames.claims.itertuples()):
        start, stop = tables["claims"]["sentence"][n]
        assert texts[row.article_id][start:stop] == row.sentence
        assert start <= row.start < row.stop <= stop


@pytest.mark.parametrize(
    ("value", "shown"), [(5.3, "5.3"), (57.4e9, "57400000000"), (-4.0, "-4"), (1e-7, "0.0000001"), (float("inf"), "")]
)
def test_decimals_have_no_exponent(value: float, shown: str, out: Path) -> None:
    frames = pipeline.load(out)
    size = len(frames.claims)
    found = data(page(changed(frames, "claims", value=[value] * size)))
    assert found["tables"]["claims"]["value"] == [shown] * size


def test_what_is_missing_is_empty_and_dates_are_days(out: Path) -> None:
    frames = pipeline.load(out)
    days = [pd.Timestamp("0988-07-28").as_unit("s"), pd.NaT, pd.NaT]
    articles = data(page(changed(frames, "articles", date=days, url=["http://x.kz/1", None, None])))["tables"][
        "articles"
    ]
    assert articles["date"] == ["0988-07-28", "", ""]
    assert articles["url"] == ["http://x.kz/1", "", ""]


@pytest.mark.parametrize(
    ("title", "text", "label"),
    [
        ("Заголовок", "Текст.", "Заголовок"),
        (None, "\n Первая строка\nвторая", "Первая строка"),
        (None, " date 2025-04-08 В Актобе паводок.", "В Актобе паводок."),
        (None, "слово " * 100, "слово " * 19 + "слово…"),
        (None, " ", ""),
    ],
)
def test_an_article_is_called_by_its_title_or_first_line(title: str | None, text: str, label: str, out: Path) -> None:
    frames = pipeline.load(out)
    articles = frames.articles.iloc[:1].assign(title=pd.Series([title], dtype="string"), text=text)
    made = {"articles": articles, "claims": frames.claims.iloc[:0]}
    assert data(page(made))["tables"]["articles"]["label"] == [label]


def test_verdicts_that_count_are_there(out: Path) -> None:
    frames = pipeline.load(out)
    verdicts = [("a:c1", "value", "corrected", "26", "applied"), ("a:c1", "value", "wrong", None, "overruled")]
    columns = dict(zip(("claim_id", "field", "verdict", "value", "status"), zip(*verdicts, strict=True), strict=True))
    made = pd.DataFrame(columns, dtype="string").reindex(columns=frames.reviews.columns)
    found = data(page({**frames, "reviews": made}))["tables"]["reviews"]
    assert (found["claim_id"], found["verdict"], found["value"]) == (["a:c1"], ["corrected"], ["26"])


def test_the_same_tables_give_the_same_page(out: Path) -> None:
    assert page(pipeline.load(out)) == page(pipeline.load(out))


def test_articles_and_claims_are_enough(out: Path) -> None:
    frames = pipeline.load(out)
    assert "mentions" not in data(page({name: frames[name] for name in ("articles", "claims")}))["tables"]


WORDS = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["ru"].keys() == WORDS["en"].keys()
    for key, word in WORDS["ru"].items():
        assert type(word) is type(WORDS["en"][key])
        assert not isinstance(word, str) or re.findall(r"{\d}", word) == re.findall(r"{\d}", WORDS["en"][key])


def test_every_word_that_is_said_is_known() -> None:
    code = "".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    said = set(re.findall(r'\b(?:say|name)\("(\w+)"', code))
    said |= set(
        re.findall(r'data-(?:say|hint|label-say)="(\w+)"', (ASSETS / "template.html").read_text(encoding="utf-8"))
    )
    said |= {column.name for column in REVIEWED}
    assert said - WORDS["ru"].keys() == set()


def test_every_value_of_a_closed_column_has_a_russian_word() -> None:
    groups = {"kind": "kinds", "comparison": "comparisons", "change": "changes", "modality": "modalities"}
    values = {column.name: set(column.values) for column in (*REVIEWED, *BY_NAME["numbers"].columns) if column.values}
    assert {value for name, group in groups.items() for value in values[name] - WORDS["ru"][group].keys()} == set()


INTL = {  # units whose names a browser knows
    "byte", "celsius", "centimeter", "day", "foot", "gallon", "gigabit", "gigabyte", "gram", "hectare", "hour", "inch",
    "kilobyte", "kilogram", "kilometer", "liter", "megabit", "megabyte", "meter", "mile", "milliliter", "millimeter",
    "millisecond", "minute", "month", "ounce", "pound", "second", "terabyte", "week", "yard", "year",
}  # fmt: skip


@pytest.mark.parametrize(("language", "forms"), [("ru", 4), ("en", 2)])
def test_every_unit_has_a_word_in_both_languages(language: str, forms: int) -> None:
    names = {line["unit"] for line in table("units")}
    known = WORDS[language]["units"]
    assert names - known.keys() - INTL - {"degC", "%"} == set()
    assert all(len(word.split("|")) in (1, forms) for word in known.values())


def test_decimals_are_those_of_the_csv(tmp_path: Path) -> None:
    rows = article("a")
    rows["claims"][0]["value"] = "0." + "3" * 28
    with Store.lock(tmp_path) as store:
        store.commit([rows])
        store.export()
    path = write(tmp_path, tmp_path / "new" / "there" / "r.html")
    assert data(path.read_text(encoding="utf-8"))["tables"]["claims"]["value"][0] == "0." + "3" * 28


def test_a_date_header_is_told_from_the_text(out: Path) -> None:
    frames = pipeline.load(out)
    articles = frames.articles.iloc[:1].assign(text="date 2025-04-08 В Актобе паводок.")
    made = {"articles": articles, "claims": frames.claims.iloc[:0]}
    assert data(page(made))["tables"]["articles"]["head"] == [16]


def test_command(out: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(out), "-o", str(tmp_path / "r.html")])
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'r.html'}\n")
    assert (tmp_path / "r.html").stat().st_size > 10_000


def test_help_has_an_example() -> None:
    assert "pipeline report data/out -o report.html" in CliRunner().invoke(main, ["report", "--help"]).stdout


def test_command_without_tables(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(tmp_path), "-o", str(tmp_path / "r.html")])
    assert result.exit_code == 1
    assert "pipeline run" in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_a_folder_without_claims_is_told(out: Path, tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_bytes((out / "articles.csv").read_bytes())
    with pytest.raises(FileNotFoundError, match="no table 'claims'"):
        write(tmp_path, tmp_path / "r.html")
