"""An index that notices its own damage and is built anew from the store.

At opening the files are compared with their check sums (of a large index their sizes only, so that the
shell's search stays quick); when a search meets something it can't read, all of them. Only then is it built
anew: an error over sound files is an error of the program and stays one.
"""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from archive.errors import EngineError, IndexMissing, IndexUnwritable
from archive.vault.durable import reason_of
from index.engine import SearchEngine
from index.engines.sums import damaged_file, note_sums

#: What engines raise over files that are not as they wrote them.
DAMAGE = (ValueError, KeyError, IndexError, TypeError, OverflowError, OSError, EOFError, MemoryError,
          AttributeError, AssertionError, struct.error, zlib.error)  # fmt: skip
#: An index up to this size is read as a whole when it is opened, in some hundredths of a second.
READ_AT_OPENING = 32_000_000
_ASKING = ("search", "ids", "revisions", "term_frequencies", "occurrences", "running_words", "status")
_FULL = "os error 28"


def builds_place(engine_name: str, place: Path) -> Path | None:
    """The folder of an engine's builds; None for one that keeps nothing on this disk."""
    return {"whoosh": place, "tantivy": place / "tantivy"}.get(engine_name)


def sound(engine_name: str, place: Path, most_bytes: int | None = READ_AT_OPENING) -> bool:
    """Whether the files of an index are as they were written."""
    folder = builds_place(engine_name, place)
    return folder is None or damaged_file(folder, most_bytes) is None


def noted(engine_name: str, place: Path) -> None:
    """Keeps the check sums of what was just written."""
    folder = builds_place(engine_name, place)
    if folder is not None:
        note_sums(folder)


class Unwritten:
    """A block that writes an index: what the disk refuses becomes IndexUnwritable."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, EngineError):
            return
        if isinstance(error, OSError):
            raise IndexUnwritable(str(self._place), reason_of(error)) from error
        if isinstance(error, ValueError) and _FULL in str(error):
            raise IndexUnwritable(str(self._place), "disk_full") from error


class Mending:
    """An engine whose damaged index is built anew when a question meets the damage.

    ``mend`` builds it; a ``frozen`` view can't see the new one, so its question is refused for now
    (IndexMissing) while the index is built beside.
    """

    def __init__(
        self, engine: SearchEngine, place: Path, mend: Callable[[], None], view: bool = False
    ) -> None:
        self._engine = engine
        self._place = place
        self._mend = mend
        self._view = view
        for name in _ASKING:
            setattr(self, name, self._guarded(getattr(engine, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def frozen(self) -> SearchEngine:
        """The same over a view that stays at the present commit."""
        return mending(self._engine.frozen(), self._place, self._mend, view=True)

    def without(self, hidden: frozenset[str]) -> SearchEngine:
        """The same over a view that leaves some articles out."""
        return mending(self._engine.without(hidden), self._place, self._mend, view=True)

    def _guarded(self, ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **more: Any) -> Any:
            try:
                return ask(*args, **more)
            except IndexMissing:
                if self._view:
                    raise
            except DAMAGE:
                if sound(self._engine.name, self._place, None):
                    raise
            return self._again(ask, *args, **more)

        return asked

    def _again(self, ask: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if self._view:
            threading.Thread(target=self._mend, daemon=True).start()
            raise IndexMissing(str(self._place))
        self._mend()
        self._engine.close()
        return ask(*args, **more)


def mending(engine: SearchEngine, place: Path, mend: Callable[[], None], view: bool = False) -> SearchEngine:
    """An engine that keeps its files here, watched; another as it is."""
    if builds_place(engine.name, place) is None:
        return engine
    return cast(SearchEngine, Mending(engine, place, mend, view))
