"""Putting one article into the tables, inside a transaction that somebody else holds."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from archive.extract.merge import merged
from archive.model import Annotations, Article
from archive.store import rows
from archive.store.corrections import in_force
from archive.store.people import people_rows, replace_rows
from archive.store.schema import articles, extracted, originals, versions

Outcome = Literal["added", "updated", "unchanged", "duplicate"]
_KNOWN = select(articles.c.id, articles.c.state, articles.c.path, articles.c.record)


def joined() -> Select[Any]:
    """Articles with their annotations, ``version`` and ``found`` NULL where there are none."""
    pairs = articles.outerjoin(extracted, articles.c.id == extracted.c.article_id)
    return select(*articles.c, extracted.c.version, extracted.c.found).select_from(pairs)


class Writer:
    """Changes to articles through one connection. ``touched`` gathers the people whose sums are due."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.touched: set[str] = set()

    def put(self, article: Article, raw: bytes, found: Annotations | None) -> Outcome:
        """Keep an article with its original bytes (see ``Store.put``)."""
        named = bool(article.url or article.source_id)
        row = self._existing(article, named)
        if row is None:
            self._insert(article, raw, found)
            return "added"
        if not named and not rows.same_place(row, article):
            return "duplicate"
        article = replace(article, id=row.id)
        if row.state == rows.state(article):
            return "unchanged"
        self._update(article, raw, found)
        return "updated"

    def annotate(self, id: str, found: Annotations) -> bool:
        """Put other annotations in the place of an article's; whether anything but their version changed."""
        row = self._joined_row(id)
        if row is None:
            return False
        self.connection.execute(delete(extracted).where(extracted.c.article_id == id))
        self.connection.execute(insert(extracted), rows.found_row(id, found))
        return self._stand(row, found)

    def refresh(self, id: str) -> None:
        """Bring what follows from an article's corrections up to date."""
        row = self._joined_row(id)
        if row is not None:
            self.refresh_row(row)

    def refresh_row(self, row: Any) -> None:
        """What ``refresh`` does, for a row of ``joined`` that was read already."""
        self._stand(row, rows.found_in(row))

    def _stand(self, row: Any, found: Annotations | None) -> bool:
        now = self._now(rows.recorded(row), found)
        self._people(now, found)
        standing = rows.standing(now)
        self.connection.execute(update(articles).where(articles.c.id == row.id), standing)
        return bool(standing["revision"] != row.revision)

    def _joined_row(self, id: str) -> Any:
        return self.connection.execute(joined().where(articles.c.id == id)).first()

    def _existing(self, article: Article, named: bool) -> Any:
        row = self.connection.execute(_KNOWN.where(articles.c.id == article.id)).first()
        if row is None and not named:
            # The same bytes, cleaned by newer rules: its permalink must not change.
            same = (articles.c.sha256 == article.provenance.sha256, articles.c.url.is_(None))
            query = _KNOWN.where(*same, articles.c.source_id.is_(None))
            row = self.connection.execute(query).first()
        return row

    def _insert(self, article: Article, raw: bytes, found: Annotations | None) -> None:
        self._keep(article.provenance.sha256, raw)
        now = self._now(article, found)
        row = rows.to_row(article, now)
        self.connection.execute(insert(articles), row)
        self._attach(row, now, found, 1)

    def _update(self, article: Article, raw: bytes, found: Annotations | None) -> None:
        self._keep(article.provenance.sha256, raw)
        now = self._now(article, found)
        row = rows.to_row(article, now)
        self.connection.execute(update(articles).where(articles.c.id == article.id), row)
        self.connection.execute(delete(extracted).where(extracted.c.article_id == article.id))
        last = select(func.max(versions.c.number)).where(versions.c.article_id == article.id)
        self._attach(row, now, found, (self.connection.execute(last).scalar() or 0) + 1)

    def _now(self, article: Article, found: Annotations | None) -> Article:
        return merged(article, found, in_force(self.connection, [article.id]).get(article.id, ()))

    def _attach(self, row: dict[str, Any], now: Article, found: Annotations | None, number: int) -> None:
        """What hangs on a row of ``articles`` that is there by now."""
        if found is not None:
            if now.date_origin == "person":
                # They were read on the record's date, which does not hold: due again.
                found = replace(found, version="")
            self.connection.execute(insert(extracted), rows.found_row(now.id, found))
        self._people(now, found)
        version = {"article_id": now.id, "number": number}
        version |= {name: row[name] for name in ("sha256", "provenance")}
        self.connection.execute(insert(versions), version)

    def _people(self, now: Article, found: Annotations | None) -> None:
        self.touched |= replace_rows(self.connection, now.id, people_rows(now, found))

    def _keep(self, digest: str, raw: bytes) -> None:
        query = select(originals.c.size).where(originals.c.sha256 == digest)
        if self.connection.execute(query).first() is None:
            row = {"sha256": digest, "size": len(raw), "data": zlib.compress(raw, 6)}
            self.connection.execute(insert(originals), row)
