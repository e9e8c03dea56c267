"""News that is torn: cut anywhere, shuffled, in capitals, with marks lost or turned. Nothing of it may end a run."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.document import Article
from pipeline.read import read
from pipeline.run import process

RAW = Path(__file__).parent.parent / "data" / "raw"
LONGEST = 900  # characters of a piece
PIECES = 320


def _shuffled(text: str, dice: random.Random) -> str:
    words = text.split()
    return " ".join(dice.sample(words, len(words)))


def _turned(text: str, dice: random.Random) -> str:
    return re.sub(r"[«»\"“”()]", lambda _: dice.choice('«»"()'), text)


def _renumbered(text: str, dice: random.Random) -> str:
    shapes = ("-{}", "{}%", "({})", "{} млн", "{0}–{0}")
    return re.sub(r"\d+", lambda found: dice.choice(shapes).format(found[0]), text)


def _hollow(text: str, dice: random.Random) -> str:
    fillers = ("и", "из", "которых", "–", ",", "что")
    return re.sub("[а-яё]{5,}", lambda found: dice.choice((found[0], found[0], *fillers)), text)


WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    lambda text, dice: text, lambda text, dice: text.upper(), lambda text, dice: re.sub("[.!?]", "", text),
    lambda text, dice: text.replace(" ", "\n"), _shuffled, _turned, _renumbered, _hollow,
)  # fmt: skip


def pieces(seed: int) -> Iterator[Article]:
    texts = [item.text for item in read([str(RAW)]) if isinstance(item, Article)]
    dice = random.Random(seed)
    for n in range(PIECES):
        text = dice.choice(texts)
        start = dice.randrange(len(text))
        piece = text[start : start + dice.randrange(20, LONGEST)]
        yield Article(f"piece{n}", dice.choice(WAYS)(piece, dice))


@pytest.mark.parametrize("seed", range(1))  # more of them in tests/faults
def test_torn_news_is_read(seed: int) -> None:
    articles = list(pieces(seed))
    assert len(process(articles)) == PIECES
