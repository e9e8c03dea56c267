"""Scores the pipeline on articles whose texts are not ours: gold kept as offsets and values, texts read elsewhere.

    python benchmarks/crosscheck.py add ARTICLES.jsonl GOLD.jsonl --drawn NAME   # to tests/gold/crosscheck.jsonl
    python benchmarks/crosscheck.py score [CORPUS.jsonl[.gz] …]                  # default: those of ../shared/corpus
    python benchmarks/crosscheck.py score --drawn NAME --gold OUT                # writes the gold with its words too

`--to`, `--kept` name another file than tests/gold/crosscheck.jsonl: in context.jsonl the numbers are the pipeline's.

A line of the kept file is one article: its id, the draw it came with (articles of one draw were annotated before
anybody saw output on them), its date, the SHA-256 of its text, and its annotations. Phrases of the
text (`item`, `time_text`, `place_text`, positions, the spans themselves) are `[start, stop]`; what was normalised
(speakers, sources, entities, predicates, units) is kept as it is. Articles that are there already are replaced.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.threads import one_thread_each

one_thread_each()

from pipeline.document import Article  # noqa: E402
from pipeline.read import read  # noqa: E402
from pipeline.run import process  # noqa: E402
from pipeline.score import score  # noqa: E402
from pipeline.tables import Row, Rows  # noqa: E402

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "tests" / "gold" / "crosscheck.jsonl"
CONTEXT = KEPT.with_name("context.jsonl")  # numbers as the pipeline read them, their context as readers did
CORPORA = [ROOT.parent / "shared" / "corpus" / name for name in ("news.jsonl", "bulk.jsonl.gz")]
PHRASES = {"claims": ("item", "time_text", "place_text"), "roles": ("position",)}
DERIVED = ("text", "value")  # what the span and the interval give again
LAYERS = ("claims", "numbers", "mentions", "roles")
BATCH = 16


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = cli.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add", help="keep the gold of articles without their texts")
    adding.add_argument("articles", type=Path)
    adding.add_argument("gold", type=Path)
    adding.add_argument("--drawn", required=True)
    adding.add_argument("--to", type=Path, default=KEPT)
    scoring = commands.add_parser("score", help="scores on the kept articles, where their texts are at hand")
    scoring.add_argument("corpora", type=Path, nargs="*", default=CORPORA)
    scoring.add_argument("--drawn")
    scoring.add_argument("--gold", type=Path)
    scoring.add_argument("--kept", type=Path, default=KEPT)
    scoring.add_argument("--json", action="store_true", help="F1 alone, by name")
    args = cli.parse_args()
    if args.command == "add":
        sys.exit(add(args.articles, args.gold, args.drawn, args.to))
    sys.exit(compare(args.corpora, args.drawn, args.gold, args.kept, args.json))


def add(articles: Path, gold: Path, drawn: str, to: Path = KEPT) -> int:
    """Merges gold into the kept file, by article id; returns 1 where a text is missing or a phrase is not in it."""
    texts = {article.article_id: article for article in read_articles(articles)}
    kept = {line["doc"]: line for line in lines(to)} if to.exists() else {}
    missed: list[str] = []
    for annotation in lines(gold):
        if annotation["doc"] in texts:
            kept[annotation["doc"]] = bare(annotation, texts[annotation["doc"]].text, missed) | {"drawn": drawn}
        else:
            missed.append(f"{annotation['doc']}: no such article in {articles}")
    rows = (json.dumps(kept[doc], ensure_ascii=False) for doc in sorted(kept))
    to.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print("\n".join(missed) or f"{len(kept)} articles in {to}")
    return 1 if missed else 0


def bare(annotation: Row, text: str, missed: list[str]) -> Row:
    """An annotation without the words of its text; phrases that are not found go to `missed`."""
    found: Row = {"doc": annotation["doc"], "date": annotation.get("date"), "sha256": _digest(text)}
    for layer in LAYERS:
        found[layer] = [_bare(row, text, PHRASES.get(layer, ()), missed) for row in annotation[layer]]
    return found


def _bare(row: Row, text: str, phrases: Iterable[str], missed: list[str]) -> Row:
    fresh = {key: value for key, value in row.items() if key not in DERIVED}
    for key in phrases:
        if row.get(key):
            span = nearest(text, str(row[key]), int(row.get("start", 0)))
            fresh[key] = span or (str(row[key]) if key == "position" else "")  # a post may be told in another case
            if span is None and not fresh[key]:
                missed.append(f"not in the text, left empty: {key} {row[key]!r}")
    return fresh


def nearest(text: str, phrase: str, start: int) -> list[int] | None:
    """`[start, stop]` of the occurrence of a phrase nearest to an offset, whatever its blanks and capitals."""
    pattern = r"\s*".join(re.escape(word) for word in phrase.split())
    found = [[m.start(), m.end()] for m in re.finditer(pattern, text, re.I)]
    return min(found, key=lambda span: abs(span[0] - start), default=None)


def compare(
    corpora: Sequence[Path], drawn: str | None, gold: Path | None, path: Path = KEPT, as_json: bool = False
) -> int:
    """Prints precision, recall and F1 on every kept article, of one draw or of all, that the corpora have.

    Returns 1 where they have none.
    """
    kept = {line["doc"]: line for line in lines(path) if drawn in (None, line["drawn"])}
    if not any(corpus.exists() for corpus in corpora):
        print(f"no {corpora[0]}: the texts of these articles are not part of this repository", file=sys.stderr)
        return 1
    found = (article for corpus in corpora if corpus.exists() for article in read_articles(corpus))
    articles = [a for a in found if a.article_id in kept and _digest(a.text) == kept[a.article_id]["sha256"]]
    annotations = [worded(kept[article.article_id], article.text) for article in articles]
    if gold:
        gold.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in annotations), encoding="utf-8")
    rows = _processed(articles)
    names = {entity["entity_id"]: entity["name"] for tables in rows.values() for entity in tables["entities"]}
    figures = score(rows, annotations, names)
    if as_json:
        print(json.dumps({name: figure.f1 for name, figure in figures.items()}, ensure_ascii=False))
        return 0 if articles else 1
    print(f"{len(articles)} of {len(kept)} articles\n{'':34}     P      R     F1   gold")
    for name, figure in figures.items():
        print(f"{name:34} {figure.precision:.3f}  {figure.recall:.3f}  {figure.f1:.3f}  {figure.gold:.0f}")
    return 0 if articles else 1


def worded(kept: Row, text: str) -> dict[str, Any]:
    """The gold of an article with its words again."""
    found: dict[str, Any] = {"doc": kept["doc"], "date": kept["date"]}
    for layer in LAYERS:
        found[layer] = [_worded(row, text, PHRASES.get(layer, ())) for row in kept[layer]]
    return found


def _worded(row: Row, text: str, phrases: Iterable[str]) -> Row:
    fresh = {**row, **({"text": text[int(row["start"]) : int(row["stop"])]} if "start" in row else {})}
    for key in phrases:
        if isinstance(row.get(key), list):
            fresh[key] = text[slice(*row[key])]
    return fresh


def _processed(articles: Sequence[Article]) -> dict[str, Rows]:
    todo = iter(articles)
    found: dict[str, Rows] = {}
    while batch := list(islice(todo, BATCH)):
        found.update(zip((a.article_id for a in batch), process(batch), strict=True))
    return found


def read_articles(path: Path) -> list[Article]:
    if path.suffix == ".gz":
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / path.stem
            plain.write_bytes(gzip.decompress(path.read_bytes()))
            return read_articles(plain)
    return [article for article in read([path]) if isinstance(article, Article)]


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


if __name__ == "__main__":
    main()
