"""Counts of what an archive holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from archive.store.schema import articles, corrections, extracted, originals, people


@dataclass(frozen=True, slots=True)
class StoreStats:
    """``by_year`` keys are four digits; ``original_bytes`` is the size of all originals, uncompressed;
    ``corrections`` those in force, ``extraction_due`` the articles without annotations of the present
    extractors."""

    articles: int
    undated: int
    by_source: dict[str, int]
    by_year: dict[str, int]
    by_lang: dict[str, int]
    originals: int
    original_bytes: int
    quotations: int
    people: int
    corrections: int
    extraction_due: int


def count_stats(connection: Connection, version: str) -> StoreStats:
    """Counts; ``version`` is that of the present extractors."""
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
        quotations=_one(connection, select(func.coalesce(func.sum(articles.c.quotations), 0))),
        people=_one(connection, select(func.count()).select_from(people)),
        corrections=_one(connection, select(func.count()).where(corrections.c.undone_at.is_(None))),
        extraction_due=_one(connection, unannotated(select(func.count()), version)),
    )


def unannotated(query: Select[Any], version: str) -> Select[Any]:
    """A query over articles whose annotations are not of this extractor version, or that have none."""
    pairs = articles.outerjoin(extracted, articles.c.id == extracted.c.article_id)
    return query.select_from(pairs).where(or_(extracted.c.version.is_(None), extracted.c.version != version))


def _one(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())


def _counts(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    query = select(column, func.count()).group_by(column).order_by(column)
    return {value or "": number for value, number in connection.execute(query)}
