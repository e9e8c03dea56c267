"""An article for the terminal: names and numbers marked in its text, and what each claim says under its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.document import Article, Doc, Reject
from pipeline.job import require
from pipeline.progress import line
from pipeline.read import read
from pipeline.run import read_docs
from pipeline.tables import Row, rows

STYLES = {"PER": "bold cyan", "ORG": "bold magenta", "LOC": "bold green", "claim": "bold yellow", "number": "yellow"}
LEGEND = {"PER": "person", "ORG": "organisation", "LOC": "place", "claim": "claim", "number": "other number"}
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


def _on_one_line(text: str) -> str:
    return _safe(" ".join(text.split()))


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
            yield Padding(_claim(claim), (0, 0, 0, 4))


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


def _claim(claim: Row) -> Group:
    """`более 3 тыс.` with its kind, confidence and rule, and under it what it says, as far as it is known."""
    head = Text(_on_one_line(claim["text"]), style=STYLES["claim"])
    head.append(f"  {claim['kind']}, {claim['confidence']}, {claim['rule']}", style="dim not bold default")
    said = Table.grid(padding=(0, 2, 0, 0))
    for label, tell in _TOLD:
        if found := tell(claim):
            said.add_row(Text(f"  {label}", style="dim"), Text(_on_one_line(found)))
    return Group(head, said)


def _how_much(claim: Row) -> str:
    """`> 3000`, `10 … 12 KZT per килограмм`; empty for a score."""
    ends = [str(end) for end in (claim["low"], claim["high"]) if end not in ("", None)]
    amount = " … ".join(dict.fromkeys(ends))
    sign = "" if claim["comparison"] in ("=", "range") else claim["comparison"]
    per = f"per {claim['per']}" if claim["per"] else ""
    return " ".join(filter(None, (sign, amount, claim["unit"], per))) if amount else ""


def _what(claim: Row) -> str:
    """`неправительственные организации: не зарегистрировать (plan)`."""
    verb = f"не {claim['predicate']}" if claim["negated"] else claim["predicate"]
    item = claim["item_lemma"] or claim["item"]
    noted = [word for word in (claim["change"], claim["modality"]) if word not in ("", "fact")]
    return ": ".join(filter(None, (item, verb))) + (f" ({', '.join(noted)})" if noted else "")


def _when(claim: Row) -> str:
    """`за последние пять лет (2020-10-14 … 2025-10-14)`."""
    days = [str(day or "") for day in (claim["time_start"], claim["time_end"])]
    told = " … ".join(days if days[0] != days[1] else days[:1]).strip()
    return f"{claim['time_text']} ({told})" if told else str(claim["time_text"])


def _who(claim: Row) -> str:
    """`Айзада Курманова, по данным: Министерство культуры`."""
    source = f"по данным: {claim['source']}" if claim["source"] else ""
    return ", ".join(filter(None, (claim["speaker"], source)))


_TOLD: tuple[tuple[str, Callable[[Row], str]], ...] = (
    ("who", _who), ("what", _what), ("how much", _how_much), ("when", _when),
    ("where", lambda claim: str(claim["place_text"])),
)  # fmt: skip


def _legend() -> Text:
    return Text("  ").join(Text(LEGEND[name], style=style) for name, style in STYLES.items())
