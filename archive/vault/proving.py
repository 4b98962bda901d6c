"""Proving that an archive is as it was written: all that follows from something else is computed again.

    originals     their bytes have the digest and the size they are kept under
    articles      their columns have the digest taken when they were written; the id follows from source and
                  address; the record names the original
    annotations   the article as it holds now has the digest the index knows; quotations stand in the text
    versions      numbered without a gap, the last one is the article's; people are those of the article
    corrections   their seal
    access        who may read what follows from records and decisions
    database      SQLite's own check of pages and indexes, and rows that point to nothing

What is wrong is a ``Finding``; nothing here raises over damage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from archive.extract import EXTRACTOR_VERSION
from archive.extract.merge import merged
from archive.fixity import article_id, sha256
from archive.model import Article, Correction
from archive.store import access, checking, held, proofs, rows
from archive.store.corrections import seal
from archive.store.people import people_rows

#: What a damaged row can make the code below raise.
BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
Told = Callable[[int], None] | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was written. ``kind`` is what was looked at (see the module), ``article``
    its id (empty when none), ``place`` the file or row, ``expected`` and ``actual`` what was compared."""

    kind: str
    article: str
    place: str
    expected: str | None = None
    actual: str | None = None

    def readable(self) -> Finding:
        """The same with bytes that are no text written out."""
        article, place = (_plain(value) or "" for value in (self.article, self.place))
        return Finding(self.kind, article, place, _plain(self.expected), _plain(self.actual))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _plain(value: str | None) -> str | None:
    return None if value is None else str(value).encode("utf-8", "backslashreplace").decode()


def prove_engine(engine: Engine, quick: bool = False, told: Told = None) -> Iterator[Finding | int]:
    """Findings, and between them the number of originals that were proved so far.

    ``quick`` asks SQLite only, without reading every original and article.
    """
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")  # one state of the archive, whoever writes meanwhile
            for each in _steps(connection, quick, told):
                yield each.readable() if isinstance(each, Finding) else each
    except (DatabaseError, *BROKEN) as error:
        yield Finding("database", "", str(error)).readable()


def _steps(connection: Connection, quick: bool, told: Told) -> Iterator[Finding | int]:
    for line in checking.complaints(connection, quick):
        yield Finding("database", "", line)
    if quick:
        return
    for step in (_originals, _articles, _corrections, _sums, _access):
        try:
            yield from step(connection, told)
        except DatabaseError as error:
            yield Finding("database", "", str(error.orig))
        except BROKEN as error:
            yield Finding("database", "", f"{step.__name__[1:]}: {error}")


def _originals(connection: Connection, told: Told) -> Iterator[Finding | int]:
    checked = 0
    for row in proofs.originals_kept(connection):
        data = proofs.unpacked(held.packed_of(connection, row.sha256, row.data))
        actual = sha256(data) if data is not None else None
        if actual != row.sha256 or len(data or b"") != row.size:
            place = f"{row.path or 'originals'} ({row.sha256})"
            found = actual if actual != row.sha256 else f"{len(data or b'')} bytes"
            wanted = row.sha256 if actual != row.sha256 else f"{row.size} bytes"
            yield Finding("original", row.article or "", place, wanted, found)
        checked += 1
        if told is not None:
            told(checked)
    yield checked


def _articles(connection: Connection, _: Told) -> Iterator[Finding]:
    for page in proofs.article_pages(connection):
        ids = [row.id for row in page]
        versions, people = proofs.versions_of(connection, ids), proofs.people_of(connection, ids)
        for row in page:
            try:
                made = proofs.corrections_of(connection, row.id)
            except BROKEN as error:
                yield Finding(
                    "correction", row.id, f"{row.path}:{row.record}", "readable", type(error).__name__
                )
                continue
            yield from _article(row, versions.get(row.id, []), people.get(row.id, []), made)


