"""A store on a PostgreSQL server instead of in a file: ``postgresql://user:password@host:5432/database``.

``?schema=NAME`` keeps several archives apart in one database. Several machines may take articles in at once:
they clean and extract beside each other, and one at a time writes its batch, so that what one has just added
the next finds there.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from archive.errors import StoreError

_DRIVER = "postgresql+psycopg"
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
#: What every program that writes to a store locks; any number will do if no other program takes it.
_LOCK = 731_720_411


def is_address(where: str) -> bool:
    """Whether a store is named by an address, not by a file."""
    return "://" in where


def shown(where: str) -> str:
    """A store's name for messages, its password left out.

    >>> shown("postgresql://librarian:secret@db/muragat")
    'postgresql://librarian:***@db/muragat'
    """
    if not is_address(where):
        return where
    try:
        return make_url(where).render_as_string(hide_password=True)
    except ArgumentError:
        return where.rpartition("@")[2]


def server_engine(where: str, create: bool) -> Engine:
    """An engine for an address; with ``create`` its schema is made. StoreError for an address that is none,
    or where the driver is not installed."""
    try:
        url = make_url(where)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername=_DRIVER)
        url, schema = _schema_of(url)
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(path=shown(where), reason="postgresql://USER@HOST/DATABASE?schema=NAME") from error
    except ModuleNotFoundError as error:
        raise StoreError(path=shown(where), reason="pip install 'muragat[postgresql]'") from error
    if schema and create:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    return engine


def _schema_of(url: URL) -> tuple[URL, str | None]:
    """The URL as the driver wants it, and the schema it asks for."""
    schema: Any = url.query.get("schema")
    if schema is None:
        return url, None
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        raise ValueError(schema)
    url = url.difference_update_query(["schema"])
    return url.update_query_dict({"options": f"-csearch_path={quote(schema)}"}), schema


def wait_for_turn(connection: Connection) -> None:
    """Holds until the transaction ends what only one writer can hold; the others wait. A file has its own."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:key, hashtext(current_schema()))"), {"key": _LOCK}
        )
