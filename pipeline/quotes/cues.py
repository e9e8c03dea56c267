"""Cues of reported speech in a sentence: `сообщил, что`, `по словам`, `как отметили в`, `говорится в отчете`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document import Sentence
from pipeline.lookup import lookup
from pipeline.quotes.cue import OWN, Cue, Scope
from pipeline.quotes.documents import CITING, author_of_relative
from pipeline.quotes.frames import ABOUT, Frame, frame, states_figures, sums_figures
from pipeline.quotes.outlet import is_own, relays_own
from pipeline.quotes.prepositions import TRIGGERS
from pipeline.quotes.scene import (
    DASHES,
    NOBODY,
    Scene,
    Voice,
    is_nominative,
    lemma,
    noun_classes,
    speaker_classes,
    verb_classes,
)
from pipeline.quotes.surveys import HOLDING, is_answer, survey
from pipeline.quotes.turns import EARLIER, PROPOSING
from pipeline.quotes.voices import Voices
from pipeline.vocabulary import words

FIGURES = frozenset(("цифра", "данные", "данный", "сведение", "оценка", "статистика"))
AROUND = 40  # tokens before and after a verb in which a document stands
NEAR = 6  # tokens before a verb in which a subject stands that is no speaker
SHOWING = frozenset(("показать", "показывать"))
FEASTS = frozenset(("день", "юбилей", "праздник", "годовщина", "новоселье", "рождение", "летие"))


def candidates(scene: Scene) -> dict[int, list[int]]:
    """By sentence the tokens that may be cues, in order."""
    words = lookup(scene.doc)
    found: dict[int, list[int]] = {}
    for i in sorted({*words.with_norms(TRIGGERS.keys()), *scene.speech, *words.with_lemmas(HOLDING)}):
        found.setdefault(scene.tokens[i].sent, []).append(i)
    return found


def cues(scene: Scene, voices: Voices, sentence: Sentence, at: Sequence[int]) -> list[Cue]:
    """The cues of a sentence outside direct speech, and its credits anywhere, in order: which of tokens `at` are."""
    found: list[Cue] = []
    for i in at:
        trigger, cue = TRIGGERS.get(scene.tokens[i].norm), None
        if trigger and not scene.mention[i]:
            cue = trigger(scene, voices.cast, i, sentence)
        elif i in scene.speech and not scene.direct[i]:
            cue = _verb(scene, voices, i, sentence, found)
        elif i in scene.speech:
            cue = _cited_within(scene, voices, i, sentence)
        elif not scene.direct[i]:
            cue = survey(scene, voices, i, sentence)
        if cue:
            if is_own(scene, cue.voice):
                cue = replace(cue, voice=OWN)
            found.append(cue)
            if not scene.direct[i] and cue.voice is not OWN:
                alone = scene.tokens[i].feat("Number") == "Sing"
                voices.cast.remember(i, cue.voice, alone, cue.layer == "source")
    if any(cue.voice is OWN for cue in found):
        referred = next((c.voice for c in found if c.scope == "all" and c.voice.type == "ORG"), None)
        voices.cast.relayed = referred or voices.cast.relayed
    return found


def _verb(scene: Scene, voices: Voices, i: int, sentence: Sentence, before: list[Cue]) -> Cue | None:
    kind, before_it = scene.speech[i], [token.norm for token in scene.tokens[max(sentence.first, i - 2) : i]]
    if "я" in before_it or "мы" in before_it or ("не" in before_it) != (kind == "deny"):
        return None  # `не сообщил`, `как я уже сказал`
    held = frame(scene, i, sentence)
    summed = sums_figures(scene, i, sentence)
    if _is_no_speech(scene, i, held) or (is_answer(scene, i, sentence) and not summed):
        return None
    if kind == "gerund":
        if (
            scene.tokens[i].feat("VerbForm") == "Part"
            and scene.tokens[i].feat("Tense") == "Pres"
            and not _says_that(scene, i)
        ):
            return None  # данные, говорящие о росте
        tells = verb_classes().get(lemma(scene.tokens[i])) in ("tell", "urge")  # `пообещав выделить 5 млн`
        return _gerund(scene, voices, i, sentence, before) if held == "after" or tells else None
    if kind == "state":
        return _state(scene, voices, i, sentence, held)
    if relays_own(scene, i, sentence):
        return _cue(scene, i, sentence, OWN, "whole")
    if not held and kind not in ("tell", "give", "urge"):
        return None
    if kind == "think" and (credited := voices.report_at(i, sentence.first, sentence.last)):
        return Cue(i, i + 1, "source", credited, held or "whole", scene.tokens[i].text)
    voice = _speaker(scene, voices, i, sentence, held)
    if (voice is None or voice is NOBODY) and (joined := _joined(scene, i, before)):
        voice = joined
    return _cue(scene, i, sentence, voice, held or "after") if voice else None


def _cited_within(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """`«Как говорил Ким, нас 40», – пояснил Серов`: who is cited within direct speech is the source."""
    if teller := _tells_within(scene, i, sentence):
        return Cue(i, i + 1, "source", voices.cast.voice(teller), "after", scene.tokens[i].text)
    figures = lemma(scene.tokens[i]) in CITING and _is_relative(scene, i)  # если верить цифрам, которые приводит Ким
    if not figures and not _says_how(scene, i, sentence):
        return None
    voice = voices.cast.named(i + 1, sentence.last)
    return Cue(i, i + 1, "source", voice, "whole", scene.tokens[i].text) if voice.entity_id else None


def _tells_within(scene: Scene, i: int, sentence: Sentence) -> int:
    """`«Вчера [Минтранс] объявил, что дорог 40», – пишет X`: the subject right before the verb; 0 if there is none."""
    if not _says_that(scene, i) or scene.tokens[i].feat("Tense") != "Past":
        return 0
    last = scene.mention[i - 1] if i > sentence.first else None
    at = scene.doc.token_at(last.start) if last else 0
    named = last is not None and last.type in ("PER", "ORG") and at >= sentence.first
    return at if named and scene.is_plainly_nominative(at) else 0


def _says_how(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`«Как [говорил] Ким, …`: the verb near an opening `как`, both within direct speech."""
    first = sentence.first + (scene.direct[sentence.first] == 0)
    opens = scene.tokens[first].norm == "как" and i - first <= NEAR and bool(scene.direct[first])
    return opens and scene.speech[i] in ("say", "tell") and scene.tokens[i].feat("VerbForm") == "Fin"


