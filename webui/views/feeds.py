"""For machines that come back: ``/search.atom``, ``/opensearch.xml``, ``/sitemap.xml``."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request, url_for

from webui import language, links, present
from webui.params import SearchForm

blueprint = Blueprint("feeds", __name__)
ENTRIES = 50
#: The most a sitemap may list (sitemaps.org).
SITEMAP_URLS = 50_000


@blueprint.get("/search.atom")
def atom() -> Response:
    """The newest articles of a search."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    form = SearchForm.read(request.args)
    asked = form.as_search(sort="-date", offset=0, limit=ENTRIES, facets=False)
    answer = workspace.search_text(form.query, **asked)
    articles = list(workspace.articles([hit.id for hit in answer.page.hits]))
    snippets = {found.id: found.snippets for found in present.records(workspace, answer, ui)}
    page = render_template(
        "atom.xml",
        form=form,
        articles=articles,
        snippets=snippets,
        updated=max((a.provenance.ingested_at for a in articles), default="1970-01-01T00:00:00+00:00"),
        here=request.url,
        html=request.host_url.rstrip("/") + links.view("search.search"),
    )
    return Response(page, content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds this archive to its search engines."""
    page = render_template("opensearch.xml")
    return Response(page, content_type="application/opensearchdescription+xml; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The list of sitemaps, as many as the articles need."""
    count = current_app.extensions["workspace"].holdings().articles
    numbers = range(1, 2 + max(0, count - 1) // SITEMAP_URLS)
    addresses = [url_for("feeds.sitemap_part", number=number, _external=True) for number in numbers]
    return _xml(render_template("sitemaps.xml", addresses=addresses))


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """Addresses of articles, in the order of their ids."""
    ids = current_app.extensions["workspace"].article_ids()
    part = ids[(number - 1) * SITEMAP_URLS : number * SITEMAP_URLS] if number else []
    addresses = [url_for("article.show", article_id=each, _external=True) for each in part]
    return _xml(render_template("sitemap.xml", addresses=addresses))


def _xml(page: str) -> Response:
    return Response(page, content_type="application/xml; charset=utf-8")
