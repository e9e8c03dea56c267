"""Heads that make a tree: the maximum spanning arborescence with one root (Chu–Liu 1965, Edmonds 1967).

slovnet takes the best head of each word by itself; in about one sentence of eight these run in a circle, or leave no
root or two. Only such a sentence is decoded again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.tag.weights import Floats

Ints = npt.NDArray[np.int64]
TIE = 1e-3  # scores closer than this differ by rounding only: the same words around, `до 5, до 5`
NEVER = -1e9  # costs more than any tree can gain
MOST_ROOTS = 4
LONGEST_EXACT = 150  # words; the exact tree takes time in the cube of them


@dataclass(frozen=True, slots=True)
class Merge:
    """A circle made one node, the last; the others keep their order."""

    outside: list[int]  # the other nodes, as they were numbered before
    circle: list[int]
    under: npt.NDArray[np.float64]  # other nodes x those of the circle: scores of these as heads
    over: npt.NDArray[np.float64]  # the other way about, less what the circle loses


def heads(scores: Floats, lengths: Ints) -> Ints:
    """The head of each word of some sentences, one after another: 0 the root, else 1 + its index in the sentence.

    `scores` is words x (1 + words of the longest sentence), `-inf` beyond the words of a shorter one.
    """
    starts = np.cumsum(lengths) - lengths
    found = _nearest_best(scores, np.arange(len(scores)) - np.repeat(starts, lengths))
    for i in np.flatnonzero(~are_trees(found, lengths)).tolist():
        first, size = int(starts[i]), int(lengths[i])
        own, words = scores[first : first + size, : size + 1], slice(first, first + size)
        found[words] = _best_tree(own) if size <= LONGEST_EXACT else _cut(own, found[words])
    return found


def _nearest_best(scores: Floats, places: Ints) -> Ints:
    """For each word its best head; of equally good ones the nearest. `places` are the words' in their sentences."""
    best: Ints = scores.argmax(1)
    near = scores >= scores[np.arange(len(best)), best, None] - TIE
    if np.count_nonzero(near) == len(best):
        return best
    rows = near.nonzero()[0]
    tied = np.unique(rows[1:][rows[1:] == rows[:-1]])
    distance = np.abs(np.arange(scores.shape[1]) - places[tied, None] - 1)
    best[tied] = np.where(near[tied], distance, scores.shape[1]).argmin(1)
    return best


def are_trees(found: Ints, lengths: Ints) -> npt.NDArray[np.bool_]:
    """By sentence, whether exactly one word hangs on the root, and all others on it in the end."""
    starts, words = np.cumsum(lengths) - lengths, len(found)
    roots = words + np.arange(len(lengths))  # each its own head
    above = np.append(np.where(found, np.repeat(starts, lengths) + found - 1, np.repeat(roots, lengths)), roots)
    for _ in range(int(lengths.max()).bit_length()):  # twice as far up each time
        above = above[above]
    single: npt.NDArray[np.bool_] = np.add.reduceat(found == 0, starts, dtype=np.int64) == 1
    return single & np.logical_and.reduceat(above[:words] >= words, starts)


def _circle(heads: list[int]) -> list[int]:
    """Nodes of one circle, empty where there is none; node 0 is the root, its own head."""
    seen = [0] * len(heads)
    seen[0] = -1
    for start in range(1, len(heads)):
        node = start
        while not seen[node]:
            seen[node] = start
            node = heads[node]
        if seen[node] == start:
            circle = [node]
            while heads[circle[-1]] != node:
                circle.append(heads[circle[-1]])
            return circle
    return []


def _cut(scores: Floats, found: Ints) -> Ints:
    """A tree for what is too long to be a sentence: circles are cut at their best root, roots hung on the best one."""
    heads = [0, *found.tolist()]
    while circle := _circle(heads):
        heads[max(circle, key=lambda node: float(scores[node - 1, 0]))] = 0
    roots = [node for node, head in enumerate(heads) if head == 0 and node]
    first = max(roots, key=lambda node: float(scores[node - 1, 0]))
    return np.array([first if head == 0 and node != first else head for node, head in enumerate(heads)][1:])


