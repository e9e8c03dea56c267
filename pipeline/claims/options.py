"""What may be when, or where, a claim holds: times or places that its article names, with what tells them apart.

Each is told in `values`, by the names that `time_options` and `place_options` give their columns; how it lies to a
number is told in whole numbers, by `PAIR`, and where both stand in one sentence in values too, by `TOGETHER`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise

import numpy as np
import numpy.typing as npt

from pipeline.claims.clauses import finite_in
from pipeline.claims.frame import Frame, climb
from pipeline.claims.syntax import DASHES, has_bullet
from pipeline.document import Doc, Mention, Time
from pipeline.frozen import frozen
from pipeline.offsets import starts

Values = tuple[str | int | bool, ...]
Words = tuple[str, str, str]
Codes = npt.NDArray[np.int16]
STEPS = (0, 1, 2, 3, 4, 6, 9, 14, 22, 35, 60)  # up to which each step of a distance goes
TOKENS = (1, 2, 3, 4, 6, 9, 14, 22, 40, 80, 160, 320)
ROUND = len(STEPS) + 1
STEP = np.array([bisect_left(STEPS, size) for size in range(STEPS[-1] + 2)])
PAIR = (
    ("sentences", ROUND), ("paragraphs", ROUND), ("tokens", 2 * len(TOKENS) + 2), ("voice", 2), ("order", ROUND),
    ("between", ROUND), ("after", 2), ("first", 2), ("own", 4), ("likely own", 4), ("later own", 3), ("blocks", ROUND),
    ("last", 2), ("others since", 3), ("in the item", 2), ("taken up", 3),
)  # fmt: skip
TOGETHER = (
    "clause", "sees", "follows", "path", "verb path", "numbers between", "verb between", "commas between",
    "dash between", "bracket between", "stretch", "adjacent", "label",
)  # fmt: skip
HIGH, DEEP, FURTHEST = 4, 4, 8  # how far paths in the tree are told apart, up and down, and followed


@frozen
class Option:
    """A time or a place: tokens `first:last`, in a sentence. What is the same has the same `key`."""

    span: Time | Mention
    key: Hashable
    sentence: int
    first: int
    last: int
    values: Values
    words: Words
    is_likely: bool  # as times and places by which claims hold are named


def step(number: int) -> int:
    """A size as one of `ROUND` steps."""
    return bisect_left(STEPS, number)


def inside(doc: Doc, span: Time | Mention) -> tuple[int, int, int]:
    """The first token of a span, one past its last, and the one that the tree ties to the rest of the sentence."""
    found = doc.token_range(span.start, span.stop)
    top = next((i for i in found if not found.start <= doc.tokens[i].head < found.stop), found.start)
    return found.start, found.stop, min(top, len(doc.tokens) - 1)


def words(doc: Doc, first: int, top: int) -> Words:
    """The lemmas of what a span hangs on, of the token before it, and of its own head."""
    return lemma_at(doc, doc.tokens[top].head), lemma_at(doc, first - 1), lemma_at(doc, top)


def lemma_at(doc: Doc, index: int) -> str:
    return doc.tokens[index].lemma.lower() if 0 <= index < len(doc.tokens) else ""


def together(frame: Frame, verb: int, option: Option, is_label: bool) -> Values:
    """How an option lies to a number in the same `Frame.sentence`, by `TOGETHER`."""
    tokens = frame.doc.tokens
    clause = frame.clause_at(option.span.start)
    is_before = option.span.stop <= frame.number.start
    between = range(option.last, frame.first) if is_before else range(frame.last, option.first)
    texts = [tokens[i].text for i in between]
    return (
        clause == frame.clause, frame.clause.sees(clause), frame.clause.follows(clause),
        _path(frame, option.first), _verb_path(frame, verb, option), _numbers_in(frame.doc, between),
        _has_verb(frame, between), min(2, texts.count(",") + texts.count(";")), not DASHES.isdisjoint(texts),
        "(" in texts or ")" in texts, frame.left <= option.first and option.last <= frame.right, not texts, is_label,
    )  # fmt: skip


def _has_verb(frame: Frame, tokens: range) -> bool:
    """Whether a range of tokens has a finite verb; as far as the sentence is looked at."""
    first = frame.sentence.first
    return any(finite_in(frame.doc, frame.sentence)[max(0, tokens.start - first) : max(0, tokens.stop - first)])


def _numbers_in(doc: Doc, tokens: range) -> int:
    """How many claims begin in a range of tokens, two at the most."""
    if not tokens:
        return 0
    begins = starts(doc.numbers)
    found = range(bisect_left(begins, doc.tokens[tokens.start].start), bisect_left(begins, doc.tokens[tokens[-1]].stop))
    return min(2, sum(doc.numbers[i].is_claim for i in found))


def _path(frame: Frame, index: int) -> str:
    """Steps up the tree from the number, then down to a token; `far` where they meet too far off."""
    ends = frame.above
    at, down = climb(frame.doc.tokens, index, ends, FURTHEST)
    return f"{min(ends[at], HIGH)}/{min(down, DEEP)}" if at in ends else "far"


def _verb_path(frame: Frame, verb: int, option: Option) -> int:
    """How far an option hangs below the number's verb, -1 where it does not."""
    at, down = climb(frame.doc.tokens, option.first, (verb,), DEEP + 1)
    return down if verb >= 0 and at == verb else -1


