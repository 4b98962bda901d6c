"""``/quotes``."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request

from webui import language, links, present, quoting
from webui.histogram import histogram
from webui.params import QUOTE_FILTERS, SearchForm

blueprint = Blueprint("quotes", __name__)


@blueprint.get("/quotes")
def quotes() -> str:
    """Who said what: quotations by the words said, with how each speaker is known."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    form = SearchForm.read(request.args, also=QUOTE_FILTERS)
    found = workspace.quotes_text(form.query, **form.as_search())
    answer = found.search
    return render_template(
        "quotes.html",
        form=form,
        answer=answer,
        cards=quoting.cards(workspace, found, form.offset, ui),
        facets=list(present.facets(workspace, answer, ui, present.QUOTE_FACETS)),
        histogram=histogram(answer.page.facets.get("date_year", ())),
        chips=list(present.chips(workspace, form, ui)),
        loosened=[] if found.total else list(quoting.loosened(workspace, form, ui)),
        pages=present.Pages.of(found.total, form),
        page_link=links.page,
        sort_link=links.sorted_by,
        links=links.Fixed(),
    )
