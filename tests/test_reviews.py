"""Verdicts reach the tables, survive what they should, and never get lost silently."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import TEXT, article
from test_store import commit, snapshot

from pipeline.check import check
from pipeline.cli import main
from pipeline.job import forget, run
from pipeline.reviews import ReviewError, Verdict, beside, merge, read, save
from pipeline.store import Store, set_aside
from pipeline.tables import Row, Rows

T1, T2, T3 = "2025-10-14T09:30:00.000Z", "2025-10-14T09:31:00.000Z", "2025-10-14T09:32:00.000Z"


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claim(out: Path, claim_id: str = "a:c1") -> dict[str, str]:
    return next(row for row in rows(out, "claims") if row["claim_id"] == claim_id)


def statuses(out: Path) -> list[str]:
    return [row["status"] for row in rows(out, "reviews")]


def again(out: Path, *articles: Rows) -> None:
    with Store.lock(out) as store:
        store.commit(articles)
        store.export()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    commit(tmp_path / "out", "a", "b")
    save(tmp_path / "out", [])
    return tmp_path / "out"


REVIEWS = [
    ([("", "right", "")], "right"),
    ([("", "wrong", "")], "wrong"),
    ([("", "corrected", "")], "corrected"),
    ([("item", "corrected", "автомобилей")], "corrected"),
    ([("item", "wrong", "")], "wrong"),
    ([("item", "right", "")], ""),  # of the rest nothing is said
    ([("", "right", ""), ("item", "wrong", "")], "wrong"),
    ([("", "wrong", ""), ("item", "corrected", "автомобилей")], "wrong"),
    ([("item", "wrong", ""), ("unit", "corrected", "KZT")], "corrected"),
    ([], ""),
]
CORRECTIONS = [
    ({"item": "новых машин", "negated": "true"}, {"item": "новых машин", "negated": "true", "value": "25"}),
    ({"item": "новых машин"}, {"item_lemma": "новых машин"}),  # rather than the base form of another thing
    ({"item": "новых машин", "item_lemma": "новые машины"}, {"item_lemma": "новые машины"}),
    ({"item": ""}, {"item": "", "item_lemma": ""}),
    ({"value": "1 200,5"}, {"value": "1200.5", "low": "1200.5", "high": "1200.5"}),
    ({"comparison": ">"}, {"value": "25", "low": "25", "high": ""}),
    ({"comparison": "<=", "value": "30"}, {"value": "30", "low": "", "high": "30"}),
    ({"comparison": "range", "value": "", "low": "20"}, {"value": "", "low": "20", "high": "25"}),
    ({"speaker": "Восход"}, {"speaker": "Восход", "speaker_id": "ORG-вос"}),
    ({"speaker": "Никто"}, {"speaker": "Никто", "speaker_id": ""}),
    ({"time_start": "2025-01-01", "time_end": "2025-12-31"}, {"time_start": "2025-01-01"}),
]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each case is about the first claim of an article of its own."""
    out = tmp_path_factory.mktemp("judged")
    cases = {f"r{n}": verdicts for n, (verdicts, _) in enumerate(REVIEWS)}
    cases |= {f"k{n}": [(f, "corrected", v) for f, v in given.items()] for n, (given, _) in enumerate(CORRECTIONS)}
    commit(out, *cases)
    save(
        out, [Verdict(f"{a}:c1", verdict, f, value, when=T1) for a, case in cases.items() for f, verdict, value in case]
    )
    return out


@pytest.mark.parametrize("n", range(len(REVIEWS)))
def test_the_review_of_a_claim(n: int, judged: Path) -> None:
    assert claim(judged, f"r{n}:c1")["review"] == REVIEWS[n][1]
    assert claim(judged, f"r{n}:c2")["review"] == ""


@pytest.mark.parametrize("n", range(len(CORRECTIONS)))
def test_corrected_values_take_the_place_of_the_extracted_ones(n: int, judged: Path) -> None:
    found, expected = claim(judged, f"k{n}:c1"), CORRECTIONS[n][1]
    assert {name: found[name] for name in expected} == expected
    assert found["review"] == "corrected"


