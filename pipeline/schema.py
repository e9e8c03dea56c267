"""The tables: columns, types, descriptions and keys, defined once.

CSV headers, Parquet types, the store, `datapackage.json`, `pipeline tables` and the docs are made from `TABLES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "integer", "decimal", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """`decimal` is an exact number, written without exponent; `number` a float; `date` is `YYYY-MM-DD`."""

    name: str
    type: ColumnType
    description: str
    target: str = ""  # `table.column` that a foreign key points to
    values: tuple[str, ...] = ()  # the only values allowed, where they are few


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    description: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_ARTICLE = Column("article_id", "string", "the article: the file's stem, or the record's `id`", "articles.article_id")
_SENT = Column("sent_id", "string", "the sentence it begins in", "sentences.sent_id")
_SPAN = (
    Column("start", "integer", "first code point in `articles.text`"),
    Column("stop", "integer", "code point after the last"),
    Column("text", "string", "the text there, unchanged"),
)
_TYPE = Column("type", "string", "PER a person, ORG an organisation, LOC a place", values=("PER", "ORG", "LOC"))
_KIND = ("count", "money", "percent", "fraction", "multiple", "measure", "duration", "age", "rank", "score")
_QUANTITY = (
    Column("value", "decimal", "the number stated, scale applied; empty for a range"),
    Column("low", "decimal", "lower end of the interval that the words leave open"),
    Column("high", "decimal", "upper end of that interval"),
    Column("unit", "string", "ISO 4217 code, `%`, `pp`, `times`, `point` or a unit that pint parses"),
)

ARTICLES = Table("articles", "one article", (
    Column("article_id", "string", "the file's stem, or the record's `id`"),
    Column("source_path", "string", "the file it was read from"),
    Column("title", "string", "its title, where one is known"),
    Column("date", "date", "day of publication"),
    Column("url", "string", "its address"),
    Column("n_chars", "integer", "code points of `text`"),
    Column("n_sentences", "integer", "sentences found"),
    Column("n_tokens", "integer", "tokens found"),
    Column("n_mentions", "integer", "mentions of names found"),
    Column("n_claims", "integer", "numeric claims found"),
    Column("sha256", "string", "digest of the text and its metadata"),
    Column("text", "string", "the decoded text, only CRLF read as LF"),
), key="article_id")  # fmt: skip
SENTENCES = Table("sentences", "one sentence", (
    _ARTICLE, Column("sent_id", "string", "the sentence"), *_SPAN), key="sent_id")  # fmt: skip
TOKENS = Table("tokens", "one token", (
    _ARTICLE, _SENT, Column("token_id", "string", "the token"), *_SPAN,
    Column("lemma", "string", "dictionary form"),
    Column("pos", "string", "part of speech, Universal Dependencies"),
    Column("feats", "string", "morphological features, Universal Dependencies"),
    Column("head_id", "string", "the token it depends on; empty for the root", "tokens.token_id"),
    Column("rel", "string", "the dependency, Universal Dependencies"),
), key="token_id")  # fmt: skip
MENTIONS = Table("mentions", "one mention of a named entity", (
    _ARTICLE, Column("mention_id", "string", "the mention"), _SENT, *_SPAN, _TYPE,
    Column("normal", "string", "its text in the nominative"),
    Column("entity_id", "string", "the entity it names", "entities.entity_id"),
), key="mention_id")  # fmt: skip
ENTITIES = Table("entities", "one entity over the whole corpus", (
    Column("entity_id", "string", "the entity, the same in every article and run"), _TYPE,
    Column("name", "string", "its fullest name, in the nominative"),
    Column("aliases", "string", "its other names, separated by ` | `"),
    Column("n_articles", "integer", "articles that mention it"),
    Column("n_mentions", "integer", "mentions of it"),
), key="entity_id")  # fmt: skip
ROLES = Table("roles", "one statement that a person holds a position", (
    _ARTICLE, Column("role_id", "string", "the statement"), _SENT, *_SPAN,
    Column("person_id", "string", "the person", "entities.entity_id"),
    Column("person", "string", "the person's name"),
    Column("position", "string", "the position, in the nominative"),
    Column("org_id", "string", "the organisation, where named", "entities.entity_id"),
    Column("org", "string", "the organisation's name"),
), key="role_id")  # fmt: skip
QUOTES = Table("quotes", "one stretch of direct or reported speech", (
    _ARTICLE, Column("quote_id", "string", "the quote"), *_SPAN,
    Column("kind", "string", "`direct` or `reported`", values=("direct", "reported")),
    Column("cue", "string", "the word that shows it is speech: `отметила`"),
    Column("speaker_id", "string", "who speaks", "entities.entity_id"),
    Column("speaker", "string", "the speaker's name, in the nominative"),
), key="quote_id")  # fmt: skip
TIMES = Table("times", "one expression of time", (
    _ARTICLE, Column("time_id", "string", "the expression"), _SENT, *_SPAN,
    Column("kind", "string", "`date` calendar, `time` of day or relative to now", values=("date", "time")),
    Column("time_start", "date", "first day it covers"),
    Column("time_end", "date", "last day it covers"),
), key="time_id")  # fmt: skip
NUMBERS = Table("numbers", "one numeric expression: every one in the text", (
    _ARTICLE, Column("number_id", "string", "the number"), _SENT, *_SPAN,
    Column("kind", "string", "what the number is",
           values=(*_KIND, "ordinal", "date", "time", "identifier", "other")),
    *_QUANTITY,
    Column("claim_id", "string", "the claim made with it", "claims.claim_id"),
), key="number_id")  # fmt: skip
CLAIMS = Table("claims", "one numeric claim with its context", (
    _ARTICLE, Column("claim_id", "string", "the claim"), _SENT, *_SPAN,
    Column("kind", "string", "what the number is", values=_KIND),
    Column("comparison", "string", "exact, about, more, less or a range",
           values=("=", "~", ">", ">=", "<", "<=", "range")),
    *_QUANTITY,
    Column("per", "string", "what the amount is a rate of, as base form"),
    Column("item", "string", "what is counted or measured, as it stands in the text"),
    Column("item_lemma", "string", "`item` with its head in the nominative"),
    Column("change", "string", "`increase`, `decrease`: size of a change; `to`, `from`: the level after or before it",
           values=("increase", "decrease", "to", "from")),
    Column("predicate", "string", "base form of the verb that governs the number"),
    Column("negated", "boolean", "whether the claim is denied"),
    Column("modality", "string", "`fact`, `plan` or `condition`", values=("fact", "plan", "condition")),
    Column("time_text", "string", "when it holds, in the article's words"),
    Column("time_start", "date", "first day it holds"),
    Column("time_end", "date", "last day it holds"),
    Column("place_text", "string", "where it holds, in the article's words"),
    Column("place_id", "string", "the place", "entities.entity_id"),
    Column("speaker", "string", "who says it, in the nominative; empty where the author does"),
    Column("speaker_id", "string", "the speaker", "entities.entity_id"),
    Column("source", "string", "whom the figure is credited to, other than the speaker"),
    Column("source_id", "string", "the source", "entities.entity_id"),
    Column("sentence", "string", "the whole sentence"),
    Column("rule", "string", "name of the rule that made the row"),
    Column("confidence", "number", "0 to 1: how sure it is that all of the row is right"),
    Column("review", "string", "what reviewers found; a corrected row shows the corrected values",
           values=("right", "wrong", "corrected")),
), key="claim_id")  # fmt: skip
REVIEWS = Table("reviews", "one verdict of a person on a claim or on one of its fields", (
    Column("article_id", "string", "the article"),
    Column("claim_id", "string", "the claim; where it is no longer there, the id that it had"),
    Column("claim_start", "integer", "where the claim stood when it was judged"),
    Column("claim_stop", "integer", "code point after the last"),
    Column("claim_text", "string", "its text then"),
    Column("field", "string", "the column of `claims` that is judged; empty for the whole claim"),
    Column("verdict", "string", "`wrong` of a whole claim: there is none", values=("right", "wrong", "corrected")),
    Column("value", "string", "what stands there if `corrected`"),
    Column("extracted", "string", "what the pipeline reads there itself"),
    Column("reviewer", "string", "who judged"),
    Column("when", "string", "time of the verdict: `2025-10-14T09:30:00.000Z`"),
    Column("status", "string", "`overruled` by a later verdict; `stale`: the claim does not stand there any more",
           values=("applied", "overruled", "stale")),
    Column("sentence", "string", "the claim's sentence when it was judged"),
))  # fmt: skip
SERIES = Table("series", "one claim's place among all claims about the same indicator", (
    Column("series_id", "string", "the indicator: the same words, kind, unit, rate, direction of change and place"),
    Column("indicator", "string", "its words: `claims.item_lemma` in lower case, with `е` for `ё`"),
    Column("kind", "string", "what the number is", values=_KIND),
    Column("unit", "string", "as in `claims`"),
    Column("per", "string", "as in `claims`"),
    Column("place_id", "string", "where it holds", "entities.entity_id"),
    Column("place", "string", "the name of the place"),
    Column("claim_id", "string", "the claim", "claims.claim_id"),
    _ARTICLE,
    Column("date", "date", "the article's day of publication"),
    Column("time_start", "date", "first day it holds"),
    Column("time_end", "date", "last day it holds"),
    Column("comparison", "string", "as in `claims`"),
    *_QUANTITY[:3],
    Column("change", "string", "as in `claims`"),
    Column("predicate", "string", "as in `claims`"),
    Column("speaker", "string", "as in `claims`"),
), key="claim_id")  # fmt: skip
REJECTS = Table("rejects", "one input, or part of one, that could not be processed", (
    Column("source_path", "string", "the input"),
    Column("article_id", "string", "the article, where it is known"),
    Column("stage", "string", "the stage that failed"),
    Column("reason", "string", "why, in one line"),
))  # fmt: skip

TABLES = (ARTICLES, SENTENCES, TOKENS, MENTIONS, ENTITIES, ROLES, QUOTES, TIMES, NUMBERS, CLAIMS, REVIEWS, SERIES,
          REJECTS)  # fmt: skip
OF_CORPUS = (ENTITIES, REVIEWS, SERIES, REJECTS)  # all others come article by article
REVIEWED = tuple(column for column in CLAIMS.columns if column.name in (
    "kind", "comparison", "value", "low", "high", "unit", "per", "item", "item_lemma", "change", "predicate", "negated",
    "modality", "time_text", "time_start", "time_end", "place_text", "speaker", "source",
))  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
