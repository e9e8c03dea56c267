"""What is counted, where the rules are not sure: the head of the item by a small convolutional network.

The network reads the number's sentence and those before it (`window`) and gives each noun its chance of being the
head, and the chance that there is none. Its weights are `heads.npz`, fitted by `benchmarks/train_heads.py`; what it
is worth on text that neither it nor the rules have seen is in docs/claims-errors.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.claims import remaining
from pipeline.claims.bank import Bank
from pipeline.claims.item import without_number
from pipeline.claims.lemma import item_lemma
from pipeline.claims.phrase import around
from pipeline.claims.resolve import SAME, Known
from pipeline.claims.sums import summed
from pipeline.claims.syntax import CLOSING, NOUNS, OPENING, is_noun
from pipeline.claims.window import FEATURES, GIVEN, WORD_FEATURES, Window, windows, word_codes
from pipeline.document import Claim, Doc
from pipeline.tag.weights import UNKNOWN, Floats

DILATIONS = (1, 2, 4, 8)  # of the convolutions, one after another
EPSILON = 1e-5
# rules that are right where they apply, as often as the network or more, so that asking it is not worth the time
# fmt: off
SURE = frozenset((
    "counted", "indicator", "apposed", "repetition", "rank", "included", "purpose", "whole", "changed_noun", "again",
    "against", "elided", "person", "aged", "farther", "extent", "as_what", "traded", "both", "together",
    "without_verb", "moved", "shortened", "team", "beside", "equated", "acting", "given", "lasting", "planned",
    "sole", "other", "located", "split", "shared_out", "people", "named_part", "part_for", "stated",
    "years", SAME,
    *(rule.__name__ for rule in remaining.RULES),
))
# fmt: on
KEPT = 0.1  # what a rule found stays while it has this part of the best head's chance
# of rules that are right less often, more; fitted on articles held out from the network
WEAK = {"in_bracket": 0.2, "changed": 0.2, "genitive": 0.2, "agent": 1.0}
AT_ONCE = 64  # windows, so that a text of nothing but numbers takes no more memory than another
LIKELY = 0.7  # a chance from which on a head is more than a guess
PLACING = frozenset(("в", "во", "на", "с", "со"))
NOMINAL = frozenset(("PRON", "ADJ", "NUM", "X", "VERB"))  # what may be taken for a noun, or stand for one


def settled(doc: Doc, claims: Sequence[Claim], known: Sequence[Known]) -> list[tuple[Claim, str]]:
    """The claims with the items that are most likely, of those whose rule is not sure, and what that says of each: the
    name of a feature for its confidence, empty where nothing was asked. `known` has one for each claim."""
    unsure = [i for i, each in enumerate(known) if each.rule not in SURE]
    found = [(claim, "") for claim in claims]
    for begin in range(0, len(unsure), AT_ONCE):
        some = unsure[begin : begin + AT_ONCE]
        seen = windows(known, some)
        for i, inside, chances in zip(some, seen, _chances(doc, seen), strict=True):
            found[i] = _better(doc, claims[i], known[i], inside, chances)
    for i in (i for i, each in enumerate(known) if each.rule == SAME):
        host, verdict = found[i - 1]
        found[i] = replace(claims[i], item=host.item, item_lemma=host.item_lemma), verdict
    return found


def _better(doc: Doc, claim: Claim, known: Known, window: Window, chances: Floats) -> tuple[Claim, str]:
    """The claim, with another item where the rule's has too small a chance."""
    best = int(chances.argmax())
    mine = known.phrase.head - window.first + 1 if known.phrase else 0
    inside = known.phrase is not None and known.phrase.head < window.first + best - 1 < known.phrase.last
    if inside and (known.rule in ("agent", "changed") or _is_under(doc, window.first + best - 1, known)):
        return claim, "item:doubtful"  # гарантию на [ремонт]: a complement of what the rule found
    if not 0 <= mine < len(chances) or chances[mine] >= kept(known.rule) * chances[best]:
        is_likely = 0 <= mine < len(chances) and chances[mine] >= LIKELY
        return claim, "item:agreed" if is_likely else "item:doubtful"
    verdict = "item:likely" if chances[best] >= LIKELY else "item:guessed"
    if not best:
        return replace(claim, item="", item_lemma=""), verdict
    phrase = without_number(known.frame, around(doc, window.first + best - 1))
    return replace(claim, item=phrase.text(doc), item_lemma=item_lemma(doc, phrase, claim.number)), verdict


def _is_under(doc: Doc, index: int, known: Known) -> bool:
    """`павильон «[Заря]»`, `(9 га)` after `ряды в южной части [долины]`: in the quoted name of what a rule found, or
    in a place that the rule for brackets has looked past."""
    first = known.phrase.head + 1 if known.phrase else index
    between = doc.tokens[first:index]
    placed = known.rule == "in_bracket" and any(token.norm in PLACING for token in between)
    marks = [token.text for token in between if token.text in OPENING or token.text in CLOSING]
    return placed or len(marks) % 2 == 1


def kept(rule: str) -> float:
    """What part of the best head's chance the head that a rule found must have to stay."""
    return WEAK.get(rule, KEPT)


