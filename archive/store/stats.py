"""Counts of what an archive holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from archive.store.schema import articles, originals


@dataclass(frozen=True, slots=True)
class StoreStats:
    """``by_year`` keys are four digits; ``original_bytes`` is the size of all originals, uncompressed."""

    articles: int
    undated: int
    by_source: dict[str, int]
    by_year: dict[str, int]
    by_lang: dict[str, int]
    originals: int
    original_bytes: int


def count_stats(connection: Connection) -> StoreStats:
    kept = select(func.count(), func.coalesce(func.sum(originals.c.size), 0)).select_from(originals)
    number, size = connection.execute(kept).one()
    total = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    by_year = _counts(connection, func.substr(articles.c.date, 1, 4))
    undated = by_year.pop("", 0)
    return StoreStats(
        articles=total,
        undated=undated,
        by_source=_counts(connection, articles.c.source),
        by_year=by_year,
        by_lang=_counts(connection, articles.c.lang),
        originals=number,
        original_bytes=size,
    )


def _counts(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    query = select(column, func.count()).group_by(column).order_by(column)
    return {value or "": number for value, number in connection.execute(query)}
