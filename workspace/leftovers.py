"""Files of a data folder that are not the archive's own (saved exports), searched for words of an article.

Read as they are and, where they are packed (gz, bz2, xz, zip), unpacked; a megabyte at a time.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any

from kazakh.tokens import sentences

#: Sentences looked for: the longest say most surely whose they are.
_SENTENCES = 8
_SHORTEST = 20
_CHUNK = 1 << 20
#: No more is unpacked of one file than that many bytes: a bomb must not keep a withdrawal from its end.
_MOST = 1 << 32
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1251", "koi8-r")
_PACKED: tuple[tuple[bytes, Any], ...] = (
    (b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open),
)  # fmt: skip
_BROKEN = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
)


def telling(texts: Iterable[str]) -> list[bytes]:
    """Sentences by which files that hold one of these texts are known, as files may write them.

    >>> said = telling(["Қар кетті. Ауыл өзенінің суы тасып, көпір бұзылды."])
    >>> "Ауыл өзенінің суы тасып, көпір бұзылды.".encode() in said, "Қар кетті.".encode() in said
    (True, False)
    """
    found: set[bytes] = set()
    for text in texts:
        said = (text[start:end].strip() for start, end in sentences(text))
        own = sorted({each for each in said if len(each) >= _SHORTEST}, key=len, reverse=True)
        for sentence in own[:_SENTENCES]:
            found |= set(_written(sentence))
    return sorted(found)


def _written(sentence: str) -> Iterator[bytes]:
    for encoding in _ENCODINGS:
        with suppress(UnicodeEncodeError):
            yield sentence.encode(encoding)
    for plain in (True, False):
        yield json.dumps(sentence, ensure_ascii=plain)[1:-1].encode("utf-8", "surrogatepass")
    yield sentence.replace('"', '""').encode("utf-8", "surrogatepass")  # as CSV writes it


def still_holding(files: Iterable[Path], said: Sequence[bytes]) -> Iterator[Path]:
    """Those of the files that hold one of the sentences; what can't be read is passed over."""
    for path in files:
        if said and any(_holds(stream, said) for stream in _streams(path)):
            yield path


def _streams(path: Path) -> Iterator[IO[bytes]]:
    """A file as it is, and each thing packed in it."""
    with ExitStack() as stack, suppress(*_BROKEN):
        plain = stack.enter_context(path.open("rb"))
        head = plain.read(8)
        plain.seek(0)
        yield plain
        for magic, unpacked in _PACKED:
            if head.startswith(magic):
                yield stack.enter_context(unpacked(path, "rb"))
        if head.startswith(b"PK"):
            pack = stack.enter_context(zipfile.ZipFile(path))
            for member in pack.infolist():
                with pack.open(member) as inside:
                    yield inside


def _holds(stream: IO[bytes], said: Sequence[bytes]) -> bool:
    overlap = max(map(len, said))
    before, done = b"", 0
    with suppress(*_BROKEN):
        while done < _MOST and (chunk := stream.read(_CHUNK)):
            window = before + chunk
            if any(sentence in window for sentence in said):
                return True
            before, done = window[-overlap:], done + len(chunk)
    return False
