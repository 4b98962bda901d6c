"""``/compare``."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from webui import comparing, keywords, language, links, present
from webui.asked import asked_comparison
from webui.asked_words import hidden

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def compare() -> str:
    """Two to four questions side by side."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    form, found = asked_comparison()
    return render_template(
        "compare.html",
        form=form,
        found=found,
        tables=list(comparing.tables(workspace, found, ui)),
        shared=comparing.shared(found),
        keywords=list(keywords.words(workspace, found, hidden())),
        hide=hidden(),
        search_link=lambda side: links.view("search.search", side.query),
        quotes_link=lambda side: links.view("quotes.quotes", side.query),
        chips=list(present.chips(workspace, form, ui)),
        links=links.Fixed(),
    )