def _best_tree(scores: Floats) -> list[int]:
    """Best tree with one root: the best one with any number, or the best under one of the roots that it has."""
    size = len(scores) + 1
    square = np.empty((size, size))
    square[0], square[1:] = -np.inf, scores
    square.reshape(-1)[:: size + 1] = -np.inf
    found = _contract(square)
    roots = [node for node, head in enumerate(found) if node and not head]
    return (found if len(roots) == 1 else _under_one(square, np.array(roots)))[1:]


def _under_one(square: npt.NDArray[np.float64], roots: Ints) -> list[int]:
    """The best tree under the likeliest of these roots. Most gain less than another even if each word had its best
    head: those are not looked for."""
    best, gain = list[int](), -np.inf
    free = square[1:, 1:].max(1)
    most = free.sum() - free[roots - 1] + square[roots, 0]
    for at in np.argsort(-square[roots, 0], kind="stable")[:MOST_ROOTS].tolist():
        if most[at] > gain - TIE:
            tree = _contract(_rooted(square, int(roots[at])))
            own = square[np.arange(1, len(tree)), tree[1:]].sum()
            if own > gain:
                best, gain = tree, own
    return best


def _rooted(scores: npt.NDArray[np.float64], root: int) -> npt.NDArray[np.float64]:
    only = scores.copy()
    only[:, 0] = NEVER
    only[root] = -np.inf
    only[root, 0] = 0
    return only


def _contract(scores: npt.NDArray[np.float64]) -> list[int]:
    """Best heads for nodes x nodes scores, `-inf` on the diagonal; node 0 is the root.

    Each circle is merged into one node and the heads chosen anew; then the circles are opened, the last one first.
    """
    heads, merged = _choose(scores), list[tuple[list[int], Merge]]()
    while circle := _circle(heads):
        scores, merge = _merge(scores, heads, circle)
        merged.append((heads, merge))
        heads = _choose(scores)
    for inner, merge in reversed(merged):
        heads = _open(heads, inner, merge)
    return heads


def _choose(scores: npt.NDArray[np.float64]) -> list[int]:
    return [0, *scores[1:].argmax(1).tolist()]


def _merge(
    scores: npt.NDArray[np.float64], heads: list[int], nodes: list[int]
) -> tuple[npt.NDArray[np.float64], Merge]:
    circle, above = np.array(nodes), [heads[node] for node in nodes]
    is_outside = np.ones(len(heads), np.bool_)
    is_outside[circle] = False
    outside = is_outside.nonzero()[0]
    of_outside = scores.take(outside, 0)
    under = of_outside.take(circle, 1)
    # what it costs to hang a node of the circle elsewhere
    over = scores.take(circle, 0).take(outside, 1) - scores[circle, above, None]
    smaller = np.empty((len(outside) + 1, len(outside) + 1))
    of_outside.take(outside, 1, smaller[:-1, :-1], "clip")
    under.max(1, smaller[:-1, -1])
    over.max(0, smaller[-1, :-1])
    smaller[-1, -1] = -np.inf
    return smaller, Merge(outside.tolist(), nodes, under, over)


def _open(heads: list[int], inner: list[int], merge: Merge) -> list[int]:
    """Heads before a merge, from those after it: the circle's own, but for the one node that hangs elsewhere."""
    found, outside = inner.copy(), merge.outside
    governors = merge.under.argmax(1).tolist()
    for node, head, governor in zip(outside, heads, governors, strict=False):
        found[node] = outside[head] if head < len(outside) else merge.circle[governor]
    found[merge.circle[merge.over[:, heads[-1]].argmax()]] = outside[heads[-1]]
    return found
