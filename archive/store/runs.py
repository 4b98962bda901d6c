"""The diary of ingest runs: when, what, how many, and every refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert

from archive.errors import ReadError
from archive.store.schema import rejects, runs


def keep_run(
    connection: Connection,
    started_at: str,
    seconds: float,
    software: str,
    paths: Sequence[str],
    counts: Mapping[str, int],
) -> int:
    """Write down a run and return its number."""
    row = {"started_at": started_at, "seconds": seconds, "software": software}
    row |= {"paths": json.dumps(list(paths), ensure_ascii=False), "counts": json.dumps(dict(counts))}
    key = connection.execute(insert(runs), row).inserted_primary_key
    assert key is not None
    return int(key[0])


def keep_rejects(connection: Connection, run: int, refused: Sequence[ReadError]) -> None:
    """Write down refusals of a run."""
    rows = [
        {
            "run_id": run,
            "path": error.path,
            "line": error.line,
            "reason": error.reason,
            "params": json.dumps(error.params, ensure_ascii=False, default=str),
        }
        for error in refused
    ]
    if rows:
        connection.execute(insert(rejects), rows)
