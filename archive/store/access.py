"""Who may read what: the librarian's decisions, and the level that follows for each article.

The strongest statement holds: the decision for the article, what its record states, the decision for its
source, open. A record that states what nobody understands is closed unless something else is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.access import UNKNOWN, Level, Terms
from archive.errors import ArticleNotFound
from archive.store.access_tables import access_decisions, held_back
from archive.store.schema import articles, meta
from archive.store.taken import pages

#: The row of ``meta`` that counts changes of access; there is none while nothing was ever held back.
VERSION = "access"
_PAGE = 500
By = Literal["article", "record", "source", "unknown", "default"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a librarian decided for one article or one source: exactly one of both is named. ``at`` and
    ``undone_at`` are UTC; ``number`` is 0 until it is kept."""

    terms: Terms
    who: str
    at: str
    article_id: str | None = None
    source: str | None = None
    rights: str | None = None
    reason: str = ""
    number: int = 0
    undone_by: str | None = None
    undone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for an article on a day: ``by`` says whose statement gives the level (``unknown``: the
    record states what nobody understands), ``until`` the day before which it holds, ``number`` that of the
    decision, ``rights`` what may be done with the article, in words."""

    level: Level = "open"
    by: By = "default"
    until: dt.date | None = None
    number: int | None = None
    rights: str | None = None

    @property
    def code(self) -> str:
        """As a record would state it."""
        return Terms(self.level, self.until).code

    def as_json(self) -> dict[str, Any]:
        until = self.until.isoformat() if self.until else None
        return {"level": self.level, "until": until, "by": self.by, "decision": self.number}


def version(connection: Connection) -> int | None:
    """Grows with every change of what may be read; ``None`` while nothing was ever held back."""
    found = connection.execute(select(meta.c.value).where(meta.c.key == VERSION)).scalar()
    return int(found) if found is not None else None


def touch(connection: Connection) -> None:
    """What may be read has changed."""
    now = version(connection)
    if now is None:
        connection.execute(insert(meta).values(key=VERSION, value="1"))
    else:
        connection.execute(update(meta).where(meta.c.key == VERSION).values(value=str(now + 1)))


def bring_up(connection: Connection, ids: Iterable[str]) -> None:
    """Makes the rows of ``held_back`` of some articles anew, and counts that something changed."""
    sources: dict[str, Decision] | None = None
    for page in pages(ids):
        if sources is None:
            sources = _of_sources(connection)
        connection.execute(delete(held_back).where(held_back.c.article_id.in_(page)))
        rows: list[dict[str, Any]] = []
        for id, statements in _statements(connection, page, sources).items():
            rows += ({"article_id": id, **row} for row in _intervals([terms for _, terms, _ in statements]))
        if rows:
            connection.execute(insert(held_back), rows)
    touch(connection)


def standings(connection: Connection, ids: Sequence[str], day: dt.date) -> dict[str, Standing]:
    """What holds for some articles on a day; unknown ids are left out."""
    sources, found = _of_sources(connection), dict[str, Standing]()
    for page in pages(ids):
        rights = _rights(connection, page, sources)
        for id, statements in _statements(connection, page, sources).items():
            found[id] = replace(_standing(statements, day), rights=rights[id])
    return found


def standing(connection: Connection, id: str, day: dt.date) -> Standing:
    """What holds for one article; ArticleNotFound."""
    found = standings(connection, [id], day)
    if id not in found:
        raise ArticleNotFound(id)
    return found[id]


def levels(connection: Connection, ids: Sequence[str], day: dt.date) -> dict[str, Level]:
    """Levels of those of the articles that are not open on a day."""
    found: dict[str, Level] = {}
    for page in pages(ids):
        query = select(held_back.c.article_id, held_back.c.level)
        rows: Any = connection.execute(query.where(held_back.c.article_id.in_(page), *on(day))).all()
        found.update((id, level) for id, level in rows)
    return found


def held(connection: Connection, day: dt.date, level: Level) -> frozenset[str]:
    """Ids of all articles that stand at a level (not open) on a day."""
    return frozenset(connection.execute(select(held_back.c.article_id).where(*on(day), _is(level))).scalars())


def held_by_source(connection: Connection, day: dt.date) -> dict[str, int]:
    """How many articles of each source are not open on a day."""
    both = held_back.join(articles, articles.c.id == held_back.c.article_id)
    query = select(articles.c.source, func.count()).select_from(both).where(*on(day))
    rows: Any = connection.execute(query.group_by(articles.c.source)).all()
    return dict(rows)


def on(day: dt.date) -> tuple[Any, ...]:
    """Conditions: rows of ``held_back`` that hold on a day."""
    today, row = day.isoformat(), held_back.c
    return row.since <= today, (row.until.is_(None)) | (row.until > today)


def _is(level: Level) -> Any:
    return held_back.c.level == level


#: A statement about an article: whose, what, and the number of the decision.
_Statement = tuple[By, Terms, int | None]


def _statements(
    connection: Connection, ids: Sequence[str], sources: dict[str, Decision]
) -> dict[str, list[_Statement]]:
    """For each article what is stated of it, the strongest first."""
    decided = _of_articles(connection, ids)
    query = select(articles.c.id, articles.c.source, articles.c.access).where(articles.c.id.in_(list(ids)))
    found: dict[str, list[_Statement]] = {}
    for id, source, recorded in connection.execute(query):
        told: list[_Statement] = []
        if id in decided:
            told.append(("article", decided[id].terms, decided[id].number))
        if recorded and recorded != UNKNOWN:
            told.append(("record", Terms.parse(recorded), None))
        if source in sources:
            told.append(("source", sources[source].terms, sources[source].number))
        if recorded == UNKNOWN:
            told.append(("unknown", Terms("closed"), None))
        found[id] = told
    return found


def wrong(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Articles of which ``held_back`` is not what follows: id, what follows, what is there."""
    sources, after = _of_sources(connection), ""
    column = held_back.c
    while True:
        query = select(articles.c.id).where(articles.c.id > after).order_by(articles.c.id).limit(_PAGE)
        ids = list(connection.execute(query).scalars())
        there: dict[str, set[tuple[str, str | None, str]]] = {id: set() for id in ids}
        for row in connection.execute(select(held_back).where(column.article_id.in_(ids))):
            there[row.article_id].add((row.since, row.until, row.level))
        for id, statements in _statements(connection, ids, sources).items():
            follows = _intervals([terms for _, terms, _ in statements])
            wanted = {(str(row["since"]), row["until"], str(row["level"])) for row in follows}
            if wanted != there[id]:
                yield id, str(sorted(wanted, key=str)), str(sorted(there[id], key=str))
        if len(ids) < _PAGE:
            return
        after = ids[-1]


