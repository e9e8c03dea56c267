"""spaCy's DocBin: a Doc for each article, with our tokens and syntax, names as `ents`, claims as a span group.

    nlp = spacy.blank("ru")
    for doc in DocBin().from_disk("svodka.spacy").get_docs(nlp.vocab):
        doc.ents, doc.spans["claims"], doc.user_data["claims"]  # the last: fields by claim id

`doc.text` is the article's text; what no token covers, blanks and a date header, becomes tokens of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.exports import Content, ExportError, contents
from pipeline.schema import REVIEWED
from pipeline.tables import Row


def write(out: Path, folder: Path) -> list[Path]:
    try:
        import spacy
        from spacy.tokens import DocBin
    except ImportError:
        raise ExportError("spaCy is not installed: pip install -e '.[spacy]' in the checkout") from None
    vocab = spacy.blank("ru").vocab
    found = DocBin(store_user_data=True)
    for content in contents(out, "sentences", "tokens", "mentions", "claims"):
        found.add(_doc(vocab, content))
    path = folder / "svodka.spacy"
    found.to_disk(path)
    return [path]


def _doc(vocab: Any, content: Content) -> Any:
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    words = list(_words(content))
    places = {row["token_id"]: n for n, (_, _, row) in enumerate(words) if row}
    rows = [row or {} for _, _, row in words]
    doc = Doc(
        vocab,
        words=[word for word, _, _ in words],
        spaces=[space for _, space, _ in words],
        lemmas=[row.get("lemma", "") for row in rows],
        pos=[row.get("pos", "") for row in rows],
        morphs=[row.get("feats", "") for row in rows],
        heads=[places.get(row.get("head_id", ""), n) for n, row in enumerate(rows)],
        deps=[(row["rel"] or "dep") if row.get("head_id") else "ROOT" for row in rows],
    )
    spans = [_span(doc, row, row["type"]) for row in content.rows["mentions"]]
    doc.ents = filter_spans([span for span in spans if span])
    claims = [_span(doc, row, row["kind"]) for row in content.rows["claims"]]
    doc.spans["claims"] = [span for span in claims if span]
    doc.user_data["article_id"] = content.article_id
    doc.user_data["claims"] = {row["claim_id"]: _fields(row) for row in content.rows["claims"]}
    return doc


def _words(content: Content) -> Iterator[tuple[str, bool, Row | None]]:
    """Words with whether one blank follows, and their rows; all of them together are the text."""
    end = 0
    text = content.text
    for row in content.rows["tokens"]:
        if end < row["start"]:
            yield from _gap(text[end : row["start"]])
        end = row["stop"] + (text[row["stop"] : row["stop"] + 1] == " ")
        yield row["text"], end > row["stop"], row
    if end < len(text):
        yield from _gap(text[end:])


def _gap(text: str) -> Iterator[tuple[str, bool, Row | None]]:
    yield text, False, None


def _span(doc: Any, row: Row, label: str) -> Any:
    return doc.char_span(
        row["start"], row["stop"], label=label, span_id=row.get("claim_id", ""), alignment_mode="expand"
    )


def _fields(row: Row) -> dict[str, str]:
    known = {column.name: row[column.name] for column in REVIEWED if row[column.name]}
    return known | {"start": str(row["start"]), "stop": str(row["stop"])}