def _article(
    row: Any, versions: Sequence[Any], people: Sequence[Any], made: Sequence[Any]
) -> Iterator[Finding]:
    place = f"{row.path}:{row.record}"
    try:
        article = rows.recorded(row)
        state = rows.state(article)
    except BROKEN as error:
        yield Finding("article", str(row.id), place, "readable", type(error).__name__)
        return
    if state != row.state:
        yield Finding("article", row.id, place, row.state, state)
    named = article_id(row.source, row.url, row.source_id, "") if row.url or row.source_id else row.id
    if named != row.id and state == row.state:
        yield Finding("article", row.id, place, f"id {named}", f"id {row.id}")
    yield from _record(article, row, versions, place)
    yield from _standing(article, row, people, made, place)


def _record(article: Article, row: Any, versions: Sequence[Any], place: str) -> Iterator[Finding]:
    """Whether the article, its provenance and the last of its versions name the same original."""
    here = article.provenance
    columns = {"sha256": row.sha256, "path": row.path, "record": row.record}
    said = {"sha256": here.sha256, "path": here.path, "record": here.record}
    if said != columns:
        yield Finding("article", row.id, place, str(columns), str(said))
    numbers = [version.number for version in versions]
    if numbers != list(range(1, len(numbers) + 1)) or not numbers:
        yield Finding("version", row.id, place, f"1…{len(numbers)}", str(numbers))
        return
    last = versions[-1]
    if (last.sha256, last.provenance) != (row.sha256, row.provenance):
        yield Finding("version", row.id, place, row.sha256, last.sha256)
    for version in versions[:-1]:
        if _digest_in(version.provenance) != version.sha256:
            actual = _digest_in(version.provenance)
            yield Finding("version", row.id, f"{place} {version.number}", version.sha256, actual)


def _digest_in(provenance: str) -> str | None:
    try:
        return str(json.loads(provenance)["sha256"])
    except BROKEN:
        return None


def _standing(
    article: Article, row: Any, people: Sequence[Any], made: Sequence[Correction], place: str
) -> Iterator[Finding]:
    """Whether what was extracted and corrected gives the article that the index knows."""
    try:
        found = rows.found_in(row)
        now = merged(article, found, made)
        standing = rows.standing(now)
        wanted = _by_person(people_rows(now, found))
    except BROKEN as error:
        yield Finding("annotations", row.id, place, "readable", type(error).__name__)
        return
    stale = found is not None and found.version != EXTRACTOR_VERSION
    actual = {name: getattr(row, name) for name in standing}
    if standing != actual and not stale:
        # Other extractors may be merged by other rules; what they found is read anew anyway.
        yield Finding("annotations", row.id, place, str(actual["revision"]), str(standing["revision"]))
    for quote in now.quotes:
        words = tuple(now.body[start:end] for start, end in quote.spans)
        if words != quote.content:
            yield Finding(
                "annotations", row.id, f"{place} {quote.id}", " … ".join(quote.content), " … ".join(words)
            )
    there = _by_person([dict(person._mapping) for person in people])
    if there != wanted and not stale:
        differs = sorted({*there, *wanted} - {key for key in there if there[key] == wanted.get(key)})
        yield Finding("people", row.id, ", ".join(differs), str(len(wanted)), str(len(there)))


def _by_person(found: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Rows of people as text, each under its person."""
    names = ("name", "kind", "quotations", "forms")
    return {str(row["person_id"]): json.dumps([row[name] for name in names]) for row in found}


def _corrections(connection: Connection, _: Told) -> Iterator[Finding]:
    for row in proofs.all_corrections(connection):
        actual = seal(row._mapping)
        if row.seal is not None and row.seal != actual:
            yield Finding("correction", str(row.article_id), f"correction {row.number}", row.seal, actual)


def _sums(connection: Connection, _: Told) -> Iterator[Finding]:
    for person, kept, counted in proofs.wrong_sums(connection):
        yield Finding("people", "", person, str(counted), str(kept))


def _access(connection: Connection, _: Told) -> Iterator[Finding]:
    for id, wanted, actual in access.wrong(connection):
        yield Finding("access", id, "held_back", wanted, actual)
