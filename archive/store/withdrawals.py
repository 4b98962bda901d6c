"""Articles that were taken out for good (the right to be forgotten), and what keeps them out.

Of a withdrawn article nothing is kept but its id, its source and digests: of the original bytes of all its
versions, and of its title, date and text. A digest tells when the same comes again, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from archive.fixity import content_digest
from archive.store.schema import article_people, articles, metadata, originals, versions
from archive.store.versions import said_before

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("digests", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("lifted_by", Text),
    Column("lifted_at", String(32)),
)
Index("withdrawals_article", withdrawals.c.article_id)
#: Lists of ids without a word of any text: harvesters are told by them that an article is gone.
_LISTS = frozenset({"withdrawals", "oai_stamps"})


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``at`` and ``lifted_at`` are UTC; ``lifted_by`` says who lets the record in again."""

    number: int
    article_id: str
    source: str
    reason: str
    who: str
    at: str
    lifted_by: str | None = None
    lifted_at: str | None = None


@dataclass(frozen=True, slots=True)
class Barrier:
    """What must not come in again."""

    ids: frozenset[str]
    digests: frozenset[str]

    def stops(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of ``articles`` is, or says, what was withdrawn."""
        if not self.ids:
            return False
        if row["id"] in self.ids or row["sha256"] in self.digests:
            return True
        return content_digest(row["title"], row["date"], row["body"]) in self.digests


def barrier(connection: Connection) -> Barrier:
    """Of all withdrawals in force."""
    query = select(withdrawals.c.article_id, withdrawals.c.digests).where(withdrawals.c.lifted_at.is_(None))
    rows = connection.execute(query).all()
    digests = {digest for row in rows for digest in json.loads(row.digests)}
    return Barrier(frozenset(row.article_id for row in rows), frozenset(digests))


def withdraw(connection: Connection, id: str, reason: str, who: str, at: str) -> tuple[set[str], set[str]]:
    """Takes an article out: the people whose sums are due, and the articles that share its original bytes
    (which therefore stay). The article is there."""
    row = connection.execute(select(articles).where(articles.c.id == id)).one()
    own = set(connection.execute(select(versions.c.sha256).where(versions.c.article_id == id)).scalars())
    own.add(row.sha256)
    people = select(article_people.c.person_id).where(article_people.c.article_id == id)
    touched = set(connection.execute(people).scalars())
    digests = own | {content_digest(row.title, row.date, row.body)} | _earlier(connection, id)
    for table in reversed(metadata.sorted_tables):
        if "article_id" in table.c and table.name not in _LISTS:
            connection.execute(delete(table).where(table.c.article_id == id))
    connection.execute(delete(articles).where(articles.c.id == id))
    shared = select(versions.c.sha256, versions.c.article_id).where(versions.c.sha256.in_(own))
    held = {pair.sha256: pair.article_id for pair in connection.execute(shared)}
    connection.execute(delete(originals).where(originals.c.sha256.in_(own - held.keys())))
    note = {"article_id": id, "source": row.source, "digests": json.dumps(sorted(digests))}
    connection.execute(insert(withdrawals), {**note, "reason": reason, "who": who, "at": at})
    return touched, set(held.values())


def _earlier(connection: Connection, id: str) -> set[str]:
    """Digests of what earlier versions said."""
    said = said_before(connection, id)
    return {content_digest(each["title"], each["date"], each["body"]) for each in said}


def lift(connection: Connection, id: str, who: str, at: str) -> bool:
    """Lets the record of an article in again; whether it was withdrawn."""
    change = update(withdrawals).where(withdrawals.c.article_id == id, withdrawals.c.lifted_at.is_(None))
    return bool(connection.execute(change.values(lifted_by=who, lifted_at=at)).rowcount)


def all_withdrawals(connection: Connection) -> list[Withdrawal]:
    """Every withdrawal ever made, lifted ones too, the oldest first."""
    return [_of(row) for row in connection.execute(select(withdrawals).order_by(withdrawals.c.number))]


def in_force(connection: Connection, id: str) -> Withdrawal | None:
    """The withdrawal of an article that holds now."""
    query = select(withdrawals).where(withdrawals.c.article_id == id, withdrawals.c.lifted_at.is_(None))
    row = connection.execute(query).first()
    return _of(row) if row is not None else None


def _of(row: Any) -> Withdrawal:
    names = ("number", "article_id", "source", "reason", "who", "at", "lifted_by", "lifted_at")
    return Withdrawal(*(getattr(row, name) for name in names))
