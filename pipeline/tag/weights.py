"""The weights of natasha's three news models, read once and folded for inference.

slovnet's morphology, syntax and names share one embedding (navec) and one architecture: three convolutions of width 3,
each followed by ReLU and batch normalisation, then a linear head (https://github.com/natasha/slovnet). Here they are
stacked along a first axis, in the order of `MODELS`, and each batch normalisation is folded into the layer after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from navec.tar import Tar
from slovnet.exec.model import NER, Morph, Syntax
from slovnet.exec.pack import Pack

Floats = npt.NDArray[np.float32]
MODELS = ("morph", "syntax", "ner")
EMBEDDING = "navec_news_v1_1B_250K_300d_100q"


@dataclass(frozen=True, slots=True)
class Embedding:
    """navec's product quantisation: a word's vector is `codes[i, indexes[word, i]]`, one after another."""

    indexes: npt.NDArray[np.uint8]  # words x parts
    codes: Floats  # parts x 256 x part
    shapes: Floats  # models x shapes x 30

    def vectors(self, words: npt.NDArray[np.int64]) -> Floats:
        parts: Floats = self.codes[np.arange(len(self.codes)), self.indexes[words]]
        return parts.reshape(len(words), -1)


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution of width 3 as one product: `weight` maps a row to its shares in the rows after, at and before it.

    `share` is what a neighbour adds by the shift of the batch normalisation before it; a blank row adds none, so at
    the ends of a sentence it is taken off again.
    """

    weight: Floats  # models x in x (3 out)
    bias: Floats  # models x 1 x out, the shares of all three included
    share: Floats  # models x 3 x out


@dataclass(frozen=True, slots=True)
class Head:
    """A linear layer, `x @ weight + bias`."""

    weight: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Arc:
    """One biaffine scorer of the syntax model; `root` stands for the head of a sentence's root."""

    dependent: Head
    governor: Head
    root: Floats  # out of `governor`, before ReLU
    kernel: Floats  # dependent x governor; for relations (governor x dependent) x relations


@dataclass(frozen=True, slots=True)
class Weights:
    """All that inference needs, float32, but for the first convolution (see `projections.Projections`)."""

    word_ids: dict[str, int]
    shape_ids: dict[str, int]
    embedding: Embedding
    first: Floats  # models x (3 x 256) x 330
    first_bias: Floats  # models x 256
    second: Convolution
    second_pairs: Floats  # 4 x models x 256 x 128: what `network` takes two rows at once with
    third: Convolution
    morph: Head
    names: Head
    transitions: Floats  # from x to
    head: Arc
    rel: Arc
    morph_tags: tuple[tuple[str, str], ...]  # part of speech, features
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
    second_folded = _convolution(second, [_scale_and_shift(layer) for layer in first])
    return Weights(
        word_ids=vocabs[0]["word"].item_ids,
        shape_ids=vocabs[0]["shape"].item_ids,
        embedding=_embedding([model.emb.shape.weight.array for model in models]),
        first=np.stack([weight.transpose(2, 0, 1).reshape(-1, weight.shape[1]) for weight, *_ in first]),
        first_bias=np.stack([bias for _, bias, *_ in first]),
        second=second_folded,
        second_pairs=_pairs(second_folded),
        third=_convolution(third, [_scale_and_shift(layer) for layer in second]),
        morph=_fold(morph.head.proj, *linear[0]),
        names=_fold(ner.head.proj, *linear[2]),
        transitions=ner.head.crf.transitions.array,
        head=_arc(syntax.head, "head", "tail", linear[1]),
        rel=_arc(syntax.rel, "tail", "head", linear[1]),
        morph_tags=tuple((tag.partition("|")[0], tag.partition("|")[2]) for tag in vocabs[0]["tag"].items),
        name_tags=tuple(vocabs[2]["tag"].items),
        rels=tuple(vocabs[1]["rel"].items),
    )


def _data() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("natasha, which ships the models, is not installed", name="natasha")
    return Path(spec.submodule_search_locations[0]) / "data"


def _load(name: str) -> tuple[Any, dict[str, Any]]:
    """One slovnet model with its arrays, and its vocabularies; the large one of words only for the first."""
    kind = {"morph": Morph, "syntax": Syntax, "ner": NER}[name]
    own = ["rel"] if name == "syntax" else ["tag"]
    with Pack(_data() / "model" / f"slovnet_{name}_news_v1.tar") as pack:
        pack.load_meta().check_protocol()
        model = pack.load_model(kind)
        model = model.inject_arrays(dict(pack.load_arrays(model.weights)))
        shared = ["word", "shape"] if name == MODELS[0] else []
        return model, {vocab: pack.load_vocab(vocab) for vocab in own + shared}


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
    stacked, biases, shares = [], [], []
    for (weight, bias, *_), (scale, shift) in zip(layers, before, strict=True):
        taps = weight.transpose(2, 1, 0)  # 3 x in x out
        share = shift @ taps  # 3 x out
        stacked.append(np.concatenate(list(taps * scale[:, None]), axis=1))
        biases.append((bias + share.sum(0))[None])
        shares.append(share)
    return Convolution(np.stack(stacked), np.stack(biases), np.stack(shares))


def _fold(linear: Any, scale: Floats, shift: Floats) -> Head:
    weight = linear.weight.array
    return Head(
        np.ascontiguousarray(weight * scale[:, None]),
        linear.bias.array + shift @ weight,
    )


def _arc(module: Any, dependent: str, governor: str, norm: tuple[Floats, Floats]) -> Arc:
    of_dependent, of_governor = (
        getattr(module, dependent).proj,
        getattr(module, governor).proj,
    )
    root = module.root.array @ of_governor.weight.array + of_governor.bias.array
    kernel = module.kernel.array
    size = len(kernel)
    if kernel.shape[1] > size:  # governor x (rels x dependent)
        kernel = np.ascontiguousarray(kernel.reshape(size, -1, size).transpose(0, 2, 1)).reshape(size * size, -1)
    return Arc(_fold(of_dependent, *norm), _fold(of_governor, *norm), root, kernel)


def _pairs(layer: Convolution) -> Floats:
    """The filters of F(2, 3), which makes two rows of a convolution by four products."""
    after, at, before = np.split(layer.weight, 3, axis=2)
    return np.stack((after, (after + at + before) / 2, (after - at + before) / 2, before))
