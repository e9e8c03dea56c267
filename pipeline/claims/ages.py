"""Items of ages: the person who has it, however the age is said."""

from __future__ import annotations

from pipeline.claims.context import Context
from pipeline.claims.phrase import Phrase, around
from pipeline.claims.subject import described
from pipeline.claims.syntax import covering, is_attribute, is_noun, is_verb, lemma
from pipeline.document import Doc

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
