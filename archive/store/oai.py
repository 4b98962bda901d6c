"""When each article last changed, as harvesters of our own OAI-PMH are told; deleted ones stay in the list.

``bring_up`` is called when the index is brought up to date. It compares revisions, so that whatever changed
an article (a new ingest, a correction, a withdrawal) is seen, whoever did it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Engine,
    Index,
    Select,
    String,
    Table,
    Text,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from archive.store.access import on
from archive.store.access_tables import held_back
from archive.store.engine import translated
from archive.store.schema import articles, meta, metadata
from archive.store.server import wait_for_turn

#: How our own articles are called by harvesters: this and the id.
OWN = "oai:muragat:"
_PAGE = 500
#: The row of ``meta`` with the day for which changes were noted last, where anything is held back.
_DAY = "oai_day"

#: ``stamp`` is a moment in UTC, to the second. ``source`` stays when the article is gone.
stamps = Table(
    "oai_stamps",
    metadata,
    Column("article_id", String(20), primary_key=True),
    Column("source", Text, nullable=False),
    Column("revision", String(16), nullable=False),
    Column("stamp", String(20), nullable=False),
    Column("deleted", Boolean, nullable=False),
)
Index("oai_stamps_order", stamps.c.stamp, stamps.c.article_id)
Index("oai_stamps_source", stamps.c.source)

#: Articles whose record was deleted where it was harvested, and since when; they stay in the archive.
gone = Table(
    "harvest_gone",
    metadata,
    Column("article_id", String(20), primary_key=True),
    Column("identifier", Text, nullable=False),
    Column("repository", Text, nullable=False),
    Column("datestamp", Text, nullable=False),
    Column("noted_at", String(32), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """An article in the list of a harvester: when it last changed, and whether it is gone."""

    article_id: str
    source: str
    stamp: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """An article whose record the repository it came from has deleted."""

    article_id: str
    identifier: str
    repository: str
    datestamp: str
    noted_at: str


_GONE = tuple(column.name for column in gone.columns)


class Database(Protocol):
    """What is needed of a store."""

    @property
    def engine(self) -> Engine: ...

    @property
    def where(self) -> str: ...


@contextmanager
def reading(store: Database) -> Iterator[Connection]:
    """A connection to read with; errors of the database come as the archive's."""
    with translated(store.where), store.engine.connect() as connection:
        yield connection


@contextmanager
def writing(store: Database) -> Iterator[Connection]:
    """One transaction; another writer is waited for."""
    with translated(store.where), store.engine.connect() as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        wait_for_turn(connection)
        yield connection


def bring_up(
    connection: Connection,
    now: str | None = None,
    day: dt.date | None = None,
    ids: Collection[str] | None = None,
) -> None:
    """Every new, changed or vanished article gets the present moment. One that is closed on ``day`` counts as
    vanished; what was never told of it is not told now. Where only ``ids`` can have changed no others are
    looked at, unless a day has passed that may have opened or closed some."""
    now = now or dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day = day or dt.date.today()
    if ids is not None and day_seen(connection) not in (None, day.isoformat()):
        ids = None
    looked_at = true() if ids is None else articles.c.id.in_(ids)
    listed = true() if ids is None else stamps.c.article_id.in_(ids)
    public, revision = _as_public(connection, day)
    both = and_(articles.c.id == stamps.c.article_id, public)
    new = select(articles.c.id, articles.c.source, revision, literal(now), literal(False))
    new = new.where(looked_at, public, ~exists().where(articles.c.id == stamps.c.article_id))
    columns = ["article_id", "source", "revision", "stamp", "deleted"]
    connection.execute(insert(stamps).from_select(columns, new))
    now_is = {
        "revision": select(revision).where(both).scalar_subquery(),
        "source": select(articles.c.source).where(both).scalar_subquery(),
    }
    changed = exists().where(and_(both, or_(revision != stamps.c.revision, stamps.c.deleted)))
    connection.execute(update(stamps).where(listed, changed).values(**now_is, stamp=now, deleted=False))
    vanished = and_(~stamps.c.deleted, ~exists().where(both))
    connection.execute(update(stamps).where(listed, vanished).values(stamp=now, deleted=True, revision=""))


