"""CoNLL-U (universaldependencies.org/format): sentences with syntax; names and claims as IOB tags in MISC.

MISC has `start_char` and `end_char`, offsets into the article's text, `SpaceAfter=No` where the next token follows at
once, `NER=B-PER` and `Claim=B-money`; the first token of a claim has `ClaimId` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pipeline.exports import Content, contents
from pipeline.tables import Row


def write(out: Path, folder: Path) -> list[Path]:
    path = folder / "svodka.conllu"
    with path.open("w", encoding="utf-8", newline="\n") as lines:
        for content in contents(out, "sentences", "tokens", "mentions", "claims"):
            lines.writelines(f"{line}\n" for line in _article(content))
    return [path]


def _article(content: Content) -> Iterator[str]:
    tags = _tags(content)
    sentences = {row["sent_id"]: row["text"] for row in content.rows["sentences"]}
    yield f"# newdoc id = {_one_line(content.article_id)}"
    for sent_id, rows in groupby(content.rows["tokens"], key=itemgetter("sent_id")):
        yield f"# sent_id = {_one_line(sent_id)}"
        yield f"# text = {_one_line(sentences[sent_id])}"
        yield from _tokens(list(rows), tags)
        yield ""


def _tokens(rows: Sequence[Row], tags: dict[int, list[str]]) -> Iterator[str]:
    numbers = {row["token_id"]: n for n, row in enumerate(rows, 1)}
    for n, row in enumerate(rows, 1):
        head = numbers.get(row["head_id"], 0)
        misc = [*tags.get(row["start"], ()), f"start_char={row['start']}", f"end_char={row['stop']}"]
        if n < len(rows) and rows[n]["start"] == row["stop"]:
            misc.append("SpaceAfter=No")
        cells = (n, row["text"], row["lemma"], row["pos"], "", row["feats"], head, row["rel"] if head else "root", "")
        yield "\t".join([*(_cell(str(cell)) for cell in cells), "|".join(misc)])


def _tags(content: Content) -> dict[int, list[str]]:
    """What goes to MISC, by the offset of the token."""
    tags: dict[int, list[str]] = {}
    starts = [row["start"] for row in content.rows["tokens"]]
    for name, rows, kind in (("NER", content.rows["mentions"], "type"), ("Claim", content.rows["claims"], "kind")):
        marked = iter(sorted(rows, key=itemgetter("start")))
        row = next(marked, None)
        for start in starts:
            while row and row["stop"] <= start:
                row = next(marked, None)
            if row and row["start"] <= start:
                first = start == row["start"]
                tags.setdefault(start, []).append(f"{name}={'B' if first else 'I'}-{row[kind]}")
                if first and "claim_id" in row:
                    tags[start].append(f"ClaimId={_escaped(row['claim_id'])}")
    return tags


def _cell(text: str) -> str:
    return _one_line(text) or "_"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _escaped(text: str) -> str:
    return re.sub(r"[|\s]", "_", text)
