"""The backups and bags that were made of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.store.backups import Copy
    from workspace.core import Workspace


def copies_of(workspace: Workspace) -> list[Copy]:
    """Every copy ever made, the oldest first; which are still there nobody knows but the disk."""
    from archive.store.backups import all_copies
    from archive.store.engine import translated

    store = workspace.store
    with translated(store.where), store.engine.connect() as connection:
        return all_copies(connection)
