"""``/healthz``: the process lives. ``/readyz``: it can answer searches. ``/metrics``: figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, jsonify

from archive.errors import ArchiveError
from webui.operating import metrics
from webui.operating.settings import Operating

if TYPE_CHECKING:
    from workspace import Workspace

blueprint = Blueprint("operating", __name__)
NO_STORE = {"Cache-Control": "no-store"}


def _answer(code: int, **told: object) -> Response:
    response = jsonify(told)
    response.status_code = code
    response.headers.update(NO_STORE)
    return response


@blueprint.get("/healthz")
def healthz() -> Response:
    """Alive: says so without looking at store or index, so that a slow disk does not get it killed."""
    return _answer(200, status="ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Ready: store and index are open and answer; 503 until then, and while the server is stopping."""
    parts = dict(_parts(current_app.extensions["workspace"]))
    ready = set(parts.values()) <= {"ok", "behind"}
    return _answer(200 if ready else 503, status="ready" if ready else "not_ready", **parts)


def _parts(workspace: Workspace) -> list[tuple[str, str]]:
    """How each part is: ``ok``, the code of its error, or for the index what is due."""
    found = []
    try:
        workspace.store.count()
        found.append(("store", "ok"))
    except ArchiveError as error:
        found.append(("store", error.code))
    try:
        workspace.engine.status()
        workspace.quote_engine.status()
        found.append(("index", "behind" if workspace.is_stale() else "ok"))
    except ArchiveError as error:
        found.append(("index", error.code))
    return found


@blueprint.get("/metrics")
def figures() -> Response:
    """Prometheus text, on the address of the pages only when that was chosen."""
    operating: Operating = current_app.extensions["operating"]
    if operating.metrics != "here":
        abort(404)
    return Response(metrics.written(operating.board), content_type=metrics.CONTENT_TYPE, headers=NO_STORE)
