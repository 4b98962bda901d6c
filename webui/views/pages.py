"""The home page, help, about."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

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
    # Where its servers are is nobody's business.
    engine = workspace.engine_name.partition("+")[0]
    return render_template("about.html", stats=workspace.stats(), engine=engine)
