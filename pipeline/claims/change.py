"""Whether a number is the size of a change, the level after it or the level before it."""

from __future__ import annotations

from functools import cache
from typing import cast

from pipeline import vocabulary
from pipeline.claims.carried import Preceding, carried, earlier, of_two, placed, replacing
from pipeline.claims.comparatives import LESSENING, of_norm, than_before
from pipeline.claims.frame import COMPARATIVES, Frame
from pipeline.claims.heading import aside, headed
from pipeline.claims.marks import MARKS, reaches, to_mark
from pipeline.claims.syntax import (
    DASHES,
    children,
    covering,
    is_finite,
    is_modifier,
    is_noun,
    is_passive,
    is_verb,
    lemma,
    verb_lemma,
)
from pipeline.document import Change, Doc
from pipeline.frozen import frozen

EXCEEDING = frozenset(("превысить", "превышать", "превзойти", "превосходить"))
HAPPENING = frozenset((  # снижение уровня произошло на 6 сантиметров
    "произойти", "происходить", "наблюдаться", "ожидаться", "отметить", "зафиксировать", "прогнозироваться",
    "зарегистрировать", "прогнозировать",
))  # fmt: skip
GAINING = frozenset(("прибавить", "прибавлять"))  # телёнок прибавил 20 кг
LOSING = frozenset(("потерять", "терять"))
GOALS = frozenset(("достижение", "выход", "доведение"))
STATING = frozenset(("составить", "составлять"))
LEVELS = frozenset(("составить", "составлять", "превысить", "превышать", "равняться", "достигнуть", "достичь", "быть"))


@frozen
class Word:
    """A word of change with its direction; `index` is its token."""

    index: int
    direction: Change


@cache
def directions() -> dict[str, Change]:
    """`increase` or `decrease` by lemma, of the words that numbers and claims share and of those of claims alone."""
    found = {
        **vocabulary.mapping("changes", "lemma", "direction"),
        **vocabulary.mapping("change_words", "word", "direction"),
    }
    return {word: cast(Change, way) for word, way in found.items() if way in ("increase", "decrease")}


def change(frame: Frame, verb: int, last: Preceding | None) -> tuple[Change, int]:
    """The change that a number states, and the index of the word that says so (-1: none).

    `last` is the number before in the sentence, as in `на 27%, до 160 тысяч`.
    """
    found, word = _own(frame, verb, last.change if last else "")
    return found or carried(frame, verb, last) or headed(frame, verb) or aside(frame) or replacing(frame), word


def _own(frame: Frame, verb: int, before: Change) -> tuple[Change, int]:
    word = _word(frame, verb)
    if _signed(frame):
        return _signed(frame), word.index if word else -1
    if verb > frame.bracket and frame.number.kind != "age" and reaches(frame, verb):
        return "to", verb
    if (risen := _risen(frame)) >= 0:
        return "to", risen
    if (of_two(frame) and than_before(frame, verb) < 0) or of_norm(frame):
        return "", -1
    if place := placed(frame, before):
        return place, word.index if word else -1
    if word is None:
        return _without_word(frame, before), -1
    return _by_preposition(frame, word, verb, before), word.index


