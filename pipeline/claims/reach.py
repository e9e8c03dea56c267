"""Whether a verb outside the stretch of a number, which marks part from it, can still govern it."""

from __future__ import annotations

from itertools import pairwise

from pipeline.claims.attribution import speech_class
from pipeline.claims.frame import Frame
from pipeline.claims.syntax import (
    DASHES,
    covering,
    is_attribute,
    is_finite,
    is_noun,
    is_verb,
    lemma,
    outside_brackets,
)

OPENERS = frozenset(("что", "поскольку", "если", "хотя", "ведь", "поэтому"))
INCLUDING = frozenset(("включая", "среди"))
NAMING = frozenset("«»")
NAMED = 3  # tokens of a name in marks
LEAD = 4  # tokens from the comma of a relative clause to its relative word, the comma among them
MEMBERS = frozenset(("nsubj", "nsubj:pass", "obl", "obj", "iobj"))


def in_aside(frame: Frame, verb: int) -> bool:
    """`надели шлемы (где [взяли]?) и 2 часа поддерживали своих`: a verb of brackets that do not hold the number."""
    if frame.norms.isdisjoint("()"):
        return False
    between = range(verb, frame.first) if verb < frame.first else range(verb, frame.last - 1, -1)
    closing, opening = (")", "(") if verb < frame.first else ("(", ")")
    depth = 0
    for i in between:
        text = frame.doc.tokens[i].text
        depth += (text == opening) - (text == closing)
        if depth < 0:
            return True
    return False


def in_title(frame: Frame, verb: int) -> bool:
    """`ролик «Мы [помним] всё» и фильм к 60-летней годовщине`: a verb within the quotation marks of a name; not one
    that stands in marks as a predicate, `валюта «похудела» на 9%`."""
    tokens, first = frame.doc.tokens, frame.sentence.first
    if not frame.norms >= NAMING:
        return False
    opens = next((i for i in range(verb - 1, first - 1, -1) if tokens[i].text in "«»"), -1)
    closes = next((i for i in range(verb + 1, frame.first) if tokens[i].text in "«»"), -1)
    if opens < first or closes < 0 or tokens[opens].text != "«" or tokens[closes].text != "»":
        return False
    if opens == first:  # a line that begins within a sentence: ролик ¶ «Мы помним всё» с участием 9 певцов
        return tokens[closes + 1].pos not in ("PUNCT", "VERB") and tokens[closes + 1].text.islower()
    name = tokens[opens - 1]
    acts = name.rel.startswith("nsubj") and opens < name.head < closes
    return is_noun(name) and name.feat("Animacy") != "Anim" and not acts


def reachable(frame: Frame, verb: int) -> bool:
    """Whether a governor outside the stretch can be meant: not one after a speech dash or beyond `и`."""
    doc = frame.doc
    if verb < frame.first or verb in (past_relative(frame), past_inclusion(frame)):
        return True
    if verb not in outside_brackets(doc, range(frame.last, verb + 1)):
        return False  # 4 млрд (столько [стоит] школа)
    if _is_equation(frame):
        return False
    behind = [t.norm for t in doc.tokens[frame.right : min(frame.right + 3, frame.sentence.last)]]
    if behind[:2] == [",", "то"] and "есть" not in behind:
        return False  # если ему дали 9 лет, то ей [грозит] больше
    stop = _dash_before(frame, verb)
    between = [doc.tokens[i] for i in _way(frame, verb, stop if stop >= 0 else verb)]
    return not any(t.text in ("–", "—", "-", "»", '"', "(", ":", ";", ".") for t in between) and not any(
        t.norm in ("но", "что", "а", "чем", "как", "когда", "где", "если") or lemma(t) == "который" for t in between
    )


