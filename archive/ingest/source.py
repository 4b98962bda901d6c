"""Files and folders into chunks of records for the workers, those left out that were taken in before."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import BinaryIO

from archive.errors import ReadError
from archive.fixity import sha256
from archive.ingest.keys import file_key, record_key
from archive.ingest.work import Entry, Setup, WholeFile, read
from archive.model import RawArticle
from archive.readers import files
from archive.readers.base import RECORD_LIMIT
from archive.readers.walk import STDIN

#: So many entries, or bytes, go to a worker together.
CHUNK_ENTRIES = 64
CHUNK_BYTES = 4 << 20
#: Files that are one record each: read by the workers, and known by their bytes before they are read.
ONE_RECORD = frozenset({".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
#: Counting the bytes of the input ends after so long; how long the run will take is then not told.
COUNTING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A record whose key is known; the store decides in its turn whether ``entry`` must be read again."""

    key: str
    entry: RawArticle | WholeFile

    @property
    def record(self) -> int:
        return self.entry.record if isinstance(self.entry, RawArticle) else 1


@dataclass(slots=True)
class Chunk:
    """``entries`` in order; ``files`` were opened for them, ``read_bytes`` of the input are then done."""

    entries: list[Entry | Seen] = field(default_factory=list)
    files: int = 0
    read_bytes: int = 0

    @property
    def todo(self) -> list[Entry]:
        return [entry for entry in self.entries if not isinstance(entry, Seen)]


class Source:
    """``known`` says which of some keys are those of records taken in before."""

    def __init__(self, setup: Setup, known: Callable[[Iterable[str]], set[str]], stdin: BinaryIO | None):
        self._setup = setup
        self._known = known
        self._stdin = stdin
        self._done = 0

    def chunks(self, paths: Iterable[str]) -> Iterator[Chunk]:
        """Everything below the paths, in order."""
        chunk, size = Chunk(), 0
        for entry, opened, weight in self._entries(paths):
            chunk.files += opened
            chunk.read_bytes = self._done
            if entry is None:
                continue
            chunk.entries.append(entry)
            size += weight
            if len(chunk.entries) >= CHUNK_ENTRIES or size >= CHUNK_BYTES:
                yield self._looked_up(chunk)
                chunk, size = Chunk(read_bytes=self._done), 0
        yield self._looked_up(chunk)

    def _entries(self, paths: Iterable[str]) -> Iterator[tuple[Entry | None, int, int]]:
        """Each entry, 1 with the first of a file, and its bytes; files that give nothing count too."""
        for path in files(paths):
            if isinstance(path, ReadError):
                yield path, 0, 0
                continue
            size = _size(path)
            if 0 < size <= RECORD_LIMIT and PurePath(path).suffix.lower() in ONE_RECORD:
                self._done += size
                yield WholeFile(path, _digest(path)), 1, size
                continue
            yield from self._streamed(path, size)

    def _streamed(self, path: str, size: int) -> Iterator[tuple[Entry | None, int, int]]:
        before = self._done
        yield None, 1, 0
        for record in read(self._setup, path, self._stdin):
            weight = 0
            if isinstance(record, RawArticle):
                weight = len(record.raw)
                self._done = max(self._done, before + min(size, record.offset + weight))
            yield record, 0, weight
        self._done = before + size
        yield None, 0, 0

    def _looked_up(self, chunk: Chunk) -> Chunk:
        keys = [self._key(entry) for entry in chunk.entries]
        known = self._known([key for key in keys if key])
        chunk.entries = [
            Seen(key, entry) if key in known and isinstance(entry, RawArticle | WholeFile) else entry
            for key, entry in zip(keys, chunk.entries, strict=True)
        ]
        return chunk

    def _key(self, entry: Entry | Seen) -> str | None:
        if isinstance(entry, RawArticle):
            return record_key(entry, self._setup.how)
        if isinstance(entry, WholeFile) and entry.digest:
            return file_key(entry.path, entry.digest, self._setup.how)
        return None


def total_bytes(paths: Iterable[str]) -> int:
    """Bytes of all files below the paths; 0 when there are too many to count quickly."""
    end = time.monotonic() + COUNTING_SECONDS
    total = 0
    for path in files(paths):
        if time.monotonic() > end:
            return 0
        total += _size(path) if isinstance(path, str) else 0
    return total


def _size(path: str) -> int:
    if path == STDIN:
        return 0
    try:
        return os.stat(path).st_size  # noqa: PTH116 a name of bytes that are no text is a name too
    except OSError:
        return 0


def _digest(path: str) -> str:
    """Of the bytes of a file; empty when it can't be read, which its reader will tell."""
    try:
        return sha256(Path(path).read_bytes())
    except OSError:
        return ""
