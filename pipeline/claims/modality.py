"""Whether a claim is a fact, a plan or a condition, and whether it is denied."""

from __future__ import annotations

import re

from pipeline import vocabulary
from pipeline.claims.conditions import conditional
from pipeline.claims.criteria import sizes
from pipeline.claims.frame import Frame
from pipeline.claims.intents import INTENTS
from pipeline.claims.lists import listed
from pipeline.claims.misleading import is_known, is_need, is_there, misleads, plans_nothing, was_before, was_offered
from pipeline.claims.plans import BEFALLING, CAPABLE, PLANS, STEPS, may, past
from pipeline.claims.predicate import governor
from pipeline.claims.provisions import in_force
from pipeline.claims.syntax import (
    ADDRESSING,
    CLOSING,
    DASHES,
    children,
    covering,
    is_address,
    is_attribute,
    is_finite,
    is_noun,
    is_short_participle,
    is_verb,
    lemma,
    verb_lemma,
)
from pipeline.claims.tense import future, mood_word
from pipeline.document import Change, Doc, Modality

# fmt: off
DEMANDING = frozenset((  # требуют выплатить 40 млн
    "требовать", "потребовать", "просить", "попросить", "запросить", "запрашивать",
))
RESOLVES = frozenset((
    "решение", "обещание", "обязательство", "намерение", "готовность", "поручение", "инициатива", "предложение",
))
READY = frozenset(("готов", "готова", "готово", "готовы", "согласился", "согласилась", "согласилось", "согласились"))
# fmt: on
OFFERING = frozenset(("предложить", "предлагать", "предлагаться"))
DEED = re.compile(r"(?:ни[еяю]|нием|нии|ци[яюи]|цией)$")  # снижение, реконструкция
SIZED = frozenset(("measure", "duration"))
# fmt: off
BRACKET_LEADS = frozenset((
    "всего", "либо", "или", "в", "на", "по", "размере", "общей", "площадью", "мощностью", "длиной", "стоимостью",
))
# fmt: on
FAR = 14  # tokens of a noun phrase before its number


def modality(frame: Frame, verb: int, change: Change, before: Modality, shared: bool = False) -> Modality:
    """`plan` for what is planned, expected, promised or required, `condition` for what is supposed, else `fact`.

    `before` is the modality of the number before in the same sentence, which brackets and gaps take over, and what
    has its verb (`shared`).
    """
    if was_before(frame):
        return "fact"
    if conditional(frame, verb):
        return "condition"
    if change == "from" or is_known(frame):  # the level before a planned change is there already
        return "fact"
    if is_there(frame, verb):
        return "fact"
    if any(rule(frame, verb) for rule in RULES) or _hosted(frame, verb):
        return "plan"
    if before == "plan" and verb < 0 and frame.bracket >= 0 and frame.preposition != "против":
        return "plan"  # закупят 9 машин (из них 4 – автобусы)
    if before == "plan" and verb < 0 and "это" in [t.norm for t in frame.doc.tokens[frame.left : frame.first]]:
        return "plan"  # намерены купить 9 машин, это вдвое больше
    if shared and before == "plan" and not past(frame.doc, verb):  # план включает 24 тонны сена, 4 тонны соломы
        return "plan"
    return before if _restates(frame, change) or _compares(frame, verb) else "fact"


def _restates(frame: Frame, change: Change) -> bool:
    """`вырастет на 18% (27 500 человек)`, `заплатят 5 тенге (рост на 3%)`: brackets that say a number anew."""
    if frame.bracket < 0 or change:
        return frame.bracket >= 0
    before = frame.doc.tokens[max(0, frame.bracket - 2) : frame.bracket]
    return frame.bracket == frame.first - 1 and any(covering(frame.doc.numbers, t.start) >= 0 for t in before)


def _hosted(frame: Frame, verb: int) -> bool:
    """`планируют построить вокзал (200 тысяч метров)`: the size, in brackets, of what is planned."""
    before = frame.bracket - 1
    if verb >= 0 or before < frame.sentence.first or frame.number.kind not in SIZED or not _leads_bracket(frame):
        return False
    while before > frame.sentence.first and frame.doc.tokens[before].text in CLOSING:
        before -= 1  # центра «Волна» (9 га)
    host = Frame(frame.doc, frame.number, before, before + 1)
    if not is_noun(frame.doc.tokens[before]) or host.bracket >= 0:
        return False
    over = governor(host)
    return 0 <= over < before and _planned(host, over)  # not `за объём (50 г) предусмотрен штраф`


def _leads_bracket(frame: Frame) -> bool:
    """`(20 га)`, `(всего 20 га)`, `(площадью 20 га)`; not `(сейчас 20 га)`, `(включая 20 га)`."""
    return all(t.norm in BRACKET_LEADS for t in frame.doc.tokens[frame.bracket + 1 : frame.first])


def _compares(frame: Frame, verb: int) -> bool:
    """`цена может достигнуть 900 тенге, что на 5% больше нынешней`: what is said of the number before."""
    tokens = frame.doc.tokens
    opening = [t.norm for t in tokens[frame.left : frame.first] if t.norm not in ("на", "в")]
    part = opening[:2] in (["из", "них"], ["из", "которых"])  # откроются 49 школ, из которых 12 – в сёлах
    return verb < 0 and (part or opening == ["что"] or (not opening and tokens[frame.left - 1].text in DASHES))


