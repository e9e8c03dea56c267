"""The Tabular Data Package (specs.frictionlessdata.io) that describes the files of an output folder."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pipeline.schema import BY_NAME, Column, Table

_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_TYPES = {"decimal": "number"}  # the others have the name that Table Schema gives them


def descriptor(files: Collection[str]) -> dict[str, Any]:
    """The content of `datapackage.json` for files such as `claims.csv`.

    A table is described once, by its CSV if there is one; foreign keys are given where their table is there too.
    """
    paths: dict[str, str] = {}
    for file in files:
        name, _, ending = file.rpartition(".")
        if ending == "csv" or name not in paths:
            paths[name] = file
    return {
        "profile": "tabular-data-package",
        "name": "svodka",
        "title": "Who said which number about what, when and where",
        "resources": [_resource(table, paths) for name, table in BY_NAME.items() if name in paths],
    }


def _resource(table: Table, paths: dict[str, str]) -> dict[str, Any]:
    ending = paths[table.name].rpartition(".")[2]
    return {
        "name": table.name,
        "path": paths[table.name],
        "profile": "tabular-data-resource",
        "description": f"One row is {table.description}.",
        "format": ending,
        "mediatype": _MEDIA[ending],
        **({"encoding": "utf-8"} if ending == "csv" else {}),
        "schema": _schema(table, paths),
    }


def _schema(table: Table, paths: dict[str, str]) -> dict[str, Any]:
    keys = [_foreign_key(table, column) for column in table.columns if column.target.partition(".")[0] in paths]
    return {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": [table.key]} if table.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.name == table.key else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    name, _, field = column.target.partition(".")
    resource = "" if name == table.name else name  # the empty name is the table itself
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
