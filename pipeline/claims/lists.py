"""Lines of a list without a verb, which have the mood of what leads the list."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import (
    DASHES,
    REACH,
    covering,
    has_bullet,
    is_address,
    is_attribute,
    is_finite,
    is_future,
    lemma,
    outside_brackets,
)
from pipeline.claims.tense import future, mood_word, will
from pipeline.document import Doc, Sentence

LIST = 25  # lines of a list that are looked through for its first line
LEADING = DASHES | {":"}
EXAMPLES = ("среди ", "в их числе", "в том числе", "в числе ", "из них")
FORECASTS = frozenset(("прогноз", "план"))
WEATHER = frozenset(("ветер", "температура", "порыв", "облачность", "осадки", "туман", "гололед", "метель"))
SKY = WEATHER | {"погода", "дождь", "снег", "мороз", "жара", "похолодание", "потепление", "термометр"}
PRESENT = frozenset(("сейчас", "вчера", "накануне", "сегодня"))
SERVICES = frozenset(("казгидромет", "гидрометцентр", "синоптик", "метеоролог", "росгидромет"))
FORETELLING = frozenset(("ожидать", "ожидаться", "прогноз", "прогнозировать", "обещать", "предстоять"))
OPENING = 3  # sentences of an article that say what it is of
LONG = 60  # tokens of a line of a list


def listed(frame: Frame, verb: int) -> bool:
    """`Планируют сохранить цены: – хлеб – 90 тенге`: a line without a verb has the mood of the line before its list."""
    if verb >= 0:
        return False
    if _is_forecast(frame) or _of_weather(frame):
        return True
    led = lead(frame)
    if led < 0:
        return _continues_plan(frame)
    return _is_plan(frame.doc, frame.doc.sentences[led - 1 if exemplifies(frame) else led])


def _is_forecast(frame: Frame) -> bool:
    """`Прогноз погоды в Семее: днем 7 градусов`: behind the colon of a forecast."""
    tokens = frame.doc.tokens
    if FORECASTS.isdisjoint(frame.lemmas):
        return False
    for i in range(frame.first - 1, frame.sentence.first, -1):
        if tokens[i].text == ":":
            return any(lemma(t) in FORECASTS for t in tokens[frame.sentence.first : i])
        if is_finite(tokens[i]):
            break
    return False


def _of_weather(frame: Frame) -> bool:
    """`Погода ожидается ясная. ¶ В Семее ветер 3–8 метров в секунду`: weather without a verb in a forecast of it."""
    doc = frame.doc
    if frame.number.unit != "degC" and WEATHER.isdisjoint(frame.lemmas):
        return False
    sentence = doc.tokens[frame.sentence.first : frame.sentence.last]
    rest = [t for t in sentence if lemma(t) not in WEATHER]  # порывы, which the tagger takes for a verb
    named = len(rest) < len(sentence) or frame.number.unit == "degC"
    if not named or any(is_finite(t) or t.norm in PRESENT for t in rest):
        return False
    near = doc.sentences[max(OPENING, frame.index - OPENING) : frame.index + 1]
    return any(_foretells(doc, sentence) for sentence in (*doc.sentences[:OPENING], *near))


def _foretells(doc: Doc, sentence: Sentence) -> bool:
    """`По данным синоптиков`, `Ожидаются морозы`, `Температура опустится`: a forecast of the weather."""
    tokens = doc.tokens[sentence.first : min(sentence.last, sentence.first + REACH)]
    words = {lemma(t) for t in tokens}
    if words & SERVICES:
        return True
    return bool(words & SKY) and bool(words & FORETELLING or any(is_future(t) or will(t) for t in tokens))


def _continues_plan(frame: Frame) -> bool:
    """`Ветераны получат 90 тенге. ¶ Вдовы – 40 тенге`: a paragraph without a verb has the mood of the one before it."""
    doc = frame.doc
    if frame.number.kind in ("score", "rank"):  # Мальта – Литва – 0:2, under what a win will mean
        return False
    for n in range(frame.index, max(-1, frame.index - LIST), -1):
        told = _main_verb(doc, doc.sentences[n])
        if told >= 0:
            return n < frame.index and not _is_spoken(doc, doc.sentences[n]) and _is_planned(doc, told)
        if not _is_line(doc, n):
            break
    return False


def _is_planned(doc: Doc, verb: int) -> bool:
    return future(doc, verb) or mood_word(doc, verb) in vocabulary.words("plan_words")


def _is_spoken(doc: Doc, sentence: Sentence) -> bool:
    """`…», — сказал он`: the end of a speech leads no list."""
    near = doc.tokens[sentence.first : min(sentence.last, sentence.first + REACH)]
    return any(n.text == "," and near[i].text == "»" and near[i + 2].text in DASHES for i, n in enumerate(near[1:-1]))


def _is_line(doc: Doc, n: int) -> bool:
    """Whether a sentence opens a paragraph and has a dash."""
    sentence = doc.sentences[n]
    if not n or doc.sentences[n - 1].paragraph == sentence.paragraph:
        return False
    return any(t.text in DASHES for t in doc.tokens[sentence.first : min(sentence.last, sentence.first + REACH)])


def _main_verb(doc: Doc, sentence: Sentence) -> int:
    """The first verb that a sentence stands on, outside brackets and clauses with `который`; -1 if it has none."""
    relative = False
    for i in outside_brackets(doc, range(sentence.first, min(sentence.last, sentence.first + REACH))):
        token = doc.tokens[i]
        relative = (relative and token.text != ",") or lemma(token) == "который"
        if not relative and (is_finite(token) or will(token)) and not is_address(token):
            return i
    return -1


def lead(frame: Frame) -> int:
    """The sentence that leads the list the number is in, by a colon; -1 where there is none."""
    doc = frame.doc
    if any(t.text in LEADING for t in doc.tokens[frame.sentence.first : frame.first]) and _opens(frame):
        return frame.index
    for n in range(frame.index - 1, max(-1, frame.index - LIST - 1), -1):
        sentence = doc.sentences[n]
        ending = doc.tokens[sentence.last - 1].text
        if ending == ":":
            return n
        if ending not in (";", ",") or sentence.last - sentence.first > LONG:
            break
    return -1


def leading_verb(frame: Frame) -> int:
    """`В парке высажено: ¶ – 25 клёнов; ¶ – 9 лип`: the verb of the line before a list whose lines begin with what is
    counted; -1 where that line says already what there is."""
    doc, first = frame.doc, frame.sentence.first + 1
    if not has_bullet(doc, frame.sentence) or covering(doc.numbers, doc.tokens[first].start) < 0:
        return -1
    if not 0 <= (led := lead(frame)) < frame.index:
        return -1
    line = range(max(doc.sentences[led].first, doc.sentences[led].last - REACH), doc.sentences[led].last)
    verb = next((i for i in reversed(line) if is_finite(doc.tokens[i])), -1)
    told = doc.tokens[verb + 1 : line.stop]
    full = len(told) > 3 or any(covering(doc.numbers, t.start) >= 0 or lemma(t) == "следующий" for t in told)
    own = any(is_finite(t) for t in doc.tokens[first : frame.sentence.last])
    return -1 if verb < 0 or full or own else verb


def _opens(frame: Frame, sentence: Sentence | None = None) -> bool:
    """`Среди них: …`, without a verb before the number: examples of what the sentence before says."""
    found, tokens = sentence or frame.doc.sentences[frame.index], frame.doc.tokens
    last = min(found.last, found.first + REACH, frame.first)
    opening = " ".join(t.norm for t in tokens[found.first : min(found.first + 3, last)])
    return opening.startswith(EXAMPLES) and not any(is_finite(t) for t in tokens[found.first : last])


def _is_plan(doc: Doc, sentence: Sentence) -> bool:
    first, words = max(sentence.first, sentence.last - REACH), vocabulary.words("plan_words")
    inside = range(first, sentence.last)
    told = (
        i for i in inside if is_finite(doc.tokens[i]) or is_attribute(doc.tokens[i]) or doc.tokens[i].norm == "план"
    )
    return any(mood_word(doc, i) in words for i in told)


def exemplifies(frame: Frame) -> bool:
    """`Запланировано 264 проекта. Среди них: теплица на [10 тыс. тонн]`: examples of what the sentence before says."""
    led = lead(frame)
    return led > 0 and _opens(frame, frame.doc.sentences[led])
