"""Interviews: `– Когда откроют завод? – В мае. – А порт? – Осенью.`: what is asked, what is answered, and by whom.

An article is one if its answers, dashes after a question mark, are several. An answer goes on up to the next question,
which begins at its own dash or with its sentence; who asks has no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.lookup import lookup
from pipeline.quotes.cast import Cast
from pipeline.quotes.scene import DASHES, NOBODY, Scene, Voice

FEWEST = 3  # answers of an interview
ENDS = frozenset((".", "!", "?", "…", "..."))
INTRODUCED = 60  # tokens before the first question in which the one who answers is named


def turns(scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """Tokens `first:last` of each question and answer in order, and whether it is an answer."""
    answers = [i for i in lookup(scene.doc).with_norms(DASHES) if _answers(scene, i)]
    if len(answers) < FEWEST:
        return
    starts = [_question(scene, at, before) for before, at in pairwise((-1, *answers))]
    ends = [*starts[1:], _end_of_paragraph(scene, answers[-1])]
    for start, at, end in zip(starts, answers, ends, strict=True):
        yield start, at, False
        yield at + 1, end, True


def _answers(scene: Scene, dash: int) -> bool:
    """`…? – Ответ.`; a verb begins the author's words or a request: `…? – Расскажите о заводе.`"""
    following = scene.tokens[dash + 1 : dash + 2]
    asked = dash > 0 and scene.tokens[dash - 1].text == "?"
    return asked and bool(following) and following[0].text[:1].isupper() and following[0].pos != "VERB"


def _question(scene: Scene, answer: int, before: int) -> int:
    """First token of the question before the dash at `answer`; the last answer's dash is at `before`."""
    first = scene.doc.sentences[scene.tokens[answer - 1].sent].first
    paragraph = scene.paragraph[answer - 1]
    for i in range(answer - 1, before + 1, -1):
        if scene.paragraph[i] != paragraph:
            return i + 1
        if scene.tokens[i].text in DASHES and scene.tokens[i - 1].text in ENDS:
            return i
    return max(first, before + 1)


def _end_of_paragraph(scene: Scene, i: int) -> int:
    return next(last for first, last in scene.paragraphs if first <= i < last)


def interviewee(scene: Scene, cast: Cast, question: int) -> Voice:
    """Who answers: of the people named last before the first question the one who has been heard, else the last."""
    near = [voice for at, voice in cast.people if question - INTRODUCED <= at < question]
    heard = [voice for _, voice in cast.said if voice in near]
    return heard[-1] if heard else near[-1] if near else NOBODY
