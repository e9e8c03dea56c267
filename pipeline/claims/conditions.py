"""Whether a claim is only supposed: `если`, `в случае` before its number, `бы` at its verb, a criterion."""

from __future__ import annotations

from functools import cache

from pipeline import vocabulary
from pipeline.claims.criteria import (
    has_come_to,
    in_scenario,
    is_criterion,
    is_defined,
    is_mused,
    reckons,
    sets_off,
    sizes,
    supposes_change,
)
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import children, is_attribute, outside_brackets, verb_lemma
from pipeline.claims.tense import future
from pipeline.document import Doc

MIGHT = frozenset(("мог", "могла", "могло", "могли"))


def conditional(frame: Frame, verb: int) -> bool:
    """`если`, `в случае`, `при условии` before the number; `бы` at its verb; a criterion (`превышающей 5 млн`)."""
    doc, tokens = frame.doc, frame.doc.tokens
    if verb >= 0 and (_wished(doc, verb) or _might(doc, verb) or is_mused(frame, verb)):
        return True
    if _is_aside(frame, verb):
        return False
    if _in_case(frame) or is_defined(frame, verb) or in_scenario(frame) or has_come_to(frame):
        return True
    if supposes_change(frame, verb):
        return True
    if _after_if(frame) and not _or_even(frame) and not reckons(frame) and not sets_off(frame):
        return verb >= 0 and (_would_come(doc, verb) or is_criterion(frame, verb))
    return verb >= 0 and verb_lemma(tokens[verb]) == "превышать" and tokens[verb].feat("VerbForm") == "Part"


def _in_case(frame: Frame) -> bool:
    """`в случае засухи соберут 3 тонны`: a phrase that opens a condition stands before the number."""
    if frame.norms.isdisjoint(_condition_words()):
        return False
    text = f" {' '.join(_before(frame))} "
    return any(f" {phrase} " in text for phrase in vocabulary.words("condition_phrases"))


@cache
def _condition_words() -> frozenset[str]:
    """The longest word of each phrase that opens a condition: without any of them there is none."""
    return frozenset(max(phrase.split(), key=len) for phrase in vocabulary.words("condition_phrases"))


def _after_if(frame: Frame) -> bool:
    return "если" in frame.norms and "если" in _before(frame)


def _before(frame: Frame) -> list[str]:
    """What is said before the number, but for brackets that it is not in: `просит 5 млн (в случае засухи – 7)`."""
    own = range(frame.bracket + 1, frame.first) if frame.bracket >= 0 else range(0)
    outside = outside_brackets(frame.doc, range(frame.sentence.first, frame.first))
    return [frame.doc.tokens[i].norm for i in (*outside, *own)]


def _wished(doc: Doc, verb: int) -> bool:
    """`хватило бы 9 дней`, `хорошо бы иметь 9 машин`, `пришлось бы нанять 9 человек`; not `хотя бы принять 9`."""
    tokens = doc.tokens
    if any(tokens[c].norm in ("бы", "б") for c in children(doc, verb)):
        return True
    if [t.norm for t in tokens[verb + 1 : verb + 2]] == ["бы"]:
        return True
    before = tokens[verb - 2] if verb > 1 and tokens[verb - 1].norm == "бы" else None
    return before is not None and before.norm not in ("хотя", "как", "если") and verb_lemma(before) != "хотеть"


def _would_come(doc: Doc, verb: int) -> bool:
    """`если уснёт, ему грозит штраф в 9 млн`, `если купить 9 машин`: what has not been yet."""
    token = doc.tokens[verb]
    return future(doc, verb) or token.feat("VerbForm") == "Inf" or verb_lemma(token) == "грозить"


def _is_aside(frame: Frame, verb: int) -> bool:
    """`при условии, что суд отклонит иск, [поданный] из-за срыва поставки 9 машин`: what has been done already."""
    tokens = frame.doc.tokens
    if not frame.sentence.first < verb < frame.first or tokens[verb - 1].text != ",":
        return False
    return is_attribute(tokens[verb]) and tokens[verb].feat("Tense") == "Past"


def _or_even(frame: Frame) -> bool:
    """`ему девять, если не [десять]`: no condition."""
    return [t.norm for t in frame.doc.tokens[frame.first - 2 : frame.first]] == ["если", "не"]


def _might(doc: Doc, verb: int) -> bool:
    """`мог бы выиграть 2 медали`, `могло снизить мощность на 50%`: what did not come to pass, or may not have."""
    if doc.tokens[verb].feat("VerbForm") != "Inf":
        return False
    before = [token.norm for token in doc.tokens[max(0, verb - 3) : verb]]
    if MIGHT.isdisjoint(before) or "не" in before:
        return False
    return "бы" in before or sizes(doc, verb)
