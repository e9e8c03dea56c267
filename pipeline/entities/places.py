"""Places with the word that says what they are: `Буландынского района`, `села [Купчановка]`."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from pipeline.document import Doc, Token
from pipeline.entities.adjectives import adjectival
from pipeline.entities.bounds import Ends
from pipeline.entities.lexicon import fold, is_capital, known, place_heads
from pipeline.entities.persons import is_surname
from pipeline.entities.span import Span, Spans, ends, overlay
from pipeline.entities.stems import stem
from pipeline.lookup import lookup
from pipeline.vocabulary import words

_DASHES = ("-", "–", "—")


def place_phrases(doc: Doc, found: Spans) -> Spans:
    at = ends(found)
    over = {i: s for s in found for i in range(s.first, s.last)}
    surnames = {stem(doc.tokens[s.last - 1].norm) for s in found if s.type == "PER" and s.last - s.first in (2, 3)}
    fresh: Spans = []
    heads = place_heads()
    for i in lookup(doc).with_lemmas(heads.keys()):
        token = doc.tokens[i]
        if token.pos not in ("NOUN", "PROPN") or _describes(doc, i):
            continue
        use, sentence = heads[fold(token.lemma)], doc.sentences[token.sent]
        titled = use == "keep" or (i > sentence.first and fold(token.lemma) in words("facilities"))
        if titled and (alley := _alley(doc, i, sentence.last)):
            fresh.append(alley)
        elif use and use != "marks" and not (i in over and over[i].type == "ORG"):
            span = _adjectival(doc, i, sentence.first) or _followed(doc, i, use, sentence.last, at)
            if span and not _held(doc, span, over.get(i)) and not _is_surname(doc, span, surnames):
                fresh.append(span)
                if use == "out" and token.feat("Number") == "Plur" and span.first == i + 1:
                    fresh += _further(doc, span.last, at)
    return overlay(found, fresh)


def _describes(doc: Doc, i: int) -> bool:
    """`Испанский [канал] TVE`, `канал «Евразия»`: what may be no place, before the name of something else."""
    following = doc.tokens[i + 1].text if i + 1 < len(doc.tokens) else ""
    named = following in ("«", "“") or (following[:1].isupper() and following.isascii())
    return named and fold(doc.tokens[i].lemma) in words("descriptors")


def _further(doc: Doc, i: int, at: Ends) -> Spans:
    """`в сёлах Куйлыс, [Жайсанбай] и [Белшер]`: the rest of a list, where one was taken for a person."""
    rest: Spans = []
    while i + 1 in at and doc.tokens[i].norm in (",", "и"):
        stop, kind = at[i + 1]
        if stop > i + 2 or kind == "ORG" or doc.tokens[i + 1].sent != doc.tokens[i].sent:
            break
        rest.append(Span(i + 1, stop, "LOC", "place_phrases"))
        i = stop
    return rest


def enumerated(doc: Doc, found: Spans) -> Spans:
    """`Карасу, Жарлы, [Равнинное], Кульсары`: in a list of places a word taken for a person is one of them."""
    if sum(b.first == a.last + 1 for a, b in pairwise(found)) < _LIST - 1:
        return found
    out: Spans = list(found)
    n = 0
    while n < len(out):
        stop = n + 1
        while stop < len(out) and _next_in_list(doc, out[stop - 1], out[stop]):
            stop += 1
        if stop - n >= _LIST and 3 * sum(s.type == "LOC" for s in out[n:stop]) >= 2 * (stop - n):
            out[n:stop] = [_as_place(doc, s) for s in out[n:stop]]
        n = stop
    return out


_LIST = 6  # names that make a list


def _next_in_list(doc: Doc, a: Span, b: Span) -> bool:
    return b.first == a.last + 1 and doc.tokens[a.last].norm in (",", "и") and "ORG" not in (a.type, b.type)


def _as_place(doc: Doc, s: Span) -> Span:
    """A single word, as no surname is: no `Иванов` among towns."""
    named = s.type == "PER" and s.last - s.first == 1 and not is_surname(doc.tokens[s.first])
    return Span(s.first, s.last, "LOC", "enumerated") if named and not s.rule else s


def _held(doc: Doc, fresh: Span, known: Span | None) -> bool:
    """Whether a longer name holds what the grammar sees: `[Исламской Республики Иран]`."""
    if known is None or known.type != "LOC" or not is_capital(doc.tokens[known.first]):
        return False
    if doc.sentences[doc.tokens[known.first].sent].first == known.first == fresh.first - 1:
        return False  # Город Павия
    return known.first <= fresh.first and fresh.last <= known.last < fresh.last + known.last - known.first


def _is_surname(doc: Doc, s: Span, surnames: Container[str]) -> bool:
    """`родным городом Каддафи`, of whom the article says the full name."""
    return s.last - s.first == 1 and stem(doc.tokens[s.first].norm) in surnames


def _adjectival(doc: Doc, head: int, first: int) -> Span | None:
    """`[Капитоновского сельского округа]`, `[Липецкой областях]`: from the leftmost capitalised adjective."""
    edge = i = head
    while i > max(first, head - 12) and _modifies(doc.tokens[i - 1], doc.tokens[head]):
        i -= 1
        if is_capital(doc.tokens[i]):
            edge = i
    if edge == head or (edge == first and not relational(doc.tokens[edge])):
        return None
    return Span(edge, head + 1, "LOC", "place_phrases")


def relational(token: Token) -> bool:
    """`Буландынский`, `Павлодарской`: made from a place's name, as a sentence's first word need not be."""
    return fold(token.lemma).endswith(("ский", "цкий")) or "ск" in token.norm[-5:]


def _modifies(word: Token, head: Token) -> bool:
    if (
        not (word.pos == "ADJ" or (word.pos == "PROPN" and relational(word) and adjectival(word.norm)))
        or len(word.text) < 4
        or not word.text[0].isalpha()
    ):
        return False
    if word.norm[-1] not in "яеийхмюоу":
        return False
    if _genders(word, head) in _CLASHES:
        return False
    return word.feat("Case") == head.feat("Case") or {word.feat("Case"), head.feat("Case")} == {"Nom", "Acc"}


def _genders(word: Token, head: Token) -> tuple[str, str]:
    return word.norm[-2:], head.feat("Gender") if head.feat("Number") == "Sing" else ""


_CLASHES = frozenset([("ое", "Fem"), ("ее", "Fem"), ("ое", "Masc"), ("ая", "Masc"), ("ая", "Neut")])  # Тепличное дамба


def _followed(doc: Doc, head: int, use: str, last: int, at: Ends) -> Span | None:
    """The name after its description: with it for streets and roads, without it for towns and rivers."""
    i = head + 1
    if i >= last or not is_capital(doc.tokens[i]):
        return None
    if fold(doc.tokens[i].lemma) in words("positions") or _is_apart(doc, head, use, at):
        return None
    known = at.get(i)
    if known and known[1] == "PER" and use == "keep" and fold(doc.tokens[head].lemma) not in ("область", "район"):
        return Span(head, known[0], "LOC", "place_phrases")  # улица Ыкыласа Дукенулы
    if known and known[1] == "PER" and (known[0] > i + 1 or use != "out" or _of_post(doc, head)):
        return None
    stop = _titled(doc, known[0] if known else _capitals(doc, i, last))
    if use in ("route", "keep"):
        stop = _route(doc, stop, last)
    if use == "route" and stop == i + 1 and not _both_ends(doc.tokens[i]):
        return None
    if use == "keep" and doc.tokens[head].lemma == "область" and known is None:
        return None
    if use in ("keep", "route"):
        return Span(head, stop, "LOC", "place_phrases")
    if use == "out" and not (known and known[1] == "ORG" and known[0] > i + 1):
        return Span(i, stop, "LOC", "place_phrases")
    return None


def _is_apart(doc: Doc, head: int, use: str, at: Ends) -> bool:
    """Whether the name is none of the noun's: `дороги [Германии]`, `в областях [Ұлытау] и [Абай]`, `рынки [ЕС]`."""
    if use in ("keep", "route") and _crosses(doc, head + 1, at):
        return True
    if use == "keep":
        return doc.tokens[head].norm in ("областях", "областей")
    return use == "out" and at.get(head + 1, (0, ""))[1] == "ORG" and _is_org(doc.tokens[head + 1])


