"""What every reader is: bytes of one file in, raw articles and refusals out, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Protocol

from archive.errors import ReadError
from archive.fixity import sha256
from archive.model import RawArticle
from archive.readers.encoding import garbled
from archive.readers.fields import SEVERAL, as_text, fold_fields, several
from archive.readers.mapping import read_date

if TYPE_CHECKING:
    from archive.readers.near import Near

#: Bytes looked at to tell format and encoding.
HEAD_BYTES = 1 << 16
#: The largest record taken in, in bytes: longer ones are refused, and memory stays bounded.
RECORD_LIMIT = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: ``mapping`` gives a column for a field (``--map FIELD=COLUMN``), ``defaults`` a value
    for fields a record lacks (``--default FIELD=VALUE``), ``source`` the source of every record,
    ``encoding`` the encoding as a person tells it, ``record_limit`` the largest record in bytes;
    ``constants`` are values every record gets whatever it says, ``date_format`` how dates are written
    (strptime's), ``columns_required`` whether a table without a mapped column is refused. ``depth`` and
    ``budget`` are how many archives the file lies in, and what may still be unpacked of them; ``near`` the
    files beside it, for formats of several files."""

    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str | None = None
    encoding: str | None = None
    record_limit: int = RECORD_LIMIT
    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    delimiter: str | None = None
    date_format: str | None = None
    columns_required: bool = False
    depth: int = 0
    budget: object = None
    near: Near | None = None


Record = RawArticle | ReadError


class Reader(Protocol):
    """One format. ``sniff`` sees the first bytes and the path; ``read`` yields a broken record as a
    :class:`ReadError` value with path, line and reason, and goes on."""

    name: str
    extensions: tuple[str, ...]

    def sniff(self, head: bytes, path: str) -> bool: ...

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its number and its first line, both from 1, and its first byte, from 0."""

    record: int = 1
    line: int = 1
    offset: int = 0


def raw_article(
    columns: Mapping[str, object],
    raw: bytes,
    where: Place,
    path: str,
    format: str,
    encoding: str,
    options: ReadOptions,
) -> Record:
    """The record of these columns under the recognised field names, or a refusal if it has no text."""
    fields, extra = fold_fields(columns, options.mapping, options.defaults)
    fixed = {**options.constants, **({"source": options.source} if options.source is not None else {})}
    for name, value in fixed.items():
        if fields.get(name) not in (None, value):
            extra.setdefault(name, as_text(fields[name]))
        fields[name] = several(value) if name in SEVERAL else value
    if options.date_format is not None and isinstance(date := fields.get("date"), str):
        # A date that is not written as told is kept, and not believed.
        read = read_date(date, options.date_format)
        if read is None:
            extra.setdefault("date", date)
            del fields["date"]
        else:
            fields["date"] = read
    if not fields.get("title") and not fields.get("body"):
        return ReadError(path, where.line, "no_text")
    if garbled(f"{fields.get('title', '')} {fields.get('body', '')}"):
        return ReadError(path, where.line, "garbled")
    return RawArticle(
        fields=MappingProxyType(fields),
        path=path,
        record=where.record,
        line=where.line,
        offset=where.offset,
        raw=raw,
        sha256=sha256(raw),
        format=format,
        encoding=encoding,
        extra=MappingProxyType(extra),
    )


def read_whole(stream: BinaryIO, path: str, options: ReadOptions) -> bytes | ReadError:
    """All bytes of a one-article file, unless it is empty or longer than a record may be."""
    data = stream.read(options.record_limit + 1)
    if len(data) > options.record_limit:
        return ReadError(path, 0, "too_long", limit=options.record_limit)
    if not data.strip():
        return ReadError(path, 0, "empty_file")
    return data
