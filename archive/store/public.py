"""A store as the public may read it: the same database, seen through views that leave out what is held back.

Every connection gets temporary views that stand before the tables of the same name, so that no query, whoever
wrote it, reads a row of a closed article. A table that is not named here is empty for the public.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Select, create_engine, event, text
from sqlalchemy.pool import QueuePool

from archive.access.cutting import withheld
from archive.model import Article, Text
from archive.store import access
from archive.store.access_tables import access_decisions
from archive.store.schema import metadata
from archive.store.store import Store
from archive.store.taken import pages

_BUSY_MS = 30_000
#: Tables without a word of any text, or of what was public before: whole.
_WHOLE = (
    "meta",
    "held_back",
    "withdrawals",
    "oai_stamps",
    "similar_texts",
    "similar_pairs",
    "similar_groups",
)
#: Tables without the rows of closed articles, and those without the rows of any that is not open.
_OF_FOUND = ("annotations", "article_people", "corrections", "similar_articles")
_OF_OPEN = ("versions", "version_texts")


class PublicStore(Store):
    """What anybody may read of a store on a day; nothing can be changed through it.

    Articles of which only snippets are public come without their text, quotations cut.
    """

    def __init__(self, store: Store, day: dt.date) -> None:
        super().__init__(_engine(store.engine, day), store.where)
        self.day = day

    def texts(self, ids: Iterable[str]) -> Iterator[Text]:
        """Articles in the order of ``ids`` with their texts, also where only snippets are public: for making
        snippets and counting words, never to be shown."""
        wanted = list(ids)
        for page in pages(wanted):
            found = {article.id: article for article in self.articles(page)}
            bodies = self._bodies([id for id, article in found.items() if article.body == ""])
            for id in page:
                if id in found:
                    yield Text(id, found[id].date, bodies.get(id, found[id].body))

    def _bodies(self, ids: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        with self._read() as connection:
            home = _home(connection)
            for id in ids:
                # The view has let the article pass; its text is behind it.
                behind = f"SELECT b.body FROM {home}.articles b JOIN articles a ON a.id = b.id"
                found[id] = connection.execute(text(f"{behind} WHERE b.id = :id"), {"id": id}).scalar() or ""
        return found

    def _with_revisions(self, query: Select[Any]) -> list[tuple[Article, str]]:
        found = super()._with_revisions(query)
        with self._read() as connection:
            cut = sorted(access.levels(connection, [article.id for article, _ in found], self.day))
            codes = {id: one.code for id, one in access.standings(connection, cut, self.day).items()}
        return [
            (withheld(each, codes[each.id]) if each.id in codes else replace(each, access=None), revision)
            for each, revision in found
        ]


_mutex = threading.Lock()
_OPEN: WeakKeyDictionary[Store, PublicStore] = WeakKeyDictionary()


def opened(store: Store, day: dt.date) -> PublicStore:
    """The public part of a store on a day; made once and shared, so that its connections stay open."""
    with _mutex:
        found = _OPEN.get(store)
        if found is None or found.day != day or found.engine not in store.beside:
            if found is not None and found.engine in store.beside:
                store.beside.remove(found.engine)
                found.engine.dispose()
            found = _OPEN[store] = PublicStore(store, day)
            store.beside.append(found.engine)
        return found


def _engine(engine: Engine, day: dt.date) -> Engine:
    """Another engine over the same database, whose connections see the public part."""
    threads = {"check_same_thread": False} if engine.dialect.name == "sqlite" else {}
    public = create_engine(engine.url, poolclass=QueuePool, connect_args=threads)

    def connected(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        if engine.dialect.name == "sqlite":
            cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            home = "main"
        else:
            cursor.execute("SELECT current_schema()")
            home = cursor.fetchone()[0]
        for name, query in _views(home, day):
            cursor.execute(f"CREATE TEMPORARY VIEW {name} AS {query}")
        if engine.dialect.name == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()
        connection.commit()

    event.listen(public, "connect", connected)
    return public


def _views(home: str, day: dt.date) -> Iterator[tuple[str, str]]:
    """For each table of the store the query that stands for it."""
    for table in metadata.sorted_tables:
        name = table.name
        if name in _WHOLE:
            continue
        where = "1 = 0"
        if name in _OF_FOUND:
            where = f"NOT EXISTS ({_held(home, day, 't.article_id', closed=True)})"
        elif name in _OF_OPEN:
            where = f"NOT EXISTS ({_held(home, day, 't.article_id')})"
        elif name == "originals":
            owner = f"SELECT 1 FROM {home}.articles a WHERE a.sha256 = t.sha256"
            where = f"EXISTS ({owner} AND NOT EXISTS ({_held(home, day, 'a.id')}))"
        elif name == access_decisions.name:
            where = "t.undone_at IS NULL"
        columns = "t.*"
        if name == access_decisions.name:
            columns = ", ".join(_nobody(column.name) for column in table.columns)
        elif name == "articles":
            where = f"NOT EXISTS ({_held(home, day, 't.id', closed=True)})"
            columns = ", ".join(_column(home, day, column.name) for column in table.columns)
        yield (
            name,
            _people(home, day)
            if name == "people"
            else f"SELECT {columns} FROM {home}.{name} t WHERE {where}",
        )


def _nobody(name: str) -> str:
    """A column of a decision without who made it, and why."""
    return f"'' AS {name}" if name in ("who", "reason") else f"t.{name}"


def _column(home: str, day: dt.date, name: str) -> str:
    empty = {"body": "''", "extra": "'{}'"}.get(name)
    if empty is None:
        return f"t.{name}"
    return f"CASE WHEN EXISTS ({_held(home, day, 't.id')}) THEN {empty} ELSE t.{name} END AS {name}"


def _held(home: str, day: dt.date, id: str, closed: bool = False) -> str:
    """The row that holds an article back on a day."""
    today = f"'{day.isoformat()}'"
    level = " AND h.level = 'closed'" if closed else ""
    since = f"h.since <= {today} AND (h.until IS NULL OR h.until > {today})"
    return f"SELECT 1 FROM {home}.held_back h WHERE h.article_id = {id} AND {since}{level}"


def _people(home: str, day: dt.date) -> str:
    """Sums of those articles only that are public; a name from closed articles alone is none."""
    rows = f"FROM {home}.article_people r WHERE r.person_id = t.id"
    public = f"{rows} AND NOT EXISTS ({_held(home, day, 'r.article_id', closed=True)})"
    usual = f"(SELECT r.{{}} {public} GROUP BY r.name, r.kind ORDER BY COUNT(*) DESC, r.name DESC LIMIT 1)"
    return (
        f"SELECT t.id, {usual.format('name')} AS name, {usual.format('kind')} AS kind, "
        f"(SELECT COUNT(*) {public}) AS articles, (SELECT SUM(r.quotations) {public}) AS quotations "
        f"FROM {home}.people t WHERE EXISTS (SELECT 1 {public})"
    )


def _home(connection: Connection) -> str:
    """Where the tables stand behind the views."""
    if connection.dialect.name == "sqlite":
        return "main"
    return str(connection.execute(text("SELECT current_schema()")).scalar_one())