def _is_org(token: Token) -> bool:
    """`ЕС`: an organisation by the list, and nothing else."""
    return any(e.type == "ORG" and e.sure and e.words == (token.norm,) for e in known().get(token.norm, ()))


def _crosses(doc: Doc, i: int, at: Ends) -> bool:
    """`улицы [Киева]`, `дороги [Германии]`: those of a place, in the genitive; no street is named so."""
    if i not in at or at[i][1] != "LOC" or at[i][0] > i + 1:
        return False
    token = doc.tokens[i]
    entry = next((e for e in known().get(token.norm, ()) if len(e.words) == 1 and e.sure), None)
    return entry is not None and fold(entry.name) != token.norm and entry.kind in ("country", "city", "region")


def _both_ends(token: Token) -> bool:
    """`автодорога Атырау-Уральск` in one token; no `Усть-Каменогорск`."""
    parts = token.text.split("-")
    return len(parts) > 1 and all(part[:1].isupper() for part in parts) and token.norm not in known()


def _of_post(doc: Doc, head: int) -> bool:
    """`аким города Сыздыкбеков`: the name is the holder's."""
    return head > 0 and fold(doc.tokens[head - 1].lemma) in words("positions")


def _alley(doc: Doc, head: int, last: int) -> Span | None:
    """`Аллея ветеранов`, `Парк Победы`: a capital and a genitive."""
    if head + 1 >= last or not is_capital(doc.tokens[head]):
        return None
    of = doc.tokens[head + 1]
    named = of.pos in ("NOUN", "PROPN") and of.feat("Case") == "Gen"
    return Span(head, head + 2, "LOC", "place_phrases") if named else None


