"""`pipeline.load` and `pipeline.extract` give typed frames; importing `pipeline` costs nothing."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pandas as pd
import pytest
from made import TEXT, article

import pipeline
from pipeline.schema import BY_NAME, TABLES
from pipeline.store import Store


def frames_of(out, *articles, formats=("csv",)):
    with Store.lock(out) as store:
        store.commit(articles)
        store.export(formats=formats)
    return pipeline.load(out)


@pytest.mark.parametrize("formats", [["csv"], ["parquet"]])
def test_columns_have_their_types(tmp_path, formats):
    frames = frames_of(tmp_path, article("1"), article("02"), formats=formats)
    assert list(frames) == [table.name for table in TABLES]
    claims = frames.claims
    assert list(claims.columns) == list(BY_NAME["claims"].header)
    assert list(claims.article_id.unique()) == ["02", "1"]
    kinds = {name: str(claims[name].dtype) for name in ("article_id", "start", "value", "negated", "time_start")}
    assert kinds == {"article_id": "string", "start": "Int64", "value": "float64", "negated": "boolean",
                     "time_start": "datetime64[s]"}  # fmt: skip
    assert list(claims.value) == [25, 5, 25, 5]
    assert claims.speaker.isna().all()
    assert frames.roles.empty
    assert str(frames.roles.start.dtype) == "Int64"


def test_years_before_pandas_nanoseconds_and_huge_numbers_are_read(tmp_path):
    rows = article("a")
    rows["articles"][0]["date"] = "0988-07-28"
    rows["claims"][0]["value"] = "9" * 400
    frames = frames_of(tmp_path, rows)
    assert frames.articles.date[0] == pd.Timestamp("0988-07-28").as_unit("s")
    assert frames.claims.value[0] == float("inf")


@pytest.mark.parametrize(("formats", "digits"), [(["csv"], "0.1" + "3" * 20), (["parquet"], "0.13333333333333333")])
def test_exact_decimals_are_the_text_of_the_csv(tmp_path, formats, digits):
    rows = article("a")
    rows["claims"][0]["value"], rows["claims"][0]["high"] = "0.1" + "3" * 20, ""
    frames_of(tmp_path, rows, formats=formats)
    claims = pipeline.load(tmp_path, exact=True).claims
    assert (str(claims.value.dtype), *claims.value) == ("string", digits, "5")
    assert pd.isna(claims.high[0])


def test_text_comes_back_as_it_was(tmp_path):
    text = 'строка\nс "кавычками",\rи ещё ' + "очень " * 1_600_000  # more bytes than are read at a time
    rows = article("a")
    rows["articles"][0]["text"] = text
    assert frames_of(tmp_path, rows).articles.text[0] == text


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="pipeline run"):
        pipeline.load(tmp_path)


def test_an_unknown_table_is_no_attribute(tmp_path):
    frames = frames_of(tmp_path, article("a"))
    assert frames["articles"].text[0] == TEXT
    with pytest.raises(AttributeError):
        _ = frames.clams


@pytest.mark.parametrize("date", ["2024-04-05", datetime.date(2024, 4, 5)])
def test_extract_gives_the_tables_of_one_text(date):
    frames = pipeline.extract("Сегодня в Алматы открыли 3 школы.", date=date, title="Школы", article_id="x")
    assert list(frames.articles.date) == [pd.Timestamp("2024-04-05")]
    assert frames.articles.title[0] == "Школы"
    assert list(frames.numbers.text) == ["3"]
    assert (frames.tokens.article_id == "x").all()
    assert set(frames.mentions.entity_id) <= set(frames.entities.entity_id)


def test_extract_refuses_a_text_that_is_none():
    with pytest.raises(ValueError, match="no text"):
        pipeline.extract(" ")


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, pipeline; print({'pandas', 'pyarrow', 'duckdb', 'numpy', 'natasha'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"
    assert pipeline.__version__[0].isdigit()
    with pytest.raises(AttributeError):
        _ = pipeline.no_such_name
