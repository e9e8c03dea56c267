"""The verb that governs a number: the nearest one up the tree, or by order where the tree is broken."""

from __future__ import annotations

from itertools import pairwise

from pipeline.claims.chain import first_of_pair, full_verb
from pipeline.claims.change import directions
from pipeline.claims.conjuncts import after_state, is_done, next_deed, same_form, stands
from pipeline.claims.copulas import is_partitive, is_zero
from pipeline.claims.frame import Frame
from pipeline.claims.gaps import (
    copula,
    elided,
    in_all,
    is_copula,
    is_cut_off,
    is_nominative,
    is_perhaps,
    leading,
    levelled,
    paired,
    rephrases,
)
from pipeline.claims.lists import leading_verb
from pipeline.claims.participles import beside, is_postposed, modifies
from pipeline.claims.reach import (
    beyond_aside,
    in_aside,
    in_title,
    nearest,
    opens_clause,
    opens_next,
    own_verb,
    reachable,
)
from pipeline.claims.syntax import (
    DASHES,
    OPEN_CLASSES,
    children,
    is_address,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_passive,
    is_verb,
    lemma,
    outside_brackets,
    verb_lemma,
)
from pipeline.document import Doc
from pipeline.vocabulary import words

JOINING = frozenset(("и", "или", "а", "но"))
BEYOND = 10  # tokens that a conjunction between a number and a verb counts for


def governor(frame: Frame, before: int = -1) -> int:
    """Index of the verb, -1 for a zero copula, a heading or brackets without a verb.

    `before` is the governor of the number before in the same sentence, which a gapped clause shares.
    """
    if frame.bracket >= 0 or _adds(frame):
        return _in_bracket(frame) if frame.bracket >= 0 else -1
    if (lead := leading_verb(frame)) >= 0:
        return lead
    if is_zero(frame):
        return copula(frame)
    if (lead := leading(frame)) >= 0 or (lead := in_all(frame)) >= 0:
        return lead
    if is_cut_off(frame):
        return -1
    if levelled(frame, before) or paired(frame, before):
        return before
    verb = _of_tree(frame)
    if opens_clause(frame, verb) and (verb := own_verb(frame)) < 0:
        return copula(frame)
    return _settled(frame, verb, before)


def _settled(frame: Frame, verb: int, before: int) -> int:
    """The governor, where the tree leads to a verb, or to none (-1): a nearer one, one that is shared, none."""
    if (participle := beside(frame)) >= 0:
        return participle
    inside = _verbs(frame, frame.left, frame.right)
    if inside and not frame.norms.isdisjoint("()"):
        inside = [v for v in outside_brackets(frame.doc, range(frame.left, frame.right)) if v in inside]
    inside = [v for v in inside if not (next_deed(frame, verb, v) or after_state(frame, v))]
    mine = _of_clause(frame, inside)
    if mine and verb not in mine and verb in inside and is_finite(frame.doc.tokens[verb]):
        verb = min(mine, key=lambda v: _distance(frame, v))
    elif inside and (verb not in inside or _overtaken(frame, verb, inside)):
        verb = min(inside, key=lambda v: _distance(frame, v))
    elif verb not in inside and verb >= 0:
        verb = beyond_aside(frame, verb)
        verb = nearest(frame, verb) if reachable(frame, verb) and not opens_next(frame, verb, before) else -1
    if verb >= 0 and not inside and (auxiliary := _auxiliary(frame)) >= 0:
        return auxiliary
    if 0 <= verb < frame.left and _equated(frame, before):
        return -1
    if verb >= 0 and (_nominal(frame, verb) or (not inside and (_compares(frame) or is_partitive(frame)))):
        return -1
    if 0 <= verb < frame.left and _is_completed(frame.doc, verb, before):
        verb = before  # позволит [поднять] выпуск до 5 тонн, а мощность — до 7
    verb = _over_infinitive(frame, verb) if verb >= 0 else elided(frame, before)
    return first_of_pair(frame.doc, full_verb(frame.doc, verb, frame)) if verb >= 0 else -1


def _over_infinitive(frame: Frame, verb: int) -> int:
    """`выделенные 9 млн [позволили] открыть цех`: the verb that the number is the subject of, not the infinitive that
    hangs on it."""
    tokens = frame.doc.tokens
    if verb < frame.last or tokens[verb].feat("VerbForm") != "Inf" or frame.preposition:
        return verb
    over = next((i for i in range(frame.last, min(verb, frame.right)) if is_finite(tokens[i])), -1)
    lends = over >= 0 and verb_lemma(tokens[over]) in words("modal_verbs") | words("plan_words")
    personal = over >= 0 and tokens[over].feat("Number") == "Plur" and not is_passive(tokens[over])
    return over if personal and not lends and tokens[verb].head == over else verb