def _is_relative(scene: Scene, i: int) -> bool:
    """`данные, которые приводит`."""
    owner = lemma(scene.tokens[i - 3]) if i > 2 else ""
    return scene.tokens[i - 1].norm in ("которые", "которую") and owner in FIGURES


def _joined(scene: Scene, i: int, before: list[Cue]) -> Voice | None:
    """`министерство подтвердило план и заявило о …`: who speaks by the verb before `и`."""
    last = before[-1] if before else None
    if last is None or last.layer != "speaker" or not last.voice.entity_id or scene.tokens[i - 1].norm != "и":
        return None
    forms = [[scene.tokens[j].feat(f) for f in ("Number", "Gender", "Tense")] for j in (i, last.at)]
    return last.voice if forms[0] == forms[1] else None


def _is_no_speech(scene: Scene, i: int, held: Frame) -> bool:
    """`что говорит о доверии`, `отмечает юбилей`, `продолжил идти`; `продолжает` is speech only after what is said."""
    if scene.speech[i] == "aside":
        return held != "whole" or any(t.feat("VerbForm") == "Inf" for t in scene.tokens[i + 1 : i + 2])
    if lemma(scene.tokens[i]) in ("отметить", "отмечать") and any(lemma(t) in FEASTS for t in scene.tokens[i : i + 5]):
        return not held
    if (
        lemma(scene.tokens[i]) in ("привести", "приводить")
        and scene.tokens[i + 1 : i + 2]
        and scene.tokens[i + 1].norm == "к"
    ):
        return True  # привели к росту
    if scene.speech[i] in ("urge", "gerund") and lemma(scene.tokens[i]) in PROPOSING and not _proposes(scene, i):
        return held != "back"
    subject = i > 0 and scene.tokens[i - 1].norm in ("что", "это") and scene.tokens[i].feat("Number") == "Sing"
    return subject and held != "back"


