"""Files to take away: ``/export.<fmt>``, ``/kwic.csv`` and other tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from flask import Blueprint, Response, abort, current_app, request

from webui.asked import asked_kwic, asked_trend
from webui.asked_words import asked_collocations, asked_keyness
from webui.params import LAST_HIT, QUOTE_FILTERS, SearchForm, number
from workspace.exporting import FORMATS
from workspace.exporting.quotes import QUOTE_FORMATS
from workspace.exporting.tables import kwic_table, trend_table
from workspace.exporting.words import collocation_table, keyness_table
from workspace.quotations import all_quotations

blueprint = Blueprint("files", __name__)
CSV = "text/csv; charset=utf-8"


@blueprint.get("/export.<name>")
def export(name: str) -> Response:
    """Every hit (or the first ``limit`` in the order asked for), streamed, with the filters of the search."""
    form = FORMATS.get(name) or abort(404)
    workspace = current_app.extensions["workspace"]
    asked = SearchForm.read(request.args)
    answer = workspace.search_text(asked.query, **asked.as_search(limit=0, offset=0, facets=False))
    most = number(request.args, "limit", LAST_HIT, LAST_HIT)
    pieces = form.pieces(workspace.articles(islice(workspace.ids(answer), most)))
    return _file(pieces, form.media_type, f"muragat.{form.ending}")


@blueprint.get("/quotes.<name>")
def quotes(name: str) -> Response:
    """Every quotation found."""
    media_type, pieces = QUOTE_FORMATS.get(name) or abort(404)
    workspace = current_app.extensions["workspace"].seen()  # also when the request is over, while it is sent
    asked = SearchForm.read(request.args, also=QUOTE_FILTERS)
    found = workspace.quotes_text(asked.query, **asked.as_search(limit=0, offset=0, facets=False))
    return _file(pieces(all_quotations(workspace, found)), media_type, f"muragat-quotes.{name}")


@blueprint.get("/kwic.csv")
def kwic() -> Response:
    """Every line of a concordance."""
    return _file(kwic_table(asked_kwic(everything=True).found), CSV, "muragat-kwic.csv")


@blueprint.get("/collocations.csv")
def collocations() -> Response:
    """Every collocate."""
    found = asked_collocations(everything=True).found
    return _file(collocation_table(found), CSV, "muragat-collocations.csv")


@blueprint.get("/keyness.csv")
def keyness() -> Response:
    """Every word compared."""
    return _file(keyness_table(asked_keyness()), CSV, "muragat-keyness.csv")


@blueprint.get("/trend.csv")
def trend() -> Response:
    """The numbers of a trend."""
    return _file(trend_table(asked_trend()[1]), CSV, "muragat-trend.csv")


def _file(pieces: Iterable[str], media_type: str, name: str) -> Response:
    disposition = f'attachment; filename="{name}"'
    return Response(pieces, content_type=media_type, headers={"Content-Disposition": disposition})
