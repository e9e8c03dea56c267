"""Words of plans that plan nothing where they stand: `поражать цели`, `потребовалось 9 часов`, `из доклада следует`."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import children, is_finite, is_noun, is_short_participle, is_verb, lemma
from pipeline.claims.tense import mood_word
from pipeline.document import Doc
from pipeline.morph import parses

VIEWS = frozenset(("крупный", "общий", "средний", "передний", "задний", "первый", "второй", "дальний"))
HITTING = ("пора", "удар", "стрельб", "обнаруж", "уничтож", "перехват", "воздушн", "наземн", "морск", "надводн", "атак")
BEEN = frozenset(("был", "была", "было", "были"))
ABLE = frozenset(("можно", "нельзя", "сложно", "трудно", "невозможно", "возможно"))
NEAR = 4  # tokens
FAR = 3  # steps up the tree from a number: to its noun, to the verb
# fmt: off
STANDING = frozenset((
    "нынешних", "нынешнего", "нынешние", "существующих", "существующие", "прежних", "прежние", "прежнего", "текущих",
    "сегодняшних", "имеющихся", "имеющиеся", "действующих",
))
BEFORE = frozenset(("ранее", "раньше", "прежде", "сейчас", "сегодня", "было", "ныне"))
WILLING = frozenset((
    "хотеть", "планировать", "ожидать", "рассчитывать", "предлагать", "предложить", "призвать", "призывать",
    "намеренный", "обещать", "надеяться", "собираться", "требовать", "потребовать", "просить", "захотеть",
))
# fmt: on
COUNTING = frozenset(("count", "percent", "fraction"))


def plans_nothing(doc: Doc, index: int) -> bool:
    """A verb of plans that says what was or is: its own rule tells."""
    rule = PLAIN.get(mood_word(doc, index))
    return rule is not None and rule(doc, index)


def is_known(frame: Frame) -> bool:
    """`победит 19-летняя гимнастка`: what somebody is already, whatever she will do; not `до 16-летнего возраста`."""
    tokens = frame.doc.tokens
    if frame.number.kind != "age" or "летн" not in tokens[frame.first].norm:
        return False
    return not any(t.norm.startswith("возраст") for t in tokens[frame.last : frame.last + 1])


def is_there(frame: Frame, verb: int) -> bool:
    """`вырастет с нынешних 9%`, `9% жителей хотят переехать`: what is so before any plan."""
    return stands_already(frame) or _are_willing(frame, verb)


def stands_already(frame: Frame) -> bool:
    """`с нынешних 9%`, `вместо прежних 9%`."""
    before = frame.doc.tokens[max(frame.sentence.first, frame.first - 2) : frame.first]
    return any(t.norm in STANDING for t in before)


def was_before(frame: Frame) -> bool:
    """`если докажут, срок составит 9 лет (ранее – 4 года)`: brackets with what was so."""
    return frame.bracket >= 0 and frame.doc.tokens[frame.bracket + 1].norm in BEFORE


def _are_willing(frame: Frame, verb: int) -> bool:
    """`[60%] опрошенных хотят переехать`: how many plan it; but `планируют [9 школ]` are planned."""
    tokens = frame.doc.tokens
    if verb < frame.last or frame.number.kind not in COUNTING or frame.preposition:
        return False
    if not is_finite(tokens[verb]) or mood_word(frame.doc, verb) not in WILLING:
        return False
    own = frame.above.get(verb, FAR) < FAR and tokens[verb].feat("Person") != "1"
    return own and not _are_dealt_with(frame, verb)


def _are_dealt_with(frame: Frame, verb: int) -> bool:
    """`9 машин обещают поставить к маю`: things that an infinitive without another object is about."""
    tokens = frame.doc.tokens
    counted = next((t for t in tokens[frame.last : verb] if is_noun(t)), None)
    near = range(verb + 1, min(verb + NEAR, frame.sentence.last))
    deed = next((i for i in near if tokens[i].feat("VerbForm") == "Inf"), -1)
    if counted is None or counted.feat("Animacy") != "Inan" or deed < 0:
        return False
    after = tokens[deed + 1 : min(deed + 2, frame.sentence.last)]
    return "tran" in parses(tokens[deed].norm)[0].tag and all(t.pos in ("ADP", "PUNCT") for t in after)


def _was_needed(doc: Doc, index: int) -> bool:
    """`на победу потребовалось 9 часов`; not `потребовалось бы`."""
    if doc.tokens[index].feat("Tense") != "Past":
        return False
    return not any(t.norm in ("бы", "б") for t in doc.tokens[max(0, index - 2) : index + 3])


def _had_to(doc: Doc, index: int) -> bool:
    """`нужно было ждать 9 часов`, `были нужны 9 подписей`: so it was; not `нужно было бы`."""
    near = [t.norm for t in doc.tokens[max(0, index - 1) : index + 3] if t.sent == doc.tokens[index].sent]
    return not BEEN.isdisjoint(near) and "бы" not in near


def _can_tell(doc: Doc, index: int) -> bool:
    """`прогнозировать можно на 9 дней вперёд`: how far anybody can see."""
    if doc.tokens[index].feat("VerbForm") != "Inf":
        return False
    return any(t.norm in ABLE for t in doc.tokens[max(0, index - NEAR) : index + NEAR])


def _follows(doc: Doc, index: int) -> bool:
    """`из доклада следует, что`, `за ними следует Чили`; but `следует построить`."""
    if not is_verb(doc.tokens[index]):
        return False
    return not any(t.feat("VerbForm") == "Inf" for t in doc.tokens[max(0, index - NEAR) : index + NEAR])


def _is_hit(doc: Doc, index: int) -> bool:
    """`поражать воздушные [цели] на расстоянии 90 км`: what is aimed at."""
    return any(t.norm.startswith(HITTING) for t in doc.tokens[max(0, index - NEAR) : index])


def misleads(doc: Doc, index: int) -> bool:
    """`предполагаемый ущерб`, `шаги Плана нации`, `на эти цели`: words of plans that plan nothing here."""
    token = doc.tokens[index]
    opens = index == doc.sentences[token.sent].first
    before = doc.tokens[index - 1] if index else token
    named = lemma(token) == "план" and token.text[:1].isupper() and not opens
    pointed = lemma(token) == "цель" and (before.pos == "DET" or _is_hit(doc, index))
    done = lemma(token) == "задача" and token.feat("Number") == "Plur"  # справились с задачами
    after = doc.tokens[index + 1 : index + 2]
    lived = token.norm.startswith("ожидаем") and any(t.norm.startswith("продолжительн") for t in after)
    shown = lemma(token) == "план" and lemma(before) in VIEWS  # сняли крупным планом
    return named or pointed or done or lived or shown or token.norm.startswith(("предполагаем", "рекомендуем"))


def _gathers(doc: Doc, index: int) -> bool:
    """`на ярмарке собираются 900 мастеров`: a meeting, not an intention, which would have an infinitive."""
    if not is_verb(doc.tokens[index]):
        return False
    beside = (*children(doc, index), *range(index + 1, min(index + 4, len(doc.tokens))))
    return not any(doc.tokens[i].feat("VerbForm") == "Inf" for i in beside)


def was_offered(doc: Doc, index: int) -> bool:
    """`9 гостям было предложено сесть`: an offer that was made, and mostly taken."""
    offered = mood_word(doc, index) == "предложить" and is_short_participle(doc.tokens[index])
    return offered and any(t.norm in ("было", "был", "была", "были") for t in doc.tokens[max(0, index - 2) : index])


def is_need(doc: Doc, index: int) -> bool:
    """`не собрали необходимых 9 подписей`: what is needed for something else."""
    token = doc.tokens[index]
    return lemma(token) in ("необходимый", "нужный") and token.pos == "ADJ" and token.feat("Variant") != "Short"


# The rule for each word that has one, as `mood_word` gives it.
PLAIN = {
    "собираться": _gathers,
    "следовать": _follows,
    **dict.fromkeys(("потребоваться", "понадобиться"), _was_needed),
    **dict.fromkeys(("нужно", "нужный", "необходимо", "необходимый"), _had_to),
    **dict.fromkeys(("прогнозировать", "планировать"), _can_tell),
}