def predicate(doc: Doc, verb: int) -> str:
    """Base form of the governor, empty if there is none."""
    if verb < 0:
        return ""
    if stands(doc, verb):
        return "стоять"
    return "быть" if doc.tokens[verb].pos == "AUX" else verb_lemma(doc.tokens[verb])


def _of_tree(frame: Frame) -> int:
    """The first verb on the way from the number to the root."""
    tokens, i = frame.doc.tokens, _outermost(frame)
    for _ in range(50):  # a parser may return a cycle
        i = tokens[i].head
        if not frame.sentence.first <= i < frame.sentence.last:
            return -1
        outside = not frame.first <= i < frame.last and _may_govern(frame, i)
        if outside and not _is_none(frame.doc, i) and not in_aside(frame, i) and not in_title(frame, i):
            return i
        if tokens[i].feat("Variant") == "Short" and (lent := _lent(frame.doc, i)) >= 0:
            return lent
        if _is_predicate(frame, i):
            return -1
    return -1


def _is_predicate(frame: Frame, index: int) -> bool:
    """`суд признал, что виновна только одна [компания]`: a short adjective that the number's own clause stands on."""
    token = frame.doc.tokens[index]
    short = token.pos == "ADJ" and token.feat("Variant") == "Short" and not is_verb(token)
    own = short and frame.left <= index < frame.right
    return own and any(frame.doc.tokens[c].rel == "nsubj" for c in children(frame.doc, index))


def _lent(doc: Doc, adjective: int) -> int:
    """`должны [появиться] школа, поликлиника на 400 мест`: the infinitive that a short adjective lends its mood to."""
    found = (c for c in children(doc, adjective) if doc.tokens[c].feat("VerbForm") == "Inf")
    return next((c for c in found if is_verb(doc.tokens[c])), -1)


def _outermost(frame: Frame) -> int:
    """The token of the number whose head lies outside of it."""
    outside = (i for i in range(frame.first, frame.last) if not frame.first <= frame.doc.tokens[i].head < frame.last)
    return next(outside, frame.first)


def _verbs(frame: Frame, first: int, last: int) -> list[int]:
    """Verbs of a stretch, without participles that stand before their noun and `напомним`."""
    tokens = frame.doc.tokens
    found = (i for i in range(first, last) if tokens[i].pos in OPEN_CLASSES)
    verbs = [i for i in found if _may_govern(frame, i)]
    verbs = [i for i in verbs if not _is_none(frame.doc, i) and not is_address(tokens[i])]
    return [i for i in verbs if not in_title(frame, i)]


def _may_govern(frame: Frame, index: int) -> bool:
    """A verb, or a participle behind its noun; of what stands before it, such a participle says nothing: `11 жителей,
    [имеющие] земли, уехали`."""
    if is_postposed(frame.doc, index):
        between = pairwise(frame.doc.tokens[index : frame.first])  # деяния, не повлёкшие вреда, – штраф 9 МРП
        return index < frame.first and not any(a.text == "," and b.text in DASHES for a, b in between)
    return is_verb(frame.doc.tokens[index])


def _is_none(doc: Doc, index: int) -> bool:
    """A verb that governs nothing: a participle with its noun, the one of `то есть`."""
    return rephrases(doc, index) or is_perhaps(doc, index) or modifies(doc, index)


def _overtaken(frame: Frame, verb: int, inside: list[int]) -> bool:
    """`высажено 300 саженцев и собрано 7 тонн`: another verb is nearer, with `и` between the two."""
    tokens = frame.doc.tokens
    if verb > frame.first and tokens[verb].feat("VerbForm") == "Inf" and not is_verb(tokens[tokens[verb].head]):
        return any(v < frame.first and is_finite(tokens[v]) for v in inside)  # подано 700 заявлений о намерении нанять
    if is_done(frame, verb):
        return any(v >= frame.last and same_form(tokens[verb], tokens[v]) for v in inside)
    if verb > frame.first:
        joined = any(tokens[i].norm in JOINING for i in range(frame.last, verb))
        return joined and any(v < frame.first for v in inside)
    between = [v for v in inside if verb < v < frame.first and is_finite(tokens[v])]
    if any(tokens[v].head == verb and tokens[v].feat("VerbForm") == "Inf" for v in inside if verb < v < frame.first):
        return True  # планирует [увеличить] производство в 4 раза
    return any("conj" in (tokens[v].rel, tokens[verb].rel) or tokens[v - 1].norm == "и" for v in between)


def _of_clause(frame: Frame, inside: list[int]) -> list[int]:
    """`60 человек [погибли] и от 90 до 120 ранены`: the verbs of the number's own clause, where `и` parts it from
    another one in its stretch, both with finite verbs."""
    tokens = frame.doc.tokens
    finite = [v for v in inside if is_finite(tokens[v])]
    if len(finite) < 2:
        return []
    mine = [v for v in inside if frame.clause_at(v) == frame.clause]
    both = 0 < sum(v in mine for v in finite) < len(finite)
    return [v for v in mine if not is_attribute(tokens[v])] if both else []


