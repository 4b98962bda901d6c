"""Groups of texts that are nearly the same, in their table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, insert, or_, select

from archive.duplicates.grouping import Order, component, stars
from archive.store.schema import articles
from archive.store.similar_schema import similar_articles, similar_groups, similar_pairs

_VARIABLES = 400
#: An article without a date stands behind all that have one.
_NO_DATE = "9999"


def regroup(connection: Connection, touched: Iterable[int] | None) -> None:
    """Makes the groups of these texts, and of all that hangs together with them, anew; ``None`` empties the
    table."""
    if touched is None:
        connection.execute(delete(similar_groups))
        return
    near = _neighbours(connection, touched)
    texts = sorted(set(touched) | near.keys())
    for start in range(0, len(texts), _VARIABLES):
        page = texts[start : start + _VARIABLES]
        connection.execute(delete(similar_groups).where(similar_groups.c.text.in_(page)))
    rows: list[dict[str, int]] = []
    order = _order(connection, sorted(near))
    left = set(near)
    while left:
        one = component(min(left), near)
        left -= one
        heads = stars({text: near[text] for text in one}, order)
        rows += [{"text": text, "head": head} for text, head in heads.items()]
    if rows:
        connection.execute(insert(similar_groups), rows)


def _neighbours(connection: Connection, touched: Iterable[int]) -> dict[int, list[int]]:
    """Every text that hangs together with these, and its pairs; texts without a pair are left out."""
    found: dict[int, list[int]] = {}
    edge = set(touched)
    while edge:
        pairs = _pairs_of(connection, sorted(edge))
        for text in edge:
            if pairs.get(text):
                found[text] = sorted(pairs[text])
        edge = {other for text in edge for other in pairs.get(text, ())} - found.keys()
    return found


def _pairs_of(connection: Connection, texts: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    pair = similar_pairs.c
    for start in range(0, len(texts), _VARIABLES):
        page = texts[start : start + _VARIABLES]
        query = select(pair.one, pair.other).where(or_(pair.one.in_(page), pair.other.in_(page)))
        for one, other in connection.execute(query):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found


def _order(connection: Connection, texts: Sequence[int]) -> dict[int, Order]:
    """By the first of a text's articles: dated before undated, then the earlier, then by id."""
    found: dict[int, Order] = {}
    dated = func.coalesce(articles.c.date, _NO_DATE)
    for start in range(0, len(texts), _VARIABLES):
        page = texts[start : start + _VARIABLES]
        query = (
            select(similar_articles.c.text, func.min(dated.concat(" ").concat(articles.c.id)))
            .join(articles, articles.c.id == similar_articles.c.article_id)
            .where(similar_articles.c.text.in_(page))
            .group_by(similar_articles.c.text)
        )
        found.update((text, (first,)) for text, first in connection.execute(query))
    return found
