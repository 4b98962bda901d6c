"""Who speaks in the archive."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select, union_all

from archive.store.schema import articles, extracted


def speaker_names(connection: Connection) -> dict[str, str]:
    """Id and name of everyone named as speaker by a record or found in a text."""
    named = select(articles.c.tags).where(articles.c.tags.not_like('%"speakers":[]%'))
    found = select(extracted.c.found).where(extracted.c.found.not_like('%"speakers":[]%'))
    names: dict[str, str] = {}
    for (value,) in connection.execute(union_all(named, found)):
        for speaker in json.loads(value).get("speakers", ()):
            names.setdefault(speaker["id"], speaker["name"])
    return names