def _proposes(scene: Scene, i: int) -> bool:
    """`Минфин предложил [Китаю] снизить пошлины`, not `фирма предлагает скидки`, `здесь предлагают поесть`."""
    if scene.tokens[i].feat("Number") != "Sing":
        return False
    for token in scene.tokens[i + 1 : i + 1 + NEAR]:
        if token.feat("VerbForm") == "Inf":
            return True
        if token.pos == "PUNCT":
            return False
    return False


def _cue(scene: Scene, i: int, sentence: Sentence, voice: Voice, scope: Scope) -> Cue:
    return Cue(i, _author_end(scene, i, sentence.last), "speaker", voice, scope, scene.tokens[i].text)


def _speaker(scene: Scene, voices: Voices, i: int, sentence: Sentence, held: Frame) -> Voice | None:
    """The speaker of a verb, NOBODY if unnamed; None where without a named one the verb is no speech."""
    kind, voice = scene.speech[i], voices.of_verb(i, sentence.first, sentence.last)
    plain = not (_says_that(scene, i) or _announces(scene, i) or sums_figures(scene, i, sentence))
    if kind == "give" and held != "back" and plain:
        # `представил проект`: of a person; `компания представила модель` is none
        if lemma(scene.tokens[i]) in ("объявить", "объявлять"):
            return None  # объявила сбор средств
        return voice if voice and voice.type == "PER" and scene.tokens[i].feat("Gender") != "Neut" else None
    if kind in ("tell", "urge") and not held:
        waits = lemma(scene.tokens[i]) == "ожидать" and (voice is None or voice.type != "ORG")  # судья ожидает суда
        return voice if voice and voice.entity_id and not waits else None
    if voice and voice.type == "PER" and held == "after" and lemma(scene.tokens[i]) in SHOWING:
        return None  # бегун показал, что готов
    if voice is None and (kind == "think" or _has_lifeless_subject(scene, i, sentence.first)):
        return None  # `и установили, что`: who, is not said
    return voice or (NOBODY if held == "back" else _elided(scene, voices, i))


def _has_lifeless_subject(scene: Scene, i: int, first: int) -> bool:
    """`название говорит о связи`, `рост цен говорит о том, что`: nobody says it."""
    for j in range(i - 1, max(first, i - NEAR) - 1, -1):
        token = scene.tokens[j]
        if token.pos in ("PUNCT", "VERB", "CCONJ", "SCONJ") or scene.mention[j]:
            return False
        if token.pos == "NOUN" and token.feat("Case") == "Nom" and token.feat("Animacy") == "Inan":
            return scene.tokens[j - 1].pos != "ADP" and lemma(token) not in speaker_classes().keys() | noun_classes()
    return False


def _says_that(scene: Scene, i: int) -> bool:
    """`объявили, что …`."""
    return [t.norm for t in scene.tokens[i + 1 : i + 3]] == [",", "что"]


def _announces(scene: Scene, i: int) -> bool:
    """`министерство объявило об отмене торгов`."""
    after = scene.tokens[i + 1 : i + 2]
    return lemma(scene.tokens[i]) in ("объявить", "объявлять") and any(t.norm in ABOUT for t in after)


def _gerund(scene: Scene, voices: Voices, i: int, sentence: Sentence, before: list[Cue]) -> Cue | None:
    """`добавив, что …`: whoever speaks in the sentence already, else its subject."""
    apposed = scene.tokens[i].feat("VerbForm") == "Part" and scene.tokens[i - 1].text == "," and i - 2 >= sentence.first
    if apposed and (m := scene.mention[i - 2]) and m.type in ("PER", "ORG"):
        voice: Voice | None = voices.cast.voice(i - 2)  # принимал министр Ким, выразивший надежду
    else:
        spoken = (c.voice for c in reversed(before) if c.layer == "speaker")
        voice = next(spoken, None) or voices.of_verb(i, sentence.first, i)
    return Cue(i, i + 1, "speaker", voice, "after", scene.tokens[i].text) if voice else None


