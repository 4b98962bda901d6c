"""The files beside a file in an archive: members of a ZIP, and what was put aside of a TAR."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from posixpath import dirname, normpath
from typing import BinaryIO, cast

from archive.errors import ReadError
from archive.readers.near import HEAD, LOOKED_INTO, could_be_list
from archive.readers.unpack import DAMAGE, Budget, guarded


class InZip:
    """Members of a ZIP archive, each under the limits of unpacking."""

    def __init__(
        self, archive: zipfile.ZipFile, here: str, path: str, budget: Budget, known: ZipNames
    ) -> None:
        self.here = here
        self._archive, self._path, self._budget, self._known = archive, path, budget, known

    def read(self, name: str, limit: int) -> bytes | None:
        info = self._known.by_name(self._archive).get(name)
        if info is None:
            return None
        try:
            with self._archive.open(info) as member:
                flow = guarded(member, f"{self._path}!/{name}", self._budget, lambda: info.compress_size)
                data: bytes = flow.read(limit + 1)
                return data
        except (*DAMAGE, ReadError):
            return None

    def lists(self, folder: str) -> Iterable[str]:
        return self._known.lists(self._archive, folder)

    def told(self, name: str, tell: Callable[[], frozenset[str]]) -> frozenset[str]:
        return _once(self._known.told, name, tell)


class ZipNames:
    """The members of one archive by name, and the XML files of its folders; made when first asked for."""

    def __init__(self) -> None:
        self._names: dict[str, zipfile.ZipInfo] | None = None
        self._folders: dict[str, list[str]] = {}
        self.told: dict[str, frozenset[str]] = {}

    def by_name(self, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        if self._names is None:
            self._names = {normpath(info.filename): info for info in archive.infolist() if info.filename}
            for name in self._names:
                if name.lower().endswith(".xml"):
                    self._folders.setdefault(dirname(name), []).append(name)
        return self._names

    def lists(self, archive: zipfile.ZipFile, folder: str) -> list[str]:
        names = self.by_name(archive)
        found = self._folders.get(folder, [])
        if len(found) > LOOKED_INTO:
            return [name for name in found if could_be_list(name, len(found), b"")]
        kept: list[str] = []
        for name in found:
            try:
                with archive.open(names[name]) as member:
                    head = member.read(HEAD)
            except DAMAGE:
                continue
            if could_be_list(name, len(found), head):
                kept.append(name)
        self._folders[folder] = kept
        return kept


class Shelf:
    """METS and ALTO files put aside from an archive that is read in one pass, until all of it was seen."""

    def __init__(self) -> None:
        self._file = cast(BinaryIO, tempfile.SpooledTemporaryFile(1 << 24))  # noqa: SIM115 (closed with us)
        self._places: dict[str, tuple[int, int]] = {}
        self._lists: dict[str, list[str]] = {}
        self.told: dict[str, frozenset[str]] = {}

    def put(self, name: str, data: bytes) -> None:
        end = self._file.seek(0, io.SEEK_END)
        self._file.write(data)
        name = normpath(name)
        self._places[name] = (end, len(data))
        if b"mets" in data[:HEAD].lower():
            self._lists.setdefault(dirname(name), []).append(name)

    def names(self) -> list[str]:
        return list(self._places)

    def read(self, name: str, limit: int) -> bytes | None:
        place = self._places.get(name)
        if place is None:
            return None
        self._file.seek(place[0])
        return self._file.read(min(place[1], limit + 1))

    def lists(self, folder: str) -> list[str]:
        return self._lists.get(folder, [])


class OnShelf:
    """A file on the shelf among the others."""

    def __init__(self, shelf: Shelf, here: str) -> None:
        self.here, self._shelf = here, shelf

    def read(self, name: str, limit: int) -> bytes | None:
        return self._shelf.read(name, limit)

    def lists(self, folder: str) -> Iterable[str]:
        return self._shelf.lists(folder)

    def told(self, name: str, tell: Callable[[], frozenset[str]]) -> frozenset[str]:
        return _once(self._shelf.told, name, tell)


def _once(kept: dict[str, frozenset[str]], name: str, tell: Callable[[], frozenset[str]]) -> frozenset[str]:
    if name not in kept:
        kept[name] = tell()
    return kept[name]
