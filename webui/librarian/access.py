"""``/librarian/access``: who may read what, by source and by article; every decision can be taken back."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from archive.access import LEVELS, Terms
from archive.errors import QueryError
from messages import error_text
from webui import language
from webui.librarian import deeds
from webui.librarian.articles import shown_with_forms
from webui.librarian.door import blueprint, to, typed, who, workspace
from workspace.access import terms_of

Answer = str | tuple[str, int] | Response


@blueprint.get("/access")
def access() -> str:
    """Every source with what holds for it, and every decision."""
    return _page()


@blueprint.post("/access")
def decide_source() -> Answer:
    """A decision for a source."""
    try:
        made = workspace().access.source(typed("source"), _terms(), who(), **_words())
    except QueryError as error:
        return _page(error_text(error, language.current())), 400
    return to("access", saved=made.number)


@blueprint.post("/a/<article_id>/access")
def decide_article(article_id: str) -> Answer:
    """A decision for one article."""
    try:
        (made,) = workspace().access.articles([article_id], _terms(), who(), **_words())
    except QueryError as error:
        return shown_with_forms(article_id, error_text(error, language.current())), 400
    return to("article", article_id=article_id, decided=made.number)


@blueprint.post("/access/undo/<int:number>")
def undo_access(number: int) -> Response:
    """A decision taken back; then the page that the button stood on."""
    undone = workspace().access.undo(number, who())
    if typed("from") == "article" and undone.article_id:
        return to("article", article_id=undone.article_id, decision_undone=number)
    return to("audit") if typed("from") == "audit" else to("access", undone=number)


def _terms() -> Terms:
    return terms_of(typed("level"), typed("until") or None)


def _words() -> dict[str, str | None]:
    return {"rights": typed("rights") or None, "reason": typed("reason")}


def _page(trouble: str = "") -> str:
    archive, ui = workspace(), language.current()
    every = deeds.of_decisions(archive.access.all(), ui)
    return render_template(
        "librarian_access.html",
        trouble=trouble,
        sources=archive.access.sources(),
        levels=LEVELS,
        told=lambda terms: deeds.terms_line(terms, ui),
        deeds=every[::-1],
        saved=request.args.get("saved", type=int),
        undone=request.args.get("undone", type=int),
    )
