"""Original bytes that were found damaged: mended when their file is taken in again."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, select, update

from archive.fixity import sha256
from archive.store import held
from archive.store.ready import Ready
from archive.store.schema import originals, taken, versions
from archive.store.taken import pages


def read_again(connection: Connection, digests: Iterable[str]) -> None:
    """Forgets that records with these originals were taken in, so that their files are read anew."""
    for page in pages(digests):
        ids = select(versions.c.article_id).where(versions.c.sha256.in_(page))
        connection.execute(delete(taken).where(taken.c.article_id.in_(ids)))


def mend_original(connection: Connection, ready: Ready) -> bool:
    """Puts the bytes of a record in the place of kept ones that are no longer what their digest says;
    whether that was due."""
    digest = ready.row["sha256"]
    row = connection.execute(select(originals.c.data).where(originals.c.sha256 == digest)).first()
    if row is None or _is_whole(held.packed_of(connection, digest, row.data), digest):
        return False
    change = update(originals).where(originals.c.sha256 == digest)
    mended = held.kept(connection, [{"sha256": digest, "data": ready.packed, "size": ready.size}])[0]
    connection.execute(change.values(data=mended["data"], size=ready.size))
    return True


def _is_whole(data: bytes | None, digest: str) -> bool:
    try:
        return data is not None and sha256(zlib.decompress(data)) == digest
    except zlib.error:
        return False
