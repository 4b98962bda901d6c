"""What is told of many articles at once: revisions, counts, people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from archive.store import people
from archive.store.connected import Connected
from archive.store.people import Person, Seen
from archive.store.schema import articles
from archive.store.stats import StoreStats, count_stats


class Counting(Connected):
    """Lists and sums over the whole store."""

    def revisions(self) -> dict[str, str]:
        """Revision of every article by id: what tells the index whether it is in step."""
        with self._read() as connection:
            pairs: Iterable[Any] = connection.execute(select(articles.c.id, articles.c.revision)).all()
        return dict(pairs)

    def quoted(self) -> dict[str, str]:
        """Revision by id of the articles that hold quotations: what tells the index of quotations."""
        query = select(articles.c.id, articles.c.revision).where(articles.c.quotations > 0)
        with self._read() as connection:
            pairs: Iterable[Any] = connection.execute(query).all()
        return dict(pairs)

    def languages(self, ids: Sequence[str]) -> dict[str, str]:
        """Language (``kk``, ``ru`` …) of some articles by id."""
        with self._read() as connection:
            query = select(articles.c.id, articles.c.lang).where(articles.c.id.in_(ids))
            pairs: Iterable[Any] = connection.execute(query).all()
        return dict(pairs)

    def count(self) -> int:
        with self._read() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    def stats(self, version: str = "") -> StoreStats:
        """Counts by source, year, language, what has no date, what is not of this extractor version."""
        with self._read() as connection:
            return count_stats(connection, version)

    def sources(self) -> dict[str, int]:
        """Number of articles by source."""
        return self.stats().by_source

    def people(self) -> dict[str, str]:
        """Id and name of everyone who speaks or is named in some article."""
        with self._read() as connection:
            return people.speaker_names(connection)

    def people_list(self) -> list[Person]:
        """Everyone with the number of articles that name them and of their quotations, by id."""
        with self._read() as connection:
            return people.all_people(connection)

    def person(self, person_id: str) -> tuple[Person, Seen] | None:
        """Somebody, and how and when the articles name them; ``None`` when nobody has that id."""
        with self._read() as connection:
            one = people.one_person(connection, person_id)
            return (one, people.seen(connection, person_id)) if one else None
