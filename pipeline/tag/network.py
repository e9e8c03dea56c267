"""Forward pass of the three models over a block of sentences, and the decoding of what comes out.

A block is one array of rows: a blank row, the words of a sentence, a blank row, the words of the next, … a blank row.
Blank rows are zero after each layer, as slovnet's padding is, so no sentence sees another and none is padded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.tag import trees
from pipeline.tag.projections import Projections, Rows
from pipeline.tag.weights import Arc, Convolution, Floats, Head, Weights

Ints = npt.NDArray[np.int64]
Decoder = Callable[[Floats], Ints]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the sentences of a block lie: sentence `i` has rows `starts[i]:stops[i]`, blank rows around it."""

    starts: Ints
    stops: Ints

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Layout:
        stops = np.cumsum(np.array(lengths, np.int64) + 1)
        return cls(stops - np.array(lengths, np.int64), stops)

    @property
    def blanks(self) -> Ints:
        return np.concatenate((self.starts - 1, self.stops[-1:]))

    @property
    def words(self) -> Ints:
        mask = np.ones(int(self.stops[-1]) + 1, np.bool_)
        mask[self.blanks] = False
        return np.flatnonzero(mask)


@dataclass(frozen=True, slots=True)
class Tags:
    """Per word of a block: the morphological tag, the head (0 the root, else 1 + index in its sentence), the relation,
    and the scores of the name tags."""

    morph: Ints
    head: Ints
    rel: Ints
    names: Floats  # words x tags


def run(
    weights: Weights, table: Projections, rows: Rows, lengths: Sequence[int], decode: Decoder = trees.heads
) -> Tags:
    """Tags of the sentences of a block, whose words, one after another, have these rows of the table.

    `decode` takes heads from the scores of a sentence, words x (1 + words).
    """
    layout = Layout.of(lengths)
    words = layout.words
    encoded = _encode(weights, table, rows, layout, words)
    morph = _linear(weights.morph, encoded[0, words]).argmax(1)
    head, rel = _syntax(weights, encoded[1], layout, words, decode)
    return Tags(morph, head, rel, _linear(weights.names, encoded[2, words]))


def _encode(weights: Weights, table: Projections, rows: Rows, layout: Layout, words: Ints) -> Floats:
    """Output of the last ReLU, models x rows x 64."""
    at = np.zeros(int(layout.stops[-1]) + 1, np.int64)
    at[words] = rows
    hidden = table.own[at]
    hidden[1:] += table.after[at[:-1]]
    hidden[:-1] += table.before[at[1:]]
    models, size = weights.first_bias.shape
    _activate(hidden, layout)
    stacked = hidden.reshape(len(at), models, size).transpose(1, 0, 2)
    return _convolve(weights.third, _convolve(weights.second, stacked, layout), layout)


def _convolve(layer: Convolution, inputs: Floats, layout: Layout) -> Floats:
    shares = np.matmul(inputs, layer.weight)
    size = layer.bias.shape[-1]
    out: Floats = shares[:, :, size : 2 * size] + layer.bias
    out[:, 1:] += shares[:, :-1, :size]
    out[:, :-1] += shares[:, 1:, 2 * size :]
    out[:, layout.starts] -= layer.share[:, :1]
    out[:, layout.stops - 1] -= layer.share[:, 2:]
    for model in out:
        _activate(model, layout)
    return out


def _activate(rows: Floats, layout: Layout) -> None:
    np.maximum(rows, 0, out=rows)
    rows[layout.blanks] = 0


def _linear(head: Head, inputs: Floats) -> Floats:
    out: Floats = inputs @ head.weight
    out += head.bias
    return out


def _syntax(weights: Weights, inputs: Floats, layout: Layout, words: Ints, decode: Decoder) -> tuple[Ints, Ints]:
    """Head and relation of each word. The blank row before a sentence stands for its root."""
    dependents, governors = _arc_vectors(weights.head, inputs, layout)
    dependents = dependents @ weights.head.kernel
    heads, head_rows = np.empty(len(words), np.int64), np.empty(len(words), np.int64)
    begin = 0
    for start, stop in zip(layout.starts.tolist(), layout.stops.tolist(), strict=True):
        end = begin + stop - start
        best = decode(dependents[start:stop] @ governors[start - 1 : stop].T)
        heads[begin:end], head_rows[begin:end] = best, best + (start - 1)
        begin = end
    return heads, _relations(weights.rel, inputs, layout, words, head_rows)


def _relations(arc: Arc, inputs: Floats, layout: Layout, words: Ints, heads: Ints) -> Ints:
    """The bilinear form of word and head for each relation, as one product over their outer product."""
    dependents, governors = _arc_vectors(arc, inputs, layout)
    size = dependents.shape[1]
    outer = governors[heads][:, :, None] * dependents[words][:, None, :]
    best: Ints = (outer.reshape(-1, size * size) @ arc.kernel).argmax(1)
    return best


def _arc_vectors(arc: Arc, inputs: Floats, layout: Layout) -> tuple[Floats, Floats]:
    dependents, governors = (
        _linear(arc.dependent, inputs),
        _linear(arc.governor, inputs),
    )
    governors[layout.starts - 1] = arc.root
    return np.maximum(dependents, 0, out=dependents), np.maximum(governors, 0, out=governors)


def viterbi(scores: Floats, lengths: Sequence[int], transitions: Floats) -> Ints:
    """The best tag sequence of each sentence under a linear-chain CRF, all sentences side by side.

    `scores` has the sentences' words one after another; so has the result. Sentences are taken the longest first, so
    that at each step those that still go on are a prefix.
    """
    sizes = np.array(lengths, np.int64)
    order = np.argsort(-sizes, kind="stable")
    begins = (np.cumsum(sizes) - sizes)[order]
    sizes = sizes[order]
    best = np.empty(len(scores), np.int64)
    score = scores[begins]
    back = [np.empty((0, 0), np.int64)]
    for step in range(1, int(sizes[0])):
        active = int(np.searchsorted(-sizes, -step))
        paths = score[:active, :, None] + transitions + scores[begins[:active] + step][:, None, :]
        back.append(paths.argmax(1))
        score[:active] = paths.max(1)
    tags = score.argmax(1)
    for step in range(int(sizes[0]) - 1, -1, -1):
        active = int(np.searchsorted(-sizes, -step))
        best[begins[:active] + step] = tags[:active]
        if step:
            tags[:active] = back[step][np.arange(active), tags[:active]]
    return best
