"""How a place is named: somebody is there, something is of it, or it is only spoken of."""

from __future__ import annotations

from pipeline import vocabulary
from pipeline.claims.place_kind import kind_of
from pipeline.claims.syntax import (
    DASHES,
    OPENING,
    covering,
    is_attribute,
    is_finite,
    is_modifier,
    is_noun,
    is_verb,
    lemma,
    verb_lemma,
)
from pipeline.document import Doc, Mention

HERE, OF, AWAY = 0, 1, 2  # said to be in the place; of it; only spoken of
FROM = frozenset(("из", "из-за", "от", "с", "со", "к", "ко", "против", "кроме", "помимо", "после", "до", "через"))
IN = frozenset(("в", "во", "на", "по", "у", "под", "над", "возле", "близ", "около", "внутри", "для", "среди"))
NEARBY = frozenset(("вблизи", "близ", "возле", "около"))
BESIDE = frozenset(("недалеко", "неподалеку", "рядом", "вблизи"))
BUYING = frozenset(("купить", "покупать", "закупить", "закупать", "приобрести", "приобретать", "занять", "взять"))
CAUSES = frozenset(("из-за", "против", "кроме", "помимо"))
ORIGINS = frozenset(("гражданин", "гражданка", "подданный", "выходец", "уроженец", "уроженка", "резидент"))
ASIDE = 6  # steps up the tree to a participle
LABEL = 3  # tokens from the country to what it calls somebody
DISCLAIMED = ("иноагент", "иностранн", "экстремист", "террорист", "нежелательн")
STEPS = 5  # tokens from a noun of motion to the place
ROUTE = 12  # tokens over which a word of a route is looked for
NEAR = 30  # tokens over which a preposition is looked for


def rank(doc: Doc, mention: Mention, first: int, top: int, lead: str) -> int:
    """How a place is named: `в Астане` and as a subject, `жителей Астаны`, or only on the way (`из Астаны`).

    `first` is its first token, `top` the one that the tree ties to the rest of the sentence, `lead` its preposition.
    """
    if _titled(doc, mention, top) or _of_origin(doc, top) or _of_law(doc, first) or _on_route(doc, first):
        return AWAY
    if _surrounds(doc, first):
        return OF
    return _led(doc, first, top, lead) if lead else _bare(doc, first, top)


def _bare(doc: Doc, first: int, index: int) -> int:
    """The rank of a place without a preposition."""
    if _inside_preposition(doc, first) in CAUSES:
        return AWAY
    return HERE if _inside(doc, first) >= 0 or doc.tokens[index].rel.startswith("nsubj") else OF


def _surrounds(doc: Doc, first: int) -> bool:
    """`в микрорайоне Заря города [Тараза]`: what the place before lies in."""
    i = first - 1
    while i > 0 and kind_of(lemma(doc.tokens[i])) and doc.tokens[i].text.islower():
        i -= 1
    found = covering(doc.mentions, doc.tokens[i].start) if i >= 0 else -1
    return found >= 0 and doc.mentions[found].type == "LOC" and doc.tokens[i].sent == doc.tokens[first].sent


def _led(doc: Doc, first: int, index: int, lead: str) -> int:
    """The rank of a place under a preposition."""
    token = doc.tokens[index]
    if _is_near(doc, first, lead):
        return OF
    if _is_off(doc, first, lead):
        return HERE
    if lead in FROM:
        return OF if lead == "из" and _is_left(doc, index) else AWAY
    if lead in ("в", "во", "на"):
        case = doc.tokens[_kind_noun(doc, first)].feat("Case") or token.feat("Case")
        return OF if case == "Acc" or _is_goal(doc, first) else HERE
    if lead == "у" and token.head >= 0 and verb_lemma(doc.tokens[token.head]) in BUYING:
        return OF
    return HERE if lead in IN else OF


def _is_left(doc: Doc, index: int) -> bool:
    """`из [Сарани] эвакуировали 40 семей`."""
    head = doc.tokens[index].head
    return head >= 0 and verb_lemma(doc.tokens[head]) in vocabulary.words("leaving_verbs")


def _inside_preposition(doc: Doc, index: int) -> str:
    """The preposition of the noun right before a place: `из-за санкций [США]`."""
    return preposition(doc, index - 1) if index and is_noun(doc.tokens[index - 1]) else ""


def _is_goal(doc: Doc, index: int) -> bool:
    """`поставки газа в [КНР]`: an indeclinable name may say where to."""
    if doc.tokens[index].feat("Case") == "Loc" and not doc.tokens[index].text.isupper():
        return False
    before = doc.tokens[max(0, index - STEPS) : index]
    return any(lemma(t) in vocabulary.words("motion_nouns") for t in before if t.sent == doc.tokens[index].sent)


def _kind_noun(doc: Doc, index: int) -> int:
    """The noun before a name that says its kind, which agrees with the preposition: `на [месторождение] «Заря»`."""
    i = index - 1 - (index > 1 and doc.tokens[index - 1].text in OPENING)
    return i if i >= 0 and kind_of(lemma(doc.tokens[i])) else index


def _of_law(doc: Doc, index: int) -> bool:
    """`по статье 190 УК [РК]`: the country of a law."""
    before = doc.tokens[index - 1] if index else None
    return before is not None and (
        before.lemma in vocabulary.words("law_nouns") or before.norm in vocabulary.words("law_nouns")
    )


