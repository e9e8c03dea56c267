"""Which of the times or places that an article names holds for each of its claims: two small networks and a chain.

Each option is scored for each claim, and so is that none holds, by what is known of the claim, of the option and of how
they lie to each other: what stands for each value is summed, then two layers follow; of what both networks say the mean
is taken. A linear chain over the claims (Lafferty, McCallum and Pereira, 2001) adds what it is worth that neighbours
share a time or place; taken is what has the greatest chance. `benchmarks/train_choice.py` fits the weights.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.claims.bank import Bank
from pipeline.claims.options import PAIR, ROUND, Codes, Option, Values, Words
from pipeline.claims.sums import summed
from pipeline.lazy import lazy
from pipeline.tag.weights import Floats

Places = npt.NDArray[np.int64]
Chances = npt.NDArray[np.float64]
NAMES = ("times", "places")  # of the networks
NOTHING = (("own", 4), ("likely own", 4), ("seen", ROUND))  # what is known where no option holds
LINKS, GAPS = 7, 4  # how two choices may lie to each other; in one sentence, paragraph or block, or further apart
EPSILON = 1e-5
PAD = -2
BANK = 6144  # lines of words that are kept for each side: 3 MB each
AT_ONCE = 256  # claims, so that a text of nothing but numbers takes no more memory than another


class Asked:
    """What is known of an article's claims, the same for times and places, so that both networks read it at once."""

    def __init__(self, values: list[Values], words: list[Words]) -> None:
        self.values, self.words = values, words  # of each claim; the values by `asked.ASKED`

    @lazy
    def sums(self) -> dict[str, Floats]:
        """What stands for each claim, by network."""
        both = _told(_both(), "asked", self.values) + _spoken("claims", self.words)
        return dict(zip(NAMES, np.split(both, len(NAMES), 1), strict=True))


@dataclass(slots=True)
class Asking:
    """The claims of an article and the options for each; all lists but `options` have one for each claim."""

    claims: Asked
    gaps: list[int]  # how far the claim before is, one of `GAPS`
    options: list[Option]
    listed: list[list[int]]  # indexes of options
    nothing: list[tuple[int, int, int]]  # by `NOTHING`
    pairs: Codes  # all options listed, claim after claim, x `PAIR`
    together: list[dict[int, Values]]  # by place among those listed, by `options.TOGETHER`
    carried: float = 1.0  # a factor for nothing where a claim's sentence names none: below 1 the last holds longer


def choices(name: str, asking: Asking) -> list[Option | None]:
    """The option that most likely holds for each claim, None where that is none; `name` is that of the network."""
    if not asking.options:
        return [None] * len(asking.listed)
    best = chances_of(name, asking).argmax(1).tolist()
    return [asking.options[listed[at - 1]] if at else None for listed, at in zip(asking.listed, best, strict=True)]


def chances_of(name: str, asking: Asking) -> Chances:
    """For each claim the chance that nothing holds, then that of each option listed; then zeros up to the longest."""
    network, scores = load(name), list[Floats]()
    options = _told(network, "option", [option.values for option in asking.options])
    options += _spoken(name, [option.words for option in asking.options])
    begins = np.cumsum([0, *(len(listed) for listed in asking.listed)])
    for first in range(0, len(asking.listed), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        scores.append(_scores(name, asking, options, some, begins[first : first + AT_ONCE + 1]))
    listed = padded(asking)
    weights = np.zeros(listed.shape)
    weights[listed > PAD] = np.exp(np.concatenate(scores))
    if asking.carried != 1:
        weights[np.array(asking.nothing)[:, 0] == 0, 0] *= asking.carried
    return marginals(weights, network["chain factors"][links_of(asking, listed)])


def _scores(name: str, asking: Asking, options: Floats, some: slice, begins: Places) -> Floats:
    """Of some claims, whose pairs begin at these rows, the last number being the end: for each the score of nothing,
    then those of its options."""
    network, first = load(name), begins[0]
    claims = asking.claims.sums[name][some]
    nothing = claims + _counted(network, "nothing", np.array(asking.nothing[some]))
    begins = begins - first
    sizes = np.diff(begins)
    pairs = claims[np.repeat(np.arange(len(claims)), sizes)]
    pairs += options[[i for listed in asking.listed[some] for i in listed]]
    pairs += _counted(network, "pair", asking.pairs[first : first + begins[-1]])
    beside = [(begin + place, row) for begin, each in zip(begins.tolist(), asking.together[some], strict=False)
              for place, row in each.items()]  # fmt: skip
    pairs[[place for place, _ in beside]] += _told(network, "together", [row for _, row in beside])
    rows = np.empty((len(nothing) + len(pairs), pairs.shape[1]), np.float32)
    places = begins[:-1] + np.arange(len(nothing))
    is_pair = np.ones(len(rows), np.bool_)
    is_pair[places] = False
    rows[places], rows[is_pair] = nothing, pairs
    return _layers(network, rows)


def _layers(network: Mapping[str, Any], rows: Floats) -> Floats:
    """The mean of what the networks that lie side by side say of each row."""
    members, size, _ = network["hidden"].shape
    rows = (rows + network["bias"]).reshape(-1, size)  # a row for each of them
    rows -= rows.mean(1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows)[:, None] / size + EPSILON)
    rows = rows.reshape(-1, members, size).swapaxes(0, 1) * network["scale"] + network["shift"]
    hidden = np.maximum(np.maximum(rows, 0) @ network["hidden"] + network["hidden bias"], 0)
    scores: Floats = (hidden @ network["score"] + network["score bias"])[:, :, 0].mean(0)
    return scores


