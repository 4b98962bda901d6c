"""Errors as sentences: what, where, and what to do next."""

from __future__ import annotations

from archive.errors import ArchiveError, QuerySyntaxError, ReadError
from messages.table import has, text


def error_text(error: ArchiveError, lang: str) -> str:
    """The sentence of any error of the archive."""
    if isinstance(error, ReadError):
        return read_error_text(error.path, error.line, error.reason, lang)
    if isinstance(error, QuerySyntaxError):
        return _syntax(error, lang)
    key = f"error.{error.code}"
    params = {name: _shown(value) for name, value in error.params.items()}
    return (
        text(key, lang, **params) if has(key) else text("error.other", lang, code=error.code, params=params)
    )


def read_error_text(path: str, line: int, reason: str, lang: str) -> str:
    """``file:line: why`` for a record that was set aside; line 0 speaks of the whole file."""
    key = f"reject.{reason}"
    why = text(key, lang) if has(key) else text("reject.other", lang, reason=reason)
    return f"{path}:{line}: {why}" if line else f"{path}: {why}"


def _syntax(error: QuerySyntaxError, lang: str) -> str:
    hint = text(f"expected.{error.expected}", lang)
    before = error.text[max(0, error.position - 40) : error.position]
    after = error.text[error.position : error.position + 40]
    return text("error.query.syntax", lang, n=error.position + 1, hint=hint) + f"\n  {before}▸{after}"


def _shown(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value) or "–"
    return str(value)
