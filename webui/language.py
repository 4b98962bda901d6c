"""The language of a page: the ``ui`` parameter, else Kazakh; and what every template may call."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, current_app, request

from messages import LANGS, date, number, share, text
from messages.table import has
from webui import links

DEFAULT = "kk"
NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def of_text(lang: str) -> str:
    """The language that a page says an article is in; Kazakh where it is mixed or unknown."""
    return lang if lang in ("kk", "ru") else "kk"


def current() -> str:
    """The language asked for; Kazakh when none or an unknown one was."""
    chosen = request.args.get("ui", DEFAULT)
    return chosen if chosen in LANGS else DEFAULT


def register(app: Flask) -> None:
    """Give the templates their language, strings, numbers, dates and links."""
    app.context_processor(_helpers)


def _helpers() -> dict[str, Any]:
    ui = current()
    workspace = current_app.extensions["workspace"]
    return {
        "ui": ui,
        "t": lambda key, **params: text(key, ui, **params),
        "named": lambda key, plain: text(key, ui) if has(key) else plain,
        "num": lambda value: number(value, ui),
        "share": lambda value: share(value, ui),
        "day": lambda value: date(value, ui),
        "text_lang": of_text,
        "today": lambda: dt.datetime.now(dt.UTC).strftime("%d.%m.%Y"),
        "url": links.url,
        "view": links.view,
        "export": links.export,
        "switch": [(code, NAMES[code], links.here(ui=code if code != DEFAULT else None)) for code in LANGS],
        "holdings": workspace.holdings(),
        "is_demo": workspace.is_demo,
    }
