"""Whose a document is that was named just before: `X опубликовал доклад. Согласно отчёту, …`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.quotes.cast import Cast
from pipeline.quotes.cue import Cue
from pipeline.quotes.scene import Scene, Voice, lemma, speaker_classes, verb_classes
from pipeline.vocabulary import words

REACH = 60  # tokens before the cue
FORESEEING = frozenset(("прогнозировать", "спрогнозировать", "ожидать", "оценить", "оценивать", "рассчитать"))
FORECASTS = frozenset(("прогноз", "ожидание", "оценка", "расчет"))


def named_before(scene: Scene, cast: Cast, cue: Cue, noun: int) -> Cue:
    """The cue with the organisation whose document, or forecast, the noun takes up; else as it is."""
    paragraph = scene.paragraph[noun]
    for i in range(cue.at - 1, max(-1, cue.at - REACH), -1):
        if paragraph - scene.paragraph[i] > 1:
            break
        if _is_taken_up(scene, i, noun) and (voice := _author(scene, cast, i)) and voice.entity_id:
            return replace(cue, voice=voice, vague=False)
    return cue


def _is_taken_up(scene: Scene, i: int, noun: int) -> bool:
    """Whether the noun means what token i names or tells: `доклад` … `отчёт`, `прогнозирует` … `прогноз`."""
    if scene.mention[i]:
        return False
    word, later = lemma(scene.tokens[i]), lemma(scene.tokens[noun])
    if later in FORECASTS and word in FORESEEING and word in verb_classes():
        return scene.tokens[i].feat("VerbForm") == "Fin"
    return word == later or (word in words("documents") and later in words("documents"))


def _author(scene: Scene, cast: Cast, at: int) -> Voice | None:
    """The organisation that the sentence of token `at` has for its subject."""
    sentence = scene.doc.sentences[scene.tokens[at].sent]
    for i in range(at - 1, max(sentence.first, at - REACH) - 1, -1):
        mention, token = scene.mention[i], scene.tokens[i]
        if mention is None and token.feat("Case") == "Nom" and "staff" in speaker_classes().get(lemma(token), ()):
            return cast.named(i + 1, at)  # аналитики банка представили обзор
        if mention and mention.type == "ORG" and mention.start == token.start and _leads(scene, i):
            return cast.voice(i)
    return None


def _leads(scene: Scene, i: int) -> bool:
    """A nominative, or a name without case at the head of its phrase."""
    before = scene.tokens[i - 1] if i else None
    alone = before is None or before.pos not in ("ADP", "NOUN", "ADJ") or before.sent != scene.tokens[i].sent
    return scene.is_plainly_nominative(i) or (alone and scene.tokens[i].feat("Case") == "")
