"""Changes to articles, inside a transaction that somebody else holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from archive.extract.merge import merged
from archive.model import Annotations, Article
from archive.store import rows
from archive.store.corrections import in_force
from archive.store.people import people_rows, replace_rows
from archive.store.putting import Outcome, Putting
from archive.store.ready import Ready, ready
from archive.store.schema import articles, extracted

__all__ = ["Outcome", "Writer", "joined"]


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
        return self.put_all([ready(article, raw, found)])[0]

    def put_all(self, batch: Iterable[Ready]) -> list[Outcome]:
        """Keep many articles made ready, in their order."""
        putting = self.putting()
        every = list(batch)
        putting.expect(every, ())
        outcomes = [putting.put(each) for each in every]
        putting.flush()
        return outcomes

    def putting(self) -> Putting:
        """For who decides record by record; what it holds is written by its ``flush``."""
        return Putting(self.connection, self.touched)

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

    def _now(self, article: Article, found: Annotations | None) -> Article:
        return merged(article, found, in_force(self.connection, [article.id]).get(article.id, ()))

    def _people(self, now: Article, found: Annotations | None) -> None:
        self.touched |= replace_rows(self.connection, now.id, people_rows(now, found))
