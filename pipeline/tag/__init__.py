"""Tagging: parts of speech and features, syntax, names and lemmas of whole documents, many at once.

The models are natasha's (slovnet news: https://github.com/natasha/slovnet); the inference is our own and gives the
same tags several times faster. Nothing outside this package knows the models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from pipeline.document import Doc, MentionType, Name, Token
from pipeline.morph import lemmatized
from pipeline.tag.network import Ints, run, viterbi
from pipeline.tag.projections import Projections
from pipeline.tag.weights import Floats, weights
from pipeline.untagged import Untagged

LONGEST_SENTENCE = 400  # tokens; syntax takes memory in the square of it
BLOCK = 1024  # tokens that go through the network at once
BATCH = 4096  # tokens whose words are looked up at once
MENTION_TYPES: dict[str, MentionType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens `first:last` of one document, cut into sentences of these lengths."""

    doc: int
    first: int
    last: int
    lengths: tuple[int, ...]


@dataclass(slots=True)
class Layers:
    """The tags of one document while they are made, by token."""

    morph: list[int]
    heads: list[int]  # index in the document, -1 for a root
    rels: list[int]
    names: list[int]


def tag(docs: Sequence[Doc]) -> list[Doc]:
    """The documents with `pos`, `feats`, `head`, `rel`, `lemma` of their tokens, `names` and `children`.

    A document's tags do not depend on the others given. A sentence of more than `LONGEST_SENTENCE` tokens is read in
    pieces, each with a root of its own.
    """
    layers, untagged = [Layers([], [], [], []) for _ in docs], [Untagged.of(doc.tokens) for doc in docs]
    blocks = [block for index, doc in enumerate(docs) for block in _blocks(doc, index)]
    scores = [found for batch in _batches(blocks) for found in _run(untagged, batch, layers)]
    if blocks:
        _decode_names(blocks, scores, layers)
    return [_finish(*each) for each in zip(docs, untagged, layers, strict=True)]


def _blocks(doc: Doc, index: int) -> Iterator[Block]:
    """Whole sentences up to `BLOCK` tokens, of one document only: rounding depends on what shares a block."""
    first, size, lengths = 0, 0, list[int]()
    for length in _piece_lengths(doc):
        if lengths and size + length > BLOCK:
            yield Block(index, first, first + size, tuple(lengths))
            first, size, lengths = first + size, 0, []
        lengths.append(length)
        size += length
    if lengths:
        yield Block(index, first, first + size, tuple(lengths))


def _piece_lengths(doc: Doc) -> Iterator[int]:
    for sentence in doc.sentences:
        size = sentence.last - sentence.first
        while size > LONGEST_SENTENCE:
            yield LONGEST_SENTENCE
            size -= LONGEST_SENTENCE
        yield size


def _batches(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    batch, size = list[Block](), 0
    for block in blocks:
        if batch and size + block.last - block.first > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(block)
        size += block.last - block.first
    if batch:
        yield batch


@cache
def _projections() -> Projections:
    return Projections(weights())


def forget_words() -> None:
    """Drop what is kept of words seen, for when a stage was stopped at any point; the models stay."""
    _projections.cache_clear()


def _run(untagged: Sequence[Untagged], blocks: Sequence[Block], layers: Sequence[Layers]) -> Iterator[Floats]:
    """Fills in all layers but names; yields the scores of the name tags of each block."""
    texts = [text for block in blocks for text in untagged[block.doc].texts[block.first : block.last]]
    table, begin = _projections(), 0
    rows = table.rows(texts)
    for block in blocks:
        end = begin + block.last - block.first
        found = run(weights(), table, rows[begin:end], block.lengths)
        layer = layers[block.doc]
        layer.morph += found.morph.tolist()
        layer.rels += found.rel.tolist()
        layer.heads += _heads(found.head, block).tolist()
        begin = end
        yield found.names


def _decode_names(blocks: Sequence[Block], scores: Sequence[Floats], layers: Sequence[Layers]) -> None:
    lengths = [length for block in blocks for length in block.lengths]
    names = viterbi(np.concatenate(scores), lengths, weights().transitions).tolist()
    begin = 0
    for block in blocks:
        end = begin + block.last - block.first
        layers[block.doc].names += names[begin:end]
        begin = end


def _heads(heads: Ints, block: Block) -> Ints:
    """Indexes in the document from indexes in the sentence, where 0 is the root."""
    lengths = np.array(block.lengths, np.int64)
    starts = block.first + np.cumsum(lengths) - lengths
    return np.where(heads, np.repeat(starts, lengths) + heads - 1, -1)


def _finish(doc: Doc, untagged: Untagged, found: Layers) -> Doc:
    model = weights()
    pos, feats = (list(map(part.__getitem__, found.morph)) for part in (model.pos, model.feats))
    lemmas, related = lemmatized(untagged.norms, pos, feats), map(model.rels.__getitem__, found.rels)
    tokens = tuple(map(Token, *untagged.columns, lemmas, pos, feats, found.heads, related))  # runs for every token
    return replace(doc, tokens=tokens, names=_names(tokens, found.names), children=_children(found.heads))


def _children(heads: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    children: list[tuple[int, ...]] = [()] * len(heads)
    for i, head in enumerate(heads):
        if head >= 0:
            children[head] += (i,)
    return tuple(children)


def _names(tokens: Sequence[Token], tags: Sequence[int]) -> tuple[Name, ...]:
    """Spans of the BIO tags; as in slovnet, an I- tag prolongs the name before it, whatever its type."""
    found: list[Name] = []
    texts, end, sent = weights().name_tags, -1, -1
    outside = texts.index("O")
    for i in [i for i, tag in enumerate(tags) if tag != outside]:
        part, _, kind = texts[tags[i]].partition("-")
        token = tokens[i]
        if part == "B":
            found.append(Name(token.start, token.stop, MENTION_TYPES[kind]))
            end, sent = i + 1, token.sent
        elif part == "I" and end == i and sent == token.sent:
            found[-1] = Name(found[-1].start, token.stop, found[-1].type)
            end = i + 1
    return tuple(found)
