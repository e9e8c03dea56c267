"""Adjectives in the names of institutions: official ones, and those made from places."""

from __future__ import annotations

import re
from functools import cache

from pipeline.document import Token
from pipeline.entities.lexicon import fold
from pipeline.morph import is_known, parses
from pipeline.vocabulary import table, words


def adjectival(norm: str) -> bool:
    """Whether a word tagged as a name may be an adjective: `Правого`, no `Героя`."""
    return any("ADJF" in parse.tag for parse in parses(norm))


def official(token: Token) -> bool:
    lemma = fold(token.lemma)
    scholarly = lemma.endswith("ческий")  # социологический факультет
    return scholarly or lemma in words("official_adjectives") or local(token) or strange(token)


def national(token: Token, head: Token) -> bool:
    """The country's adjective before what a state has one of: `британского правительства`."""
    return nationality(token) and fold(head.lemma) in words("state_bodies")


def nationality(token: Token) -> bool:
    """`британский`, `казахстанского`, in lower case."""
    return token.text[0].islower() and fold(token.lemma) in words("nationalities")


def local(token: Token) -> bool:
    """An adjective made from a listed town or region: `экибастузской`, `алматинского`, not from a country."""
    if token.norm.startswith("столичн"):
        return True
    stem, found, _ = token.norm.rpartition("ск")
    return bool(found) and (stem in _stems() or stem.removesuffix("ин") in _stems())


def strange(token: Token) -> bool:
    """`енбекшиказахское`: an adjective that no dictionary knows, from a place that no list has."""
    return bool(_STRANGE.search(token.norm)) and token.text.islower() and not is_known(token.norm)


_STRANGE = re.compile(r"^(?!.*-)\w{3,}(?<!ов)(?<!ев)ск(ий|ая|ое|ого|ой|ому|ую|им|ом)$")


@cache
def _stems() -> frozenset[str]:
    """`экибастуз`, `астан`, `костанай`: towns without their last vowel, and with it."""
    names = [fold(row["name"]) for row in table("places") if row["kind"] == "city"]
    return (
        frozenset(names)
        | {n[:-1] for n in names if n[-1] in "аеиоуыьй" and len(n) > 4}
        | {n.removesuffix("ск") for n in names if n.endswith("ск")}
    )
