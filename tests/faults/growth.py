"""Processor time of every stage on a text, and how it grows with the text's length."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from shapes import Shape

from pipeline.claims import claims
from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.numbers import numbers
from pipeline.quotes import quotes
from pipeline.segment import segment
from pipeline.tables import rows
from pipeline.tag import tag
from pipeline.times import times

STAGES: Mapping[str, Callable[[Doc], Doc]] = {
    "tag": lambda doc: tag([doc])[0],
    "entities": entities,
    "numbers": numbers,
    "times": times,
    "quotes": quotes,
    "claims": claims,
}
ENOUGH = 0.05  # seconds from which on a time is worth comparing
MOST = 5.5  # times as long for 4 times the text: 4 is linear, 16 quadratic, 4.4 n log n

Given = TypeVar("Given")
Made = TypeVar("Made")


def costs(text: str) -> dict[str, float]:
    """Seconds of processor time by stage; the garbage collector, which walks all there is, does not run."""
    found: dict[str, float] = {}
    gc.collect()
    gc.disable()
    try:
        doc = _timed("segment", segment, Article("a", text), found)
        for name, stage in STAGES.items():
            doc = _timed(name, stage, doc, found)
        _timed("rows", rows, doc, found)
    finally:
        gc.enable()
    return found


def _timed(name: str, stage: Callable[[Given], Made], given: Given, found: dict[str, float]) -> Made:
    began = time.process_time()
    made = stage(given)
    found[name] = time.process_time() - began
    return made


def growth(shape: Shape, chars: int) -> dict[str, float]:
    """By stage, how many times as long 4 times the text takes; of what is too quick to tell, nothing."""
    costs(shape(1000))
    small, large = costs(shape(chars)), costs(shape(4 * chars))
    return {stage: large[stage] / max(small[stage], ENOUGH / 4) for stage in large if large[stage] >= ENOUGH}


def superlinear(shape: Shape, chars: int, tries: int = 3) -> dict[str, float]:
    """The stages whose time grows faster than the text, each time it is tried: noise passes, a square stays."""
    found = growth(shape, chars)
    for _ in range(tries - 1):
        found = {stage: times for stage, times in found.items() if times > MOST}
        if not found:
            break
        again = growth(shape, chars)
        found = {stage: min(times, again.get(stage, 0.0)) for stage, times in found.items()}
    return {stage: times for stage, times in found.items() if times > MOST}
