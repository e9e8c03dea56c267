"""Rows of the tables from a finished document."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, overload

from pipeline.document import Claim, Doc, Number

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]  # by table name; values are str, int, bool, float, None, Decimal or date


class Ids(Sequence[str]):
    """Ids of the rows of these numbers, `seed:t7`, none above `most`; of 0 it is empty.

    Arrow writes them itself, which is faster.
    """

    __slots__ = ("most", "numbers", "prefix")

    def __init__(self, prefix: str, numbers: Sequence[int], most: int) -> None:
        self.prefix, self.numbers, self.most = prefix, numbers, most

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Ids: ...
    def __getitem__(self, at: int | slice) -> str | Ids:
        if isinstance(at, slice):
            return Ids(self.prefix, self.numbers[at], self.most)
        return f"{self.prefix}{self.numbers[at]}" if self.numbers[at] else ""

    def __iter__(self) -> Iterator[str]:
        return (f"{self.prefix}{number}" if number else "" for number in self.numbers)


class Columns(Sequence[Row]):
    """Rows kept as one list a column: Arrow takes these as they are, and no row is made before it is asked for."""

    __slots__ = ("lists",)

    def __init__(self, lists: dict[str, Sequence[Any]]) -> None:
        self.lists = lists

    def __len__(self) -> int:
        return len(next(iter(self.lists.values())))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Columns: ...
    def __getitem__(self, at: int | slice) -> Row | Columns:
        found = {name: values[at] for name, values in self.lists.items()}
        return Columns(found) if isinstance(at, slice) else found

    def __iter__(self) -> Iterator[Row]:
        return (dict(zip(self.lists, values, strict=True)) for values in zip(*self.lists.values(), strict=True))

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented


def column(rows: Sequence[Row], name: str) -> Sequence[Any]:
    """The values of one column."""
    return rows.lists[name] if isinstance(rows, Columns) else [row[name] for row in rows]


def rows(doc: Doc) -> Rows:
    """All rows of one article, by table; `entities` holds this article's part, to be summed over the corpus."""
    return {
        "articles": [_article(doc)],
        "sentences": list(_sentences(doc)),
        "tokens": _tokens(doc),
        "mentions": list(_mentions(doc)),
        "entities": list(_entities(doc)),
        "roles": list(_roles(doc)),
        "quotes": list(_quotes(doc)),
        "times": list(_times(doc)),
        "numbers": list(_numbers(doc)),
        "claims": list(_claims(doc)),
    }


def _id(doc: Doc, letter: str, index: int) -> str:
    """Stable id of the nth row of one kind: `seed:c7`; an index of -1 is no row at all."""
    return f"{doc.article.article_id}:{letter}{index + 1}" if index >= 0 else ""


def _span(doc: Doc, start: int, stop: int) -> Row:
    return {"article_id": doc.article.article_id, "start": start, "stop": stop, "text": doc.text[start:stop]}


def _placed(doc: Doc, start: int, stop: int) -> Row:
    """A span with the sentence it begins in."""
    article_id = doc.article.article_id
    return {
        "article_id": article_id, "start": start, "stop": stop, "text": doc.text[start:stop],
        "sent_id": f"{article_id}:s{doc.sentence_at(start) + 1}",
    }  # fmt: skip


