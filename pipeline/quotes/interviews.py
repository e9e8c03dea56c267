"""Interviews: `– Когда откроют завод? – В мае. – А порт? – Осенью.`: what is asked, what is answered, and by whom.

An article is one if its answers, dashes or paragraphs after a question mark, are several. An answer goes on up to the
next question, which begins at its own dash or with its sentence; who asks has no name. Where dashes between two answers
show a question that has no mark, `– Опишите порт. – Он мал. – Кто его строил? – Мы.`, the two take turns.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipeline.lookup import lookup
from pipeline.morph import parses
from pipeline.quotes.bodies import UNNAMED
from pipeline.quotes.cast import Cast
from pipeline.quotes.interviewees import addressed, captioned, is_patronymic
from pipeline.quotes.marks import MARKS
from pipeline.quotes.scene import DASHES, Scene, Voice, lemma
from pipeline.quotes.teasers import since, teasers

if TYPE_CHECKING:
    from pymorphy3.tagset import OpencorporaTag

FEWEST = 3  # answers of an interview, or one less where many turns show it
TURNS = 6
OURS = frozenset(("я", "мы", "мой", "наш"))
YOURS = frozenset(("вы", "ваш"))
OWN = OURS | YOURS
ENDS = frozenset((".", "!", "?", "…", "..."))
INTRODUCED = 60  # tokens before the first question in which the one who answers is named
TALKED = 12  # tokens after `пообщался` in which with whom
TALKS = frozenset(("пообщаться", "побеседовать", "поговорить", "связаться", "встретиться", "беседа", "интервью"))
ENDING = 2  # letters that a case may add to a surname
PROPER = frozenset(("Surn", "Geox"))
NAMES = frozenset(("Surn", "Name", "Patr"))
_QUOTED = re.compile(r"«[^»]*(?:»|$)")
_WORD = r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:-[А-ЯЁ][а-яё]+)?"
_WITH = re.compile(rf"интервью (?:{_WORD} )?со? ((?:{_WORD} )*{_WORD})$")
_SPEAKS = re.compile(
    rf"((?:{_WORD} )*{_WORD})"
    r"(?: [—–-] | об? | про | в интервью| рассказал| дала? | подв[её]л| ответил| прокомментировал)"
)


def turns(scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """Tokens `first:last` of each question and answer in order, and whether it is an answer."""
    dashes = [i for i in lookup(scene.doc).with_norms(DASHES) if scene.tokens[i].text in DASHES]
    marks = [i for i in dashes if _parts(scene, i)]
    answers = sorted({*(i for i in dashes if _answers(scene, i)), *_undashed(scene, marks)})
    if len(answers) < (FEWEST if len(marks) < TURNS else FEWEST - 1):
        return
    starts = [_question(scene, at, before) for before, at in pairwise((-1, *answers))]
    leads = (_lead(scene, start, answer) for answer, start in zip(answers, starts[1:], strict=False))
    ends = [*leads, _end_of_paragraph(scene, answers[-1] + 1)]
    for start, at, end in zip(starts, answers, ends, strict=True):
        yield start, at, False
        yield from _in_turn(at, end, marks[bisect_right(marks, at) : bisect_left(marks, end)])


def _in_turn(at: int, end: int, marks: list[int]) -> Iterator[tuple[int, int, bool]]:
    """The answer at `at`, and where two dashes part each of several turns, what is asked and answered in it."""
    if len(marks) % 2 or not marks:
        yield at + 1, end, True
        return
    yield at + 1, marks[0], True
    for asked, answered, stop in zip(marks[::2], marks[1::2], [*marks[2::2], end], strict=True):
        yield asked, answered, False
        yield answered + 1, stop, True


def _parts(scene: Scene, dash: int) -> bool:
    """Whether somebody else may begin to speak at a dash: `…. – Сколько их?`."""
    after = scene.tokens[dash + 1].text[:1] if dash + 1 < len(scene.tokens) else ""
    return (dash == 0 or scene.tokens[dash - 1].text in ENDS) and (after.isupper() or after in MARKS)


def _undashed(scene: Scene, marks: list[int]) -> Iterator[int]:
    """The marks of questions that an answer without a dash follows in a new paragraph: `– Сколько их?¶Их много.`"""
    for (first, last), (_, end) in pairwise(scene.paragraphs):
        if scene.tokens[last - 1].text != "?" or scene.tokens[last].text in DASHES or scene.tokens[last].text in MARKS:
            continue
        n = bisect_left(marks, last)
        dashed = n > 0 and marks[n - 1] >= first
        if not _answers(scene, marks[n - 1]) if dashed else _is_put(scene, first, last, end):
            yield last - 1


def _is_put(scene: Scene, first: int, last: int, end: int) -> bool:
    """`Что вы строите?¶Мы строим порт.`: a paragraph asks somebody, and the one after it speaks of himself."""
    asked = any(lemma(t) in YOURS or t.feat("Person") == "2" for t in scene.tokens[first:last])
    return asked and any(lemma(t) in OURS or t.feat("Person") == "1" for t in scene.tokens[last:end])


def sections(scene: Scene) -> list[tuple[int, int]]:
    """Of each interview of an article: where the words that introduce who answers begin, and its first question."""
    found = list(turns(scene))
    further = [(end, question) for (_, end, _), (question, _, _) in zip(found[1::2], found[2::2], strict=False)]
    return [(0, found[0][0]), *(section for section in further if section[0] < section[1])]


def _lead(scene: Scene, question: int, answer: int) -> int:
    """`¶[Затем вышел тренер Ким. Он рассказал о травмах.] – Кто болен?`: where that begins, else the question."""
    first = next((first for first, last in scene.paragraphs if first <= question < last), question)
    if not answer < first < question or scene.tokens[question].text not in DASHES:
        return question
    apart = scene.tokens[first].text in DASHES or scene.tokens[first - 1].text in DASHES
    if apart or not _is_authors(scene, range(first, question)):
        return question
    return question if since(teasers(scene.doc), scene.tokens[first].start) >= 0 else first


def _is_authors(scene: Scene, lead: range) -> bool:
    """Whether the author tells in these tokens of somebody who talks, and nobody of himself."""
    tokens = [scene.tokens[i] for i in lead]
    if any(lemma(t) in OWN or t.feat("Person") in ("1", "2") for t in tokens):
        return False
    named = any((m := scene.mention[i]) and m.type == "PER" and scene.is_plainly_nominative(i) for i in lead)
    told = any(i in scene.speech and scene.tokens[i].feat("Tense") == "Past" for i in lead)
    return named and (told or any(lemma(t) in TALKS for t in tokens))


def _answers(scene: Scene, dash: int) -> bool:
    """`…? – Ответ.`; an imperative begins a request: `…? – Расскажите`."""
    following = scene.tokens[dash + 1 : dash + 2]
    asked = dash > 0 and scene.tokens[dash - 1].text == "?"
    if not asked or not following or not following[0].text[:1].isupper():
        return False
    together = following[0].feat("Mood") == "Imp" and following[0].norm.endswith("м")  # Начнём с того
    return following[0].feat("Mood") != "Imp" or together


def _question(scene: Scene, answer: int, before: int) -> int:
    """First token of the question before the dash at `answer`; the last answer's dash is at `before`."""
    first = scene.doc.sentences[scene.tokens[answer - 1].sent].first
    paragraph = scene.paragraph[answer - 1]
    for i in range(answer - 1, before, -1):
        if scene.paragraph[i] != paragraph:
            return i + 1
        if scene.tokens[i].text in DASHES and (i == 0 or scene.tokens[i - 1].text in ENDS):
            return i
    return max(first, before + 1)


