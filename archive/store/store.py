"""The store: every article with its provenance, and the original bytes it was made from."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update

from archive.errors import ArticleNotFound, ArticleWithdrawn, FixityError, ReadError
from archive.fixity import sha256
from archive.model import Annotations, Article, Mention, PartialDate, Text
from archive.store import access, corrections, held, rows, withdrawals
from archive.store import review as _review  # noqa: F401 its table belongs to every store
from archive.store.caring import Caring
from archive.store.counting import Counting
from archive.store.mending import read_again
from archive.store.putting import Putting
from archive.store.runs import keep_rejects, keep_run
from archive.store.schema import articles, extracted, originals, versions
from archive.store.stats import unannotated
from archive.store.taken import pages, there
from archive.store.writing import Outcome, joined

_PAGE = 500


class Store(Caring, Counting):
    """One archive. Reading is safe beside a writer; one process writes at a time.

    ``put`` inside ``batch()`` joins one transaction, which is kept as a whole or not at all.
    """

    def put(self, article: Article, raw: bytes, found: Annotations | None = None) -> Outcome:
        """Keep an article with its original bytes. An article of the same id is brought up to date; one
        that only its content names (no URL, no source_id) and that is there already is a duplicate,
        unless it is the same record of the same file read again."""
        with self._write() as writer:
            return writer.put(article, raw, found)

    @contextmanager
    def putting(self) -> Iterator[Putting]:
        """To put in articles made ready elsewhere, record by record; written at the end of the block."""
        with self._write() as writer:
            putting = writer.putting()
            yield putting
            putting.flush()

    def taken(self, keys: Iterable[str]) -> set[str]:
        """Keys of records that were taken in before and whose articles are there."""
        with self._read() as connection:
            return there(connection, keys)

    def annotate(self, id: str, found: Annotations) -> bool:
        """Put newly extracted annotations in the place of an article's; whether they change what it is."""
        with self._write() as writer:
            return writer.annotate(id, found)

    def unannotated(self, version: str, limit: int = _PAGE) -> list[str]:
        """Ids of articles whose annotations are not of this extractor version, in order."""
        query = unannotated(select(articles.c.id), version)
        with self._read() as connection:
            return list(connection.execute(query.order_by(articles.c.id).limit(limit)).scalars())

    def records(self, ids: Sequence[str]) -> list[Article]:
        """Articles as the extractors read them: what their records say, with the date that holds now."""
        with self._read() as connection:
            found = connection.execute(joined().where(articles.c.id.in_(ids))).all()
            made = corrections.in_force(connection, ids)
        return [rows.dated(row, made.get(row.id, ())) for row in found]

    def forget_versions(self) -> None:
        """Every article is due for the extractors again."""
        with self._write() as writer:
            writer.connection.execute(update(extracted).values(version=""))

    def read_again(self, digests: Iterable[str]) -> None:
        """Records with these original bytes are read again, and the bytes mended, when they come again."""
        with self._write() as writer:
            read_again(writer.connection, digests)

    def write_down(
        self,
        started_at: str,
        seconds: float,
        software: str,
        paths: Sequence[str],
        counts: Mapping[str, int],
        refused: Sequence[ReadError],
    ) -> None:
        """Keep the diary of an ingest run and its refusals."""
        with self._write() as writer:
            run = keep_run(writer.connection, started_at, seconds, software, paths, counts)
            keep_rejects(writer.connection, run, refused)

    def get(self, id: str) -> Article:
        """The article as it holds now; ArticleNotFound, ArticleWithdrawn."""
        for article in self.articles([id]):
            return article
        with self._read() as connection:
            gone = withdrawals.in_force(connection, id)
        raise ArticleWithdrawn(id, gone.at) if gone else ArticleNotFound(id)

    def original(self, id: str) -> bytes:
        """The bytes of the record it was made from; FixityError when they are damaged, ArticleNotFound."""
        joined = articles.join(originals, articles.c.sha256 == originals.c.sha256)
        query = select(originals).select_from(joined).where(articles.c.id == id)
        with self._read() as connection:
            row = connection.execute(query).first()
            packed = held.packed_of(connection, row.sha256, row.data) if row else None
        if row is None:
            raise ArticleNotFound(id)
        data = _unpacked(packed)
        if data is None or sha256(data) != row.sha256:
            raise FixityError(id, row.sha256, sha256(data) if data is not None else None)
        return data

    def history(self, id: str) -> list[str]:
        """Digests of every original the article ever had, the present one last."""
        query = select(versions.c.sha256).where(versions.c.article_id == id).order_by(versions.c.number)
        with self._read() as connection:
            return [row.sha256 for row in connection.execute(query)]

    def articles(self, ids: Iterable[str] | None = None) -> Iterator[Article]:
        """Articles of these ids in their order (unknown ones left out), or all of them by id; streamed."""
        if ids is None:
            yield from self._all()
            return
        wanted = list(ids)
        for start in range(0, len(wanted), _PAGE):
            page = wanted[start : start + _PAGE]
            found = {article.id: article for article in self._page(joined().where(articles.c.id.in_(page)))}
            yield from (found[id] for id in page if id in found)

    def texts(self, ids: Iterable[str]) -> Iterator[Text]:
        """Texts of these articles in their order (unknown ones left out), without what is known of them."""
        for page in pages(ids):
            query = select(articles.c.id, articles.c.date, articles.c.body).where(articles.c.id.in_(page))
            with self._read() as connection:
                found = {row.id: row for row in connection.execute(query)}
                made = corrections.in_force(connection, page)
            dates = {each.id: each.date for each in self.articles(made)} if made else {}
            for row in (found[id] for id in page if id in found):
                stated = PartialDate.parse(row.date) if row.date else None
                yield Text(row.id, dates.get(row.id, stated), row.body)

    def _all(self) -> Iterator[Article]:
        after = ""
        while True:
            query = joined().where(articles.c.id > after).order_by(articles.c.id).limit(_PAGE)
            page = self._page(query)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id

    def _page(self, query: Select[Any]) -> list[Article]:
        return [article for article, _ in self._with_revisions(query)]

    def _with_revisions(self, query: Select[Any]) -> list[tuple[Article, str]]:
        with self._read() as connection:
            found = connection.execute(query).all()
            ids = [row.id for row in found]
            made = corrections.in_force(connection, ids)
            rights = access.rights_of(connection, ids) if self.access_version() is not None else {}
        now = [(rows.from_row(row, made.get(row.id, ())), row.revision) for row in found]
        return [(replace(each, rights=rights.get(each.id, each.rights)), last) for each, last in now]

    def with_revisions(
        self, ids: Iterable[str] | None = None, quoted: bool = False
    ) -> Iterator[tuple[Article, str]]:
        """Articles of these ids (unknown ones left out), or all of them, each with its revision; by id within
        a page, streamed. With ``quoted`` only those that hold quotations."""
        wanted = joined().where(articles.c.quotations > 0) if quoted else joined()
        if ids is not None:
            for page in pages(ids):
                yield from self._with_revisions(wanted.where(articles.c.id.in_(page)).order_by(articles.c.id))
            return
        after = ""
        while found := self._with_revisions(
            wanted.where(articles.c.id > after).order_by(articles.c.id).limit(_PAGE)
        ):
            yield from found
            after = found[-1][0].id

    def mentions(self, id: str) -> tuple[Mention, ...]:
        """Places and people that the extractors found in an article; ArticleNotFound."""
        with self._read() as connection:
            row = connection.execute(joined().where(articles.c.id == id)).first()
        if row is None:
            raise ArticleNotFound(id)
        found = rows.found_in(row)
        return found.mentions if found else ()

    def verify(self) -> Iterator[FixityError | None]:
        """For every original kept, ``None`` if its bytes still have their digest, else a FixityError."""
        after = ""
        query = (
            select(originals.c.sha256, originals.c.data, func.min(versions.c.article_id).label("article"))
            .select_from(originals.outerjoin(versions, originals.c.sha256 == versions.c.sha256))
            .where(originals.c.sha256 > bindparam("after"))
            .group_by(originals.c.sha256)
            .order_by(originals.c.sha256)
            .limit(50)
        )
        while True:
            with self._read() as connection:
                page = connection.execute(query, {"after": after}).all()
                bytes_of = [held.packed_of(connection, row.sha256, row.data) for row in page]
            for row, packed in zip(page, bytes_of, strict=True):
                data = _unpacked(packed)
                actual = sha256(data) if data is not None else None
                yield None if actual == row.sha256 else FixityError(row.article or "", row.sha256, actual)
            if not page:
                return
            after = page[-1].sha256


def _unpacked(data: bytes | None) -> bytes | None:
    try:
        return None if data is None else zlib.decompress(data)
    except zlib.error:
        return None
