"""Errors as sentences: what, where, and what to do next."""

from __future__ import annotations

from archive.errors import ArchiveError, QueryError, QuerySyntaxError, ReadError
from messages.table import has, text

#: How much of the query is shown on either side of the mistake, in code points.
AROUND = 40
#: Parameters that are codes: the family of keys with their words.
CODED = {
    ("query.parameter", "expected"): "wanted",
    ("store.busy", "reason"): "busy",
    ("store.output", "reason"): "disk",
    ("store.originals", "reason"): "originals",
    ("engine.unwritable", "reason"): "disk",
    ("fixity.copy", "reason"): "copy",
    ("input.article", "reason"): "reject",
    ("query.correction", "reason"): "correction.reason",
    ("input.mapping", "reason"): "mapping.reason",
    ("input.harvest", "reason"): "harvest.reason",
}


def error_text(error: ArchiveError, lang: str) -> str:
    """The sentence of any error; for a mistake in a query two more lines, the query and a caret under it.

    >>> print(error_text(QuerySyntaxError("мектеп (ауыл", 7, "close_bracket"), "kk"))
    Сұраудың 8-таңбасында қате: ашылған жақша жабылмаған.
      мектеп (ауыл
             ^
    """
    if isinstance(error, ReadError):
        return read_error_text(error.path, error.line, error.reason, lang)
    if isinstance(error, QuerySyntaxError):
        sentence = text("error.query.syntax", lang, n=error.position + 1, hint=_hint(error.expected, lang))
    else:
        sentence = _sentence(error, lang)
    place = _place(error) if isinstance(error, QueryError) else ""
    return f"{sentence}\n{place}" if place else sentence


def read_error_text(path: str, line: int, reason: str, lang: str) -> str:
    """``file:line: why`` for a record that was set aside; line 0 speaks of the whole file.

    >>> read_error_text("a.jsonl", 7, "not_object", "en")
    'a.jsonl:7: the record is no JSON object in { }.'
    """
    key = f"reject.{reason}"
    why = text(key, lang) if has(key) else text("reject.other", lang, reason=reason)
    return f"{path}:{line}: {why}" if line else f"{path}: {why}"


def _sentence(error: ArchiveError, lang: str) -> str:
    key = f"error.{error.code}"
    params = {name: _shown(error.code, name, value, lang) for name, value in error.params.items()}
    try:
        return text(key, lang, **params).rstrip()
    except KeyError:
        # An error without its sentence, or raised with other parameters, is told all the same.
        known = ", ".join(f"{name}={value}" for name, value in params.items())
        return text("error.other", lang, code=error.code, params=f"({known})" if known else "").rstrip()


def _hint(expected: str, lang: str) -> str:
    key = f"expected.{expected}"
    return text(key, lang) if has(key) else text("expected.other", lang, code=expected)


def _place(error: QueryError) -> str:
    """The query around the mistake, on one line, and a caret under the character; empty when unknown."""
    typed, position = error.params.get("text"), error.params.get("position")
    if not isinstance(typed, str) or not isinstance(position, int) or not typed:
        return ""
    position = min(position, len(typed))
    start = max(0, position - AROUND)
    line = "".join(char if char.isprintable() else " " for char in typed[start : position + AROUND])
    return f"  {line}\n  {' ' * (position - start)}^"


def _shown(code: str, name: str, value: object, lang: str) -> str:
    """A parameter as it stands in the sentence: codes in words, lists with commas."""
    key = f"{CODED.get((code, name), '')}.{value}"
    if has(key):
        return text(key, lang).rstrip(".")
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value) or "–"
    return "–" if value is None else str(value)
