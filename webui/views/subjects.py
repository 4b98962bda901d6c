"""``/person/<id>``, ``/region/<code>``, ``/topic/<code>`` and their lists."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request

from archive.gazetteers import regions as all_regions
from archive.gazetteers import topics as all_topics
from webui import language, links, subjects
from webui.params import number

blueprint = Blueprint("subjects", __name__)
LAST_PAGE = 100_000


@blueprint.get("/person/<person_id>")
def person(person_id: str) -> str:
    """Somebody's quotations, where they are named, and what offices they held."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    facts = workspace.person(person_id) or abort(404)
    return render_template("subject.html", about=subjects.person(workspace, facts, ui), here="people")


@blueprint.get("/region/<code>")
def region(code: str) -> str:
    """A region's articles and who is quoted in them."""
    known = all_regions.resolve_region(code) or abort(404)
    workspace, ui = current_app.extensions["workspace"], language.current()
    return render_template("subject.html", about=subjects.region(workspace, known, ui), here="regions")


@blueprint.get("/topic/<code>")
def topic(code: str) -> str:
    """A topic's articles and who is quoted in them."""
    known = all_topics.resolve_topic(code) or abort(404)
    workspace, ui = current_app.extensions["workspace"], language.current()
    return render_template("subject.html", about=subjects.topic(workspace, known, ui), here="topics")


@blueprint.get("/people")
def people() -> str:
    """Everyone who speaks or is named, in the order of the Kazakh alphabet."""
    workspace = current_app.extensions["workspace"]
    page = number(request.args, "page", 1, LAST_PAGE)
    beginning = request.args.get("q", "").strip()
    listing = subjects.people(workspace, beginning, page, language.current())
    return render_template("people.html", listing=listing, page_link=links.page)


@blueprint.get("/regions")
def regions() -> str:
    """The twenty regions with how much there is about each."""
    tiles = subjects.tiles(current_app.extensions["workspace"], "region", language.current())
    return render_template("tiles.html", tiles=tiles, here="regions")


@blueprint.get("/topics")
def topics() -> str:
    """The seventeen topics with how much there is about each."""
    tiles = subjects.tiles(current_app.extensions["workspace"], "topic", language.current())
    return render_template("tiles.html", tiles=tiles, here="topics")
