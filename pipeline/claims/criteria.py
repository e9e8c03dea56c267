"""Conditions that a rule or a definition sets: `если сумма превышает 5 млн`."""

from __future__ import annotations

from itertools import pairwise

from pipeline import vocabulary
from pipeline.claims.change import directions
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import is_finite, is_short_participle, lemma, verb_lemma
from pipeline.claims.tense import future
from pipeline.document import Doc

RECKONING = frozenset((
    "учитывать", "учесть", "верить", "считать", "говорить", "брать", "сравнивать", "сравнить", "судить", "вспомнить",
))  # fmt: skip
UNLIKELY = ("пессимист", "оптимист", "стресс", "негативн", "позитивн", "альтернатив", "худш", "лучш", "рисков")
MUSING = frozenset(("стоит", "нужно", "надо", "следует", "выгодно", "реально", "пора"))
NEAR = 5  # tokens
EARLIER = ("раньше", "ранее", "прежде", "прошл", "предыдущ", "200", "201", "202")
GIVEN = frozenset(("когда", "если"))
DEFINING = frozenset(("называть", "называться", "считаться", "считать", "именовать", "именоваться"))


def is_criterion(frame: Frame, verb: int) -> bool:
    """`если сумма превышает 5 млн`: the present of a rule, in the clause that `если` opens."""
    tokens = frame.doc.tokens
    opening = next(i for i in range(frame.sentence.first, frame.first) if tokens[i].norm == "если")
    verbs = any(is_finite(tokens[i]) or tokens[i].feat("VerbForm") == "Inf" for i in range(opening, verb))
    own = opening < verb and not verbs and not _contrasts(frame)
    return own and tokens[verb].feat("Tense") == "Pres" and verb_lemma(tokens[verb]) not in RECKONING


def reckons(frame: Frame) -> bool:
    """`если принять во внимание, что кормят 9 тысяч человек`, `если сравнить две школы`: how one looks at it."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    opening = max(i for i in range(first, frame.first) if tokens[i].norm == "если")
    ahead = tokens[opening + 1 : min(opening + 5, frame.first)]
    told = next((t for t in ahead if t.feat("VerbForm") == "Inf"), None)
    minded = any(t.norm == "внимание" for t in ahead)
    return told is not None and (verb_lemma(told) in RECKONING or (minded and verb_lemma(told) == "принять"))


def sets_off(frame: Frame) -> bool:
    """`Если раньше в совете сидели 9 человек, то теперь будет 5`: what was so already is no condition."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    opening = max(i for i in range(first, frame.first) if tokens[i].norm == "если")
    stop = next((i for i in range(opening, frame.sentence.last) if tokens[i].text == ","), frame.sentence.last)
    told = tokens[opening:stop]
    if any(t.norm in ("бы", "б") for t in told) or not any(t.norm.startswith(EARLIER) for t in told):
        return False
    return any(is_finite(t) and t.feat("Tense") == "Past" and not is_short_participle(t) for t in told)


def _contrasts(frame: Frame) -> bool:
    """`Если в Чили [играют] 9 клубов, то в Перу – 5`, `Если он здесь, значит, ему 9 лет`: both are so."""
    tokens = frame.doc.tokens
    for i in range(frame.sentence.first, frame.sentence.last - 1):
        if tokens[i].text == "," and tokens[i + 1].norm in ("то", "значит"):
            following = tokens[i + 2 : i + 3]
            return i < frame.first or tokens[i + 1].norm == "значит" or any(t.pos == "ADP" for t in following)
    return False


def is_defined(frame: Frame, verb: int) -> bool:
    """`Штиль, когда скорость ветра не превышает 0,2 м/с, [а волна – 5 см], называют мёртвым`: what a word means."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    if verb < first or frame.norms.isdisjoint(GIVEN) or tokens[verb].feat("Tense") != "Pres":
        return False
    if not frame.clause_at(verb).asides and tokens[frame.left].norm not in ("а", "и", "или"):
        return False
    opens = any(t.norm in GIVEN for t in tokens[first:verb])
    told = tokens[frame.right : frame.sentence.last]
    return opens and any(verb_lemma(t) in DEFINING and t.feat("Tense") == "Pres" for t in told)


def in_scenario(frame: Frame) -> bool:
    """`учения по сценарию, при котором взорвётся 9 тонн`, `в стрессовом сценарии – 9%`: what only a scenario has."""
    if "сценарий" not in frame.lemmas and "сценарии" not in frame.norms:
        return False
    before = list(pairwise(frame.doc.tokens[frame.sentence.first : frame.first]))
    if any(b.norm == "сценарии" and a.norm.startswith(UNLIKELY) for a, b in before):
        return True
    return any(lemma(a) == "сценарий" and b.text == "," for a, b in before) and bool(frame.clause.asides)


def is_mused(frame: Frame, verb: int) -> bool:
    """`Стоит ли брать заём под 9%?`: whether to do something is asked."""
    tokens, last = frame.doc.tokens, frame.sentence.last
    if tokens[verb].feat("VerbForm") != "Inf" or tokens[last - 1].text != "?":
        return False
    asked = pairwise(t.norm for t in tokens[max(frame.sentence.first, verb - NEAR) : verb])
    return any(b == "ли" and a in MUSING for a, b in asked)


def supposes_change(frame: Frame, verb: int) -> bool:
    """`при падении цены до 45 долларов рост не превысит 3%`: what may come, and what would come of it."""
    if verb < 0 or "при" not in frame.norms:
        return False
    tokens = frame.doc.tokens
    opening = (i for i in range(frame.sentence.first, frame.first - 1) if tokens[i].norm == "при")
    changes = any(lemma(t) in directions() for i in opening for t in tokens[i + 1 : i + 3])
    return changes and future(frame.doc, verb)


def has_come_to(frame: Frame) -> bool:
    """`гражданам, достигшим 18 лет`: whom a rule is for."""
    if frame.number.unit != "year" or frame.number.kind not in ("age", "duration"):
        return False
    near = frame.doc.tokens[max(frame.sentence.first, frame.first - 3) : frame.first]
    return any(t.norm.startswith("достигш") for t in near)


def sizes(doc: Doc, verb: int) -> bool:
    """Whether a verb states a level or a change."""
    word = verb_lemma(doc.tokens[verb])
    return word in vocabulary.words("level_words") or word in directions()
