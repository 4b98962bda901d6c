"""Beside the pages: figures on an address of their own, and word to the system that the server is up."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterable
from typing import Any

import waitress

from webui.operating import metrics
from webui.operating.addresses import Application, Environ
from webui.operating.board import Board


def figures(board: Board) -> Application:
    """WSGI: ``/metrics`` and nothing else."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        found = environ["PATH_INFO"] == "/metrics" and environ["REQUEST_METHOD"] in ("GET", "HEAD")
        body = metrics.written(board).encode() if found else b"see /metrics\n"
        kind = metrics.CONTENT_TYPE if found else "text/plain"
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response("200 OK" if found else "404 Not Found", headers)
        return [body]

    return answer


def serve_figures(board: Board, listening: socket.socket) -> None:
    """Answer there in a thread of this process, as long as it lives."""
    server = waitress.create_server(figures(board), map={}, sockets=[listening], threads=1, ident=None)
    threading.Thread(target=server.run, name="metrics", daemon=True).start()


def tell_system(state: str) -> None:
    """``READY=1`` or ``STOPPING=1`` to systemd, when it has started the server and wants to know."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
        try:
            notified.connect("\0" + address[1:] if address.startswith("@") else address)
            notified.sendall(state.encode())
        except OSError:
            return
