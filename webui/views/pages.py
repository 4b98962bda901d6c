"""The home page, help, about, and the check that the server lives."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, jsonify, render_template

from webui import language
from webui.help import PAGES, SECTIONS
from webui.home import home

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def index() -> str:
    """The box, the latest articles, regions and topics."""
    return render_template("index.html", home=home(current_app.extensions["workspace"], language.current()))


@blueprint.get("/help")
def show_help() -> str:
    """The query language."""
    return render_template("help.html", sections=SECTIONS, pages=PAGES)


@blueprint.get("/about")
def about() -> str:
    """What the archive holds and how."""
    workspace = current_app.extensions["workspace"]
    return render_template("about.html", stats=workspace.stats(), engine=workspace.engine_name)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Alive, and how many articles can be found."""
    return jsonify(status="ok", articles=current_app.extensions["workspace"].engine.status().articles)
