"""What people are called beside their names: `свидетель Ермеков`, `пенсионерка Громова`, `с министром Шариповым`.

Who was once introduced with a word is meant by the word alone later: `сообщил свидетель`.
"""

from __future__ import annotations

from bisect import bisect_left

from pipeline.quotes.scene import Scene, Voice, lemma

BEFORE = 10  # tokens before a name in which its title may stand
BETWEEN = frozenset(("NOUN", "ADJ", "PROPN", "CCONJ", "DET"))

Titles = dict[str, list[tuple[int, Voice]]]


def titles(scene: Scene, people: list[tuple[int, Voice]]) -> Titles:
    """By lemma: the names before which it stands as a title, in text order."""
    found: Titles = {}
    for at, voice in people:
        cases = {t.feat("Case") for t in scene.tokens[at : scene.end_of_mention(at)]}
        for i in range(at - 1, max(0, at - BEFORE) - 1, -1):
            token = scene.tokens[i]
            if token.pos not in BETWEEN and not scene.mention[i]:
                break
            person = scene.mention[i] is None and token.feat("Animacy") == "Anim" and token.feat("Number") == "Sing"
            if person and token.feat("Case") in cases:
                found.setdefault(lemma(token), []).append((at, voice))
    return found


def titled(index: Titles, word: str, before: int) -> Voice | None:
    """The last one called `word` whose name stands before token `before`."""
    names = index.get(word, [])
    n = bisect_left(names, before, key=lambda name: name[0])
    return names[n - 1][1] if n else None
