"""The data dictionary, made from the table definitions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.schema import TABLES, Column, Table


def as_text() -> str:
    """Every table with its columns, for the terminal."""
    return "\n".join(_text(table) for table in TABLES)


def _text(table: Table) -> str:
    width = max(len(column.name) for column in table.columns)
    lines = (f"  {column.name:{width}}  {column.type:8} {_meaning(column)}" for column in table.columns)
    return "\n".join((f"{table.name}: one row is {table.description}", *lines)) + "\n"


def as_markdown() -> str:
    """The same as a Markdown document."""
    return "# Data dictionary\n\n" + "\n".join("\n".join(_markdown(table)) + "\n" for table in TABLES)


def _markdown(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`\n\nOne row is {table.description}." + (f" Key: `{table.key}`." if table.key else "")
    yield "\n| column | type | meaning |\n|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {column.type} | {_meaning(column).replace('|', chr(92) + '|')} |"


def _meaning(column: Column) -> str:
    values = f" ({', '.join(f'`{value}`' for value in column.values)})" if column.values else ""
    target = f" → `{column.target}`" if column.target else ""
    return column.description + values + target
