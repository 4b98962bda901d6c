"""Whole articles as plain values that another archive can take in: each row of theirs, nothing derived."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Float, Integer, LargeBinary, Table, insert, select

from archive.access import Terms
from archive.extract.merge import merged
from archive.fixity import article_id, sha256
from archive.model import Article
from archive.store import access, held, rows
from archive.store.access_tables import access_decisions
from archive.store.corrections import seal
from archive.store.engine import translated
from archive.store.proofs import unpacked
from archive.store.schema import articles, corrections, metadata, originals
from archive.store.withdrawals import Barrier, barrier, withdrawals
from archive.store.writing import Writer

if TYPE_CHECKING:
    from archive.store.store import Store

#: Tables that follow from others, or say where this archive stands with its own files and readers.
_DERIVED = ("article_people", "taken", "oai_", "similar_", "withdr", "held_back")
_ID = re.compile(r"[0-9a-z_-]{1,20}")
Record = dict[str, Any]
#: Rows that each archive numbers by itself.
_NUMBERED = (corrections, access_decisions)
_DECISION = [column.name for column in access_decisions.columns if column.name != "number"]
Taken = Literal["added", "updated", "unchanged", "withdrawn"]


class Unfit(ValueError):
    """A record that can't be an article of any archive; the message is a code."""


def tables_of_articles() -> list[Table]:
    """Tables whose rows belong to an article, in an order in which they can be filled."""
    own = [table for table in metadata.sorted_tables if "article_id" in table.c]
    return [table for table in own if not table.name.startswith(_DERIVED)]


def records_of(connection: Connection, ids: Sequence[str]) -> Iterator[Record]:
    """Some articles as values of JSON, in their order: ``{"id", "rows": {table: [row, …]}}``."""
    found: dict[str, Record] = {}
    for row in connection.execute(select(articles).where(articles.c.id.in_(ids))).mappings():
        found[row["id"]] = {"id": row["id"], "rows": {"articles": [_plain(dict(row))]}}
    for table in tables_of_articles():
        query = select(table).where(table.c.article_id.in_(ids)).order_by(*table.primary_key.columns)
        for row in connection.execute(query).mappings():
            found[row["article_id"]]["rows"].setdefault(table.name, []).append(_plain(dict(row)))
    return (found[id] for id in ids if id in found)


def digests_in(record: Record) -> list[str]:
    """Every original that an article ever had."""
    return [row["sha256"] for row in record["rows"].get("versions", ())]


def original_of(connection: Connection, digest: str) -> bytes | None:
    """The bytes under a digest; None when they are not there or damaged."""
    row = connection.execute(select(originals.c.data).where(originals.c.sha256 == digest)).first()
    data = unpacked(held.packed_of(connection, digest, row.data)) if row else None
    return data if data is not None and sha256(data) == digest else None


def take_all(store: Store, batch: Iterable[Record], original: Callable[[str], bytes]) -> Iterator[Taken]:
    """Many records in one transaction, kept as a whole or not at all: see ``take``."""
    with store._write() as writer:
        closed = barrier(writer.connection)
        for record in batch:
            yield take(writer, record, original, closed)


def take(writer: Writer, record: Record, original: Callable[[str], bytes], closed: Barrier) -> Taken:
    """A record into an archive, under its id. An article that is there and differs gets another version, one
    that was withdrawn stays out.

    ``original`` gives the bytes under a digest. Unfit for what can't be.
    """
    own = _checked(record)
    article = _article(own)
    row = own["articles"][0]
    if closed.stops(row):
        return "withdrawn"
    there = writer.connection.execute(select(articles.c.state).where(articles.c.id == article.id)).first()
    outcome: Taken = "unchanged"
    if there is None:
        _add(writer, own, original)
        outcome = "added"
    elif there.state != row["state"]:
        found = own.get("annotations")
        kept = rows.found_in(_Row(row | found[0])) if found else None
        writer.put(article, original(row["sha256"]), kept)
        outcome = "updated"
    new = _add_corrections(writer.connection, own, article.id)
    new += add_decisions(writer.connection, own.get(access_decisions.name, ()))
    if new and outcome == "unchanged":
        outcome = "updated"
    writer.refresh(article.id)
    if article.access or access.version(writer.connection) is not None:
        access.bring_up(writer.connection, [article.id])
    return outcome


def withdrawn_rows(store: Store) -> list[dict[str, Any]]:
    """Withdrawals in force, as another archive can take them over."""
    query = select(withdrawals).where(withdrawals.c.lifted_at.is_(None)).order_by(withdrawals.c.number)
    with translated(store.where), store.engine.connect() as connection:
        rows_found = connection.execute(query).mappings().all()
    return [{key: value for key, value in row.items() if key != "number"} for row in rows_found]


def withdraw_again(store: Store, every: Iterable[Mapping[str, Any]]) -> int:
    """What another archive has withdrawn is out of this one too; how many were news to it."""
    known = {(each.article_id, each.at) for each in store.withdrawals()}
    new = [row for row in every if (row["article_id"], row["at"]) not in known]
    for row in new:
        with store._write() as writer:
            there = select(articles.c.id).where(articles.c.id == row["article_id"])
            if writer.connection.execute(there).first() is None:
                writer.connection.execute(insert(withdrawals), dict(row))
                continue
        store.withdraw(row["article_id"], row["reason"], row["who"], row["at"])
    return len(new)


