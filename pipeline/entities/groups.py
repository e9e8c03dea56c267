"""Disjoint groups of indexes: `groups[i]` leads towards the first index of the group of `i`."""

from __future__ import annotations


def root(groups: list[int], i: int) -> int:
    """The index that stands for the group of `i`."""
    while groups[i] != i:
        groups[i] = groups[groups[i]]
        i = groups[i]
    return i


def join(groups: list[int], a: int, b: int) -> None:
    """Makes two groups one; the earlier index stands for both."""
    a, b = root(groups, a), root(groups, b)
    groups[max(a, b)] = min(a, b)
