"""Clauses whose copula is left out: `это 9 тонн`, `у неё двое детей`, `ему 29 лет`; they have no verb."""

from __future__ import annotations

from pipeline.claims.frame import Frame
from pipeline.claims.syntax import DASHES, THOSE, covering, is_finite, is_noun, is_verb, past_modifiers, verb_lemma
from pipeline.document import Doc, Token
from pipeline.vocabulary import words

JOINING = frozenset(("а", "и", "но", "что", "хотя", "ведь"))
YEARS = frozenset(("год", "года", "лет", "годика"))


def is_zero(frame: Frame) -> bool:
    """Whether the stretch of a number is a clause of its own without a verb."""
    if _laid_out(frame) or _equation(frame):
        return True
    if frame.left <= frame.sentence.first + 1 and frame.left != frame.sentence.first:
        return False
    tokens = frame.doc.tokens
    opening = [t for t in tokens[frame.left : frame.first] if t.norm not in JOINING]
    if not opening or not any(rule(frame, opening) for rule in (_this, _owned, _aged, _described)):
        return False
    return not any(is_finite(t) or is_verb(t) for t in tokens[frame.left : frame.right])


def _laid_out(frame: Frame) -> bool:
    """`распределяется следующим образом: дома – [46 тонн]`: the verb says how, not what."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    if "образом" not in frame.norms:
        return False
    colon = next((i for i in range(frame.first - 1, first, -1) if tokens[i].text == ":"), -1)
    dashed = any(t.text in DASHES for t in tokens[colon : frame.first])  # but `следующим образом: трое в школе, двое`
    if colon < 0 or tokens[colon - 1].norm != "образом" or frame.bracket >= 0 or not dashed:
        return False
    verb = next((t for t in reversed(tokens[first:colon]) if is_finite(t)), None)
    levels = verb is not None and verb_lemma(verb) in words("level_words")  # оценивается следующим образом
    return not levels and not any(is_finite(t) for t in tokens[colon : frame.right])


def opens_equation(frame: Frame) -> bool:
    """`Оборот составил 9 млн; [2 млн] — убытки аптек`: an amount that opens a clause before a dash."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    if frame.last >= frame.sentence.last or tokens[frame.last].text not in DASHES or frame.left != frame.first:
        return False
    if frame.first == first or tokens[frame.first - 1].text == ";":
        return True
    beside = frame.first - 2 > first and tokens[frame.first - 1].text == ","
    return beside and covering(frame.doc.numbers, tokens[frame.first - 2].start) >= 0


def _equation(frame: Frame) -> bool:
    """`Оборот составил 9 млн; 2 млн — [убытки] аптек`: what an amount is, not who gets it."""
    if frame.number.kind not in ("money", "measure") or not opens_equation(frame):
        return False
    tokens, i = frame.doc.tokens, past_modifiers(frame.doc, frame.last + 1, frame.sentence.last)
    verb = next((t for t in reversed(tokens[frame.sentence.first : frame.first]) if is_finite(t)), None)
    if i >= frame.sentence.last or not is_noun(tokens[i]) or tokens[i].feat("Case") != "Nom":
        return False
    return tokens[i].feat("Animacy") == "Inan" and (verb is None or verb_lemma(verb) in words("level_words"))


def _this(frame: Frame, opening: list[Token]) -> bool:
    """`набрала 9 баллов, это [третье] место`, `а это как раз [28] дворов`."""
    tokens, before = frame.doc.tokens, frame.left - 1
    parted = before > frame.sentence.first and (tokens[before].text == "," or tokens[before].text in DASHES)
    return parted and opening[0].norm == "это" and not any(is_noun(t) or t.pos == "ADP" for t in opening)


def _owned(frame: Frame, opening: list[Token]) -> bool:
    """`прожили вместе 9 лет, и у них [двое] детей`."""
    if frame.number.kind != "count" or opening[0].norm != "у" or len(opening) > 3:
        return False
    return all(t.norm != "у" for t in frame.doc.tokens[frame.sentence.first : frame.left])


def _aged(frame: Frame, opening: list[Token]) -> bool:
    """`дома не жил, а ему уже [31 год]`, `, которому сейчас [44 года]`."""
    named = frame.number.kind == "age" and frame.doc.tokens[frame.last - 1].norm in YEARS
    return named and any(t.feat("Case") == "Dat" for t in opening) and not frame.preposition


def _described(frame: Frame, opening: list[Token]) -> bool:
    """`врачей не хватает: вакантны [214] ставок`: a short adjective says of the things what they are."""
    described = opening[-1].pos == "ADJ" and opening[-1].feat("Variant") == "Short"
    return described and frame.number.kind == "count" and not frame.preposition


def is_partitive(frame: Frame) -> bool:
    """`столкнулись 8 машин, из них [2] грузовые`: what is said of a part has a zero copula."""
    for start in (frame.left, frame.last):  # из них 2 грузовые, 52% из них – женщины
        opening = [t.norm for t in frame.doc.tokens[start : start + 2]]
        if len(opening) == 2 and opening[0] in ("из", "среди") and opening[1] in THOSE:
            return not (_is_placed(frame, start + 2) if start == frame.last else _only_counts(frame))
    return False


def _is_placed(frame: Frame, dash: int) -> bool:
    """`7 из которых [–] в гостях`: where or when a part is."""
    last, tokens = frame.sentence.last, frame.doc.tokens
    return dash + 1 < last and tokens[dash].text in DASHES and _is_adverbial(frame.doc, dash + 1)


def _only_counts(frame: Frame) -> bool:
    """`спасли 400 человек, из них [90] детей`, `– за два года`: a part that nothing is said of but what was before."""
    tokens, last = frame.doc.tokens, frame.sentence.last
    if frame.last < last and tokens[frame.last].text in DASHES:
        return frame.last + 1 < last and _is_adverbial(frame.doc, frame.last + 1)
    noun = frame.last
    while noun < last and is_noun(tokens[noun]) and tokens[noun].feat("Case") in ("Gen", ""):
        noun += 1
    return noun > frame.last and (noun == last or frame.is_mark(noun) or tokens[noun].pos == "PUNCT")


def _is_adverbial(doc: Doc, index: int) -> bool:
    """`– за два года`, `– на экспорт`, `– нокаутом`: what says when, where or how; not what the part is."""
    token = doc.tokens[index]
    timed = covering(doc.times, token.start) >= 0
    return timed or token.pos == "ADV" or (token.pos == "ADP" and token.norm != "из") or token.feat("Case") == "Ins"