def _planned(frame: Frame, verb: int) -> bool:
    words = vocabulary.words("plan_words")
    doc = frame.doc
    if verb >= 0 and (_resolved(doc, verb) or _ready(frame, verb)):
        return True
    if verb >= 0 and not _introduces(doc, verb) and (future(doc, verb) or _possible(doc, verb)):
        return True
    if in_force(frame, verb):
        return False
    if verb >= 0 and any(lemma(doc.tokens[c]) == "прогноз" for c in children(doc, verb) if c < frame.first):
        return True  # прогноз по влажности на май составляет 61%
    if any(_plans_above(frame, verb, i) for i in _above(frame, verb)):
        return True
    near = range(max(frame.left, frame.first - STEPS), frame.first)
    return any(mood_word(doc, i) in words and _plans_near(frame, verb, i) for i in near)


def _plans_above(frame: Frame, verb: int, index: int) -> bool:
    """Whether the verb, or a word over it, is one of plans or demands, or a future."""
    doc, word = frame.doc, mood_word(frame.doc, index)
    demands = word in DEMANDING and (index != verb or _demands(frame, index))
    plans = demands or word in vocabulary.words("plan_words")
    over = index != verb and is_verb(doc.tokens[index])  # the verb itself has been asked
    if not (plans or (over and future(doc, index))) or _introduces(doc, index) or plans_nothing(doc, index):
        return False
    return demands or index != verb or not (was_offered(doc, index) or _offers(frame, index))


def _plans_near(frame: Frame, verb: int, index: int) -> bool:
    """Whether a word of plans shortly before the number is meant as one, and is no verb of another clause."""
    doc, token = frame.doc, frame.doc.tokens[index]
    if 0 <= verb < index and is_verb(token) and not is_attribute(token):
        return False
    if misleads(doc, index) or plans_nothing(doc, index) or (is_need(doc, index) and past(doc, verb)):
        return False
    return index != verb or not (was_offered(doc, index) or _offers(frame, index))


def _offers(frame: Frame, index: int) -> bool:
    """`рынок предлагает девять моделей`: a thing that is there to be had; `предложил снижение на 9%` is a deed."""
    doc, tokens = frame.doc, frame.doc.tokens
    if mood_word(doc, index) not in OFFERING or not is_finite(tokens[index]) or is_short_participle(tokens[index]):
        return False
    around = tokens[max(min(frame.left, index), index - FAR) : min(frame.sentence.last, max(index, frame.last) + FAR)]
    return not any(t.feat("VerbForm") == "Inf" or DEED.search(t.norm) or t.norm == "чтобы" for t in around)


def _demands(frame: Frame, index: int) -> bool:
    """`требуют [выплаты] 9 млн`: what somebody asks for."""
    asked = frame.number.kind == "money" and mood_word(frame.doc, index) == "требовать"
    return asked and frame.doc.tokens[index].feat("Tense") == "Pres"


def _resolved(doc: Doc, verb: int) -> bool:
    """`приняли решение оказать помощь в 5 млн`: what somebody has made up his mind to do."""
    if doc.tokens[verb].feat("VerbForm") != "Inf":
        return False
    before = next((t for t in reversed(doc.tokens[max(0, verb - STEPS) : verb]) if is_noun(t) or is_verb(t)), None)
    head = doc.tokens[verb].head
    nouns = (before, doc.tokens[head] if 0 <= head < verb else None)
    return any(t is not None and t.sent == doc.tokens[verb].sent and lemma(t) in RESOLVES for t in nouns)


def _ready(frame: Frame, verb: int) -> bool:
    """`готовы платить по 900 тенге`, `согласился дать 5 машин`; but of `готовы голосовать 9% жителей` it is a fact how
    many they are."""
    tokens = frame.doc.tokens
    if tokens[verb].feat("VerbForm") != "Inf" or not verb < frame.first or frame.number.kind in ("percent", "fraction"):
        return False
    before = [t.norm for t in tokens[max(frame.left, verb - 4) : verb]]
    return any(norm in READY for norm in before) and "не" not in before


def _introduces(doc: Doc, index: int) -> bool:
    """`Отметим, что …`, `(что, напомним, вдвое дешевле)`, `Следует отметить, …`: the author's own voice, no plan."""
    said = doc.tokens[index : index + 2]
    return any(is_address(t) or (t.feat("VerbForm") == "Inf" and lemma(t) in ADDRESSING) for t in said)


def _above(frame: Frame, verb: int) -> list[int]:
    """The verb, the words over it in the tree and their short adjectives (`должен`, `намерен`)."""
    doc, found, i = frame.doc, [], verb
    for _ in range(STEPS):
        if i < 0:
            break
        found.append(i)
        found += [c for c in children(doc, i) if c < frame.first and doc.tokens[c].feat("Variant") == "Short"]
        if i != verb and not is_verb(doc.tokens[i]) and lemma(doc.tokens[i]) not in vocabulary.words("plan_words"):
            break
        if doc.tokens[i].rel in ("advcl", "parataxis", "acl:relcl"):
            break
        if doc.tokens[i].rel == "conj" and doc.tokens[i].feat("VerbForm") != "Inf":
            break
        i = doc.tokens[i].head
    return found


def _possible(doc: Doc, verb: int) -> bool:
    """`может достигнуть 100 млрд`, `могут быть направлены 5 млн`: what is only possible."""
    if is_short_participle(doc.tokens[verb]):
        return any(doc.tokens[i].norm == "быть" and may(doc, i) for i in range(max(0, verb - 3), verb))
    if verb == 0 or doc.tokens[verb].feat("VerbForm") != "Inf":
        return False
    word = verb_lemma(doc.tokens[verb])
    return may(doc, verb) and (word in BEFALLING or (word not in CAPABLE and sizes(doc, verb)))


RULES = (_planned, listed, *PLANS, *INTENTS)
