"""What a relative pronoun stands for, and what belongs to the clause that `, а` opens."""

from __future__ import annotations

from pipeline.claims.syntax import covering, is_modifier, is_noun, window
from pipeline.document import Doc, Token


def relative(doc: Doc, index: int) -> int:
    """The noun a relative pronoun stands for: by the tree (`acl:relcl`), else the noun before the comma."""
    verb = doc.tokens[index].head
    above = doc.tokens[verb].head if verb >= 0 and doc.tokens[verb].rel.startswith("acl") else -1
    if above >= 0 and _alike(doc.tokens[above], doc.tokens[index]):
        return above
    sentence = window(doc, index)
    before = (i for i in range(index - 1, sentence.first - 1, -1) if is_noun(doc.tokens[i]))
    nouns = [i for i in before if covering(doc.times, doc.tokens[i].start) < 0]
    nearest = above if above >= 0 or not nouns else nouns[0]
    alike = [i for i in nouns if _alike(doc.tokens[i], doc.tokens[index])]
    return next((i for i in alike if doc.tokens[i].feat("Case") != "Gen"), alike[0] if alike else nearest)


def _alike(noun: Token, pronoun: Token) -> bool:
    """`переизбыток в странах, [который] …`: number and, in the singular, gender of a relative pronoun and its noun."""
    number, gender = pronoun.feat("Number"), pronoun.feat("Gender")
    if not number or not noun.feat("Number"):
        return True
    return noun.feat("Number") == number and (number == "Plur" or gender in ("", noun.feat("Gender")))


def of_next_clause(doc: Doc, index: int, verb: int) -> bool:
    """`билеты подешевели на 3%, а [тарифы] выросли`: a noun that `, а` parts from the verb before it."""
    i = index - 1
    while i > verb and is_modifier(doc.tokens[i]):
        i -= 1
    return i - 1 > verb and doc.tokens[i].norm in ("а", "но") and doc.tokens[i - 1].text == ","
