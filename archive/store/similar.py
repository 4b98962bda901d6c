"""What else has the text of an article, or nearly so: asked of the tables of ``similar_schema``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Select, distinct, func, or_, select

from archive.duplicates import SIGNATURE_VERSION, compare, features
from archive.errors import ArticleNotFound
from archive.store.schema import articles
from archive.store.similar_rows import due, empty, lock, made_by, orphans
from archive.store.similar_schema import similar_articles, similar_groups, similar_pairs, similar_texts
from archive.store.similar_update import UpdateReport, Updating

if TYPE_CHECKING:
    from archive.store.store import Store

#: How another article's text stands to one's own: the same words; nearly; a part of it; the longer one.
Standing = Literal["same", "near", "part", "whole"]
BATCH = 500
#: So many of a group are named.
MOST = 100
_VARIABLES = 500
_HEAD = func.coalesce(similar_groups.c.head, similar_articles.c.text)
Progress = Callable[[UpdateReport], None] | None


@dataclass(frozen=True, slots=True)
class Alike:
    """An article beside another one: ``jaccard`` and ``containment`` as in ``archive.duplicates``."""

    id: str
    title: str
    source: str
    date: str | None
    lang: str
    standing: Standing
    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Articles of the same text, the earliest first; ``total`` when there are more than are named, and the
    number of other ``sources`` they come from."""

    items: tuple[Alike, ...] = ()
    total: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Articles of one group, the head (the earliest) first; ``size`` of them, of so many ``sources``."""

    head: str
    ids: tuple[str, ...]
    size: int
    sources: int


class Similar:
    """Near duplicates of one store, all derived: ``update`` reads what is new or changed, ``rebuild`` all."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def update(self, progress: Progress = None) -> UpdateReport:
        """Reads every article whose text was not read yet, some hundred in one transaction; a run that is
        broken off is taken up by the next."""
        updating, after = Updating(), ""
        if self._is_in_step():
            return updating.report
        while True:
            with self._store._write() as writer:
                lock(writer.connection, SIGNATURE_VERSION)
                rows = due(writer.connection, after, BATCH)
                if rows:
                    updating.take(writer.connection, rows)
                else:
                    updating.forget(writer.connection)
            if not rows:
                return updating.report
            after = rows[-1].id
            if progress is not None:
                progress(updating.report)

    def _is_in_step(self) -> bool:
        """Whether there is nothing to do, found out without waiting for those who write."""
        with self._store._read() as connection:
            made = made_by(connection) == SIGNATURE_VERSION
            return made and not due(connection, "", 1) and not orphans(connection, 1)

    def rebuild(self, progress: Progress = None) -> UpdateReport:
        """Everything anew."""
        with self._store._write() as writer:
            empty(writer.connection)
        return self.update(progress)

    def also_in(self, id: str, most: int = MOST) -> AlsoIn:
        """What else has the text of an article, or nearly so; ArticleNotFound."""
        with self._store._read() as connection:
            own = connection.execute(_with_text(unread=True).where(articles.c.id == id)).first()
            if own is None:
                raise ArticleNotFound(id)
            if own.text is None:
                return AlsoIn()
            pairs = _pairs_of(connection, own.text)
            texts = _group(connection, own.text) | pairs.keys()
            others = similar_articles.c.text.in_(sorted(texts)), articles.c.id != id
            counts = select(func.count(), func.count(distinct(articles.c.source))).select_from(_joined())
            total, _ = connection.execute(counts.where(*others)).one()
            if not total:
                return AlsoIn()
            elsewhere = counts.where(*others, articles.c.source != own.source)
            rows = connection.execute(_in_order(_with_text().where(*others)).limit(most)).all()
            items = tuple(_alike(own, row, pairs.get(row.text)) for row in rows)
            return AlsoIn(items, total, connection.execute(elsewhere).one()[1])

    def groups_of(self, ids: Sequence[str]) -> dict[str, Group]:
        """The group of each of these articles that is not alone in it."""
        with self._store._read() as connection:
            heads = _heads(connection, ids)
            sizes = _sizes(connection, sorted(set(heads.values())))
            found = {head: _group_of(connection, head, sizes[head]) for head in sizes if sizes[head][0] > 1}
        return {id: found[head] for id, head in heads.items() if head in found}

    def near_duplicates(self, limit: int = 100, offset: int = 0) -> list[Group]:
        """Groups of more than one article, the largest first; each with its first hundred ids."""
        with self._store._read() as connection:
            size = func.count()
            query = (
                select(_HEAD.label("head"), size, func.count(distinct(articles.c.source)))
                .select_from(_grouped().join(articles, articles.c.id == similar_articles.c.article_id))
                .where(_not_alone())
                .group_by(_HEAD)
                .having(size > 1)
                .order_by(size.desc(), func.min(articles.c.id))
            )
            rows = connection.execute(query.limit(limit).offset(offset)).all()
            return [_group_of(connection, head, (number, sources)) for head, number, sources in rows]

    def count(self) -> tuple[int, int]:
        """How many groups of more than one article there are, and how many articles are in them."""
        with self._store._read() as connection:
            size = func.count().label("size")
            every = select(size).select_from(_grouped()).where(_not_alone())
            groups = every.group_by(_HEAD).having(size > 1).subquery()
            query = select(func.count(), func.coalesce(func.sum(groups.c.size), 0)).select_from(groups)
            number, within = connection.execute(query).one()
        return int(number), int(within)


