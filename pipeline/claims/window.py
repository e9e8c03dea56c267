"""What the network for items is told of a number: its sentence and those before it, word by word, as whole numbers.

Each feature of a word is one of a few values; `FEATURES` names them in the order of the columns, with how many
values they have. `GIVEN` are those of the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from pipeline import vocabulary
from pipeline.claims.frame import Frame, climb
from pipeline.claims.resolve import Known
from pipeline.document import Doc, Mention, Number, Time, within

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
WORD_FEATURES = 11  # the first of them say what a word is, whichever number it is looked at from
TOLD = (0, 1, 2, 3, 4, 9, 10)  # those of them that a token tells by itself
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
BEFORE = 1  # sentence that is read with the number's own
LONGEST = 80  # tokens


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens `first:last` of a document; `codes` has what the number makes of each, by the later `FEATURES`; `given` is
    what the number itself is, by `GIVEN`."""

    first: int
    last: int
    codes: Codes
    given: tuple[int, ...]


def windows(known: Sequence[Known], indexes: Sequence[int]) -> list[Window]:
    """Around the numbers at some indexes of those read, of one document."""
    found = [known[i] for i in indexes]
    reaches = [_reach(here.frame) for here in found]
    codes = _number_codes(known, indexes, reaches)
    ends = [*accumulate(last - first for first, last in reaches)]
    return [
        Window(first, last, codes[end - (last - first) : end], _given(here))
        for here, (first, last), end in zip(found, reaches, ends, strict=True)
    ]


def _number_codes(known: Sequence[Known], indexes: Sequence[int], reaches: Sequence[tuple[int, int]]) -> Codes:
    """What each number makes of the tokens in its reach, by the later `FEATURES`: a row for each, number after number.

    All at once, since arrays of a few dozen tokens cost more to make than to fill.
    """
    bounds = [(last, *_bounds(known, i)) for i, (_, last) in zip(indexes, reaches, strict=True)]
    sizes = [last - first for first, last in reaches]
    ends, *told = np.repeat(np.array(bounds), sizes, 0).T
    places = np.arange(len(ends)) + ends - np.repeat(np.cumsum(sizes), sizes)
    first, last, left, right, verb, word, begin, goes_on, one_first, one_last, two_first, two_last = told
    is_own = places >= begin
    paths = [_paths(known[i].frame, *reach) for i, reach in zip(indexes, reaches, strict=True)]
    verb_paths = [_verb_paths(known[i], *reach) for i, reach in zip(indexes, reaches, strict=True)]
    codes = np.empty((len(places), len(FEATURES) - WORD_FEATURES), np.int16)
    codes[:, 0], codes[:, 1] = [*chain.from_iterable(paths)], [*chain.from_iterable(verb_paths)]
    codes[:, 2] = 1 * (places >= first) + (places >= last)
    codes[:, 3] = (places >= left) & (places < right)
    codes[:, 4] = (places == verb) + 2 * (places == word)
    codes[:, 5] = ~is_own
    codes[:, 6] = (places >= one_first) & (places < one_last)
    codes[(places >= two_first) & (places < two_last), 6] = 2
    codes[:, 7] = is_own | (goes_on > 0)
    codes[:, 8] = _steps(places - np.where(places < first, first, last - 1))
    return codes


def _bounds(known: Sequence[Known], index: int) -> tuple[int, ...]:
    """Of a number: its tokens, its stretch, its verb and word of change, where its sentence begins, whether the one
    before is of its paragraph; the tokens of the number before and of the one before that."""
    here, frame = known[index], known[index].frame
    sentences = frame.doc.sentences
    own, before = sentences[frame.index], sentences[max(0, frame.index - BEFORE)]
    earlier = [(other.frame.first, other.frame.last) for other in reversed(known[max(0, index - 2) : index])]
    one, other, *_ = *earlier, (0, 0), (0, 0)
    return (
        frame.first, frame.last, frame.left, frame.right, here.verb, here.word, own.first,
        int(own.paragraph == before.paragraph), *one, *other,
    )  # fmt: skip


