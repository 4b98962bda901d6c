"""ZIP archives: every member is a file of its own, checked before a word of it is taken."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from posixpath import normpath
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import ReadOptions, Record
from archive.readers.near_packed import InZip, ZipNames
from archive.readers.unpack import (
    DAMAGE,
    MEMBER_LIMIT,
    Budget,
    ReadInner,
    deeper,
    guarded,
    inner,
    member_path,
    seekable,
)

_CHUNK = 1 << 20
#: The list of members is held in memory, so its size is bounded: some 700,000 members.
_LIST_LIMIT = 64 << 20
_UTF8 = 0x800
_ENCRYPTED = 0x41
_UNIX = 3
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/")


class ZipReader:
    """Members in the order of the archive's list; hidden ones are left out, as in folders."""

    name = "zip"
    extensions: tuple[str, ...] = (".zip",)

    def __init__(self, read: ReadInner) -> None:
        self._read = read

    def sniff(self, head: bytes, path: str) -> bool:
        # Office files are ZIP inside: taken apart they would give pieces that are no articles.
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not any(
            mark in head[:2048] for mark in _OFFICE
        )

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        within = deeper(path, options)
        if isinstance(within, ReadError):
            yield within
            return
        file = seekable(stream)
        try:
            size = list_size(file)
            if size > _LIST_LIMIT:
                yield ReadError(path, 0, "too_many", limit=MEMBER_LIMIT)
                return
            archive = zipfile.ZipFile(file)
        except DAMAGE:
            yield ReadError(path, 0, "damaged")
            return
        known, packed, whole = ZipNames(), 0, file.seek(0, 2)
        with archive:
            for info in archive.infolist():
                packed += info.compress_size
                if packed > whole:
                    # More in the list than there are bytes: members lie upon each other, to be unpacked many
                    # times.
                    yield ReadError(path, 0, "bomb", bytes=packed)
                    return
                # ``is_dir`` breaks on a member without a name.
                if not info.filename.endswith("/"):
                    yield from self._member(archive, info, path, known, *within)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, known: ZipNames,
        options: ReadOptions, budget: Budget,
    ) -> Iterator[Record]:  # fmt: skip
        shown = member_path(path, member_name(info))
        if shown is None:
            return
        refusal = shown if isinstance(shown, ReadError) else _check(archive, info, shown, budget)
        if refusal is not None:
            yield refusal
            return
        try:
            with archive.open(info) as member:
                flow = guarded(member, str(shown), budget, lambda: info.compress_size)
                near = InZip(archive, normpath(info.filename), path, budget, known)
                yield from inner(self._read, flow, str(shown), replace(options, near=near))
        except DAMAGE:
            yield ReadError(str(shown), 0, "damaged")


def _check(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: Budget) -> ReadError | None:
    """Why a member can't be taken. It is read through once before: its check sum stands at its end, and
    nothing of a damaged member may be taken in."""
    if info.flag_bits & _ENCRYPTED:
        return ReadError(path, 0, "encrypted")
    # Links, devices and pipes: what stands in them is a path, no text.
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
    if kind not in (0, stat.S_IFREG):
        return ReadError(path, 0, "not_a_file")
    try:
        with archive.open(info) as member:
            flow = guarded(member, path, Budget(budget.limit, budget.used), lambda: info.compress_size)
            while flow.read(_CHUNK):
                pass
    except ReadError as error:
        return error
    except DAMAGE:
        return ReadError(path, 0, "damaged")
    return None


def member_name(info: zipfile.ZipInfo) -> str:
    """The name in the letters it was written in: old archivers write cp866 and say nothing.

    >>> info = zipfile.ZipInfo("Новости".encode("cp866").decode("cp437"))
    >>> member_name(info)
    'Новости'
    """
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp866")


def list_size(file: BinaryIO) -> int:
    """Bytes of the list of members, as the end of the archive says; 0 when there is no such end."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 66_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x06\x06")
    if at >= 0 and len(tail) >= at + 56:
        return int(struct.unpack_from("<Q", tail, at + 40)[0])
    at = tail.rfind(b"PK\x05\x06")
    return int(struct.unpack_from("<L", tail, at + 12)[0]) if at >= 0 and len(tail) >= at + 22 else 0
