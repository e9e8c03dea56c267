"""The fullest of the names that one entity bears in an article, and the words by which organisations are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from pipeline.document import MentionType
from pipeline.entities.lexicon import canonical, fold, known
from pipeline.entities.link_persons import without_fleeting
from pipeline.morph import parses
from pipeline.normal_forms import normal_form
from pipeline.vocabulary import mapping, words

WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*")


def fullest(kind: MentionType, normals: list[str], straight: set[str]) -> str:
    """The fullest name: of places that of the vocabulary or the most said, else the longest; met in the nominative."""
    if kind == "LOC":
        full = [n for n in normals if n[1:] == n[1:].lower() or not n.isalpha()]
        known = canonical().get(fold(normals[0]))
        if known and (not full or known in normals):
            return known
        if known and len(full) > 1:  # Киргизская Республика, Киргизия, Киргизия
            return max(sorted(full), key=full.count)
        normals = full or normals
    best = normals[0] if len(set(normals)) == 1 else _longest(kind, normals, straight)
    if kind != "PER":
        return best
    said = straight.intersection(normals)
    return _masculine(best, said) if best in straight else _straightened(best, said)


def _longest(kind: MentionType, normals: list[str], straight: set[str]) -> str:
    count = Counter(normals)
    plain = {fold(n) for n in normals}

    def fullness(n: str) -> tuple[bool, bool, bool, int, int, bool, int, int, str]:
        said = len(org_words(n)) if kind == "ORG" else sum(len(w) > 1 for w in WORD.findall(n))  # no initials
        length = -len(n) if kind == "PER" else len(n)  # a case ending missed makes a name longer
        base = not _is_oblique(n, plain)
        whole = kind != "ORG" or not _is_short_of_country(n)
        return (
            base,
            whole,
            not _PATRONYMIC.search(fold(n)),
            said,
            len(WORD.findall(n)),
            n in straight,
            length,
            count[n],
            n,
        )

    return max(count, key=fullness)


def _is_short_of_country(name: str) -> bool:
    """`МИД Казахстана`: it takes more words to say `Министерство иностранных дел`."""
    short, *rest = name.split()
    listed = short.isupper() and fold(short) in canonical()
    return listed and len(rest) == 1 and any(e.kind == "country" for e in known().get(fold(rest[0]), ()))


def _is_oblique(name: str, names: Collection[str]) -> bool:
    """`акиматом Алматы` beside `акимат Алматы`: the same name with a case ending that another mention lacks."""
    parts = fold(name).split()
    if any(_straight_vowel(parts, i) in names for i in range(len(parts))):
        return True  # Мадины beside Мадина, Анны Рабинович beside Анна Рабинович
    for ending in ("ом", "ем", "а", "у", "е", "ы"):
        for i, part in enumerate(parts):
            if part.endswith(ending) and len(part) > len(ending) + 3:
                rest = [p.removesuffix(ending) if j > i and p.endswith(ending) else p for j, p in enumerate(parts)]
                for shorter in (parts, rest):
                    if " ".join([*shorter[:i], part.removesuffix(ending), *shorter[i + 1 :]]) in names:
                        return True
    return False


def _straight_vowel(parts: list[str], i: int) -> str:
    """A name with word `i` in the nominative in -а: of `анны рабинович`, `анна рабинович`."""
    word = next((parts[i].removesuffix(e) + "а" for e in ("ы", "у", "е", "ой") if parts[i].endswith(e)), "")
    return " ".join((*parts[:i], word, *parts[i + 1 :])) if word else ""


def _straightened(name: str, straight: set[str]) -> str:
    """`Владислав Челаху` after `Челах`: a word with an ending that the person's name, said in the nominative, lacks.

    Or without the vowel that other cases drop: `Олег Знарк` after `Знарок`.
    """
    said = {word for other in sorted(straight) for word in other.split()}
    fleeting = {without_fleeting(word): word for word in sorted(said)}
    return " ".join(
        next((v for v in (w[:-1], w[:-2]) if v in said and w[-1] in "аеуюмй"), fleeting.get(w) or _in_a(w, said))
        for w in name.split()
    )


def _in_a(word: str, said: set[str]) -> str:
    """`Дубровы` as `Дуброва`, where that is said."""
    return word[:-1] + "а" if word[-1] in "ыуе" and word[:-1] + "а" in said else word


def _masculine(name: str, straight: set[str]) -> str:
    """`Бахытжана Байжанова` where `Байжанов` is said: a genitive that looks like a woman's name in the nominative."""
    given, _, surname = name.partition(" ")
    if surname[:-1] not in straight or not re.search(r"[^аеиоуыэюя]а$", given) or not surname.endswith("а"):
        return name
    whole = any(p.is_known and "nomn" in p.tag for p in parses(fold(given)))  # Алла, Вдова
    return name if whole else f"{given[:-1]} {surname[:-1]}"


_PATRONYMIC = re.compile(r"(вич|вна|чна|ич)$")


@lru_cache(maxsize=50_000)
def org_words(name: str) -> tuple[str, ...]:
    """Words of an organisation's name as compared: lower case, countries by their names, no legal form, no `город`."""
    expanded = []
    if " " in name and name.partition(" ")[0].isupper():
        name = canonical().get(fold(name), name)  # МО России, where no МО alone is known
    for word in WORD.findall(name):
        full = canonical().get(fold(word), "") if word.isupper() or fold(word)[:3] == "мин" else ""
        full = full or words_abbreviated().get(word, "")
        expanded += [_lemma(fold(w)) for w in WORD.findall(full or word)]
    text = " ".join(expanded)
    text = re.sub(r"\bреспублик[аи] (?=казахстан)|\b(?:город|г)\b ?", "", text)
    kept = tuple(w for w in text.split() if w.upper() not in words("legal_forms"))
    return kept or tuple(text.split())


@lru_cache(maxsize=1)
def words_abbreviated() -> dict[str, str]:
    """`ЧС` → `чрезвычайные ситуации`: abbreviations met inside names."""
    return mapping("word_abbreviations", "short", "full")


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    return fold(normal_form(word)) if word not in canonical() else fold(canonical()[word])