def test_numbers_show_the_corrected_quantities_too(judged: Path) -> None:
    assert check(judged) == []


def test_the_extracted_value_is_kept(out: Path) -> None:
    save(out, [Verdict("a:c1", "corrected", "value", "26", "Анна", T1)])
    [verdict] = rows(out, "reviews")
    assert (verdict["extracted"], verdict["value"], verdict["status"]) == ("25", "26", "applied")
    save(out, [Verdict("a:c1", "right", "value", "", "Анна", T2)])
    assert claim(out)["value"] == "25"


def test_the_latest_verdict_counts(out: Path) -> None:
    save(out, [Verdict("a:c1", "right", reviewer="Анна", when=T2)])
    assert save(out, [Verdict("a:c1", "wrong", reviewer="Анна", when=T1)]).fresh == 0
    assert claim(out)["review"] == "right"
    merged = save(out, [Verdict("a:c1", "wrong", reviewer="Борис", when=T3)])
    assert (merged.fresh, merged.applied, merged.overruled) == (1, 1, 1)
    assert claim(out)["review"] == "wrong"


def test_a_correction_stands_until_another_corrects_it_or_it_is_taken_back(out: Path) -> None:
    save(
        out, [Verdict("a:c1", "corrected", "item", "x", "Анна", T1), Verdict("a:c1", "right", "item", "", "Борис", T2)]
    )
    assert claim(out)["item"] == "x"
    save(out, [Verdict("a:c1", "corrected", "item", "y", "Борис", T3)])
    assert claim(out)["item"] == "y"


def test_times_of_any_zone_are_compared(out: Path) -> None:
    save(out, [Verdict("a:c1", "right", when="2025-10-14T12:00:00+05:00")])
    save(out, [Verdict("a:c1", "wrong", when="2025-10-14T08:00:00Z")])
    assert claim(out)["review"] == "wrong"


def test_merging_the_same_file_again_changes_nothing(out: Path) -> None:
    save(out, [Verdict("a:c1", "corrected", "item", "", when=T1), Verdict("b:c2", "right", when=T1)])
    before = snapshot(out)
    merged = save(out, beside(out))
    assert (merged.fresh, snapshot(out)) == (0, before)


def test_a_verdict_is_kept_over_new_processing_also_where_ids_move(out: Path) -> None:
    save(out, [Verdict("a:c2", "corrected", "item", "выпуска", when=T1)])
    again(out, article("a"))
    assert claim(out, "a:c2")["item"] == "выпуска"
    without_first = article("a")
    without_first["claims"] = [row | {"claim_id": "a:c1"} for row in without_first["claims"][1:]]
    again(out, without_first)
    assert claim(out, "a:c1")["item"] == "выпуска"
    assert save(out, []).fresh == 0
    assert [row["claim_id"] for row in rows(out, "reviews")] == ["a:c1"]


@pytest.mark.parametrize(
    "text", [TEXT.replace("выпустил", "потеряли"), TEXT.replace("25", "26"), "Уже " + TEXT, "Нет."]
)
def test_a_changed_sentence_makes_a_verdict_stale_but_does_not_lose_it(text: str, out: Path) -> None:
    save(out, [Verdict("a:c1", "wrong", when=T1)])
    again(out, article("a", text))
    assert statuses(out) == ["stale"]
    assert not [row for row in rows(out, "claims") if row["review"]]
    assert "1 stale" in str(save(out, []))
    again(out, article("a"))
    assert statuses(out) == ["applied"]


def test_a_verdict_may_come_before_its_claim(out: Path) -> None:
    save(out, [Verdict("c:c1", "wrong", when=T1)])
    assert statuses(out) == ["stale"]
    again(out, article("c"))
    save(out, [])
    assert claim(out, "c:c1")["review"] == "wrong"


def test_forget_forgets_the_verdicts(out: Path) -> None:
    save(out, [Verdict("a:c1", "wrong", when=T1), Verdict("b:c1", "wrong", when=T1)])
    forget(["a"], out)
    assert [row["claim_id"] for row in rows(out, "reviews")] == ["b:c1"]


