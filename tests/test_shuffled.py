"""Whole articles of shuffled fragments that look real, through the whole path: nothing raises, all invariants hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.check import check
from pipeline.read.article import make_article
from pipeline.run import process
from pipeline.store import Store

FRAGMENTS = Path(__file__).with_name("fragments.txt").read_text(encoding="utf-8").splitlines()
GLUE = (" ", " ", " ", " ", ", ", "", "\n\n", ". ", "\u00a0", "\u200b", "-")
pieces = st.lists(st.tuples(st.sampled_from(FRAGMENTS) | st.text(max_size=3), st.sampled_from(GLUE)), min_size=1)
texts = pieces.map(lambda found: "".join(piece + glue for piece, glue in found))


def fit(text: str) -> bool:
    try:
        make_article("a", text, "")
    except ValueError:
        return False
    return True


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts.filter(fit), min_size=12, max_size=16))
def test_any_article_of_fragments(tmp_path: Path, found: list[str]) -> None:
    batch = [make_article(f"a{n}", text, "made") for n, text in enumerate(found)]
    with Store.lock(tmp_path) as store:
        store.commit(process(batch))
        store.export()
    assert check(tmp_path) == []
