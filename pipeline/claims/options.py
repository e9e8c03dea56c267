"""What may be when, or where, a claim holds: times or places that its article names, with what tells them apart.

Each is told in `values`, by the names that `time_options` and `place_options` give their columns; how it lies to a
number is told in whole numbers, by `PAIR`, and where both stand in one sentence in values too, by `TOGETHER`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

import numpy as np
import numpy.typing as npt

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
STEPPED = (0, 1, 11, 4, 5)  # columns of `PAIR`: sentences, paragraphs, blocks, order, between
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
    clause = frame.clause_at(option.first)
    is_before = option.span.stop <= frame.number.start
    between = range(option.last, frame.first) if is_before else range(frame.last, option.first)
    texts = [tokens[i].text for i in between]
    return (
        clause == frame.clause, frame.clause.sees(clause), frame.clause.follows(clause),
        _path(frame, option.first), _verb_path(frame, verb, option), _numbers_in(frame.doc, between),
        frame.has_finite(between.start, between.stop), min(2, texts.count(",") + texts.count(";")),
        not DASHES.isdisjoint(texts), "(" in texts or ")" in texts,
        frame.left <= option.first and option.last <= frame.right, not texts, is_label,
    )  # fmt: skip


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


Where = npt.NDArray[np.int64]  # 6 x claims or options, see `where`


def where(doc: Doc, blocks: Sequence[int], tokens: Iterable[tuple[int, int, int]], voices: Iterable[int]) -> Where:
    """Of some claims or options the sentence, its paragraph and block, the first token, one past the last, the voice.

    `tokens` has the sentence and the tokens of each, `voices` who tells it, as a number; `blocks` are of the sentences.
    """
    sentences = doc.sentences
    return np.array([
        (sentence, sentences[sentence].paragraph, blocks[sentence], first, last, voice)
        for (sentence, first, last), voice in zip(tokens, voices, strict=True)
    ]).T  # fmt: skip


def pairs(
    claims: Where, places: Where, options: Sequence[Option], listed: Sequence[Sequence[int]], seen: Sequence[int]
) -> Codes:
    """How the options listed for each claim, which are at `places`, lie to it, by the first columns of `PAIR`; the
    others are 0.

    `seen` is how many options there are up to the end of each claim's sentence.
    """
    sizes = [*map(len, listed)]
    which, option = np.repeat(np.arange(len(sizes)), sizes), np.array([*chain.from_iterable(listed)], np.int64)
    codes = np.zeros((len(which), len(PAIR)), np.int16)
    if not len(which):
        return codes
    here, named = claims[:, which], places[:, option]
    is_own, is_before = here[0] == named[0], named[4] <= here[3]
    is_likely = np.array([o.is_likely for o in options])[option]
    own, likely = (np.bincount(which, mask, len(sizes)).astype(np.int64) for mask in (is_own, is_own & is_likely))
    so_far = np.cumsum(is_own)
    later = own[which] - np.where(is_own, so_far - (np.cumsum(own) - own)[which], 0)
    distance = np.where(is_before, here[3] - named[4], named[3] - here[4]) + 1
    far = np.empty((len(STEPPED), len(which)), np.int64)
    far[:3] = here[:3] - named[:3]
    far[3] = [*chain.from_iterable(_all_orders(options, listed))]
    far[4] = np.array(seen)[which] - 1 - option
    codes[:, STEPPED] = STEP[np.minimum(far, STEPS[-1] + 1)].T
    codes[:, 2] = np.searchsorted(TOKENS, distance) + np.where(is_before, 0, len(TOKENS) + 1)
    codes[:, 3] = named[5] == here[5]
    codes[:, 6], codes[:, 7] = named[3] >= here[4], option == 0
    codes[:, 8], codes[:, 9] = np.minimum(own, 3)[which], np.minimum(likely, 3)[which]
    codes[:, 10] = np.minimum(later, 2)
    return codes


def _all_orders(options: Sequence[Option], listed: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The order of each option listed for each claim; many claims have the same options."""
    for near, same in groupby(listed):
        yield _orders([options[i].key for i in near]) * len(list(same))


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
