"""Institutions without a name of their own: `в столичном акимате`, `по данным прокуратуры`, `оперативный штаб по ЧС`.

They are no mentions, so that they have no entity; what they are called is what stands in the text, in the nominative.
"""

from __future__ import annotations

from pipeline.document import Token
from pipeline.entities.cases import adjective_nominative, noun_gender, noun_nominative
from pipeline.quotes.scene import NOBODY, Scene, Voice, lemma
from pipeline.vocabulary import words

UNNAMED = "~"  # begins the id, within this stage, of a voice that is no entity
BEFORE = 3  # adjectives before the noun
AFTER = 8  # tokens of its name after it
VAGUE = frozenset(("этот", "тот", "такой", "свой", "наш", "ваш", "каждый", "весь", "сам", "другой", "какой"))
GENERAL = frozenset(
    ("правительство", "парламент", "администрация", "управление", "департамент", "власть", "комиссия", "сторона")
)  # whose, has to be said
AREA = frozenset(("область", "регион", "район", "город", "республика", "страна", "штат", "округ", "село", "поселок"))


def body(scene: Scene, i: int) -> Voice:
    """The voice of the institution at token i, NOBODY where its word is none."""
    if lemma(scene.tokens[i]) not in words("bodies") or scene.mention[i]:
        return NOBODY
    before, after = _qualifiers(scene, i), _after(scene, i)
    if lemma(scene.tokens[i]) == "власть" and scene.tokens[i].feat("Number") != "Plur":
        return NOBODY
    if lemma(scene.tokens[i]) in GENERAL and not after and len(before) == 1:
        return NOBODY
    name = " ".join((*before, *after))
    return Voice(UNNAMED + name, name, "ORG")


def is_unnamed(voice: Voice) -> bool:
    return voice.entity_id.startswith(UNNAMED)


def _qualifiers(scene: Scene, i: int) -> list[str]:
    """The noun and the adjectives before it, in the nominative: `столичный акимат`."""
    head = scene.tokens[i]
    number = "plur" if head.feat("Number") == "Plur" else "sing"
    gender, found = noun_gender(head), [head.text if head.text.isupper() else noun_nominative(head, number).lower()]
    for j in range(i - 1, max(-1, i - 1 - BEFORE), -1):
        token = scene.tokens[j]
        if token.pos != "ADJ" or token.sent != head.sent or lemma(token) in VAGUE or scene.mention[j]:
            break
        if token.feat("Case") not in ("", head.feat("Case")) or token.text.isdigit():
            break
        found.insert(0, adjective_nominative(token, number, gender).lower())
    return found


def _after(scene: Scene, i: int) -> list[str]:
    """Whose it is, or what for, as it stands after the noun: `Жамбылской области`, `по ЧС города`."""
    found: list[str] = []
    stop = min(len(scene.tokens), i + 1 + AFTER, scene.doc.sentences[scene.tokens[i].sent].last)
    for j in range(i + 1, stop):
        token, mention = scene.tokens[j], scene.mention[j]
        if mention is None and not _belongs(token, scene.tokens[j - 1]):
            break
        if mention and mention.type == "PER":
            break
        found.append(token.text)
    return found if found != ["по"] else []


def _belongs(token: Token, before: Token) -> bool:
    if before.norm == "по" or (before.pos == "ADJ" and before.feat("Case") == "Dat"):
        return token.feat("Case") in ("Dat", "") and token.pos in ("NOUN", "PROPN", "ADJ")
    if token.norm == "по":
        return before.pos == "NOUN" and lemma(before) in words("bodies")
    if token.feat("Case") == "Gen" and (before.feat("Case") == "Dat" or before.pos == "ADJ"):
        return token.pos in ("NOUN", "ADJ")  # комиссия по делам [подростков]
    return lemma(token) in AREA and token.feat("Case") == "Gen"
