"""What the network for items is told of a number: its sentence and those before it, word by word, as whole numbers.

Each feature of a word is one of a few values; `FEATURES` names them in the order of the columns, with how many
values they have. `GIVEN` are those of the number itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.resolve import Known
from pipeline.document import Doc, Mention, Number, Time

Codes = npt.NDArray[np.int16]

POS = ("", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
       "SCONJ", "SYM", "VERB", "X")  # fmt: skip
CASES = ("", "Nom", "Gen", "Dat", "Acc", "Ins", "Loc", "Par", "Voc")
NUMBERS = ("", "Sing", "Plur")
ANIMACY = ("", "Anim", "Inan")
RELATIONS = (
    "", "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "conj", "cop", "csubj", "csubj:pass", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "flat:foreign", "flat:name", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nsubj:pass", "nummod",
    "nummod:entity", "nummod:gov", "obj", "obl", "obl:agent", "orphan", "parataxis", "punct", "root", "vocative",
    "xcomp",
)  # fmt: skip
MENTIONS = ("", "PER", "ORG", "LOC")
KINDS = ("count", "money", "percent", "fraction", "multiple", "measure", "duration", "age", "rank", "score")
COMPARISONS = ("=", "~", ">", ">=", "<", "<=", "range")
CHANGES = ("", "increase", "decrease", "from", "to")
PREPOSITIONS = (
    "", "на", "до", "с", "со", "от", "в", "во", "против", "из", "за", "по", "при", "к", "около", "о", "об", "для",
    "без", "у", "под", "над", "через", "между", "после", "перед", "среди", "благодаря", "включая", "кроме", "ради",
)  # fmt: skip
DISTANCES = (1, 2, 3, 4, 5, 6, 8, 12, 20, 40)  # tokens, up to which each step goes
STEPS = 2 * (len(DISTANCES) + 1) + 1
HIGH, DEEP, FURTHEST = 4, 4, 8  # how far paths in the tree are told apart, up and down, and followed
FEATURES = (
    ("pos", len(POS)), ("case", len(CASES)), ("number", len(NUMBERS)), ("animacy", len(ANIMACY)),
    ("relation", len(RELATIONS)), ("distance of the head", STEPS), ("mention", len(MENTIONS)), ("time", 2),
    ("number kind", len(KINDS) + 2), ("indicator", 2), ("preposition", len(PREPOSITIONS) + 1),
    ("path to the number", (HIGH + 1) * (DEEP + 1) + 2), ("path to the verb", DEEP + 3), ("side", 3), ("stretch", 2),
    ("verb or change", 4), ("sentences before", 4), ("numbers before", 3), ("paragraph", 2), ("distance", STEPS),
)  # fmt: skip
GIVEN = (
    ("kind", len(KINDS)), ("change", len(CHANGES)), ("comparison", len(COMPARISONS)), ("unit", 2),
    ("preposition", len(PREPOSITIONS) + 1), ("bracket", 2), ("per", 2),
)  # fmt: skip
BEFORE = 2  # sentences
LONGEST = 110  # tokens


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `first:last` of a document, `codes` of each by `FEATURES`, and those of the number by `GIVEN`."""

    first: int
    last: int
    codes: Codes
    given: tuple[int, ...]


def window(known: list[Known], index: int, words: Codes) -> Window:
    """Around the number at `index` of those read; `words` are the `word_codes` of the document."""
    here = known[index]
    frame = here.frame
    first, last = _reach(frame)
    own = [_side(frame, first, last), _stretch(frame, first, last), _marked(here, first, last)]
    columns = [
        _paths(frame, first, last), _verb_paths(here, first, last), *own, _sentences(frame, first, last),
        _before(known[max(0, index - 2) : index], first, last), _paragraph(frame, first, last),
        [_step(i - (frame.first if i < frame.first else frame.last - 1)) for i in range(first, last)],
    ]  # fmt: skip
    codes = np.concatenate([words[first:last], np.array(columns, np.int16).T], axis=1)
    return Window(first, last, codes, _given(here))


def word_codes(doc: Doc) -> Codes:
    """The features that a word has whichever number it is looked at from: a row a token."""
    indicators = vocabulary.words("indicators")
    rows = [
        (*_morphology(t.pos, t.feats), _RELATION.get(t.rel, 0), _step(t.head - i) if t.head >= 0 else 0, 0, 0, 0,
         t.lemma in indicators, _preposition(t.norm) if t.pos == "ADP" else 0)
        for i, t in enumerate(doc.tokens)
    ]  # fmt: skip
    codes = np.array(rows, np.int16).reshape(len(doc.tokens), -1)
    for mention in doc.mentions:
        _paint(doc, codes[:, 6], mention, MENTIONS.index(mention.type))
    for time in doc.times:
        _paint(doc, codes[:, 7], time, 1)
    for number in doc.numbers:
        _paint(doc, codes[:, 8], number, 1 + (KINDS.index(number.kind) if number.is_claim else len(KINDS)))
    return codes


