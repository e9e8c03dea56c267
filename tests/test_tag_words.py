"""Words by number, as a dictionary would have them."""

from __future__ import annotations

import pytest

from pipeline.tag.weights import UNKNOWN, weights
from pipeline.tag.words import CHUNK, Words

LISTED = [f"слово{i:04}" for i in range(3 * CHUNK + 1)]


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, len(LISTED)])
def test_every_word_has_its_place(count: int) -> None:
    words = [*LISTED[:count], "<unk>", "<pad>"]
    known = Words(words)
    assert [known[word] for word in words] == list(range(len(words)))
    assert all(word in known for word in words)


@pytest.mark.parametrize("word", ["", "а", "слово", "слово0", "слово00000", "яма", "слово0001\nслово0002", "\n", "<"])
def test_what_is_no_word_has_none(word: str) -> None:
    known = Words([*LISTED, "<unk>"])
    assert word not in known
    assert known.get(word, 7) == 7
    with pytest.raises(KeyError):
        known[word]


def test_a_list_in_no_order_is_numbered_too() -> None:
    known = Words(["б", "а", "в", "г"])
    assert [known[word] for word in "бавг"] == [0, 1, 2, 3]


def test_words_of_the_models() -> None:
    known = weights().word_ids
    assert known[UNKNOWN] == len(weights().embedding.indexes) - 2
    assert "город" in known
    assert "городъъ" not in known
