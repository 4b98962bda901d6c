"""Who gets to see what: the librarian the whole archive, everybody else its public part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, has_request_context, session

from messages import text
from webui import language

if TYPE_CHECKING:
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
    app.context_processor(_of_every_page)
    app.after_request(_not_kept)


def _of_every_page() -> dict[str, Any]:
    return {"access_mark": mark, "access_of": _access_of}


def _access_of(article_id: str) -> str:
    """The level of an article where it is not open."""
    found: str = current_app.extensions["workspace"].levels([article_id]).get(article_id, "")
    return found


def mark(level: str) -> str:
    """A level in words."""
    return text(f"access.level.{level}", language.current())


def _not_kept(response: Response) -> Response:
    """What the librarian alone may see stays in no cache on the way."""
    if "seen_archive" in g and "librarian" in current_app.extensions and "who" in session:
        response.headers["Cache-Control"] = "no-store"
    return response