def _joined() -> Any:
    return similar_articles.join(articles, articles.c.id == similar_articles.c.article_id)


def _grouped() -> Any:
    return similar_articles.outerjoin(similar_groups, similar_groups.c.text == similar_articles.c.text)


def _not_alone() -> Any:
    """Texts that have pairs, or several articles: few beside all."""
    own = similar_articles.alias()
    shared = select(own.c.text).group_by(own.c.text).having(func.count() > 1)
    return similar_articles.c.text.in_(select(similar_groups.c.text).union(shared))


def _with_text(unread: bool = False) -> Select[Any]:
    """Articles with the number and size of their text; with ``unread`` also those of which it is NULL."""
    row = articles.c
    both = articles.join(similar_articles, row.id == similar_articles.c.article_id, isouter=unread)
    both = both.join(similar_texts, similar_texts.c.number == similar_articles.c.text, isouter=unread)
    columns = row.id, row.title, row.body, row.source, row.date, row.lang
    return select(*columns, similar_articles.c.text, similar_texts.c.size).select_from(both)


def _in_order(query: Select[Any]) -> Select[Any]:
    return query.order_by(articles.c.date.is_(None), articles.c.date, articles.c.id)


def _pairs_of(connection: Connection, text: int) -> dict[int, Any]:
    """Texts that were found to be like one, each with the row that says how."""
    pair = similar_pairs.c
    query = select(similar_pairs).where(or_(pair.one == text, pair.other == text))
    return {row.other if row.one == text else row.one: row for row in connection.execute(query)}


def _group(connection: Connection, text: int) -> set[int]:
    query = select(similar_groups.c.head).where(similar_groups.c.text == text)
    head = connection.execute(query).scalar()
    if head is None:
        return {text}
    members = select(similar_groups.c.text).where(similar_groups.c.head == head)
    return set(connection.execute(members).scalars())


def _alike(own: Any, row: Any, pair: Any) -> Alike:
    """An article beside one's own; read both where they are in one group without being a pair."""
    plain = Alike(row.id, row.title, row.source, row.date, row.lang, "same", 1.0, 1.0)
    if row.text == own.text:
        return plain
    found = pair or compare(features(own.title, own.body), features(row.title, row.body))
    if found is None:
        return replace(plain, standing="near", jaccard=0.0, containment=0.0)
    standing: Standing = "near"
    if found.relation == "part":
        standing = "part" if row.size < own.size else "whole"
    return replace(plain, standing=standing, jaccard=found.jaccard, containment=found.containment)


def _heads(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    query = select(similar_articles.c.article_id, _HEAD).select_from(_grouped())
    every, found = list(ids), dict[str, int]()
    for start in range(0, len(every), _VARIABLES):
        page = every[start : start + _VARIABLES]
        rows: Any = connection.execute(query.where(similar_articles.c.article_id.in_(page)))
        found.update((id, head) for id, head in rows)
    return found


def _of_head(head: int | Sequence[int]) -> Any:
    """Articles of a group: texts with that head, and the head itself where it has no pairs."""
    heads = [head] if isinstance(head, int) else list(head)
    texts = select(similar_groups.c.text).where(similar_groups.c.head.in_(heads))
    return or_(similar_articles.c.text.in_(texts), similar_articles.c.text.in_(heads))


def _sizes(connection: Connection, heads: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Articles and sources of each group."""
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(heads), _VARIABLES):
        query = (
            select(_HEAD, func.count(), func.count(distinct(articles.c.source)))
            .select_from(_grouped().join(articles, articles.c.id == similar_articles.c.article_id))
            .where(_of_head(heads[start : start + _VARIABLES]))
            .group_by(_HEAD)
        )
        rows: Any = connection.execute(query)
        found.update((head, (number, sources)) for head, number, sources in rows)
    return found


def _group_of(connection: Connection, head: int, size: tuple[int, int]) -> Group:
    query = select(articles.c.id).select_from(_joined()).where(_of_head(head))
    ids = tuple(connection.execute(_in_order(query).limit(MOST)).scalars())
    return Group(ids[0], ids, *size)
