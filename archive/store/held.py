"""Where the bytes of an original are: in its row, or, where the row's are empty, in a bucket.

Packed bytes are never empty, so an empty value says "elsewhere" without another column. A row is written
after its bytes are safe in the bucket: nothing that is committed lacks them, and what a crash leaves
over is put again under the same name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.errors import OriginalsAway
from archive.originals import Originals, chosen
from archive.store.schema import meta, originals, versions

ELSEWHERE = b""
_REMEMBERED = "originals"
#: Digests of withdrawn originals that the bucket has still to delete, as JSON.
_DUE = "originals_due"


def packed_of(connection: Connection, digest: str, data: bytes | None) -> bytes | None:
    """The packed bytes of a row, None when the bucket has lost them; OriginalsAway when it can't be asked."""
    if data != ELSEWHERE:
        return data
    return bucket(connection).get(digest)


def kept(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows to be written to ``originals``, their bytes put into the bucket before, where one is chosen."""
    return moved(connection, rows, chosen()) if rows else rows


def moved(
    connection: Connection, rows: list[dict[str, Any]], place: Originals | None
) -> list[dict[str, Any]]:
    """Rows with their bytes in them, as a store keeps them that has a bucket, or none."""
    if place is None:
        return rows
    _remember(connection, place)
    place.put_many({row["sha256"]: row["data"] for row in rows})
    return [{**row, "data": ELSEWHERE} for row in rows]


def bring_home(connection: Connection) -> None:
    """All bytes from the bucket into the rows, as far as they are there; a file then stands by itself."""
    inside = select(originals.c.sha256).where(func.length(originals.c.data) == 0)
    for digest in connection.execute(inside).scalars().all():
        data = bucket(connection).get(digest)
        if data is not None:
            own = update(originals).where(originals.c.sha256 == digest)
            connection.execute(own.values(data=data))
    if connection.execute(inside.limit(1)).first() is None:
        connection.execute(delete(meta).where(meta.c.key == _REMEMBERED))


def any_elsewhere(connection: Connection) -> bool:
    """Whether this store ever put bytes into a bucket."""
    return _remembered(connection) is not None


def elsewhere(connection: Connection, article: str) -> set[str]:
    """Digests of an article's originals that lie in a bucket."""
    query = select(originals.c.sha256).join(versions, versions.c.sha256 == originals.c.sha256)
    query = query.where(versions.c.article_id == article, func.length(originals.c.data) == 0)
    return set(connection.execute(query).scalars())


def without_row(connection: Connection, digests: Iterable[str]) -> list[str]:
    """Those of some digests that no row has any more."""
    wanted = set(digests)
    there = connection.execute(select(originals.c.sha256).where(originals.c.sha256.in_(wanted))).scalars()
    return sorted(wanted - set(there))


def owe(connection: Connection, digests: Iterable[str]) -> None:
    """Notes bytes that the bucket is to delete, in the transaction that takes their rows away."""
    _note_due(connection, sorted({*due(connection), *digests}))


def due(connection: Connection) -> list[str]:
    """Digests that the bucket has still to delete."""
    noted = connection.execute(select(meta.c.value).where(meta.c.key == _DUE)).scalar()
    return list(json.loads(noted)) if noted else []


def settle(connection: Connection) -> list[str]:
    """Deletes what is due; digests of what stays due because the bucket keeps it or does not answer."""
    noted = due(connection)
    try:
        left = sorted(bucket(connection).delete(noted)) if noted else []
    except OriginalsAway:
        left = noted
    if left != noted:
        _note_due(connection, left)
    return left


def _note_due(connection: Connection, digests: list[str]) -> None:
    connection.execute(delete(meta).where(meta.c.key == _DUE))
    if digests:
        connection.execute(insert(meta).values(key=_DUE, value=json.dumps(digests)))


def address(connection: Connection) -> str:
    """The bucket that this store was filled with, empty when none."""
    return _remembered(connection) or ""


def bucket(connection: Connection) -> Originals:
    """The bucket of this store; OriginalsAway when none is chosen, or another one than it was filled with."""
    place, name = chosen(), _remembered(connection)
    if place is None:
        raise OriginalsAway(name or "s3://", "unset")
    if name is not None and name != place.address:
        raise OriginalsAway(name, f"MURAGAT_ORIGINALS={place.address}")
    return place


def _remember(connection: Connection, place: Originals) -> None:
    name = _remembered(connection)
    if name is None:
        connection.execute(insert(meta).values(key=_REMEMBERED, value=place.address))
    elif name != place.address:
        raise OriginalsAway(name, f"MURAGAT_ORIGINALS={place.address}")


def _remembered(connection: Connection) -> str | None:
    return connection.execute(select(meta.c.value).where(meta.c.key == _REMEMBERED)).scalar()