def _as_public(connection: Connection, day: dt.date) -> tuple[Any, Any]:
    """Which articles harvesters may know of on a day, and by what they learn that one has changed: the
    revision, another one where only snippets are public. The day is kept."""
    if connection.execute(select(held_back.c.article_id).limit(1)).first() is None:
        return true(), articles.c.revision
    connection.execute(delete(meta).where(meta.c.key == _DAY))
    connection.execute(insert(meta).values(key=_DAY, value=day.isoformat()))
    own = (held_back.c.article_id == articles.c.id, *on(day))
    cut = func.substr(articles.c.revision, 1, 15).concat("s")
    public = ~exists().where(*own, held_back.c.level == "closed")
    return public, case((exists().where(*own), cut), else_=articles.c.revision)


def day_seen(connection: Connection) -> str | None:
    """The day for which changes were noted last."""
    return connection.execute(select(meta.c.value).where(meta.c.key == _DAY)).scalar()


def is_empty(connection: Connection) -> bool:
    """Whether no article was ever listed."""
    return connection.execute(select(stamps.c.article_id).limit(1)).first() is None


def _wanted(query: Select[Any], since: str, until: str, source: str | None) -> Select[Any]:
    if since:
        query = query.where(stamps.c.stamp >= since)
    if until:
        query = query.where(stamps.c.stamp <= until)
    return query if source is None else query.where(stamps.c.source == source)


def page(
    connection: Connection, since: str, until: str, source: str | None, after: tuple[str, str], limit: int
) -> list[Stamp]:
    """The next articles in order of change after (stamp, id)."""
    query = _wanted(select(stamps), since, until, source)
    later = or_(stamps.c.stamp > after[0], and_(stamps.c.stamp == after[0], stamps.c.article_id > after[1]))
    query = query.where(later).order_by(stamps.c.stamp, stamps.c.article_id).limit(limit)
    return [_stamp(row) for row in connection.execute(query)]


def count(connection: Connection, since: str, until: str, source: str | None) -> int:
    """How many articles a whole list has."""
    query = _wanted(select(func.count()).select_from(stamps), since, until, source)
    return int(connection.execute(query).scalar_one())


def one(connection: Connection, article_id: str) -> Stamp | None:
    row = connection.execute(select(stamps).where(stamps.c.article_id == article_id)).first()
    return _stamp(row) if row is not None else None


def earliest(connection: Connection) -> str | None:
    return connection.execute(select(func.min(stamps.c.stamp))).scalar()


def sources(connection: Connection, there: bool = False) -> list[str]:
    """Names of all sources that are, or were, in the list; with ``there`` of those that are."""
    query = select(stamps.c.source).distinct().order_by(stamps.c.source)
    return list(connection.execute(query.where(~stamps.c.deleted) if there else query).scalars())


def _stamp(row: Any) -> Stamp:
    return Stamp(row.article_id, row.source, row.stamp, bool(row.deleted))


def note_gone(
    connection: Connection, repository: str, deleted: Sequence[tuple[str, str]], now: str
) -> list[Gone]:
    """Mark the articles of these (identifier, datestamp) as deleted where they came from; those found."""
    found: list[Gone] = []
    for start in range(0, len(deleted), _PAGE):
        told = dict(deleted[start : start + _PAGE])
        own = {name.removeprefix(OWN): name for name in told if name.startswith(OWN)}
        here = or_(articles.c.source_id.in_(told), articles.c.id.in_(own))
        for row in connection.execute(select(articles.c.id, articles.c.source_id).where(here)).all():
            identifier = own.get(row.id) or row.source_id
            found.append(Gone(row.id, identifier, repository, told[identifier], now))
    ids = [value.article_id for value in found]
    for start in range(0, len(ids), _PAGE):
        connection.execute(delete(gone).where(gone.c.article_id.in_(ids[start : start + _PAGE])))
    if found:
        connection.execute(insert(gone), [asdict(value) for value in found])
    return found


def all_gone(connection: Connection) -> list[Gone]:
    """Every article so marked, the latest first."""
    query = select(gone).order_by(gone.c.noted_at.desc(), gone.c.article_id)
    return [Gone(*(getattr(row, name) for name in _GONE)) for row in connection.execute(query)]
