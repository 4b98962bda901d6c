"""Errors as pages in the reader's language: never a traceback."""

from __future__ import annotations

import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from archive.errors import ArchiveError, QueryError
from messages import error_text, text
from webui import language
from webui.api import problems
from webui.marking import marked

Answer = tuple[str, int] | Response


def register(app: Flask) -> None:
    app.register_error_handler(QueryError, _query)
    app.register_error_handler(ArchiveError, _archive)
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
    if problems.wanted():
        return problems.of(error)
    ui = language.current()
    heading = text("web.not_found" if error.http_status == 404 else "web.unavailable", ui)
    sentence = error_text(error, ui) if error.http_status != 404 else text("web.not_found.why", ui)
    return render_template("trouble.html", heading=heading, sentence=sentence), error.http_status


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