def may_head(doc: Doc, index: int) -> bool:
    """Whether a token may be the head of an item: no adjective that has a noun, `дополнительные [сокращения]`."""
    token = doc.tokens[index]
    if index and doc.tokens[index - 1].lemma == "шкала":
        return False  # по шкале [Рихтера]
    return token.pos in NOUNS or (token.pos in NOMINAL and token.rel not in ("amod", "det")) or is_noun(token)


def _chances(doc: Doc, windows: Sequence[Window]) -> list[Floats]:
    """For each window the chance that there is no item, then of each token to be its head."""
    places = sorted({i for window in windows for i in range(window.first, window.last)})
    closed = np.array([not may_head(doc, i) for i in places])
    begins = np.searchsorted(places, [window.first for window in windows]).tolist()
    inputs, mask = _inputs(doc, windows, places, begins)
    chances = []
    for scores, each, begin in zip(_scores(_network(), inputs, mask), windows, begins, strict=True):
        size = each.last - each.first
        scores[1 : 1 + size][closed[begin : begin + size]] = -np.inf
        chances.append(_softmax(scores[: 1 + size]))
    return chances


def _inputs(doc: Doc, windows: Sequence[Window], places: Sequence[int], begins: Sequence[int]) -> tuple[Floats, Floats]:
    """What the first convolution gets (windows x tokens x features), and which of it are tokens (… x 1).

    `places` are the tokens that are in a window, `begins` where each window begins among them.
    """
    by_word = _spoken(doc, places)
    by_word += _summed("features", word_codes(doc, places))
    by_number = _summed("number features", np.concatenate([window.codes for window in windows]))
    given = _summed("given", np.array([window.given for window in windows]))
    longest = max(window.last - window.first for window in windows)
    inputs = np.zeros((len(windows), longest, by_word.shape[1]), np.float32)
    mask = np.zeros((len(windows), longest, 1), np.float32)
    done = 0
    for row, (each, begin) in enumerate(zip(windows, begins, strict=True)):
        size = each.last - each.first
        found = by_word[begin : begin + size] + by_number[done : done + size]
        found += given[row]
        np.maximum(found, 0, out=inputs[row, :size])
        mask[row, :size] = 1
        done += size
    return inputs, mask


def _summed(name: str, codes: npt.NDArray[Any]) -> Floats:
    """The sum of what the values of the features stand for, a row each."""
    return summed(_network()[name], codes + _network()[f"{name} begin"])


@lru_cache(maxsize=1)
def _bank() -> Bank:
    return Bank(_network()["word"][None], 2**14)


def _spoken(doc: Doc, places: Sequence[int]) -> Floats:
    """The words' share of the inputs."""
    bank, words = _bank(), [doc.tokens[i].lemma.lower() or UNKNOWN for i in places]
    found: Floats = bank.table.take(bank.lines([words])[0], 0) + _network()["word bias"]
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
    taps = np.zeros((windows, tokens, 3, size), np.float32)
    taps[:, dilation:, 0] = inputs[:, :-dilation]
    taps[:, :, 1] = inputs
    taps[:, :-dilation, 2] = inputs[:, dilation:]
    found = taps.reshape(windows * tokens, 3 * size) @ network[f"convolution {n}"]
    found = found.reshape(inputs.shape)
    found += (_highest(inputs, mask) @ network[f"whole {n}"] + network[f"bias {n}"])[:, None]
    np.maximum(found, 0, out=found)
    found += inputs
    return _normalised(found, network[f"scale {n}"], network[f"shift {n}"], mask)


def _normalised(rows: Floats, scale: Floats, shift: Floats, mask: Floats) -> Floats:
    """Layer normalisation, in place, after Ba, Kiros and Hinton (2016); what is no token stays zero."""
    rows -= np.add.reduce(rows, 2, keepdims=True) / rows.shape[2]
    spread = np.einsum("ijk,ijk->ij", rows, rows)[:, :, None] / rows.shape[2]
    rows *= mask / np.sqrt(spread + EPSILON)
    rows *= scale
    rows += shift * mask
    return rows


def _highest(inputs: Floats, mask: Floats) -> Floats:
    """The highest value of each feature over the tokens of a window."""
    found: Floats = np.maximum.reduce(inputs + (mask - 1) * 9, 1)
    return found


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max())
    powers /= powers.sum()
    return powers


@cache
def _network() -> dict[str, Any]:
    """Weights by name; stored in half precision."""
    with (files("pipeline") / "claims" / "heads.npz").open("rb") as file, np.load(file) as stored:
        weights: dict[str, Any] = {name: stored[name].astype(np.float32) for name in stored.files}
    for n in range(len(DILATIONS)):
        weights[f"bias {n}"] = weights[f"convolution {n} bias"] + weights[f"whole {n} bias"]
    weights |= _stacked("features", "feature", FEATURES[:WORD_FEATURES], weights)
    weights |= _stacked("number features", "feature", FEATURES[WORD_FEATURES:], weights)
    return weights | _stacked("given", "given", GIVEN, weights)


def _stacked(name: str, kind: str, features: Sequence[tuple[str, int]], weights: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of several features as one, and where each begins in it."""
    begins = np.cumsum([0, *(values for _, values in features[:-1])])
    return {name: np.concatenate([weights[f"{kind} {each}"] for each, _ in features]), f"{name} begin": begins}
