"""Rows as they stand, for proving them: read in pages, joined with what they must agree with."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from archive.model import Correction
from archive.store import corrections as made
from archive.store.schema import article_people, articles, corrections, originals, people, versions
from archive.store.writing import joined

_PAGE = 200
_ORIGINALS = 50


def originals_kept(connection: Connection) -> Iterator[Any]:
    """Every original with an article that has it and the path it was read from."""
    pairs = originals.outerjoin(versions, originals.c.sha256 == versions.c.sha256)
    pairs = pairs.outerjoin(articles, versions.c.article_id == articles.c.id)
    columns = (originals.c.sha256, originals.c.size, originals.c.data)
    named = (func.min(versions.c.article_id).label("article"), func.min(articles.c.path).label("path"))
    query = select(*columns, *named).select_from(pairs).where(originals.c.sha256 > bindparam("after"))
    query = query.group_by(*columns).order_by(originals.c.sha256).limit(_ORIGINALS)
    after = ""
    while page := connection.execute(query, {"after": after}).all():
        yield from page
        after = str(page[-1].sha256)


def unpacked(data: Any) -> bytes | None:
    """The bytes of a kept original; None when they can't be unpacked."""
    try:
        return zlib.decompress(data)
    except (zlib.error, TypeError):
        return None


def article_pages(connection: Connection) -> Iterator[Sequence[Any]]:
    """Every article with its annotations, some hundred at a time, by id."""
    after = ""
    while True:
        query = joined().where(articles.c.id > after).order_by(articles.c.id).limit(_PAGE)
        page = connection.execute(query).all()
        if page:
            yield page
        if len(page) < _PAGE:
            return
        after = str(page[-1].id)


def versions_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Versions of some articles, in order."""
    query = select(versions).where(versions.c.article_id.in_(ids))
    return _by_article(connection, query.order_by(versions.c.article_id, versions.c.number))


def people_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Rows of who is named in some articles."""
    return _by_article(connection, select(article_people).where(article_people.c.article_id.in_(ids)))


def corrections_of(connection: Connection, article_id: str) -> tuple[Correction, ...]:
    """Corrections in force of an article."""
    return made.in_force(connection, [article_id]).get(article_id, ())


def all_corrections(connection: Connection) -> Iterator[Any]:
    """Rows of every correction ever made."""
    yield from connection.execute(select(corrections).order_by(corrections.c.number))


def wrong_sums(connection: Connection) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """People whose sums are not those of their articles: id, sums kept and counted (articles, quotations)."""
    row = article_people.c
    query = select(row.person_id, func.count(), func.sum(row.quotations)).group_by(row.person_id)
    counted = {person: (number, said) for person, number, said in connection.execute(query)}
    kept = select(people.c.id, people.c.articles, people.c.quotations)
    held = {person: (number, said) for person, number, said in connection.execute(kept)}
    for person in sorted({*counted, *held}, key=str):
        if counted.get(person) != held.get(person):
            yield str(person), held.get(person, (0, 0)), counted.get(person, (0, 0))


def _by_article(connection: Connection, query: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.article_id, []).append(row)
    return found
