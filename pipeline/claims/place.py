"""Where a claim holds, by its own sentence: the place of its clause, else of the clauses before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from pipeline.claims.frame import Frame
from pipeline.claims.place_rank import AWAY, HERE, IN, preposition
from pipeline.claims.syntax import DASHES, covering
from pipeline.document import Doc, Mention, Sentence
from pipeline.offsets import starts

WORLD = frozenset(("мир", "планета", "земля"))
OTHERS = frozenset(("другой", "остальной", "прочий", "иной"))
AFTER = 10  # characters by which a place after the number counts farther


def where(frame: Frame, ranked: Mapping[int, int]) -> Mention | None:
    """The place that the sentence gives for the number, None where it gives none; `ranked` are the ranks of all."""
    free = [m for m in named(frame.doc, frame.sentence) if _is_free(frame, m)]
    inside = [m for m in free if ranked[m.start] < AWAY and frame.clause.sees(frame.clause_at(m.start))]
    if label := _label(frame, free, ranked):
        return label
    if frame.bracket >= 0:
        before = [m for m in inside if m.stop <= frame.doc.tokens[frame.bracket].start]
        return before[-1] if before else None
    return min(inside, key=lambda m: (ranked[m.start], *_order(frame, m), _gap(frame, m)), default=None)


def _is_free(frame: Frame, mention: Mention) -> bool:
    """Not within brackets of its own, nor in a list after a colon behind the number: `пять стран: [Дания], …`."""
    tokens, at = frame.doc.tokens, frame.doc.token_at(mention.start)
    if mention.start >= frame.number.stop:
        return not any(t.text in "(:" for t in tokens[frame.last : at]) and not _of_other(frame, at)
    opened = [t.text for t in tokens[frame.sentence.first : at] if t.text in "()"]
    own = frame.bracket if frame.bracket > at else frame.first
    closed = next((t.text for t in tokens[at:own] if t.text in "()"), "")  # (участники событий [в Актау]) – 45 МРП
    return closed != ")" and (frame.bracket >= 0 or not opened or opened[-1] == ")")


def _of_other(frame: Frame, at: int) -> bool:
    """`10 лодок получит село, 20 – для [Уральска]`: behind a number after this one, and a dash."""
    tokens = frame.doc.tokens
    dash = at - 1 - (tokens[at - 1].pos == "ADP")
    if dash <= frame.last or tokens[dash].text not in DASHES:
        return False
    found = covering(frame.doc.numbers, tokens[dash - 1].start)
    return found >= 0 and frame.doc.numbers[found].start > frame.number.start


def _label(frame: Frame, places: list[Mention], ranked: Mapping[int, int]) -> Mention | None:
    """`[Астана] – 102 тенге, [Алматы] – 98`: the place right before the dash that the number stands behind."""
    dashed = frame.last < frame.sentence.last and frame.doc.tokens[frame.last].text in DASHES  # из них 5 – [в Актау]
    after = frame.last + 1 + dashed  # 3 млн [на Украине] и 2 млн в России
    if after < frame.sentence.last and frame.doc.tokens[after - 1].pos == "ADP":
        behind = next((m for m in places if m.start == frame.doc.tokens[after].start), None)
        if behind and ranked[behind.start] == HERE:
            return behind
    dash = frame.left - 1
    if frame.left != frame.first or dash <= frame.sentence.first or frame.doc.tokens[dash].text not in DASHES:
        return None
    label = next((m for m in places if m.stop == frame.doc.tokens[dash - 1].stop), None)
    return label if label and (ranked[label.start] < AWAY or _stands_alone(frame.doc, label)) else None


def _stands_alone(doc: Doc, label: Mention) -> bool:
    """`(из [Актау] – 120, [Хромтау] – 90)`: nothing but a preposition before it."""
    i = doc.token_at(label.start) - 1
    i -= i > 0 and doc.tokens[i].pos == "ADP"
    return i < 0 or doc.tokens[i].pos == "PUNCT" or doc.tokens[i].sent != doc.tokens[i + 1].sent


def named(doc: Doc, sentence: Sentence) -> list[Mention]:
    """The places that a sentence names."""
    begins = starts(doc.mentions)
    first, last = bisect_left(begins, sentence.start), bisect_left(begins, sentence.stop)
    return [m for m in doc.mentions[first:last] if m.type == "LOC"]


def _order(frame: Frame, mention: Mention) -> tuple[bool, bool, bool]:
    """The clause of the number comes first, then its stretch, then what stands before it."""
    own = frame.clause_at(mention.start) == frame.clause
    same = _same_stretch(frame, mention)
    return not own, not same, not same and mention.start >= frame.number.stop


def _same_stretch(frame: Frame, mention: Mention) -> bool:
    tokens = frame.doc.tokens
    return tokens[frame.left].start <= mention.start and mention.stop <= tokens[frame.right - 1].stop


def _gap(frame: Frame, mention: Mention) -> int:
    if mention.stop <= frame.number.start:
        return frame.number.start - mention.stop
    return mention.start - frame.number.stop + AFTER


def elsewhere(frame: Frame) -> bool:
    """`в других регионах – 182 тенге`, `в остальных случаях`, `в мире`: no place that is named holds for the number."""
    tokens = frame.doc.tokens
    start = frame.stretch_start(frame.left - 1 if frame.left == frame.first else frame.left)
    others = [i for i in range(start, frame.first) if tokens[i].lemma in OTHERS]
    others += [i for i in range(frame.sentence.first, frame.first) if tokens[i].lemma in WORLD]
    return any(preposition(frame.doc, i) in IN for i in others)


def of_others(doc: Doc, index: int) -> bool:
    """`в других [регионах]`: anywhere but in the place named before."""
    return index > 0 and doc.tokens[index - 1].lemma in OTHERS
