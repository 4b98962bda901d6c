"""The archive as requests see it: a view of the latest commit, replaced by the next one once that is warm.

Another process may change the index at any moment (an ingest running beside). A thread looks for a new commit
every second, makes a view of it, asks that view what every page needs, and only then lets requests have it.
So no reader waits for files to be opened; and since a view never changes, what is remembered of it can't go
stale. A request keeps the view that it began with.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import g, has_request_context, request

from archive.errors import ArchiveError, IndexMissing
from index.query.ast import Everything
from index.request import FACETS, SearchRequest
from webui.operating.board import Board
from workspace.public import make_ready

if TYPE_CHECKING:
    from workspace import Workspace

LOOK_S = 1.0
#: Words for «did you mean» are read anew after so long; their counts are looked up when they are shown.
SPELLINGS_S = 6 * 3600.0
#: Warming a view may take this share of the time, so that an ingest of many small commits stays cheap.
SHARE = 0.2
#: Old objects are set aside anew after so long.
SPARED_S = 900.0
#: A request makes tens of thousands of objects, nearly all of which go by themselves.
_COLLECTED = (50_000, 20, 20)
_logger = logging.getLogger("muragat.web")


class View:
    """Stands in the place of a workspace: every attribute is that of the view of the request."""

    def __init__(self, readers: Readers) -> None:
        self.__readers = readers

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__readers.now(), name)


class Readers:
    """Holds the view that requests have now.

    ``open_archive`` opens the archive; it is opened anew when what ``kept`` tells (the engine that the folder
    names) has changed. Requests that change the archive get the open archive itself. One process after the
    other opens it, so that a missing index is built once; ``board`` is told what is served.
    """

    def __init__(
        self, open_archive: Callable[[], Workspace], kept: Callable[[], object], board: Board, process: int
    ) -> None:
        self._open = open_archive
        self._kept = kept
        self._opened_as: object = None
        self._board = board
        self._row = board.row(process)
        self._spelled = 0.0
        self._spared = -SPARED_S
        self._live: Workspace | None = None
        self._view: Workspace | None = None
        self._trouble: ArchiveError = IndexMissing("")
        self._stop = threading.Event()
        self._wake = threading.Event()

    def now(self) -> Workspace:
        """The view of this request; the error that keeps the archive closed when there is none."""
        if not has_request_context():
            return self._latest()
        if request.method not in ("GET", "HEAD"):
            return self._changeable()
        if "view" not in g:
            g.view = self._latest()
        view: Workspace = g.view
        return view

    def _latest(self) -> Workspace:
        if self._view is None:
            raise self._trouble
        return self._view

    def _changeable(self) -> Workspace:
        self._latest()
        self._wake.set()
        assert self._live is not None
        return self._live

    def start(self, patience_s: float = 30.0) -> None:
        """Open what is there, waiting for it so long, and go on looking in the background."""
        opened = threading.Event()
        threading.Thread(target=self._look, args=(opened,), name="readers", daemon=True).start()
        opened.wait(patience_s)

    def stop(self) -> None:
        """No longer ready; requests at hand keep what they have."""
        self._row.tell(ready=0)
        self._stop.set()
        self._wake.set()

    def _look(self, opened: threading.Event) -> None:
        rest = max(LOOK_S, self._try() / SHARE)
        opened.set()
        while not self._stop.is_set():
            self._wake.wait(rest)
            self._wake.clear()
            if not self._stop.is_set():
                rest = max(LOOK_S, self._try() / SHARE)

    def _try(self) -> float:
        """One look; the seconds it took. What goes wrong is told to readers, not raised."""
        started = time.monotonic()
        try:
            self._refresh()
        except ArchiveError as error:
            self._failed(error)
        except Exception as error:
            _logger.error("unexpected error while opening the archive", exc_info=error)
            self._failed(IndexMissing(""))
        return time.monotonic() - started

    def _failed(self, error: ArchiveError) -> None:
        """The view at hand stays; without one the archive is closed, and opened anew at the next look."""
        if self._view is None:
            self._trouble = error
            self._live = None
            _logger.warning("the archive can't be opened yet: %s", error)

    def _refresh(self) -> None:
        kept = self._kept()
        if self._live is None or kept != self._opened_as:
            with self._board.opening():
                self._live = self._open()
                view = self._live.frozen()
            self._opened_as = kept
        else:
            view = self._live.frozen()
        if self._view is None or _commits(view) != _commits(self._view):
            warm(view)
            make_ready(self._view, view, warm)
            self._serve(view)
            self._spare_the_collector()
        make_ready(None, self._latest(), warm)
        self._row.tell(stale=view.is_stale(), ready=not self._stop.is_set())
        if time.monotonic() - self._spelled > SPELLINGS_S:
            self._spell(self._latest())

    def _serve(self, view: Workspace) -> None:
        if self._view is None:
            self._spell(view)
        else:
            view.take_spellings(self._view)
        self._view = view
        status = view.engine.status()
        self._row.tell(articles=status.articles, generation=status.generation, refreshed=time.time())

    def _spare_the_collector(self) -> None:
        """Tables of the language and names are millions of objects that stay: a search would pay with a third
        of its time for looking through them again and again. Setting them aside stops everybody for a second,
        so it is done seldom; the view that was set aside with them is let go then."""
        if time.monotonic() - self._spared < SPARED_S:
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_COLLECTED)
        self._spared = time.monotonic()

    def _spell(self, view: Workspace) -> None:
        """Read the words for «did you mean»: before anybody is served, because it takes the processor for a
        second or two, and seldom afterwards."""
        view.prepare_spellings()
        self._spelled = time.monotonic()


def _commits(view: Workspace) -> tuple[int, int]:
    return view.engine.status().generation, view.quote_engine.status().generation


def warm(view: Workspace) -> None:
    """Have ready what every page needs: counts of the whole archive, facets of both indexes, names."""
    view.holdings()
    view.speaker_name("")
    for engine in (view.engine, view.quote_engine):
        engine.search(SearchRequest(Everything(), limit=1, facets=FACETS))
