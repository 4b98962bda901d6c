"""What a librarian should look at, and what was looked at.

A mark holds for the article as it was: when the article changes, it is due again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, String, Table, Text, delete, exists, func, insert, select

from archive.store.schema import articles, corrections, metadata
from archive.store.similar_schema import similar_articles, similar_groups

reviewed = Table(
    "reviewed",
    metadata,
    Column("article_id", String(20), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("revision", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
)
_VARIABLES = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list; ``why`` is a number as text, or a code, empty where the kind says it."""

    article_id: str
    revision: str
    why: str = ""


def undated(connection: Connection) -> list[Listed]:
    """Articles without a date, unless a person has given one."""
    given = exists().where(
        corrections.c.article_id == articles.c.id,
        corrections.c.target == "date",
        corrections.c.undone_at.is_(None),
        corrections.c.new != "null",
    )
    query = select(articles.c.id, articles.c.revision).where(articles.c.date.is_(None), ~given)
    return [Listed(*row) for row in connection.execute(query.order_by(articles.c.id))]


def odd_language(connection: Connection) -> list[Listed]:
    """Articles in neither Kazakh nor Russian, or of which nobody can say."""
    query = select(articles.c.id, articles.c.revision, articles.c.lang).where(
        ~articles.c.lang.in_(["kk", "ru"])
    )
    return [Listed(*row) for row in connection.execute(query.order_by(articles.c.id))]


def poor_ocr(connection: Connection, limit: float) -> list[Listed]:
    """Scans whose words the reading program was less sure of than ``limit`` (0 to 1), worst first."""
    query = select(articles.c.id, articles.c.revision, articles.c.extra)
    found: list[tuple[float, str, str]] = []
    for row in connection.execute(query.where(articles.c.extra.contains('"ocr_confidence"'))):
        try:
            sure = float(json.loads(row.extra).get("ocr_confidence") or "nan")
        except ValueError:
            continue
        if sure < limit:
            found.append((sure, row.id, row.revision))
    return [Listed(id, revision, f"{sure:.2f}") for sure, id, revision in sorted(found)]


def alike(connection: Connection) -> list[Listed]:
    """Articles that share their text, or nearly so, with others; why: how many there are of one text."""
    head = func.coalesce(similar_groups.c.head, similar_articles.c.text)
    grouped = similar_articles.outerjoin(similar_groups, similar_groups.c.text == similar_articles.c.text)
    sizes = select(head.label("head"), func.count().label("size")).select_from(grouped)
    sizes = sizes.group_by(head).having(func.count() > 1)
    many = sizes.subquery()
    joined = grouped.join(many, many.c.head == head).join(
        articles, articles.c.id == similar_articles.c.article_id
    )
    query = select(articles.c.id, articles.c.revision, many.c.size).select_from(joined)
    query = query.order_by(many.c.size.desc(), many.c.head, articles.c.id)
    return [Listed(row.id, row.revision, str(row.size)) for row in connection.execute(query)]


def of(connection: Connection, ids: Sequence[str]) -> list[Listed]:
    """Some articles, in their order; those that are gone are left out."""
    revisions: dict[str, str] = {}
    for start in range(0, len(ids), _VARIABLES):
        page = ids[start : start + _VARIABLES]
        query = select(articles.c.id, articles.c.revision).where(articles.c.id.in_(page))
        revisions |= {row.id: row.revision for row in connection.execute(query)}
    return [Listed(id, revisions[id]) for id in ids if id in revisions]


def without_seen(connection: Connection, kind: str, rows: Iterable[Listed]) -> list[Listed]:
    """Those that nobody has looked at as they are now."""
    query = select(reviewed.c.article_id, reviewed.c.revision).where(reviewed.c.kind == kind)
    seen: dict[str, Any] = {row.article_id: row.revision for row in connection.execute(query)}
    return [row for row in rows if seen.get(row.article_id) != row.revision]


def mark(connection: Connection, kind: str, id: str, who: str, at: str) -> bool:
    """Writes down that an article was looked at; whether there is one."""
    revision = connection.execute(select(articles.c.revision).where(articles.c.id == id)).scalar()
    if revision is None:
        return False
    connection.execute(delete(reviewed).where(reviewed.c.article_id == id, reviewed.c.kind == kind))
    row = {"article_id": id, "kind": kind, "revision": revision, "who": who, "at": at}
    connection.execute(insert(reviewed), row)
    return True
