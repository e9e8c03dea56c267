"""Cues of reported speech in a sentence: `сообщил, что`, `по словам`, `как отметили в`, `говорится в отчете`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.document import Sentence
from pipeline.quotes.scene import DASHES, NOBODY, SITE, Scene, Voice, lemma, noun_classes, speaker_classes
from pipeline.quotes.voices import POSSESSIVES, Voices

CONJUNCTIONS = frozenset("что как почему зачем когда где куда откуда сколько чтобы будто каким какие какой какая какую кто чем насколько".split())
RELATIVES = frozenset("который которая которое которые которого которой которым которых которому которую котором".split())
ADVERSATIVES = frozenset("однако но а хотя зато".split())
RELAYS = frozenset("передавать передать сообщать информировать писать".split())
RELAYED = re.compile(rf"\s*(?:[^\W\d]+\s+){{0,3}}«?({SITE})", re.I)
OWN = Voice("", "", "own")


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of speech at token `at`; its words and its speaker's end before `last`.

    `scope`: `whole` sentence, what comes `after` it, or `back`, the sentences before (`Об этом сообщили …`).
    `voice` NOBODY is a voice without a name; OWN the outlet itself.
    """

    at: int
    last: int
    layer: Literal["speaker", "source"]
    voice: Voice
    scope: Literal["whole", "after", "back"]
    text: str
    vague: bool = False  # `по предварительным данным`: no new voice


def cues(scene: Scene, voices: Voices, sentence: Sentence) -> list[Cue]:
    """The cues of a sentence outside direct speech, and its credits anywhere, in order."""
    found: list[Cue] = []
    for i in range(sentence.first, sentence.last):
        trigger = TRIGGERS.get(scene.tokens[i].norm)
        cue = None
        if trigger and not scene.mention[i]:
            cue = trigger(scene, voices, i, sentence)
        elif i in scene.speech and not scene.direct[i]:
            cue = _verb(scene, voices, i, sentence, found)
        if cue:
            found.append(cue)
            if cue.voice.entity_id and not scene.direct[i]:
                voices.remember(i, cue.voice)
    return found


# verbs


def _verb(scene: Scene, voices: Voices, i: int, sentence: Sentence, before: list[Cue]) -> Cue | None:
    kind = scene.speech[i]
    frame = _frame(scene, i, sentence)
    if kind == "gerund":
        return _gerund(scene, voices, i, sentence, before) if frame == "after" else None
    if kind == "state":
        return _state(scene, voices, i, sentence, frame)
    if _is_own(scene, i, sentence):
        return Cue(i, _author_end(scene, i, sentence.last), "speaker", OWN, "whole", scene.tokens[i].text)
    if not frame and kind not in ("tell", "give"):
        return None
    voice = voices.of_verb(i, sentence.first, sentence.last)
    if kind in ("tell", "give") and not frame:
        if voice is None or voice.type != "PER" and (kind == "give" or not voice.entity_id):
            return None
        frame = "after"
    if voice is None:
        voice = NOBODY if frame == "back" else _elided(scene, voices, i)
    credit = "source" if voice.type == "report" else "speaker"
    return Cue(i, _author_end(scene, i, sentence.last), credit, voice, frame, scene.tokens[i].text)  # type: ignore[arg-type]


def _frame(scene: Scene, i: int, sentence: Sentence) -> str:
    """How the verb at i holds what is said: `whole`, `after`, `back`, or empty where it is no speech."""
    tokens, words = scene.tokens, []
    for token in tokens[sentence.first : min(sentence.first + 3, i)]:
        words.append(token.norm)
    if _points_back(words):
        return "back"
    if _has_complement(scene, i, sentence.last):
        return "after"
    if _after_as(scene, i, sentence.first):
        return "whole"
    if words and words[0] in ("о", "об", "обо") and not _relative(scene, i, sentence.first):
        return "whole"
    if _trails(scene, i, sentence.first):
        return "whole"
    return ""


def _points_back(words: list[str]) -> bool:
    """`Об этом сообщили`, `О чем рассказал`."""
    return len(words) > 1 and words[0] in ("об", "о") and words[1] in ("этом", "чем", "нем")


def _has_complement(scene: Scene, i: int, last: int) -> bool:
    """`, что` (also after a few words: `сообщил журналистам, что`), a colon, or `о` with a noun."""
    tokens = scene.tokens
    for j in range(i + 1, min(last, i + 16)):
        if scene.mention[j]:
            continue
        text = tokens[j].norm
        if text == ",":
            if j + 1 < last and tokens[j + 1].norm in CONJUNCTIONS:
                return True
            if j + 2 < last and tokens[j + 2].norm == "что" and tokens[j + 1].norm in ("о", "том", "и"):
                return True
            return False
        if text == ":" or (text in ("о", "об", "обо", "про") and j - i <= 8):
            return True
        if text in ("том", "то") and j + 2 < last and tokens[j + 2].norm == "что":
            return True
        if tokens[j].text in DASHES or text in (";", "(") or tokens[j].pos == "VERB":
            return False
    return False


