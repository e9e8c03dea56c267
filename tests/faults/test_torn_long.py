"""More news that is torn, as in tests/test_torn.py, which has one part in five of it to be quick."""

from __future__ import annotations

import pytest
from test_torn import PIECES, pieces

from pipeline.run import process


@pytest.mark.parametrize("seed", range(1, 5))
def test_torn_news_is_read(seed: int) -> None:
    assert len(process(list(pieces(seed)))) == PIECES
