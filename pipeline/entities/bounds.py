"""Where the name of an institution ends: before a quoted sentence, behind a place, with the region that it is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.document import Doc, Token
from pipeline.entities.lexicon import fold, is_capital
from pipeline.entities.org_heads import head_use
from pipeline.vocabulary import words

Ends = Mapping[int, tuple[int, str]]  # first token of a name → token after its last, type


def may_be_name(inside: Sequence[Token]) -> bool:
    """`«Алтын дән»`; no `партии Кубы «будет и впредь помогать»`, no `закон «О гражданстве»`."""
    if inside[0].norm in ("о", "об") or (len(inside) == 1 and not is_capital(inside[0])):
        return False
    if is_capital(inside[0]):
        return True
    return len(inside) < 5 and all(t.feat("VerbForm") != "Fin" and t.feat("Variant") != "Short" for t in inside)


def is_open(token: Token) -> bool:
    """An adjective in the genitive, which no name ends with."""
    return token.pos == "ADJ" and token.text[0].islower() and token.feat("Case") == "Gen"


def is_cabinet(doc: Doc, head: int, i: int) -> bool:
    """`правительство [Коидзуми]`, `администрация [Клинтона]`; no `главы администрации [Ивана Ли]`, who is the head."""
    if i != head + 1 or fold(doc.tokens[head].lemma) not in ("правительство", "администрация", "кабинет"):
        return False
    room = fold(doc.tokens[head].lemma) == "кабинет" and doc.tokens[head].feat("Case") == "Loc"  # в кабинете Тимошенко
    return not room and (not head or fold(doc.tokens[head - 1].lemma) not in words("positions"))


def is_whole(doc: Doc, head: int, i: int, ends: Ends) -> bool:
    """Whether a place or a name of one word ends at a token: `пресс-службе Минобрнауки | оперативного ответа`."""
    for j in range(max(head + 1, i - 3), i):
        stop, kind = ends.get(j, (0, ""))
        if stop == i:
            return doc.tokens[i - 1].pos != "ADJ" if kind == "LOC" else j == i - 1
    return False


def of_region(doc: Doc, head: int, i: int) -> bool:
    """`управление образования [области]`, `Военного суда [республики]`: the one there is; no `акимат области`."""
    if doc.tokens[i].norm not in ("области", "республики") or i < 1:
        return False
    if head_use(doc.tokens[i - 1]) and is_capital(doc.tokens[i - 2]):
        return doc.tokens[i].norm == "республики"  # пресс-службы Военного суда республики
    if head_use(doc.tokens[head]) not in ("office", "body", "named") or doc.tokens[head].norm.startswith(_UNBOUND):
        return False
    after = doc.tokens[i + 1] if i + 1 < len(doc.tokens) else doc.tokens[i]
    return (
        after is doc.tokens[i]
        or not (is_capital(after) or after.pos in ("ADJ", "NOUN"))
        or after.sent != doc.tokens[i].sent
    )


_UNBOUND = ("акимат", "пресс")  # what a region has by the dozen
