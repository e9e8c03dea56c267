"""Morphology by pymorphy3: lemmas in context, parses and inflection, cached per word form.

A word has several parses (`стали`: стать or сталь); the tagger's part of speech and features choose among them, as in
natasha's MorphVocab. Vocabularies go before the dictionary, which does not know `тенге`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from pipeline.paradigms import (
    analyzer,
    base_grammemes,
    bases_of,
    chance,
    form_at,
    forms_of,
    most_like,
    part_of_speech,
    sole_base,
    tag_of,
)
from pipeline.vocabulary import mapping

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

LONGEST_WORD = 80  # characters; what is longer is no word, and would take the analyzer long
# Beyond the alphabets (Chinese, surrogates …) a character may have no Unicode name, at which pymorphy3 fails.
UNREADABLE = re.compile("[^\0-\u2fff]")
POS_WEIGHT = 3  # against 1 for each feature

# OpenCorpora part of speech (https://opencorpora.org/dict.php?act=gram) to the Universal Dependencies ones it may have.
UD_POS: dict[str, frozenset[str]] = {
    "NOUN": frozenset(("NOUN", "PROPN")),
    "ADJF": frozenset(("ADJ",)),
    "ADJS": frozenset(("ADJ",)),
    "COMP": frozenset(("ADJ", "ADV")),
    "VERB": frozenset(("VERB", "AUX")),
    "INFN": frozenset(("VERB", "AUX")),
    "GRND": frozenset(("VERB", "AUX")),
    "PRTF": frozenset(("VERB", "AUX")),
    "PRTS": frozenset(("VERB", "AUX")),
    "NUMR": frozenset(("NUM",)),
    "ADVB": frozenset(("ADV",)),
    "PRED": frozenset(("ADV", "VERB")),
    "NPRO": frozenset(("PRON",)),
    "PREP": frozenset(("ADP",)),
    "CONJ": frozenset(("CCONJ", "SCONJ")),
    "PRCL": frozenset(("PART",)),
    "INTJ": frozenset(("INTJ",)),
}
NOMINAL = ("ADJ", "NOUN", "PROPN")
PRONOMINAL = frozenset(("DET", "PRON", "ADJ"))  # этот, который, его
# fmt: off
UD_FEATS: dict[str, tuple[str, str]] = {
    "nomn": ("Case", "Nom"), "voct": ("Case", "Voc"), "gent": ("Case", "Gen"), "gen1": ("Case", "Gen"),
    "gen2": ("Case", "Gen"), "datv": ("Case", "Dat"), "accs": ("Case", "Acc"), "acc2": ("Case", "Acc"),
    "ablt": ("Case", "Ins"), "loct": ("Case", "Loc"), "loc1": ("Case", "Loc"), "loc2": ("Case", "Loc"),
    "masc": ("Gender", "Masc"), "femn": ("Gender", "Fem"), "neut": ("Gender", "Neut"),
    "sing": ("Number", "Sing"), "plur": ("Number", "Plur"),
    "anim": ("Animacy", "Anim"), "inan": ("Animacy", "Inan"),
    "impf": ("Aspect", "Imp"), "perf": ("Aspect", "Perf"),
    "past": ("Tense", "Past"), "pres": ("Tense", "Pres"), "futr": ("Tense", "Fut"),
    "indc": ("Mood", "Ind"), "impr": ("Mood", "Imp"),
    "1per": ("Person", "1"), "2per": ("Person", "2"), "3per": ("Person", "3"),
    "VERB": ("VerbForm", "Fin"), "INFN": ("VerbForm", "Inf"), "GRND": ("VerbForm", "Conv"),
    "PRTF": ("VerbForm", "Part"), "PRTS": ("VerbForm", "Part"),
    "ADJS": ("Variant", "Short"), "COMP": ("Degree", "Cmp"), "Supr": ("Degree", "Sup"),
}
# fmt: on
PROPER = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Trad"))


Categories = tuple[frozenset[str], dict[str, str], bool]  # parts of speech, features, whether a name


class Reading(NamedTuple):
    """A parse in terms of Universal Dependencies."""

    parse: Parse
    pos: frozenset[str]
    feats: dict[str, str]
    proper: bool


@lru_cache(maxsize=2**12)
def parses(word: str) -> tuple[Parse, ...]:
    """All parses of a lower-case word, likeliest first; at least one. A word in no alphabet is parsed as `?`."""
    return tuple(analyzer().parse(word[:LONGEST_WORD] if _is_readable(word) else "?"))


@lru_cache(maxsize=2**13)
def parts_of_speech(word: str) -> frozenset[str]:
    """Those of all parses of a lower-case word, in OpenCorpora's terms; takes half the time of `parses`."""
    if len(word) > 1 and (forms := forms_of(word)):
        return _one_of_all(frozenset([part_of_speech(paradigm, form) for _, paradigm, form in forms]))
    return _one_of_all(frozenset([str(parse.tag.POS) for parse in parses(word)]))