def _paint(doc: Doc, column: Codes, span: Mention | Time | Number, value: int) -> None:
    found = doc.token_range(span.start, span.stop)
    column[found.start : found.stop] = value


@lru_cache(maxsize=4096)
def _morphology(pos: str, feats: str) -> tuple[int, int, int, int]:
    known = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    values = ((POS, pos), (CASES, known.get("Case", "")), (NUMBERS, known.get("Number", "")),
              (ANIMACY, known.get("Animacy", "")))  # fmt: skip
    a, b, c, d = (names.index(value) if value in names else 0 for names, value in values)
    return a, b, c, d


_RELATION = {name: i for i, name in enumerate(RELATIONS)}
_PREPOSITION = {name: i for i, name in enumerate(PREPOSITIONS)}


def _preposition(norm: str) -> int:
    return _PREPOSITION.get(norm, len(PREPOSITIONS))


def _step(distance: int) -> int:
    """A signed distance in tokens as one of `STEPS`."""
    if not distance:
        return 0
    size = next((n for n, most in enumerate(DISTANCES, 1) if abs(distance) <= most), len(DISTANCES) + 1)
    return size + (len(DISTANCES) + 1) * (distance < 0)


def _reach(frame: Frame) -> tuple[int, int]:
    """The sentence of the number and those before it, at most `LONGEST` tokens, two thirds of them before it."""
    sentences = frame.doc.sentences
    first, last = sentences[max(0, frame.index - BEFORE)].first, sentences[frame.index].last
    if last - first > LONGEST:
        first = max(first, min(frame.first - LONGEST * 2 // 3, last - LONGEST))
        last = min(last, first + LONGEST)
    return first, last


def _above(frame: Frame) -> dict[int, int]:
    """The number's own head in the tree and what is above it, with how far."""
    tokens = frame.doc.tokens
    outside = [i for i in range(frame.first, frame.last) if not frame.first <= tokens[i].head < frame.last]
    at, found = (outside or [frame.first])[-1], dict[int, int]()
    while at >= 0 and at not in found and len(found) < 12:
        found[at] = len(found)
        at = tokens[at].head
    return found


def _paths(frame: Frame, first: int, last: int) -> list[int]:
    """How each word hangs together with the number: steps up from the number, then down to the word."""
    above, tokens = _above(frame), frame.doc.tokens
    other = (HIGH + 1) * (DEEP + 1) + 1
    codes = [0] * (last - first)
    for i in range(max(first, frame.doc.sentences[frame.index].first), last):
        at, down = i, 0
        while at >= 0 and at not in above and down < FURTHEST:
            at, down = tokens[at].head, down + 1
        codes[i - first] = 1 + min(above[at], HIGH) * (DEEP + 1) + min(down, DEEP) if at in above else other
    return codes


def _verb_paths(here: Known, first: int, last: int) -> list[int]:
    """How far below the number's verb each word is."""
    tokens, codes = here.frame.doc.tokens, [0] * (last - first)
    if here.verb < 0:
        return codes
    for i in range(max(first, here.frame.doc.sentences[here.frame.index].first), last):
        at, down = i, 0
        while at >= 0 and at != here.verb and down < DEEP:
            at, down = tokens[at].head, down + 1
        codes[i - first] = 1 + down if at == here.verb else DEEP + 2
    return codes


def _side(frame: Frame, first: int, last: int) -> list[int]:
    return [(i >= frame.first) + (i >= frame.last) for i in range(first, last)]


def _stretch(frame: Frame, first: int, last: int) -> list[int]:
    return [int(frame.left <= i < frame.right) for i in range(first, last)]


def _marked(here: Known, first: int, last: int) -> list[int]:
    """The verb, the word that says the change."""
    return [(i == here.verb) + 2 * (i == here.word) for i in range(first, last)]


def _sentences(frame: Frame, first: int, last: int) -> list[int]:
    tokens = frame.doc.tokens
    return [min(frame.index - tokens[i].sent, 3) for i in range(first, last)]


def _before(earlier: list[Known], first: int, last: int) -> list[int]:
    """The two numbers before, the nearer one first."""
    codes = [0] * (last - first)
    for order, other in enumerate(reversed(earlier), 1):
        for i in range(max(first, other.frame.first), min(last, other.frame.last)):
            codes[i - first] = order
    return codes


def _paragraph(frame: Frame, first: int, last: int) -> list[int]:
    tokens, sentences = frame.doc.tokens, frame.doc.sentences
    own = sentences[frame.index].paragraph
    return [int(sentences[tokens[i].sent].paragraph == own) for i in range(first, last)]


def _given(here: Known) -> tuple[int, ...]:
    number, frame = here.frame.number, here.frame
    return (
        KINDS.index(number.kind), CHANGES.index(here.change), COMPARISONS.index(number.comparison), bool(number.unit),
        _preposition(frame.preposition), frame.bracket >= 0, bool(number.per),
    )  # fmt: skip
