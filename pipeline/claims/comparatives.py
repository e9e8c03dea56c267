"""Comparatives beside a number: what is more or less than before, and what only differs from something else."""

from __future__ import annotations

from pipeline.claims.carried import BECOMING, PAST, earlier
from pipeline.claims.frame import COMPARATIVES, Frame
from pipeline.claims.syntax import covering, is_noun, is_verb, lemma, verb_lemma
from pipeline.claims.tense import future
from pipeline.document import Token

LESSENING = frozenset(("слабее", "медленнее", "беднее", "тише", "мельче", "скромнее", "холоднее", "хуже"))
COMPARISON = frozenset(("сравнению", "сравнении"))
NORMS = frozenset(("норма", "план", "прогноз", "ожидание"))
RELATIVE = frozenset(("multiple", "percent", "fraction"))
NEAR = 6  # tokens


def than_before(frame: Frame, verb: int) -> int:
    """The comparative of `на 5% больше, чем год назад`; -1 where there is none, or two things are compared."""
    if COMPARATIVES.isdisjoint(frame.norms) and frame.number.kind not in RELATIVE:
        return -1
    tokens, before = frame.doc.tokens, frame.first - 2
    if frame.preposition == "на" and before >= frame.left and tokens[before].norm in COMPARATIVES:  # больше на 5%
        return before if earlier(frame, frame.last) or _became(frame, before) or _set_against(frame) else -1
    at = _behind(frame)
    if at < 0:
        return -1
    now = tokens[at].norm in COMPARATIVES and _than_now(frame, verb, at)
    return at if now or earlier(frame, at) or _set_against(frame) else -1


def _behind(frame: Frame) -> int:
    """The first comparative behind the number, before any verb or noun but of brackets."""
    tokens = frame.doc.tokens
    inside = tokens[min(frame.last, len(tokens) - 1)].text == "(" or frame.bracket >= 0
    for i in range(frame.last, min(frame.last + 12, frame.sentence.last)):
        if tokens[i].text != "(" and (tokens[i].norm in COMPARATIVES or _is_comparative(frame, i)):
            return i
        if (is_verb(tokens[i]) or is_noun(tokens[i])) and not inside:
            break
    return -1


def _became(frame: Frame, comparative: int) -> bool:
    """`рис стал дороже на 9%`; not `стал дороже на 9%, чем ожидали`."""
    tokens = frame.doc.tokens
    after = [t.norm for t in tokens[frame.last : min(frame.last + NEAR, frame.sentence.last)]]
    return comparative > frame.left and verb_lemma(tokens[comparative - 1]) in BECOMING and "чем" not in after


def _set_against(frame: Frame) -> bool:
    """`по сравнению с прошлым годом собрали на 9% меньше`: the earlier time is said before."""
    tokens = frame.doc.tokens
    if frame.norms.isdisjoint(COMPARISON):
        return False
    for i in range(frame.sentence.first, frame.first):
        if tokens[i].norm in COMPARISON:
            told = tokens[i + 1 : min(i + NEAR, frame.first)]
            return any(t.norm.startswith(PAST) or covering(frame.doc.times, t.start) >= 0 for t in told)
    return False


def _than_now(frame: Frame, verb: int, comparative: int) -> bool:
    """`гостей будет на 9% больше`, `проезд обойдётся на 9% дороже`: what is to come, against what is; not `будет вдвое
    выше среднего`, `больше, чем у соседей`."""
    if verb < 0 or not (frame.preposition == "на" or frame.number.kind == "multiple") or not future(frame.doc, verb):
        return False
    after = frame.doc.tokens[comparative + 1 : min(comparative + 4, frame.sentence.last)]
    counts = frame.doc.tokens[comparative].norm in ("больше", "меньше")
    owned = bool(after) and after[0].feat("Case") == "Gen" and after[0].pos in ("NOUN", "ADJ", "PROPN", "DET")
    return (counts or not owned) and all(t.norm not in ("чем", "нежели") for t in after)


def _is_comparative(frame: Frame, index: int) -> bool:
    """`вдвое [мощнее], чем год назад`, not `, чем в настоящее время`."""
    token = frame.doc.tokens[index]
    compared = token.feat("Degree") == "Cmp" and token.norm.endswith(("ее", "ей", "че", "ше"))
    if not compared or frame.number.kind not in RELATIVE:
        return False
    after = [t.norm for t in frame.doc.tokens[index + 1 : index + 5]]
    return "чем" in after and "настоящее" not in after


def of_norm(frame: Frame) -> bool:
    """`на 9 градусов ниже климатической нормы`, `вдвое больше, чем запланированный объём`: no earlier time."""
    tokens = frame.doc.tokens
    compared = next((i for i in range(frame.last, min(frame.last + 2, frame.sentence.last)) if _than(tokens[i])), -1)
    if compared < 0:
        return False
    near = tokens[compared + 1 : min(compared + NEAR, frame.sentence.last)]
    noun = next((t for t in near if is_noun(t)), None)
    return noun is not None and lemma(noun) in NORMS


def _than(token: Token) -> bool:
    return token.norm in COMPARATIVES or token.feat("Degree") == "Cmp"
