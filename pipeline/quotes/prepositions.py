"""Cues that are no verbs: `по словам X`, `согласно отчету X`, `со ссылкой на X`, `из отчета X следует`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.document import Sentence
from pipeline.quotes.bodies import is_unnamed
from pipeline.quotes.cast import Cast
from pipeline.quotes.cue import Cue, Layer, Scope
from pipeline.quotes.documents import author, by_whom, named_before
from pipeline.quotes.frames import RELATIVES
from pipeline.quotes.pronouns import owner_meant
from pipeline.quotes.scene import NOBODY, Scene, Voice, lemma, noun_classes, speaker_classes
from pipeline.quotes.subjects import POSSESSIVES, phrase_end
from pipeline.quotes.surveys import SURVEYS, is_about_survey

FOLLOWS = frozenset(("следует", "известно", "вытекает", "явствует"))
RESULTS = frozenset(("результат", "итог"))  # по результатам опроса X
OPENING = 6  # tokens before `из` in a sentence that points back
CLAIMS = frozenset(("заявление", "представление", "версия"))  # lodged, or a prize: `лучший по версии журнала`
SUCH = frozenset(("такая", "такие", "эта", "эти"))
INFORMATION = frozenset(("информация", "данные", "сведения", "цифры"))
OURS = frozenset(("мой", "наш", "свой", "ваш"))
WITHIN = frozenset(("ADJ", "DET", "ADV", "PRON", "CCONJ", "VERB"))  # `по предварительным и неполным данным`


def _by(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`по словам X`, `по её данным`, `по предварительной оценке ведомства`."""
    for j in range(i + 1, min(i + 5, sentence.last)):
        token = scene.tokens[j]
        word = lemma(token)
        kind = noun_classes().get(word)
        if word in CLAIMS and not _opens(scene, i, sentence.first):
            return None  # дело возбудили [по заявлению Кима]
        if word == "план" and token.feat("Number") != "Plur":
            return None  # построили по плану
        if word == "мнение" and j + 1 < sentence.last and scene.tokens[j + 1].text[0].isdigit():
            return None  # по мнению 45% родителей: who holds the survey goes on
        if kind in ("voice", "credit") and token.pos != "VERB" and token.feat("Case") in ("Dat", "Loc", ""):
            return _phrase_cue(scene, cast, i, j, sentence, kind)
        if word in RESULTS and j + 1 < sentence.last and lemma(scene.tokens[j + 1]) in SURVEYS:
            return _phrase_cue(scene, cast, i, j + 1, sentence, "credit")
        if not (token.norm in POSSESSIVES or token.pos in WITHIN):
            return None
    return None


def _opens(scene: Scene, i: int, first: int) -> bool:
    """Whether a clause begins at token i."""
    return i == first or scene.tokens[i - 1].pos in ("PUNCT", "CCONJ", "ADV", "PART", "SCONJ")


