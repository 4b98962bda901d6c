"""Putting one article into the tables, inside a transaction that somebody else holds."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.model import Annotations, Article
from archive.store import rows
from archive.store.schema import articles, extracted, originals, versions

Outcome = Literal["added", "updated", "unchanged", "duplicate"]
_KNOWN = select(articles.c.id, articles.c.state, articles.c.path, articles.c.record)


def put(connection: Connection, article: Article, raw: bytes, found: Annotations | None) -> Outcome:
    """Keep an article with its original bytes (see ``Store.put``)."""
    named = bool(article.url or article.source_id)
    row = _existing(connection, article, named)
    if row is None:
        _insert(connection, article, raw, found)
        return "added"
    if not named and not rows.same_place(row, article):
        return "duplicate"
    article = replace(article, id=row.id)
    if row.state == rows.state(article):
        return "unchanged"
    _update(connection, article, raw, found)
    return "updated"


def _existing(connection: Connection, article: Article, named: bool) -> Any:
    row = connection.execute(_KNOWN.where(articles.c.id == article.id)).first()
    if row is None and not named:
        # The same bytes, cleaned by newer rules: its permalink must not change.
        same = (articles.c.sha256 == article.provenance.sha256, articles.c.url.is_(None))
        row = connection.execute(_KNOWN.where(*same, articles.c.source_id.is_(None))).first()
    return row


def _insert(connection: Connection, article: Article, raw: bytes, found: Annotations | None) -> None:
    _keep(connection, article.provenance.sha256, raw)
    row = rows.to_row(article, found)
    connection.execute(insert(articles), row)
    _attach(connection, article.id, row, found, 1)


def _update(connection: Connection, article: Article, raw: bytes, found: Annotations | None) -> None:
    _keep(connection, article.provenance.sha256, raw)
    row = rows.to_row(article, found)
    connection.execute(update(articles).where(articles.c.id == article.id), row)
    connection.execute(delete(extracted).where(extracted.c.article_id == article.id))
    last = select(func.max(versions.c.number)).where(versions.c.article_id == article.id)
    _attach(connection, article.id, row, found, (connection.execute(last).scalar() or 0) + 1)


def _attach(
    connection: Connection, id: str, row: dict[str, Any], found: Annotations | None, number: int
) -> None:
    if found is not None:
        connection.execute(insert(extracted), rows.found_row(id, found))
    version = {"article_id": id, "number": number, "sha256": row["sha256"], "provenance": row["provenance"]}
    connection.execute(insert(versions), version)


def _keep(connection: Connection, digest: str, raw: bytes) -> None:
    known = connection.execute(select(originals.c.size).where(originals.c.sha256 == digest)).first()
    if known is None:
        row = {"sha256": digest, "size": len(raw), "data": zlib.compress(raw, 6)}
        connection.execute(insert(originals), row)
