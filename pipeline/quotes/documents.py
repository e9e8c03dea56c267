"""Whose a document is that was named just before: `X опубликовал доклад. Согласно отчёту, …`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.quotes.cast import WINDOW, Cast
from pipeline.quotes.cue import Cue
from pipeline.quotes.scene import Scene, Voice, lemma, noun_classes, noun_owners, speaker_classes, verb_classes
from pipeline.quotes.subjects import subjects, until
from pipeline.vocabulary import words

REACH = 60  # tokens before the cue
CITING = frozenset(("цитировать", "процитировать", "приводить", "привести"))
FORESEEING = frozenset(("прогнозировать", "спрогнозировать", "ожидать", "оценить", "оценивать", "рассчитать"))
FORECASTS = frozenset(("прогноз", "ожидание", "оценка", "расчет"))
STUDYING = frozenset(("изучить", "изучать", "исследовать", "проанализировать", "обследовать", "опросить"))
SUMMING = frozenset(("подвести", "подводить"))
SENTENCES = 4  # before a document in which who acts is looked for
HEAD = 3  # tokens of a sentence in which its subject begins
WITHIN = 6  # tokens between a document, `в котором` and the verb
OWNED = 3  # tokens from a document to whose it is: `в исследовании той же компании`


def named_before(scene: Scene, cast: Cast, cue: Cue, noun: int) -> Cue:
    """The cue with the organisation whose document, or forecast, the noun takes up; else as it is."""
    voice = author_before(scene, cast, noun)
    return replace(cue, voice=voice, vague=False) if voice else cue


def author_before(scene: Scene, cast: Cast, noun: int) -> Voice | None:
    """The organisation that has brought out, near, the document or forecast that the noun takes up."""
    paragraph, seen = scene.paragraph[noun], 0
    for i in range(noun - 1, -1, -1):
        seen += not scene.direct[i]  # what stands in marks between is the document's
        if seen > REACH or paragraph - scene.paragraph[i] > 1:
            break
        if _is_taken_up(scene, i, noun) and (voice := author(scene, cast, i)) and voice.entity_id:
            return voice
    return None


def actor_before(scene: Scene, cast: Cast, noun: int) -> Voice | None:
    """`Банк «Заря» снизил ставку.¶«…», – говорится в сообщении`: who leads the nearest sentence before, of this
    paragraph or the one before it."""
    s = scene.tokens[noun].sent
    for sentence in scene.doc.sentences[max(0, s - SENTENCES) : s][::-1]:
        if scene.paragraph[noun] - sentence.paragraph > 1:
            return None
        for i in range(sentence.first, min(sentence.last, sentence.first + HEAD)):
            mention = scene.mention[i]
            if mention:
                named = mention.type == "ORG" and not scene.direct[i] and _leads(scene, i)
                return cast.voice(i) if named else None
    return None


def author_of_relative(scene: Scene, cast: Cast, verb: int) -> Voice | None:
    """`Банк выпустил заявление, в котором говорится, что`: who brought it out."""
    for i in range(verb - 1, max(0, verb - WITHIN), -1):
        if scene.tokens[i].norm in ("котором", "которой") and scene.tokens[i - 1].norm == "в":
            at = next((j for j in range(i - 2, max(0, i - WITHIN), -1) if lemma(scene.tokens[j]) in noun_classes()), 0)
            return author(scene, cast, at) if at and not scene.mention[at] else None
    return None


def by_whom(scene: Scene, cast: Cast, noun: int) -> Voice | None:
    """`в докладе, который подготовил X`, `данные, предоставленные X`, `в отчёте, размещённом на сайте X`."""
    stop = min(len(scene.tokens), noun + WINDOW)
    if noun + 2 >= stop or scene.tokens[noun + 1].text != ",":
        return None
    clause = scene.tokens[noun + 2]
    if lemma(clause) != "который" and clause.feat("VerbForm") != "Part":
        return None
    end = until(scene, noun + 2, stop)
    if any(lemma(t) in CITING for t in scene.tokens[noun + 2 : end]):
        return None  # согласно докладу, который цитирует X
    found = list(subjects(scene, noun + 2, end))
    orgs = [s.at for s in found if s.kind == "ORG" and not s.preposition]
    orgs.sort(key=lambda at: scene.tokens[at].feat("Case") != "Ins")  # `предоставленные РИА пресс-службой МВД`
    sites = (s.at for s in found if noun_owners().get(lemma(scene.tokens[s.at])) == "named")
    owner = orgs[0] if orgs else next(sites, -1) + 1
    return cast.voice(owner) if owner and scene.mention[owner] else None


def _is_taken_up(scene: Scene, i: int, noun: int) -> bool:
    """Whether the noun means what token i names or tells: `доклад` … `отчёт`, `прогнозирует` … `прогноз`."""
    if scene.mention[i]:
        return False
    word, later = lemma(scene.tokens[i]), lemma(scene.tokens[noun])
    if later in FORECASTS and word in FORESEEING and word in verb_classes():
        return scene.tokens[i].feat("VerbForm") == "Fin"
    if later in words("documents") and (word in STUDYING or _sums_up(scene, i, word)):
        return scene.tokens[i].feat("VerbForm") == "Fin"
    return word == later or (word in words("documents") and later in words("documents"))


def _sums_up(scene: Scene, i: int, word: str) -> bool:
    """`Аналитики подвели итоги`: what is written of it is their document."""
    return word in SUMMING and any(t.norm == "итоги" for t in scene.tokens[i + 1 : i + 3])


def _owner(scene: Scene, cast: Cast, at: int) -> Voice | None:
    """`Как сказано в исследовании [компании], …. В обзоре …`: who is named right after the document."""
    for s in subjects(scene, at + 1, until(scene, at + 1, min(len(scene.tokens), at + 1 + OWNED))):
        if s.preposition:
            return None
        if s.kind in ("ORG", "org"):
            return cast.organisation(s.at) if s.kind == "org" else cast.voice(s.at)
    return None


def author(scene: Scene, cast: Cast, at: int) -> Voice | None:
    """The organisation whose document stands at token `at`, or that its sentence has for its subject."""
    if lemma(scene.tokens[at]) in words("documents") and (owner := _owner(scene, cast, at)):
        return owner
    sentence = scene.doc.sentences[scene.tokens[at].sent]
    for i in range(at - 1, max(sentence.first, at - REACH) - 1, -1):
        mention, token = scene.mention[i], scene.tokens[i]
        if mention is None and token.feat("Case") == "Nom" and "staff" in speaker_classes().get(lemma(token), ()):
            return cast.named(i + 1, at)  # аналитики банка представили обзор
        if mention and mention.type == "ORG" and mention.start == token.start and _leads(scene, i):
            return cast.voice(i)
        if mention is None and token.feat("Case") == "Nom" and "org" in speaker_classes().get(lemma(token), ()):
            return cast.organisation(i)  # комитет разослал заявление
    return None


def _leads(scene: Scene, i: int) -> bool:
    """A nominative, or a name without case at the head of its phrase."""
    before = scene.tokens[i - 1] if i else None
    alone = before is None or before.pos not in ("ADP", "NOUN", "ADJ") or before.sent != scene.tokens[i].sent
    alone = alone or (before is not None and before.pos == "NOUN" and before.feat("Case") == "Nom")  # издание The Sun
    return scene.is_plainly_nominative(i) or (alone and scene.tokens[i].feat("Case") == "")
