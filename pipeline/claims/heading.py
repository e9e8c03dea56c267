"""The change that the line over a list says for each of its lines."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.lists import lead
from pipeline.claims.syntax import DASHES, is_finite, outside_brackets
from pipeline.document import Change
from pipeline.numbers.change import direction

LONGEST = 30  # tokens of a heading
SIZED = frozenset(("percent", "multiple", "money", "measure", "count"))


def headed(frame: Frame, verb: int) -> Change:
    """`Повышение тарифов: – вода – на [12%] (до 2 тенге)`: a label in a list whose leading line says the change."""
    dash = frame.left - 1
    if verb >= 0 or dash <= frame.sentence.first or frame.doc.tokens[dash].text not in DASHES:
        return ""
    if frame.preposition not in ("на", "до") or frame.first - frame.left > 2 or frame.number.kind not in SIZED:
        return ""
    said = _said(frame)
    if len(said) != 1:
        return ""
    return "to" if frame.preposition == "до" else "increase" if "increase" in said else "decrease"


def aside(frame: Frame) -> Change:
    """`Прибыль сократилась впервые за год (на [8%])`: the size of what the verb before the brackets says."""
    tokens, at = frame.doc.tokens, frame.bracket
    if at < 0 or frame.preposition != "на" or frame.first - at > 2 or frame.number.kind not in SIZED:
        return ""
    outside = list(outside_brackets(frame.doc, range(max(frame.sentence.first, at - LONGEST), at)))
    verb = next((i for i in reversed(outside) if is_finite(tokens[i])), -1)
    said = direction(tokens[verb].norm) if verb >= 0 else ""
    return "increase" if said == "increase" else "decrease" if said == "decrease" else ""


def _said(frame: Frame) -> set[str]:
    """The directions of the words of change in the leading line."""
    at = lead(frame)
    if not 0 <= at < frame.index:
        return set()
    sentence = frame.doc.sentences[at]
    line = frame.doc.tokens[max(sentence.first, sentence.last - LONGEST) : sentence.last]
    return {direction(t.norm) for t in line if t.text.isalpha()} & {"increase", "decrease"}
