"""Terms in force, which a law or a rule provides for now: `статья предусматривает штраф`; not what a draft would."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.frame import Frame
from pipeline.claims.plans import STEPS
from pipeline.claims.syntax import REACH, is_short_participle, lemma, verb_lemma
from pipeline.document import Token

PROVIDING = frozenset(("предусмотреть", "предусматривать", "предусматриваться", "предполагать"))
# fmt: off
TERMS = frozenset((
    "наказание", "штраф", "лишение", "арест", "ответственность", "санкция", "ограничение", "ставка", "срок", "взнос",
    "комиссия", "лимит", "отсрочка", "рассрочка", "скидка", "льгота", "надбавка", "доплата",
))
# fmt: on
DRAFTS = frozenset(("поправка", "законопроект", "проект", "предложение", "инициатива", "концепция"))
NOW = frozenset(("сейчас", "ныне", "сегодня", "сегодняшний"))
SUBJECTS = frozenset(("он", "она", "оно", "они"))


def in_force(frame: Frame, verb: int) -> bool:
    """`статья предусматривает штраф до 200 МРП`: terms in force; `поправки предусматривают штраф` are none yet."""
    if verb < 0 or verb_lemma(frame.doc.tokens[verb]) not in PROVIDING:
        return False
    before = frame.doc.tokens[max(frame.sentence.first, verb - STEPS) : verb]
    if any(lemma(t) in DRAFTS for t in before) or _of_draft(frame, before):
        return False
    if is_short_participle(frame.doc.tokens[verb]) and _now(frame, verb):
        return True
    return any(lemma(t) in TERMS for t in frame.doc.tokens[min(verb, frame.first) : max(verb, frame.first)])


def _now(frame: Frame, verb: int) -> bool:
    """`сейчас предусмотрен вычет в 10 тысяч`, `сейчас за дом не платят: предусмотрена льгота в 5%`."""
    return any(t.norm in NOW for t in frame.doc.tokens[frame.sentence.first : verb])


def _of_draft(frame: Frame, before: Sequence[Token]) -> bool:
    """`Готов законопроект. Он предусматривает штраф до 200 МРП`: a pronoun that stands for the draft."""
    if not any(t.norm in SUBJECTS for t in before) or not frame.index:
        return False
    last = frame.doc.sentences[frame.index - 1]
    return any(lemma(t) in DRAFTS for t in frame.doc.tokens[max(last.first, last.last - REACH) : last.last])
