"""Moving house: a whole archive to another store and another engine."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workspace.saved import FILE, FOLDER

if TYPE_CHECKING:
    from workspace.core import Workspace
    from workspace.indexes import Progress


@dataclass(frozen=True, slots=True)
class CopyReport:
    """``articles`` copied, ``indexed`` there."""

    articles: int
    indexed: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def copy(
    source: Workspace, target: Workspace, progress: Progress = None, originals: str | None = None
) -> CopyReport:
    """Every row of the store, then the indexes made anew from it, then the saved searches where the target
    has a folder of its own. The source stays as it is. StoreError when the target holds articles.

    ``originals`` is the address of a bucket for the bytes; None for the target's database."""
    from archive.originals import opened
    from archive.store.copying import copy_store

    copied = copy_store(source.store, target.store, progress, opened(originals) if originals else None)
    report = target.rebuild(progress=progress, keep=target.folder != source.folder)
    if target.folder != source.folder:
        _saved(source.folder, target.folder)
    return CopyReport(copied, report.added)


def _saved(source: Path, target: Path) -> None:
    if (source / FILE).exists():
        shutil.copy(source / FILE, target / FILE)
    if (source / FOLDER).is_dir():
        shutil.copytree(source / FOLDER, target / FOLDER, dirs_exist_ok=True)
