"""Whether what is claimed is denied: by its verb, by a verb over it, or by a phrase such as `речи не идёт`."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import is_verb, lemma, verb_lemma
from pipeline.claims.tense import mood_word

# fmt: off
WANTING = frozenset((
    "хотеть", "намерен", "намеренный", "намереваться", "планировать", "собираться", "желать", "готов", "готовый",
    "должен", "должный", "суметь", "успеть",
))
# fmt: on
BOUNDING = frozenset(("превышать", "превысить", "превосходить", "превзойти", "достигать", "достигнуть", "достичь"))
HEDGING = frozenset(("если", "бы", "ли", "едва", "чуть"))
NEAR = 7  # tokens between a verb that wants and its infinitive


def negated(frame: Frame, verb: int) -> bool:
    """`не вернулись`, `не было построено`; `не менее`, `не превышает 4` are comparisons and deny nothing."""
    if _corrected(frame):
        return True
    if verb < 0:
        return False
    tokens, word = frame.doc.tokens, verb_lemma(frame.doc.tokens[verb])
    if word in ("исключать", "исключить"):
        return False  # не исключая миллиарда: it may be
    if word in BOUNDING and frame.number.comparison in ("<", "<="):
        return False
    first = verb - (verb > 0 and tokens[verb - 1].pos == "AUX")
    aside = frame.number.kind == "age"  # не хочет продавать 23-летнего вратаря
    return _denied(frame, first) or (not aside and _over(frame, verb)) or _out_of_question(frame, verb)


def _corrected(frame: Frame) -> bool:
    """`нужен не один вратарь, а три`, `ушёл не один год`; but not `если не 9`, `чуть ли не 9`."""
    tokens = frame.doc.tokens
    at = frame.first - 1 - (tokens[frame.first - 1].pos == "ADP")
    if at < frame.sentence.first or tokens[at].norm != "не":
        return False
    return HEDGING.isdisjoint(t.norm for t in tokens[max(frame.sentence.first, at - 2) : at])


def _denied(frame: Frame, index: int) -> bool:
    before = frame.doc.tokens[index - 1] if index else None
    return before is not None and before.norm == "не" and before.sent == frame.doc.tokens[index].sent


def _over(frame: Frame, verb: int) -> bool:
    """`не хочет из-за этого сокращать сезон на 2 недели`, `не может вместить 90 гостей`: what is denied stands over
    the infinitive."""
    tokens = frame.doc.tokens
    if tokens[verb].feat("VerbForm") != "Inf":
        return False
    for i in range(verb - 1, max(frame.sentence.first, verb - NEAR) - 1, -1):
        if tokens[i].text in ",;:" and i == verb - 1:
            return False
        word = mood_word(frame.doc, i)
        if word in WANTING or word in vocabulary.words("modal_verbs"):
            return _denied(frame, i)
        if is_verb(tokens[i]):
            return False
    return False


def _out_of_question(frame: Frame, verb: int) -> bool:
    """`о том, чтобы забить 9 шайб, речи идти не может`, `речь не идёт о том, чтобы сократить 40 врачей`."""
    tokens, first, last = frame.doc.tokens, frame.sentence.first, frame.sentence.last
    if "чтобы" not in frame.norms:
        return False
    purpose = next((i for i in range(verb - 1, max(first, verb - NEAR) - 1, -1) if tokens[i].norm == "чтобы"), -1)
    if purpose - 3 < first or tokens[purpose - 2].norm != "том":
        return False
    said = [i for i in range(first, last) if lemma(tokens[i]) == "речь"]
    at = min(said, key=lambda i: abs(i - purpose), default=-1)
    return at >= 0 and any(t.norm == "не" for t in tokens[max(first, at - 2) : min(last, at + 4)])
