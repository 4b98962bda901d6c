"""Who speaks and who is named in the archive, kept with each article and summed by person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from archive.model import Annotations, Article
from archive.store.schema import article_people, articles, people

#: How a speaker is known that is no single person.
_KINDS = {"organisation": "organisation", "group": "group"}
_VARIABLES = 500


@dataclass(frozen=True, slots=True)
class Person:
    """``kind`` is person, organisation or group; ``articles`` name them, ``quotations`` are theirs."""

    id: str
    name: str
    kind: str
    articles: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Where somebody is named: words that name them in the texts with counts, and the dates of the first and
    the last dated article (as text, ``None`` without any)."""

    forms: tuple[tuple[str, int], ...]
    first_date: str | None
    last_date: str | None


def people_rows(article: Article, found: Annotations | None) -> list[dict[str, Any]]:
    """A row for everyone in an article as it holds now."""
    names = {person.id: person.name for person in (*article.people, *article.speakers)}
    kinds = dict.fromkeys(names, "person")
    forms: dict[str, Counter[str]] = {key: Counter() for key in names}
    said: Counter[str] = Counter()
    for quote in article.quotes:
        if quote.speaker is None or quote.speaker.id not in names:
            continue
        said[quote.speaker.id] += 1
        kinds[quote.speaker.id] = _KINDS.get(quote.evidence, kinds[quote.speaker.id])
    for mention in found.mentions if found else ():
        if mention.kind == "person" and mention.target in names:
            forms[mention.target][article.body[mention.start : mention.end]] += 1
    return [
        {
            "article_id": article.id,
            "person_id": key,
            "name": name,
            "kind": kinds[key],
            "quotations": said[key],
            "forms": json.dumps(forms[key], ensure_ascii=False),
        }
        for key, name in names.items()
    ]


def replace_rows(connection: Connection, article_id: str, rows: list[dict[str, Any]]) -> set[str]:
    """Puts in the rows of one article; the ids of everyone whose sums are due."""
    held = select(article_people.c.person_id).where(article_people.c.article_id == article_id)
    touched = {row[0] for row in connection.execute(held)}
    if touched:
        connection.execute(delete(article_people).where(article_people.c.article_id == article_id))
    if rows:
        connection.execute(insert(article_people), rows)
    return touched | {row["person_id"] for row in rows}


def sum_up(connection: Connection, touched: Iterable[str]) -> None:
    """Brings the sums of these people up to date; who is in no article any more is gone."""
    everyone = sorted(touched)
    for start in range(0, len(everyone), _VARIABLES):
        ids = everyone[start : start + _VARIABLES]
        connection.execute(delete(people).where(people.c.id.in_(ids)))
        rows = list(_sums(connection, ids))
        if rows:
            connection.execute(insert(people), rows)


def _sums(connection: Connection, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    row = article_people.c
    query = (
        select(row.person_id, row.name, row.kind, func.count(), func.sum(row.quotations))
        .where(row.person_id.in_(list(ids)))
        .group_by(row.person_id, row.name, row.kind)
        .order_by(row.person_id, func.count().desc(), row.name.desc())
    )
    sums: dict[str, dict[str, Any]] = {}
    for key, name, kind, number, said in connection.execute(query):
        # The first name is the one in most articles.
        one = sums.setdefault(key, {"id": key, "name": name, "kind": kind, "articles": 0, "quotations": 0})
        one["articles"] += number
        one["quotations"] += said
    yield from sums.values()


def all_people(connection: Connection) -> list[Person]:
    """Everyone, by id."""
    return [Person(*row) for row in connection.execute(select(people).order_by(people.c.id))]


def one_person(connection: Connection, person_id: str) -> Person | None:
    row = connection.execute(select(people).where(people.c.id == person_id)).first()
    return Person(*row) if row else None


def seen(connection: Connection, person_id: str) -> Seen:
    """How the texts name somebody, the most usual first, and when."""
    joined = article_people.join(articles, article_people.c.article_id == articles.c.id)
    query = select(article_people.c.forms, articles.c.date).select_from(joined)
    forms: Counter[str] = Counter()
    dates: list[str] = []
    for value, date in connection.execute(query.where(article_people.c.person_id == person_id)):
        forms.update(json.loads(value))
        if date:
            dates.append(date)
    ordered = tuple(sorted(forms.items(), key=lambda pair: (-pair[1], pair[0])))
    return Seen(ordered, min(dates, default=None), max(dates, default=None))


def speaker_names(connection: Connection) -> dict[str, str]:
    """Id and name of everyone who speaks or is named in some article."""
    return {row.id: row.name for row in connection.execute(select(people.c.id, people.c.name))}
