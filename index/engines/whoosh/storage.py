"""Whoosh's files in a folder, safe against power loss too."""

from __future__ import annotations

from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from index.engines.builds import sync_file, sync_folder
from index.engines.whoosh import unpickling

# Before the first file of an index is opened.
unpickling.guard()


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Before a commit gets its name, all that it names is on the disk; then the name is, too."""

    def __init__(self, path: str, readonly: bool = False) -> None:
        super().__init__(path, readonly=readonly)
        self._synced: set[str] = set()

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        folder = Path(self.folder)
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.name not in self._synced and not file.name.endswith("LOCK"):
                sync_file(file)
                self._synced.add(file.name)
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(folder)
