"""Parts of a whole in words: `треть`, `две трети`, `одна десятая`, `две целых и пять десятых`, `четверть миллиона`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline import vocabulary
from pipeline.document import Token
from pipeline.numbers.lexicon import Word
from pipeline.numbers.written import Numeral, spelled, word_at

PARTS = frozenset(("часть", "части", "частью"))
WHOLES = frozenset(("целых", "целая", "целую", "целой", "целыми", "целым"))
MILLION = 1_000_000
PARTICLES = frozenset(("же", "бы", "ли"))


def fraction(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`треть`, `две трети`, `трёх четвертей`, `одна десятая`, `двумя пятыми`."""
    part = _part(tokens, i, words)
    if part is None:
        return None
    if _is_third(tokens, i):
        return spelled(tokens, i, i + 1, Decimal(3), "words", ordinal=True)
    value, last = part
    scale = word_at(tokens, last, words)
    if (
        scale and scale.cls == "scale" and scale.value >= MILLION and tokens[last].norm.endswith("а")
    ):  # четверть миллиона
        return spelled(tokens, i, last + 1, value * scale.value, "words", scale=scale.value)
    return spelled(tokens, i, last, value, "words", cls="fraction")


def whole_and_part(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> Numeral | None:
    """`две целых и пять десятых`, `ноль целых одна десятая`."""
    if i + 3 >= len(tokens) or tokens[i + 1].norm not in WHOLES:
        return None
    word = words.get(tokens[i].norm)
    part = _part(tokens, i + 2 + (tokens[i + 2].norm == "и"), words)
    return spelled(tokens, i, part[1], word.value + part[0], "words") if word and part else None


def _part(tokens: Sequence[Token], i: int, words: dict[str, Word]) -> tuple[Decimal, int] | None:
    """Value of the part that begins at token `i` and the token after it; one division, so that 2/3 is exact enough."""
    word, following = word_at(tokens, i, words), word_at(tokens, i + 1, words)
    if word and word.cls == "fraction":
        return word.value, i + 1
    if word and word.cls == "ordinal" and word.value >= 3 and _is_part(tokens, i + 1):
        return 1 / word.value, i + 2
    if not word or not following or word.cls not in ("unit", "teen", "ten"):
        return None
    if following.cls == "fraction":
        return word.value / following.magnitude, i + 2
    if _denominator(tokens[i].norm, tokens[i + 1].norm) and following.cls == "ordinal" and following.value >= 3:
        return word.value / following.value, i + 2
    return None


def _is_third(tokens: Sequence[Token], i: int) -> bool:
    """`на третью строчку`, `третью же школу`: the accusative of `третья`; but `владеет третью акций`."""
    if tokens[i].norm != "третью":
        return False
    after = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].norm in PARTICLES)
    if after >= len(tokens) or tokens[after].sent != tokens[i].sent:
        return False
    token = tokens[after]
    if token.norm in ("от", "из") or token.pos not in ("NOUN", "ADJ", "PROPN", "CCONJ", "ADV"):
        return False
    return token.feat("Case") not in ("Gen", "Ins") or tokens[i - 1].norm == "и"


def _is_part(tokens: Sequence[Token], i: int) -> bool:
    """`пятая часть [населения]`, `четвёртая часть [из них]`: no part of a work or a law."""
    if i + 1 >= len(tokens) or tokens[i].norm not in PARTS or tokens[i].sent != tokens[i + 1].sent:
        return False
    whole = tokens[i + 1]
    if whole.norm in ("из", "от"):
        return True
    divided = whole.lemma in vocabulary.words("works") or whole.lemma in vocabulary.words("documents")
    return whole.pos == "NOUN" and whole.feat("Case") == "Gen" and whole.text.islower() and not divided


def _denominator(numerator: str, ordinal: str) -> bool:
    """`одна десятая`, `одной пятой`, `три пятых`: the forms in which an ordinal names a part."""
    if numerator in ("одна", "одну", "одной"):
        return ordinal.endswith(("ая", "ую", "ой", "ья", "ью", "ьей"))
    return numerator not in ("один", "одного", "одних") and ordinal.endswith(("ых", "ыми", "ым"))
