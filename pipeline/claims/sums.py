"""Sums of rows of a table: what the small networks know of a claim, a word or an option is one row for each value."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.tag.weights import Floats

MANY = 64  # sums from which on it is faster to add up all their first rows, then all their second


def summed(table: Floats, places: npt.NDArray[Any]) -> Floats:
    """For each row of `places` the sum, from left to right, of the rows of the table that it names."""
    if len(places) < MANY:
        few: Floats = np.add.reduce(table.take(places, 0), 1)
        return few
    first, *others = places.T
    found: Floats = table.take(first, 0)
    for each in others:
        found += table.take(each, 0)
    return found
