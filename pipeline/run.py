"""The whole path: articles → segment → tag → entities → numbers → times → quotes → claims → rows of the tables."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims import claims
from pipeline.document import Article, Doc
from pipeline.entities import entities
from pipeline.numbers import numbers
from pipeline.quotes import quotes
from pipeline.segment import segment
from pipeline.tables import Rows, rows
from pipeline.tag import tag
from pipeline.times import times


def read_docs(articles: Sequence[Article]) -> list[Doc]:
    """Each article with all that the stages find in it; tagging is done for all of them at once."""
    docs = tag([segment(article) for article in articles])
    return [claims(quotes(times(numbers(entities(doc))))) for doc in docs]


def process(articles: Sequence[Article]) -> list[Rows]:
    """Rows of all tables, one `Rows` for each article, in the order given."""
    return [rows(doc) for doc in read_docs(articles)]
