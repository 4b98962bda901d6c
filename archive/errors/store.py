"""The store can not be opened, written, or found whole."""

from __future__ import annotations

from archive.errors.base import ArchiveError


class StoreError(ArchiveError):
    """The store can't be opened, read or written."""

    code = "store"
    exit_code = 4
    http_status = 503


class StoreMissing(StoreError):
    code = "store.missing"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class StoreVersionError(StoreError):
    """A store of another schema version; ``found`` and ``wanted`` are integers."""

    code = "store.version"

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(found=found, wanted=wanted)


class StoreBusy(StoreError):
    """Another process is writing, or the folder can't be written."""

    code = "store.busy"

    def __init__(self, path: str, reason: str = "locked") -> None:
        super().__init__(path=path, reason=reason)


class OriginalsAway(StoreError):
    """The bucket that holds the original bytes can't be used; ``reason`` is the server's or ours."""

    code = "store.originals"

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address=address, reason=reason)


class OriginalsLeft(StoreError):
    """Objects that should have been deleted and that the bucket still keeps, with how many there are."""

    code = "store.originals_left"

    def __init__(self, address: str, digests: str) -> None:
        super().__init__(address=address, digests=digests)


class StoreFull(StoreError):
    """The disk has no room: what was not yet committed is not kept, everything else is."""

    code = "store.full"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class OutputFailed(StoreError):
    """A file could not be written as a whole; ``reason`` is disk_full, not_writable or unwritten."""

    code = "store.output"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path=path, reason=reason)


class NotEmpty(StoreError):
    """A folder that would be written over holds something."""

    code = "store.not_empty"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class DemoRefused(StoreError):
    """The samples are never mixed with real articles: the folder already holds an archive."""

    code = "store.demo"

    def __init__(self, path: str) -> None:
        super().__init__(path=path)


class ArticleNotFound(StoreError):
    code = "store.article"
    http_status = 404

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.id = id


class ArticleWithdrawn(StoreError):
    """An article that was taken out for good, and when (UTC)."""

    code = "store.withdrawn"
    http_status = 410

    def __init__(self, id: str, at: str) -> None:
        super().__init__(id=id, at=at[:10])
        self.id = id


class CorrectionNotFound(StoreError):
    """No correction of that number is in force."""

    code = "store.correction"
    exit_code = 2
    http_status = 404

    def __init__(self, number: int) -> None:
        super().__init__(number=number)


class DecisionNotFound(StoreError):
    """No decision about access of that number is in force."""

    code = "store.access_decision"
    exit_code = 2
    http_status = 404

    def __init__(self, number: int) -> None:
        super().__init__(number=number)


class VersionNotFound(StoreError):
    """An article has no version of that number."""

    code = "store.article_version"
    http_status = 404

    def __init__(self, id: str, number: int) -> None:
        super().__init__(id=id, number=number)


class FixityError(ArchiveError):
    """Bytes that no longer have the digest they were stored under."""

    code = "fixity"
    exit_code = 5

    def __init__(self, article: str, expected: str, actual: str | None) -> None:
        super().__init__(article=article, expected=expected, actual=actual)


class CopyDamaged(FixityError):
    """A backup or a bag that is not as it was made: ``member`` is the file in it, ``reason`` a code (digest,
    missing, extra, truncated, content, count), ``expected`` and ``actual`` what was compared."""

    code = "fixity.copy"

    def __init__(
        self, path: str, member: str, reason: str, expected: str | None = None, actual: str | None = None
    ) -> None:
        ArchiveError.__init__(self, path=path, member=member, reason=reason, expected=expected, actual=actual)
        self.member, self.reason = member, reason
