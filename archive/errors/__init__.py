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
    │   ├─ OriginalsAway(address, reason)
    │   ├─ OriginalsLeft(address, digests)
    │   ├─ OutputFailed(path, reason)
    │   ├─ NotEmpty(path)
    │   ├─ DemoRefused(path)
    │   ├─ CorrectionNotFound(number)    2
    │   ├─ DecisionNotFound(number)      2
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

from archive.errors.base import ArchiveError
from archive.errors.engine import (
    ClusterTrouble,
    EngineError,
    EngineUnavailable,
    IndexLocked,
    IndexMissing,
    IndexStale,
    IndexUnwritable,
    QueryTooLong,
)
from archive.errors.input import (
    HarvestFailed,
    InputError,
    InvalidArticle,
    InvalidMapping,
    ReadError,
    UnknownFormat,
)
from archive.errors.query import (
    InvalidCorrection,
    InvalidDate,
    InvalidRequest,
    QueryError,
    QuerySyntaxError,
    UnknownField,
)
from archive.errors.store import (
    ArticleNotFound,
    ArticleWithdrawn,
    CopyDamaged,
    CorrectionNotFound,
    DecisionNotFound,
    DemoRefused,
    FixityError,
    NotEmpty,
    OriginalsAway,
    OriginalsLeft,
    OutputFailed,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreMissing,
    StoreVersionError,
    VersionNotFound,
)

__all__ = [
    "ArchiveError",
    "ArticleNotFound",
    "ArticleWithdrawn",
    "ClusterTrouble",
    "CopyDamaged",
    "CorrectionNotFound",
    "DecisionNotFound",
    "DemoRefused",
    "EngineError",
    "EngineUnavailable",
    "FixityError",
    "HarvestFailed",
    "IndexLocked",
    "IndexMissing",
    "IndexStale",
    "IndexUnwritable",
    "InputError",
    "InvalidArticle",
    "InvalidCorrection",
    "InvalidDate",
    "InvalidMapping",
    "InvalidRequest",
    "NotEmpty",
    "OriginalsAway",
    "OriginalsLeft",
    "OutputFailed",
    "QueryError",
    "QuerySyntaxError",
    "QueryTooLong",
    "ReadError",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreMissing",
    "StoreVersionError",
    "UnknownField",
    "UnknownFormat",
    "VersionNotFound",
]
