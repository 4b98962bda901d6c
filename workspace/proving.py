"""``verify``: what is kept is as it was written, and both indexes agree with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive.errors import (
    EngineError,
    IndexMissing,
    OriginalsLeft,
    StoreError,
    StoreMissing,
    StoreVersionError,
)
from archive.store import SCHEMA_VERSION
from archive.store.engine import open_tolerant
from archive.vault.proving import BROKEN, Finding, Told, prove_engine
from index.engines.factory import open_engine
from index.engines.sums import damaged_file
from workspace.core import BEHIND, STORE
from workspace.mending import builds_place

if TYPE_CHECKING:
    from workspace.core import Workspace
    from workspace.indexes import Index

#: So many differences between an index and the store are named.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class Proof:
    """``checked`` originals were compared with their digest (0 for a quick proof), ``articles`` looked at;
    ``behind``: the index waits for a sync, which is no damage."""

    checked: int
    articles: int
    findings: tuple[Finding, ...]
    behind: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "checked": self.checked,
            "articles": self.articles,
            "index_behind": self.behind,
            "damaged": [finding.as_json() for finding in self.findings],
        }


def prove(workspace: Workspace, quick: bool = False, told: Told = None) -> Proof:
    """Everything proved. Damage raises nothing; StoreMissing where there is no archive and StoreVersionError
    for one of a newer program. ``told`` hears the number of originals that are done."""
    findings: list[Finding] = []
    checked = articles = 0
    trouble = _opening(workspace)
    for each in prove_engine(_opened(workspace), quick, told):
        if isinstance(each, Finding):
            findings.append(each)
        else:
            checked = each
    if trouble and not findings:
        findings.append(Finding("database", "", trouble))
    behind = (workspace.folder / BEHIND).exists()
    findings += _left_behind(workspace)
    _to_be_read_again(workspace, findings)
    if not any(finding.kind == "database" for finding in findings):
        articles = workspace.store.count()
        findings += () if behind else _indexes(workspace)
    return Proof(checked, articles, tuple(findings), behind)


def _left_behind(workspace: Workspace) -> Iterator[Finding]:
    """Originals of withdrawn articles that their bucket has not deleted yet: tried again now."""
    try:
        workspace.store.settle()
    except OriginalsLeft as error:
        yield Finding("original", "", str(error.params["digests"]), "withdrawn", str(error.params["address"]))
    except (StoreError, *BROKEN):
        return


def _to_be_read_again(workspace: Workspace, findings: list[Finding]) -> None:
    """Taking the file of a damaged original in again mends it, unless nothing can be written here."""
    damaged = [each.expected for each in findings if each.kind == "original" and each.expected]
    if damaged:
        with suppress(StoreError, *BROKEN):
            workspace.store.read_again(damaged)


def _opening(workspace: Workspace) -> str:
    """Opens the store as everybody does, which brings an older one up to date; why it can't be, if so."""
    try:
        workspace.store.count()
    except StoreMissing:
        raise
    except StoreVersionError as error:
        if isinstance(found := error.params["found"], int) and found > SCHEMA_VERSION:
            raise
        return str(error)
    except (StoreError, *BROKEN) as error:
        return str(error)
    return ""


def _opened(workspace: Workspace) -> Any:
    if workspace.store_address:
        return workspace.store.engine
    path = workspace.folder / STORE
    if not path.exists():
        raise StoreMissing(str(workspace.folder))
    return open_tolerant(path)


def _indexes(workspace: Workspace) -> Iterator[Finding]:
    if workspace.engine_name == "memory":
        return
    for index in (workspace._articles, workspace._quotations):
        yield from _index(index, workspace.engine_name)


def _index(index: Index, engine_name: str) -> Iterator[Finding]:
    """Its files, and what an index has and the store has not, and the other way round."""
    folder = builds_place(engine_name, index.place)
    damage = damaged_file(folder) if folder is not None else None
    if damage is not None:
        yield Finding("index", "", *damage)
        return
    try:
        engine = open_engine(engine_name, index.place)
        held = dict(engine.revisions())
    except IndexMissing:
        yield Finding("index", "", str(index.place), "readable", "missing")
        return
    except (EngineError, OSError, *BROKEN) as error:
        yield Finding("index", "", str(index.place), "readable", type(error).__name__)
        return
    try:
        yield from _differences(index, _by_article(held), dict(index.revisions()))
    finally:
        engine.close()


def _by_article(held: Mapping[str, str]) -> dict[str, str]:
    """Revisions by article; a quotation's id begins with that of its article."""
    from index.document import article_of

    return {article_of(key) or key: revision for key, revision in held.items()}


def _differences(index: Index, held: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[Finding]:
    differ = [key for key in sorted({*held, *wanted}) if held.get(key) != wanted.get(key)]
    for key in differ[:_NAMED]:
        yield Finding("index", key, str(index.place), wanted.get(key), held.get(key))
