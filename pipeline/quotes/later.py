"""Who is named only after he spoke: `сообщил представитель ДЧС. «…», – добавил пресс-секретарь ДЧС Ким`."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.quotes.scene import NOBODY, Scene, Voice, lemma

SPOKESMEN = frozenset(("представитель", "пресс-секретарь", "спикер", "сотрудник"))
PARAGRAPHS = 2  # after the one that tells who spoke
PEOPLE = 30  # looked at
TITLE = 12  # tokens before a name in which its organisation stands


def named_later(scene: Scene, people: list[tuple[int, Voice]], i: int, org: frozenset[str]) -> Voice:
    """The person whom the next paragraphs introduce with the organisation, known by its stems, of the one at i."""
    if lemma(scene.tokens[i]) not in SPOKESMEN:
        return NOBODY
    first = bisect_left(people, i, key=lambda p: p[0])
    for at, voice in people[first : first + PEOPLE]:
        if scene.paragraph[at] > scene.paragraph[i] + PARAGRAPHS:
            break
        if scene.paragraph[at] > scene.paragraph[i] and _stands_with(scene, at, org):
            return voice
    return NOBODY


def _stands_with(scene: Scene, at: int, org: frozenset[str]) -> bool:
    """Whether the title before the name at `at` has the organisation, perhaps in short: `ДЧС области`, `ДЧС`."""
    first = max(scene.doc.sentences[scene.tokens[at].sent].first, at - TITLE)
    named = [t.norm for j, t in enumerate(scene.tokens[first:at], first) if (m := scene.mention[j]) and m.type == "ORG"]
    return bool(named) and {word[:5] for word in named} <= org
