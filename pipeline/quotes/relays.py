"""Whose words are passed on: `приводит слова министра агентство X`, `цитирует его X`; X does not speak."""

from __future__ import annotations

from pipeline.quotes.cast import Cast
from pipeline.quotes.pronouns import pronoun_meant
from pipeline.quotes.scene import NOBODY, Scene, Voice, is_nominative, lemma
from pipeline.quotes.subjects import POSSESSIVES, Subject, subjects
from pipeline.vocabulary import words

BRINGING = frozenset(("приводить", "привести", "передавать", "передать", "публиковать", "опубликовать"))
CITING = frozenset(("цитировать", "процитировать"))
WORDS = frozenset(("слово", "текст", "заявление", "обращение", "комментарий", "ответ", "цитата", "сообщение"))
NEAR = 8  # tokens between the verb and the words that it brings


def relayed(scene: Scene, cast: Cast, verb: int, stop: int) -> Voice | None:
    """Whose words the verb at `verb` passes on, NOBODY if unnamed; None where it passes on no words."""
    word = lemma(scene.tokens[verb])
    if word in CITING:
        return _cited(scene, cast, verb + 1, stop)
    if word not in BRINGING:
        return None
    at = _words_at(scene, verb + 1, min(stop, verb + NEAR))
    if at < 0:
        return None
    owner = scene.tokens[at - 1].norm
    return pronoun_meant(cast, owner, at) if owner in POSSESSIVES else cast.named(at + 1, stop)


def _words_at(scene: Scene, first: int, stop: int) -> int:
    """The first of `слова`, `сообщение` and their like, -1 if there is none."""
    here = (i for i in range(first, stop) if scene.mention[i] is None and lemma(scene.tokens[i]) in WORDS)
    return next(here, -1)


def _cited(scene: Scene, cast: Cast, first: int, stop: int) -> Voice | None:
    """`цитирует X министра Иванова`, `цитирует её X`: whom the verb has as its object."""
    for i in range(first, min(stop, first + 2)):
        if scene.tokens[i].norm in POSSESSIVES:
            return pronoun_meant(cast, scene.tokens[i].norm, i)
    at = _words_at(scene, first, min(stop, first + NEAR))
    if at >= 0 and (teller := cast.named(at + 1, stop)).entity_id:
        return teller  # `цитирует «Заря» сообщение полиции`
    found = list(subjects(scene, first, stop))
    for n, s in enumerate(found):
        if s.kind == "PER":
            return cast.voice(s.at)
        if _is_described(scene, s):
            named = [o.at for o in found[n + 1 :] if o.kind == "ORG"]
            outlet = stop if n or not named else named[-1]  # `цитирует российского министра ТАСС`
            foreign = lemma(scene.tokens[s.at - 1]) in words("nationalities")  # which country's, its title may not say
            voice = (cast.last_heard("PER") if foreign else None) or cast.described(s.at, outlet)
            if voice.type == "PER" or (n and named and voice.entity_id):  # `цитирует агентство представителя «Зари»`
                return voice
    return NOBODY


def _is_described(scene: Scene, s: Subject) -> bool:
    return s.kind in ("person", "leader") and not is_nominative(scene.tokens[s.at])
