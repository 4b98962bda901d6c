"""What a worker does: records (or whole files) into articles made ready for the store."""

from __future__ import annotations

import copyreg
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, BinaryIO

from archive.cleaning import Stamp, clean
from archive.errors import InvalidArticle, ReadError
from archive.extract import annotate
from archive.ingest.keys import WHOLE_FILES, file_key, lasting, record_key
from archive.model import RawArticle
from archive.readers import ReadOptions, records
from archive.store.ready import Ready, ready


@dataclass(frozen=True, slots=True)
class Setup:
    """What is the same for every record of a run; ``how`` is ``keys.how_read`` of it."""

    read: ReadOptions
    format: str | None
    stamp: Stamp
    how: str
    extract: bool = True


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file of one record, to be read by who gets it; ``digest`` is the SHA-256 of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Done:
    """A record made ready, and how it was read."""

    ready: Ready
    format: str
    encoding: str


Entry = RawArticle | ReadError | WholeFile
Item = Done | ReadError


def work(setup: Setup, entries: Sequence[Entry]) -> list[list[Item]]:
    """For each entry what it gives, in order."""
    return [list(_items(setup, entry)) for entry in entries]


def _items(setup: Setup, entry: Entry) -> Iterator[Item]:
    if isinstance(entry, ReadError):
        yield entry
    elif isinstance(entry, RawArticle):
        yield made_ready(setup, entry, record_key(entry, setup.how))
    else:
        found = list(read(setup, entry.path, None))
        # What one file of a format that keeps one article a file gives is known by the file itself.
        alone = len(found) == 1
        for record in found:
            if isinstance(record, ReadError):
                yield record
                continue
            whole = alone and record.format in WHOLE_FILES
            key = file_key(entry.path, entry.digest, setup.how) if whole else record_key(record, setup.how)
            yield made_ready(setup, record, key)


def read(setup: Setup, path: str, stdin: BinaryIO | None) -> Iterator[RawArticle | ReadError]:
    """Every record of one file."""
    return records(path, setup.read, setup.format, stdin)


def made_ready(setup: Setup, record: RawArticle, key: str | None) -> Item:
    """The article of a record with all that its rows hold, or why there is none."""
    try:
        article = clean(record, setup.stamp)
    except InvalidArticle as error:
        return ReadError(record.path, record.line, error.reason, field=error.field)
    found = annotate(article) if setup.extract else None
    made = ready(article, record.raw, found, key if lasting(article) else None)
    return Done(made, record.format, record.encoding)


def carry(setup: Setup) -> Setup:
    """The same without what can't leave the process."""
    return replace(setup, read=replace(setup.read, budget=None))


def _read_error(params: dict[str, Any]) -> ReadError:
    return ReadError(**params)


def _mapping(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# Neither carries itself to another process.
copyreg.pickle(MappingProxyType, lambda value: (_mapping, (dict(value),)))
copyreg.pickle(ReadError, lambda error: (_read_error, (error.params,)))
