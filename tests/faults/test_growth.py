"""No stage takes quadratic time on any shape of text."""

from __future__ import annotations

import pytest
from growth import costs, superlinear
from runs import Tell
from shapes import SHAPES

CHARS = 2_500  # and four times that
TRIED: list[str] = []


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    assert superlinear(SHAPES[name], CHARS) == {}
    TRIED.append(name)


def test_all_shapes_were_tried(tell: Tell) -> None:
    tell("shapes of hostile text, in four times the length each", len(TRIED), "no stage takes 5.5 times as long")


@pytest.mark.parametrize(("name", "chars"), [("one digit", 1_000_000), ("straight quotes", 1_000_000),
                                             ("opening quotes", 200_000), ("one letter", 4_000_000)])  # fmt: skip
def test_a_million_in_a_row(name: str, chars: int, tell: Tell) -> None:
    seconds = sum(costs(SHAPES[name](chars)).values())
    assert seconds < 60 + chars / 5_000
    tell(f"{chars:,} characters: {name}", 1, f"read, {seconds:.0f} s")
