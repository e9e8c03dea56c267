"""Plans that the words over a verb, beside it or before a dash tell of: what was decided, what lies ahead, aims."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from pipeline.claims.frame import Frame
from pipeline.claims.misleading import misleads
from pipeline.claims.syntax import DASHES, is_finite, is_noun, is_short_participle, is_verb, lemma, verb_lemma
from pipeline.claims.when import is_compared
from pipeline.document import Doc, Token
from pipeline.offsets import starts

# fmt: off
DECIDING = frozenset((  # решили закупить 9 машин: deeds that are settled, not yet done
    "решить", "решиться", "разрешить", "договориться", "условиться", "постараться", "готовиться", "поклясться",
    "угрожать", "грозиться", "попросить",
))
TWOFOLD = frozenset((  # компания инвестирует 9 млн: the present of these is their future as well
    "инвестировать", "стартовать", "дебютировать", "обследовать", "компенсировать", "ассигновать", "гарантировать",
))
AIMS = frozenset(("цель", "задача"))
FIGURES = AIMS | {"план", "прогноз"}
SETTLING = frozenset(("решение", "обещание", "обязательство", "намерение", "поручение"))
MAKING = frozenset(("принять", "принимать", "дать", "взять", "выразить"))
LEFT = frozenset(("оставаться", "остаться"))
ALLOTTING = frozenset((  # на 2031 год заложено 9 млн
    "заложить", "утвердить", "выделить", "установить", "определить", "отвести", "зарезервировать", "направить",
))
# fmt: on
REPEATED = ("ежегодн", "ежемесячн", "ежедневн", "обычно", "кажд")
NEAR = 5  # tokens between a verb and its infinitive
FAR = 14  # tokens of a noun phrase


def decided(frame: Frame, verb: int) -> bool:
    """`решили закупить 9 машин`, `договорились сократить выпуск на 9%`; not `не решились закупить`."""
    tokens = frame.doc.tokens
    if verb < 1 or tokens[verb].feat("VerbForm") != "Inf":
        return False
    if verb_lemma(tokens[verb - 1]) in LEFT:  # осталось пройти 9 км
        return True
    over = _over(frame.doc, verb)
    for i in range(verb - 1, max(frame.sentence.first, verb - NEAR) - 1, -1):
        if is_verb(tokens[i]):
            over = i
            break
    said = over >= frame.sentence.first and tokens[over].feat("Tense") != "Fut" and verb_lemma(tokens[over]) in DECIDING
    return said and tokens[over - 1].norm != "не"


def _over(doc: Doc, verb: int) -> int:
    """What an infinitive hangs on, or the one that it is joined to: `решили [купить и привезти]`."""
    head = doc.tokens[verb].head
    joined = doc.tokens[verb].rel == "conj" and head >= 0 and doc.tokens[head].feat("VerbForm") == "Inf"
    return doc.tokens[head].head if joined else head


def settled(frame: Frame, verb: int) -> bool:
    """`приняли решение продлить сокращение вылова на 9%`; not `среди жалоб значится решение впустить 9 машин`."""
    if verb < 0 or verb_lemma(frame.doc.tokens[verb]) not in MAKING:
        return False
    near = frame.doc.tokens[max(frame.sentence.first, verb, frame.first - FAR) : frame.first]
    return any(lemma(a) in SETTLING and b.feat("VerbForm") == "Inf" for a, b in pairwise(near))


def twofold(frame: Frame, verb: int) -> bool:
    """`компания инвестирует 9 млн`, `стартуют 9 лыжниц`; not `ежегодно инвестирует`."""
    tokens = frame.doc.tokens
    if verb < 0 or tokens[verb].feat("Tense") != "Pres" or not is_finite(tokens[verb]):
        return False
    if verb_lemma(tokens[verb]) not in TWOFOLD:
        return False
    return not any(t.norm.startswith(REPEATED) for t in tokens[frame.sentence.first : frame.sentence.last])


def ahead(frame: Frame, verb: int) -> bool:
    """`Впереди у команды девять матчей`: without a verb what lies ahead has not been yet."""
    before = frame.doc.tokens[max(frame.sentence.first, frame.first - FAR) : frame.first]
    return verb < 0 and any(t.norm == "впереди" for t in before)


def dated_ahead(frame: Frame, verb: int) -> bool:
    """`Завтра в горах ветер 9 метров в секунду`, `на 2031 год заложено 9 млн`: of a day to come, without a verb or with
    a participle."""
    doc, today = frame.doc, frame.doc.article.date
    if (verb >= 0 and not _is_allotted(doc, verb)) or today is None or frame.bracket >= 0:
        return False
    at = bisect_left(starts(doc.times), frame.number.start) - 1
    if at < 0 or doc.times[at].start < doc.tokens[frame.sentence.first].start:
        return False
    time, begin = doc.times[at], doc.times[at].time_start
    if begin is None or begin <= today:
        return False
    first = doc.token_at(time.start)
    return not is_compared(doc, frame.sentence, first) and frame.clause.sees(frame.clause_at(first))


def _is_allotted(doc: Doc, verb: int) -> bool:
    """`заложено 9 млн`, `утверждены`; not `были заложены`."""
    participle = is_short_participle(doc.tokens[verb]) and verb_lemma(doc.tokens[verb]) in ALLOTTING
    return participle and not doc.tokens[verb - 1].norm.startswith("был")


def labelled(frame: Frame, verb: int) -> bool:
    """`план на год – 9 тонн`, `сверх нашей цели по росту (9%)`: a figure of what is aimed at."""
    if verb >= 0 and frame.bracket < 0:
        return False
    at = frame.first - 1
    marked = frame.left == frame.first and at > frame.sentence.first
    if not marked or not (frame.doc.tokens[at].text in DASHES or frame.bracket == at):
        return False
    return _is_figure(frame, _label(frame, at), AIMS if frame.bracket == at else FIGURES)


def _label(frame: Frame, stop: int) -> range:
    return range(max(frame.stretch_start(stop), stop - FAR), stop)


def _is_figure(frame: Frame, label: range, figures: frozenset[str]) -> bool:
    """Whether the noun that a label stands on is a plan: `план года`, not `исполнение плана`."""
    for i in reversed(label):
        token = frame.doc.tokens[i]
        if is_finite(token):
            return False
        if is_noun(token) and (token.feat("Case") != "Gen" or lemma(token) == "цель"):
            figure = lemma(token) in figures and not misleads(frame.doc, i)
            if figure or not _is_led(frame.doc.tokens[i - 1]):
                return figure
    return False


def _is_led(before: Token) -> bool:
    return before.pos == "ADP" or before.pos == "ADJ" or before.pos == "NUM"


INTENTS = (decided, settled, twofold, ahead, dated_ahead, labelled)