@dataclass(slots=True)
class Frames:
    """Where the claims of an article stand, and who tells each: voices are numbers, as are those of the options."""

    frames: list[Frame]
    voices: list[int]


def pairs(
    claims: Frames,
    options: Sequence[Option],
    listed: Sequence[Sequence[int]],
    seen: Sequence[int],
    blocks: Sequence[int],
    voices: Sequence[int],
) -> Codes:
    """How the options listed for each claim lie to it, by the first columns of `PAIR`; the others are 0.

    `seen` is how many options there are up to the end of each claim's sentence; `blocks` are of the sentences.
    """
    sizes = [len(near) for near in listed]
    which, option = np.repeat(np.arange(len(sizes)), sizes), np.array([i for near in listed for i in near], np.int64)
    codes = np.zeros((len(which), len(PAIR)), np.int16)
    if not len(which):
        return codes
    here = _places(claims)[:, which]
    named = np.array([(o.sentence, o.first, o.last, o.is_likely) for o in options]).T[:, option]
    paragraphs = np.array([sentence.paragraph for sentence in claims.frames[0].doc.sentences])
    is_own, is_before = here[0] == named[0], named[2] <= here[1]
    own, likely = (np.bincount(which, mask, len(sizes)).astype(np.int64) for mask in (is_own, is_own & (named[3] > 0)))
    so_far = np.cumsum(is_own)
    later = own[which] - np.where(is_own, so_far - (np.cumsum(own) - own)[which], 0)
    distance = np.where(is_before, here[1] - named[2], named[1] - here[2]) + 1
    codes[:, 0] = _steps(here[0] - named[0])
    codes[:, 1] = _steps(paragraphs[here[0]] - paragraphs[named[0]])
    codes[:, 2] = np.searchsorted(TOKENS, distance) + np.where(is_before, 0, len(TOKENS) + 1)
    codes[:, 3] = np.array(voices)[option] == np.array(claims.voices)[which]
    orders = (_orders([options[i].key for i in near]) * len(list(same)) for near, same in groupby(listed))
    codes[:, 4] = _steps(np.array([*chain.from_iterable(orders)]))
    codes[:, 5] = _steps(np.array(seen)[which] - 1 - option)
    codes[:, 6], codes[:, 7] = named[1] >= here[2], option == 0
    codes[:, 8], codes[:, 9], codes[:, 10] = (
        np.minimum(own, 3)[which],
        np.minimum(likely, 3)[which],
        np.minimum(later, 2),
    )
    codes[:, 11] = _steps(np.array(blocks)[here[0]] - np.array(blocks)[named[0]])
    return codes


def _places(claims: Frames) -> npt.NDArray[np.int64]:
    """The sentence, the first token and one past the last one of each claim."""
    return np.array([(frame.index, frame.first, frame.last) for frame in claims.frames]).T


def _steps(sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = STEP[np.minimum(sizes, STEPS[-1] + 1)]
    return found


def _orders(keys: Sequence[Hashable]) -> list[int]:
    """For each key how many others were named since it was last."""
    last = dict[Hashable, int]()
    for key in reversed(keys):
        last.setdefault(key, len(last))
    return [last[key] for key in keys]


def blocks_of(doc: Doc) -> list[int]:
    """The block of each sentence: a paragraph, together with the lines of a list that it leads in."""
    blocks, tokens = list[int](), doc.tokens
    for before, here in pairwise((None, *doc.sentences)):
        if before is None or here is None:
            blocks.append(0)
            continue
        goes_on = has_bullet(doc, here) or tokens[before.last - 1].text in (":", ";")
        blocks.append(blocks[-1] + (before.paragraph != here.paragraph and not goes_on))
    return blocks
