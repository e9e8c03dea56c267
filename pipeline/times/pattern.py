"""Patterns over classes of words: each atom of a text is written as one character, and a rule is a regular expression.

A pattern is written in words: `DAY MONTH (?:YEAR YW)?` or `до конца UNIT`. A name in capitals is a class (of
time_words.tsv, of numbers, or a macro), a Russian word stands for itself, all else is the syntax of `re`. Every word
gets a character of its own, so that the engine of `re` does the matching, in time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline import vocabulary
from pipeline.frozen import frozen
from pipeline.morph import parses

OTHER = "_"  # a word no pattern knows
BREAK = "|"  # the end of a line without a full stop
MARKS = {"-": "DASH", ".": "DOT", ",": "COMMA", ":": "COLON", ";": "SEMICOLON", "/": "SLASH", "(": "OPEN", ")": "CLOSE"}
DASHES = "-‐‑‒–—―−"
# Kinds of numbers: I figures, O figures with an ordinal suffix, W words, Q ordinal words, R Roman, P tens in the plural
# (`80-х`), V ordinal tens in words (`девяностые`); after the letter comes the highest value of the class.
BOUNDS = (0, 12, 24, 31, 59, 99, 999, 2199)
NUMBER_CLASSES = {
    "DAY": "I12 I24 I31 O12 O24 O31 Q12 Q24 Q31 P12 P24 P31",
    "HOUR": "I0 I12 I24 W12 W24",
    "MIN": "I0 I12 I24 I31 I59",
    "YEAR": "I2199 O2199 Q2199",
    "TWO": "I0 I12 I24 I31 I59 I99",
    "NUM": " ".join(f"{kind}{bound}" for kind in "IW" for bound in BOUNDS) + " CLOCK DECIMAL LARGE",
    "ORD": "O12 O24 O31 Q12 Q24 Q31 R12 R24 R31",
    "NTH": "O12 O24 O31 Q12 Q24 Q31 R12 R24 R31 I12 I24 I31 P12 P24 P31",
    "TENS": " ".join(f"P{bound}" for bound in BOUNDS) + " V",
}  # fmt: skip
NUMBERS = [f"{kind}{bound}" for kind in "IOWQRP" for bound in BOUNDS] + ["V", "CLOCK", "DECIMAL", "LARGE", "DATE"]
PIECE = re.compile(r"\(\?(?:P<\w+>|<?[=!]|:)|[A-Z]\w*|[а-яёa-z]+|\S")


@frozen
class Word:
    """What a word form is in an expression of time: its class, its character and its value, `-1` for `прошлый`."""

    symbol: str
    cls: str = ""
    value: str = ""


@dataclass(slots=True)
class Alphabet:
    """Characters of words and classes; `literals` are the words that patterns name."""

    words: dict[str, Word] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)  # by name of a number class or mark

    def symbol(self, norm: str) -> str:
        """Character of a word or a mark; empty for what is neither, and may have to be taken apart."""
        if word := self.words.get(norm):
            return word.symbol
        if norm.isalpha():
            return OTHER
        mark = MARKS.get("-" if norm in DASHES else norm)
        return self.symbols[mark] if mark else ""

    def compile(self, pattern: str) -> re.Pattern[str]:
        return re.compile("".join(self._piece(piece) for piece in PIECE.findall(pattern)))

    def _piece(self, piece: str) -> str:
        if piece.startswith("(?"):
            return piece
        if piece in self.classes:
            return f"[{self.classes[piece]}]"
        if piece in self.symbols:
            return self.symbols[piece]
        if piece[0].isalpha():
            return self.words[piece].symbol
        return piece


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Replaces the names of macros by their patterns, once: a macro names no macro."""
    return re.sub(r"[A-Z]+", lambda m: macros.get(m[0], m[0]), pattern)


def alphabet(patterns: Iterable[str]) -> Alphabet:
    """Characters for all words of time_words.tsv and all words that the patterns name."""
    fresh = map(chr, range(0xE000, 0xF8FF))
    found = Alphabet()
    found.symbols = {name: next(fresh) for name in [*NUMBERS, *MARKS.values()]}
    found.classes = {name: "".join(found.symbols[n] for n in cell.split()) for name, cell in NUMBER_CLASSES.items()}
    literals = {p for pattern in patterns for p in PIECE.findall(pattern) if p[0].isalpha() and p[0].islower()}
    shared: dict[tuple[str, ...], str] = {}
    for form, cls, value in _vocabulary():
        if form not in found.words:
            key = (form,) if form in literals else (cls, value, str(_genitive(form)))
            symbol = shared[key] = shared.get(key) or next(fresh)
            found.words[form] = Word(symbol, cls, value)
    for form in sorted(literals - found.words.keys()):
        found.words[form] = Word(next(fresh))
    found.classes |= _classes(found.words)
    return found


def _classes(words: Mapping[str, Word]) -> dict[str, str]:
    """The characters of each class of words; MONTHOF are the months as they stand after a day: `мая`, `авг`."""
    found: dict[str, set[str]] = {"MONTHOF": set()}
    for form, word in words.items():
        if word.cls:
            found.setdefault(word.cls, set()).add(word.symbol)
        if word.cls == "MONTH" and _genitive(form):
            found["MONTHOF"].add(word.symbol)
    return {cls: "".join(sorted(symbols)) for cls, symbols in found.items()}


def _genitive(month: str) -> bool:
    """Whether the form of a month is its genitive or an abbreviation."""
    return month.endswith(("я", "а")) or (len(month) <= 4 and month[-1] not in "йьеюи")


def _vocabulary() -> Iterable[tuple[str, str, str]]:
    """Form, class and value of every form of every row."""
    for row in vocabulary.table("time_words"):
        lexeme = _lexeme(row["lemma"]) if row["lemma"] else []
        forms = [form.strip() for form in row["forms"].split("|") if form.strip()]
        for form in [*lexeme, *forms]:
            yield form, row["class"], row["value"]


def _lexeme(lemma: str) -> list[str]:
    """All forms of a noun or adjective, lower case, `ё` as `е`."""
    found = [p for p in parses(lemma) if p.normal_form == lemma and p.tag.POS in ("NOUN", "ADJF")] or list(
        parses(lemma)
    )
    return list(dict.fromkeys(p.word.replace("ё", "е") for p in found[0].lexeme if p.tag.POS != "ADJS"))
