"""Power cut at any moment, simulated: what was not synced is gone.

A shim under ``os.fsync`` and renames takes pictures of what is on the disk for sure: of each file the content
it had at its last sync, of each folder the names it had at its last sync (*late*), or, as a file system may
also do it, every name at once with contents as last synced (*early*). After each such moment the disk is set
up as it would be found and the archive is opened.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError


class Disk:
    """Watches a folder: ``cuts`` are the states in which it would be found, as path → content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cuts: list[tuple[str, dict[str, bytes]]] = []
        self._synced: dict[int, bytes] = {}
        self._names: dict[str, dict[str, int]] = {}
        self._kept = folder.with_name(folder.name + ".kept")
        self._kept.mkdir()
        self.settle()

    def settle(self) -> None:
        """All that is there counts as being on the disk."""
        for path in [self.folder, *self.folder.rglob("*")]:
            if path.is_dir():
                self._names[str(path)] = self._listed(path)
            else:
                self._keep(path)

    def synced(self, descriptor: int) -> None:
        where = Path(f"/proc/self/fd/{descriptor}").resolve()
        if self.folder != where and self.folder not in where.parents:
            return
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            self._names[str(where)] = self._listed(where)
        else:
            self._keep(where)
        self.cut()

    def cut(self) -> None:
        """The power goes now."""
        late: dict[str, bytes] = {}
        self._found_late(self.folder, late)
        early = {
            str(path.relative_to(self.folder)): self._synced.get(path.stat().st_ino, b"")
            for path in self.folder.rglob("*")
            if path.is_file()
        }
        self.cuts += [("late", late), ("early", early)]

    def _found_late(self, folder: Path, found: dict[str, bytes]) -> None:
        for name, inode in self._names.get(str(folder), {}).items():
            path = folder / name
            if str(path) in self._names:
                self._found_late(path, found)
            elif inode in self._synced:
                found[str(path.relative_to(self.folder))] = self._synced[inode]
            elif not path.is_dir():
                found[str(path.relative_to(self.folder))] = b""

    def _listed(self, folder: Path) -> dict[str, int]:
        return {path.name: path.stat().st_ino for path in folder.iterdir()}

    def _keep(self, path: Path) -> None:
        inode = path.stat().st_ino
        self._synced[inode] = path.read_bytes()
        link = self._kept / str(inode)
        if not link.exists():
            # While a name holds it the number is given to no other file.
            os.link(path, link)


@contextmanager
def watched(folder: Path) -> Iterator[Disk]:
    """Everything that is synced or renamed in this process below ``folder``."""
    disk = Disk(folder.resolve())
    own: dict[str, Any] = {name: getattr(os, name) for name in ("fsync", "replace", "rename", "unlink")}

    def fsync(descriptor: int) -> None:
        own["fsync"](descriptor)
        disk.synced(descriptor)

    def moved(name: str) -> Callable[..., None]:
        def move(*args: Any, **more: Any) -> None:
            own[name](*args, **more)
            disk.cut()

        return move

    os.fsync = fsync
    for name in ("replace", "rename", "unlink"):
        setattr(os, name, moved(name))
    try:
        yield disk
    finally:
        for name, call in own.items():
            setattr(os, name, call)
        shutil.rmtree(disk._kept, ignore_errors=True)


def found(cut: dict[str, bytes], folder: Path) -> None:
    """Sets a folder up as it would be found after a cut."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in cut.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def index_cuts(room: Path, engine: str = "whoosh") -> tuple[int, list[str]]:
    """A commit into an index and a rebuild beside it, cut at every sync and rename: how many cuts, and those
    after which the index held neither what it held before nor what it was given."""
    from index.document import IndexDocument
    from index.engines.factory import open_engine
    from index.sync import rebuild

    def document(number: int, revision: str) -> IndexDocument:
        title, body = f"Мектеп {number}", "Ауылда жаңа мектеп ашылды."
        plain = ("Өлке үні", "", "", "", "kk", "", 0, 0)
        return IndexDocument(f"a{number}", title, body, *plain, revision=revision)

    place = room / "index"
    rebuild([document(n, "1") for n in range(20)], engine, place)
    states = [dict(open_engine(engine, place).revisions())]
    with watched(place) as disk:
        live = open_engine(engine, place)
        with live.batch() as batch:
            for n in range(15, 30):
                batch.put(document(n, "2"))
        states.append(dict(live.revisions()))
        live.close()
        after_commit = len(disk.cuts)
        rebuild([document(n, "3") for n in range(40)], engine, place)
        states.append(dict(open_engine(engine, place).revisions()))
        disk.cut()
        cuts = list(disk.cuts)
    wrong = []
    for number, (kind, cut) in enumerate(cuts):
        found(cut, room / "found")
        allowed = states[:2] if number < after_commit else states[1:]
        allowed = states[2:] if number >= len(cuts) - 2 else allowed
        try:
            opened = open_engine(engine, room / "found")
            held = dict(opened.revisions())
            opened.close()
        except ArchiveError as error:
            held = {"error": str(error)}
        if held not in allowed:
            wrong.append(f"{number} {kind}: {len(held)} {list(held.items())[:1]}")
    return len(cuts), wrong


def pack_cuts(room: Path) -> tuple[int, list[str]]:
    """A backup written over an older one, cut at every sync and rename: the old or the new one, whole."""
    from archive.vault.pack import unpack, write_pack

    room.mkdir(parents=True, exist_ok=True)
    (room / "out").mkdir()
    member, target = room / "store.sqlite3", room / "out" / "copy.tar.gz"
    member.write_bytes(b"before" * 1000)
    write_pack(target, {"store.sqlite3": member}, {"n": 1})
    with watched(room / "out") as disk:
        member.write_bytes(b"after" * 3000)
        write_pack(target, {"store.sqlite3": member}, {"n": 2})
        disk.cut()
        cuts = list(disk.cuts)
    wrong = []
    for number, (kind, cut) in enumerate(cuts):
        found(cut, room / "found")
        shutil.rmtree(room / "unpacked", ignore_errors=True)
        (room / "unpacked").mkdir()
        try:
            n = unpack(room / "found" / target.name, room / "unpacked")["n"]
        except (ArchiveError, OSError) as error:
            n = str(error)
        if n not in ((2,) if number >= len(cuts) - 2 else (1, 2)):
            wrong.append(f"{number} {kind}: {n}")
    return len(cuts), wrong


def cut_index(room: Path) -> str:
    """The line of ``stress.faults`` for the index of Whoosh (tantivy syncs by itself, outside this process's
    sight)."""
    cuts, wrong = index_cuts(room)
    state = "LOST" if wrong else "ok  "
    return f"{state} power cut  index: {cuts} cuts, {len(wrong)} wrong {wrong[:3]}"


def cut_pack(room: Path) -> str:
    """The line of ``stress.faults`` for backups."""
    cuts, wrong = pack_cuts(room)
    state = "LOST" if wrong else "ok  "
    return f"{state} power cut  backup: {cuts} cuts, {len(wrong)} wrong {wrong[:3]}"
