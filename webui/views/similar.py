"""``/a/<id>/versions``, a version, and two articles side by side; and what other pages show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, current_app, render_template, request

from archive.errors import ArticleNotFound, VersionNotFound
from archive.store.versions import Version
from webui import similar
from workspace.versions import compared

if TYPE_CHECKING:
    from workspace import Workspace

blueprint = Blueprint("similar", __name__)


def _workspace() -> Workspace:
    workspace: Workspace = current_app.extensions["workspace"]
    return workspace


@blueprint.app_context_processor
def _parts() -> dict[str, Any]:
    """What the pages of articles and of hits ask for."""
    workspace = _workspace()
    return {
        "also_in": lambda id: similar.also_in(workspace, id),
        "listed": lambda records, offset: similar.listed(workspace, records, offset),
        "version_count": lambda id: workspace.versions.count(id),
    }


@blueprint.get("/a/<article_id>/versions")
def versions(article_id: str) -> str:
    """Every version of an article, the newest first."""
    article = _workspace().article(article_id)
    every = _workspace().versions.all(article_id)
    return render_template("versions.html", article=article, versions=every[::-1])


@blueprint.get("/a/<article_id>/versions/<int:number>")
def version(article_id: str, number: int) -> str:
    """The text of one version, and what changed from the one before, or from the one that ``with`` names."""
    article = _workspace().article(article_id)
    every = {each.number: each for each in _workspace().versions.all(article_id)}
    if number not in every:
        raise VersionNotFound(article_id, number)
    before = _before(number, every)
    changes = compared(before, every[number]) if before else None
    return render_template(
        "version.html",
        article=article,
        version=every[number],
        before=before,
        changes=changes,
        others=[each for each in every.values() if each.number != number],
        last=max(every),
    )


@blueprint.get("/a/<article_id>/differences/<other>")
def compare(article_id: str, other: str) -> str:
    """Two articles, word by word."""
    workspace = _workspace()
    for id in workspace.cut.intersection((article_id, other)):
        raise ArticleNotFound(id)  # its text is not there to be compared
    return render_template(
        "differences.html",
        article=workspace.article(article_id),
        other=workspace.article(other),
        changes=similar.paragraphs(workspace, article_id, other),
    )


def _before(number: int, every: dict[int, Version]) -> Version | None:
    asked = request.args.get("with", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else number - 1
    return every.get(chosen) if chosen != number else every.get(number - 1)
