"""Claims about the same thing are gathered; figures contradict each other only where they are about the same days."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from made import article
from test_reviews import rows
from test_store import commit

from pipeline.cli import main
from pipeline.series import Indicator, compare
from pipeline.store import Store
from pipeline.tables import Row, Rows

QUANTITIES = {
    "=": ("value", "low", "high"),
    "~": ("value", "low", "high"),
    ">": ("value", "low"),
    "<": ("value", "high"),
}
SERIES = [
    ("=1", "=2", True),
    ("=1 item_lemma=Учёные_ШКОЛЫ", "=2 item_lemma=ученые_школы", True),
    ("=1 item_lemma=школы", "=2 item_lemma=дома", False),
    ("=1 unit=KZT kind=money", "=2 unit=USD kind=money", False),
    ("=1 kind=measure unit=meter", "=1 kind=measure unit=gram", False),
    ("=1 per=год", "=2", False),
    ("=1 place_id=x place_text=Астане", "=2 place_id=x place_text=Астана", True),
    ("=1 place_id=x", "=2 place_id=y", False),
    ("=1 place_id=x", "=2", False),
    ("=1 change=increase", "=2 change=to", False),
    ("=1 change=to", "=2 change=from", True),
]
Y2023, Y2024 = (f"time_start={year}-01-01 time_end={year}-12-31" for year in (2023, 2024))
MARKS = [
    (["=12", "=15"], ["!", "!"]),
    (["=12", "=12"], ["=", "="]),
    (["=12", "=12", "=15"], ["=", "=", "!"]),
    (["=12", ">10"], ["", ""]),
    (["=12", ">15"], ["!", "!"]),
    (["<12", ">12"], ["", ""]),
    (["~30", "=31"], ["", ""]),
    (["~30", "=40"], ["!", "!"]),
    (["=30", "=31"], ["!", "!"]),
    (["=12500000", "=12487300"], ["", ""]),
    (["=12500000", "=12600000"], ["", ""]),  # 12,5 and 12,6 millions may be one figure, rounded down and up
    (["=12500000", "=12700000"], ["!", "!"]),
    ([f"=12 {Y2024}", f"=15 {Y2023}"], ["", ""]),
    ([f"=12 {Y2024}", f"=15 {Y2024}"], ["!", "!"]),
    (["=12 change=from", "=15 change=to"], ["", ""]),
    (["=12 predicate=построить", "=15 predicate=закрыть"], ["", ""]),
    (["=12 predicate=составить kind=percent", "=15 predicate=достичь kind=percent"], ["!", "!"]),
    (["=12;=15", "=12"], ["= ", "="]),  # one article may well count two things
    (["=12;=15", f"=99 {Y2023}"], [" ", ""]),
]


def out_of(folder: Path, *claims: str, lemma: str = "школы") -> Path:
    """An output folder with an article for each line: a figure, fields as `name=value`, and `;` between claims."""
    with Store.lock(folder) as store:
        store.commit([_article(f"a{n:03}", line, lemma) for n, line in enumerate(claims)])
        store.export()
    return folder


def _article(article_id: str, line: str, lemma: str) -> Rows:
    made = article(article_id, " и ".join(["выпустил 25"] * len(line.split(";"))))
    given = zip(made["claims"], line.split(";"), strict=True)
    made["claims"] = [row | {"item_lemma": lemma} | _fields(words) for row, words in given]
    made["articles"][0]["date"] = "2025-03-01"
    return made


def _fields(words: str) -> Row:
    figure, *others = words.split()
    quantity = dict.fromkeys(("value", "low", "high"), "") | dict.fromkeys(QUANTITIES[figure[0]], figure[1:])
    named = (word.split("=") for word in others)
    return quantity | {"comparison": figure[0]} | {name: value.replace("_", " ") for name, value in named}


def test_what_makes_a_series(tmp_path: Path) -> None:
    out_of(tmp_path, *(line for one, other, _ in SERIES for line in (one, other)))
    found = {row["article_id"]: row["series_id"] for row in rows(tmp_path, "series")}
    ids = [found[article_id] for article_id in sorted(found)]
    assert [one == other for one, other in zip(ids[::2], ids[1::2], strict=True)] == [same for *_, same in SERIES]


def test_a_claim_that_names_nothing_is_in_no_series(tmp_path: Path) -> None:
    assert [row["article_id"] for row in rows(out_of(tmp_path, "=1 item_lemma=", "=2"), "series")] == ["a001"]


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Indicator]:
    """Each case as a series of its own, by its place."""
    folder = tmp_path_factory.mktemp("series")
    with Store.lock(folder) as store:
        for n, (lines, _) in enumerate(MARKS):
            store.commit([_article(f"{n}-{m}", line, f"дело {n}") for m, line in enumerate(lines)])
        store.export()
    return {indicator.rows[0]["indicator"]: indicator for indicator in compare(folder)}


@pytest.mark.parametrize("n", range(len(MARKS)), ids=lambda n: " ".join(MARKS[n][0]))
def test_marks(n: int, marked: dict[str, Indicator]) -> None:
    lines, expected = MARKS[n]
    found = marked[f"дело {n}"]
    for m, (line, marks) in enumerate(zip(lines, expected, strict=True)):
        for k in range(len(line.split(";"))):
            claim_id = f"{n}-{m}:c{k + 1}"
            mark = ("!" if claim_id in found.differing else "") + ("=" if claim_id in found.repeated else "")
            assert mark == marks[k : k + 1].strip()


def test_compare_lists_and_narrows(tmp_path: Path) -> None:
    out_of(
        tmp_path,
        "=12 place_text=Астана speaker=Анна",
        "=15 place_text=Астана predicate=построить",
        "=3 item_lemma=дома",
    )
    found = CliRunner().invoke(main, ["compare", str(tmp_path)]).stdout
    assert found.startswith("школы, count · Астана  (2 articles, 2 claims)\n")
    assert "12  2025-03-01             a000:c1    Анна\n" in found
    assert CliRunner().invoke(main, ["compare", str(tmp_path), "--item", "ШКОЛЫ", "--place", "аста"]).stdout == found
    nothing = CliRunner().invoke(main, ["compare", str(tmp_path), "--item", "дома"])
    assert (nothing.stdout, nothing.exit_code) == ("", 0)


def test_bare_words_come_last(tmp_path: Path) -> None:
    people = [f"={n} item_lemma=люди" for n in (12, 15, 15)]
    out_of(tmp_path, *(f"{line};=2 place_text=Астана" for line in people))
    assert [found.name for found in compare(tmp_path)] == ["школы, count · Астана", "люди, count"]


def test_figures_are_grouped_and_thirds_are_short(tmp_path: Path) -> None:
    out_of(tmp_path, "=48700000000.5", "=0." + 28 * "3", ">1200")
    shown = CliRunner().invoke(main, ["compare", str(tmp_path)]).stdout
    assert [line[4:21].strip() for line in shown.splitlines()[1:]] == ["48 700 000 000.5", "0.3333", ">1 200"]


def test_without_tables(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["compare", str(tmp_path)]).exit_code == 1
    commit(tmp_path, "a")
    assert "series.csv" in CliRunner().invoke(main, ["compare", str(tmp_path)]).stderr
