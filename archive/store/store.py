"""The store: every article with its provenance, and the original bytes it was made from."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, func, select, update

from archive.errors import ArticleNotFound, ArticleWithdrawn, FixityError, ReadError
from archive.fixity import sha256
from archive.model import Annotations, Article, Correction, Mention
from archive.store import corrections, people, rows, withdrawals
from archive.store import review as _review  # noqa: F401 its table belongs to every store
from archive.store.engine import erase, open_engine, translated
from archive.store.people import Person, Seen
from archive.store.putting import Putting
from archive.store.runs import keep_rejects, keep_run
from archive.store.schema import articles, extracted, originals, versions
from archive.store.server import shown, wait_for_turn
from archive.store.stats import StoreStats, count_stats, unannotated
from archive.store.taken import pages, there
from archive.store.withdrawals import Withdrawal
from archive.store.writing import Outcome, Writer, joined

_PAGE = 500


class Store:
    """One archive. Reading is safe beside a writer; one process writes at a time.

    ``put`` inside ``batch()`` joins one transaction, which is kept as a whole or not at all.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where
        self._of_thread = threading.local()

    @property
    def _writing(self) -> Writer | None:
        """What this thread writes with; other threads read beside it what was there before."""
        writer: Writer | None = getattr(self._of_thread, "writer", None)
        return writer

    @_writing.setter
    def _writing(self, writer: Writer | None) -> None:
        self._of_thread.writer = writer

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> Store:
        """The store in a file (or at a database URL). StoreMissing, StoreVersionError, StoreBusy."""
        return cls(open_engine(path, create), shown(str(path)))

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self, keep: bool = True) -> Iterator[None]:
        """One transaction around several ``put``; an exception discards all of them, and so does
        ``keep=False`` (a rehearsal: the outcomes are told, nothing is kept)."""
        if self._writing is not None:
            yield
            return
        with translated(self.where), self.engine.connect() as connection, connection.begin() as transaction:
            if connection.dialect.name == "sqlite":
                # Before anything is read that decides what is written: another writer is waited for.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            wait_for_turn(connection)
            writer = self._writing = Writer(connection)
            try:
                yield
            finally:
                self._writing = None
            if keep:
                people.sum_up(connection, writer.touched)
            else:
                transaction.rollback()

    @contextmanager
    def _write(self) -> Iterator[Writer]:
        with self.batch():
            assert self._writing is not None
            yield self._writing

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        if self._writing is not None:
            yield self._writing.connection
            return
        with translated(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """For the modules of the store that read tables of their own."""
        with self._read() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """For the modules of the store that change tables of their own, in one transaction."""
        with self._write() as writer:
            yield writer.connection

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

    def correct(self, correction: Correction) -> Correction:
        """Keep what a person corrected and bring the article up to date; ArticleNotFound."""
        with self._write() as writer:
            self.get(correction.article_id)
            kept = corrections.keep(writer.connection, correction)
            writer.refresh(kept.article_id)
            return kept

    def undo(self, number: int, who: str, at: str) -> Correction:
        """Take a correction back; it stays in the list with who did so. CorrectionNotFound."""
        with self._write() as writer:
            undone = corrections.undo(writer.connection, number, who, at)
            writer.refresh(undone.article_id)
            return undone

    def withdraw(self, id: str, reason: str, who: str, at: str) -> list[str]:
        """Take an article out for good and keep it out; ArticleNotFound. Ids of the articles that have the
        same original bytes, which stay with them."""
        with self._write() as writer:
            self.get(id)
            touched, shared = withdrawals.withdraw(writer.connection, id, reason, who, at)
            writer.touched |= touched
        erase(self.engine)
        return sorted(shared)

    def lift(self, id: str, who: str, at: str) -> None:
        """Let the record of a withdrawn article in again; ArticleNotFound when it is not withdrawn."""
        with self._write() as writer:
            if not withdrawals.lift(writer.connection, id, who, at):
                raise ArticleNotFound(id)

    def withdrawals(self) -> list[Withdrawal]:
        """Every withdrawal ever made, lifted ones too, the oldest first."""
        with self._read() as connection:
            return withdrawals.all_withdrawals(connection)

    def corrections(self, id: str | None = None) -> list[Correction]:
        """Every correction of an article, or of all, undone ones too, in the order they were made."""
        with self._read() as connection:
            return corrections.all_of(connection, id)

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
        if row is None:
            raise ArticleNotFound(id)
        data = _unpacked(row.data)
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
            made = corrections.in_force(connection, [row.id for row in found])
        return [(rows.from_row(row, made.get(row.id, ())), row.revision) for row in found]

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

    def mentions(self, id: str) -> tuple[Mention, ...]:
        """Places and people that the extractors found in an article; ArticleNotFound."""
        with self._read() as connection:
            row = connection.execute(joined().where(articles.c.id == id)).first()
        if row is None:
            raise ArticleNotFound(id)
        found = rows.found_in(row)
        return found.mentions if found else ()

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
            for row in page:
                data = _unpacked(row.data)
                actual = sha256(data) if data is not None else None
                yield None if actual == row.sha256 else FixityError(row.article or "", row.sha256, actual)
            if not page:
                return
            after = page[-1].sha256


def _unpacked(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return None
