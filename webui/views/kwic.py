"""``/kwic``."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from webui import concordance, language, links, present
from webui.asked import asked_kwic

blueprint = Blueprint("kwic", __name__)
WINDOWS = (3, 5, 8, 12)


@blueprint.get("/kwic")
def kwic() -> str:
    """Every place where the query stands, with the words around it."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    asked = asked_kwic()
    return render_template(
        "kwic.html",
        form=asked.form,
        by=asked.by,
        window=asked.window,
        windows=sorted({*WINDOWS, asked.window}),
        found=asked.found,
        answer=asked.found.answer,
        rows=concordance.rows(workspace, asked.found, asked.by),
        forms=concordance.forms(asked.found),
        chips=list(present.chips(workspace, asked.form, ui)),
        pages=present.Pages.of(asked.found.total, asked.form),
        page_link=links.page,
        links=links.Fixed(),
    )