def _distance(frame: Frame, verb: int) -> tuple[int, int]:
    """Verbs that a clause stands on first, then the nearer; one before the number wins a tie."""
    token = frame.doc.tokens[verb]
    gap = frame.first - verb if verb < frame.first else verb - frame.last + 2
    if any(t.norm in JOINING for t in frame.doc.tokens[frame.last : verb]):
        gap += BEYOND  # увеличить импорт до 3 тонн и [рассмотреть] поставки
    return (0 if is_finite(token) or token.feat("VerbForm") == "Inf" else 1 if verb < frame.first else 2, gap)


def _nominal(frame: Frame, verb: int) -> bool:
    """`выделили 2 га, площадь застройки – 300 метров`: a new nominative before the dash, without a verb."""
    dash = frame.left - 1
    if dash <= frame.sentence.first or frame.doc.tokens[dash].text not in DASHES or verb > dash:
        return False
    start = frame.stretch_start(dash)
    stretch = frame.doc.tokens[start:dash]
    changing = any(lemma(t) in directions() for t in stretch if is_noun(t))
    if frame.preposition in ("до", "на", "в") and not changing:  # тариф поднимут до 20 тенге, а цену – до 30
        return False
    before = frame.doc.tokens[verb:dash]  # рост составил 2%, в том числе морковь – 4%
    if any(t.norm == "числе" for t in before) and not any(t.text in ":;" for t in before):
        return False
    return verb < start and any(is_nominative(t) and t.rel != "appos" for t in stretch)


def _equated(frame: Frame, before: int) -> bool:
    """`Всё сделали соседи, три ремонта — их заслуга`: a clause of its own, whose dash stands for the verb."""
    tokens, dash = frame.doc.tokens, frame.right
    if frame.left != frame.first or dash >= frame.sentence.last or tokens[dash].text not in DASHES:
        return False
    if tokens[frame.left - 1].text != "," or frame.preposition:
        return False
    stop = next((i for i in range(dash + 1, frame.sentence.last) if frame.is_mark(i)), frame.sentence.last)
    behind = [t for t in tokens[dash + 1 : stop] if t.pos != "PUNCT"]
    verbs = any(is_finite(t) or t.feat("VerbForm") == "Inf" for t in (*tokens[frame.last : dash], *behind))
    if not behind or verbs:
        return False
    named = next((i for i, t in enumerate(behind) if is_noun(t)), 0)
    sums = frame.number.kind == "money" and named and all(map(is_modifier, behind[:named]))
    if sums and is_nominative(behind[named]):
        return True  # оборот составил 9 млрд, 2 млрд — упущенная прибыль сети
    return before < 0 and is_nominative(behind[-1])


def _compares(frame: Frame) -> bool:
    """`там оно дороже на 45%`: a comparative with a subject of its own is the predicate."""
    stretch = frame.doc.tokens[frame.left : frame.first]
    after = frame.doc.tokens[frame.last : frame.last + 1]
    if stretch and stretch[0].norm == "что" and any(t.feat("Degree") == "Cmp" or t.norm == "больше" for t in after):
        return True  # что на 5 градусов [выше] нормы
    return any(t.feat("Degree") == "Cmp" for t in stretch) and any(
        t.feat("Case") == "Nom" and (is_noun(t) or t.pos == "PRON") for t in stretch
    )


def _adds(frame: Frame) -> bool:
    """`прошли 800 человек, что на 4% больше`: a clause of its own with a zero copula."""
    opening = frame.doc.tokens[frame.left : frame.first] if "что" in frame.norms else ()
    return [t.norm for t in opening if t.norm not in ("на", "в")] == ["что"] and _compares(frame)


def _is_completed(doc: Doc, verb: int, before: int) -> bool:
    """Whether the governor of the number before is an infinitive that depends on the verb."""
    return before >= 0 and doc.tokens[before].head == verb and doc.tokens[before].feat("VerbForm") == "Inf"


def _auxiliary(frame: Frame) -> int:
    """`в сумке имелось 10 тысяч, остальные 90 тысяч [были] в чемодане`: the copula of the number's own clause."""
    tokens = frame.doc.tokens
    copulas = (i for i in range(frame.left, frame.right) if is_copula(frame.doc, i))
    found = (i for i in copulas if tokens[i].feat("VerbForm") == "Fin")
    return next((i for i in found if frame.left <= tokens[i].head < frame.right), -1)


def _in_bracket(frame: Frame) -> int:
    """Within brackets only a verb of the brackets governs."""
    tokens, end = frame.doc.tokens, frame.sentence.last  # a sentence may be cut off within its brackets
    last = next((i for i in range(frame.last, end) if tokens[i].text == ")"), end)
    inside = [v for v in _verbs(frame, frame.bracket, last) if not is_attribute(frame.doc.tokens[v])]
    return min(inside, key=lambda v: _distance(frame, v)) if inside else -1