def _words_of(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`со слов X`, `с её слов`."""
    for j in range(i + 1, min(i + 3, sentence.last)):
        token = scene.tokens[j]
        if lemma(token) == "слово" and token.feat("Number") == "Plur":
            return _phrase_cue(scene, cast, i, j, sentence, "voice")
        if token.norm not in POSSESSIVES:
            return None
    return None


def _phrase_cue(scene: Scene, cast: Cast, i: int, noun: int, sentence: Sentence, kind: str) -> Cue | None:
    """The cue of a preposition at i whose reporting noun stands at `noun`."""
    tokens = scene.tokens
    owner = next((t.norm for t in tokens[i + 1 : noun] if t.norm in POSSESSIVES), "")
    if any(lemma(t) in OURS for t in tokens[i + 1 : noun]):
        return None
    end = phrase_end(scene, noun + 1, sentence.last)
    voice = owner_meant(cast, owner, i, kind == "credit") if owner else _named(scene, cast, noun, sentence, kind)
    if not voice.entity_id and any(lemma(t) == "этот" for t in tokens[i + 1 : noun]):
        voice = cast.just_credited(i) or cast.just_named(i)
    if lemma(tokens[noun]) == "версия" and is_unnamed(voice):
        kind = "credit"  # по версии следствия
    layer: Layer = "speaker" if kind == "voice" or voice.type == "PER" else "source"
    following = tokens[noun + 1].pos if noun + 1 < sentence.last else ""
    nobodys = end == noun + 1 or following in ("ADP", "PART", "VERB", "AUX")  # `по данным за май`
    vague = not owner and not voice.entity_id and nobodys
    scope: Scope = "aside" if in_brackets(scene, i, sentence.first) else "whole"
    return Cue(i, end, layer, voice, scope, scene.text(i, noun + 1), vague)


def _named(scene: Scene, cast: Cast, noun: int, sentence: Sentence, kind: str) -> Voice:
    """Who is named after a reporting noun; after one of credit who made the survey, or a country."""
    voice = cast.named(noun + 1, sentence.last, spoken=kind == "voice")
    if voice is NOBODY and kind == "credit":  # по данным опроса, проведённого X
        voice = by_whom(scene, cast, phrase_end(scene, noun + 1, sentence.last) - 1) or NOBODY
    return _country(scene, noun + 1) if voice is NOBODY and kind == "credit" else voice


def _country(scene: Scene, i: int) -> Voice:
    """`по версии Киева`, `по данным Франции`: the country or capital that speaks for itself."""
    mention = scene.mention[i] if i < len(scene.tokens) else None
    alone = mention is not None and mention.type == "LOC" and scene.end_of_mention(i) == i + 1
    return scene.voice(i) if alone else NOBODY


def _layer(voice: Voice) -> Layer:
    """A person who is cited speaks; an organisation is the source."""
    return "speaker" if voice.type == "PER" else "source"


def in_brackets(scene: Scene, i: int, first: int) -> bool:
    """Whether token i stands between brackets that open in the sentence that begins at `first`."""
    for j in range(i - 1, max(first, i - 30) - 1, -1):
        if scene.tokens[j].text in "()":
            return scene.tokens[j].text == "("
    return False


def _according(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`согласно отчету X`, `согласно X`, `данные X, согласно которым`."""
    tokens, last = scene.tokens, sentence.last
    if i + 1 < last and tokens[i + 1].norm in RELATIVES:
        return _antecedent(scene, cast, i, sentence)
    for j in range(i + 1, min(i + 5, last)):
        if scene.mention[j]:
            voice = cast.named(j, last)
            return (
                Cue(i, phrase_end(scene, j, last), "source", voice, "whole", tokens[i].text)
                if voice.type == "ORG"
                else None
            )
        if lemma(tokens[j]) in noun_classes():
            cue = _phrase_cue(scene, cast, i, j, sentence, "credit")
            return named_before(scene, cast, cue, j) if cue and cue.vague else cue
        if "org" in speaker_classes().get(lemma(tokens[j]), ()):
            return Cue(i, j + 1, "source", cast.organisation(j), "whole", tokens[i].text)
        if tokens[j].pos not in ("ADJ", "DET", "VERB"):
            return None
    return None


def _antecedent(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    for j in range(i - 1, max(sentence.first, i - 16) - 1, -1):
        if not scene.mention[j] and lemma(scene.tokens[j]) in noun_classes():
            voice = cast.named(j + 1, i)
            if not voice.entity_id:
                voice = author(scene, cast, j) or voice  # X опубликовал доклад, [согласно которому]
            if not voice.entity_id and lemma(scene.tokens[j]) in SURVEYS:
                return None  # X провёл опрос, [согласно которому]
            layer = _layer(voice)
            return Cue(i, i + 2, layer, voice, "after", scene.text(j, j + 1))
    return None


def _with_reference(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`со ссылкой на X`, `ссылаясь на данные X`."""
    tokens = scene.tokens
    if i + 2 >= sentence.last or tokens[i + 1].norm != "на":
        return None
    voice = cast.named(i + 2, sentence.last)
    layer = _layer(voice)
    start = i - 1 if i > sentence.first and tokens[i - 1].norm in ("со", "с") else i
    return Cue(
        start,
        phrase_end(scene, i + 2, sentence.last),
        layer,
        voice,
        "all",
        scene.text(start, i + 2),
        not voice.entity_id,
    )


def _from(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`из отчета X следует`, `из слов X стало известно`."""
    tokens, last = scene.tokens, sentence.last
    noun = next((j for j in range(i + 1, min(i + 4, last)) if lemma(tokens[j]) in noun_classes()), 0)
    if not noun or not any(t.norm in FOLLOWS for t in tokens[max(sentence.first, i - 4) : min(last, noun + 14)]):
        return None
    cue = _phrase_cue(scene, cast, i, noun, sentence, "voice" if lemma(tokens[noun]) == "слово" else "credit")
    scope: Scope = "back" if tokens[sentence.first].norm in ("это", "об") and i - sentence.first < OPENING else "whole"
    return replace(cue, vague=False, scope=scope) if cue else None  # Это следует из отчета X


def _rate(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`официальный курс Нацбанка 3 мая: доллар – 452 тенге`: whose rate it is."""
    official = i > sentence.first and lemma(scene.tokens[i - 1]) == "официальный"
    if not official or i + 1 >= sentence.last or scene.mention[i + 1] is None:
        return None
    if any(t.feat("VerbForm") == "Fin" for t in scene.tokens[i : min(sentence.last, i + 40)]):
        return None  # официальный курс вырос
    voice = cast.named(i + 1, sentence.last)
    return Cue(i, i + 1, "source", voice, "all", scene.text(i - 1, i + 1), True) if voice.type == "ORG" else None


def _forecast(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`Прогноз X по ценам составляет 5%`: whose forecast it is."""
    named = scene.mention[i + 1] if i + 1 < sentence.last else None
    if i > sentence.first + 1 or named is None or named.type != "ORG":
        return None
    return Cue(i, i + 1, "source", cast.voice(i + 1), "whole", scene.tokens[i].text, True)


def _in_survey(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`В опросе X аналитики прогнозировали …`: who holds the survey."""
    within = any(t.norm in ("в", "во") for t in scene.tokens[max(sentence.first, i - 3) : i])
    if not within or i + 1 >= sentence.last or is_about_survey(scene, sentence):
        return None
    return _of_survey(scene, cast, i, sentence)


def _asked(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`70% участников опроса X назвали …`: who holds the survey."""
    told = i > sentence.first and lemma(scene.tokens[i - 1]) in ("участник", "респондент")
    return _of_survey(scene, cast, i, sentence) if told and i + 1 < sentence.last else None


def _of_survey(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    voice = cast.named(i + 1, sentence.last) if scene.mention[i + 1] else NOBODY
    return Cue(i, i + 1, "source", voice, "whole", scene.tokens[i].text, True) if voice.type == "ORG" else None


def _is_contained(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`Такая информация содержится в исследовании X.`: of the sentences before it."""
    tokens, last = scene.tokens, min(sentence.last, i + OPENING)
    opens = i - sentence.first == 2 and tokens[i - 2].norm in SUCH and tokens[i - 1].norm in INFORMATION
    noun = next((j for j in range(i + 2, last) if lemma(tokens[j]) in noun_classes()), 0)
    cue = _phrase_cue(scene, cast, i, noun, sentence, "credit") if opens and noun else None
    return replace(cue, scope="back", vague=False) if cue and cue.voice.entity_id else None


def _such_are(scene: Scene, cast: Cast, i: int, sentence: Sentence) -> Cue | None:
    """`Таковы данные X.`: of the sentences before it."""
    noun = i + 1
    if i != sentence.first or noun >= sentence.last or noun_classes().get(lemma(scene.tokens[noun])) != "credit":
        return None
    cue = _phrase_cue(scene, cast, i, noun, sentence, "credit")
    return replace(cue, scope="back") if cue else None


Trigger = Callable[[Scene, Cast, int, Sentence], Cue | None]
TRIGGERS: dict[str, Trigger] = {
    "по": _by,
    "согласно": _according,
    "ссылкой": _with_reference,
    "ссылаясь": _with_reference,
    "сославшись": _with_reference,
    "из": _from,
    "таковы": _such_are,
    "прогноз": _forecast,
    **dict.fromkeys(("опросе", "опросах"), _in_survey),
    **dict.fromkeys(("опроса", "опросов"), _asked),
    **dict.fromkeys(("содержится", "содержатся"), _is_contained),
    "со": _words_of,
    "с": _words_of,
    **dict.fromkeys(("курс", "курса", "курсу", "курсом", "курсы", "курсов", "курсам"), _rate),
}
