"""``/search``."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request

from webui import language, links, present
from webui.histogram import histogram
from webui.params import SearchForm

blueprint = Blueprint("search", __name__)
LINKS = {
    "page_link": links.page,
    "sort_link": links.sorted_by,
    "drawn_anew": links.drawn_anew,
    "article_link": links.article,
    "links": links.Fixed(),
}


@blueprint.get("/search")
def search() -> str:
    """The list of articles, or a page that says why nothing was found."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    form = SearchForm.read(request.args)
    answer = workspace.search_text(form.query, **form.as_search())
    shown = {"form": form, "answer": answer, "chips": list(present.chips(workspace, form, ui)), **LINKS}
    if not answer.page.total:
        loosened = [row for row in present.loosened(workspace, form, ui) if row.count]
        spellings = list(present.spellings(workspace, form, answer))
        return render_template("empty.html", loosened=loosened, spellings=spellings, **shown)
    return render_template(
        "search.html",
        facets=list(present.facets(workspace, answer, ui)),
        records=present.records(workspace, answer, ui),
        histogram=histogram(answer.page.facets.get("date_year", ())),
        pages=present.Pages.of(answer.page.total, form),
        some=present.some_words(workspace, form, answer),
        **shown,
    )
