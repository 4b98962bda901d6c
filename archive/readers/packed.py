"""gz, bz2 and xz: one packed file, read as what is inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import ReadOptions, Record
from archive.readers.peek import Peekable
from archive.readers.unpack import Counter, ReadInner, deeper, guarded, inner, unpacker

_ENDINGS = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}
_MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")


class PackedReader:
    """One packed file; a tar in it is opened too. The path keeps its name, as with the file unpacked."""

    name = "packed"
    extensions: tuple[str, ...] = tuple(_ENDINGS)

    def __init__(self, read: ReadInner) -> None:
        self._read = read

    def sniff(self, head: bytes, path: str) -> bool:
        return head.startswith(_MAGIC)

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        within = deeper(path, options)
        if isinstance(within, ReadError):
            yield within
            return
        source = Peekable(stream)
        head = source.peek(8)
        counted = Counter(source.stream)
        unpacked = unpacker(head, counted)
        if unpacked is None:
            yield ReadError(path, 0, "damaged")
            return
        flow = guarded(unpacked, path, within[1], lambda: counted.count)
        yield from inner(self._read, flow, inner_name(path), replace(within[0], near=None))


def inner_name(path: str) -> str:
    """``күз.txt.gz`` holds ``күз.txt``; the path says both. A packed tar is one archive, not two.

    >>> inner_name("a/күз.txt.gz"), inner_name("жыл.tar.gz"), inner_name("-")
    ('a/күз.txt.gz!/күз.txt', 'жыл.tar.gz', '-')
    """
    for ending, instead in _ENDINGS.items():
        if path.lower().endswith(ending):
            name = path[: -len(ending)].rsplit("/", 1)[-1] + instead
            return path if name.lower().endswith(".tar") else f"{path}!/{name}"
    return path
