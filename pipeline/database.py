"""The database file of a store: opened while others may hold it, and of the schema that this version reads."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from pipeline import relations, views
from pipeline.faults import LOCKED, StoreVersionError, rebuild

SCHEMA_VERSION = 1
PATIENCE = 5.0  # seconds to wait for another program that reads the store
ROW_GROUP = 16_384  # rows, the last of which a commit writes anew: with DuckDB's 122,880 it takes twice as long

Connection = duckdb.DuckDBPyConnection
Config = dict[str, str | bool | int | float | list[str]]


def schema() -> str:
    """Of the tables and of the views."""
    return f"{layout()}.{relations.outlook()}"


def layout() -> str:
    return f"{SCHEMA_VERSION}.{relations.layout()}"


def connect(path: Path, read_only: bool, config: Config) -> Connection:
    """Open the database; while another program has it open, try again for a few seconds."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return attached(path, read_only, config)
        except duckdb.IOException as error:
            if LOCKED not in str(error) or time.monotonic() > end:
                raise
        time.sleep(0.05)


def attached(path: Path, read_only: bool, config: Config) -> Connection:
    connection = duckdb.connect(config=config)
    options = f"ROW_GROUP_SIZE {ROW_GROUP}{', READ_ONLY' if read_only else ''}"
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS store ({options}); USE store")
    except BaseException:
        connection.close()
        raise
    return connection


def verify(connection: Connection, path: Path) -> None:
    """Raises StoreVersionError where the store's tables are not those of `schema.py`."""
    try:
        found = connection.execute("SELECT schema, created_by FROM meta").fetchall()
    except duckdb.CatalogException:
        found = []
    if not found or found[0][0].rpartition(".")[0] != layout():
        made = f"schema {found[0][0]}, made by version {found[0][1]}" if found else "a database of something else"
        raise StoreVersionError(f"{path} is {made}; this version has schema {schema()}: {rebuild(path)}")


def is_current(connection: Connection) -> bool:
    """Whether the views too are those of this version."""
    return connection.execute("SELECT schema FROM meta").fetchall() == [(schema(),)]


def renew(connection: Connection) -> None:
    """Bring a store of another version with the same tables up to date: only its views are others."""
    query = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    for (name,) in connection.execute(query).fetchall():
        connection.execute(f'DROP VIEW "{name}"')
    connection.execute(views.CREATE)
    connection.execute("UPDATE meta SET schema = ?", [schema()])
