"""Who answers where neither the title nor the words before the first question name him.

He is addressed in a question, `– Ерлан Маратович, сколько их?`, or named beneath a photograph between two questions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.quotes.cast import PATRONYMICS, Cast
from pipeline.quotes.scene import DASHES, NOBODY, Scene, Voice, lemma

POLITE = frozenset(("господин", "госпожа", "г-н", "г-жа", "мистер", "миссис", "товарищ"))
OPENS = frozenset((".", "!", "?", "…", "...", ":"))
TITLE = 10  # tokens of a caption before the name in it
CAPTION = 30  # tokens from a name beneath a photograph to the dash of the question after it
Questions = list[tuple[int, int]]  # tokens `first:last` of each


def addressed(scene: Scene, cast: Cast, questions: Questions) -> Voice:
    """`– Ерлан Маратович, когда откроют порт?`, `– Господин Ким, вы довольны?`: who is asked; NOBODY if unnamed."""
    for first, last in questions:
        called = (at for at, _ in _people(cast, first, last) if _is_called(scene, at, first))
        if (at := next(called, -1)) >= 0:
            return _by_full_name(cast, cast.voice(at))
    return NOBODY


def captioned(scene: Scene, cast: Cast, questions: Questions) -> Voice:
    """`Тренер «Зари» Олег Ким – Сколько их?`: the name in a line that has run together with a question."""
    for first, last in questions:
        if scene.tokens[first].text in DASHES:
            continue
        heads = (v for at, v in _people(cast, first, min(last, first + TITLE)) if _is_caption(scene, at, first, last))
        if voice := next(heads, None):
            return voice
    return NOBODY


def is_patronymic(voice: Voice) -> bool:
    """`Ерлан Маратович`: of whom the article tells no surname."""
    return voice.name.lower().endswith(PATRONYMICS)


def _people(cast: Cast, first: int, last: int) -> Iterator[tuple[int, Voice]]:
    begin = bisect_left(cast.people, first, key=lambda p: p[0])
    end = bisect_left(cast.people, last, key=lambda p: p[0])
    return iter(cast.people[begin:end])


def _is_called(scene: Scene, at: int, first: int) -> bool:
    """Whether the name at `at` opens its sentence and a comma parts it from the question.

    Of a surname a title has to show it: `Олег Ким, глава порта, доволен?` calls nobody.
    """
    tokens, end = scene.tokens, scene.end_of_mention(at)
    polite = at > first and lemma(tokens[at - 1]) in POLITE
    begin = at - 1 if polite else at
    opens = begin <= first + 1 or tokens[begin - 1].text in OPENS or tokens[begin - 1].text in DASHES
    named = polite or tokens[end - 1].norm.endswith(PATRONYMICS)
    return named and opens and end < len(tokens) and tokens[end].text in (",", "!")


def _by_full_name(cast: Cast, voice: Voice) -> Voice:
    """Who has the name called as a part of a longer one: `Господин Ерлан` of `Ерлан Асанов`."""
    called = set(voice.name.split())
    fuller = (v for _, v in cast.people[:200] if called < set(v.name.split()))
    return next(fuller, voice)


def _is_caption(scene: Scene, at: int, first: int, last: int) -> bool:
    """Whether only a title stands before the name, and no sentence ends between it and the question's dash."""
    end = scene.end_of_mention(at)
    before, after = scene.tokens[first:at], scene.tokens[end : min(last, end + CAPTION)]
    dash = next((n for n, t in enumerate(after) if t.text in DASHES), -1)
    titled = all(t.pos in ("NOUN", "ADJ", "PROPN") or scene.mention[n] for n, t in enumerate(before, first))
    called = scene.is_plainly_nominative(at) and dash >= 0
    return titled and called and all(t.text not in OPENS or t.text == ":" for t in after[:dash])
