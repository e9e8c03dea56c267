"""What is counted, where the rules are not sure: the head of the item by a small convolutional network.

The network reads the number's sentence and those before it (`window`) and gives each noun its chance of being the
head, and the chance that there is none. Its weights are `heads.npz`, fitted by `benchmarks/train_heads.py`; what it
is worth on text that neither it nor the rules have seen is in docs/claims-errors.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from pipeline.claims.lemma import item_lemma
from pipeline.claims.phrase import Phrase, around
from pipeline.claims.resolve import Known
from pipeline.claims.syntax import is_noun
from pipeline.claims.window import FEATURES, GIVEN, Window, window, word_codes
from pipeline.document import Claim, Doc
from pipeline.tag.weights import vectors

Floats = npt.NDArray[np.float32]
DILATIONS = (1, 2, 4, 8)  # of the convolutions, one after another
EPSILON = 1e-5
# rules that are right where they apply, more often than the network
SURE = frozenset(("counted", "indicator", "apposed", "repetition", "rank", "included"))
KEPT = 0.15  # what a rule found stays while it has this part of the best head's chance
NOMINAL = frozenset(("PRON", "ADJ", "NUM", "X", "VERB"))  # what may be taken for a noun, or stand for one


def settled(doc: Doc, claims: Sequence[Claim], known: Sequence[Known]) -> list[Claim]:
    """The claims with the items that are most likely, of those whose rule is not sure; `known` has one for each."""
    unsure = [i for i, each in enumerate(known) if each.rule not in SURE]
    found = list(claims)
    if unsure:
        words = word_codes(doc)
        windows = [window(known, i, words) for i in unsure]
        for i, around_it, chances in zip(unsure, windows, _chances(doc, windows), strict=True):
            found[i] = _better(doc, claims[i], known[i], around_it, chances)
    return found


def _better(doc: Doc, claim: Claim, known: Known, window: Window, chances: Floats) -> Claim:
    """The claim, with another item where the rule's has too small a chance."""
    best = int(chances.argmax())
    mine = known.phrase.head - window.first + 1 if known.phrase else 0
    if not 0 <= mine < len(chances) or chances[mine] >= KEPT * chances[best]:
        return claim
    if not best:
        return replace(claim, item="", item_lemma="")
    phrase = around(doc, window.first + best - 1)
    return replace(claim, item=phrase.text(doc), item_lemma=item_lemma(doc, phrase, claim.number))


def may_head(doc: Doc, index: int) -> bool:
    """Whether a token may be the head of an item."""
    return is_noun(doc.tokens[index]) or doc.tokens[index].pos in NOMINAL


def _chances(doc: Doc, windows: Sequence[Window]) -> list[Floats]:
    """For each window the chance that there is no item, then of each token to be its head."""
    sizes = [window.last - window.first for window in windows]
    inputs, mask = _inputs(doc, windows, sizes)
    scores = _scores(_network(), inputs, mask)
    for row, each in enumerate(windows):
        closed = [i for i in range(sizes[row]) if not may_head(doc, each.first + i)]
        scores[row, 1 + np.array(closed, np.int64)] = -np.inf
    return [_softmax(scores[row, : 1 + size]) for row, size in enumerate(sizes)]


def _inputs(doc: Doc, windows: Sequence[Window], sizes: Sequence[int]) -> tuple[Floats, Floats]:
    """What the first convolution gets (windows x tokens x features), and which of it are tokens (… x 1)."""
    network, first = _network(), min(window.first for window in windows)
    by_word = _projected(doc, first, max(window.last for window in windows))
    inputs = np.zeros((len(windows), max(sizes), by_word.shape[1]), np.float32)
    mask = np.zeros((*inputs.shape[:2], 1), np.float32)
    for row, each in enumerate(windows):
        found = by_word[each.first - first : each.last - first].copy()
        for n, (name, _) in enumerate(FEATURES):
            found += network[f"feature {name}"][each.codes[:, n]]
        found += sum(network[f"given {name}"][code] for (name, _), code in zip(GIVEN, each.given, strict=True))
        inputs[row, : sizes[row]], mask[row, : sizes[row]] = np.maximum(found, 0), 1
    return inputs, mask


def _projected(doc: Doc, first: int, last: int) -> Floats:
    network = _network()
    spelt = [token.lemma.lower() for token in doc.tokens[first:last]]
    place = {word: n for n, word in enumerate(dict.fromkeys(spelt))}
    rows = vectors(list(place)) @ network["word"] + network["word bias"]
    found: Floats = rows[[place[word] for word in spelt]]
    return found


def _scores(network: Mapping[str, Floats], inputs: Floats, mask: Floats) -> Floats:
    for n, dilation in enumerate(DILATIONS):
        inputs = _layer(network, n, dilation, inputs, mask)
    hidden = np.maximum(inputs @ network["hidden"] + network["hidden bias"], 0)
    nothing = np.maximum(_highest(inputs, mask) @ network["nothing"] + network["nothing bias"], 0)
    none: Floats = nothing @ network["none"] + network["none bias"]
    return np.concatenate([none, (hidden @ network["score"] + network["score bias"])[:, :, 0]], axis=1)


def _layer(network: Mapping[str, Floats], n: int, dilation: int, inputs: Floats, mask: Floats) -> Floats:
    """A convolution of width 3 over tokens that lie `dilation` apart, and what the whole window has; residual."""
    windows, tokens, size = inputs.shape
    padded = np.zeros((windows, tokens + 2 * dilation, size), np.float32)
    padded[:, dilation:-dilation] = inputs
    taps = np.concatenate([padded[:, tap * dilation : tap * dilation + tokens] for tap in range(3)], axis=2)
    found = taps @ network[f"convolution {n}"] + network[f"convolution {n} bias"]
    found += (_highest(inputs, mask) @ network[f"whole {n}"] + network[f"whole {n} bias"])[:, None]
    return _normalised(inputs + np.maximum(found, 0), network[f"scale {n}"], network[f"shift {n}"]) * mask


def _normalised(rows: Floats, scale: Floats, shift: Floats) -> Floats:
    """Layer normalisation, after Ba, Kiros and Hinton (2016)."""
    rows = rows - rows.mean(axis=2, keepdims=True)
    rows *= 1 / np.sqrt((rows * rows).mean(axis=2, keepdims=True) + EPSILON)
    return rows * scale + shift


def _highest(inputs: Floats, mask: Floats) -> Floats:
    """The highest value of each feature over the tokens of a window."""
    found: Floats = (inputs + (mask - 1) * 9).max(axis=1)
    return found


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max())
    return powers / powers.sum()


@cache
def _network() -> dict[str, Floats]:
    """Weights by name; kept in half precision, which changes no decision."""
    with (files("pipeline") / "claims" / "heads.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