def test_the_bytes_do_not_depend_on_the_order_of_verdicts_and_articles(tmp_path: Path) -> None:
    verdicts = [Verdict("a:c1", "wrong", when=T1), Verdict("b:c1", "corrected", "item", "x", "Анна", T2)]
    for name, ids, order in (("one", "ab", 1), ("two", "ba", -1)):
        with Store.lock(tmp_path / name) as store:
            for each in ids:
                store.commit([article(each)])
            for verdict in verdicts[::order]:
                merge(store, [verdict])
            store.export(formats=["csv", "parquet"])
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_a_run_applies_what_a_person_wrote_to_reviews_csv(tmp_path: Path) -> None:
    (tmp_path / "школы.txt").write_text("В Астане построили 12 школ.", encoding="utf-8")
    out = tmp_path / "out"
    run([tmp_path / "школы.txt"], out, workers=1)
    (out / "reviews.csv").write_text(
        "claim_id;field;verdict;value\nшколы:c1;item;corrected;гимназий\n", encoding="utf-8"
    )
    run([tmp_path / "школы.txt"], out, workers=1)
    assert (claim(out, "школы:c1")["item"], claim(out, "школы:c1")["review"]) == ("гимназий", "corrected")
    set_aside(out)
    run([tmp_path / "школы.txt"], out, workers=1)  # as `pipeline rebuild` does
    assert claim(out, "школы:c1")["item"] == "гимназий"
    (out / "reviews.csv").write_text("claim_id,verdict\nшколы:c1,maybe\n", encoding="utf-8")
    with pytest.raises(ReviewError, match=r"reviews.csv line 2: verdict 'maybe'"):
        run([tmp_path / "школы.txt"], out, workers=1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a:c1,,maybe,,", "verdict 'maybe' is not one of right, wrong, corrected"),
        (",,right,,", "no claim_id"),
        ("a:c1,rule,right,,", "field 'rule' is not one of"),
        ("a:c1,value,corrected,много,", "value: 'много' is no decimal"),
        ("a:c1,kind,corrected,,", "kind: empty"),
        ("a:c1,kind,corrected,date,", "kind: 'date' is not one of"),
        ("a:c1,time_start,corrected,2024,", "time_start: '2024' is no date"),
        ("a:c1,,right,,вчера", "when: 'вчера' is no time"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_merged(line: str, message: str, out: Path, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    path.write_text(f"claim_id,field,verdict,value,when\nb:c1,,wrong,,\n{line}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["review", "import", str(path), "--out", str(out)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"pipeline: {path} line 3: {message}")
    assert result.stderr.count("\n") == 1
    assert rows(out, "reviews") == []


def test_import_from_the_command_line(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    path.write_text("\ufeffclaim_id,field,verdict,value,reviewer,when\na:c1,,right,,Анна,\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["review", "import", str(path), "--out", str(out)])
    assert result.stdout == f"{out}: 1 new verdicts; 1 applied, 0 overruled\n"
    assert read(path)[0].when.endswith("Z")
    for missing in ([str(tmp_path / "none.csv")], [str(path), "--out", str(tmp_path / "nowhere")]):
        assert CliRunner().invoke(main, ["review", "import", *missing]).exit_code == 1


def test_series_follow_the_corrections(out: Path) -> None:
    def lemma(row: Row) -> Row:
        return row | {"item_lemma": "машины"}

    changed = article("a")
    changed["claims"] = [lemma(row) for row in changed["claims"]]
    again(out, changed)
    assert [row["claim_id"] for row in rows(out, "series")] == ["a:c2", "a:c1"] or len(rows(out, "series")) == 2
    save(out, [Verdict("a:c1", "corrected", "value", "30", when=T1), Verdict("a:c2", "wrong", when=T1)])
    [left] = rows(out, "series")
    assert (left["claim_id"], left["value"], left["indicator"]) == ("a:c1", "30", "машины")
