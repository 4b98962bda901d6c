"""A backup back into a store that others run: ``restore`` where the store is named by an address."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from archive.errors import NotEmpty, StoreError
from archive.store import Store
from archive.store.copying import copy_store
from archive.vault.pack import Progress
from workspace.backing_up import RestoreReport, unpacked
from workspace.core import BEHIND, STORE, Workspace


def restore_to_server(
    path: Path, folder: Path, store: str, engine: str | None = None, progress: Progress = None
) -> RestoreReport:
    """The archive of a backup in an empty store on a server, its settings in ``folder``, index and all.

    Every digest is compared before anything is written, and then all of it is one transaction. A store that
    holds articles is never written over or put aside (StoreError); a folder that holds anything is NotEmpty.
    The bytes of originals are in the database afterwards. What was withdrawn after the backup was made is
    known only to the store it was withdrawn from.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(str(folder))
    with tempfile.TemporaryDirectory(prefix="muragat-") as room:
        held = Path(room)
        manifest = unpacked(path, held, progress)
        with Workspace.open(folder, engine, create=True, store=store) as target:
            if target.store.count():
                raise StoreError(path=target.store.where, reason="not empty")
            with Store.open(held / STORE) as copy:
                copy_store(copy, target.store)
            _put_beside(held, folder)
            target.rebuild()
    return RestoreReport(
        articles=manifest["counts"]["articles"],
        originals=manifest["counts"]["originals"],
        made_at=str(manifest.get("made_at", "")),
        schema=manifest["schema"],
        replaced=None,
        withdrawn=0,
        damaged=tuple(manifest["damaged"]),
    )


def _put_beside(held: Path, folder: Path) -> None:
    """Settings and saved searches; until the index is there too, the folder says so."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BEHIND).touch()
    for entry in held.iterdir():
        if not entry.name.startswith(STORE):
            shutil.move(entry, folder / entry.name)