def _standing(statements: Sequence[_Statement], day: dt.date) -> Standing:
    for by, terms, number in statements:
        level = terms.on(day)
        if level is not None:
            lasting = terms.until if terms.until and day < terms.until else None
            return Standing(level, by, lasting, number)
    return Standing()


def _intervals(statements: Sequence[Terms]) -> list[dict[str, str | None]]:
    """Stretches of days on which an article is not open."""
    days = sorted({terms.until for terms in statements if terms.until})
    found: list[dict[str, str | None]] = []
    for start, end in zip([dt.date.min, *days], [*days, None], strict=True):
        level = next((level for terms in statements if (level := terms.on(start))), "open")
        if level != "open":
            since = "" if start == dt.date.min else start.isoformat()
            found.append({"since": since, "until": end.isoformat() if end else None, "level": level})
    return found


def _of_articles(connection: Connection, ids: Sequence[str]) -> dict[str, Decision]:
    """The latest decision in force for each article."""
    column = access_decisions.c
    query = select(access_decisions).where(column.article_id.in_(list(ids)), column.undone_at.is_(None))
    made = map(decision_of, connection.execute(query.order_by(column.number)))
    return {str(each.article_id): each for each in made}


def _of_sources(connection: Connection) -> dict[str, Decision]:
    column = access_decisions.c
    query = select(access_decisions).where(column.source.is_not(None), column.undone_at.is_(None))
    return {
        str(each.source): each for each in map(decision_of, connection.execute(query.order_by(column.number)))
    }


def rights_of(connection: Connection, ids: Sequence[str]) -> dict[str, str | None]:
    """What may be done with some articles, in words, by id."""
    sources = _of_sources(connection)
    return {id: told for page in pages(ids) for id, told in _rights(connection, page, sources).items()}


def _rights(
    connection: Connection, ids: Sequence[str], sources: dict[str, Decision]
) -> dict[str, str | None]:
    """What may be done with each article: decided for it, stated by its record, decided for its source."""
    decided = _of_articles(connection, ids)
    query = select(articles.c.id, articles.c.source, articles.c.rights).where(articles.c.id.in_(list(ids)))
    found: dict[str, str | None] = {}
    for id, source, recorded in connection.execute(query):
        own = decided[id].rights if id in decided else None
        found[id] = own or recorded or (sources[source].rights if source in sources else None)
    return found


def decision_of(row: Any) -> Decision:
    """The decision of a row."""
    value = dict(row._mapping)
    return Decision(**{**value, "terms": Terms.parse(row.terms)})
