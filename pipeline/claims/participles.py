"""Participles with a case: those that describe a noun and govern nothing, and those with a clause of their own."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import covering, is_attribute, is_noun, may_be
from pipeline.document import Doc


def modifies(doc: Doc, index: int) -> bool:
    """A participle right before its noun (`выданных больничных`), or used as one (`выживших`)."""
    if not is_attribute(doc.tokens[index]):
        return False
    if is_postposed(doc, index):
        return False  # житель, [имеющий] опыт
    genitive = may_be(doc.tokens[index], "PRTF") and doc.tokens[index].feat("Case") == "Gen"
    if index and genitive and covering(doc.numbers, doc.tokens[index - 1].start) >= 0:
        return True  # из 16 [подписавших] договор регионов
    if doc.tokens[index].norm.startswith("оставш"):
        return True  # [оставшиеся] 9 гектаров
    if index + 1 < len(doc.tokens) and (is_noun(doc.tokens[index + 1]) or doc.tokens[index + 1].pos == "ADJ"):
        genders = [t.feat("Gender") for t in doc.tokens[index : index + 2] if t.feat("Number") == "Sing"]
        if len(genders) == 2 and all(genders) and genders[0] != genders[1]:
            return False  # курс, поощряющий рождение троих детей
        cases = {doc.tokens[index].feat("Case"), doc.tokens[index + 1].feat("Case")}
        either = cases == {"Nom", "Acc"} and may_be(doc.tokens[index + 1], "nomn")  # not `предусматривающая реализацию`
        return len(cases) == 1 or either
    return index > 0 and covering(doc.numbers, doc.tokens[index - 1].start) >= 0


def is_postposed(doc: Doc, index: int) -> bool:
    """`город, [расположенный] в 25 км`, `клуб, дважды [выигравший] кубок`: behind its noun and a comma, whatever part
    of speech the tagger took it for."""
    token = doc.tokens[index]
    if token.rel != "acl" or token.pos not in ("ADJ", "VERB") or not 0 <= token.head < index:
        return False
    if token.feat("Variant") == "Short" or not token.feat("Case") or not may_be(token, "PRTF"):
        return False
    return any(t.text == "," for t in doc.tokens[max(token.head, index - 3) : index])


def beside(frame: Frame) -> int:
    """`к [занявшему] третье место Орлову`, `[набравшие] по семь очков клубы`: a participle right before the number
    whose object it is, as its case tells; -1 if none."""
    tokens, led = frame.doc.tokens, frame.doc.tokens[frame.first - 1].norm == "по"
    at, noun = frame.first - 1 - led, frame.last - 1
    if at < frame.left or not is_attribute(tokens[at]) or frame.number.kind not in ("count", "rank", "measure"):
        return -1
    if not may_be(tokens[at], "PRTF") or tokens[at].norm.startswith("оставш"):
        return -1
    while noun < frame.right - 1 and not is_noun(tokens[noun]):
        noun += 1
    case, other = tokens[at].feat("Case"), tokens[noun].feat("Case")
    apart = bool(other) and case != other and not {case, other} <= {"Nom", "Acc", "Gen"}
    return at if led or (apart and tokens[at].feat("Number") == "Sing") else -1  # but к [показанным] 90 картинам
