"""Plans that no verb of planning tells of: projects, forecasts, purposes, budgets of years to come."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.misleading import misleads
from pipeline.claims.syntax import DASHES, covering, is_attribute, is_short_participle, is_verb, lemma, verb_lemma
from pipeline.document import Doc, Token

STEPS = 6
DRAFTING = frozenset(("разрабатывать", "прорабатывать", "рассматривать", "обсуждать", "готовить"))
PROJECTING = frozenset(("проектировать", "проектироваться", "прорабатываться"))
FORESEEN = frozenset(("прогнозный", "прогнозируемый", "планируемый", "проектируемый", "проектный"))
FORESEEING = frozenset(("планировать", "прогнозировать", "ожидать", "запланировать", "проектировать"))
SIZES = frozenset(("длина", "ширина", "высота", "глубина", "площадь", "протяженность", "мощность", "вместимость"))
# fmt: off
BEFALLING = frozenset((  # могут получить 9 лет: what may come of it
    "получить", "приговорить", "нанести", "привести", "понадобиться", "потребовать", "столкнуться", "недосчитаться",
    "принести", "лишиться", "растянуться", "затянуться", "умереть", "погибнуть", "измениться", "сказаться", "начаться",
    "хватить", "обернуться",
))
CAPABLE = frozenset((  # может поднимать 200 кг: what a thing is able to do, or at times does
    "достигать", "находиться", "развивать", "подниматься", "поднимать", "занимать", "опускаться",
))
# fmt: on
# fmt: off
DEEDS = frozenset((
    "создание", "увеличение", "повышение", "снижение", "сокращение", "выделение", "предоставление", "строительство",
    "выплата", "поставка", "доведение", "закупка", "выпуск", "выдворение", "продажа",
))
INTENTS = frozenset((
    "решение", "соглашение", "договоренность", "договориться", "инициатива", "цель", "программа", "поручение",
    "переговоры", "идея", "речь",
))
# fmt: on
FORECASTS = frozenset(("прогнозам", "прогнозу"))
APPLYING = frozenset(("заявка", "ходатайство", "заявление"))
DEEMED = frozenset(("справедливым", "обоснованным", "целесообразным", "правильным", "разумным", "логичным", "верным"))
FAR = 14  # tokens of a noun phrase before its number


def past(doc: Doc, verb: int) -> bool:
    return verb >= 0 and (doc.tokens[verb].feat("Tense") == "Past" or is_short_participle(doc.tokens[verb]))


def may(doc: Doc, verb: int) -> bool:
    return any(doc.tokens[i].norm in ("может", "могут", "сможет", "смогут") for i in range(max(0, verb - 3), verb))


def _drafted(frame: Frame, verb: int) -> bool:
    """`разрабатывает проект на 1 ГВт`: what a project that is still on paper will have."""
    tokens = frame.doc.tokens
    if verb < 0 or tokens[verb].feat("Tense") != "Pres":
        return False
    word = verb_lemma(tokens[verb])
    named = any(lemma(t).endswith("проект") for t in tokens[verb : frame.first])
    return word in PROJECTING or (named and word.removesuffix("ся") in DRAFTING)


def _forecast(frame: Frame, verb: int) -> bool:
    """`прогнозные данные об увеличении посевов на 17% могут сбыться`: the number is of a forecast."""
    dash = (
        frame.left == frame.first
        and frame.left > frame.sentence.first
        and (frame.doc.tokens[frame.left - 1].text in DASHES)
    )  # предполагаемая длина – 60 км
    start = frame.stretch_start(frame.left - 1) if dash else frame.left
    for i in range(frame.first - 1, max(start, frame.first - FAR) - 1, -1):
        if lemma(frame.doc.tokens[i]) in FORESEEN or _supposed_size(frame.doc, i):
            return True
        if dash and _is_foreseen(frame.doc, i):
            return True
        if is_verb(frame.doc.tokens[i]) and not (i == verb and _states(frame.doc.tokens[i])):
            return False
    return False


def _is_foreseen(doc: Doc, index: int) -> bool:
    """`среди [планируемых] закупок – 9 машин`; not `ожидаемая продолжительность жизни`."""
    token = doc.tokens[index]
    return is_attribute(token) and verb_lemma(token) in FORESEEING and not misleads(doc, index)


def _states(token: Token) -> bool:
    """`проектируемая мощность составляет 9 МВт`: the verb of a figure, in the present."""
    return verb_lemma(token) in ("составлять", "равняться") and token.feat("Tense") == "Pres"


def _supposed_size(doc: Doc, index: int) -> bool:
    """`предполагаемая длина канала`: of what is yet to be built; `предполагаемый ущерб` is of what has happened."""
    named = doc.tokens[index].norm.startswith("предполагаем") and index + 1 < len(doc.tokens)
    return named and lemma(doc.tokens[index + 1]) in SIZES


def _purposed(frame: Frame, _verb: int) -> bool:
    """`проект на закупку 30 машин`, `средства на строительство 5 школ`: a purpose that is yet to be met."""
    doc, nouns = frame.doc, vocabulary.words("purpose_nouns")
    if nouns.isdisjoint(frame.lemmas):
        return False
    for i in range(frame.first - 1, max(frame.left, frame.first - STEPS), -1):
        token = doc.tokens[i]
        if is_verb(token):
            return False
        if lemma(token) in nouns:
            described = lemma(doc.tokens[frame.first - 1]) in vocabulary.words("pass_through")
            counts = covering(doc.numbers, doc.tokens[i + 1].start) >= 0 and frame.number.kind != "money"
            counts = counts or (described and frame.number.kind == "measure")  # на строительство цеха мощностью 9 МВт
            return counts and doc.tokens[i - 1].norm == "на" and token.feat("Case") == "Acc"
    return False


def _sufficing(frame: Frame, verb: int) -> bool:
    """`сил недостаточно для увеличения надоев на 9 тонн`: what something would be enough for, or is not."""
    if verb >= 0:  # достаточно забить 9 мячей
        return frame.doc.tokens[verb - 1].norm == "достаточно" and frame.doc.tokens[verb].feat("VerbForm") == "Inf"
    norms = [t.norm for t in frame.doc.tokens[frame.left : frame.first]]
    enough = next((i for i, norm in enumerate(norms) if norm in ("достаточно", "недостаточно")), -1)
    return enough >= 0 and "для" in norms[enough:]


def _debated(frame: Frame, verb: int) -> bool:
    """`может идти речь о 9 тоннах`: an amount that is thought possible."""
    tokens = frame.doc.tokens
    if verb < 0 or tokens[verb].norm != "идти" or not may(frame.doc, verb):
        return False
    return any(lemma(t) == "речь" for t in tokens[max(frame.left, verb - STEPS) : frame.first])


def _budgeted(frame: Frame, verb: int) -> bool:
    """`в бюджете на следующий год школам отводят 9 млн`: what a budget has for a time to come."""
    tokens = frame.doc.tokens
    if "бюджет" not in frame.lemmas:
        return False
    for i in range(frame.sentence.first, frame.first - 2):
        if (
            lemma(tokens[i]) == "бюджет"
            and tokens[i + 1].norm == "на"
            and lemma(tokens[i + 2]) in ("следующий", "будущий")
        ):
            return verb < 0 or not past(frame.doc, verb) or is_short_participle(tokens[verb])
    return False


def _foretold(frame: Frame, verb: int) -> bool:
    """`по прогнозам тренера, лечение займёт полгода`: whatever verb follows, but for what has happened."""
    tokens = frame.doc.tokens
    if frame.norms.isdisjoint(FORECASTS):
        return False
    for i in range(frame.first - 1, frame.sentence.first, -1):
        if tokens[i].text == ";":
            break
        if tokens[i].norm in FORECASTS:
            by = "по" in (tokens[i - 1].norm, tokens[max(frame.sentence.first, i - 2)].norm)
            return by and not past(frame.doc, verb)
    return False


def _deemed(frame: Frame, verb: int) -> bool:
    """`сочли разумным платить по 9 тысяч`: a proposal; `суд счёл возможным взыскать 9 тысяч` is a deed."""
    tokens = frame.doc.tokens
    if verb < 2 or tokens[verb].feat("VerbForm") != "Inf" or tokens[verb - 1].norm not in DEEMED:
        return False
    before = tokens[max(frame.sentence.first, verb - 4) : verb - 1]
    told = any(verb_lemma(t) in ("счесть", "считать", "посчитать") for t in before)
    return told and all(t.norm != "не" for t in before)


def _intended(frame: Frame, _verb: int) -> bool:
    """`решение о выделении 9 млн`, `речь идёт о поставке 9 танков`: a deed that is settled or spoken of, not done."""
    tokens = frame.doc.tokens
    if DEEDS.isdisjoint(frame.lemmas):
        return False
    for i in range(frame.first - 1, max(frame.left + 1, frame.first - FAR), -1):
        if is_verb(tokens[i]):
            return False
        if lemma(tokens[i]) in DEEDS and tokens[i - 1].norm in ("о", "об", "по"):
            return _is_intent(tokens[max(frame.sentence.first, i - 1 - STEPS) : i - 1])
        if lemma(tokens[i]) in DEEDS and tokens[i - 1].norm == "на" and lemma(tokens[i - 2]) in APPLYING:
            return True  # подали заявку на повышение с 9 до 12 тенге
    return False


def _is_intent(before: Sequence[Token]) -> bool:
    """`речь идёт [о]`, `решение мэра [о]`; not `итогом переговоров стал указ [о]`."""
    for token in reversed(before):
        if _lemma(token) in INTENTS:
            return True
        if is_verb(token) and _lemma(token) != "идти":
            return False
    return False


def _lemma(token: Token) -> str:
    return verb_lemma(token) if token.pos == "VERB" else lemma(token)


def _may_be(frame: Frame, _verb: int) -> bool:
    """`о возможном повышении цен до 90 тенге`: what may come; `счёл возможным взыскать 9 млн` is no attribute."""
    tokens = frame.doc.tokens
    if "возможный" not in frame.lemmas:
        return False
    for i in range(frame.first - 1, max(frame.left, frame.first - FAR) - 1, -1):
        if is_verb(tokens[i]):
            return False
        if lemma(tokens[i]) == "возможный":
            noun = next((t for t in tokens[i + 1 : frame.first] if t.pos not in ("ADJ", "DET")), None)
            full = tokens[i].pos == "ADJ" and tokens[i].feat("Variant") != "Short"
            return full and noun is not None and noun.pos == "NOUN" and noun.feat("Case") == tokens[i].feat("Case")
    return False


PLANS = (_foretold, _intended, _may_be, _deemed, _purposed, _sufficing, _drafted, _forecast, _debated, _budgeted)