def tags(word: str) -> list[OpencorporaTag]:
    """Those of all parses of a lower-case word, in no order; takes half the time of `parses`."""
    if len(word) > 1 and (forms := forms_of(word)):
        return [tag_of(paradigm, form) for _, paradigm, form in forms]
    return [parse.tag for parse in parses(word)]  # lemmatizing has parsed it


def dictionary_tags(word: str) -> list[OpencorporaTag]:
    """Those that the dictionary has for a lower-case word, in no order; none for what it does not know."""
    return [tag_of(paradigm, form) for _, paradigm, form in forms_of(word)] if _is_readable(word) else []


@lru_cache(maxsize=2**10)
def _one_of_all(found: frozenset[str]) -> frozenset[str]:
    """Equal sets as one: many words have the same."""
    return found


def _is_readable(word: str) -> bool:
    return not UNREADABLE.search(word)


def is_known(norm: str) -> bool:
    """Whether the dictionary or our vocabulary has this lower-case form; `е` may stand for `ё`."""
    # as it stands first: that takes a quarter of the time
    return norm in analyzer().dictionary.words or norm in _lemmas() or bool(analyzer().word_is_known(norm))


def readings(word: str) -> tuple[Reading, ...]:
    """The parses of a lower-case word with their parts of speech and features in Universal Dependencies."""
    return tuple(Reading(parse, *_categories(parse.tag)) for parse in parses(word))


@lru_cache(maxsize=10_000)
def _categories(tag: OpencorporaTag) -> Categories:
    """Part of speech, features and whether it is a name; the dictionary has some thousand tags."""
    grammemes = tag.grammemes
    pos = PRONOMINAL if "Apro" in grammemes else UD_POS.get(tag.POS or "", frozenset())
    feats = dict(UD_FEATS[grammeme] for grammeme in sorted(grammemes & UD_FEATS.keys()))
    return pos, feats, not PROPER.isdisjoint(grammemes)


def lemmatize(norm: str, pos: str = "", feats: str = "") -> str:
    """Base form of a word (`Token.norm`) read as `pos` and `feats` (`Case=Gen|Number=Plur`), with `е` for `ё`.

    A number, a mark and a word in another script are their own lemmas. A participle used as a noun or an adjective
    keeps its stem (`пострадавших` → `пострадавший`); a woman's surname stays feminine.
    """
    if pos == "PROPN" and _is_base_of_name(norm, feats):
        return _lemmas().get(norm, norm)
    return sole_lemma(norm) or _lemma_as_read(norm, pos, feats)


def lemmatized(norms: Sequence[str], pos: Sequence[str], feats: Sequence[str]) -> list[str]:
    """`lemmatize` of each word, which is called for few of them."""
    return [
        (tag != "PROPN" and sole_lemma(norm)) or lemmatize(norm, tag, features)
        for norm, tag, features in zip(norms, pos, feats, strict=False)
    ]


def _is_base_of_name(norm: str, feats: str) -> bool:
    """A name in the nominative singular is its own base form; the dictionary takes `Токаев` for `токай`."""
    nominative = "Case=Nom" in feats and "Number=Sing" in feats
    return nominative and not norm.endswith(("ая", "яя", "ое", "ее"))  # `Костанайская` is an adjective


@lru_cache(maxsize=3 * 2**14)
def sole_lemma(norm: str) -> str:
    """The lemma of a word that has the same however it is read, as nine words of ten have; empty for others."""
    known = _lemmas().get(norm)
    if known is not None:
        return known
    if not norm[-1:].isalpha() or len(norm) > LONGEST_WORD or norm.isascii() or not _is_readable(norm):
        return norm
    return _as_lemma(sole_base(norm)) if len(norm) > 1 else ""  # a letter may be an initial, which has more readings


