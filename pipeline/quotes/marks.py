"""Quotation marks: which opens, which closes, and the outermost stretches between them.

A mark that has lost its partner harms nothing beyond its paragraph: an opening one is closed by the last mark of the
paragraph before which speech ends, or by a lone closing one in a later paragraph (speech over several paragraphs).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.document import Token
from pipeline.frozen import frozen
from pipeline.lookup import lookup
from pipeline.quotes.scene import DASHES, Scene

MARKS = {
    "«": "«",
    "»": "«",
    "‹": "‹",
    "›": "‹",
    "„": "„",
    "“": "„",
    "”": "„",
    '"': '"',
    "''": '"',
    "``": '"',
    "'": "'",
    "‘": "'",
    "’": "'",
}
ALWAYS_OPEN, ALWAYS_CLOSE = frozenset("«‹„"), frozenset("»›")
REACH = 12  # paragraphs that one stretch of speech may run over


@frozen
class Quoted:
    """Tokens `first:last` between two marks; the marks stand at `first - 1` and `last`."""

    first: int
    last: int


def quoted(scene: Scene) -> list[Quoted]:
    """The outermost quoted stretches, in order."""
    found: list[Quoted] = []
    hanging: tuple[int, int] | None = None  # mark without partner at the start of a paragraph, and that paragraph
    marks = [i for i in lookup(scene.doc).with_norms(MARKS.keys()) if scene.tokens[i].text in MARKS]
    for first, last in scene.paragraphs:
        pairs, lone, orphans = _pairs(scene, marks[bisect_left(marks, first) : bisect_left(marks, last)])
        if hanging and orphans and scene.paragraph[first] - hanging[1] <= REACH:
            found.append(Quoted(hanging[0] + 1, orphans[0]))
            pairs = [pair for pair in pairs if pair[0] > orphans[0]]
            hanging = None
        elif hanging and (pairs or lone is not None) and _opens_paragraph(pairs, lone, first):
            hanging = None  # the next speech begins: the last one was never closed
        if lone is not None:
            closing = _speech_end(scene, lone, last)
            if closing:
                pairs = [pair for pair in pairs if pair[0] > closing] + [(lone, closing)]
            elif lone == first or scene.tokens[lone - 1].text in (".", "!", "?", ":"):
                hanging = (lone, scene.paragraph[first])
        found += [Quoted(a + 1, b) for a, b in sorted(pairs) if b > a + 1]
    return _outermost(found)


def _opens_paragraph(pairs: list[tuple[int, int]], lone: int | None, first: int) -> bool:
    return lone == first or any(pair[0] == first for pair in pairs)


def _pairs(scene: Scene, marks: list[int]) -> tuple[list[tuple[int, int]], int | None, list[int]]:
    """Outermost pairs of the marks of a paragraph, the first opening mark left alone, the closing marks left alone."""
    stack: list[int] = []
    done: list[tuple[int, int]] = []
    orphans: list[int] = []
    for i in marks:
        kind = MARKS[scene.tokens[i].text]
        if _opens(scene, i, bool(stack)):
            stack.append(i)
        elif (depth := _partner(scene, stack, kind)) is not None:
            done.append((stack[depth], i))
            del stack[depth:]
        elif scene.tokens[i].text != "'":
            orphans.append(i)
    lone = stack[0] if stack else None
    return done, lone, orphans


def _partner(scene: Scene, stack: list[int], kind: str) -> int | None:
    for depth in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        if MARKS[scene.tokens[stack[depth]].text] == kind:
            return depth
    return None


def _opens(scene: Scene, i: int, inside: bool) -> bool:
    """Whether mark i opens: by its shape, else by the blanks around it; `:"Мы` opens, `слово"слово` closes."""
    token = scene.tokens[i]
    if token.text in ALWAYS_OPEN or token.text in ALWAYS_CLOSE:
        return token.text in ALWAYS_OPEN
    text = scene.doc.text
    before = text[token.start - 1] if token.start else " "
    after = text[token.stop] if token.stop < len(text) else " "
    free_before = before.isspace() or before in "([{:«„" or before in DASHES
    free_after = after.isspace() or after in ".,;:!?)]}»…" or after in DASHES
    if free_before != free_after:
        return free_before
    return not inside


def _speech_end(scene: Scene, lone: int, last: int) -> int:
    """The last closing mark of the paragraph that ends it or stands before a dash: `… "Ромашка", – сказал он`."""
    for i in range(last - 1, lone, -1):
        if scene.tokens[i].text in MARKS and not _opens(scene, i, True) and _before_dash(scene.tokens, i + 1, last):
            return i
    return 0


def _before_dash(tokens: Sequence[Token], i: int, last: int) -> bool:
    while i < last and tokens[i].text in (",", ".", "!", "?", "…", "...", ";"):
        i += 1
    return i >= last or tokens[i].text in DASHES


def _outermost(found: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for quote in sorted(found, key=lambda q: (q.first, -q.last)):
        if not kept or quote.first > kept[-1].last:
            kept.append(quote)
    return kept


def unmarked(scene: Scene, first: int, last: int) -> tuple[int, int]:
    """Offsets of tokens `first:last` without marks and dashes at the ends."""
    tokens = scene.tokens
    while last > first + 1 and (tokens[last - 1].text in (",", *MARKS) or tokens[last - 1].text in DASHES):
        last -= 1
    while first < last - 1 and tokens[first].text in DASHES:
        first += 1
    return tokens[first].start, tokens[last - 1].stop
