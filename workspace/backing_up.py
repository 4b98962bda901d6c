"""Backup and restore: one file that holds everything of a data folder which can't be made again.

The store, the settings and the saved searches go in; the index is made anew from the store.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.errors import (
    CopyDamaged,
    NotEmpty,
    ReadError,
    StoreError,
    StoreVersionError,
)
from archive.fixity import sha256_stream
from archive.store import SCHEMA_VERSION, Store
from archive.store.backups import Copy, keep_copy
from archive.store.checking import complaints, row_counts, schema_of
from archive.store.copying import copy_file
from archive.store.engine import open_copy, translated
from archive.store.transfer import withdraw_again, withdrawn_rows
from archive.vault.durable import output, sync_folder, sync_tree
from archive.vault.pack import Progress, read_manifest, unpack, write_pack
from workspace import settings
from workspace.core import BEHIND, STORE, Workspace
from workspace.saved import FILE as SAVED
from workspace.saved import FOLDER as SEEN

#: Where a restored archive stands until all of it was found right.
STAGING = ".restoring"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """``bytes`` and ``sha256`` of the file, ``made_at`` UTC; ``damaged`` are the digests of originals that
    were damaged before (kept as they are); ``listed`` tells whether the archive could note the backup."""

    path: str
    made_at: str
    articles: int
    originals: int
    bytes: int
    sha256: str
    damaged: tuple[str, ...] = ()
    listed: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """``schema`` is the version the backup had, ``replaced`` where the former archive was put (or ``None``),
    ``withdrawn`` how many withdrawals of it were made after the backup (they are made again);
    ``damaged`` the digests of originals that were damaged before the backup."""

    articles: int
    originals: int
    made_at: str
    schema: int
    replaced: str | None
    withdrawn: int
    damaged: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def back_up(
    workspace: Workspace, path: Path, force: bool = False, damaged: bool = False, progress: Progress = None
) -> BackupReport:
    """Everything into one new file, as it stood at one moment; others may read and write meanwhile.

    The copy is proved before it is packed: a damaged original is a FixityError unless ``damaged`` takes it
    along. NotEmpty when the file is there and ``force`` is false; OutputFailed when the disk is full.
    """
    if path.exists() and not force:
        raise NotEmpty(str(path))
    made_at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with output(path), _room_beside(path) as room:
        copy = room / STORE
        copy_file(workspace.store, copy)
        facts = _proved(copy, damaged)
        members = {STORE: copy, **_copied(workspace.folder, room)}
        facts |= {"software": software(), "made_at": made_at}
        write_pack(path, members, facts, progress)
    digest = _digest(path)
    entry = Copy("backup", str(path.resolve()), made_at, digest, facts["counts"]["articles"])
    return BackupReport(
        path=entry.path,
        made_at=made_at,
        articles=entry.articles,
        originals=facts["counts"]["originals"],
        bytes=path.stat().st_size,
        sha256=digest,
        damaged=tuple(facts["damaged"]),
        listed=note_copy(workspace.store, entry),
    )


def note_copy(store: Store, copy: Copy) -> bool:
    """Writes a copy down in the archive it was made of; False where that can only be read."""
    try:
        with translated(store.where), store.engine.begin() as connection:
            keep_copy(connection, copy)
    except StoreError:
        return False
    return True


def check_backup(path: Path, progress: Progress = None) -> dict[str, Any]:
    """Proves a backup without restoring it; its manifest. CopyDamaged, StoreVersionError."""
    with tempfile.TemporaryDirectory(prefix="muragat-") as room:
        return unpacked(path, Path(room), progress)


def restore(
    path: Path, folder: Path, engine: str | None = None, force: bool = False, progress: Progress = None
) -> RestoreReport:
    """The archive of a backup in a new folder, index and all.

    Every digest is compared before anything counts; CopyDamaged names what differs, and then ``folder`` is as
    it was. With ``force`` an archive that stands there is put aside, never deleted. NotEmpty,
    StoreVersionError when a newer program made the backup.
    """
    there = _entries(folder)
    if there and not force:
        raise NotEmpty(str(folder))
    with output(folder):
        staging = folder / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        try:
            manifest = unpacked(path, staging, progress)
            again = _present(staging / STORE, folder / STORE)
            sync_tree(staging)
            replaced = _put_aside(folder, there)
            _move_in(staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            if not any(folder.iterdir()):
                folder.rmdir()
    with Workspace.open(folder, engine) as workspace:
        workspace.rebuild()
    return RestoreReport(
        articles=manifest["counts"]["articles"],
        originals=manifest["counts"]["originals"],
        made_at=str(manifest.get("made_at", "")),
        schema=manifest["schema"],
        replaced=str(replaced) if replaced else None,
        withdrawn=again,
        damaged=tuple(manifest["damaged"]),
    )


@contextmanager
def _room_beside(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{path.name}.", dir=path.parent) as room:
        yield Path(room)


def _proved(copy: Path, damaged: bool) -> dict[str, Any]:
    """The facts of a copied store for its manifest."""
    engine = open_copy(copy)
    with translated(str(copy)), engine.connect() as connection:
        told = complaints(connection)
        if told:
            raise StoreError(path=STORE, reason=told[0])
        facts = {"schema": schema_of(connection), "counts": row_counts(connection)}
    wrong = [error for error in Store(engine, str(copy)).verify() if error is not None]
    if wrong and not damaged:
        raise wrong[0]
    return {**facts, "damaged": [str(error.params["expected"]) for error in wrong]}


def _copied(folder: Path, room: Path) -> dict[str, Path]:
    """Settings and saved searches, copied so that they stay as they are while they are packed."""
    names = [name for name in (settings.NAME, SAVED) if (folder / name).is_file()]
    names += [f"{SEEN}/{file.name}" for file in sorted((folder / SEEN).glob("*.ids"))]
    for name in names:
        (room / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / name, room / name)
    return {name: room / name for name in names}


def software() -> str:
    """Name and version of this program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"muragat {version('muragat')}"
    except PackageNotFoundError:
        return "muragat"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return sha256_stream(file)


