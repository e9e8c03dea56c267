"""Whether a word, `ведомство`, `фонд`, can stand for an organisation: by the first letters of the words of its name."""

from __future__ import annotations

from pipeline.quotes.scene import Scene, lemma, speaker_classes
from pipeline.vocabulary import words

POLICE = frozenset(("дп", "уп", "оп", "увд", "овд"))
MINISTRIES = frozenset(("мид", "мвд", "мчс", "мсх", "мио", "мнэ", "мцриа", "мкс"))
CARRIERS = frozenset(("перевозчик", "авиаперевозчик"))
TRANSPORT = frozenset(("авиак", "авиал", "ктж", "ржд", "желез"))
FIRMS = frozenset(("тоо", "ао", "ооо", "пао", "зао", "оао"))


def stems(scene: Scene, first: int, last: int) -> frozenset[str]:
    """First letters of the words of a name, of the entity's full name, and of the word that introduces it."""
    voice = scene.voice(first)
    found = [t.norm for t in scene.tokens[first:last]] + voice.name.lower().replace("ё", "е").split()
    before = first - 1
    if before >= 0 and scene.tokens[before].text in ("«", '"', "“", "„"):
        before -= 1
    if before >= 0 and scene.tokens[before].pos == "NOUN":
        found.append(lemma(scene.tokens[before]))
    return frozenset(w.strip('«»"“”„')[:5] for w in found)


def fits(word: str, known: frozenset[str]) -> bool:
    """Whether the word stands for an organisation whose name has these first letters."""
    if word[:5] in known:
        return True
    if word == "фонд":
        return "оф" in known
    if word == "полиция":
        return bool(known & POLICE)
    if word in CARRIERS:
        return bool(known & TRANSPORT)
    if word == "министерство":
        return bool(known & MINISTRIES) or any(s.startswith("мин") for s in known)
    if word == "банк":
        return any("банк" in s for s in known)
    classes = speaker_classes().get(word, frozenset())
    authority = any(s.startswith(tuple(words("authorities"))) for s in known)
    if "authority" in classes:
        return authority and not known & FIRMS
    return "business" in classes and (bool(known & FIRMS) or not authority)