def _end_of_paragraph(scene: Scene, i: int) -> int:
    return next(last for first, last in scene.paragraphs if first <= i < last)


def interviewee(scene: Scene, cast: Cast, question: int) -> Voice:
    """Who answers: who is named in the title; who is addressed by name; of the people named last before the first
    question the one who has been heard or talked to, else the last."""
    if entitled := _in_title(scene, cast):
        return entitled
    asked = [(first, last) for first, last, answer in turns(scene) if not answer]
    called = addressed(scene, cast, asked)
    if called.entity_id and not is_patronymic(called):
        return called
    return _before(scene, cast, question) or (called if called.entity_id else captioned(scene, cast, asked))


def _before(scene: Scene, cast: Cast, question: int) -> Voice | None:
    """Whom the words before the first question name."""
    near = [(at, voice) for at, voice in cast.people if question - INTRODUCED <= at < question]
    voices = {voice for _, voice in near}
    heard = [voice for _, voice in cast.said if voice in voices]
    if found := _talked_to(cast, question) or (heard[-1] if heard else None):
        return found
    dashed = scene.tokens[question].text in DASHES  # else a question may have begun before, with whom it is about
    named = [v for at, v in near if dashed or scene.paragraph[at] < scene.paragraph[question]]
    about = [v for v in named if not _is_told_of(scene, v)]
    return next(reversed(about), None)


