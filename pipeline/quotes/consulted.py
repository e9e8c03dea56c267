"""Whom the outlet has asked: `«Заря» обратилась за комментарием к врачу Олегу Киму. … рассказал эксперт`."""

from __future__ import annotations

from pipeline.quotes.scene import Scene, Voice, lemma

NEAR = 2  # paragraphs after the one that tells whom the outlet asked
# fmt: off
TALKING = frozenset((
    "поговорить", "побеседовать", "пообщаться", "опросить", "расспросить", "связаться", "спросить", "узнать",
))
# fmt: on
TURNING = frozenset(("обратиться", "обращаться", "попросить", "просить"))
FOR = frozenset(("комментарий", "разъяснение", "прокомментировать", "объяснить", "оценить", "рассказать", "пояснить"))


def consulted(scene: Scene, nearest: list[tuple[int, Voice]], i: int, gender: str) -> Voice | None:
    """The one person, of those named before token i, whom a sentence near before it tells was asked."""
    for at, voice in nearest:
        if scene.paragraph[i] - scene.paragraph[at] > NEAR:
            return None
        if not scene.direct[at] and not scene.is_plainly_nominative(at) and _is_asked(scene, at):
            sent = scene.tokens[at].sent
            several = {v.entity_id for a, v in nearest if scene.tokens[a].sent == sent}
            agrees = not gender or voice.gender in ("", gender)
            return voice if agrees and len(several) == 1 else None
    return None


def _is_asked(scene: Scene, at: int) -> bool:
    """Whether the sentence has a verb of asking before the name at `at`."""
    before = [lemma(t) for t in scene.tokens[scene.doc.sentences[scene.tokens[at].sent].first : at]]
    return not TALKING.isdisjoint(before) or not (TURNING.isdisjoint(before) or FOR.isdisjoint(before))