def _told(network: Mapping[str, Any], group: str, rows: Sequence[Values]) -> Floats:
    """The sum of what the values of each row stand for; those that the network has never seen stand for nothing."""
    tables: Sequence[dict[Any, int]] = network[f"{group} values"]
    weights: Floats = network[group]
    found = chain.from_iterable(map(dict.get, tables, row, repeat(0)) for row in rows)
    places = np.fromiter(found, np.int64, len(rows) * len(tables))
    return summed(weights, places.reshape(len(rows), len(tables)))


def _counted(network: Mapping[str, Any], group: str, codes: npt.NDArray[Any]) -> Floats:
    """The same for whole numbers."""
    return summed(network[group], codes + network[f"{group} begin"])


def _spoken(name: str, rows: Sequence[Words]) -> Floats:
    """What the words of each row stand for: three of a claim, for both networks, or of an option for one."""
    bank = _bank(name)
    if len(rows) <= AT_ONCE:
        return bank.sums(rows)
    return np.concatenate([bank.sums(rows[i : i + AT_ONCE]) for i in range(0, len(rows), AT_ONCE)])


@lru_cache(maxsize=3)
def _bank(name: str) -> Bank:
    """Of the words of `claims`, or of the options of a network."""
    if name == "claims":
        return Bank(_both()["words"], BANK, _both()["offset"])
    return Bank(load(name)["words"][1], BANK, load(name)["offset"][1])


def padded(asking: Asking) -> Places:
    """The choices for each claim in a row: -1 for nothing, then the indexes of its options, then `PAD`."""
    sizes = np.array([*map(len, asking.listed)])
    listed = np.full((len(sizes), 1 + sizes.max()), PAD)
    listed[:, 0] = -1
    listed[:, 1:][np.arange(listed.shape[1] - 1) < sizes[:, None]] = [*chain.from_iterable(asking.listed)]
    return listed


def links_of(asking: Asking, listed: Places) -> npt.NDArray[np.int8]:
    """For each claim but the first how each choice for the one before, a row, lies to each for it.

    One or both are nothing; the same time or place; the same named elsewhere; one named later or earlier.
    """
    numbers = dict[Hashable, int]()
    kinds = np.array([*(numbers.setdefault(option.key, len(numbers)) for option in asking.options), -1, -1])
    before, here, same = listed[:-1, :, None], listed[1:, None, :], kinds[listed]
    codes = 6 - (before < here).astype(np.int8)
    codes[same[:-1, :, None] == same[1:, None, :]] = 4
    codes[before == here] = 3
    codes[:, 0], codes[:, :, 0], codes[:, 0, 0] = 1, 2, 0
    codes *= GAPS
    codes += np.array(asking.gaps[1:], np.int8)[:, None, None]
    return codes


def marginals(weights: Chances, chain: Floats) -> Chances:
    """The chance of each choice for each claim, over all choices for the others: forwards, then backwards.

    `weights` are claims x choices, `chain` is what each two neighbouring choices are worth together; both as factors.
    """
    forward, backward = np.empty_like(weights), np.ones_like(weights)
    reached = forward[0] = weights[0] / weights[0].sum()
    for weight, factor, out in zip(weights[1:], chain, forward[1:], strict=True):
        reached = weight * reached.dot(factor)  # which is faster than `@` where there are few
        reached = np.divide(reached, np.add.reduce(reached), out=out)
    reached = backward[-1]
    for weight, factor, out in zip(weights[:0:-1], chain[::-1], backward[-2::-1], strict=True):
        reached = factor.dot(weight * reached)
        reached = np.divide(reached, np.add.reduce(reached), out=out)
    forward *= backward
    found: Chances = forward / forward.sum(1, keepdims=True)
    return found


@cache
def load(name: str) -> dict[str, Any]:
    """The weights of a network by name; stored in half precision, the values of its columns as JSON."""
    with (files("pipeline") / "claims" / f"{name}.npz").open("rb") as file, np.load(file) as stored:
        network: dict[str, Any] = {key: stored[key] for key in stored.files}
    for key, value in network.items():
        network[key] = json.loads(str(value)) if key.endswith(" values") else value.astype(np.float32)
    for group in ("asked", "option", "together"):
        numbers = iter(range(1, len(network[group])))
        network[f"{group} values"] = [
            {value: next(numbers) for value in column} for column in network[f"{group} values"]
        ]
    network["chain factors"] = np.exp(network["chain"]).astype(np.float64)
    for group, features in (("pair", PAIR), ("nothing", NOTHING)):
        network[f"{group} begin"] = begins_of(features)
    return network


@cache
def _both() -> dict[str, Any]:
    """What the networks have for claims, side by side: for a value that only one has seen the other has nothing."""
    networks = [load(name) for name in NAMES]
    values, rows = list[dict[Any, int]](), [[0] * len(networks)]
    for tables in zip(*(network["asked values"] for network in networks), strict=True):
        told = dict.fromkeys(chain.from_iterable(tables))
        values.append(dict(zip(told, range(len(rows), len(rows) + len(told)), strict=True)))
        rows += [[table.get(value, 0) for table in tables] for value in told]
    asked = [network["asked"].take(own, 0) for network, own in zip(networks, zip(*rows, strict=True), strict=True)]
    sides = {name: [network[name][0] for network in networks] for name in ("words", "offset")}
    return {"asked values": values, "asked": np.concatenate(asked, 1)} | {
        name: np.concatenate(side, -1) for name, side in sides.items()
    }


def begins_of(features: Sequence[tuple[str, int]]) -> Places:
    """Where the values of each of some features begin, one after another."""
    return np.cumsum([0, *(values for _, values in features[:-1])])
