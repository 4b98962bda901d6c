"""A store on a PostgreSQL server instead of in a file: ``postgresql://user:password@host:5432/database``.

``?schema=NAME`` keeps several archives apart in one database. Several machines may take articles in at once:
they clean and extract beside each other, and one at a time writes its batch, so that what one has just added
the next finds there.
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from archive.errors import StoreError

_DRIVER = "postgresql+psycopg"
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
#: What every program that writes to a store locks; any number will do if no other program takes it.
_LOCK = 731_720_411
#: A cut network is noticed within a minute or so instead of hours, by us and by the server, which would
#: otherwise keep the turn of a writer that is gone. What the address says itself comes first.
_OURS = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "50000",
}
_THEIRS = {
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "50000",
}
#: So long a writer waits for the one before it, who may be copying a whole archive.
_TURN = "10min"


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
        if url.drivername == _DRIVER:
            url = _watched(url, schema)
        engine = create_engine(url, pool_pre_ping=True)
        if url.drivername == _DRIVER:
            event.listen(engine, "connect", _without_zeros)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(path=shown(where), reason="postgresql://USER@HOST/DATABASE?schema=NAME") from error
    except ModuleNotFoundError as error:
        raise StoreError(path=shown(where), reason="pip install 'muragat[postgresql]'") from error
    if schema and create:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    return engine


def _without_zeros(connection: Any, _record: object) -> None:
    """PostgreSQL keeps no text with a zero in it, and refuses even to look for one."""
    from psycopg.types.string import StrDumperUnknown

    class WithoutZeros(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    connection.adapters.register_dumper(str, WithoutZeros)


def _schema_of(url: URL) -> tuple[URL, str | None]:
    """The URL as the driver wants it, and the schema it asks for."""
    schema: Any = url.query.get("schema")
    if schema is None:
        return url, None
    if not isinstance(schema, str) or not _SCHEMA.fullmatch(schema):
        raise ValueError(schema)
    return url.difference_update_query(["schema"]), schema


def _watched(url: URL, schema: str | None) -> URL:
    """The URL with what finds the schema, and what notices that nobody is there any more.

    >>> url = _watched(make_url("postgresql://db/muragat?connect_timeout=3&options=-cwork_mem=1GB"), "astana")
    >>> url.query["connect_timeout"], url.query["keepalives_count"]
    ('3', '3')
    >>> str(url.query["options"]).split()[0], str(url.query["options"]).split()[-1]
    ('-csearch_path=astana', '-cwork_mem=1GB')
    """
    settings = {"search_path": schema, **_THEIRS} if schema else _THEIRS
    given: Any = url.query.get("options", "")
    options = [*(f"-c{name}={value}" for name, value in settings.items()), given]
    asked = {**_OURS, **url.query, "options": " ".join(filter(None, options))}
    return url.set(query=asked)


def wait_for_turn(connection: Connection) -> None:
    """Holds until the transaction ends what only one writer can hold; the others wait, ten minutes at most
    (StoreBusy). A file has its own."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_TURN}'"))
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:key, hashtext(current_schema()))"), {"key": _LOCK}
        )
        connection.execute(text("SET LOCAL lock_timeout = DEFAULT"))
