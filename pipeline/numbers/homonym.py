"""Words that are spelled as numbers and are none: the magpie `сорока`, a station `СТО`, the player `Сорока`."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Token
from pipeline.numbers.lexicon import number_words
from pipeline.numbers.unit import unit_after

HOMONYMS = frozenset(("семью", "сорока"))  # also the accusative of семья, the magpie
LONGEST_ABBREVIATION = 3  # letters: СТО, ТРИ
NAMES = frozenset(("NOUN", "PROPN"))


def is_homonym(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.norm in HOMONYMS and (token.feat("Case") != "Ins" if token.norm == "семью" else _is_magpie(token)):
        return True
    return token.text[0].isupper() and token.norm in number_words() and (_is_short(tokens, i) or _is_name(tokens, i))


def _is_magpie(token: Token) -> bool:
    return token.pos in NAMES and token.feat("Case") == "Nom"


def _is_short(tokens: Sequence[Token], i: int) -> bool:
    """`заехал на СТО`: an abbreviation, in capitals where its neighbours are not; but `СТО тысяч`, `ТРИ дня`."""
    token = tokens[i]
    if not token.text.isupper() or not 1 < len(token.text) <= LONGEST_ABBREVIATION or _are_capitals(tokens, i):
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].sent == token.sent else None
    counted = after is not None and after.pos in ("NOUN", "ADJ", "NUM") and after.feat("Case") == "Gen"
    return not (counted and token.pos not in NAMES) and unit_after(tokens, i + 1) is None


def _are_capitals(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word beside token `i` is in capitals too, as in a heading."""
    beside = (tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(tokens))
    return any(token.text.isupper() and len(token.text) > 1 for token in beside)


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """`отличился и Сорока, забивший дважды`: a surname, with a capital inside of its sentence."""
    token, before = tokens[i], tokens[i - 1]
    inside = i > 0 and before.sent == token.sent and (before.text[-1].isalpha() or before.text == ",")
    return inside and token.pos == "PROPN" and token.text.istitle() and number_words()[token.norm].cls != "ordinal"
