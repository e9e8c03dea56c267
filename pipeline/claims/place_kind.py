"""What a place is: a country, a region, a city, a district, a village, or a spot such as a river or a street."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

from pipeline.claims.syntax import OPENING, lemma
from pipeline.document import Doc, Mention
from pipeline.offsets import starts
from pipeline.vocabulary import mapping

PlaceKind = Literal["", "spot", "village", "district", "city", "region", "country"]
LIST = 40  # places of a list that are looked at on either side of one
FURTHEST = 30  # characters between two places of a list: `, а также поселке`
IN = frozenset(("в", "во", "на"))
AND = frozenset(("и", "или", "либо"))
ADJECTIVE = ("ская", "ский", "ской", "ском")  # of `Абайской и Жетысуской областях`
LISTED: dict[str, PlaceKind] = {"country": "country", "region": "region", "city": "city", "nature": "spot"}


def place_kind(doc: Doc, mention: Mention) -> PlaceKind:
    """The kind of a place by its name, by the noun in it or the one right before it; empty where nothing says it."""
    if known := LISTED.get(mapping("places", "name", "kind").get(mention.normal, "")):
        return known
    inside = doc.token_range(mention.start, mention.stop)
    before = inside.start - 1 - (inside.start > 1 and doc.tokens[inside.start - 1].text in OPENING)
    nouns = [lemma(doc.tokens[i]) for i in (*reversed(inside), before) if i >= 0]
    unsaid: PlaceKind = "region" if mention.normal.endswith(ADJECTIVE) else ""
    return next((kind for noun in nouns if (kind := kind_of(noun))), unsaid)


def kind_of(noun: str) -> PlaceKind:
    """`область` → `region`, `улица` → `spot`; empty for what is no noun of a place."""
    kind = mapping("place_kinds", "noun", "kind").get(noun)
    return cast(PlaceKind, kind or ("spot" if noun in mapping("place_heads", "head", "use") else ""))


def takes_up(noun: str) -> PlaceKind:
    """The kind of place that a noun alone takes up, `в области`; empty if it takes up none."""
    return kind_of(noun) if mapping("place_kinds", "noun", "taken_up").get(noun) else ""


@cache
def taking_up() -> frozenset[str]:
    """The nouns that take up a place."""
    return frozenset(noun for noun in mapping("place_kinds", "noun", "taken_up") if takes_up(noun))


def coordinated(doc: Doc, mention: Mention) -> list[Mention]:
    """The places that are named together with a place, it among them, in order: `в Италии, Испании и Греции`."""
    at = bisect_left(starts(doc.mentions), mention.start)
    first = last = at
    links = []
    while first and at - first < LIST and (link := _link(doc, doc.mentions[first - 1], doc.mentions[first])):
        first -= 1
        links.append(link)
    while (
        last + 1 < len(doc.mentions)
        and last - at < LIST
        and (link := _link(doc, doc.mentions[last], doc.mentions[last + 1]))
    ):
        last += 1
        links.append(link)
    if not links:
        return [mention]
    ending = doc.tokens[doc.token_at(doc.mentions[last].stop - 1)]  # в Абайской, Павлодарской [областях]
    bare = any(doc.text[m.start : m.stop].endswith(ADJECTIVE) for m in doc.mentions[first:last])
    shared = kind_of(lemma(ending)) and (bare or ending.feat("Number") == "Plur")
    told = doc.tokens[doc.token_at(doc.mentions[first].start) - 1].text == ":"  # в трёх городах: Семей, Тараз, Аркалык
    return list(doc.mentions[first : last + 1]) if shared or told or AND.intersection(links) else [mention]


def _is_repeated(doc: Doc, one: Mention, words: Sequence[str]) -> bool:
    """`во Флоренции и [в] Милане`; not `в Чили, в Сантьяго`, nor `из Тараза и в Тараз`."""
    before = doc.tokens[doc.token_at(one.start) - 1]
    led = before.pos != "ADP" or before.norm in IN
    return led and len(words) > 1 and words[-1] in IN and words[:-1] != [","]


def _link(doc: Doc, one: Mention, other: Mention) -> str:
    """What joins two places of one list, empty if nothing does."""
    if one.type != "LOC" or other.type != "LOC" or other.start - one.stop > FURTHEST:
        return ""
    tokens = doc.tokens[doc.token_at(one.stop) : doc.token_at(other.start)]
    words = [t.norm for t in tokens if not (t.text.islower() and kind_of(lemma(t)))]  # и посёлком Шу
    if _is_repeated(doc, one, words):
        words.pop()
    if words == [",", "а", "также"]:
        return "и"
    return words[0] if len(words) == 1 and words[0] in {",", *AND} else ""
