"""Surveys credit who holds them, `опрос провёл X`, `опрос проведён центром X`; ratings who publishes them."""

from __future__ import annotations

from pipeline.document import Sentence
from pipeline.quotes.cue import Cue, Scope
from pipeline.quotes.scene import Scene, Voice, lemma
from pipeline.quotes.subjects import until
from pipeline.quotes.voices import Voices
from pipeline.vocabulary import words

SURVEYS = frozenset(("опрос", "соцопрос", "анкетирование"))
ASKING = frozenset(("опросить", "опрашивать"))
PUBLISHING = frozenset(("опубликовать", "обнародовать", "выпустить", "составить"))
HOLDING = frozenset(("провести", "проводить", "проведенный", "проводиться", *ASKING, *PUBLISHING))
FIGURES = frozenset(
    ("рейтинг", "статистика", "сводка", "отчет", "отчетность", "доклад", "исследование", "обзор", "прогноз", "данные")
)
RESEARCH = frozenset(("исследование",))
_STUDIED = SURVEYS | RESEARCH
TAKING_PART = frozenset(("участвовать", "принять", "опросить", "пройти", "проходить"))
SHARE = 8  # tokens between a share of those asked and the verb
NEAR = 6  # tokens between the verb and the survey
OPENING = 4  # tokens in which a sentence about the survey itself names it


def survey(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """The credit of the verb at i to the organisation that holds the survey; it is no new voice."""
    word = lemma(scene.tokens[i])
    if word in PUBLISHING:
        held = any(lemma(t) in FIGURES for t in scene.tokens[i + 1 : min(sentence.last, i + NEAR)])
    else:
        held = word in HOLDING and (word in ASKING or _is_survey(scene, i, sentence))
    voice = _holder(scene, voices, i, sentence) if held else None
    if voice is None or voice.type != "ORG":
        return None
    if word in PUBLISHING:
        return Cue(i, i + 1, "source", voice, "after", scene.tokens[i].text, vague=True)
    return Cue(i, i + 1, "source", voice, _scope(scene, sentence), scene.tokens[i].text, vague=True)


def publishes(scene: Scene, s: int, cue: Cue) -> bool:
    """Whether a paragraph says only who published figures, so that the next ones tell them."""
    sentences = scene.doc.sentences
    near = [sentences[n].paragraph for n in (s - 1, s + 1) if 0 <= n < len(sentences)]
    return lemma(scene.tokens[cue.at]) in PUBLISHING and sentences[s].paragraph not in near


def is_answer(scene: Scene, i: int, sentence: Sentence) -> bool:
    """Whether the verb at i is what part of those asked answered: `27% уверены, что`, `каждый третий считает`.

    They are nobody's voice: who holds the survey goes on.
    """
    before = range(i - 1, max(sentence.first, i - SHARE) - 1, -1)
    return _has_share(scene, before) or _has_share(scene, range(i + 1, min(sentence.last, i + NEAR)))


def _has_share(scene: Scene, near: range) -> bool:
    """Whether a share is named beside the verb, before a comma and before somebody who speaks himself.

    Not `банк прогнозирует рост [на 5%]`, `руководство сообщило [о планах] уволить 5% рабочих`.
    """
    tokens = [scene.tokens[i] for i in near]
    for n, token in enumerate(tokens):
        if lemma(token) in words("shares"):
            return True
        if token.text == "," or (near.step > 0 and token.pos == "ADP"):
            return False
        mention = scene.mention[near[n]]
        if mention and mention.type != "LOC" and token.feat("Case") in ("", "Nom"):
            return False
        if token.feat("Animacy") == "Anim" and token.feat("Case") == "Nom" and token.feat("Number") == "Sing":
            return any(lemma(t) == "каждый" for t in tokens[n + 1 : n + 3])  # `каждый третий житель`
    return False


def is_about_survey(scene: Scene, sentence: Sentence) -> bool:
    """`В опросе участвовали 1200 человек`: about the survey, not out of it."""
    opening = [lemma(t) for t in scene.tokens[sentence.first : min(sentence.last, sentence.first + OPENING)]]
    return not _STUDIED.isdisjoint(opening) and any(
        lemma(t) in TAKING_PART for t in scene.tokens[sentence.first : min(sentence.last, sentence.first + SHARE)]
    )


def _is_survey(scene: Scene, i: int, sentence: Sentence) -> bool:
    """A survey is the object of the verb, or what `который` before it stands for."""
    near = range(max(sentence.first, i - NEAR), min(sentence.last, i + NEAR))
    return any(lemma(scene.tokens[j]) in SURVEYS and scene.tokens[j].feat("Case") != "Gen" for j in near) or any(
        lemma(scene.tokens[j]) == "который" and lemma(scene.tokens[max(0, j - 2)]) in SURVEYS for j in near
    )


def _holder(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Voice | None:
    passive = scene.tokens[i].feat("Voice") == "Pass" or scene.tokens[i].norm.endswith("ся")
    if passive:
        return voices.cast.named(i + 1, until(scene, i + 1, sentence.last))
    return voices.of_verb(i, sentence.first, sentence.last)


def _scope(scene: Scene, sentence: Sentence) -> Scope:
    """`Довольны 40%. Опрос провёл X.`: a sentence about the survey credits those before it in its paragraph."""
    before = scene.tokens[sentence.first].sent - 1
    same = before >= 0 and scene.doc.sentences[before].paragraph == sentence.paragraph
    opening = scene.tokens[sentence.first : min(sentence.last, sentence.first + OPENING)]
    return "back" if same and any(lemma(t) in SURVEYS for t in opening) else "all"