@lru_cache(maxsize=2**13)
def _lemma_as_read(norm: str, pos: str, feats: str) -> str:
    return _as_lemma(_dictionary_base(norm, pos, feats) or _base_form(best_reading(norm, pos, feats), pos))


def _as_lemma(base: str) -> str:
    return intern(base.replace("ё", "е"))  # many words have the same


def _dictionary_base(norm: str, pos: str, feats: str) -> str:
    """The base form of what `best_reading` finds, without making all readings, which takes ten times as long.

    Empty where the dictionary does not know the word.
    """
    forms = forms_of(norm) if len(norm) > 1 else []
    bases = bases_of(forms, nominal=pos in NOMINAL)
    if len(set(bases)) <= 1:
        return bases[0] if bases else ""
    return bases[_likeliest(norm, [tag_of(paradigm, form) for _, paradigm, form in forms], pos, feats)]


def _likeliest(norm: str, tags: Sequence[OpencorporaTag], pos: str, feats: str) -> int:
    """Which tag of a word agrees best with the tagger; of equal ones the likeliest."""
    wanted = _values(feats)
    agreement = [_agreement(_categories(tag), pos, wanted) for tag in tags]
    most = max(agreement)
    best = [at for at, same in enumerate(agreement) if same == most]
    return best[0] if len(best) == 1 else max(best, key=lambda at: chance(norm, tags[at]))


def inflected(parse: Parse, grammemes: frozenset[str]) -> str | None:
    """As `parse.inflect(grammemes)`, which makes all forms of a word for each one that is asked for; the form alone."""
    if len(parse.methods_stack) == 1 and len(parse.methods_stack[0]) == 4:  # the dictionary has it
        _, word, paradigm, form = parse.methods_stack[0]
        return form_at(word, paradigm, form, grammemes)
    forms = _lexeme(parse)
    place = most_like([form.tag for form in forms], parse.tag, grammemes)
    return None if place is None else str(forms[place].word)


@lru_cache(maxsize=2**6)  # few: one word is asked for in all cases, then the next
def _lexeme(parse: Parse) -> tuple[Parse, ...]:
    return tuple(parse.lexeme)


def best_reading(norm: str, pos: str = "", feats: str = "") -> Reading:
    """The reading that agrees best with `pos` and `feats`; of equal ones the likeliest."""
    found = readings(norm)
    if len(found) == 1:
        return found[0]
    wanted = _values(feats)
    return max(found, key=lambda reading: _agreement(reading[1:], pos, wanted))


@lru_cache(maxsize=2_000)
def _values(feats: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


def _agreement(categories: Categories, pos: str, wanted: dict[str, str]) -> int:
    known, feats, proper = categories
    same = POS_WEIGHT * (pos in known) + (pos == "PROPN" and proper)
    for key, value in feats.items():
        if key in wanted:
            same += 1 if wanted[key] == value else -1
    return same


def _base_form(reading: Reading, pos: str) -> str:
    wanted = base_grammemes(reading.parse.tag, nominal=pos in NOMINAL)
    base: str = (wanted and inflected(reading.parse, wanted)) or reading.parse.normal_form
    return base


def _lemmas() -> dict[str, str]:
    return mapping("lemmas", "forms", "lemma")


def inflect(word: str, grammemes: Collection[str], pos: str = "", feats: str = "") -> str | None:
    """The form of `word` with these OpenCorpora grammemes, in the same capitals; None where it has none.

    `pos` and `feats` say which parse of the word is meant: `inflect("Астане", {"nomn"})` is `Астана`.
    """
    form = _inflect(word.lower(), frozenset(grammemes), pos, feats)
    return form if form is None else _recase(form, word)


@lru_cache(maxsize=50_000)
def _inflect(word: str, grammemes: frozenset[str], pos: str, feats: str) -> str | None:
    if not word or len(word) > LONGEST_WORD or not _is_readable(word):
        return None
    return inflected(best_reading(word, pos, feats).parse, grammemes)


def _recase(form: str, like: str) -> str:
    """`курманова` like `Курмановой` is `Курманова`; `нур-султан` like `Нур-Султане` is `Нур-Султан`."""
    if like.isupper() and len(like) > 1:
        return form.upper()
    old, new = like.split("-"), form.split("-")
    if len(old) != len(new):
        return form[:1].upper() + form[1:] if like[:1].isupper() else form
    return "-".join(b[:1].upper() + b[1:] if a[:1].isupper() else b for a, b in zip(old, new, strict=True))
