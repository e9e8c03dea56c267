"""Colours that carry a meaning are told apart by the colour-blind too, and text is dark enough to be read.

Colour blindness is simulated after Machado, Oliveira and Fernandes (2009), severity 1; colours are as far apart as they
are in CIELAB (2.3 can just be seen); contrast is that of WCAG 2.
"""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import pipeline
from pipeline.highlight import STYLES

CSS = (Path(pipeline.__file__).parent / "report" / "style.css").read_text(encoding="utf-8")
SEEN_BY = {
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "others": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
XYZ = np.array(
    ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
)
WHITE = XYZ.sum(axis=1)


def palette(theme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", block)) for block in re.findall(r":root {(.*?)}", CSS, re.S)
    )
    return light if theme == "light" else light | dark


def linear(colour: str) -> np.ndarray:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = np.array([int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    part = XYZ @ np.clip(rgb, 0, 1) / WHITE
    x, y, z = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array((116 * y - 16, 500 * (x - y), 200 * (y - z)))


def apart(one: str, other: str, people: str) -> float:
    first, second = (lab(np.array(SEEN_BY[people]) @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(first - second))


def contrast(one: str, other: str) -> float:
    dark, light = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("people", SEEN_BY)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_and_verdicts_of_the_report_are_told_apart(theme: str, people: str) -> None:
    colours = palette(theme)
    pairs = [*combinations(("per", "org", "loc"), 2), ("right", "wrong"), ("claim", "paper"), ("claim", "target")]
    assert {pair for pair in pairs if apart(colours[pair[0]], colours[pair[1]], people) < 20} == set()


@pytest.mark.parametrize("people", SEEN_BY)
def test_marks_of_the_notebooks_are_told_apart(people: str) -> None:
    tints = {name: re.findall("background: (#[0-9a-f]+)", style)[0] for name, style in STYLES.items()}
    assert {pair for pair in combinations(tints, 2) if apart(tints[pair[0]], tints[pair[1]], people) < 12} == set()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_dark_enough(theme: str) -> None:
    colours = palette(theme)
    texts = [("ink", "paper"), ("ink", "wash"), ("soft", "paper"), ("accent", "paper"), ("on-accent", "accent"),
             ("ink", "claim"), ("ink", "target"), ("paper", "right"), ("paper", "wrong")]  # fmt: skip
    assert {pair for pair in texts if contrast(colours[pair[0]], colours[pair[1]]) < 4.5} == set()
    signs = [(name, "paper") for name in ("per", "org", "loc", "claim-line", "bar")]
    assert {pair for pair in signs if contrast(colours[pair[0]], colours[pair[1]]) < 3} == set()
