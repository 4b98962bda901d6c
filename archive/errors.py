"""The error tree of the archive: codes and parameters, no prose.

    ArchiveError                        exit  HTTP
    ├─ InputError                        3     –
    │   ├─ ReadError(path, line, reason)
    │   ├─ UnknownFormat(path, known)
    │   ├─ InvalidArticle(field, value, reason)
    │   ├─ InvalidMapping(path, setting, value, reason, known)   2
    │   └─ HarvestFailed(url, reason, detail)
    ├─ QueryError                        2    400
    │   ├─ QuerySyntaxError(text, position, expected)
    │   ├─ UnknownField(name, suggestions, position)
    │   ├─ InvalidDate(value, position)
    │   ├─ InvalidRequest(parameter, value, expected)
    │   └─ InvalidCorrection(target, value, reason, known)
    ├─ StoreError                        4    503
    │   ├─ StoreMissing(path)
    │   ├─ StoreVersionError(found, wanted)
    │   ├─ StoreBusy(path)
    │   ├─ StoreFull(path)
    │   ├─ OutputFailed(path, reason)
    │   ├─ NotEmpty(path)
    │   ├─ DemoRefused(path)
    │   ├─ CorrectionNotFound(number)    2
    │   ├─ VersionNotFound(id, number)   4    404
    │   └─ ArticleNotFound(id)           4    404
    ├─ FixityError(article, expected, actual)   5    –
    │   └─ CopyDamaged(path, member, reason, expected, actual)
    └─ EngineError                       6    503
        ├─ IndexMissing(path)
        ├─ IndexStale(found, wanted)
        ├─ IndexLocked(seconds)
        ├─ IndexUnwritable(path, reason)
        ├─ EngineUnavailable(engine, hint)
        └─ QueryTooLong(seconds)

The command line and the pages turn ``code`` and ``params`` into a sentence in the reader's language
(see ``messages``); nothing here is meant to be read by a person.
"""

from __future__ import annotations

from collections.abc import Sequence


class ArchiveError(Exception):
    """Anything the archive can refuse; ``code`` names the message, ``params`` fill it."""

    code = "archive"
    exit_code = 70
    http_status = 500

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({shown})"


class InputError(ArchiveError):
    """A file or a record that can't be taken in."""

    code = "input"
    exit_code = 3


class ReadError(InputError):
    """A record can't be read: ``path``, ``line`` (from 1; 0 for the file as a whole), ``reason`` (a code)."""

    code = "input.read"

    def __init__(self, path: str, line: int, reason: str, **params: object) -> None:
        super().__init__(path=path, line=line, reason=reason, **params)
        self.path, self.line, self.reason = path, line, reason


class UnknownFormat(InputError):
    """No reader knows this file (or this format name)."""

    code = "input.format"

    def __init__(self, path: str, known: Sequence[str] = ()) -> None:
        super().__init__(path=path, known=tuple(known))
        self.path, self.known = path, tuple(known)


class InvalidArticle(InputError):
    """A record was read, but a field of it can't be true."""

    code = "input.article"

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(field=field, value=value, reason=reason)
        self.field, self.value, self.reason = field, value, reason


class InvalidMapping(InputError):
    """A mapping file that can't be used: ``setting`` is the place in it (``columns.title``), ``value`` what
    stands there, ``reason`` a code, ``known`` what may stand there instead."""

    code = "input.mapping"
    exit_code = 2

    def __init__(self, path: str, setting: str, value: str, reason: str, known: Sequence[str] = ()) -> None:
        super().__init__(path=path, setting=setting, value=value, reason=reason, known=_some(known))
        self.path, self.setting, self.value, self.reason = path, setting, value, reason
        self.known = tuple(known)


class HarvestFailed(InputError):
    """A repository that can't be harvested (further): ``reason`` is a code (``unreachable``, ``no_oai``,
    ``http``, ``refused`` …), ``detail`` what it said. What came before is kept."""

    code = "input.harvest"

    def __init__(self, url: str, reason: str, detail: str = "") -> None:
        super().__init__(url=url, reason=reason, detail=detail)
        self.url, self.reason, self.detail = url, reason, detail


class QueryError(ArchiveError):
    """The query can't be answered as it was typed; the person can mend it."""

    code = "query"
    exit_code = 2
    http_status = 400


class QuerySyntaxError(QueryError):
    """``position`` is a code point offset into ``text``; ``expected`` is a code such as ``close_quote``."""

    code = "query.syntax"

    def __init__(self, text: str, position: int, expected: str) -> None:
        super().__init__(text=text, position=position, expected=expected)
        self.text, self.position, self.expected = text, position, expected


class UnknownField(QueryError):
    """``field:`` that no field or alias is called; ``suggestions`` are the nearest names."""

    code = "query.field"

    def __init__(self, name: str, suggestions: Sequence[str] = (), position: int = 0, text: str = "") -> None:
        super().__init__(name=name, suggestions=tuple(suggestions), position=position, text=text)
        self.name, self.suggestions, self.position, self.text = name, tuple(suggestions), position, text


class InvalidDate(QueryError):
    """A date filter that is no day, month or year."""

    code = "query.date"

    def __init__(self, value: str, position: int = 0, text: str = "") -> None:
        super().__init__(value=value, position=position, text=text)
        self.value, self.position, self.text = value, position, text


class InvalidRequest(QueryError):
    """A parameter beside the query (``limit``, ``sort``, ``page`` …) that can't be used."""

    code = "query.parameter"

    def __init__(self, parameter: str, value: str, expected: str) -> None:
        super().__init__(parameter=parameter, value=value, expected=expected)
        self.parameter, self.value, self.expected = parameter, value, expected


class InvalidCorrection(QueryError):
    """A correction that can't be made: ``target`` (speaker, region …), the ``value`` given, ``reason`` (a
    code) and what is ``known`` instead."""

    code = "query.correction"

    def __init__(self, target: str, value: str, reason: str, known: Sequence[str] = ()) -> None:
        super().__init__(target=target, value=value, reason=reason, known=_some(known))
        self.target, self.value, self.reason, self.known = target, value, reason, tuple(known)


def _some(values: Sequence[str], most: int = 10) -> str:
    return ", ".join(values[:most]) + (" …" if len(values) > most else "")


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