def _entries(folder: Path) -> list[Path]:
    if not folder.exists():
        return []
    return [entry for entry in folder.iterdir() if entry.name != STAGING]


def unpacked(path: Path, room: Path, progress: Progress) -> dict[str, Any]:
    """A backup in an empty folder, proved file by file and original by original; its manifest."""
    try:
        _readable(path, read_manifest(path))
        manifest = unpack(path, room, progress)
    except OSError as error:
        if error.filename == str(path):
            raise ReadError(str(path), 0, "unreadable" if path.exists() else "not_found") from error
        raise
    try:
        found = _proved(room / STORE, damaged=True)
    except StoreError as error:
        raise CopyDamaged(str(path), STORE, "content", None, str(error.params.get("reason"))) from error
    if found["counts"] != manifest["counts"]:
        raise CopyDamaged(str(path), STORE, "count", str(manifest["counts"]), str(found["counts"]))
    for digest in found["damaged"]:
        if digest not in manifest["damaged"]:
            raise CopyDamaged(str(path), f"{STORE}: {digest}", "digest", digest, None)
    return manifest


def _readable(path: Path, manifest: dict[str, Any]) -> None:
    """StoreVersionError for a backup of a newer program, CopyDamaged for one that lacks what it must have."""
    try:
        schema, counts = int(manifest["schema"]), manifest["counts"]
        whole = counts["articles"] >= 0 <= counts["originals"] and isinstance(manifest["damaged"], list)
        whole = whole and any(entry["name"] == STORE for entry in manifest["files"])
    except (KeyError, TypeError, ValueError):
        whole, schema = False, 0
    if not whole:
        raise CopyDamaged(str(path), "manifest.json", "content")
    if schema > SCHEMA_VERSION:
        raise StoreVersionError(schema, SCHEMA_VERSION)


def _present(store: Path, former: Path) -> int:
    """Brings an older store up to date (the backup itself is the copy of how it was), and takes out of it
    what the archive that stands there has withdrawn; how many withdrawals that were news."""
    with Store.open(store) as fresh:
        again = withdraw_again(fresh, _withdrawn(former))
    for copy in store.parent.glob(f"{STORE}.v*"):
        copy.unlink()
    return again


def _withdrawn(former: Path) -> list[dict[str, Any]]:
    """Withdrawals of the archive that is replaced; none when it can't be read any more."""
    try:
        with Store.open(former) as store:
            return withdrawn_rows(store)
    except StoreError:
        return []


def _put_aside(folder: Path, there: list[Path]) -> Path | None:
    """What stood in the folder, into one beside it."""
    if not there:
        return None
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = folder.resolve().with_name(f"{folder.resolve().name}.replaced-{stamp}")
    aside.mkdir()
    # Without the store the folder is no archive: it goes first, so that nothing half stands there.
    for entry in sorted(there, key=lambda entry: entry.name != STORE):
        shutil.move(entry, aside / entry.name)
    sync_folder(aside)
    return aside


def _move_in(staging: Path, folder: Path) -> None:
    """The store comes last: with it the archive is there."""
    (folder / BEHIND).touch()
    for entry in sorted(staging.iterdir(), key=lambda entry: entry.name == STORE):
        entry.replace(folder / entry.name)
    sync_folder(folder)