def _capitals(doc: Doc, i: int, last: int) -> int:
    """`Байдибек би`, `А2`, `Марий Эл`: capitalised words in a row."""
    j = i + 1
    while j < last and is_capital(doc.tokens[j]) and doc.tokens[j].start == doc.tokens[j - 1].stop + 1:
        j += 1
    return j


def _titled(doc: Doc, i: int) -> int:
    """`Байдибек [би]`, `Жибек [жолы]`: a word in lower case that Kazakh names end with."""
    if i >= len(doc.tokens) or doc.tokens[i].sent != doc.tokens[i - 1].sent:
        return i
    return i + 1 if doc.tokens[i].norm in words("name_endings") else i


def _route(doc: Doc, i: int, last: int) -> int:
    """`Астана - Щучинск`: both ends of a road."""
    while i + 1 < last and doc.tokens[i].text in _DASHES and is_capital(doc.tokens[i + 1]):
        i += 2
    return i


def glossed_places(doc: Doc, found: Spans) -> Spans:
    """`Северо-Запада России`: a part of a place with the place in the genitive is one name."""
    out: Spans = []
    for s in found:
        before = out[-1] if out else None
        if before and before.type == s.type == "LOC" and before.last == s.first and _is_part(doc.tokens[s.first - 1]):
            out[-1] = Span(before.first, s.last, "LOC", "glossed_places")
        else:
            out.append(s)
    return out


def _is_part(token: Token) -> bool:
    return fold(token.lemma) in _PARTS


_PARTS = frozenset(["север", "юг", "запад", "восток", "северо-запад", "северо-восток", "юго-запад", "юго-восток"])
