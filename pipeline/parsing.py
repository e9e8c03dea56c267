"""Parses of words as pymorphy3 makes them, in a third of the time.

pymorphy3 asks one unit after another whether it can read a word: as a number, a mark, Latin, a word with a hyphen …
A word of the dictionary, and one with Cyrillic letters that the dictionary has not, are read here as the units do that
alone can read it; all else is left to pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pipeline.paradigms import analyzer, form_in

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse
    from pymorphy3.tagset import OpencorporaTag

Row = tuple[str, "OpencorporaTag", str, float, tuple[Any, ...]]  # a `Parse`: word, tag, normal form, score, methods
Seen = set[tuple[str, int, int]]  # spelling, tag, paradigm

_CYRILLIC = re.compile("[а-яёәіңғүұқөһ]")
_SCORE = itemgetter(3)


def parse(word: str) -> list[Parse]:
    """As `analyzer().parse(word)`, of a lower-case word."""
    return _reader().parses(word)


@cache
def _reader() -> _Reader:
    return _Reader()


class _Reader:
    """The units of pymorphy3 that read words of letters, and what they look up."""

    def __init__(self) -> None:
        from pymorphy3 import units

        by_kind = {type(unit): unit for unit, _ in reversed(analyzer()._units)}
        self.dictionary = by_kind[units.DictionaryAnalyzer]
        self.hyphenated = by_kind[units.HyphenatedWordsAnalyzer]  # человек|-гора
        self.known_prefix = by_kind[units.KnownPrefixAnalyzer]  # псевдо|кошка
        self.any_prefix = by_kind[units.UnknownPrefixAnalyzer]  # байт|код
        self.suffix = by_kind[units.KnownSuffixAnalyzer]  # бутя|вкать
        self.unknown = by_kind[units.UnknAnalyzer]
        self.particles = tuple(by_kind[units.HyphenSeparatedParticleAnalyzer].particles_after_hyphen)
        self.replaces = analyzer().char_substitutes  # `е` may stand for `ё`
        self.similar = analyzer().dictionary.words.similar_items
        self.make = analyzer()._result_type._make

    def parses(self, word: str) -> list[Parse]:
        if len(word) > 1 and (forms := self.similar(word, self.replaces)):  # a letter may be an initial as well
            rows = self._of_dictionary(forms)
        elif len(word) > 1 and word == word.lower() and _CYRILLIC.search(word) and not self._may_end_in_particle(word):
            rows = self._of_unknown(word)
        else:
            found: list[Parse] = analyzer().parse(word)
            return found
        return list(map(self.make, _weighed(word, rows)))

    def _of_dictionary(self, forms: Iterable[tuple[str, Iterable[tuple[int, int]]]]) -> list[Row]:
        unit, rows = self.dictionary, []
        for word, places in forms:
            for paradigm, place in places:
                form = form_in(paradigm, place)
                front, stem, back = form.base
                base = f"{front}{word[stem]}{back}"
                rows.append((word, form.tag, base, 1.0, ((unit, word, paradigm, place),)))
        return rows

    def _may_end_in_particle(self, word: str) -> bool:
        """`смотри-ка`; or be such an adverb as `по-западному`."""
        return "-" in word and (word.startswith("по-") or word.endswith(self.particles))

    def _of_unknown(self, word: str) -> list[Row]:
        if "-" in word and self.hyphenated._should_parse(word) and (rows := self._of_parts(word)):
            return rows
        seen = Seen()
        rows = self._with_known_prefix(word) or [*self._with_any_prefix(word, seen), *self._with_suffix(word, seen)]
        return rows or [(word, self.unknown._tag, word, 1.0, ((self.unknown, word),))]

    def _of_parts(self, word: str) -> list[Row]:
        """Both parts change alike, or the second alone."""
        unit, share = self.hyphenated, self.hyphenated.score_multiplier
        left, _, right = word.partition("-")
        firsts = [(*parse, _features(parse.tag)) for parse in self.parses(left) if not parse.tag._is_unknown()]
        seconds = [(*parse, _features(parse.tag)) for parse in self.parses(right) if not parse.tag._is_unknown()]
        both = [
            (f"{first}-{second}", tag, f"{base}-{other_base}", score * share, ((unit, methods, others),))
            for first, tag, base, score, methods, features in firsts
            for second, _, other_base, _, others, same in seconds
            if features == same
        ]
        return both + [
            (f"{left}-{second}", tag, f"{left}-{base}", score * share, ((unit, left, methods),))
            for second, tag, base, score, methods, _ in seconds
        ]

    def _with_known_prefix(self, word: str) -> list[Row]:
        """The rest as it is read alone, the longest prefix first."""
        unit, found = self.known_prefix, dict[Any, Row]()
        for prefix, rest in unit.possible_splits(word):
            for spelling, tag, base, score, methods in self.parses(rest):
                if tag.is_productive():
                    key = prefix + spelling, tag, methods[0][2:3]  # the paradigm
                    row = key[0], tag, prefix + base, score * unit.score_multiplier, (*methods, (unit, prefix))
                    found.setdefault(key, row)
        return list(found.values())

    def _with_any_prefix(self, word: str, seen: Seen) -> list[Row]:
        """The rest as a word of the dictionary."""
        unit, rows = self.any_prefix, []
        for at in range(1, min(_LONGEST_PREFIX, len(word) - _SHORTEST_REST) + 1):
            for rest, places in self.similar(word[at:], self.replaces):
                prefix = word[:at]
                for paradigm, place in places:
                    form = form_in(paradigm, place)
                    key = prefix + rest, form.productive, paradigm
                    if form.productive >= 0 and key not in seen:
                        seen.add(key)
                        front, stem, back = form.base
                        base = f"{prefix}{front}{rest[stem]}{back}"
                        methods = (unit.dict_analyzer, rest, paradigm, place), (unit, prefix)
                        rows.append((key[0], form.tag, base, unit.score_multiplier, methods))
        return rows

    def _with_suffix(self, word: str, seen: Seen) -> list[Row]:
        """As the words of the dictionary with the same ending, the likeliest first."""
        rows: list[Row] = []
        if len(word) >= self.suffix.min_word_length:
            for number, prefix in self.suffix._paradigm_prefixes:
                if word.startswith(prefix):
                    rows += self._alike(word, analyzer().dictionary.prediction_suffixes_dawgs[number], seen)
        return sorted(rows, key=_SCORE, reverse=True)

    def _alike(self, word: str, endings: Any, seen: Seen) -> list[Row]:
        """By the longest ending that a table has."""
        unit, total, found = self.suffix, 1, []
        for size in unit._prediction_splits:
            for ending, places in endings.similar_items(word[-size:], self.replaces):
                spelling = word[:-size] + ending
                for count, paradigm, place in places:
                    form = form_in(paradigm, place)
                    if form.productive < 0:
                        continue
                    total += count
                    key = spelling, form.productive, paradigm
                    if key not in seen:
                        seen.add(key)
                        front, stem, back = form.base
                        base = f"{front}{spelling[stem]}{back}"
                        methods = (unit.fake_dict, spelling, paradigm, place), (unit, ending)
                        found.append((spelling, form.tag, base, count, methods))
            if total > 1:
                break
        share = unit.score_multiplier
        return [(spelling, tag, base, count / total * share, methods) for spelling, tag, base, count, methods in found]


@lru_cache(maxsize=2**10)
def _features(tag: OpencorporaTag) -> frozenset[str]:
    """What two parts that change alike have in common."""
    return frozenset(_reader().hyphenated._similarity_features(tag))


_LONGEST_PREFIX, _SHORTEST_REST = 5, 3  # of any prefix, as `pymorphy3.utils.word_splits` has them


def _weighed(word: str, rows: list[Row]) -> list[Row]:
    """With the chances counted in OpenCorpora for scores, the likeliest first; as they are where nothing is counted."""
    counted = analyzer().prob_estimator.p_t_given_w
    if counts := dict(counted.items(f"{word}:")):
        chances = [counts.get(f"{word}:{row[1]}", 0) / counted.MULTIPLIER for row in rows]
        if any(chances):
            scored = [(*row[:3], chance, row[4]) for row, chance in zip(rows, chances, strict=True)]
            return sorted(scored, key=_SCORE, reverse=True)
    share = 1.0 / sum(map(_SCORE, rows))
    return [(spelling, tag, base, score * share, methods) for spelling, tag, base, score, methods in rows]