def _is_told_of(scene: Scene, voice: Voice) -> bool:
    """`Следователь рассказал, как нашёл Кимова`: whom the title has in another case only."""
    title = _QUOTED.sub("", scene.doc.article.title or "").lower()
    surname = voice.name.split()[-1].lower()
    forms = [word for word in re.findall(r"[\w-]+", title) if _is_form(word, surname)]
    return bool(forms) and surname not in forms


def introduced(scene: Scene, cast: Cast, lead: int, question: int) -> Voice | None:
    """Who answers after words that introduce a further interview: who is talked to or heard in them, else named."""
    if talked := _talked_to(cast, question):
        return talked
    heard = [voice for at, voice in cast.said[-20:] if lead <= at < question and voice.type == "PER"]
    named = [v for at, v in cast.people if lead <= at < question and scene.is_plainly_nominative(at)]
    return next(iter((*heard[-1:], *named)), None)


def _in_title(scene: Scene, cast: Cast) -> Voice | None:
    """`«Будем строить»: министр Ким о планах`: the person of the article with that surname, else the name alone."""
    title = _QUOTED.sub("", scene.doc.article.title or "")
    if partner := _WITH.search(title):
        return _partner(cast, partner[1].split()[-1])
    speaking = (found for found in _SPEAKS.finditer(title) if _leads(title[: found.start()], found[1].split()[-1]))
    name = next((name for found in speaking if (name := _person(found[1]))), "")
    if not name:
        return None
    surname = name.split()[-1].lower()
    return next(
        (v for _, v in cast.people if _is_form(v.name.split()[-1].lower(), surname)), Voice(UNNAMED + name, name, "PER")
    )


def _leads(before: str, surname: str) -> bool:
    """Whether a name in a title may be its subject: not in `тренер Жаровой о победе`, `тренер братьев Ким о …`."""
    title = re.search(r"([а-яё-]+) $", before)
    owners = [p.tag for p in parses(title[1].rpartition("-")[2]) if p.is_known] if title else []
    names = [p.tag for p in parses(surname.lower()) if p.is_known and _is_proper(p.tag)]
    owned = bool(owners) and all("anim" in tag for tag in owners) and not _may_lead(owners)
    return not owned and (not names or _may_lead(names))


def _is_proper(tag: OpencorporaTag) -> bool:
    """A surname or a place; of first names the singular only, as `Юсупов` may be many of them."""
    return bool(PROPER & tag.grammemes) or ("Name" in tag and "sing" in tag)


def _may_lead(tags: list[OpencorporaTag]) -> bool:
    return any("nomn" in tag for tag in tags)


def _partner(cast: Cast, surname: str) -> Voice:
    """`интервью с Кимом`: the person of the article with that surname, else the surname in the nominative."""
    word = surname.lower()
    known = next((v for _, v in cast.people if _is_form(word, v.name.split()[-1].lower())), None)
    name = re.sub(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:ом|ем|ым)$", "", surname).removesuffix("ой")
    name += "а" if surname.endswith("ой") else ""
    return known or Voice(UNNAMED + name, name, "PER")


def _is_form(word: str, surname: str) -> bool:
    """Whether a word is a surname in some case: `Жарова`, `Жаровым`."""
    return word == surname or (
        word.startswith(surname[: max(4, len(surname) - 1)]) and len(word) <= len(surname) + ENDING
    )


def _person(words: str) -> str:
    """The name at the end of some capitalised words: `Роскомнадзора Жаров`."""
    *before, last = words.split()
    given = list(takewhile(_is_given, reversed(before)))
    return "" if _is_common(last) else " ".join((*reversed(given), last))


def _is_given(word: str) -> bool:
    """Whether a word in the nominative may be a first name: the dictionary knows it as one, or not at all."""
    found = parses(word.lower())
    named = [parse for parse in found if NAMES & parse.tag.grammemes]
    return any("nomn" in parse.tag for parse in named or found[:1]) and (bool(named) or not found[0].is_known)


def _is_common(word: str) -> bool:
    """`Минздрав о планах`: the dictionary knows the word, and as no name."""
    known = [parse.tag for parse in parses(word.lower()) if parse.is_known and "nomn" in parse.tag]
    return bool(known) and not any(NAMES & tag.grammemes for tag in known)


def _talked_to(cast: Cast, question: int) -> Voice | None:
    """`RT пообщался с тренером Иваном Кимом`, `в интервью`."""
    tokens = cast.scene.tokens
    verbs = (i for i in range(question - 1, max(0, question - INTRODUCED) - 1, -1) if lemma(tokens[i]) in TALKS)
    after = ((voice for at, voice in cast.people if i < at <= i + TALKED) for i in verbs)
    return next((voice for found in after for voice in found), None)
