"""One process of the server: the archive opened, the pages over it, and a listener."""

from __future__ import annotations

import multiprocessing
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from webui import create_app
from webui.operating.readers import Readers, View
from webui.operating.settings import Operating
from webui.server.listener import Listener, on_signals
from workspace import Workspace, settings


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive is; ``engine`` and ``store`` only when chosen for this call."""

    folder: Path
    engine: str | None = None
    store: str | None = None

    def open(self) -> Workspace:
        return Workspace.open(self.folder, engine=self.engine, store=self.store)

    def kept_engine(self) -> object:
        """The engine that the folder names; ``index rebuild --engine`` changes it."""
        return self.engine or settings.read(self.folder).get("engine")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to serve: ``threads`` in each process, ``grace_s`` seconds for requests at hand when stopping."""

    archive: Archive
    operating: Operating
    threads: int
    grace_s: float


def serve(plan: Plan, listening: socket.socket, ready: Callable[[], None] = lambda: None) -> int:
    """Answer in this process until a signal comes; that signal, 0 for none."""
    operating = plan.operating
    operating.board.row(operating.process).begin()
    readers = Readers(plan.archive.open, plan.archive.kept_engine, operating.board, operating.process)
    application = create_app(View(readers), operating)  # type: ignore[arg-type]
    listener = Listener(application, listening, plan.threads)

    def stop() -> None:
        readers.stop()
        listener.stop()

    with on_signals(stop) as came:
        readers.start()
        ready()
        parent = multiprocessing.parent_process()
        listener.run(plan.grace_s, (lambda: True) if parent is None else parent.is_alive)
        readers.stop()
    return came[0] if came else 0


def serve_as_child(plan: Plan, listening: socket.socket) -> None:
    """The same in a process that a supervisor has started and alone may interrupt."""
    came = serve(plan, listening)
    raise SystemExit(0 if came in (0, signal.SIGTERM, signal.SIGINT) else came)
