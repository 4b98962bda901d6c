"""Earlier versions of articles: their text is kept when another takes its place.

The original bytes of every version are kept too, but they alone don't give the text again: that needs the
settings of the run that read them, and the cleaner of that day.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    func,
    insert,
    select,
)

from archive.errors import ArticleNotFound, FixityError, VersionNotFound
from archive.fixity import sha256
from archive.store import held
from archive.store.schema import articles, metadata, originals, versions

if TYPE_CHECKING:
    from archive.store.store import Store

#: What a superseded version said: ``text`` is zlib of JSON.
version_texts = Table(
    "version_texts",
    metadata,
    Column("article_id", String(20), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", LargeBinary, nullable=False),
)

Change = Literal["title", "body", "date", "record"]
_KEPT = ("title", "body", "date", "lang", "author", "section", "rights", "url", "source_id")
#: Names under which records state when they were changed.
_MODIFIED = (
    "modified", "updated", "datemodified", "date_modified", "modified_at", "updated_at", "lastmod",
    "last_modified", "modified_date", "update_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, ``number`` from 1. ``ingested_at`` is UTC; ``modified`` is what the record
    says of its last change, as it says it. ``changed`` is what differs from the version before: title, body,
    date, or something else of its ``record``. ``title`` and ``body`` are ``None`` where the text was not kept
    (versions that an older program replaced)."""

    number: int
    sha256: str
    ingested_at: str
    software: str
    modified: str | None
    title: str | None
    body: str | None
    date: str | None
    changed: tuple[Change, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.body is not None


class Versions:
    """The versions of the articles of one store, the present one last."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, id: str) -> int:
        """How many versions an article has; 0 when there is no such article."""
        with self._store._read() as connection:
            query = select(func.count()).select_from(versions).where(versions.c.article_id == id)
            return int(connection.execute(query).scalar_one())

    def all(self, id: str) -> list[Version]:
        """Every version of an article in order; ArticleNotFound."""
        with self._store._read() as connection:
            now = connection.execute(select(articles).where(articles.c.id == id)).first()
            if now is None:
                raise ArticleNotFound(id)
            rows = connection.execute(
                select(versions).where(versions.c.article_id == id).order_by(versions.c.number)
            ).all()
            kept = _kept(connection, id)
        if not rows:
            raise ArticleNotFound(id)
        said = {**kept, rows[-1].number: _said(now)}
        return [_version(row, said.get(row.number), said.get(row.number - 1)) for row in rows]

    def get(self, id: str, number: int) -> Version:
        """ArticleNotFound, VersionNotFound."""
        for version in self.all(id):
            if version.number == number:
                return version
        raise VersionNotFound(id, number)

    def original(self, id: str, number: int) -> bytes:
        """The bytes of the record that a version was made from; FixityError when they are damaged."""
        digest = self.get(id, number).sha256
        with self._store._read() as connection:
            query = select(originals.c.data).where(originals.c.sha256 == digest)
            packed = held.packed_of(connection, digest, connection.execute(query).scalar_one())
        try:
            data = zlib.decompress(packed or b"")
        except zlib.error as error:
            raise FixityError(id, digest, None) from error
        if sha256(data) != digest:
            raise FixityError(id, digest, sha256(data))
        return data


def keep_superseded(connection: Connection, id: str) -> None:
    """Keeps what an article says now, before its row is changed."""
    row = connection.execute(select(articles).where(articles.c.id == id)).first()
    last = select(func.max(versions.c.number)).where(versions.c.article_id == id)
    number = connection.execute(last).scalar()
    if row is None or number is None:
        return
    text = json.dumps(_said(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 6)
    connection.execute(insert(version_texts), {"article_id": id, "number": number, "text": packed})


def said_before(connection: Connection, id: str) -> list[dict[str, Any]]:
    """What the earlier versions of an article said."""
    return list(_kept(connection, id).values())


def _said(row: Any) -> dict[str, Any]:
    """What a row of ``articles`` says of the article's own."""
    found = {name: getattr(row, name) for name in _KEPT}
    return found | {"tags": json.loads(row.tags), "extra": json.loads(row.extra)}


def _kept(connection: Connection, id: str) -> dict[int, dict[str, Any]]:
    query = select(version_texts).where(version_texts.c.article_id == id)
    return {
        row.number: json.loads(zlib.decompress(row.text).decode("utf-8", "surrogatepass"))
        for row in connection.execute(query)
    }


def _version(row: Any, said: Mapping[str, Any] | None, before: Mapping[str, Any] | None) -> Version:
    provenance = json.loads(row.provenance)
    own = said or {}
    return Version(
        number=row.number,
        sha256=row.sha256,
        ingested_at=provenance["ingested_at"],
        software=provenance["software"],
        modified=_modified(own.get("extra", {})),
        title=own.get("title"),
        body=own.get("body"),
        date=own.get("date"),
        changed=_changed(said, before) if said and before else (),
    )


def _modified(extra: Mapping[str, str]) -> str | None:
    named = {name.casefold().replace("-", "_"): value for name, value in extra.items()}
    return next((named[name] for name in _MODIFIED if named.get(name)), None)


def _changed(now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[Change, ...]:
    told: tuple[Change, ...] = ("title", "body", "date")
    found = tuple(name for name in told if now[name] != before[name])
    rest = any(now[name] != before[name] for name in now if name not in told)
    return (*found, "record") if rest else found
