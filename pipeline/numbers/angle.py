"""Degrees that are no temperature: `развернулся на 180 градусов`, `в формате 360 градусов`, `78 градусов широты`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.numbers.scan import Scan
from pipeline.numbers.unit import Unit

REACH, WARMTH = 7, 14  # tokens
TURNS = (
    "угол", "угл", "разверн", "развор", "поверн", "поворот", "повора", "наклон", "обзор", "формат", "панорам", "вращ",
    "крен", "широт", "долгот", "азимут", "склон",
)  # fmt: skip
WARM = ("температур", "тепл", "мороз", "жар", "холод", "цельси", "нагре", "выше", "ниже", "воздух")


def as_angle(scan: Scan, unit: Unit | None) -> Unit | None:
    """The unit, degrees as an angle where words beside them speak of one and none of warmth."""
    if unit is None or unit.name != "degC" or not scan.norm(unit.first).startswith(("градус", "°")):
        return unit
    warm = unit.last - unit.first > 1 or _speaks_of(scan, unit, WARM, WARMTH)
    return replace(unit, name="degree") if not warm and _speaks_of(scan, unit, TURNS, REACH) else unit


def _speaks_of(scan: Scan, unit: Unit, stems: tuple[str, ...], reach: int) -> bool:
    near = range(max(0, unit.first - reach), min(len(scan.tokens), unit.last + reach))
    return any(scan.norm(i).startswith(stems) and scan.same_sentence(i, unit.first - 1) for i in near)
