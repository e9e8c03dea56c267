"""An article for the terminal: names and numbers marked in its text, and what each claim says under its sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import BinaryIO

from rich.console import Console
from rich.text import Text

from pipeline.document import Article, Doc, Reject
from pipeline.job import require
from pipeline.progress import line
from pipeline.read import read
from pipeline.run import read_docs
from pipeline.tables import Row, rows
from pipeline.told import judged, told

STYLES = {"PER": "bold cyan", "ORG": "bold magenta", "LOC": "bold green", "claim": "bold yellow", "number": "yellow"}
LEGEND = {"PER": "person", "ORG": "organisation", "LOC": "place", "claim": "claim", "number": "other number"}
SIGNS = "⟦⟧"  # around the number of a claim where there is no colour; no article uses them itself
INDENT = " " * 4
# What is not shown as it is could command the terminal; one sign for one, so that offsets hold.
HARMLESS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


def article(doc: Doc, console: Console) -> Text:
    """The article in lines no longer than the console is wide; none ends in a blank, of which a pipe would be full."""
    lines = chain(_head(doc, console), [Text()], _body(doc, console), [Text(), _legend(console)])
    return Text("\n").join(lines)


def show(file: str, stdin: BinaryIO, width: int | None = None, *, color: bool | None = None) -> int:
    """Print the articles of a file on standard output, in colour if so asked or on a terminal; returns the exit code.

    What cannot be read is one line on standard error, exit code 3, or 1 where nothing can.
    """
    require([file])
    console = _console(width, color)
    found: Counter[type] = Counter()
    for item in read([file], stdin):
        found[type(item)] += 1
        if isinstance(item, Reject):
            Console(stderr=True, highlight=False, soft_wrap=True).print(Text(line(item)))
        else:
            between = Text("\n" if found[Article] > 1 else "")
            console.print(between + article(read_docs([item])[0], console))
    return 0 if not found[Reject] else 3 if found[Article] else 1


def _console(width: int | None, color: bool | None) -> Console:
    """What is asked for comes before what the terminal and its variables say."""
    if color:
        return Console(width=width, soft_wrap=True, force_terminal=True, no_color=False, color_system="standard")
    return Console(width=width, soft_wrap=True, color_system=None if color is False else "auto")


def _is_coloured(console: Console) -> bool:
    return console.color_system is not None and not console.no_color


def _head(doc: Doc, console: Console) -> Iterator[Text]:
    """The title, and a line for the rest, as an address in two lines is none."""
    if doc.article.title:
        yield from _wrapped(Text(_on_one_line(doc.article.title), style="bold reverse"), console)
    facts = (doc.article.article_id, doc.article.date, doc.article.url)
    yield Text(" · ".join(_on_one_line(str(fact)) for fact in facts if fact), style="dim")


def _safe(text: str) -> str:
    return text.translate(HARMLESS)


def _on_one_line(text: str) -> str:
    """Blanks at which no line ends stay."""
    return _safe(re.sub(r"[^\S\xa0]+", " ", text).strip())


def _wrapped(text: Text, console: Console, first: Text | None = None) -> Iterator[Text]:
    """Lines of a text, the first behind `first`, all others indented as far."""
    lead = Text() if first is None else first
    for part in text.wrap(console, max(1, console.width - len(lead))):
        part.rstrip()
        yield Text.assemble(lead, part)
        lead = Text(" " * len(lead))


def _body(doc: Doc, console: Console) -> Iterator[Text]:
    """The text cut after each sentence that makes claims, with their fields in between."""
    by_sentence: dict[str, list[Row]] = {}
    for claim in rows(doc)["claims"]:
        by_sentence.setdefault(claim["sent_id"], []).append(claim)
    cuts = {_next_sentence(doc, group[0]["start"]): group for group in by_sentence.values()}
    mark = _coloured if _is_coloured(console) else _bracketed
    for piece, group in zip(mark(doc, list(cuts)), [*cuts.values(), []], strict=True):
        piece.rstrip()
        if piece:
            yield from _wrapped(piece, console)
        for claim in group:
            yield from _claim(doc, claim, console)


def _next_sentence(doc: Doc, start: int) -> int:
    """Where the sentence after the one that holds `start` begins; the end of the text after the last."""
    after = doc.sentence_at(start) + 1
    return doc.sentences[after].start if after < len(doc.sentences) else len(doc.text)


def _coloured(doc: Doc, cuts: Sequence[int]) -> Iterable[Text]:
    """The text in pieces, with its names and numbers in colour."""
    text = Text(_safe(doc.text))
    for mention in doc.mentions:
        text.stylize(STYLES[mention.type], mention.start, mention.stop)
    for number in doc.numbers:
        text.stylize(STYLES["claim" if number.is_claim else "number"], number.start, number.stop)
    return text.divide(cuts)


def _bracketed(doc: Doc, cuts: Sequence[int]) -> Iterable[Text]:
    """The text in pieces, with the numbers of claims in brackets."""
    first = {claim.number.start for claim in doc.claims}
    last = {claim.number.stop - 1 for claim in doc.claims}
    signs = enumerate(_safe(doc.text))
    marked = [SIGNS[0] * (i in first) + sign + SIGNS[1] * (i in last) for i, sign in signs]
    return [Text("".join(marked[start:stop])) for start, stop in pairwise([0, *cuts, len(marked)])]


def _claim(doc: Doc, claim: Row, console: Console) -> Iterator[Text]:
    """`более 3 тыс.` with its kind, confidence and rule, and under it what it says, as far as it is known."""
    head = Text(_on_one_line(claim["text"]), style=STYLES["claim"])
    head.append(f"  {judged(claim)}", style="dim not bold default")
    yield from _wrapped(head, console, Text(INDENT))
    for label, said in told(doc, claim):
        yield from _wrapped(Text(_on_one_line(said)), console, Text(f"{INDENT}  {label:<8}  ", style="dim"))


def _legend(console: Console) -> Text:
    if not _is_coloured(console):
        return Text(f"{' '.join(SIGNS)} {LEGEND['claim']}")
    return Text("  ").join(Text(LEGEND[name], style=style) for name, style in STYLES.items())