def _after_as(scene: Scene, i: int, first: int) -> bool:
    """`как отметил`, `как ранее сообщили`, `как в МЧС отметили`."""
    for j in range(i - 1, max(first, i - 8) - 1, -1):
        if scene.tokens[j].norm == "как":
            return scene.tokens[j + 1].norm not in ("и", "будто") and (j == first or scene.tokens[j - 1].norm in (",", "(", "и", "-", "–", "—"))
        if scene.tokens[j].text in (",", ".", ":"):
            return False
    return False


def _relative(scene: Scene, i: int, first: int) -> bool:
    """`…, о котором рассказал`."""
    for j in range(i - 1, max(first, i - 8) - 1, -1):
        if scene.tokens[j].norm in RELATIVES:
            return True
        if scene.tokens[j].text == ",":
            return False
    return False


def _trails(scene: Scene, i: int, first: int) -> bool:
    """The verb follows what is said: `…, полагает X`, `… – также сообщили в МЧС`."""
    for j in range(i - 1, max(first - 1, i - 6), -1):
        token = scene.tokens[j]
        if token.text in DASHES or token.text in ("»", '"', "”", "!", "?") and not scene.mention[j]:
            return True
        if token.text == ",":
            return True
        if token.norm in RELATIVES or token.pos in ("CCONJ", "SCONJ", "VERB") or scene.mention[j] and scene.mention[j].type == "PER":  # type: ignore[union-attr]
            return False
        if token.pos not in ("ADV", "PRON", "ADP", "NOUN", "PART", "DET", "ADJ"):
            return False
    return False