def _risen(frame: Frame) -> int:
    """`Улов [вырос] на треть и составил 9 тонн`: the verb of change before a level that is coordinated with it."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    levels = (i for i in range(frame.first - 1, frame.left - 1, -1) if is_finite(tokens[i]))
    level = next(levels, -1)
    if level <= first or verb_lemma(tokens[level]) not in STATING or tokens[level - 1].norm != "и":
        return -1
    verb = next((i for i in range(level - 2, first - 1, -1) if is_finite(tokens[i])), -1)
    if verb < 0 or frame.preposition not in ("", "в") or not _direction(frame.doc, verb):
        return -1
    growing = any(_direction(frame.doc, c) for c in children(frame.doc, verb) if is_noun(tokens[c]))
    return -1 if growing else verb


def _by_preposition(frame: Frame, word: Word, verb: int, before: Change) -> Change:
    preposition, kind = frame.preposition, frame.number.kind
    if preposition == "на" and kind not in ("rank", "age"):
        return word.direction
    if preposition == "до" and frame.number.comparison == "<=" and (size := _as_subject(frame, word, verb)):
        return size  # сокращение составляет до 30%
    if (preposition in ("до", "к") and kind != "age") or to_mark(frame):
        return "to"
    if preposition in ("с", "со", "от") and (_until(frame) or (before == "to" and preposition != "от")):
        return "from"
    if preposition == "с" and word.index == frame.first - 2 and _is_clause(frame.doc, word.index):
        return "from"  # число школ вырастет с 60 тысяч в 2016 году
    if preposition == "вместо" or (preposition == "против" and (before or earlier(frame, frame.last - 1))):
        return "from"
    if frame.doc.tokens[frame.first].norm in ("выше", "ниже") and is_verb(frame.doc.tokens[word.index]):
        return "to"  # поднялась выше 84 долларов
    if kind == "multiple" or _gained(frame, word):
        return word.direction
    return _as_subject(frame, word, verb)


def _is_clause(doc: Doc, index: int) -> bool:
    """A finite verb or a gerund: `вырос с 6 млрд`, `увеличившись с 6 млрд`."""
    return is_finite(doc.tokens[index]) or doc.tokens[index].feat("VerbForm") == "Conv"


def _gained(frame: Frame, word: Word) -> bool:
    """`прибавлял в весе [14 кг]`, `акции прибавили [2%]`: a verb whose object is the size."""
    verb = verb_lemma(frame.doc.tokens[word.index])
    if (
        verb in LOSING and frame.number.kind == "percent" and not is_passive(frame.doc.tokens[word.index])
    ):  # акции потеряли [4%], but потеряли 4% зерна
        after = frame.doc.tokens[frame.last : frame.last + 1]
        return not frame.preposition and not any(is_noun(t) or is_modifier(t) for t in after)
    return verb in GAINING and not frame.preposition and frame.number.kind in ("percent", "measure")


def _as_subject(frame: Frame, word: Word, verb: int) -> Change:
    """`рост составил 5%`, `увеличение – 20%`: a noun of change whose amount the number is."""
    if not is_noun(frame.doc.tokens[word.index]) or frame.number.kind not in (
        "percent",
        "fraction",
        "multiple",
        "count",
        "money",
        "measure",
    ):
        return ""
    if 0 <= word.index < verb < frame.first and verb_lemma(frame.doc.tokens[verb]) in LEVELS:
        return word.direction
    set_off = verb >= frame.last and frame.doc.tokens[frame.left - 1].text in DASHES  # рост – 5% – наблюдался в сёлах
    plain = verb < 0 or frame.preposition == "в" or set_off
    near = frame.first - word.index <= 3
    return word.direction if plain and near else ""


def _word(frame: Frame, verb: int) -> Word | None:
    """The governing verb where it is one of change, else a noun or comparative of change next to the number."""
    for found in (
        _comparative(frame, verb),
        _exceeding(frame, verb),
        _behind(frame),
        _noun(frame, verb),
        _verb(frame, verb),
        _of_gerund(frame, verb),
        _subject(frame, verb),
    ):
        if found:
            return found
    return None


def _exceeding(frame: Frame, verb: int) -> Word | None:
    """`втрое превысило прошлогодний показатель`: a comparison with an earlier time is a change."""
    sized = frame.number.kind == "multiple" or frame.preposition == "на"
    if verb < 0 or not sized or verb_lemma(frame.doc.tokens[verb]) not in EXCEEDING:
        return None
    return Word(verb, "increase") if earlier(frame, max(verb, frame.last - 1)) else None


def _behind(frame: Frame) -> Word | None:
    """`позволяет на [10 процентов] увеличить загрузку`: the verb of change right behind the size."""
    if frame.preposition != "на" or frame.last >= frame.sentence.last or not is_verb(frame.doc.tokens[frame.last]):
        return None
    direction = _direction(frame.doc, frame.last)
    return Word(frame.last, direction) if direction else None


def _direction(doc: Doc, index: int) -> Change:
    token = doc.tokens[index]
    return directions().get((verb_lemma(token) if is_verb(token) else lemma(token)).replace("ё", "е"), "")


def _verb(frame: Frame, verb: int) -> Word | None:
    direction = _direction(frame.doc, verb) if verb >= 0 else ""
    return Word(verb, direction) if direction else None


def _noun(frame: Frame, verb: int) -> Word | None:
    """`увеличением числа школ [на 12]`: a noun of change before the number in its stretch, or above it in the tree."""
    doc = frame.doc
    for i in range(frame.first - 1, _floor(frame) - 1, -1):
        token = doc.tokens[i]
        if i == verb and is_verb(token):
            happens = verb_lemma(token) in HAPPENING and frame.preposition == "на"
            happens = happens or (frame.number.comparison == "<=" and verb_lemma(token) in LEVELS)
            if (frame.preposition in ("на", "до", "с", "со", "от", "в") and not happens) or _direction(doc, i):
                break
            continue
        if (direction := directions().get(lemma(token))) and is_noun(token):
            return Word(i, direction)
    return None


def _subject(frame: Frame, verb: int) -> Word | None:
    """`[рост] цен, по данным банка, составил 4%`: the subject of a level, past an aside."""
    tokens = frame.doc.tokens
    if not frame.left <= verb < frame.first or verb_lemma(tokens[verb]) not in STATING or frame.preposition:
        return None
    nouns = (i for i in children(frame.doc, verb) if i < verb and tokens[i].rel == "nsubj" and is_noun(tokens[i]))
    alone = (i for i in nouns if not any(t.feat("Case") == "Nom" for t in tokens[i + 1 : verb]))
    return next((Word(i, way) for i in alone if (way := _direction(frame.doc, i))), None)


def _of_gerund(frame: Frame, verb: int) -> Word | None:
    """`[рост] цен замедлился, составив 4%`: a gerund of a level has the subject of the verb over it."""
    doc = frame.doc
    if verb < 0 or doc.tokens[verb].feat("VerbForm") != "Conv" or frame.number.kind != "percent":
        return None
    over = doc.tokens[verb].head
    nouns = (i for i in (over, *(children(doc, over) if over >= 0 else ())) if 0 <= i < verb and is_noun(doc.tokens[i]))
    found = (Word(i, _direction(doc, i)) for i in nouns if doc.tokens[i].feat("Case") == "Nom")
    return next((word for word in found if word.direction), None)


def _floor(frame: Frame) -> int:
    """Start of the stretch with the number, and of the one before where only a dash parts them."""
    start = frame.left
    if start == frame.first or (start > frame.sentence.first and frame.preposition and start + 1 == frame.first):
        start = frame.stretch_start(start - 1)
    return max(start, frame.sentence.first)


def _comparative(frame: Frame, verb: int) -> Word | None:
    """`на 5% [больше], чем год назад`."""
    at = than_before(frame, verb)
    if at < 0:
        return None
    norm = frame.doc.tokens[at].norm
    return Word(at, _direction_of(norm) if norm in COMPARATIVES else "decrease" if norm in LESSENING else "increase")


def _direction_of(norm: str) -> Change:
    return directions()[norm]


def _signed(frame: Frame) -> Change:
    """`(+7,5%)`, `минус 1,3%`, `-4,3%` of a percentage."""
    text = frame.doc.text[frame.number.start : frame.number.stop]
    bracketed = frame.bracket >= 0 and frame.number.kind in ("count", "money", "measure")
    if frame.number.kind != "percent" and (not bracketed or frame.number.unit == "degC"):
        return ""
    if text.startswith(("+", "плюс")):
        return "increase"
    if text[0] in DASHES and frame.bracket < 0:
        return ""  # рейтинг партии –7%: below nought, not less than before
    return "decrease" if text.startswith(("-", "−", "–", "минус")) else ""


def _without_word(frame: Frame, before: Change) -> Change:
    """`выход на уровень 90%`; `на 27%, до 160 тысяч`; `увеличил до 2 трлн против 135 млрд`."""
    preposition = frame.preposition
    if preposition == "до" and before in ("increase", "decrease", "from"):
        return "to"
    if preposition in ("с", "со") and _until(frame) and frame.number.kind != "age":
        return "from"
    replaced = preposition == "вместо" and (frame.bracket >= 0 or earlier(frame, frame.last))
    if replaced or (preposition == "против" and before):
        return "from"
    if GOALS.isdisjoint(frame.lemmas):
        return ""
    goal = (i for i in range(frame.first - 1, max(frame.left, frame.first - 6) - 1, -1))
    named = next((i for i in goal if lemma(frame.doc.tokens[i]) in GOALS), frame.first + 1)
    marked = any(t.norm in ("на", "до") or t.norm in MARKS for t in frame.doc.tokens[named : frame.first + 1])
    return "to" if marked else ""


def _until(frame: Frame) -> bool:
    """Whether another number with `до` follows in the stretch: `с 5 до 10`."""
    doc = frame.doc
    for i in range(frame.last, min(frame.last + 10, frame.sentence.last - 1)):
        if doc.tokens[i].norm in ("до", "к"):
            return any(covering(doc.numbers, t.start) >= 0 for t in doc.tokens[i + 1 : i + 4])
        if is_verb(doc.tokens[i]):
            return False
    return False
