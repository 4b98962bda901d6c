"""Who gets to see what: the librarian the whole archive, everybody else its public part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, has_request_context, session

from messages import text

if TYPE_CHECKING:
    from archive.store.access import Standing
    from workspace import Workspace


class Audience:
    """Stands in the place of a workspace: every attribute is that of what the reader of this request may see.

    Outside a request, and for whoever is not known, that is the public part.
    """

    def __init__(self, whole: Workspace) -> None:
        self.__whole = whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self.seen(), name)

    def seen(self) -> Workspace:
        """What this request may see."""
        if not has_request_context():
            return self.__whole.public()
        if "seen_archive" not in g:
            g.seen_archive = self.__whole if sees_all() else self.__whole.public()
        seen: Workspace = g.seen_archive
        return seen


def sees_all() -> bool:
    """Whether this request comes from the librarian, who is logged in and let in from there."""
    if "librarian" not in current_app.extensions or "who" not in session:
        return False
    from webui.librarian import door

    return door.is_let_in()


def register(app: Flask, workspace: Workspace) -> None:
    """``workspace`` for the pages of readers, ``whole`` for those of the librarian."""
    app.extensions["workspace"] = Audience(workspace)
    app.extensions["whole"] = workspace
    app.after_request(_not_kept)


def is_cut(article_id: str) -> bool:
    """Whether the reader of this request gets only snippets of an article."""
    archive = current_app.extensions["workspace"].seen()
    return archive is not current_app.extensions["whole"] and article_id in archive.levels([article_id])


def held(article_id: str) -> Standing | None:
    """What holds for an article that the librarian sees and the public does not, or not as a whole."""
    if not sees_all():
        return None
    standing: Standing = current_app.extensions["whole"].access.standing(article_id)
    return standing if standing.level != "open" else None


def line(standing: Standing, ui: str) -> str:
    """A level in words, until when, and who says so."""
    words = text(f"access.level.{standing.level}", ui)
    if standing.until:
        words += f" {text('access.until', ui, date=standing.until.isoformat())}"
    return f"{words} ({text(f'access.by.{standing.by}', ui)})"


def _not_kept(response: Response) -> Response:
    """What the librarian alone may see stays in no cache on the way."""
    if "seen_archive" in g and "librarian" in current_app.extensions and "who" in session:
        response.headers["Cache-Control"] = "no-store"
    return response
