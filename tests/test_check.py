"""Every broken invariant is found, and named by table, row and column."""

from __future__ import annotations

import re

import pytest
from made import article, reject

from pipeline.check import check
from pipeline.store import Store


@pytest.fixture
def out(tmp_path):
    with Store.lock(tmp_path) as store:
        store.commit([article("a"), article("b", "date 2024-05-06 Завод «Заря» выпустил 7 машин. Рост 9%.")])
        store.commit([], [reject("x")])
        store.export()
    return tmp_path


def edit(out, name, pattern, new):
    path = out / f"{name}.csv"
    text, count = re.subn(pattern, new, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count == 1
    path.write_text(text, encoding="utf-8", newline="")


def test_a_sound_folder_has_no_problem(out):
    assert check(out) == []


# fmt: off
BROKEN = {
    "a row's text is not the article's": ("tokens", r"^(a,a:s1,a:t3,\d+,\d+),Восход", r"\1,Закат", "tokens a:t3 text"),
    "a span beyond the text": ("quotes", r"\Z", "a,a:q1,5,500,x,direct,,,\n", "quotes a:q1 start"),
    "an empty span": ("quotes", r"\Z", "a,a:q1,5,5,,direct,,,\n", "quotes a:q1 start"),
    "an id twice": ("tokens", r"^(a,a:s1),a:t2,", r"\1,a:t1,", "tokens a:t1 token_id: not unique"),
    "an id of another article": ("tokens", r"^(a,a:s1),a:t2,", r"\1,b:t2,", "tokens b:t2 token_id: not made"),
    "a head that is not there": ("tokens", r"a:t1,$", "a:t99,", "tokens a:t2 head_id: 'a:t99' is not in tokens"),
    "a sentence that is not there": ("mentions", "a:s1", "a:s9", "mentions a:m1 sent_id: 'a:s9' is not in sentences"),
    "the wrong sentence": ("mentions", "a:s1", "a:s2", "mentions a:m1 sent_id: 7 is not in"),
    "an entity that is not there": ("mentions", "ORG-вос", "ORG-нет", "mentions a:m1 entity_id: 'ORG-нет' is not in"),
    "entities counted wrong": ("entities", ",1,1$", ",1,2", "entities ORG-вос n_mentions"),
    "an entity twice": ("entities", r"^(ORG-вос.*)\n", r"\1\n\1\n", "entities ORG-вос entity_id: not unique"),
    "a kind that is none": ("mentions", ",ORG,", ",DOG,", "mentions a:m1 type: 'DOG' is not one of"),
    "a day that is none": ("times", r"\Z", "a,a:d1,a:s1,0,5,Завод,date,2024-02-30,\n", "times a:d1 time_start"),
    "an interval that ends too soon":
        ("times", r"\Z", "a,a:d1,a:s1,0,5,Завод,date,2024-02-02,2024-02-01\n", "times a:d1 time_end"),
    "a decimal with an exponent": ("numbers", ",25,25,25,", ",2.5E1,25,25,", "numbers a:n1 value"),
    "a digit without a number": ("numbers", r"^a,a:n1,.*\n", "", "numbers a: no row for '2' at 24"),
    "numbers that overlap":
        ("numbers", r"^a,a:n2", "a,a:n9,a:s1,25,26,5,other,,,,,\na,a:n2", "numbers a:n9 start: overlaps"),
    "a claim whose number is not one": ("numbers", ",count,25", ",other,25", "numbers a:n1 claim_id"),
    "a number whose claim is missing": ("claims", r"^a,a:c1,.*\n", "", "numbers a:n1 claim_id: 'a:c1' is not in"),
    "a claim without a number": ("numbers", ",25,25,25,,a:c1", ",25,25,25,,", "claims a:c1 claim_id: 0 numbers"),
    "a claim of another amount": ("numbers", ",25,25,25,", ",25,25,26,", "numbers a:n1 high: not that of a:c1"),
    "a claim with half its sentence": ("claims", "выпустил 25 машин", "выпустил 25", "claims a:c1 sentence"),
    "articles counted wrong": ("articles", r"^(a,made.jsonl,.*?),2,", r"\1,3,", "articles a n_"),
    "an article twice": ("articles", r"^(a,.*)\n", r"\1\n\1\n", "articles a article_id: 2 rows"),
    "rows of no article": ("articles", r"^a,.*\n", "", "articles a article_id: 0 rows"),
    "rows out of order": ("sentences", r"^(a,a:s1.*\n)((.*\n)*)", r"\2\1", "articles a article_id: 0 rows"),
    "columns of another schema": ("roles", "person_id", "who", "roles: its columns"),
    "a row cut short": ("sentences", r"^(a,a:s2),.*\n\Z|^(b,b:s1),.*$", r"\2", "sentences b:s1 start: empty"),
}
# fmt: on


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_invariant_is_named(out, name):
    table, pattern, new, message = BROKEN[name]
    edit(out, table, pattern, new)
    found = [str(problem) for problem in check(out)]
    assert any(message in line for line in found), found


def test_it_stops_at_the_limit(out):
    edit(out, "articles", "Завод", "завод")
    assert len(check(out, limit=1)) == 1


def test_tables_that_were_not_exported_are_not_missed(out):
    for name in ("tokens", "entities", "claims"):
        (out / f"{name}.csv").unlink()
    assert check(out) == []


def test_a_folder_without_articles_cannot_be_checked(tmp_path):
    with pytest.raises(FileNotFoundError):
        check(tmp_path)


def test_memory_is_that_of_one_article_and_long_cells_are_read(tmp_path):
    with Store.lock(tmp_path) as store:
        store.commit([article("a", "Слово " * 50_000)])
        store.export()
    assert check(tmp_path) == []
