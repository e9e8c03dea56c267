"""How far the name of an institution reaches around its head: `Министерства энергетики РК`.

To the left go the adjectives that agree with the head, to the right what is in the genitive, `по` with the dative,
`при` with the prepositional, `имени`, quoted names, places, and further institutions.
"""

from __future__ import annotations

from functools import cache

from pipeline.document import Doc, Token
from pipeline.entities.adjectives import adjectival, national, official
from pipeline.entities.bounds import Ends, is_cabinet, is_open, is_whole, may_be_name, of_region
from pipeline.entities.glued import is_run_together
from pipeline.entities.lexicon import capital_heads, fold, is_abbreviation, is_capital, org_heads, place_heads
from pipeline.entities.org_heads import head_use
from pipeline.entities.quoting import OPENING, closing, opens
from pipeline.lookup import lookup
from pipeline.morph import parses
from pipeline.vocabulary import words

_LONGEST = 60  # tokens: no name is longer, and no text may make the search so


def heads(doc: Doc) -> list[int]:
    """The tokens that may head an institution's name, in order: `head_use` decides."""
    words_of = lookup(doc)
    return sorted({*words_of.with_lemmas(org_heads().keys()), *words_of.with_norms(capital_heads().keys())})


def left_edge(doc: Doc, head: int, first: int) -> int:
    """First token of the name: over adjectives that agree, lower-case ones only where a rule of style asks for them.

    `Федеральное сетевое агентство`, `экибастузской городской больницы`, but `немецкий [Центр …]`.
    """
    edge = i = head
    first = max(first, head - _LONGEST)
    while i > first and _modifies(doc.tokens[i - 1], doc.tokens[head]):
        i -= 1
        if i == first and not is_capital(doc.tokens[head]) and not _may_begin(doc.tokens[i]):
            break
        if is_capital(doc.tokens[i]) or _belongs(doc.tokens[i], doc.tokens[head]):
            edge = i
    return edge


def _belongs(word: Token, head: Token) -> bool:
    """Whether a lower-case adjective is the name's: `городской совет`, `британский парламент`."""
    return not is_capital(head) and (official(word) or national(word, head))


def _may_begin(token: Token) -> bool:
    """Whether an adjective with the sentence's capital is the name's: `Европейский суд`, no `Новая школа`."""
    return official(token) or token.norm.rstrip("ойяегмыхиую").endswith("ск")


def _modifies(word: Token, head: Token) -> bool:
    if not (word.pos == "ADJ" or (word.pos == "PROPN" and adjectival(word.norm))) or not word.text[0].isalpha():
        return False
    case, number = word.feat("Case"), word.feat("Number")
    agrees = case == head.feat("Case") or {case, head.feat("Case")} == {"Nom", "Acc"}
    if word.pos == "ADJ" and not case and not number:
        agrees, number = word.feat("Variant") != "Short", head.feat("Number")  # межрайонном, which the tagger leaves so
    return agrees and number == head.feat("Number") and word.text[-1:] in "яеийхмюоу" and len(word.text) > 3


def right_edge(doc: Doc, head: int, last: int, ends: Ends, start: int = 0) -> int:
    """Token after the name's last one, `start` at least; `ends` are the names already known, which it may take in."""
    i, last = max(head + 1, start), min(last, head + _LONGEST)
    if start > head + 2 and is_open(doc.tokens[start - 1]):
        i = start - 1  # Ассамблеи народной | власти, which the tagger cut
    while i < last:
        i, before = _step(doc, head, i, last, ends), i
        if i <= before:
            return max(before, start)
    return i


def _step(doc: Doc, head: int, i: int, last: int, ends: Ends) -> int:
    token = doc.tokens[i]
    if token.text in OPENING:
        return _quoted(doc, i, last) if opens(doc.tokens, i) else i
    if i in ends:
        return _named(doc, head, i, ends)
    if token.norm in ("имени", "им"):
        return _honoured(doc, i, last, ends)
    if token.text == "№" and i == head + 1 and i + 1 < last and doc.tokens[i + 1].text.isdigit():
        return i + 2
    if token.norm == "г" and i + 2 < last and doc.tokens[i + 1].text == ".":
        return ends[i + 2][0] if ends.get(i + 2, (0, ""))[1] == "LOC" else i  # суда г. Алматы
    if token.norm == "по":
        return _purpose(doc, head, i, last, ends)
    if token.norm == "при":
        return _attached(doc, i, last, ends)
    if token.norm in ("в", "за", "с", "над") and i > head + 1:
        return _abroad(doc, head, i, ends) or _governed(doc, i, last)
    if token.norm in ("и", ",") and i > head + 1:
        return _coordinated(doc, head, i, last, ends)
    return _genitive(doc, head, i, last, ends)


