"""L4: the archive in a browser. ``create_app`` takes an open workspace; a view reads, asks once, renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response

from webui import audience, language, limits, oai, packing
from webui.api import views as api
from webui.librarian import door
from webui.operating import health
from webui.operating.addresses import Door
from webui.operating.settings import Operating
from webui.operating.watch import Watch
from webui.views import (
    article,
    collocations,
    compare,
    errors,
    feeds,
    files,
    kwic,
    pages,
    quotes,
    said,
    search,
    similar,
    subjects,
    trend,
)

if TYPE_CHECKING:
    from workspace import Workspace

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_PAGES = (
    search,
    quotes,
    said,
    kwic,
    collocations,
    trend,
    compare,
    subjects,
    files,
    feeds,
    oai,
    article,
    similar,
    pages,
    api,
    health,
)
_VIEWS = tuple(view.blueprint for view in _PAGES)


def create_app(workspace: Workspace, operating: Operating | None = None) -> Flask:
    """The WSGI application over one archive, run as ``operating`` says (without it: no limits, no log)."""
    app = Flask(__name__)
    chosen = operating or Operating()
    audience.register(app, workspace)
    app.extensions["operating"] = chosen
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in _VIEWS:
        app.register_blueprint(blueprint)
    door.register(app, chosen)
    limits.register(app)
    errors.register(app)
    language.register(app)
    packing.register(app)
    app.after_request(_guard)
    app.wsgi_app = Door(Watch(app.wsgi_app, chosen), chosen.addressing)  # type: ignore[method-assign]
    return app


def _guard(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
