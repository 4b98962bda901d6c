"""The engine of a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from archive.errors import EngineUnavailable, IndexMissing
from index.engine import SearchEngine

ENGINES = ("whoosh", "tantivy", "memory")


class Builds(NamedTuple):
    """How an engine on disk is built: where its builds stand, what makes an empty one and what opens it."""

    place: Path
    create: Callable[[Path], Path]
    engine: Any


def builds(name: str, folder: Path) -> Builds | None:
    """The builds of the engine called ``name``; None for one that keeps nothing on disk.

    Raises:
        EngineUnavailable: no such engine, or what it needs is not installed.
    """
    if name == "memory":
        return None
    if name == "whoosh":
        from index.engines.whoosh import engine as whoosh

        return Builds(folder, whoosh.create_build, whoosh.WhooshEngine)
    if name == "tantivy":
        try:
            from index.engines.tantivy import engine as tantivy
        except ImportError as error:
            raise EngineUnavailable(name, "pip install 'muragat[tantivy]'") from error
        return Builds(folder / name, tantivy.create_build, tantivy.TantivyEngine)
    raise EngineUnavailable(name, ", ".join(ENGINES))


def open_engine(name: str, folder: Path, create: bool = False) -> SearchEngine:
    """The engine called ``name`` over ``folder``; with ``create`` an empty one where there is none.

    The memory engine keeps nothing in the folder and always begins empty.

    Raises:
        EngineUnavailable: no such engine, or it is not installed; ``hint`` says what to do.
        IndexMissing: there is no index and ``create`` is false.
    """
    found = builds(name, folder)
    if found is None:
        from index.engines.memory import MemoryEngine

        return MemoryEngine()
    engine: SearchEngine
    try:
        engine = found.engine(found.place)
    except IndexMissing:
        if not create:
            raise
        engine = found.engine.create(found.place)
    return engine
