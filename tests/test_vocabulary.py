"""The vocabularies are data that people edit: what may go wrong in them is checked here, file by file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pint
import pytest

import pipeline
from pipeline import vocabulary
from pipeline.document import Article
from pipeline.numbers.unit import unit_after
from pipeline.segment import segment

VOCAB = Path(pipeline.__file__).parent / "vocab"
FILES = sorted(VOCAB.glob("*.*"))
# Lists of names and of closed classes, where a phrase with each entry would say nothing.
WITHOUT_PHRASES = frozenset((
    "abbreviations", "ambiguous_names", "campaigns", "lemmas", "loose_complements", "loose_purposes", "organisations",
    "places", "range_words", "sentence_openers", "top_level_domains",
))  # fmt: skip
# Columns whose cells are compared with `Token.norm`: lower case, `е` for `ё`.
NORMS = {
    "cardinals": ("forms",), "changes": ("lemma",), "compounds": ("stem",), "currencies": ("forms",),
    "fractions": ("forms",), "identifier_heads": ("entry",), "idioms": ("entry",), "modifiers": ("phrase",),
    "multiples": ("forms",), "ordinal_nouns": ("entry",), "ordinals": ("stem",), "person_nouns": ("entry",),
    "rank_nouns": ("entry",), "rate_bases": ("form",), "scales": ("forms",), "subunits": ("forms",),
    "units": ("forms",),
}  # fmt: skip
# What makes a row of its own, where it is not the first column.
KEYS = {
    "cardinals": ("forms",), "currencies": ("code",), "fractions": ("forms",), "modifiers": ("phrase", "side"),
    "multiples": ("forms",), "scales": ("forms",), "speakers": ("lemma", "class"), "subunits": ("forms",),
    "time_phrases": ("pattern",), "time_words": ("class", "value", "lemma", "forms"), "units": ("forms",),
}  # fmt: skip
NOT_IN_PINT = frozenset(("%", "pp", "times", "point"))


@dataclass(frozen=True)
class Entry:
    """A line of a vocabulary: its cells by column (`entry` in a list of words) and the phrase after `#`."""

    line: int
    cells: dict[str, str]
    phrase: str


def entries(path: Path) -> list[Entry]:
    """Lines as the loader sees them, but with their comments."""
    lines = [(n, line) for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)]
    lines = [(n, line) for n, line in lines if line.split("#", 1)[0].strip()]
    header = (
        ["entry"] if path.suffix == ".txt" else [cell.strip() for cell in lines.pop(0)[1].split("#")[0].split("\t")]
    )
    found = []
    for n, line in lines:
        body, _, phrase = line.partition("#")
        cells = [cell.strip() for cell in body.rstrip().split("\t")] if path.suffix == ".tsv" else [body.strip()]
        found.append(
            Entry(n, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)), phrase.strip())
        )
    return found


def forms(cell: str) -> list[str]:
    return cell.split(" | ")


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_file(path: Path) -> None:
    """Loads; has entries; none twice; a real phrase with each; spelled as the loader compares."""
    assert vocabulary.table(path.stem) if path.suffix == ".tsv" else vocabulary.words(path.stem)
    found = entries(path)
    columns = KEYS.get(path.stem, (next(iter(found[0].cells)),))
    keys = Counter(
        (form, *(entry.cells[column] for column in columns[1:]))
        for entry in found
        for form in forms(entry.cells[columns[0]])
    )
    assert [key for key, n in keys.items() if n > 1] == []
    assert [entry.line for entry in found if not all(forms(next(iter(entry.cells.values()))))] == []
    if path.stem not in WITHOUT_PHRASES:
        assert [entry.line for entry in found if not entry.phrase] == []
    for column in NORMS.get(path.stem, ()):
        cells = [(entry.line, entry.cells[column]) for entry in found]
        assert [cell for cell in cells if cell[1] != cell[1].lower().replace("ё", "е")] == []


@pytest.mark.parametrize(("name", "column"), [("units", "unit"), ("currencies", "code"), ("subunits", "code")])
def test_phrase_shows_the_unit(name: str, column: str) -> None:
    """The phrase of each row is read as the unit of that row."""
    for entry in entries(VOCAB / f"{name}.tsv"):
        tokens = segment(Article("x", entry.phrase)).tokens
        units = [unit_after(tokens, i) for i in range(1, len(tokens))]
        assert entry.cells[column] in [unit.name for unit in units if unit], entry.phrase


def test_pint_knows_the_units() -> None:
    registry = pint.UnitRegistry()
    for row in vocabulary.table("units"):
        if row["unit"] not in NOT_IN_PINT:
            registry.parse_units(row["unit"])
