"""The weights of natasha's three news models, read once and folded for inference.

slovnet's morphology, syntax and names share one embedding (navec) and one architecture: three convolutions of width 3,
each followed by ReLU and batch normalisation, then a linear head (https://github.com/natasha/slovnet). Here they are
stacked along a first axis, in the order of `MODELS`, and each batch normalisation is folded into the layer after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from gzip import decompress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from navec.tar import Tar
from slovnet.exec.model import NER, Morph, Syntax
from slovnet.exec.pack import Pack, vocab_name

from pipeline.tag.words import Words

Floats = npt.NDArray[np.float32]
MODELS = ("morph", "syntax", "ner")
# the filters of F(4, 3), which makes four rows of a convolution by six products, from its three taps: see `winograd`
FOUR_ROWS = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
EMBEDDING = "navec_news_v1_1B_250K_300d_100q"
UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True)
class Embedding:
    """navec's product quantisation: a word's vector is `codes[i, indexes[word, i]]`, one after another."""

    indexes: npt.NDArray[np.uint8]  # words x parts
    codes: Floats  # parts x 256 x part
    shapes: Floats  # models x shapes x 30

    def vectors(self, words: npt.NDArray[np.int64]) -> Floats:
        parts, centroids, size = self.codes.shape
        places = self.indexes[words] + np.arange(0, parts * centroids, centroids)
        return self.codes.reshape(-1, size).take(places, 0).reshape(len(words), -1)


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution of width 3, see `winograd`. The batch normalisation before it is in it, but for that of the blank
    rows around sentences: those must hold what it makes zero, which is `blank`."""

    filters: Floats  # 6 x models x in x out
    bias: Floats  # (models out)
    blank: Floats  # (models in)


@dataclass(frozen=True, slots=True)
class Head:
    """A linear layer, `x @ weight + bias`."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Arc:
    """One biaffine scorer of the syntax model, of vectors that `Weights.arcs` makes; `root` is the governor's of the
    head of a sentence's root."""

    root: Floats
    kernel: Floats  # dependent x governor; for relations governor x (relations dependent)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that inference needs, float32, but for the first convolution (see `projections.Projections`)."""

    word_ids: Words
    unknown: int
    shape_ids: dict[str, int]
    embedding: Embedding
    first: Floats  # models x (3 x 256) x 330
    first_bias: Floats  # models x 256
    second: Convolution
    third: Convolution
    morph: Head
    names: Head
    transitions: Floats  # from x to
    arcs: Head  # before ReLU: a word's vectors as dependent and as governor, for heads, then for relations
    head: Arc
    rel: Arc
    pos: tuple[str, ...]  # by number of the morphological tag
    feats: tuple[str, ...]
    name_tags: tuple[str, ...]
    rels: tuple[str, ...]


@cache
def weights() -> Weights:
    """Reads the files that natasha ships, without importing natasha (whose pymorphy2 fails on newer Pythons)."""
    models, vocabs = zip(*(_load(name) for name in MODELS), strict=True)
    layers = [[_layer(layer) for layer in model.encoder.layers] for model in models]
    first, second, third = zip(*layers, strict=True)
    morph, syntax, ner = models
    linear = [_scale_and_shift(layer) for layer in third]
    words = Words(_words())
    return Weights(
        word_ids=words,
        unknown=words[UNKNOWN],
        shape_ids=vocabs[0]["shape"].item_ids,
        embedding=_embedding([model.emb.shape.weight.array for model in models]),
        first=np.stack([weight.transpose(2, 0, 1).reshape(-1, weight.shape[1]) for weight, *_ in first]),
        first_bias=np.stack([bias for _, bias, *_ in first]),
        second=_convolution(second, [_scale_and_shift(layer) for layer in first]),
        third=_convolution(third, [_scale_and_shift(layer) for layer in second]),
        morph=_fold(morph.head.proj, *linear[0]),
        names=_fold(ner.head.proj, *linear[2]),
        transitions=ner.head.crf.transitions.array,
        arcs=_side_by_side(
            _fold(layer.proj, *linear[1])
            for layer in (syntax.head.head, syntax.head.tail, syntax.rel.tail, syntax.rel.head)
        ),
        head=_arc(syntax.head, syntax.head.tail),
        rel=_arc(syntax.rel, syntax.rel.head),
        pos=tuple(tag.partition("|")[0] for tag in vocabs[0]["tag"].items),
        feats=tuple(tag.partition("|")[2] for tag in vocabs[0]["tag"].items),
        name_tags=tuple(vocabs[2]["tag"].items),
        rels=tuple(vocabs[1]["rel"].items),
    )


