"""The engine of a name."""

from __future__ import annotations

from pathlib import Path

from archive.errors import EngineUnavailable, IndexMissing
from index.engine import SearchEngine

ENGINES = ("whoosh", "memory")


def open_engine(name: str, folder: Path, create: bool = False) -> SearchEngine:
    """The engine called ``name`` over ``folder``; with ``create`` an empty one where there is none.

    The memory engine keeps nothing in the folder and always begins empty.

    Raises:
        EngineUnavailable: no such engine; ``hint`` names those there are.
        IndexMissing: there is no index and ``create`` is false.
    """
    if name == "memory":
        from index.engines.memory import MemoryEngine

        return MemoryEngine()
    if name == "whoosh":
        from index.engines.whoosh.engine import WhooshEngine

        try:
            return WhooshEngine(folder)
        except IndexMissing:
            if not create:
                raise
            return WhooshEngine.create(folder)
    raise EngineUnavailable(name, ", ".join(ENGINES))
