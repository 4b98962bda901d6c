"""The door of the librarian's pages: sessions, login, and a token with every POST."""

from __future__ import annotations

import datetime as dt
import hmac
import re
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from werkzeug.security import check_password_hash
from werkzeug.wrappers import Response as AnyResponse

from messages import text
from webui import language, links
from webui.librarian.settings import Librarian, is_loopback

if TYPE_CHECKING:
    from webui.operating.settings import Operating
    from workspace import Workspace

blueprint = Blueprint("librarian", __name__, url_prefix="/librarian")
SESSION_HOURS = 8
#: Wrong passwords of one address, and of all, within this while.
MOST_WRONG, MOST_WRONG_OF_ALL, WHILE_S = 5, 50, 300.0
LONGEST_FORM = 64_000
_PORT = re.compile(r":\d+$")


class Attempts:
    """Wrong passwords of the last minutes, by address; thread-safe."""

    def __init__(self) -> None:
        self._wrong: list[tuple[float, str]] = []
        self._lock = threading.Lock()

    def are_too_many(self, address: str) -> bool:
        with self._lock:
            since = time.monotonic() - WHILE_S
            self._wrong = [one for one in self._wrong if one[0] > since]
            own = sum(of == address for _, of in self._wrong)
        return own >= MOST_WRONG or len(self._wrong) >= MOST_WRONG_OF_ALL

    def wrong(self, address: str) -> None:
        with self._lock:
            self._wrong.append((time.monotonic(), address))


def register(app: Flask, chosen: Operating) -> None:
    """The librarian's pages, if there is one."""
    if chosen.librarian is None:
        return
    from webui.librarian import access, articles, audit, reviewing, withdrawing  # noqa: F401  (their routes)

    app.secret_key = chosen.librarian.secret
    app.config.update(
        SESSION_COOKIE_NAME="muragat_librarian",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=chosen.addressing.scheme == "https",
        PERMANENT_SESSION_LIFETIME=dt.timedelta(hours=SESSION_HOURS),
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=LONGEST_FORM,
    )
    app.extensions["librarian"] = chosen.librarian
    app.extensions["librarian_attempts"] = Attempts()
    app.register_blueprint(blueprint)


def workspace() -> Workspace:
    """The archive: as it stands at this commit, in a POST the one that can be changed."""
    opened: Workspace = current_app.extensions["whole"]
    return opened


def who() -> str:
    """The name that the librarian has given; it stands in the audit."""
    return str(session["who"])


def to(endpoint: str, **values: Any) -> AnyResponse:
    """On to a page after a POST, so that going back or reloading does nothing twice."""
    return redirect(links.url(f"librarian.{endpoint}", **values), 303)


def typed(name: str) -> str:
    """A field of the form that was sent."""
    return request.form.get(name, "").strip()[:2000]


@blueprint.app_context_processor
def _of_every_page() -> dict[str, Any]:
    """``librarian`` is the name of who is logged in, also on the pages of readers, for the way to correct."""
    return {"librarian": session.get("who"), "csrf": session.get("csrf", "")}


@blueprint.before_request
def _guard() -> AnyResponse | None:
    if not is_let_in():
        abort(403)
    if request.method == "POST" and not _has_token():
        abort(400)
    if "who" not in session and request.endpoint != "librarian.login":
        return to("login")
    return None


@blueprint.after_request
def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> AnyResponse | tuple[str, int] | str:
    """Name, and password where there is one."""
    if request.method == "GET":
        session.setdefault("csrf", secrets.token_urlsafe(32))
        return _login_page()
    attempts, address = current_app.extensions["librarian_attempts"], request.remote_addr or ""
    if attempts.are_too_many(address):
        return _login_page("lib.login.later"), 429
    kept = _settings().password
    if kept is not None and not check_password_hash(kept, request.form.get("password", "")[:1000]):
        attempts.wrong(address)
        return _login_page("lib.login.wrong"), 403
    if not typed("who"):
        return _login_page("lib.login.nobody"), 400
    session.clear()
    session.permanent = True
    session.update(who=typed("who")[:80], csrf=secrets.token_urlsafe(32))
    return to("home")


@blueprint.post("/logout")
def logout() -> AnyResponse:
    """The cookie is emptied."""
    session.clear()
    return to("login")


def _login_page(trouble: str = "") -> str:
    sentence = text(trouble, language.current()) if trouble else ""
    return render_template(
        "librarian_login.html", trouble=sentence, password=_settings().password is not None
    )


def _settings() -> Librarian:
    settings: Librarian = current_app.extensions["librarian"]
    return settings


def is_let_in() -> bool:
    """Whether the librarian may come in from there: from anywhere with a password, else from this machine."""
    return _settings().password is not None or _is_here()


def _is_here() -> bool:
    """Both ends are this machine, and the page was asked for by its name: a name that somebody else's server
    gives out for this machine (DNS rebinding) is none of it."""
    return is_loopback(request.remote_addr or "") and is_loopback(_PORT.sub("", request.host))


def _has_token() -> bool:
    token = session.get("csrf", "")
    return bool(token) and hmac.compare_digest(token, request.form.get("csrf", ""))
