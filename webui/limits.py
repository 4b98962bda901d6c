"""How much an address may ask: every link of a page repeats it, so a huge one would make a huge page."""

from __future__ import annotations

from flask import Flask, abort, request

#: Bytes behind the question mark, as sent: room for the longest query (10,000 letters, six bytes each).
LONGEST_ADDRESS = 100_000
MOST_PARAMETERS = 200


def register(app: Flask) -> None:
    """Refuse what is larger, on every path."""
    app.before_request(_refuse)


def _refuse() -> None:
    asked = request.query_string
    if len(asked) > LONGEST_ADDRESS or asked.count(b"&") >= MOST_PARAMETERS:
        abort(400)
