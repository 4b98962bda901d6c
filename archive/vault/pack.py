"""A backup: one file, a tar packed with gzip, that any computer can open.

    manifest.json      what is in it: format, schema version, counts, size and SHA-256 of every other member
    store.sqlite3 …    the members, in the order of the manifest

Nothing of a file counts before the size and digest of every member were found right.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from archive.errors import CopyDamaged, StoreVersionError
from archive.fixity import sha256_stream
from archive.vault.durable import whole_file

FORMAT = 1
MANIFEST = "manifest.json"
Progress = Callable[[int, int], None] | None
_LEVEL = 5
_PIECE = 1 << 20
_MANIFEST_MOST = 64 << 20
_TORN = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError)


def write_pack(
    path: Path, members: Mapping[str, Path], facts: Mapping[str, Any], progress: Progress = None
) -> dict[str, Any]:
    """Files under their names in one new file; the manifest. ``progress`` is told bytes done and due.

    OutputFailed when the disk is full; then nothing stays.
    """
    files = [_entry(name, file) for name, file in members.items()]
    manifest = {"format": FORMAT, **facts, "files": files}
    due = sum(entry["size"] for entry in files)
    done = _Done(progress, due)
    with (
        whole_file(path) as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=_LEVEL, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        _add(tar, MANIFEST, io.BytesIO(_json(manifest)), len(_json(manifest)))
        for entry in files:
            with members[entry["name"]].open("rb") as file:
                _add(tar, entry["name"], _Watched(file, done), entry["size"])
    return manifest


def read_manifest(path: Path) -> dict[str, Any]:
    """What a backup says of itself. CopyDamaged when it is none or broken, StoreVersionError for a newer
    format, OSError when it can't be read."""
    with _opened(path) as tar:
        return _manifest(path, tar)


def unpack(path: Path, folder: Path, progress: Progress = None) -> dict[str, Any]:
    """Every member into an empty ``folder``, each compared with the manifest; the manifest.

    CopyDamaged names the first member that differs.
    """
    with _opened(path) as tar:
        manifest = _manifest(path, tar)
        wanted = {entry["name"]: entry for entry in manifest["files"]}
        done = _Done(progress, sum(entry["size"] for entry in manifest["files"]))
        while (member := tar.next()) is not None:
            entry = wanted.pop(member.name, None)
            if entry is None or not member.isfile():
                raise CopyDamaged(str(path), member.name, "extra")
            _keep(path, tar, member, folder / member.name, entry, done)
        _drain(tar)
    for name in wanted:
        raise CopyDamaged(str(path), name, "missing")
    return manifest


def _entry(name: str, file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        return {"name": name, "size": file.stat().st_size, "sha256": sha256_stream(stream)}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _add(tar: tarfile.TarFile, name: str, content: io.BufferedIOBase | io.RawIOBase, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, cast(IO[bytes], content))


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with gzip.open(path, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            yield tar
    except EOFError as error:
        raise CopyDamaged(str(path), path.name, "truncated") from error
    except _TORN as error:
        cut = "end of" in str(error) or "truncated" in str(error)
        raise CopyDamaged(str(path), path.name, "truncated" if cut else "content") from error


def _manifest(path: Path, tar: tarfile.TarFile) -> dict[str, Any]:
    member = tar.next()
    if member is None or member.name != MANIFEST or not member.isfile() or member.size > _MANIFEST_MOST:
        raise CopyDamaged(str(path), MANIFEST, "missing")
    stream = tar.extractfile(member)
    assert stream is not None
    try:
        manifest: dict[str, Any] = json.loads(stream.read())
        found = int(manifest["format"])
        right = found > FORMAT or all(map(_is_entry, manifest["files"]))
    except (ValueError, KeyError, TypeError) as error:
        raise CopyDamaged(str(path), MANIFEST, "content") from error
    if not right:
        raise CopyDamaged(str(path), MANIFEST, "content")
    if found > FORMAT:
        raise StoreVersionError(found, FORMAT)
    return manifest


def _drain(tar: tarfile.TarFile) -> None:
    """To the very end, where gzip has its own check sum."""
    while tar.fileobj is not None and tar.fileobj.read(_PIECE):
        pass


def _is_entry(entry: Mapping[str, Any]) -> bool:
    """Whether a member has a name below the folder, and a size and digest."""
    name = PurePosixPath(entry["name"])
    below = not name.is_absolute() and ".." not in name.parts and "\\" not in entry["name"]
    return below and int(entry["size"]) >= 0 and isinstance(entry["sha256"], str)


def _keep(
    path: Path,
    tar: tarfile.TarFile,
    member: tarfile.TarInfo,
    target: Path,
    entry: Mapping[str, Any],
    done: _Done,
) -> None:
    if member.size != entry["size"]:
        raise CopyDamaged(str(path), member.name, "digest", str(entry["size"]), str(member.size))
    stream = tar.extractfile(member)
    assert stream is not None
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            file.write(piece)
            done.add(len(piece))
    if digest.hexdigest() != entry["sha256"]:
        raise CopyDamaged(str(path), member.name, "digest", entry["sha256"], digest.hexdigest())


class _Done:
    """Counts bytes for a progress that may be ``None``."""

    def __init__(self, progress: Progress, due: int) -> None:
        self._progress, self._due, self._done = progress, due, 0

    def add(self, size: int) -> None:
        self._done += size
        if self._progress is not None:
            self._progress(self._done, self._due)


class _Watched(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: BinaryIO, done: _Done) -> None:
        self._file, self._watch = file, done

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._watch.add(len(piece))
        return piece