def _quoted(doc: Doc, i: int, last: int) -> int:
    stop = closing(doc.tokens, i, last)
    inside = doc.tokens[i + 1 : stop - 1]
    return stop if inside and len(inside) <= 14 and may_be_name(inside) else i


def _named(doc: Doc, head: int, i: int, ends: Ends) -> int:
    """A place or an institution in the genitive, or uninflected, belongs: `Совета Безопасности [ООН]`."""
    stop, kind = ends[i]
    token = doc.tokens[i]
    if kind == "PER":
        return stop if is_cabinet(doc, head, i) and genitive(doc, i, stop) else i
    return stop if genitive(doc, i, stop) or is_abbreviation(token) else i


def genitive(doc: Doc, first: int, stop: int) -> bool:
    """Whether a name stands in the genitive, or does not show its case: `Алматы`, `Yandex`."""
    for token in doc.tokens[first:stop]:
        if token.pos in ("NOUN", "PROPN", "X"):
            case = token.feat("Case")
            alike = case == "Acc" and token.feat("Animacy") == "Anim"  # Талдыкоргана, taken for a person
            return case in ("Gen", "") or alike or (case == "Nom" and any("Fixd" in p.tag for p in parses(token.norm)))
    return doc.tokens[first].feat("Case") in ("Gen", "")


def _honoured(doc: Doc, i: int, last: int, ends: Ends) -> int:
    j = i + 1
    if j < last and doc.tokens[j].text == ".":
        j += 1
    if j in ends:
        return ends[j][0]
    while j < last and (
        any(map(str.isupper, doc.tokens[j].text)) or (doc.tokens[j].text == "." and doc.tokens[j - 1].text.isupper())
    ):
        j += 1
    return j if j > i + 1 else i


def _purpose(doc: Doc, head: int, i: int, last: int, ends: Ends) -> int:
    """`по чрезвычайным ситуациям`, `по ЧС`, `по городу Алматы`: in the dative."""
    place = i + 2 if i + 1 < last and doc.tokens[i + 1].norm in ("городу", "г") else i + 1
    if place < last and doc.tokens[place].text == ".":
        place += 1
    if place in ends and ends[place][1] == "LOC":
        return ends[place][0]
    if i > head + 1 and doc.tokens[head].lemma in _UNPURPOSED:
        return i
    j = _phrase(doc, i + 1, last, ("Dat",))
    if i + 1 < last and doc.tokens[i + 1].norm in words("loose_purposes"):
        return i
    if j > i + 1 and doc.tokens[j - 1].norm not in _TIMES | words("loose_purposes"):
        return j
    return i + 2 if i + 1 < last and is_abbreviation(doc.tokens[i + 1]) else i


_UNPURPOSED = frozenset(("министерство", "правительство", "парламент", "армия"))  # действия правительства по защите


def _abroad(doc: Doc, head: int, i: int, ends: Ends) -> int:
    """`посольство Казахстана [в Турции]`: token after where a mission is, 0 where nothing says so."""
    mission = doc.tokens[head].lemma in _MISSIONS and doc.tokens[i].norm == "в"
    stop, kind = ends.get(i + 1, (0, "")) if mission else (0, "")
    return stop if kind == "LOC" else 0


_MISSIONS = frozenset(("посольство", "консульство", "генконсульство", "постпредство"))


def _governed(doc: Doc, i: int, last: int) -> int:
    """`по надзору [в сфере связи]`, `по контролю [за оборотом]`, `борьбы [с коррупцией]`."""
    noun = doc.tokens[i - 1].lemma
    if doc.tokens[i].norm == "в":
        ready = noun in _GOVERNING and i + 1 < last and doc.tokens[i + 1].norm in ("сфере", "области")
        return i + 2 if ready else i
    j = _phrase(doc, i + 1, last, ("Ins",)) if noun in _GOVERNING else i + 1
    return j if j > i + 1 else i


_GOVERNING = frozenset(
    ["контроль", "надзор", "наблюдение", "борьба", "сотрудничество", "дружба", "связь", "защита", "регулирование"]
)


def _attached(doc: Doc, i: int, last: int, ends: Ends) -> int:
    if i + 1 in ends and ends[i + 1][1] != "PER":
        return ends[i + 1][0]
    if i + 1 < last and (head_use(doc.tokens[i + 1]) or doc.tokens[i + 1].norm == "президенте"):
        return i + 2
    return i


