"""How much may be asked: by one address, by one client in a while, by all of them at once.

An address has limits because every link of a page repeats it, so that a huge one would make a huge page. A
client has an allowance of requests that fills up again with time; and long answers (files of many articles)
may not take every thread, neither for one client nor for all together.
"""

from __future__ import annotations

import math
import time

from flask import Flask, abort, current_app, request
from werkzeug.exceptions import HTTPException

from webui.operating.board import Row
from webui.operating.settings import Operating
from webui.operating.watch import CLIENT, KIND, ROW, SLOT

#: Bytes behind the question mark, as sent: room for the longest query (10,000 letters, six bytes each).
LONGEST_ADDRESS = 100_000
MOST_PARAMETERS = 200
#: A request has lasted long after so many seconds.
LONG_S = 5.0
#: When to come again, in seconds, after long answers took too many threads.
AGAIN_S = 10
#: Kinds that are never refused: they cost nothing, or tell whether the server lives.
FREE = ("static", "health")
#: Kinds that may last for minutes, file by file or word by word.
LONG = ("export", "words")
_KINDS = {
    "search": "search",
    "quotes": "quotes",
    "said": "quotes",
    "kwic": "words",
    "collocations": "words",
    "trend": "words",
    "compare": "words",
    "article": "article",
    "files": "export",
    "feeds": "feed",
    "api": "api",
    "oai": "feed",
    "static": "static",
    "operating": "health",
}


class Refused(HTTPException):
    """``code`` 429: this client asked too much; 503: the server is busy; ``again_s``: when to come again."""

    def __init__(self, code: int, again_s: float) -> None:
        super().__init__()
        self.code = code
        self.again_s = max(1, math.ceil(again_s))


def register(app: Flask) -> None:
    """Refuse what is too much, on every path."""
    app.before_request(_refuse)


def kind_of(blueprint: str | None, endpoint: str | None) -> str:
    """The kind that a request is counted as.

    >>> kind_of("files", "files.export"), kind_of(None, "static"), kind_of("pages", "pages.about")
    ('export', 'static', 'page')
    """
    return _KINDS.get(blueprint or endpoint or "", "page")


def _refuse() -> None:
    asked = request.query_string
    kind = request.environ[KIND] = kind_of(request.blueprint, request.endpoint)
    if kind not in FREE:
        operating: Operating = current_app.extensions["operating"]
        row, client = request.environ[ROW], request.environ[CLIENT]
        _refuse_client(operating, row, client)
        if kind in LONG:
            _refuse_long(operating, row, client)
            row.may_last(request.environ[SLOT])
    if len(asked) > LONGEST_ADDRESS or asked.count(b"&") >= MOST_PARAMETERS:
        abort(400)


def _refuse_client(operating: Operating, row: Row, client: float) -> None:
    limits = operating.limits
    if limits.rate:
        wait = operating.board.take(client, limits.rate, limits.burst, time.monotonic())
        if wait:
            _say_no(row, "rate", 429, wait)


def _refuse_long(operating: Operating, row: Row, client: float) -> None:
    limits = operating.limits
    if limits.at_once or limits.lasting:
        own, everybody = operating.board.lasting(client, time.monotonic() - LONG_S)
        if limits.at_once and own >= limits.at_once:
            _say_no(row, "at_once", 429, AGAIN_S)
        if limits.lasting and everybody >= limits.lasting:
            _say_no(row, "busy", 503, AGAIN_S)


def _say_no(row: Row, reason: str, code: int, again_s: float) -> None:
    row.refuse(reason)
    raise Refused(code, again_s)
