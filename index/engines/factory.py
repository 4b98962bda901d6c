"""The engine of a name, or at an address."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

from archive.errors import EngineUnavailable, IndexMissing
from index.engine import SearchEngine
from index.engines.builds import make_live, remove_others

ENGINES = ("whoosh", "tantivy", "memory")
#: Articles that become visible together. Tantivy keeps them at hand as documents of its own, 140 kB each.
_BATCH, _BATCHES = 16_384, {"tantivy": 4_096}
#: The same where memory is wanted by others.
_FRUGAL = 1_024
#: An engine that others run; see ``index.engines.opensearch.address``.
_CLUSTER = "opensearch+http://HOST:9200/NAME"


def batch_articles(engine: str, frugal: bool = False) -> int:
    """How many articles to write together by the engine of a name."""
    return _FRUGAL if frugal else _BATCHES.get(engine, _BATCH)


class Builds(Protocol):
    """Several builds of one index beside each other, one of them live; a build is what ``create`` gives."""

    def create(self) -> Any:
        """A new empty build, not live yet."""
        ...

    def open(self, build: Any = None) -> Any:
        """The engine over the live build, or over a given one; IndexMissing."""
        ...

    def make_live(self, build: Any) -> None: ...

    def remove_others(self) -> None:
        """Builds that are not live."""
        ...

    def discard(self, build: Any) -> None: ...


class FolderBuilds:
    """Builds in a folder of this machine, by an engine of ours."""

    def __init__(self, place: Path, module: Any, engine: Any) -> None:
        self._place = place
        self._module = module
        self._engine = engine

    def create(self) -> Path:
        build: Path = self._module.create_build(self._place)
        return build

    def open(self, build: Path | None = None) -> Any:
        return self._engine(self._place, build)

    def make_live(self, build: Path) -> None:
        make_live(self._place, build)

    def remove_others(self) -> None:
        remove_others(self._place)

    def discard(self, build: Path) -> None:
        shutil.rmtree(build, ignore_errors=True)


def builds(name: str, folder: Path) -> Builds | None:
    """The builds of the engine called ``name``; None for one that keeps nothing.

    Raises:
        EngineUnavailable: no such engine, or what it needs is not installed.
    """
    if name == "memory":
        return None
    if name == "whoosh":
        from index.engines.whoosh import engine as whoosh

        return FolderBuilds(folder, whoosh, whoosh.WhooshEngine)
    if name == "tantivy":
        try:
            from index.engines.tantivy import engine as tantivy
        except ImportError as error:
            raise EngineUnavailable(name, "pip install 'muragat[tantivy]'") from error
        return FolderBuilds(folder / name, tantivy, tantivy.TantivyEngine)
    if name.startswith("opensearch+"):
        return _cluster(name, folder.name)
    raise EngineUnavailable(name, ", ".join((*ENGINES, _CLUSTER)))


def _cluster(url: str, which: str) -> Builds:
    """The builds of one of an archive's indexes on a cluster."""
    from index.engines.opensearch.address import read_address

    try:
        address = read_address(url)
    except ValueError as error:
        raise EngineUnavailable(url.rpartition("@")[2], _CLUSTER) from error
    try:
        from index.engines.opensearch.builds import ClusterBuilds
    except ImportError as error:
        raise EngineUnavailable("opensearch", "pip install 'muragat[opensearch]'") from error
    return ClusterBuilds(address, which)


def open_engine(name: str, folder: Path, create: bool = False) -> SearchEngine:
    """The engine called ``name`` over ``folder``; with ``create`` an empty one where there is none.

    The memory engine keeps nothing in the folder and always begins empty. Of an engine on a cluster only the
    name of the folder counts: it tells the indexes of one archive apart.

    Raises:
        EngineUnavailable: no such engine, or it is not installed; ``hint`` says what to do.
        IndexMissing: there is no index and ``create`` is false.
    """
    found = builds(name, folder)
    if found is None:
        from index.engines.memory import MemoryEngine

        return MemoryEngine()
    try:
        engine: SearchEngine = found.open()
    except IndexMissing:
        if not create:
            raise
        found.make_live(found.create())
        engine = found.open()
    return engine
