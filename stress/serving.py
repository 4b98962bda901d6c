"""The sample archive behind the production server, on a port of its own."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import waitress

from webui import create_app
from webui.operating.settings import Operating
from workspace import Workspace


@contextmanager
def samples() -> Iterator[Workspace]:
    """The sample archive in a folder that goes away."""
    folder = Path(tempfile.mkdtemp(prefix="muragat-stress-"))
    try:
        with Workspace.open_demo(folder / "demo") as workspace:
            yield workspace
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(workspace: Workspace, operating: Operating | None = None, threads: int = 4) -> Iterator[str]:
    """The address of a server of this archive."""
    server = waitress.create_server(
        create_app(workspace, operating), host="127.0.0.1", port=0, threads=threads
    )
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()
