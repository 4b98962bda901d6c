"""The text of a few articles out of a store in a file, without the database toolkit: for the shell's search,
which answers before the toolkit would be loaded.

What a person corrects is never the text, so a body stands as its record has it.
"""

from __future__ import annotations

import sqlite3
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
