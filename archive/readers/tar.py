"""TAR archives, in one pass, so that a packed one is never unpacked to disk."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, BinaryIO, cast

from archive.errors import ReadError
from archive.readers.base import ReadOptions, Record
from archive.readers.near import HEAD, is_issue_part
from archive.readers.near_packed import OnShelf, Shelf
from archive.readers.unpack import (
    DAMAGE,
    MEMBER_LIMIT,
    Budget,
    ReadInner,
    deeper,
    guarded,
    inner,
    member_path,
)

#: Longest name or set of attributes held in memory; headers may claim any size.
_HEADER_LIMIT = 1 << 20
_HEADERS = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME,
            tarfile.GNUTYPE_LONGLINK)  # fmt: skip


class TarReader:
    """Members in the order they come. After a broken header the next sound one is looked for."""

    name = "tar"
    extensions: tuple[str, ...] = (".tar",)

    def __init__(self, read: ReadInner) -> None:
        self._read = read

    def sniff(self, head: bytes, path: str) -> bool:
        return head[257:262] == b"ustar"

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        within = deeper(path, options)
        if isinstance(within, ReadError):
            yield within
            return
        broken: list[bool] = []
        shelf = Shelf()
        try:
            with tarfile.open(
                fileobj=cast("IO[bytes]", stream), mode="r|", ignore_zeros=True, tarinfo=_noticing(broken)
            ) as archive:
                yield from self._members(archive, path, shelf, within[0], within[1], broken)
        except ReadError as error:
            yield error
        except (*DAMAGE, tarfile.TarError):
            yield ReadError(path, 0, "damaged")
        yield from self._shelved(shelf, path, within[0])

    def _members(
        self, archive: tarfile.TarFile, path: str, shelf: Shelf, options: ReadOptions, budget: Budget,
        broken: list[bool],
    ) -> Iterator[Record]:  # fmt: skip
        number = 0
        while (member := archive.next()) is not None:
            number += 1
            # A list of all members would grow with the archive.
            cast(Any, archive).members = []
            if broken:
                broken.clear()
                yield ReadError(path, 0, "damaged", member=number)
            if number > MEMBER_LIMIT:
                yield ReadError(path, 0, "too_many", limit=MEMBER_LIMIT)
                return
            if not member.isdir():
                yield from self._member(archive, member, path, shelf, options, budget)
        if broken or not number:
            yield ReadError(path, 0, "damaged", member=number + 1)

    def _member(
        self, archive: tarfile.TarFile, member: tarfile.TarInfo, path: str, shelf: Shelf,
        options: ReadOptions, budget: Budget,
    ) -> Iterator[Record]:  # fmt: skip
        shown = member_path(path, member.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        if shown is None:
            return
        if isinstance(shown, ReadError):
            yield shown
            return
        # Links could point anywhere, and a sparse file is mostly nothing.
        if not member.isreg() or member.issparse():
            yield ReadError(shown, 0, "not_a_file")
            return
        file = archive.extractfile(member)
        if file is not None:
            # What is inside a packed tar is bounded where it is unpacked.
            flow = cast(io.BufferedReader, guarded(file, shown, Budget(budget.limit), lambda: member.size))
            try:
                part = is_issue_part(shown, flow.peek(HEAD))
                data = flow.read(options.record_limit + 1) if part else b""
            except ReadError as error:
                yield error
                return
            if not part:
                yield from inner(self._read, flow, shown, replace(options, near=None))
            elif len(data) > options.record_limit:
                yield ReadError(shown, 0, "too_long", limit=options.record_limit)
            else:
                shelf.put(shown.removeprefix(f"{path}!/"), data)

    def _shelved(self, shelf: Shelf, path: str, options: ReadOptions) -> Iterator[Record]:
        """Issues and their pages, now that all files they may need were seen."""
        for name in shelf.names():
            stream = io.BytesIO(shelf.read(name, options.record_limit) or b"")
            near = OnShelf(shelf, name)
            yield from inner(self._read, stream, f"{path}!/{name}", replace(options, near=near))


def _noticing(broken: list[bool]) -> type[tarfile.TarInfo]:
    """Headers that tell ``broken`` when one is skipped; the library skips them without a word."""

    class Noticing(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Any:
            try:
                found = super().frombuf(buf, encoding, errors)
            except (tarfile.EOFHeaderError, tarfile.EmptyHeaderError):  # type: ignore[attr-defined]
                raise
            except (tarfile.HeaderError, ValueError) as error:
                broken.append(True)
                raise tarfile.InvalidHeaderError("broken") from error  # type: ignore[attr-defined]
            if found.type in _HEADERS and found.size > _HEADER_LIMIT or found.size < 0:
                broken.append(True)
                raise tarfile.InvalidHeaderError("too long")  # type: ignore[attr-defined]
            return found

    return Noticing
