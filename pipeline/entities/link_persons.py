"""Which mentions are one person: full name, surname, initials, given name, in any case.

Two names are one person's where every word of the shorter is a word of the longer or the initial of one. Persons of
one surname and different given names are never joined; a surname alone is then the one mentioned last.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.entities.groups import join
from pipeline.entities.span import Spans

_ENDINGS = ("ого", "ому", "ыми", "ими", "ой", "ою", "ым", "им", "ом", "ем", "ей", "ую", "ая", "ий", "ый")
_PATRONYMIC = ("вич", "вн", "ич")  # stems: `Естаевич`, `Ивановн(а)`
_FLEETING = re.compile(r"(?<=..[бвгджзклмнпрстфхцчшщь])[оеё](?=[кц]$)")


def link_persons(found: Spans, normals: list[str], groups: list[int]) -> None:
    """Joins each person's mention to the fuller name it stands for: the nearest before it, else the first after."""
    people = [i for i, s in enumerate(found) if s.type == "PER"]
    words = {i: name_words(normals[i]) for i in people}
    first: dict[tuple[str, ...], int] = {}
    for i in people:
        first.setdefault(words[i], i)
    fuller = _fuller(list(first))
    latest: dict[tuple[str, ...], int] = {}
    for i in people:
        mine = words[i]
        options = fuller[mine]
        said = [name for name in options if name in latest]
        meant = max(said, key=lambda n: latest[n]) if said else min(options, key=lambda n: first[n], default=mine)
        if said or (options and mine not in latest):
            join(groups, i, latest[meant] if said else first[meant])
        elif mine in latest:
            join(groups, i, latest[mine])
            meant = mine
        latest[mine] = latest[meant] = i


def _fuller(names: list[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """For each name the fullest names it may stand for; none where it is itself the fullest."""
    by_word: dict[str, list[tuple[str, ...]]] = {}
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for name in sorted(names, key=lambda n: (_is_address(n), -len(n), -sum(map(len, n)), n)):
        found[name] = [full for full in _candidates(name, by_word) if not found[full] and _answers(name, full)]
        for word in {*name, *(word[0] + "." for word in name)}:
            by_word.setdefault(word, []).append(name)
    return found


def _candidates(name: tuple[str, ...], by_word: dict[str, list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    """Names that share the longest word; by the initial only, where a patronymic or an initial leaves no other."""
    word = max(name, key=len, default="")
    if _is_address(name):
        return list(dict.fromkeys([*by_word.get(name[0], ()), *by_word.get(name[0][0] + ".", ())]))
    return by_word.get(word, [])


def _is_address(name: tuple[str, ...]) -> bool:
    """`Умирзак Естаевич`: given name and patronymic."""
    return len(name) == 2 and name[1].endswith(_PATRONYMIC) and len(name[0]) > 1


def _answers(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a shorter name may stand for a fuller one."""
    if _is_address(short) and not any(word.endswith(_PATRONYMIC) for word in full):
        short = short[:1]
    rest = list(full)
    for word in sorted(short, key=len, reverse=True):
        match = word if word in rest else next((r for r in rest if _initialled(r, word)), None)
        if match is None:
            return False
        rest.remove(match)
    return short != full


def _initialled(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


@lru_cache(maxsize=2**11)
def name_words(normal: str) -> tuple[str, ...]:
    """The words of a name without their case endings: `А. Курмановой` → `а`, `курманов`."""
    return tuple(_stem(w.lower().replace("ё", "е")) for w in normal.replace(".", " ").split() if w[0].isalpha())


def _stem(word: str) -> str:
    return without_fleeting(_without_ending(word))


def without_fleeting(word: str) -> str:
    """`Молотк` of `Молоток`, whose other cases lack the vowel: `Молотка`."""
    return _FLEETING.sub("", word)


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word[:-1] if word[-1] in "аеиоуыэюяьй" and len(word) > 3 else word