def _coordinated(doc: Doc, head: int, i: int, last: int, ends: Ends) -> int:
    """`культуры [и информации]`: a lower-case noun of the same case, no person, no further institution."""
    if i + 1 in ends or doc.tokens[i - 1].feat("Case") not in ("Gen", "Dat"):
        return i
    case = _parallel(doc, head, i, last) or doc.tokens[i - 1].feat("Case")
    j = _phrase(doc, i + 1, last, (case,))
    if j == i + 1:
        return i
    noun = doc.tokens[j - 1]
    if doc.tokens[i + 1].lemma in ("другой", "иной", "прочий"):
        return i  # Министерства иностранных дел и других ведомств
    attached = head <= noun.head < j
    comma = doc.tokens[i].norm == ","
    loose = not attached and head_use(doc.tokens[head]) != "office"
    if noun.feat("Animacy") == "Anim" or head_use(noun) or is_capital(noun) or loose:
        return i
    if comma and not _goes_on(doc, j, last, case):
        return i
    return j


def _parallel(doc: Doc, head: int, i: int, last: int) -> str:
    """`по координации мер и [ликвидации] последствий`: the case of a noun joined to one further back."""
    noun = doc.tokens[i + 1] if i + 1 < last else doc.tokens[i]
    joined = noun.pos == "NOUN" and head < noun.head < i - 1 and noun.feat("Case") == "Dat"
    return "Dat" if joined and doc.tokens[noun.head].feat("Case") == "Dat" else ""


def _goes_on(doc: Doc, j: int, last: int, case: str) -> bool:
    """Whether a list that began with a comma comes to its `и`: `связи, технологий и коммуникаций`."""
    while j < last and doc.tokens[j].norm in (",", "и"):
        if doc.tokens[j].norm == "и":
            return _phrase(doc, j + 1, last, (case,)) > j + 1
        stop = _phrase(doc, j + 1, last, (case,))
        if stop == j + 1:
            return False
        j = stop
    return False


def _genitive(doc: Doc, head: int, i: int, last: int, ends: Ends) -> int:
    if doc.tokens[i].text[0].islower() and is_whole(doc, head, i, ends):
        return i  # службу безопасности России | информации
    managed = i > head + 1 and doc.tokens[i - 1].lemma == "управление"  # управления обороной
    if head_use(doc.tokens[head]) == "named":
        return i
    j = _phrase(doc, i, last, ("Gen", "Ins") if managed else ("Gen",), ends)
    if j == i:
        return i
    noun = doc.tokens[j - 1]
    if j - 1 in ends:
        return i
    if j == i + 1 and of_region(doc, head, i):
        return j
    if (fold(noun.lemma) in place_heads() or head_use(noun) == "firm") and not is_capital(doc.tokens[i]):
        return _descriptor(j, ends, i)
    if noun.feat("Animacy") == "Anim" and noun.feat("Number") == "Sing" and not is_capital(noun):
        office = fold(noun.lemma) in words("positions")  # аппарат акима, no центр профессора Наумкина
        return j if office and not (j in ends and ends[j][1] == "PER") else i
    loose = noun.norm in _loose_words() and doc.tokens[i].norm not in ("иностранных", "внутренних")
    if noun.norm in _TIMES or (loose and not is_capital(doc.tokens[i])):
        return i
    return j


def _descriptor(j: int, ends: Ends, i: int) -> int:
    """`города Алматы`, `компании ФБК`: the description goes with the name that follows it, else it stays out."""
    return ends[j][0] if j in ends else i


def _phrase(doc: Doc, i: int, last: int, cases: tuple[str, ...], ends: Ends | None = None) -> int:
    """End of `прилагательное* существительное` in one of the cases; `i` where there is none.

    Adjectives may be joined: `оборонной и аэрокосмической промышленности`.
    """
    j = i
    while j < last and j - i < 7:
        token = doc.tokens[j]
        bare = token.pos == "ADJ" and not token.feat("Case") and token.norm[-1] in "ойемхю"  # санитарно-гигиенического
        if token.feat("Case") not in cases and not bare:
            break
        if token.pos in ("NOUN", "PROPN"):
            return j + 1 if token.text[0].isalpha() and not is_run_together(token.norm) else i
        if token.pos not in ("ADJ", "VERB", "NUM") or token.text[0].isdigit():
            break
        j += 1
        if j + 1 < last and doc.tokens[j].norm in ("и", ",") and doc.tokens[j + 1].pos == "ADJ":
            j += 1
    return i


# fmt: off
_TIMES = frozenset([
    "года", "году", "годов", "месяца", "недели", "дня", "суток", "часа", "минут", "лет", "времени", "период", "сегодня",
])
# fmt: on


@cache
def _loose_words() -> frozenset[str]:
    return words("loose_complements")