def _is_own(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`передает корреспондент Tengrinews.kz`, `сообщает zakon.kz`: the outlet that publishes the article."""
    if lemma(scene.tokens[i]) not in RELAYS or scene.tokens[i].feat("Tense") == "Past":
        return False
    found = RELAYED.match(scene.doc.text, scene.tokens[i].stop)
    return found is not None and _publishes(scene, found[1])


def _publishes(scene: Scene, site: str) -> bool:
    """Whether the site named is the article's own: by its address, else the first one that the text names."""
    url = scene.doc.article.url.lower()
    if url:
        return site.lower().removeprefix("www.") in url
    return site.lower() == scene.first_site


def _gerund(scene: Scene, voices: Voices, i: int, sentence: Sentence, before: list[Cue]) -> Cue | None:
    """`добавив, что …`: whoever speaks in the sentence already, else its subject."""
    voice = next((c.voice for c in reversed(before) if c.layer == "speaker"), None) or voices.of_verb(i, sentence.first, i)
    return Cue(i, i + 1, "speaker", voice, "after", scene.tokens[i].text) if voice else None


def _state(scene: Scene, voices: Voices, i: int, sentence: Sentence, frame: str) -> Cue | None:
    """`говорится в отчете банка`, `на сайте сообщается, что`, `из отчета следует, что`."""
    voice = voices.place_of(i, sentence.first, sentence.last)
    if voice is None:
        if frame not in ("after", "whole", "back") or lemma(scene.tokens[i]) in ("следовать", "гласить"):
            return None
        voice = NOBODY if _earlier(scene, i, sentence.first) else voices.last_said() or NOBODY
    return Cue(i, _author_end(scene, i, sentence.last), "speaker", voice, frame or "whole", scene.tokens[i].text)  # type: ignore[arg-type]


def _earlier(scene: Scene, i: int, first: int) -> bool:
    return any(t.norm in ("ранее", "раньше") for t in scene.tokens[max(first, i - 4) : i + 3])


def _elided(scene: Scene, voices: Voices, i: int) -> Voice:
    """`Также добавил, что`, `уточнили, что`: who spoke last, agreeing with the verb."""
    last, token = voices.last_said(), scene.tokens[i]
    if last is None or (token.feat("Number") == "Plur") != (last.type == "ORG"):
        return NOBODY
    return last if not last.gender or token.feat("Gender") in ("", last.gender) else NOBODY


def _author_end(scene: Scene, i: int, last: int) -> int:
    """End of the author's words that begin at the verb: a dash, or a comma before a gerund or clause."""
    for j in range(i + 1, min(last, i + 40)):
        if not scene.mention[j] and (scene.tokens[j].text in DASHES or scene.tokens[j].text in (",", ":", ";")):
            return j
    return min(last, i + 40)


# prepositions


def _by(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """`по словам X`, `по её данным`, `по предварительной оценке ведомства`."""
    for j in range(i + 1, min(i + 5, sentence.last)):
        token = scene.tokens[j]
        word = lemma(token)
        kind = noun_classes().get(word)
        if kind in ("voice", "credit") and token.pos != "VERB" and token.feat("Case") in ("Dat", "Loc", ""):
            return _phrase_cue(scene, voices, i, j, sentence, kind)
        if not (token.norm in POSSESSIVES or token.pos in ("ADJ", "DET", "ADV", "PRON", "CCONJ", "VERB")):
            return None
    return None


def _phrase_cue(scene: Scene, voices: Voices, i: int, noun: int, sentence: Sentence, kind: str) -> Cue | None:
    """The cue of a preposition at i whose reporting noun stands at `noun`."""
    tokens = scene.tokens
    owner = next((t.norm for t in tokens[i + 1 : noun] if t.norm in POSSESSIVES), "")
    if any(lemma(t) in ("мой", "наш", "свой", "ваш") for t in tokens[i + 1 : noun]):
        return None
    end = voices.phrase_end(noun + 1, sentence.last)
    voice = voices.pronoun(owner, i) if owner else voices.named(noun + 1, sentence.last, spoken=kind == "voice")
    layer: Literal["speaker", "source"] = "speaker" if kind == "voice" or voice.type == "PER" else "source"
    vague = not owner and end == noun + 1
    return Cue(i, end, layer, voice, "whole", scene.text(i, noun + 1), vague)


def _according(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """`согласно отчету X`, `согласно X`, `данные X, согласно которым`."""
    tokens, last = scene.tokens, sentence.last
    if i + 1 < last and tokens[i + 1].norm in RELATIVES:
        return _antecedent(scene, voices, i, sentence)
    for j in range(i + 1, min(i + 5, last)):
        if scene.mention[j]:
            voice = voices.named(j, last)
            return Cue(i, voices.phrase_end(j, last), "source", voice, "whole", tokens[i].text) if voice.type == "ORG" else None
        if lemma(tokens[j]) in noun_classes():
            return _phrase_cue(scene, voices, i, j, sentence, "credit")
        if "org" in speaker_classes().get(lemma(tokens[j]), ()):
            return Cue(i, j + 1, "source", voices.organisation(j, tokens[j]), "whole", tokens[i].text)
        if tokens[j].pos not in ("ADJ", "DET", "VERB"):
            return None
    return None


def _antecedent(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    for j in range(i - 1, max(sentence.first, i - 16) - 1, -1):
        if not scene.mention[j] and lemma(scene.tokens[j]) in noun_classes():
            voice = voices.named(j + 1, i)
            layer: Literal["speaker", "source"] = "speaker" if voice.type == "PER" else "source"
            return Cue(i, i + 2, layer, voice, "after", scene.text(j, j + 1))
    return None


def _with_reference(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """`со ссылкой на X`, `ссылаясь на данные X`."""
    tokens = scene.tokens
    if i + 2 >= sentence.last or tokens[i + 1].norm != "на":
        return None
    voice = voices.named(i + 2, sentence.last)
    layer: Literal["speaker", "source"] = "speaker" if voice.type == "PER" else "source"
    start = i - 1 if i > sentence.first and tokens[i - 1].norm in ("со", "с") else i
    return Cue(start, voices.phrase_end(i + 2, sentence.last), layer, voice, "whole", scene.text(start, i + 2), not voice.entity_id)


def _from(scene: Scene, voices: Voices, i: int, sentence: Sentence) -> Cue | None:
    """`из отчета X следует`, `из слов X стало известно`."""
    tokens, last = scene.tokens, sentence.last
    noun = next((j for j in range(i + 1, min(i + 4, last)) if lemma(tokens[j]) in noun_classes()), 0)
    if not noun or not any(t.norm in ("следует", "известно", "вытекает", "явствует") for t in tokens[max(sentence.first, i - 4) : min(last, noun + 14)]):
        return None
    cue = _phrase_cue(scene, voices, i, noun, sentence, "voice" if lemma(tokens[noun]) == "слово" else "credit")
    return replace(cue, vague=False) if cue else None


Trigger = Callable[[Scene, Voices, int, Sentence], Cue | None]
TRIGGERS: dict[str, Trigger] = {
    "по": _by, "согласно": _according, "ссылкой": _with_reference, "ссылаясь": _with_reference, "сославшись": _with_reference,
    "из": _from,
}  # fmt: skip


def author_verbs(scene: Scene, first: int, last: int) -> Iterator[int]:
    """Verbs of speech in `first:last` that may be the author's words beside direct speech."""
    return (i for i in range(first, last) if scene.speech.get(i, "gerund") != "gerund")
