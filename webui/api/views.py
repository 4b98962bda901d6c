"""Each endpoint reads the address, asks the workspace once, and answers as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from archive.to_json import article_json
from webui import links
from webui.api.openapi import document
from webui.asked import asked_kwic, asked_trend
from webui.asked_words import ROWS, asked_collocations, asked_keyness
from webui.params import LAST_HIT, MOST_PER_PAGE, QUOTE_FILTERS, SearchForm, number
from workspace import Workspace
from workspace.as_json import facets_json, query_json, search_json
from workspace.similar import also_json
from workspace.suggesting import words

#: Values of a facet that a page of results tells; ``/facets`` tells all.
FACET_VALUES = 100
blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


def _workspace() -> Workspace:
    workspace: Workspace = current_app.extensions["workspace"]
    return workspace


@blueprint.get("/articles")
def articles() -> Response:
    form = SearchForm.read(request.args)
    answer = _workspace().search_text(form.query, **form.as_search())
    return jsonify(search_json(_workspace(), answer, _undo(), FACET_VALUES))


@blueprint.get("/articles/<article_id>")
def article(article_id: str) -> Response:
    also = also_json(_workspace().similar.also_in(article_id))
    return jsonify({**article_json(_workspace().article(article_id)), "also_in": also})


@blueprint.get("/quotes")
def quotes() -> Response:
    form = SearchForm.read(request.args, also=QUOTE_FILTERS)
    found = _workspace().quotes_text(form.query, **form.as_search())
    counts = facets_json(_workspace(), found.search, FACET_VALUES)
    return jsonify({**found.as_json(), "query": query_json(found.search, _undo()), **counts})


@blueprint.get("/facets")
def facets() -> Response:
    form = SearchForm.read(request.args)
    answer = _workspace().search_text(form.query, **form.as_search(limit=0, offset=0))
    counts = facets_json(_workspace(), answer)
    return jsonify({"query": query_json(answer, _undo()), "total": answer.page.total, **counts})


@blueprint.get("/kwic")
def kwic() -> Response:
    found = asked_kwic().found
    return jsonify({"query": query_json(found.answer, _undo()), **found.as_json()})


@blueprint.get("/collocations")
def collocations() -> Response:
    found = asked_collocations().found
    return jsonify({"query": query_json(found.answer, _undo()), **found.as_json()})


@blueprint.get("/keyness")
def keyness() -> Response:
    found = asked_keyness()
    most = number(request.args, "per_page", ROWS, MOST_PER_PAGE)
    return jsonify({"query": query_json(found.answer, _undo()), **found.as_json(most)})


@blueprint.get("/trend")
def trend() -> Response:
    return jsonify(asked_trend()[1].as_json())


@blueprint.get("/people")
def named() -> Response:
    beginning, most = _beginning()
    start = number(request.args, "cursor", 0, LAST_HIT) if request.args.get("cursor") else 0
    found = _workspace().people_list(beginning, start, most)
    following = str(start + most) if start + most < found.total else None
    items = [asdict(each) for each in found.people]
    return jsonify({"total": found.total, "items": items, "next": following})


@blueprint.get("/suggest")
def suggest() -> Response:
    return jsonify({"items": words(_workspace(), *_beginning())})


@blueprint.get("/openapi.json")
def openapi() -> Response:
    return jsonify(document(url_for("api.openapi").removesuffix("/openapi.json")))


def _beginning() -> tuple[str, int]:
    """What was typed so far, and how many completions are wanted."""
    most: Any = number(request.args, "per_page", 20, MOST_PER_PAGE)
    return request.args.get("q", "").strip(), most


def _undo() -> str:
    """This address without repairs."""
    return links.here(letters="exact")
