"""The index can not answer."""

from __future__ import annotations

from archive.errors.base import ArchiveError


class EngineError(ArchiveError):
    """The search index can't answer."""

    code = "engine"
    exit_code = 6
    http_status = 503


class IndexMissing(EngineError):
    code = "engine.missing"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class IndexStale(EngineError):
    code = "engine.stale"

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(found=found, wanted=wanted)


class IndexLocked(EngineError):
    code = "engine.locked"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)


class IndexUnwritable(EngineError):
    """The index can't be written; the store is whole. ``reason`` is disk_full, not_writable or unwritten."""

    code = "engine.unwritable"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class EngineUnavailable(EngineError):
    code = "engine.unavailable"

    def __init__(self, engine: str, hint: str) -> None:
        super().__init__(engine=engine, hint=hint)


class QueryTooLong(EngineError):
    """A query took longer than the server gives to one; a narrower one may be answered."""

    code = "engine.too_long"

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)


class ClusterTrouble(EngineError):
    """A search server refuses or fails, in its own words."""

    code = "engine.cluster"

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(engine=engine, reason=reason)
