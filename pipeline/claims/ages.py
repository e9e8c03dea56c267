"""Items of ages: the person who has it, however the age is said."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from pipeline.claims.context import NOTHING, Context
from pipeline.claims.phrase import Phrase, around, ending, following
from pipeline.claims.resolve import MEMORY
from pipeline.claims.subject import described
from pipeline.claims.syntax import covering, is_attribute, is_noun, is_verb, lemma
from pipeline.document import Doc
from pipeline.numbers.age import TEAMS

COLLECTIVE = frozenset(("население", "молодежь"))


def aged(c: Context) -> Phrase | None:
    """`[дети] в возрасте 6 лет`, `[врачи], приехавшие в город в возрасте 30 лет`."""
    tokens, i = c.doc.tokens, c.frame.first - 1
    if c.kind != "age" or i - 1 <= c.frame.sentence.first or tokens[i].norm != "возрасте" or tokens[i - 1].norm != "в":
        return None
    if _is_person(c.doc, i - 2):
        return around(c.doc, i - 2)
    verb = next((k for k in range(i - 2, c.frame.left - 1, -1) if is_verb(tokens[k])), c.verb)
    if verb >= 0 and is_attribute(tokens[verb]):
        who = described(c.doc, verb)
        return around(c.doc, who) if who >= 0 else None
    if c.subject >= 0 and (_is_person(c.doc, c.subject) or tokens[c.subject].pos == "PRON"):
        return c.resolve(c.subject)
    return None


def _is_person(doc: Doc, index: int) -> bool:
    """Somebody by name, a noun of persons, a participle used as one (`задержанных`)."""
    token, found = doc.tokens[index], covering(doc.mentions, doc.tokens[index].start)
    if found >= 0:
        return doc.mentions[found].type == "PER"
    alone = is_attribute(token) and index and doc.tokens[index - 1].text != ","
    return (is_noun(token) and token.feat("Animacy") == "Anim") or alone or lemma(token) in COLLECTIVE


def team(c: Context) -> Phrase | None:
    """`победила [сборная страны] до 17 лет`: those whose players are so old."""
    preposition = c.doc.tokens[c.frame.first].norm == "до"
    found = ending(c.doc, c.frame.first, c.frame.sentence.first) if c.kind == "age" and preposition else None
    return found if found and lemma(c.doc.tokens[found.head]) in TEAMS else None


def person(c: Context) -> Phrase | None:
    """`принимают [детей] с 6 лет`, `[мужчине] 45 лет`: whose age it is."""
    whose = _dative(c)
    if whose or c.kind != "age":
        return whose
    for i in range(c.frame.first - 1, max(c.frame.sentence.first, c.frame.first - 6) - 1, -1):
        if is_noun(c.doc.tokens[i]) and c.doc.tokens[i].feat("Animacy") == "Anim":
            return around(c.doc, i)
    found = _who(c) or c.resolve(c.subject) or c.recent()
    inanimate = found is not None and c.doc.tokens[found.head].feat("Animacy") == "Inan"
    pronoun = c.subject >= 0 and c.doc.tokens[c.subject].pos == "PRON"
    return NOTHING if inanimate and pronoun else found  # при запуске программы им было меньше 30 лет


def _dative(c: Context) -> Phrase | None:
    """`самому младшему [гражданину], получившему паспорт, было 10 дней`: the person in the dative that opens it."""
    if c.kind not in ("age", "duration") or (c.verb_lemma not in ("быть", "исполниться") and not c.after_dash):
        return None
    start = c.frame.stretch_start(c.frame.left - 1) if c.after_dash else c.frame.sentence.first
    found = following(c.doc, start, c.frame.first)
    head = c.doc.tokens[found.head] if found and found.first == start else None
    person = head is not None and is_noun(head) and head.feat("Case") == "Dat" and head.feat("Animacy") == "Anim"
    return found if person else None


def _who(c: Context) -> Phrase | None:
    """`Скончался [Иван Петров]. Ему было 84 года`: the person named last whom the pronoun may stand for."""
    tokens = c.doc.tokens
    near = range(c.frame.first - 1, max(c.frame.sentence.first, c.frame.first - 12) - 1, -1)
    at = next((i for i in near if tokens[i].norm in ("ему", "ей", "которому", "которой")), -1)
    if at < 0:
        return None
    for mention in reversed(c.doc.mentions[: bisect_left(c.doc.mentions, tokens[at].start, key=attrgetter("start"))]):
        if tokens[at].start - mention.stop > MEMORY:
            break
        inside = c.doc.token_range(mention.start, mention.stop)
        gender = tokens[inside.start].feat("Gender")
        if mention.type == "PER" and gender in ("", tokens[at].feat("Gender")):
            return Phrase(inside.start, inside.stop, inside.start)
    return None