def _is_equation(frame: Frame) -> bool:
    """`цена – 210 тенге, летом [платили] 170`: a nominative and its amount, a clause of its own before a comma."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if dash <= frame.sentence.first or tokens[dash].text not in DASHES or frame.left < frame.first - 1:
        return False
    beside = frame.right == frame.last or (frame.right == frame.last + 1 and is_noun(tokens[frame.last]))
    if [t.text for t in tokens[frame.right : frame.right + 1]] != [","] or not beside:
        return False
    label = tokens[frame.stretch_start(dash) : dash]
    return any(is_noun(t) and t.feat("Case") == "Nom" for t in label) and not any(lemma(t) == "который" for t in label)


def _way(frame: Frame, verb: int, stop: int) -> list[int]:
    """The tokens from the stretch of the number to a verb behind it; a subject looks past what only explains it."""
    way = list(outside_brackets(frame.doc, range(frame.right, stop)))
    reported = frame.doc.tokens[verb].norm.endswith("ся") and speech_class(frame.doc.tokens[verb])
    if reported or not _tied(frame, verb):  # цены в 9 сёлах, где есть рынок, выше, сообщается в докладе
        return way
    own = frame.clause.asides
    past = _past_dashes(frame, verb)
    if frame.clause_at(verb).asides != own:
        return [i for i in way if i >= past]
    return [i for i in way if i >= past and frame.clause_at(i).asides == own]


def _past_dashes(frame: Frame, verb: int) -> int:
    """`двое других — врачи Ким и Ли — [уехали]`: one past the dash that closes what a dash behind the number opens."""
    tokens, opening = frame.doc.tokens, frame.right
    if opening >= frame.sentence.last or tokens[opening].text not in DASHES:
        return opening
    closing = next((i for i in range(opening + 1, verb) if tokens[i].text in DASHES), -1)
    aside = tokens[opening + 1 : closing] if closing > 0 else ()
    outside = [tokens[i] for i in outside_brackets(frame.doc, range(opening + 1, max(closing, opening + 1)))]
    members = [t for t in aside if t.norm not in ("а", "и")]
    counts = any(a.text == "," and covering(frame.doc.numbers, b.start) >= 0 for a, b in pairwise(members))
    said = any(t.text in ("»", "”") for t in outside[-1:]) and len(outside) > NAMED  # but три судьи — «тройка» — решили
    told = any(is_finite(t) for t in outside) or said
    return opening if not aside or counts or told else closing + 1  # 5 – серые, 7 – белые, 9 остались


def _tied(frame: Frame, verb: int) -> bool:
    """Whether the number, or what it counts, is a member of the clause of a verb."""
    return any(frame.doc.tokens[k].head == verb and frame.doc.tokens[k].rel in MEMBERS for k in frame.above)


def _dash_before(frame: Frame, verb: int) -> int:
    """`9 проб, то есть 30% [–] не годились`: a dash between a verb and what hangs on it, else -1."""
    tokens, i = frame.doc.tokens, verb - 1
    while i > frame.right and (tokens[i].pos in ("AUX", "ADV") or tokens[i].norm == "не"):
        i -= 1
    if tokens[i].text not in DASHES or tokens[i - 1].text in (",", "»", '"', "”"):
        return -1  # 9 проб, – сообщил министр
    return i if _tied(frame, verb) else -1


def opens_next(frame: Frame, verb: int, before: int) -> bool:
    """`размыты 4 моста, 7 дорог, [повреждено] 14 опор`: right behind the comma and before a number of its own."""
    if before < frame.sentence.first or verb != frame.right + 1 or frame.doc.tokens[frame.right].text != ",":
        return False
    after = frame.doc.tokens[verb + 1 : verb + 3]
    return any(covering(frame.doc.numbers, token.start) >= 0 for token in after)


def nearest(frame: Frame, verb: int) -> int:
    """`поставки выросли: они составили 3 тонны, что на 5% больше`: a main verb between the governor and the number."""
    tokens = frame.doc.tokens
    between = (i for i in range(frame.left - 1, verb, -1) if is_finite(tokens[i]) and is_verb(tokens[i]))
    between = (i for i in between if not in_aside(frame, i) and not in_title(frame, i))
    return next((i for i in between if not tokens[i].rel.startswith("acl")), verb) if verb < frame.left else verb


def beyond_aside(frame: Frame, verb: int) -> int:
    """`учились в школах, имеющих лицензию, более трёх лет`: a participle between commas governs nothing after them."""
    tokens = frame.doc.tokens
    between = tokens[verb + 1 : frame.first]
    if verb < frame.left and (later := past_inclusion(frame)) >= 0:
        return later
    if verb >= frame.right and (earlier := before_dash(frame)) >= 0:
        return earlier
    if not is_attribute(tokens[verb]) or not verb or tokens[verb - 1].text != "," or tokens[frame.left - 1].text != ",":
        return verb
    if frame.left <= verb or sum(t.text == "," for t in between) != 1:
        return verb
    for i in range(verb - 1, frame.sentence.first - 1, -1):
        if is_verb(tokens[i]) and not is_attribute(tokens[i]):
            return i
    return verb


def opens_clause(frame: Frame, verb: int) -> bool:
    """`заявил, что детям [9] лет`: a clause behind `что` has its own verb or none, never the one that it hangs on."""
    tokens = frame.doc.tokens
    if not frame.sentence.first <= verb < frame.left:
        return False
    for i in range(frame.first - 1, verb + 1, -1):
        if is_verb(tokens[i]) or is_finite(tokens[i]):
            return False
        if tokens[i].norm in OPENERS and "," in (tokens[i - 1].text, tokens[i - 2].text):
            named = any(is_noun(t) or t.pos == "PRON" for t in tokens[i + 1 : frame.first])
            return (named or frame.right > frame.last) and tokens[i + 1].norm not in (
                "бы",
                "и",
            )  # кажется, что 9; если бы не 9 лошадей
    return False


def own_verb(frame: Frame) -> int:
    """The finite verb behind the number in its stretch, -1 if none."""
    found = next((i for i in range(frame.last, frame.right) if is_finite(frame.doc.tokens[i])), -1)
    return found if found >= 0 else past_relative(frame)


def before_dash(frame: Frame) -> int:
    """`[подешевела] нефть – на 5%, медь подорожала`: the verb of the clause that a dash sets the number behind."""
    tokens, dash = frame.doc.tokens, frame.left - 1
    if dash <= frame.sentence.first or tokens[dash].text not in DASHES or not frame.preposition:
        return -1
    clause = range(frame.stretch_start(dash), dash)
    subject = any(tokens[i].rel.startswith("nsubj") and tokens[i].head in clause for i in clause)
    return next((i for i in clause if is_finite(tokens[i]) and is_verb(tokens[i])), -1) if subject else -1


def past_inclusion(frame: Frame) -> int:
    """`погибли трое, ещё 9 человек, включая детей, [спасены]`: the verb right behind what a number includes."""
    tokens, start, last = frame.doc.tokens, frame.right + 1, frame.sentence.last
    if start >= last or tokens[frame.right].text != "," or tokens[start].norm not in INCLUDING:
        return -1
    closing = next((i for i in range(start, last) if tokens[i].text in ",;:()" or is_finite(tokens[i])), last)
    verb = closing + 1
    if verb + 1 >= last or tokens[closing].text != "," or not is_finite(tokens[verb]) or speech_class(tokens[verb]):
        return -1
    return -1 if covering(frame.doc.numbers, tokens[verb + 1].start) >= 0 else verb


def past_relative(frame: Frame) -> int:
    """`один час, который уйдёт на спорт, [создаст] трудности`: the verb right behind a clause on what is counted."""
    tokens, last = frame.doc.tokens, frame.sentence.last
    opening = tokens[frame.right : min(frame.right + LEAD, last)]
    if not opening or opening[0].text != "," or not any(lemma(t) == "который" for t in opening):
        return -1
    told = next((i for i in range(frame.right + 1, last) if is_finite(tokens[i])), last)
    closing = next((i for i in range(told, last) if tokens[i].text in ",;:()" or tokens[i].text in DASHES), last)
    verb = next((i for i in range(closing + 1, last) if tokens[i].pos not in ("ADV", "PART", "AUX")), last)
    found = verb < last and tokens[closing].text == "," and is_verb(tokens[verb]) and is_finite(tokens[verb])
    return verb if found else -1
