"""``/librarian``: what should be looked at."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from webui import links
from webui.librarian.door import blueprint, to, who, workspace
from webui.present import Pages
from workspace.reviewing import KINDS

PER_PAGE = 25


def page_number() -> int:
    """The page that the address asks for, from 1."""
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1


@blueprint.get("")
def home() -> str:
    """How many of each kind are due."""
    return render_template("librarian_home.html", counts=workspace().review.counts())


@blueprint.get("/review/<kind>")
def review(kind: str) -> str:
    """The rows of a kind; InvalidRequest for one that there is not."""
    at = page_number()
    found = workspace().review.page(kind, PER_PAGE * (at - 1), PER_PAGE)
    pages = Pages.numbered(found.total, at, PER_PAGE)
    return render_template(
        "librarian_review.html", kind=kind, kinds=KINDS, found=found, pages=pages, page_link=links.page, at=at
    )


@blueprint.post("/review/<kind>/<article_id>")
def seen(kind: str, article_id: str) -> Response:
    """A row was looked at."""
    workspace().review.mark(kind, article_id, who())
    return to("review", kind=kind, page=page_number())
