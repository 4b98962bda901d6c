"""The text of a few articles out of a store in a file, without the database toolkit: for the shell's search,
which answers before the toolkit would be loaded.

What a person corrects is never the text, so a body stands as its record has it.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

#: The schema that this module knows; another is left to ``Store``, which brings it up to date or refuses it.
SCHEMA_VERSION = 4


def bodies(file: Path, ids: Sequence[str]) -> dict[str, str] | None:
    """Bodies by id, of those that are there; ``None`` where ``Store`` must look: another schema, a file that
    is locked, damaged or no store."""
    marks = ",".join("?" * len(ids))
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
            if found is None or found[0] != str(SCHEMA_VERSION):
                return None
            rows = connection.execute(f"SELECT id, body FROM articles WHERE id IN ({marks})", tuple(ids))
            return dict(rows.fetchall())
    except sqlite3.Error:
        return None


def levels(file: Path, ids: Sequence[str], day: dt.date) -> dict[str, str] | None:
    """Levels of access by id, of those that are not open on a day; ``None`` as above."""
    marks, today = ",".join("?" * len(ids)), day.isoformat()
    query = f"SELECT article_id, level FROM held_back WHERE article_id IN ({marks})"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            holds = " AND since <= ? AND (until IS NULL OR until > ?)"
            return dict(connection.execute(query + holds, (*ids, today, today)).fetchall())
    except sqlite3.Error:
        return None


class Watch:
    """One row of a store's file, read again and again by many threads: the count of changes of access."""

    def __init__(self, database: str) -> None:
        # Not for reading only: whoever closes a file last folds its log in.
        place = database if database.startswith("file:") else Path(database).resolve().as_uri()
        self._mutex = threading.Lock()
        self._connection = sqlite3.connect(place, uri=True, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA query_only = ON").close()

    def version(self) -> int | None:
        """``None`` while nothing was ever held back; sqlite3.Error."""
        with self._mutex:
            rows = self._connection.execute("SELECT value FROM meta WHERE key = 'access'").fetchall()
        return int(rows[0][0]) if rows else None

    def close(self) -> None:
        with self._mutex:
            self._connection.close()
