"""Errors of the API as problem+json (RFC 9457): the code and parameters of the error, and a sentence."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Response, request

from archive.errors import ArchiveError
from messages import error_text
from webui import language

MEDIA_TYPE = "application/problem+json"


def wanted() -> bool:
    """Whether a program asked, not a person."""
    return request.path.startswith("/api/")


def of(error: ArchiveError) -> Response:
    """The error as it is known to the libraries, with a sentence in the language of ``ui``."""
    detail = error_text(error, language.current()).split("\n")[0]
    known = {key: value for key, value in error.params.items() if isinstance(value, str | int | list | tuple)}
    return _answer(error.http_status, error.code, detail, params=known)


def of_status(status: int, name: str, code: str = "") -> Response:
    """A refusal in words; ``code`` is that of the libraries where they refused."""
    return _answer(status, code or f"http.{status}", name)


def _answer(status: int, code: str, detail: str, **more: Any) -> Response:
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return Response(json.dumps(problem, ensure_ascii=False), status, content_type=MEDIA_TYPE)
