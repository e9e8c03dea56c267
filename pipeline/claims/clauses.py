"""The clauses of a sentence, told by its finite verbs and the words between them: trees lose such arcs too often.

A time or place holds for the numbers of its own clause, and one named before also for those of the clauses after it.
What an aside says (`мужчина, который в Самарканде похитил 40 телефонов`) holds only inside it, and the day on which
somebody spoke not for what he said (`в среду министр сообщил, что …`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.claims.syntax import DASHES, OPEN_CLASSES, is_attribute, verb_lemma
from pipeline.document import Token
from pipeline.frozen import frozen
from pipeline.vocabulary import mapping

RELATIVE = frozenset(("который", "чей", "где", "куда", "откуда", "когда", "пока"))
FINITE = OPEN_CLASSES | {"AUX"}
JOINING = frozenset((",", "и", "а", "но", ";"))
LEAD = 4  # tokens from the comma of an aside to its relative word: `, на территории которого`


@frozen
class Clause:
    """`number` counts clauses along the sentence; `base` is the first that lends this one its times and places.

    `asides` are those that it is in, the inmost last: none on the main line.
    """

    number: int
    base: int
    asides: tuple[int, ...]

    def sees(self, other: Clause) -> bool:
        """Whether what is named in the other clause may hold in this one."""
        return self.follows(other) and self.base <= other.number

    def follows(self, other: Clause) -> bool:
        """Whether the other clause is this one, or stands before it and is no aside; it may say who speaks."""
        return other.number <= self.number and self.asides[: len(other.asides)] == other.asides


def clauses(tokens: Sequence[Token], finite: list[bool], first: int) -> list[Clause]:
    """The clause of each token of a sentence, in order; `finite` are its finite verbs, `first` is its first token."""
    asides = list(_asides(tokens, finite))
    starts = dict(_starts(tokens, finite, asides, first))
    number = base = 0
    found: list[Clause] = []
    for i, aside in enumerate(asides):
        if i in starts:
            number += 1
            base = number if starts[i] else base
        elif i and aside == asides[i - 1]:
            found.append(found[-1])
            continue
        found.append(Clause(number, base, aside))
    return found


# ---------------------------------------------------------------- asides


def _asides(tokens: Sequence[Token], finite: list[bool]) -> Iterator[tuple[int, ...]]:
    """The asides that each token is in, by the comma each begins with, the inmost last; none on the main line."""
    opened: list[int] = []
    main = verbal = False  # whether the main line, or the inmost aside, has its verb
    brackets = 0  # open within the asides
    for i, token in enumerate(tokens):
        brackets = max(0, brackets + (token.text == "(") - (token.text == ")")) if opened else 0
        if token.text == ",":
            if opened and verbal and not (_is_relative(tokens, opened[-1]) and _goes_on(tokens, finite, i, main)):
                opened.pop()
            if _is_participle(tokens, i) or _is_relative(tokens, i):
                opened.append(i)
                verbal = _is_participle(tokens, i)
        elif opened and not brackets and _ends(tokens, i, opened[0], main):
            opened.clear()
        yield tuple(opened)
        verbal, main = verbal or finite[i], main or (finite[i] and not opened)


def _ends(tokens: Sequence[Token], i: int, comma: int, main: bool) -> bool:
    """Whether a mark ends all asides: `;`, the bracket they are in, a dash where the main line lacks its verb."""
    text = tokens[i].text
    own = text == ")" and any(token.text == "(" for token in tokens[comma:i])
    return (text in ";:)" and not own) or (text in DASHES and not main)


def _is_participle(tokens: Sequence[Token], comma: int) -> bool:
    """`, совершённой в 2015 году`, `, вчера принятым`."""
    return any(is_attribute(token) or token.rel == "acl" for token in tokens[comma + 1 : comma + 3])


def _is_relative(tokens: Sequence[Token], comma: int) -> bool:
    """`, который`, `, в котором`, `, на территории которого`."""
    for token in tokens[comma + 1 : comma + 1 + LEAD]:
        if token.lemma in RELATIVE:
            return True
        if token.pos not in ("ADP", "NOUN"):
            return False
    return False


def _goes_on(tokens: Sequence[Token], finite: list[bool], comma: int, main: bool) -> bool:
    """Whether a relative clause goes on behind a comma: it ends where the main line still lacks its verb, or at `а`."""
    following = tokens[comma + 1].norm if comma + 1 < len(tokens) else ""
    if main or following == "а":
        return following != "а"
    for i in range(comma + 1, len(tokens)):
        if finite[i]:
            return False
        if tokens[i].text == ",":
            break
    return True


# ---------------------------------------------------------------- clauses side by side


def _starts(
    tokens: Sequence[Token], finite: list[bool], asides: list[tuple[int, ...]], offset: int
) -> Iterator[tuple[int, bool]]:
    """Where a clause begins, and whether what is named before it holds for it no longer."""
    last = -1
    for i, is_verb in enumerate(finite):
        if not is_verb:
            continue
        if last >= 0 and asides[last] == asides[i] and (start := _border(tokens, last, i, asides, offset)) > 0:
            yield start, _reports(tokens, last, start)
        last = i if not asides[i] or last < 0 or asides[last] == asides[i] else last


def _border(tokens: Sequence[Token], one: int, other: int, asides: list[tuple[int, ...]], offset: int) -> int:
    """The mark or conjunction between two verbs that the clause of the second begins with, 0 where there is none."""
    between = [i for i in range(one + 1, other) if tokens[i].norm in JOINING and asides[i] == asides[other]]
    own = [i for i in between if tokens[i].head - offset == other]
    marks = [i for i in between if tokens[i].norm in (",", ";", "но")]
    return (own or marks[-1:] or between[-1:] or [0])[0]


def _reports(tokens: Sequence[Token], verb: int, start: int) -> bool:
    """`сообщил, что …`, `Как рассказали в Алматы, …`: what follows is what was said."""
    if verb_lemma(tokens[verb]).removesuffix("ся") not in mapping("speech_verbs", "lemma", "class"):
        return False
    return tokens[0].norm == "как" or any(t.norm == "что" for t in tokens[start : start + 2])