def _checked(record: Record) -> dict[str, list[Record]]:
    """The rows of a record, each with columns that are known and of their kind."""
    known = {table.name: table for table in (articles, *tables_of_articles())}
    try:
        own = {name: [_row(known[name], row) for row in found] for name, found in record["rows"].items()
               if name in known}  # fmt: skip
        id = record["id"]
        same = [row["article_id"] == id for name in own if name != "articles" for row in own[name]]
        whole = len(own["articles"]) == 1 and own["articles"][0]["id"] == id and all(same)
        whole = whole and bool(own.get("versions")) and bool(_ID.fullmatch(id))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unfit("not_record") from error
    if not whole:
        raise Unfit("not_record")
    return own


def _article(own: Mapping[str, list[Record]]) -> Article:
    """The article of checked rows, whose digests agree with what they say."""
    row = own["articles"][0]
    try:
        article = rows.recorded(_Row(row))
        found = own.get("annotations")
        merged(article, rows.found_in(_Row(row | found[0])) if found else None, ())
        agree = rows.state(article) == row["state"] and article.provenance.sha256 == row["sha256"]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unfit("not_record") from error
    named = article.url or article.source_id
    if not agree or (named and article_id(article.source, article.url, article.source_id, "") != article.id):
        raise Unfit("record_changed")
    return article


def _add(writer: Writer, own: Mapping[str, list[Record]], original: Callable[[str], bytes]) -> None:
    for row in own["versions"]:
        _keep_original(writer.connection, row["sha256"], original)
    for table in (articles, *tables_of_articles()):
        if table not in _NUMBERED and own.get(table.name):
            writer.connection.execute(insert(table), own[table.name])


def _keep_original(connection: Connection, digest: str, original: Callable[[str], bytes]) -> None:
    if connection.execute(select(originals.c.size).where(originals.c.sha256 == digest)).first() is None:
        data = original(digest)
        packed = {"sha256": digest, "size": len(data), "data": zlib.compress(data, 6)}
        connection.execute(insert(originals), held.kept(connection, [packed]))


def _add_corrections(connection: Connection, own: Mapping[str, list[Record]], id: str) -> int:
    """Corrections that are not there yet, after those that are; how many."""
    there = {seal(row) for row in _corrections(connection, id)}
    new = [row for row in own.get("corrections", ()) if seal(row) not in there]
    for row in new:
        row = {key: value for key, value in row.items() if key != "number"}
        connection.execute(insert(corrections), row | {"seal": seal(row)})
    return len(new)


def add_decisions(connection: Connection, given: Iterable[Record]) -> int:
    """Decisions about access that are not there yet, after those that are; how many."""
    own = [{key: value for key, value in row.items() if key != "number"} for row in given]
    about = [(each.get("article_id"), each.get("source")) for each in own]
    there = [row for id, source in about for row in _decisions(connection, id, source)]
    own = [dict.fromkeys(_DECISION) | row for row in own]
    new = [row for row in own if row not in there]
    if new:
        connection.execute(insert(access_decisions), new)
    return len(new)


def _decisions(connection: Connection, article_id: str | None, source: str | None) -> list[Record]:
    column = access_decisions.c
    about = column.article_id == article_id if article_id is not None else column.source == source
    rows_found = connection.execute(select(access_decisions).where(about)).mappings()
    return [{key: value for key, value in row.items() if key != "number"} for row in rows_found]


def decisions_of(store: Store, sources: Collection[str] | None) -> list[Record]:
    """Rows of the decisions for some sources, or for all, as another archive can take them over."""
    column = access_decisions.c
    query = select(access_decisions).where(column.source.is_not(None)).order_by(column.number)
    with translated(store.where), store.engine.connect() as connection:
        every = [dict(row) for row in connection.execute(query).mappings()]
    return [row for row in every if sources is None or row["source"] in sources]


def take_decisions(store: Store, given: Sequence[Mapping[str, Any]]) -> int:
    """Decisions for sources out of another archive; how many were news. Unfit for what can't be."""
    try:
        own = [_row(access_decisions, row) for row in given]
        if not all(row["source"] and not row.get("article_id") and Terms.parse(row["terms"]) for row in own):
            raise Unfit("not_record")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unfit("not_record") from error
    with store._write() as writer:
        new = add_decisions(writer.connection, [{"article_id": None, **row} for row in own])
        if new:
            sources = {row["source"] for row in own}
            found = select(articles.c.id).where(articles.c.source.in_(sorted(sources)))
            access.bring_up(writer.connection, list(writer.connection.execute(found).scalars()))
    return new


def _corrections(connection: Connection, id: str) -> list[Mapping[str, Any]]:
    query = select(corrections).where(corrections.c.article_id == id)
    return list(connection.execute(query).mappings())  # type: ignore[arg-type]


def _plain(row: Mapping[str, Any]) -> Record:
    """A row as JSON can hold it: bytes in base64."""
    return {
        key: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for key, value in row.items()
    }


def _row(table: Table, value: Mapping[str, Any]) -> Record:
    """A row with every column of its table that the value has; KeyError, TypeError, ValueError."""
    row: Record = {}
    for column in table.columns:
        given = value.get(column.name)
        if given is None:
            if column.name in value and column.nullable:
                row[column.name] = None
            elif not (column.nullable or column.server_default is not None):
                raise KeyError(column.name)
            continue
        row[column.name] = _value(column.type, given)
    return row


def _value(kind: object, given: Any) -> Any:
    if isinstance(kind, LargeBinary):
        return base64.b64decode(given, validate=True)
    if isinstance(kind, Integer):
        return int(given)
    if isinstance(kind, Float):
        return float(given)
    if not isinstance(given, str):
        raise TypeError(type(given).__name__)
    given.encode()
    return given


class _Row:
    """Values under their names, as a row of the database has them."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
