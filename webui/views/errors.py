"""Errors as pages in the reader's language: never a traceback."""

from __future__ import annotations

import logging

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from archive.errors import ArchiveError, QueryError, QueryTooLong
from messages import error_text, text
from webui import language
from webui.api import problems
from webui.limits import AGAIN_S, Refused
from webui.marking import marked
from webui.operating.watch import KIND, ROW

_WHY = {404: "web.not_found.why"}
_MENDED = "web.unavailable.why"
Answer = tuple[str, int] | Response


def register(app: Flask) -> None:
    app.register_error_handler(QueryError, _query)
    app.register_error_handler(ArchiveError, _archive)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _query(error: QueryError) -> Answer:
    """The query with the place marked where it could not be read."""
    if problems.wanted():
        return problems.of(error)
    typed = str(getattr(error, "text", ""))
    position = int(getattr(error, "position", 0))
    line = marked(typed[:500], [(position, position + 1)] if position < min(len(typed), 500) else [])
    sentence = error_text(error, language.current()).split("\n")[0]
    q = request.args.get("q", "")
    return render_template("wrong.html", line=line, sentence=sentence, q=q), error.http_status


def _archive(error: ArchiveError) -> Answer:
    """What the archive can't do just now. What the server's folders are called is not for its readers."""
    status, ui = error.http_status, language.current()
    if isinstance(error, QueryTooLong) and ROW in request.environ:
        request.environ[ROW].refuse("query_time")
    known = isinstance(error, QueryTooLong)
    if problems.wanted():
        closed = status >= 500 and not known
        told = problems.of_status(status, text(_MENDED, ui), error.code) if closed else problems.of(error)
        return _again(told, status)
    gone = status in (404, 410)
    known = known or status == 410
    heading = text("web.not_found" if gone else "web.unavailable", ui)
    sentence = error_text(error, ui) if known else text(_WHY.get(status, _MENDED), ui)
    return _again(_trouble(heading, sentence, status), status)


def _refused(error: Refused) -> Answer:
    """Too much was asked, by this client or by all."""
    status, ui = error.code or 503, language.current()
    request.environ[KIND] = "refused"
    many = status == 429
    sentence = text("web.too_many.why" if many else "web.busy.why", ui, seconds=error.again_s)
    if problems.wanted():
        return _again(problems.of_status(status, sentence), status, error.again_s)
    heading = text("web.too_many" if many else "web.unavailable", ui)
    return _again(_trouble(heading, sentence, status), status, error.again_s)


def _trouble(heading: str, sentence: str, status: int) -> Response:
    """The page that says what is wrong; without the head of the other pages where the index can't be read."""
    try:
        page = render_template("trouble.html", heading=heading, sentence=sentence)
    except ArchiveError:
        plain = current_app.jinja_env.get_template("closed.html")
        page = plain.render(heading=heading, sentence=sentence, ui=language.current())
    return Response(page, status)


def _again(response: Response, status: int, seconds: int = AGAIN_S) -> Response:
    """When to come again, where that helps."""
    if status in (429, 503):
        response.headers["Retry-After"] = str(seconds)
        response.headers["Cache-Control"] = "no-store"
    return response


def _http(error: HTTPException) -> Answer:
    if problems.wanted():
        return problems.of_status(error.code or 500, error.name)
    ui = language.current()
    missing = error.code == 404
    heading = text("web.not_found" if missing else "web.refused", ui)
    sentence = text("web.not_found.why" if missing else "web.refused.why", ui)
    return render_template("trouble.html", heading=heading, sentence=sentence), error.code or 500


def _unexpected(error: Exception) -> Answer:
    logging.getLogger("muragat.web").error("unexpected error at %s", request.path, exc_info=error)
    if problems.wanted():
        return problems.of_status(500, "Internal Server Error")
    ui = language.current()
    heading = text("web.unavailable", ui)
    return render_template("trouble.html", heading=heading, sentence=text("web.unexpected", ui)), 500
