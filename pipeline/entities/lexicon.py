"""What the vocabularies say about a word form: places, organisations, heads of names, in every case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.document import MentionType, Token
from pipeline.frozen import frozen
from pipeline.morph import inflected, parses
from pipeline.vocabulary import mapping, table, words

HOME = "Казахстан"
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")


@frozen
class Known:
    """A name that a vocabulary lists: its words as looked up, and the name they stand for."""

    words: tuple[str, ...]
    name: str
    type: MentionType
    exact: str = ""  # an abbreviation is met only as it is written: `ЕС`, never `ес`
    sure: bool = True  # no other reading: neither a surname nor a common word
    kind: str = ""  # of a place: `country`, `city`


@lru_cache(maxsize=2**12)
def fold(text: str) -> str:
    """Form for look-up: lower case, `ё` as `е`, one kind of hyphen."""
    return text.lower().replace("ё", "е").replace("–", "-").replace("‑", "-")


@lru_cache(maxsize=2**11)
def inflections(phrase: str) -> frozenset[str]:
    """A name in all cases: adjectives and the noun they lead to change, what follows stays.

    `Республика Корея` → `республики корея`; `Южная Корея` → `южной кореи`.
    """
    forms = frozenset(map(" ".join, zip(*_in_cases(phrase.split()), strict=True))) | {fold(phrase)}
    return forms | _unread(fold(phrase)) if len(forms) == 1 else forms


def _unread(word: str) -> frozenset[str]:
    """Cases of a word that the dictionary cannot read at all: `Антикора`, `Қызылорды`."""
    if not word.isalpha() or word.isascii() or "UNKN" not in parses(word)[0].tag:
        return frozenset()
    if word[-1] in "аеёиоуыэюяьйәіөүұ":
        return frozenset(word[:-1] + ending for ending in ("ы", "е", "у", "ой")) if word[-1] == "а" else frozenset()
    return frozenset(word + ending for ending in ("а", "у", "ом", "е"))


def _in_cases(phrase: list[str]) -> Iterator[tuple[str, ...]]:
    """Each word of a phrase in all cases."""
    done = False
    for word in phrase:
        if word == "и":  # Босния и Герцеговина
            done = False
        declined = None if done or word == "и" or (word.isupper() and len(word) > 1) else _declined(fold(word))
        done = word != "и" and (declined is None or declined.is_noun)
        yield declined.forms if declined else (fold(word),) * len(CASES)


@frozen
class Declined:
    """The forms of a word in `CASES`."""

    forms: tuple[str, ...]
    is_noun: bool


@lru_cache(maxsize=2**11)
def _declined(word: str) -> Declined | None:
    """None for a word that has no nominative."""
    parse = next((p for p in parses(word) if "nomn" in p.tag), None)
    if parse is None:
        return None
    forms = tuple(fold(inflected(parse, frozenset((case,))) or word) for case in CASES)
    return Declined(forms, "NOUN" in parse.tag)


@cache
def known() -> dict[str, tuple[Known, ...]]:
    """Names of the vocabularies by the first word of every form, longest first."""
    weak = words("ambiguous_names")
    found: dict[str, dict[tuple[str, ...], Known]] = {}
    for vocabulary, kind in (("organisations", "ORG"), ("places", "LOC")):
        for row in table(vocabulary):
            for alias in (row["name"], *filter(None, map(str.strip, row["others"].split("|")))):
                sure = alias not in weak
                exact = alias if alias.isupper() else ""
                for form in {fold(alias)} if exact else inflections(alias):
                    key = tuple(form.split())
                    entry = Known(key, row["name"], kind, exact, sure, row.get("kind", ""))  # type: ignore[arg-type]
                    found.setdefault(key[0], {}).setdefault(key, entry)
    for name in words("campaigns"):
        for form in inflections(name) if " " in name else ():
            key = tuple(form.split())
            found.setdefault(key[0], {}).setdefault(key, Known(key, name, "ORG"))
    return {k: tuple(sorted(v.values(), key=lambda e: -len(e.words))) for k, v in found.items()}


def is_country(norm: str) -> bool:
    """Whether one word, in any case, names a country."""
    return any(e.kind == "country" and len(e.words) == 1 for e in known().get(norm, ()))


def is_in_kazakhstan(name: str) -> bool:
    """Whether a nominative names Kazakhstan or one of its places: `РК`, `Алматы`, `Костанайская область`."""
    known_as = canonical().get(fold(name), name)
    return known_as == HOME or mapping("places", "name", "in").get(known_as) == HOME


@cache
def canonical() -> dict[str, str]:
    """The name that a nominative stands for: `рк` → `Казахстан`, `нур-султан` → `Астана`, `мчс` → its full name."""
    found: dict[str, str] = {}
    for vocabulary in ("places", "organisations"):
        for row in table(vocabulary):
            for alias in (row["name"], *filter(None, map(str.strip, row["others"].split("|")))):
                found.setdefault(fold(alias), row["name"])
    return found


@cache
def org_heads() -> dict[str, str]:
    return mapping("org_heads", "head", "use")


@cache
def capital_heads() -> dict[str, str]:
    """Every case form of a head → its use: where a capital misleads the tagger, `Маслихата` is none of its lemmas."""
    return {form: use for head, use in org_heads().items() for form in inflections(head)}


@cache
def head_forms() -> dict[str, str]:
    """Every case form of a head → the head: `акиматом` → `акимат`, which no dictionary knows."""
    return {form: head for head in org_heads() for form in inflections(head)} | {head: head for head in org_heads()}


@cache
def place_heads() -> dict[str, str]:
    return mapping("place_heads", "head", "use")


def is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def is_abbreviation(token: Token) -> bool:
    """`РК`, `МЧС`, `РАНХиГС`: two capitals at least, and no more small letters than capitals."""
    return is_abbreviated(token.text)


def is_abbreviated(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    return capitals >= 2 and text.isalpha() and 2 * capitals > len(text)


@cache
def nominatives() -> dict[str, str]:
    """Every case form of a listed place → that name in the nominative: `нур-султане` → `Нур-Султан`."""
    found: dict[str, str] = {}
    for row in table("places"):
        for alias in (row["name"], *filter(None, map(str.strip, row["others"].split("|")))):
            for form in {fold(alias)} if alias.isupper() else inflections(alias):
                found.setdefault(form, alias)
    return found


@cache
def campaigns() -> frozenset[str]:
    """Programmes, pipelines and slogans known by name, in every case: they are no organisations."""
    return frozenset(form for name in words("campaigns") for form in inflections(name))