def _state(scene: Scene, voices: Voices, i: int, sentence: Sentence, held: Frame) -> Cue | None:
    """`говорится в отчете банка`, `на сайте сообщается, что`, `из отчета следует, что`."""
    if not held and _is_seen(scene, i, sentence):
        return None
    voice = voices.place_of(i, sentence.first, sentence.last) or author_of_relative(scene, voices.cast, i)
    if voice and voice.type == "ORG" and held == "back" and _is_on_site(scene, i, sentence):
        return Cue(i, i + 1, "source", voice, held, scene.tokens[i].text)
    if voice is None:
        if held not in ("after", "whole", "back") or lemma(scene.tokens[i]) == "гласить":
            return None
        nobodys = _earlier(scene, i, sentence.first) or _is_in_text(scene, i, sentence)
        voice = NOBODY if nobodys else voices.cast.last_said() or NOBODY
        relayed = voices.cast.relayed
        if voice.type == "ORG" and (voices.cast.credited or voice == relayed):  # … со ссылкой на МВД. [Сообщается], что
            return Cue(i, i + 1, "source", relayed or voice, held or "whole", scene.tokens[i].text)
    return _cue(scene, i, sentence, voice, held or "whole")


def _is_on_site(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`Такие данные приводятся на сайте X`: figures that X keeps, not what it says."""
    sites = any(lemma(t) in ("сайт", "портал", "страница") for t in scene.tokens[i + 1 : min(i + 5, sentence.last)])
    return sites and states_figures(scene, i, sentence)


def _is_seen(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`На посту отмечается рост`: nobody says it, where no document is named."""
    if lemma(scene.tokens[i]) != "отмечаться" or i + 1 >= sentence.last:
        return False
    words = {lemma(t) for t in scene.tokens[max(sentence.first, i - AROUND) : min(sentence.last, i + AROUND)]}
    documents = words & (noun_classes().keys() - {"пост"})  # на гидрологическом посту
    return not documents and scene.tokens[i + 1].pos in ("NOUN", "ADJ") and is_nominative(scene.tokens[i + 1])


def _is_in_text(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`В законе говорится`, `в статье 5 указано`: a text that is nobody's who has spoken."""
    near = range(max(sentence.first, i - NEAR), min(sentence.last - 1, i + NEAR))
    inside = (scene.tokens[j + 1] for j in near if scene.tokens[j].norm in ("в", "во") and not scene.mention[j + 1])
    return any(t.pos == "NOUN" and t.feat("Case") == "Loc" and lemma(t) in words("texts") for t in inside)


def _earlier(scene: Scene, i: int, first: int) -> bool:
    """`Ранее сообщалось`, `сообщалось`: by whom, is not said."""
    past = scene.tokens[i].feat("Tense") == "Past" and scene.tokens[i].feat("VerbForm") == "Fin"
    return past or any(t.norm in EARLIER for t in scene.tokens[max(first, i - 4) : i + 3])


def _elided(scene: Scene, voices: Voices, i: int) -> Voice:
    """`Также добавил, что`, `уточнили, что`: who spoke last, agreeing with the verb."""
    last, token = voices.cast.last_said(), scene.tokens[i]
    if last is None or (token.feat("Number") == "Plur") != (last.type == "ORG"):
        return NOBODY
    return last if not last.gender or token.feat("Gender") in ("", last.gender) else NOBODY


def _author_end(scene: Scene, i: int, last: int) -> int:
    """End of the author's words that begin at the verb: a dash, or a comma before a gerund or clause."""
    for j in range(i + 1, min(last, i + 40)):
        if not scene.mention[j] and (scene.tokens[j].text in DASHES or scene.tokens[j].text in (",", ":", ";")):
            return j
    return min(last, i + 40)
