"""An article for the terminal: names and numbers marked in its text, and each claim's fields under its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pipeline.document import Article, Doc, Reject
from pipeline.job import require
from pipeline.progress import line
from pipeline.read import read
from pipeline.run import read_docs
from pipeline.schema import CLAIMS
from pipeline.tables import Row, rows

STYLES = {"PER": "bold cyan", "ORG": "bold magenta", "LOC": "bold green", "claim": "bold yellow", "number": "yellow"}
LEGEND = {"PER": "person", "ORG": "organisation", "LOC": "place", "claim": "claim", "number": "other number"}
_KEYS = {
    "article_id",
    "claim_id",
    "sent_id",
    "start",
    "stop",
    "text",
    "sentence",
    "speaker_id",
    "source_id",
    "place_id",
}
SHOWN = [name for name in CLAIMS.header if name not in _KEYS]
# What is not shown as it is could command the terminal; one sign for one, so that offsets hold.
HARMLESS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\N{REPLACEMENT CHARACTER}")


def article(doc: Doc) -> Group:
    """The article as something that `rich` prints."""
    claims = rows(doc)["claims"]
    return Group(_head(doc), Text(), *_body(doc, claims), Text(), _legend())


def show(file: str, stdin: BinaryIO, width: int | None = None) -> int:
    """Print the articles of a file on standard output, in colour on a terminal; returns the exit code.

    What cannot be read is one line on standard error, exit code 3, or 1 where nothing can.
    """
    require([file])
    console = Console(width=width, highlight=False)
    found: Counter[type] = Counter()
    for item in read([file], stdin):
        found[type(item)] += 1
        if isinstance(item, Reject):
            Console(stderr=True, highlight=False, soft_wrap=True).print(Text(line(item)))
        else:
            console.print(article(read_docs([item])[0]))
    return 0 if not found[Reject] else 3 if found[Article] else 1


def _head(doc: Doc) -> Text:
    facts = (doc.article.article_id, doc.article.date, doc.article.title, doc.article.url)
    return Text(" · ".join(_safe(str(fact)) for fact in facts if fact), style="bold reverse")


def _safe(text: str) -> str:
    return text.translate(HARMLESS)


def _body(doc: Doc, claims: Sequence[Row]) -> Iterator[RenderableType]:
    """The text cut after each sentence that makes claims, with their fields in between."""
    by_sentence: dict[str, list[Row]] = {}
    for claim in claims:
        by_sentence.setdefault(claim["sent_id"], []).append(claim)
    cuts = {_next_sentence(doc, group[0]["start"]): group for group in by_sentence.values()}
    for piece, group in zip(_marked(doc).divide(cuts), [*cuts.values(), []], strict=True):
        piece.rstrip()
        if piece:
            yield piece
        for claim in group:
            yield Padding(_fields(claim), (0, 0, 0, 4))


def _next_sentence(doc: Doc, start: int) -> int:
    """Where the sentence after the one that holds `start` begins; the end of the text after the last."""
    after = doc.sentence_at(start) + 1
    return doc.sentences[after].start if after < len(doc.sentences) else len(doc.text)


def _marked(doc: Doc) -> Text:
    text = Text(_safe(doc.text))
    for mention in doc.mentions:
        text.stylize(STYLES[mention.type], mention.start, mention.stop)
    for number in doc.numbers:
        text.stylize(STYLES["claim" if number.is_claim else "number"], number.start, number.stop)
    return text


def _fields(claim: Row) -> Text:
    """`более 3 тыс.  kind: count  comparison: >  …`; what is empty, or the same as `value`, is left out."""
    line = Text(_safe(claim["text"]), style=STYLES["claim"])
    exact = claim["low"] == claim["high"] == claim["value"]
    for name in SHOWN:
        if claim[name] not in ("", None, False) and not (exact and name in ("low", "high")):
            line.append(f"  {name}: ", style="dim not bold").append(_safe(str(claim[name])), style="not bold default")
    return line


def _legend() -> Text:
    return Text("  ").join(Text(LEGEND[name], style=style) for name, style in STYLES.items())