def word_codes(doc: Doc, places: Sequence[int]) -> Codes:
    """The features that a word has whichever number it is looked at from: a row for each of some tokens, in order."""
    indicators, tokens = vocabulary.words("indicators"), [doc.tokens[i] for i in places]
    rows = [
        (*_grammar(t.pos, t.feats, t.rel), t.lemma in indicators, _preposition(t.norm) if t.pos == "ADP" else 0)
        for t in tokens
    ]
    codes = np.empty((len(rows), WORD_FEATURES), np.int16)
    told = np.fromiter(chain.from_iterable(rows), np.int16, len(rows) * len(TOLD)).reshape(len(rows), len(TOLD))
    codes[:, TOLD] = told
    heads, at = np.array([t.head for t in tokens]), np.array(places)
    codes[:, 5] = np.where(heads < 0, 0, _steps(heads - at))
    codes[:, 6:9] = _spans(doc, places[0], places[-1] + 1).take(at - places[0], 1).T
    return codes


def _spans(doc: Doc, first: int, last: int) -> Codes:
    """The mention, the time and the number that each of tokens `first:last` is part of."""
    codes = np.zeros((3, last - first), np.int16)
    start, stop = doc.tokens[first].start, doc.tokens[last - 1].stop
    told: tuple[list[tuple[Mention | Time | Number, int]], ...] = (
        [(mention, MENTIONS.index(mention.type)) for mention in within(doc.mentions, start, stop)],
        [(time, 1) for time in within(doc.times, start, stop)],
        [(number, 1 + _KIND.get(number.kind, len(KINDS))) for number in within(doc.numbers, start, stop)],
    )
    for row, spans in zip(codes, told, strict=True):
        for span, value in spans:
            found = doc.token_range(span.start, span.stop)
            row[max(0, found.start - first) : found.stop - first] = value
    return codes


@lru_cache(maxsize=4096)
def _grammar(pos: str, feats: str, rel: str) -> tuple[int, int, int, int, int]:
    known = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    values = ((POS, pos), (CASES, known.get("Case", "")), (NUMBERS, known.get("Number", "")),
              (ANIMACY, known.get("Animacy", "")))  # fmt: skip
    a, b, c, d = (names.index(value) if value in names else 0 for names, value in values)
    return a, b, c, d, _RELATION.get(rel, 0)


_RELATION = {name: i for i, name in enumerate(RELATIONS)}
_KIND: dict[str, int] = {name: i for i, name in enumerate(KINDS)}
_PREPOSITION = {name: i for i, name in enumerate(PREPOSITIONS)}


def _preposition(norm: str) -> int:
    return _PREPOSITION.get(norm, len(PREPOSITIONS))


def _steps(distances: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Signed distances in tokens as one of `STEPS` each."""
    sizes = 1 + np.searchsorted(DISTANCES, np.abs(distances))
    found: npt.NDArray[np.int64] = np.where(distances == 0, 0, sizes + (len(DISTANCES) + 1) * (distances < 0))
    return found


def _reach(frame: Frame) -> tuple[int, int]:
    """The sentence of the number and those before it, at most `LONGEST` tokens, two thirds of them before it."""
    sentences = frame.doc.sentences
    first, last = sentences[max(0, frame.index - BEFORE)].first, sentences[frame.index].last
    if last - first > LONGEST:
        first = max(first, min(frame.first - LONGEST * 2 // 3, last - LONGEST))
        last = min(last, first + LONGEST)
    return first, last


def _paths(frame: Frame, first: int, last: int) -> list[int]:
    """How each word hangs together with the number: steps up from the number, then down to the word."""
    ends, tokens = frame.above, frame.doc.tokens
    other = (HIGH + 1) * (DEEP + 1) + 1
    codes = [0] * (last - first)
    for i in range(max(first, frame.doc.sentences[frame.index].first), last):
        at, down = climb(tokens, i, ends, FURTHEST)
        codes[i - first] = 1 + min(ends[at], HIGH) * (DEEP + 1) + min(down, DEEP) if at in ends else other
    return codes


def _verb_paths(here: Known, first: int, last: int) -> list[int]:
    """How far below the number's verb each word is."""
    tokens, codes = here.frame.doc.tokens, [0] * (last - first)
    if here.verb < 0:
        return codes
    for i in range(max(first, here.frame.doc.sentences[here.frame.index].first), last):
        at, down = climb(tokens, i, (here.verb,), DEEP)
        codes[i - first] = 1 + down if at == here.verb else DEEP + 2
    return codes


def _given(here: Known) -> tuple[int, ...]:
    number, frame = here.frame.number, here.frame
    return (
        KINDS.index(number.kind), CHANGES.index(here.change), COMPARISONS.index(number.comparison),
        int(bool(number.unit)), _preposition(frame.preposition), int(frame.bracket >= 0), int(bool(number.per)),
    )  # fmt: skip
