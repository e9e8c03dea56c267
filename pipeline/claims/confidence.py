"""How sure a claim is as a whole: a logistic model over what its extraction knows, with weights kept as data.

`benchmarks/confidence.py` fits the weights of `vocab/confidence.tsv` on gold and shows how reliable they are;
docs/claims-errors.md says on which gold, and what came out.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.phrase import Phrase
from pipeline.document import Quote
from pipeline.offsets import starts

LONG = 40  # tokens from which on a sentence is long
MANY = 4  # numbers from which on a sentence is full of them
FAR = 12  # tokens from which on an item is far from its number


def features(frame: Frame, verb: int, item: Phrase | None, rule: str, spoken: Quote | None) -> list[str]:
    """Names of what holds for a claim; `rule` is the rule that found its item, `spoken` the speech it stands in."""
    found = ["bias", f"kind:{frame.number.kind}", f"item:{rule if item else 'none'}", _speech(frame, spoken)]
    holds = {
        "no verb": verb < 0,
        "bracket": frame.bracket >= 0,
        "bound": frame.number.comparison != "=",
        "long sentence": frame.sentence.last - frame.sentence.first >= LONG,
        "many numbers": _numbers(frame) >= MANY,
        "item before": item is not None and item.first < frame.sentence.first,
        "item far": item is not None and not frame.first - FAR <= item.head <= frame.last + FAR,
    }
    return found + [name for name, so in holds.items() if so]


def confidence(names: list[str]) -> float:
    """The chance that a claim with these features is right, 0 to 1, in hundredths."""
    known = weights()
    score = sum(known.get(name, 0.0) for name in names)
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def weights() -> dict[str, float]:
    """Weight by feature; features in one row share it."""
    return {name: float(weight) for name, weight in vocabulary.mapping("confidence", "feature", "weight").items()}


def _speech(frame: Frame, spoken: Quote | None) -> str:
    if spoken is None:
        return "speech:none"
    if spoken.kind == "direct":
        return "speech:direct" if spoken.speaker else "speech:nobody"
    if not spoken.speaker:
        return "speech:nobody"
    return "speech:reported" if spoken.start >= frame.sentence.start else "speech:carried"


def _numbers(frame: Frame) -> int:
    """How many numbers the sentence has."""
    begins = starts(frame.doc.numbers)
    return bisect_left(begins, frame.sentence.stop) - bisect_left(begins, frame.sentence.start)
