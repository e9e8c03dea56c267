"""Levels that a verb says are reached: `достиг 37`, `дошёл до отметки в 5 метров`."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import verb_lemma

BRINGING = frozenset(("довести", "доводить"))  # выпуск доведут до 60 тысяч
DRAWING = frozenset(("добрать", "добраться", "дотянуть", "дойти", "довести", "дорасти"))
COMING = frozenset(("выйти", "выходить"))  # вышла на уровень в 5 тонн
REACHING = frozenset(("достигнуть", "достичь", "достигать", "дойти", "доходить"))
MARKS = frozenset(
    ("отметки", "уровня", "значения", "показателя", "рубежа", "отметку", "уровень", "максимума", "минимума")
)


def reaches(frame: Frame, verb: int) -> bool:
    """`достиг 37`; not the number of a place or a time on the way."""
    if abs(frame.first - verb) > 8:
        return False
    word, up_to = verb_lemma(frame.doc.tokens[verb]), frame.preposition == "до" and frame.number.kind != "age"
    if verb > frame.first:
        return up_to and word in DRAWING  # до триллиона мы тоже доберём
    if any(t.norm == "включая" for t in frame.doc.tokens[verb : frame.first]):
        return False  # достиг 3 млн, включая 1 млн
    plain = word in REACHING and frame.preposition in ("", "до", "за")
    plain = plain or (word in BRINGING and up_to)
    return plain or (word in REACHING | COMING and to_mark(frame))


def to_mark(frame: Frame) -> bool:
    """`дошёл до отметки в [5 метров]`, `достиг уровня в [5 метров]`."""
    tokens, i = frame.doc.tokens, frame.first
    while i > frame.left and tokens[i].norm != "в":
        i -= 1
    if frame.preposition == "в":
        return i > frame.left and tokens[i - 1].norm in MARKS
    before = [t.norm for t in tokens[max(frame.left, frame.first - 2) : frame.first]]
    return len(before) == 2 and before[0] in ("ниже", "выше", "до") and before[1] in MARKS  # упал ниже отметки 5 тонн