def vectors(words: Sequence[str]) -> Floats:
    """navec's vectors of words in lower case, a row each (words x 300); those of unknown words are all the same."""
    known = weights()
    numbers = [known.word_ids.get(word, known.unknown) for word in words]
    return known.embedding.vectors(np.array(numbers, np.int64))


def _data() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("natasha, which ships the models, is not installed", name="natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


def _load(name: str) -> tuple[Any, dict[str, Any]]:
    """One slovnet model with its arrays, and its vocabularies but the large one of words, see `_words`."""
    kind = {"morph": Morph, "syntax": Syntax, "ner": NER}[name]
    own = ["rel"] if name == "syntax" else ["tag"]
    with Pack(_data() / "model" / f"slovnet_{name}_news_v1.tar") as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        shared = ["shape"] if name == MODELS[0] else []
        return model, {vocab: pack.load_vocab(vocab) for vocab in own + shared}


def _words() -> list[str]:
    """All words of the embedding, as slovnet lists them; it would make a dictionary of them too, which takes longer."""
    with Pack(_data() / "model" / f"slovnet_{MODELS[0]}_news_v1.tar") as pack:
        return decompress(pack.read(vocab_name("word"))).decode("utf-8").splitlines()


def _embedding(shapes: list[Floats]) -> Embedding:
    with Tar(_data() / "emb" / f"{EMBEDDING}.tar") as tar:
        packed = tar.load("pq.bin").read()
    words, parts, centroids = np.frombuffer(packed, np.uint32, 4)[[0, 2, 3]].tolist()
    indexes = np.frombuffer(packed, np.uint8, words * parts, 16).reshape(words, parts)
    codes = np.frombuffer(packed, np.float32, offset=16 + words * parts).reshape(parts, centroids, -1)
    return Embedding(indexes, codes, np.stack(shapes))


def _layer(layer: Any) -> tuple[Floats, Floats, Floats, Floats]:
    """Weight (out x in x 3) and bias of a convolution, scale and shift of the normalisation after it."""
    norm = layer.norm
    scale = norm.weight.array / norm.std.array
    return (
        layer.conv.weight.array,
        layer.conv.bias.array,
        scale,
        norm.bias.array - norm.mean.array * scale,
    )


def _scale_and_shift(layer: tuple[Floats, ...]) -> tuple[Floats, Floats]:
    return layer[2], layer[3]


def _convolution(layers: tuple[tuple[Floats, ...], ...], before: list[tuple[Floats, Floats]]) -> Convolution:
    filters, biases, blanks = [], [], []
    for (weight, bias, *_), (scale, shift) in zip(layers, before, strict=True):
        taps = weight.transpose(2, 1, 0).astype(np.float64)  # 3 x in x out
        filters.append(np.tensordot(FOUR_ROWS, taps * scale[:, None], 1).astype(np.float32))
        biases.append((bias + (shift @ taps).sum(0)).astype(np.float32))
        blanks.append(-shift / scale)
    return Convolution(np.stack(filters, 1), np.concatenate(biases), np.concatenate(blanks))


def _fold(linear: Any, scale: Floats, shift: Floats) -> Head:
    weight = linear.weight.array
    return Head(
        np.ascontiguousarray(weight * scale[:, None]),
        linear.bias.array + shift @ weight,
    )


def _side_by_side(heads: Iterable[Head]) -> Head:
    weights, biases = zip(*((head.weight, head.bias) for head in heads), strict=True)
    return Head(np.concatenate(weights, 1), np.concatenate(biases))


def _arc(module: Any, governor: Any) -> Arc:
    linear = governor.proj
    root = np.maximum(module.root.array @ linear.weight.array + linear.bias.array, 0)
    return Arc(root, module.kernel.array)
