"""Where a sentence ends: an ordered list of rules on the marks that may end one, after razdel's `sentenize`.

Each rule sees a `Border` and answers True (a sentence ends here), False (it goes on) or None (ask the next rule).
What differs from razdel: rules see tokens, not ten characters on either side; abbreviations are data and know whether
they stand before or after what they belong to; lost blanks (`куб. м.По оценке`) are seen; time is linear.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.frozen import frozen
from pipeline.vocabulary import mapping, words

ENDING = frozenset(".?!…")
DASH = frozenset("-‐‑‒–—―−")
OPENING = frozenset("«“„‘([{")
CLOSING = frozenset("»”’)]}")
EITHER = frozenset("\"'")  # opens or closes, by the blanks around it
BULLET = frozenset("абвгдеabcdef")
ROMAN = frozenset("IVXLMІХ")
LONGEST_BULLET = 8  # tokens: `1.2.3)` and `§ 5.`
SHORTEST_END = 4  # letters: no preposition, `вАстане`
LONGEST_LEAD = 6  # tokens: `По итогам 2024 г. Казахстан …` has not said anything yet


@frozen
class Border:
    """The token `tokens[at]` that may end the sentence that began with `tokens[first]`; offsets are into the line."""

    tokens: Sequence[str]
    starts: Sequence[int]
    stops: Sequence[int]
    first: int
    at: int

    @property
    def mark(self) -> str:
        return self.tokens[self.at]

    @property
    def left(self) -> str:
        return self.tokens[self.at - 1] if self.at > self.first else ""

    @property
    def right(self) -> str:
        return self.tokens[self.at + 1]

    def after(self, steps: int) -> str:
        """The token so many after the mark, empty beyond the line."""
        return self.tokens[self.at + steps] if self.at + steps < len(self.tokens) else ""

    @property
    def blank_before(self) -> bool:
        return self.at == self.first or self.starts[self.at] > self.stops[self.at - 1]

    @property
    def blank_after(self) -> bool:
        return self.starts[self.at + 1] > self.stops[self.at]

    @property
    def ends_clause(self) -> bool:
        return self.mark[-1] in ENDING


Rule = Callable[[Border], bool | None]


def opens_sentence(border: Border) -> bool:
    """Whether the next word is one that only the beginning of a sentence writes with a capital, `По`, `Это`."""
    initial = len(border.right) == 1 and border.after(2) == "."
    return border.right[0].isupper() and not initial and border.right.lower() in words("sentence_openers")


def small_word_follows(border: Border) -> bool | None:
    return False if border.right.isalpha() and border.right.islower() else None


def semicolon(border: Border) -> bool | None:
    """Parts of an enumeration are sentences only where they are numbered: `1) школы; 2) больницы`."""
    if border.mark != ";":
        return None
    return border.after(2) == ")" and len(border.right) < 3 and _is_bullet(border.right)


def list_number(border: Border) -> bool | None:
    """`1. Построить`, `2) Открыть`, `§ 5. Итог`: the number belongs to what follows."""
    if border.mark not in (".", ")") or border.at - border.first > LONGEST_BULLET:
        return None
    before = border.tokens[border.first : border.at - 1]
    return False if _is_bullet(border.left or "x") and all(map(_is_number_part, before)) else None


def _is_bullet(token: str) -> bool:
    return _is_number_part(token) or token.lower() in BULLET or ROMAN.issuperset(token)


def _is_number_part(token: str) -> bool:
    return token[0].isdigit() or token in '.)(§«"'


def abbreviation(border: Border) -> bool | None:
    if border.mark != "." or not border.left[-1:].isalpha():
        return None
    place, size = _place(border)
    if place == "either":
        behind = border.at - 1 - size
        place = "after" if behind >= border.first and _counts(border.tokens[behind]) else "before"
    if place in ("before", "initial"):
        return border.blank_after and opens_sentence(border)
    return _begins_after_unit(border) if place == "after" else None


def _place(border: Border) -> tuple[str, int]:
    """Where the abbreviation before the mark stands, and the number of its tokens: `т . д` has three."""
    forms, parts = _places(), [border.left.lower()]
    place, size = forms.get(parts[0], ""), 1
    for back in range(border.at - 2, max(border.first, border.at - 6) - 1, -1):
        token = border.tokens[back]
        if token == ".":
            continue
        parts.insert(0, token.lower())
        longer = forms.get(" ".join(parts))
        if longer:
            place, size = longer, border.at - back
        elif len(token) > 4 or len(parts) == 3:
            break
    return place, size


def _places() -> dict[str, str]:
    return mapping("abbreviations", "form", "place")


def _counts(token: str) -> bool:
    """Whether a unit may follow: `30 см`, `XIX в`, `15 м/с`."""
    return token[0].isdigit() or ROMAN.issuperset(token) or token == "/"


def _begins_after_unit(border: Border) -> bool:
    """After `5 млн.`, `в 2024 г.`: a capital begins a sentence unless only an adverbial has been said so far."""
    right = border.right
    if right in OPENING or right in EITHER:
        return right != "(" and border.after(2)[:1].isupper() and border.at - border.first > LONGEST_LEAD
    if not right[0].isupper() or right in words("glued_units") or right == "США":  # 5 тыс. МВт, 2 млрд долл. США
        return False
    if border.left.lower() in ("г", "гг") and border.blank_after and not opens_sentence(border):
        return border.at - border.first > LONGEST_LEAD
    return True


def initial(border: Border) -> bool | None:
    """`А. Б. Иванов`, but `витамин С. Это`."""
    if border.mark != "." or len(border.left) != 1 or not border.left.isupper():
        return None
    return border.blank_after and opens_sentence(border)


def lost_blank(border: Border) -> bool | None:
    """`куб. м.По оценке`, `рекорд!Потом`, `он.«Мы`: without a blank only a capital after a word ends a sentence."""
    if border.blank_after:
        return None
    left, right = border.left, border.right
    if right in ("«", "„"):
        return border.ends_clause and _is_complete(left) and border.after(2)[:1].isupper()
    if border.mark in CLOSING:
        return left[-1:] in ENDING and _is_sentence_word(right)
    return border.ends_clause and _is_complete(left) and _is_sentence_word(right)


def _is_complete(left: str) -> bool:
    """Whether this can be the last token of a sentence: no initial."""
    return left != "" and (len(left) > 1 or not left.isupper()) and (left[-1].isalnum() or left in '»”")%')


def _is_sentence_word(token: str) -> bool:
    """A Cyrillic word with a capital: `По`, `В`; no `YouTube`, no `СНГ`."""
    return token[0].isupper() and token[0] > "\u0400" and (len(token) == 1 or token[1:].islower())


def mark_follows(border: Border) -> bool | None:
    """`слово. » Далее`, `Да? !`: the next mark decides."""
    return False if border.right[0] in ENDING or border.right in CLOSING or border.right in ",:;%" else None


def quotation(border: Border) -> bool | None:
    """A closing mark ends a sentence only after one that does: `«Да.» Он`, but `«Астана» Международный`."""
    if border.ends_clause:
        return None
    if border.mark in EITHER and border.blank_before:
        return False
    return None if border.left[-1:] in ENDING else False


def aside_follows(border: Border) -> bool | None:
    """`«Сколько?» (так называется книга)` goes on."""
    aside = border.right in ("(", "[") and border.after(2)[:1].islower()
    return False if aside and border.mark[-1] != "." else None


def dash_follows(border: Border) -> bool | None:
    """`«Да!» — сказал он`, but `— Да. — Пойдём.`"""
    if border.right not in DASH:
        return None
    after = border.after(2)
    return False if after.isalpha() and after.islower() else None


def is_caption_end(left: str, right: str) -> bool:
    """Whether a word ended a block of the page whose border was lost with the blank: `Фото акимата|Он сообщил`."""
    word = len(left) >= SHORTEST_END and left[-1].islower()
    return left.isalpha() and (word or (len(left) > 1 and left.isupper())) and _is_sentence_word(right)


RULES: tuple[Rule, ...] = (
    small_word_follows,
    semicolon,
    list_number,
    abbreviation,
    initial,
    lost_blank,
    mark_follows,
    quotation,
    aside_follows,
    dash_follows,
)
MARKS = ENDING | CLOSING | EITHER | {";"}


def sentence_ranges(tokens: Sequence[str], starts: Sequence[int], stops: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open token ranges of the sentences of one line, given its tokens and their offsets in it."""
    first, ranges = 0, []
    for at, (mark, following, stop, start) in enumerate(zip(tokens, tokens[1:], stops, starts[1:], strict=False)):
        if mark[0] in MARKS:
            ends = _ends(Border(tokens, starts, stops, first, at))
        else:
            ends = start == stop and following[0] > "\u0400" and is_caption_end(mark, following)
        if ends:
            ranges.append((first, at + 1))
            first = at + 1
    if tokens:
        ranges.append((first, len(tokens)))
    return ranges


def _ends(border: Border) -> bool:
    for rule in RULES:
        answer = rule(border)
        if answer is not None:
            return answer
    return True
