"""How a verb of speech holds what is said: `сообщил, что`, `как отметил X`, `…, полагает X`, `об этом рассказал`."""

from __future__ import annotations

from typing import Literal

from pipeline.document import Sentence
from pipeline.quotes.scene import DASHES, Scene, lemma, speaker_classes

Frame = Literal["whole", "after", "back", ""]
# fmt: off
CONJUNCTIONS = frozenset((
    "что", "как", "почему", "зачем", "когда", "где", "куда", "откуда", "сколько", "чтобы", "будто", "каким", "какие",
    "какой", "какая", "какую", "кто", "чем", "насколько",
))
RELATIVES = frozenset((
    "который", "которая", "которое", "которые", "которого", "которой", "которым", "которых", "которому", "которую",
    "котором",
))
# fmt: on
CONCLUDING = frozenset(("заключить", "заключать"))
FIGURES = frozenset(("данные", "цифры", "сведения", "оценки", "выводы", "информацию", "статистику"))
VOICING = frozenset(("озвучить", "озвучивать", "выступить"))
CONFIRMING = frozenset(("подтвердить", "подтверждать", "предоставить", "распространить"))
CONCLUSIONS = frozenset(("вывод", "выводу", "заключение", "заключению", "прогноз"))
# fmt: off
STATEMENTS = frozenset((
    "заявление", "заявлением", "мнение", "мнения", "мнением", "оценку", "цифру", "цифрами", "данными", "сообщение",
    "прогнозом", "предположение", "точки",
))
POINTERS = frozenset((
    "такие", "эти", "такой", "такому", "этому", "такую", "эту", "соответствующие", "соответствующую", "данную",
    "подобные", "подобную", "такое", "такого", "таким", "такими", "соответствующее", "подобное",
))
# fmt: on
SUMMED = 8  # tokens from `такие данные` to their verb
REACH = 16  # tokens from the verb to what it introduces
ABOUT = frozenset(("о", "об", "обо", "про"))
APPEALS = frozenset(("предложение", "просьба", "инициатива", "призыв", "заявление"))
CLOSING = frozenset(("»", '"', "”", "!", "?"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
AMONG = frozenset(("PROPN", "ADV", "PRON", "ADP", "NOUN", "PART", "DET", "ADJ"))  # `…, в свою очередь отметил он`


def frame(scene: Scene, i: int, sentence: Sentence) -> Frame:
    """Which part of the sentence the verb at i reports: `whole`, `after` it, `back` before it; empty if none."""
    if lemma(scene.tokens[i]) in CONCLUDING and _has_object(scene, i):
        return ""  # заключил соглашение о поставках
    if _points_back(_opening(scene, i, sentence)) or (_brings(scene, i) and states_figures(scene, i, sentence)):
        return "back"
    if i == sentence.first + 1 and scene.tokens[sentence.first].norm == "так" and not _has_comma(scene, i, sentence):
        return "back"  # Так считает Ким.
    if has_complement(scene, i, sentence.last) or _rates(scene, i, sentence.last):
        return "after"
    if _after_as(scene, i, sentence.first) or sums_figures(scene, i, sentence) or _trails(scene, i, sentence.first):
        return "whole"
    if scene.tokens[sentence.first].norm in ABOUT and sentence.first < i and not _is_relative(scene, i, sentence.first):
        return "whole"
    return ""


def _has_comma(scene: Scene, i: int, sentence: Sentence) -> bool:
    return any(t.text == "," for t in scene.tokens[i : min(sentence.last, i + REACH)])


def _opening(scene: Scene, i: int, sentence: Sentence) -> list[str]:
    """The first words before the verb at i, without the adjectives after `такие`."""
    tokens = scene.tokens[sentence.first : min(sentence.first + 4, i)]
    return [t.norm for n, t in enumerate(tokens) if n == 0 or t.pos != "ADJ" or t.norm in POINTERS | FIGURES]


def _points_back(words: list[str]) -> bool:
    """`Об этом сообщили`, `О чем рассказал`, `На это обратил внимание`."""
    about = len(words) > 1 and words[0] in ("об", "о") and words[1] in ("этом", "чем", "нем")
    return about or words[:2] == ["на", "это"]


def _brings(scene: Scene, i: int) -> bool:
    """A verb that figures may be the object of: `такие данные озвучил X`; `прокомментировал` them is none."""
    word = lemma(scene.tokens[i])
    return scene.speech.get(i) in ("state", "give", "say") or word in VOICING or word in CONFIRMING


def states_figures(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`Такие данные приводятся в докладе X`, `К такому выводу пришли в X`."""
    words = _opening(scene, i, sentence)
    words = words[1:] if words[:1] in (["к"], ["с"]) else words
    if words[:1] == ["информацию"] and lemma(scene.tokens[i]) in CONFIRMING and i - sentence.first < 4:
        return True  # `Информацию об этом подтвердили в МЧС`
    return len(words) > 1 and words[0] in POINTERS and words[1] in FIGURES | CONCLUSIONS | STATEMENTS


def sums_figures(scene: Scene, i: int, sentence: Sentence) -> bool:
    """`Дорог 40 – такую статистику в мае представил X`: the clause points at what stands before it."""
    if not _brings(scene, i):
        return False
    for j in range(i - 1, max(sentence.first, i - SUMMED), -1):
        if scene.tokens[j].norm in FIGURES and scene.tokens[j - 1].norm in POINTERS:
            return j - 2 > sentence.first and (scene.tokens[j - 2].text in DASHES or scene.tokens[j - 2].text == ",")
    return False


def _rates(scene: Scene, i: int, last: int) -> bool:
    """`оценил ущерб в 8 млн`."""
    tokens = scene.tokens
    if lemma(tokens[i]) not in ("оценить", "оценивать"):
        return False
    preposition = next((j for j in range(i + 1, min(last - 1, i + REACH)) if tokens[j].norm in ("в", "во")), 0)
    near = tokens[preposition + 1 : min(last, preposition + 4)] if preposition else ()
    return any(t.pos == "NUM" or t.text[:1].isdigit() or t.text[:1] in "$€£" for t in near)


def has_complement(scene: Scene, i: int, last: int) -> bool:
    """`, что` (also after a few words: `сообщил журналистам, что`), and of plain speech a colon or `о` with a noun."""
    tokens, thinks = scene.tokens, scene.speech.get(i) == "think"
    for j in range(i + 1, min(last, i + REACH)):
        if scene.mention[j]:
            continue
        word = tokens[j].norm
        if word == ",":
            following = [token.norm for token in tokens[j + 1 : min(j + 3, last)]]
            return bool(following) and (following[0] in CONJUNCTIONS or following[-1] == "что")
        if word in ("том", "то") and j + 2 < last and tokens[j + 2].norm == "что":
            return True
        if word == "с" and lemma(tokens[i]) == "обратиться" and any(lemma(t) in APPEALS for t in tokens[j + 1 : j + 2]):
            return True
        if word in ("следующее", "следующем", ":") or (not thinks and word in ABOUT and j - i <= 8):
            return True
        if tokens[j].text in DASHES or word in (";", "("):
            return False
        if tokens[j].pos == "VERB" and tokens[j].feat("VerbForm") != "Inf":
            return False
    return False


def _after_as(scene: Scene, i: int, first: int) -> bool:
    """`как отметил`, `как ранее сообщили`, `как в МЧС отметили`."""
    for j in range(i - 1, max(first, i - 8) - 1, -1):
        if scene.tokens[j].norm == "как":
            opens = j == first or scene.tokens[j - 1].norm in (",", "(", "и", "-", "–", "—")
            return opens and scene.tokens[j + 1].norm not in ("и", "будто")
        if scene.tokens[j].text in (",", ".", ":"):
            return False
    return False


def _is_relative(scene: Scene, i: int, first: int) -> bool:
    """`…, о котором рассказал`."""
    for j in range(i - 1, max(first, i - 8) - 1, -1):
        if scene.tokens[j].norm in RELATIVES:
            return True
        if scene.tokens[j].text == ",":
            return False
    return False


def _has_object(scene: Scene, i: int) -> bool:
    """`снял сериал, написал сценарий`: what is written is no report."""
    following = scene.tokens[i + 1] if i + 1 < len(scene.tokens) else None
    if following is None or scene.mention[i + 1] or following.pos != "NOUN" or lemma(following) in speaker_classes():
        return False
    return following.feat("Case") == "Acc" and following.feat("Animacy") == "Inan" and scene.speech[i] == "say"


def _for_help(scene: Scene, i: int, first: int) -> bool:
    return any(token.norm == "за" for token in scene.tokens[max(first, i - 4) : i + 3])


def _trails(scene: Scene, i: int, first: int) -> bool:
    """The verb follows what is said: `…, полагает X`, `… – сообщили в МЧС`; not `, за помощью обратились двое`."""
    if _has_object(scene, i) or (lemma(scene.tokens[i]) == "обратиться" and _for_help(scene, i, first)):
        return False
    for j in range(i - 1, max(first - 1, i - 6), -1):
        token, mention = scene.tokens[j], scene.mention[j]
        if token.text == "," or token.text in DASHES or (token.text in CLOSING and j and scene.direct[j - 1]):
            return True
        if token.norm in RELATIVES or token.norm in CONJUNCTIONS or token.pos not in AMONG:
            return False
        if (mention and mention.type != "LOC") or (token.pos in NOMINAL and token.feat("Case") == "Nom"):
            return False  # `…, холдинг рассчитывает`: the subject goes before
    return False