def is_disclaimer(doc: Doc, first: int) -> bool:
    """`ИГИЛ (запрещена в [России])`, `признан в [РФ] иноагентом`: what the law bids to add; `first` is its token."""
    i = first - 1
    while i > 0 and (doc.tokens[i].pos == "ADP" or doc.tokens[i].norm == "территории"):
        i -= 1
    if i == first - 1 or not doc.tokens[i].norm.startswith(("запрещен", "признан")):
        return False
    after = doc.tokens[first + 1 : first + 1 + LABEL]
    return doc.tokens[i].norm.startswith("запрещен") or any(t.norm.startswith(DISCLAIMED) for t in after)


def _is_near(doc: Doc, index: int, lead: str) -> bool:
    """`недалеко от [Актау]`, `рядом с [Актау]`."""
    before = [t.norm for t in doc.tokens[max(0, index - 4) : index]]
    return lead in NEARBY or (lead in ("от", "с", "со") and any(norm in BESIDE for norm in before))


def _is_off(doc: Doc, index: int, lead: str) -> bool:
    """`в 5 км от села [Актас]`: out in the country, a place is told by how far the next village is."""
    if lead != "от" or kind_of(lemma(doc.tokens[index - 1])) != "village":
        return False
    return any(covering(doc.numbers, token.start) >= 0 for token in doc.tokens[max(0, index - 4) : index])


def _on_route(doc: Doc, index: int) -> bool:
    """`рейсом [Астана] – [Омск]`, `маршрут Астана – [Омск]`: where something goes from and to."""
    i = index - 1
    while i >= max(0, index - ROUTE) and doc.tokens[i].sent == doc.tokens[index].sent:
        if doc.tokens[i].lemma in vocabulary.words("route_words"):
            return True
        token = doc.tokens[i]
        passed = token.text in DASHES or token.norm in ("и", ",") or kind_of(lemma(token))
        if not passed and covering(doc.mentions, token.start) < 0:
            return False
        i -= 1
    return False


def _of_origin(doc: Doc, index: int) -> bool:
    """`граждане [Узбекистана]`: where somebody comes from; but an article may open with the people of a country."""
    head = doc.tokens[index].head
    return 0 < head < index and doc.tokens[head].lemma in ORIGINS


def _titled(doc: Doc, mention: Mention, index: int) -> bool:
    """`аким [Астаны]`, `представитель банков [Астаны]`: part of a position, or of one person's description."""
    if any(role.start <= mention.start < role.stop for role in doc.roles):
        return True
    above = doc.tokens[index].head
    for _ in range(ASIDE):
        if above < 0 or doc.tokens[above].pos != "NOUN" or doc.tokens[above].stop > mention.start:
            return False
        if doc.tokens[above].feat("Animacy") == "Anim" and doc.tokens[above].feat("Number") == "Sing":
            return True
        above = doc.tokens[above].head
    return False


def _inside(doc: Doc, index: int) -> int:
    """The thing that a place is named through, -1 if none: `в школах [Алматы]`, `на территории [РК]`."""
    i = index - 1
    while i >= 0 and doc.tokens[i].sent == doc.tokens[index].sent and doc.tokens[i].text in '«"':
        i -= 1
    if i < 0 or not is_noun(doc.tokens[i]) or doc.tokens[i].feat("Case") not in ("Loc", "Dat"):
        return -1
    there = not doc.tokens[i].text[:1].isupper() and preposition(doc, i) in ("в", "во", "на", "по")
    return i if there else -1


def preposition(doc: Doc, index: int) -> str:
    """The preposition before a place, over modifiers and coordinated places; empty if there is none."""
    i = index - 1
    while i >= max(0, index - NEAR) and doc.tokens[i].sent == doc.tokens[index].sent:
        token = doc.tokens[i]
        if token.pos == "ADP":
            return token.norm
        joined = token.norm in ("и", ",") and covering(doc.mentions, doc.tokens[i - 1].start) >= 0
        over = is_modifier(token) or joined or covering(doc.mentions, token.start) >= 0 or token.text in '«"'
        if not over and not (token.text.islower() and kind_of(lemma(token))):  # из [поселка] Индер
            return ""
        i -= 1
    return ""


def of_clause(doc: Doc, first: int, top: int, lead: str) -> bool:
    """`В Астане открыли парк`, but not `открыли [парк в Астане]`; in the first sentence only not of a named thing.

    `Месторождение «Кумколь» в пустыне продано`: the sentences after it need not be about the desert. The place is told
    as to `rank`.
    """
    if _is_off(doc, first, lead):
        return True
    inner = -1 if lead else _inside(doc, first)
    i = top if inner < 0 else inner  # на всей территории [Армении]
    head = doc.tokens[i].head
    nominal = doc.tokens[i].rel == "nmod" and head >= 0 and not is_verb(doc.tokens[head])
    if (nominal and doc.tokens[i].sent) or (doc.tokens[i].rel in ("nmod", "appos") and _in_aside(doc, i)):
        return False
    beyond = range(head, min(head + 3, first)) if nominal else ()
    return not any(doc.tokens[k].text in OPENING or covering(doc.mentions, doc.tokens[k].start) >= 0 for k in beyond)


def _in_aside(doc: Doc, index: int) -> bool:
    """`пограничник, обвиняемый в убийстве на посту «Застава»`: within what a participle says of somebody."""
    above = index
    for _ in range(ASIDE):
        above = doc.tokens[above].head
        if above < 0 or is_finite(doc.tokens[above]):
            return False
        if is_attribute(doc.tokens[above]):
            return not any(t.text == "," for t in doc.tokens[above:index])
    return False
