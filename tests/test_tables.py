"""Rows kept by column read as a list of rows does."""

from made import article

from pipeline.tables import Columns, column


def test_tokens_by_column_are_rows_too() -> None:
    found = article("a")
    tokens = found["tokens"]
    assert isinstance(tokens, Columns)
    rows = list(tokens)
    assert [row["text"] for row in rows] == column(tokens, "text") == column(rows, "text")
    assert tokens == rows
    assert tokens != rows[1:]
    assert (tokens[0], tokens[-1], list(tokens[2:4])) == (rows[0], rows[-1], rows[2:4])
    assert (len(tokens), len(tokens[2:4]), len(article("empty", "")["tokens"])) == (len(rows), 2, 0)
    assert [(row["token_id"], row["sent_id"], row["head_id"]) for row in rows[:2]] == [
        ("a:t1", "a:s1", ""),
        ("a:t2", "a:s1", "a:t1"),
    ]
