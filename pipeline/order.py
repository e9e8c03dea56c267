"""The articles of a store by their ids: where to cut them into segments, and where they stand in that order already.

An article's rows are written at once, one after another, in all tables alike; what stands in order need not be sorted,
which takes twice as long as all else that an export does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.database import Connection

SEGMENT = 256  # articles, or more where that makes more than SEGMENTS of them
SEGMENTS = 64
_MOST = 1000  # turns; where there are more, articles are sorted wherever they stand


@dataclass(frozen=True, slots=True)
class Order:
    """`turns` are the ids, in order, of articles that stand before the one whose id comes before theirs; None where
    they are many."""

    turns: tuple[str, ...] | None

    @classmethod
    def of(cls, connection: Connection) -> Order:
        query = f"""
            SELECT article_id FROM (
                SELECT article_id, rowid < lag(rowid) OVER (ORDER BY article_id) AS turns FROM articles
            ) WHERE turns ORDER BY article_id LIMIT {_MOST + 1}
        """
        turns = tuple(article_id for (article_id,) in connection.execute(query).fetchall())
        return cls(turns if len(turns) <= _MOST else None)

    def holds(self, low: str, end: str) -> bool:
        """Whether the articles with ids from `low` up to `end` stand in the order of their ids."""
        return self.turns is not None and bisect_right(self.turns, low) == bisect_left(self.turns, end)


def boundaries(connection: Connection, low: str, end: str) -> list[str]:
    """Ids at which to divide the articles between two ids; none where they make one segment."""
    [(total,)] = connection.execute("SELECT count(*) FROM articles").fetchall()
    each = max(SEGMENT, -(-total // SEGMENTS))
    query = """
        SELECT article_id FROM (
            SELECT article_id, row_number() OVER (ORDER BY article_id) - 1 AS n, count(*) OVER () AS found
            FROM articles WHERE article_id >= $low AND article_id < $end
        ) WHERE n > 0 AND n % $each = 0 AND found > 2 * $each ORDER BY article_id
    """
    found = connection.execute(query, {"low": low, "end": end, "each": each}).fetchall()
    return [article_id for (article_id,) in found]
