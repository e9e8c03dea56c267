"""Forward pass of the three models over a block of sentences, and the decoding of what comes out.

A block is one array of rows, a word each, sentence after sentence, with a blank row between two, so that none sees
another and none is padded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.tag import trees
from pipeline.tag.projections import Projections, Rows
from pipeline.tag.space import Space
from pipeline.tag.weights import Arc, Floats, Head, Weights
from pipeline.tag.winograd import STEP, convolve

RELATION_CHUNK = 256  # words whose bilinear forms stay in the processor's cache

Ints = npt.NDArray[np.int64]
Decoder = Callable[[Floats, Ints], Ints]

_space = Space()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the sentences of a block lie: sentence `i` has the words `starts[i]:stops[i]`.

    Words stand in `places` of an array of rows that has a blank one before, between and after the sentences.
    """

    starts: Ints
    stops: Ints
    places: Ints
    size: int  # of that array

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Layout:
        sizes = np.array(lengths, np.int64)
        stops = np.cumsum(sizes)
        words, sentences = int(stops[-1]), len(sizes)
        inner = -(-(words + sentences) // STEP) * STEP
        places = np.arange(1, words + 1) + np.repeat(np.arange(sentences), sizes)
        return cls(stops - sizes, stops, places, inner + 2)


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

    `decode` takes heads from the scores of all words and the lengths of the sentences, see `trees.heads`.
    """
    layout = Layout.of(lengths)
    morph, syntax, names = np.split(_encode(weights, table, rows, layout), 3, axis=1)
    head, rel = _syntax(weights, syntax, layout, decode)
    return Tags(_linear(weights.morph, morph).argmax(1), head, rel, _linear(weights.names, names).copy())


def _encode(weights: Weights, table: Projections, rows: Rows, layout: Layout) -> Floats:
    """Output of the last ReLU, words x (models 64)."""
    spaced = np.zeros(layout.size + 2, np.int64)  # a blank more at each end: the neighbours of the first and the last
    spaced[1 + layout.places] = rows
    blanks = np.flatnonzero(spaced[1:-1] == 0)
    first = _space.take("first", layout.size, weights.second.blank.size)
    table.convolve(spaced, first)
    _relu(first)[blanks] = weights.second.blank
    second = _space.take("second", layout.size, weights.third.blank.size)
    convolve(weights.second, first, second[1:-1], _space)
    _relu(second[1:-1])
    second[blanks] = weights.third.blank
    third = _space.take("third", layout.size, weights.third.bias.size)
    convolve(weights.third, second, third[1:-1], _space)
    encoded = _space.take("encoded", len(rows), third.shape[1])
    return _relu(third.take(layout.places, 0, encoded, "clip"))


def _relu(rows: Floats) -> Floats:
    """In place. A row of zeros, not the number: with that NumPy takes three times as long."""
    return np.maximum(rows, np.zeros(rows.shape[-1], np.float32), out=rows)


def _linear(head: Head, inputs: Floats) -> Floats:
    """Holds until the next one."""
    out = np.matmul(inputs, head.weight, out=_space.take("linear", len(inputs), len(head.bias)))
    out += head.bias
    return out


def _syntax(weights: Weights, inputs: Floats, layout: Layout, decode: Decoder) -> tuple[Ints, Ints]:
    """Head and relation of each word."""
    vectors = np.split(_relu(_linear(weights.arcs, inputs)), 4, axis=1)
    lengths = layout.stops - layout.starts
    heads = decode(_head_scores(weights.head, vectors[0], vectors[1], layout), lengths)
    above = np.where(heads, np.repeat(layout.starts, lengths) + heads - 1, len(inputs))  # the root after all words
    governors = np.concatenate((vectors[3], weights.rel.root[None]))
    return heads, _relations(weights.rel, vectors[2], governors, above)


def _head_scores(arc: Arc, dependents: Floats, governors: Floats, layout: Layout) -> Floats:
    """Words x (the root and the words of the longest sentence); `-inf` where a sentence has no such word."""
    dependents = dependents @ arc.kernel
    scores = np.full((len(dependents), 1 + (layout.stops - layout.starts).max()), -np.inf, np.float32)
    scores[:, 0] = dependents @ arc.root
    for start, stop in zip(layout.starts.tolist(), layout.stops.tolist(), strict=True):
        own = scores[start:stop, 1 : stop - start + 1]
        np.matmul(dependents[start:stop], governors[start:stop].T, out=own)
    return scores


def _relations(arc: Arc, dependents: Floats, governors: Floats, above: Ints) -> Ints:
    """The best relation of each word to its governor, `above`, by a bilinear form for each relation.

    Half of all words govern none: a form is taken for each governor once, then for each word that hangs on it.
    """
    best = np.empty(len(dependents), np.int64)
    for begin in range(0, len(best), RELATION_CHUNK):
        part = slice(begin, begin + RELATION_CHUNK)
        nodes, which = np.unique(above[part], return_inverse=True)
        shape = len(which), arc.kernel.shape[1]
        forms = np.matmul(governors[nodes], arc.kernel, out=_space.take("forms", len(nodes), shape[1]))
        forms = forms.take(which, 0, _space.take("forms by word", *shape), "clip")
        scores = forms.reshape(len(which), -1, dependents.shape[1]) @ dependents[part, :, None]
        best[part] = scores[:, :, 0].argmax(1)
    return best


def viterbi(scores: Floats, lengths: Sequence[int], transitions: Floats) -> Ints:
    """The best tag sequence of each sentence under a linear-chain CRF, all sentences side by side.

    `scores` has the sentences' words one after another; so has the result. Sentences are taken the longest first, so
    that at each step those that still go on are a prefix.
    """
    sizes = np.array(lengths, np.int64)
    order = np.argsort(-sizes, kind="stable")
    begins = (np.cumsum(sizes) - sizes)[order]
    sizes = sizes[order]
    active = np.searchsorted(-sizes, -np.arange(1, int(sizes[0]))).tolist()  # sentences that have a word at each step
    into = np.ascontiguousarray(transitions.T)
    best = np.empty(len(scores), np.int64)
    score = scores[begins]
    before = list[Floats]()  # the scores that each step began with: the way back asks for one tag of each sentence
    for step, count in enumerate(active, 1):
        before.append(score[:count].copy())
        paths = before[-1].T[:, :, None] + transitions[:, None, :]  # the maximum over a first axis is the fast one
        score[:count] = paths.max(0)
        score[:count] += scores[begins[:count] + step]
    tags = score.argmax(1)
    for step, count in zip(range(len(active), 0, -1), reversed(active), strict=True):
        best[begins[:count] + step] = tags[:count]
        tags[:count] = (before[step - 1] + into[tags[:count]]).argmax(1)
    best[begins] = tags
    return best
