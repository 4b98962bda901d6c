"""Taking an article out of everything: store, indexes, and files of the data folder that hold its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.errors import OriginalsLeft
from archive.store.versions import Versions
from workspace.copies import copies_of
from workspace.leftovers import still_holding, telling

if TYPE_CHECKING:
    from archive.store import Store
    from archive.store.backups import Copy
    from workspace.core import Workspace

#: What was built anew by the time files are looked through.
_OWN = ("store.sqlite3", "index")


@dataclass(frozen=True, slots=True)
class WithdrawalReport:
    """``withdrawn`` ids; ``shared``: articles with the same original bytes, which stay; ``alike``: with the
    same or nearly the same text, not withdrawn; ``removed``: files of the data folder that held their words
    and are gone; ``remains``: files that people put there, which hold sentences of them and are theirs to
    delete, and objects that a bucket keeps; ``copies``: backups and bags made before, which hold them still;
    ``on_server``: the store is a database server's, whose logs we don't reach."""

    withdrawn: tuple[str, ...]
    shared: tuple[str, ...]
    alike: tuple[str, ...]
    removed: tuple[str, ...]
    remains: tuple[str, ...]
    copies: tuple[Copy, ...]
    on_server: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def withdraw(workspace: Workspace, ids: Sequence[str], reason: str, who: str) -> WithdrawalReport:
    """Takes articles out for good; ArticleNotFound before anything is done.

    They are gone from every answer when this returns. Both indexes are built anew, because an index only
    marks what is deleted; searches go on meanwhile.
    """
    store, at = workspace.store, dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    paths = [store.get(id).provenance.path for id in ids]
    said = telling(version.body or "" for id in ids for version in Versions(store).all(id))
    alike = {other.id for id in ids for other in workspace.similar.also_in(id).items} - set(ids)
    workspace.mark_behind()
    shared = {other for id in ids for other in store.withdraw(id, reason, who, at)} - set(ids)
    workspace.sync()
    workspace.rebuild()
    removed = tuple(_removed(workspace.folder, paths))
    return WithdrawalReport(
        withdrawn=tuple(ids),
        shared=tuple(sorted(shared)),
        alike=tuple(sorted(alike)),
        removed=removed,
        remains=(*map(str, still_holding(_of_people(workspace.folder), said)), *_in_bucket(store)),
        copies=tuple(copies_of(workspace)),
        on_server=workspace.store_address is not None,
    )


def _removed(folder: Path, paths: Iterable[str]) -> Iterator[str]:
    """Copies of an older store that a migration left, and harvested pages that held an article."""
    inside = folder.resolve()
    pages = [Path(name.partition("!")[0]) for name in sorted(set(paths))]
    held = [page for page in pages if page.is_file() and page.resolve().is_relative_to(inside)]
    for path in [*sorted(folder.glob("store.sqlite3.v*")), *held]:
        path.unlink()
        yield str(path)


def _in_bucket(store: Store) -> Iterator[str]:
    """Objects that a bucket could not be made to delete; it is tried again by every proof."""
    try:
        store.settle()
    except OriginalsLeft as error:
        for digest in str(error.params["digests"]).split(", "):
            yield f"{error.params['address']} {digest}"


def _of_people(folder: Path) -> Iterator[Path]:
    """Files of the data folder that are not the archive's own store and indexes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(_OWN):
            yield path
