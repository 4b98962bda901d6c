"""``/librarian/a/<id>/withdraw``: taking an article out for good, after a look at what that means."""

from __future__ import annotations

import datetime as dt

from flask import render_template, request
from werkzeug.wrappers import Response

from messages import text
from webui import language
from webui.librarian.door import blueprint, to, typed, who, workspace
from workspace.copies import copies_of
from workspace.withdrawing import withdraw


@blueprint.get("/a/<article_id>/withdraw")
def before(article_id: str) -> str:
    """What goes, what is alike, which copies hold it."""
    return _page(article_id)


@blueprint.post("/a/<article_id>/withdraw")
def withdrawn(article_id: str) -> str | tuple[str, int]:
    """It goes, with those alike that were ticked; the page tells what is left elsewhere."""
    archive, ui = workspace(), language.current()
    if not typed("reason"):
        return _page(article_id, text("lib.reason.missing", ui)), 400
    if typed("sure") != "yes":
        return _page(article_id, text("lib.withdraw.unsure", ui)), 400
    also = {other.id for other in archive.similar.also_in(article_id).items}
    ids = [article_id, *sorted(also & set(request.form.getlist("also")))]
    report = withdraw(archive, ids, typed("reason"), who())
    return render_template("librarian_withdrawn.html", report=report)


@blueprint.get("/withdrawals")
def withdrawals() -> str:
    """Everything that was taken out."""
    return render_template("librarian_withdrawals.html", made=workspace().store.withdrawals()[::-1])


@blueprint.post("/withdrawals/<article_id>/lift")
def lift(article_id: str) -> Response:
    """The record of an article may come in again."""
    workspace().store.lift(article_id, who(), dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
    return to("withdrawals")


def _page(article_id: str, trouble: str = "") -> str:
    archive = workspace()
    article = archive.store.get(article_id)
    return render_template(
        "librarian_withdraw.html",
        article=article,
        trouble=trouble,
        alike=archive.similar.also_in(article_id).items,
        copies=copies_of(archive),
    )