def _date(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def decimal(value: Decimal | None) -> str:
    """Plain digits without exponent or trailing zeros: `3000`, `56.3`."""
    if value is None:
        return ""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _article(doc: Doc) -> Row:
    article = doc.article
    return {
        "article_id": article.article_id, "source_path": article.source_path, "title": article.title,
        "date": _date(article.date), "url": article.url, "n_chars": len(article.text),
        "n_sentences": len(doc.sentences), "n_tokens": len(doc.tokens), "n_mentions": len(doc.mentions),
        "n_claims": len(doc.claims), "sha256": article.sha256, "text": article.text,
    }  # fmt: skip


def _sentences(doc: Doc) -> Iterator[Row]:
    for n, sentence in enumerate(doc.sentences):
        yield _span(doc, sentence.start, sentence.stop) | {"sent_id": _id(doc, "s", n)}


def _tokens(doc: Doc) -> Columns:
    """By column, as most rows of all are these."""
    tokens, prefix, most = doc.tokens, f"{doc.article.article_id}:t", len(doc.tokens)
    return Columns({
        "article_id": [doc.article.article_id] * len(tokens), "start": [t.start for t in tokens],
        "stop": [t.stop for t in tokens], "text": [t.text for t in tokens],
        "sent_id": Ids(f"{doc.article.article_id}:s", [t.sent + 1 for t in tokens], len(doc.sentences)),
        "token_id": Ids(prefix, range(1, most + 1), most), "lemma": [t.lemma for t in tokens],
        "pos": [t.pos for t in tokens], "feats": [t.feats for t in tokens],
        "head_id": Ids(prefix, [t.head + 1 for t in tokens], most), "rel": [t.rel for t in tokens],
    })  # fmt: skip


def _mentions(doc: Doc) -> Iterator[Row]:
    for n, mention in enumerate(doc.mentions):
        yield _placed(doc, mention.start, mention.stop) | {
            "mention_id": _id(doc, "m", n), "type": mention.type, "normal": mention.normal,
            "entity_id": mention.entity_id,
        }  # fmt: skip


def _entities(doc: Doc) -> Iterator[Row]:
    found = Counter(mention.entity_id for mention in doc.mentions)
    for entity in doc.entities:
        yield {
            "entity_id": entity.entity_id, "type": entity.type, "name": entity.name,
            "aliases": " | ".join(sorted(entity.aliases)), "n_articles": 1,
            "n_mentions": found[entity.entity_id],
        }  # fmt: skip


def _roles(doc: Doc) -> Iterator[Row]:
    for n, role in enumerate(doc.roles):
        yield _placed(doc, role.start, role.stop) | {
            "role_id": _id(doc, "r", n), "person_id": role.person_id, "person": role.person,
            "position": role.position, "org_id": role.org_id, "org": role.org,
        }  # fmt: skip


def _quotes(doc: Doc) -> Iterator[Row]:
    for n, quote in enumerate(doc.quotes):
        yield _span(doc, quote.start, quote.stop) | {
            "quote_id": _id(doc, "q", n), "kind": quote.kind, "cue": quote.cue,
            "speaker_id": quote.speaker_id, "speaker": quote.speaker,
        }  # fmt: skip


def _times(doc: Doc) -> Iterator[Row]:
    for n, time in enumerate(doc.times):
        yield _placed(doc, time.start, time.stop) | {
            "time_id": _id(doc, "d", n), "kind": time.kind,
            "time_start": _date(time.time_start), "time_end": _date(time.time_end),
        }  # fmt: skip


def _quantity(number: Number) -> Row:
    return {
        "kind": number.kind, "value": decimal(number.value), "low": decimal(number.low),
        "high": decimal(number.high), "unit": number.unit,
    }  # fmt: skip


def _numbers(doc: Doc) -> Iterator[Row]:
    claimed = {claim.number.start: n for n, claim in enumerate(doc.claims)}
    for n, number in enumerate(doc.numbers):
        yield _placed(doc, number.start, number.stop) | _quantity(number) | {
            "number_id": _id(doc, "n", n), "claim_id": _id(doc, "c", claimed.get(number.start, -1)),
        }  # fmt: skip


def _claims(doc: Doc) -> Iterator[Row]:
    for n, claim in enumerate(doc.claims):
        number = claim.number
        sentence = doc.sentences[doc.sentence_at(number.start)]
        yield _placed(doc, number.start, number.stop) | _quantity(number) | _context(claim) | {
            "claim_id": _id(doc, "c", n), "comparison": number.comparison, "per": number.per,
            "sentence": doc.text[sentence.start : sentence.stop], "rule": number.rule,
            "review": "",
        }  # fmt: skip


def _context(claim: Claim) -> Row:
    return {
        "item": claim.item, "item_lemma": claim.item_lemma, "change": claim.change, "predicate": claim.predicate,
        "negated": claim.negated, "modality": claim.modality, "time_text": claim.time_text,
        "time_start": _date(claim.time_start), "time_end": _date(claim.time_end),
        "place_text": claim.place_text, "place_id": claim.place_id, "speaker": claim.speaker,
        "speaker_id": claim.speaker_id, "source": claim.source, "source_id": claim.source_id,
        "confidence": claim.confidence,
    }  # fmt: skip
