"""``/collocations``."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from webui import language, links, present
from webui.asked_words import asked_collocations

blueprint = Blueprint("collocations", __name__)
WINDOWS = (1, 2, 3, 5, 10)
LEASTS = (1, 2, 3, 5, 10, 20)


@blueprint.get("/collocations")
def collocations() -> str:
    """The words that stand near the query."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    asked = asked_collocations()
    return render_template(
        "collocations.html",
        form=asked.form,
        asked=asked,
        found=asked.found,
        answer=asked.found.answer,
        windows=sorted({*WINDOWS, asked.window}),
        leasts=sorted({*LEASTS, asked.least}),
        kwic_link=lambda row: links.view("kwic.kwic", row.query),
        chips=list(present.chips(workspace, asked.form, ui)),
        pages=present.Pages.numbered(asked.found.total, asked.form.page, asked.per_page),
        page_link=links.page,
        links=links.Fixed(),
    )
