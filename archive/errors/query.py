"""What was asked can not be answered as it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from archive.errors.base import ArchiveError, some


class QueryError(ArchiveError):
    """The query can't be answered as it was typed; the person can mend it."""

    code = "query"
    exit_code = 2
    http_status = 400


class QuerySyntaxError(QueryError):
    """``position`` is a code point offset into ``text``; ``expected`` is a code such as ``close_quote``."""

    code = "query.syntax"

    def __init__(self, text: str, position: int, expected: str) -> None:
        super().__init__(text=text, position=position, expected=expected)
        self.text, self.position, self.expected = text, position, expected


class UnknownField(QueryError):
    """``field:`` that no field or alias is called; ``suggestions`` are the nearest names."""

    code = "query.field"

    def __init__(self, name: str, suggestions: Sequence[str] = (), position: int = 0, text: str = "") -> None:
        super().__init__(name=name, suggestions=tuple(suggestions), position=position, text=text)
        self.name, self.suggestions, self.position, self.text = name, tuple(suggestions), position, text


class InvalidDate(QueryError):
    """A date filter that is no day, month or year."""

    code = "query.date"

    def __init__(self, value: str, position: int = 0, text: str = "") -> None:
        super().__init__(value=value, position=position, text=text)
        self.value, self.position, self.text = value, position, text


class InvalidRequest(QueryError):
    """A parameter beside the query (``limit``, ``sort``, ``page`` …) that can't be used."""

    code = "query.parameter"

    def __init__(self, parameter: str, value: str, expected: str) -> None:
        super().__init__(parameter=parameter, value=value, expected=expected)
        self.parameter, self.value, self.expected = parameter, value, expected


class InvalidCorrection(QueryError):
    """A correction that can't be made: ``target`` (speaker, region …), the ``value`` given, ``reason`` (a
    code) and what is ``known`` instead."""

    code = "query.correction"

    def __init__(self, target: str, value: str, reason: str, known: Sequence[str] = ()) -> None:
        super().__init__(target=target, value=value, reason=reason, known=some(known))
        self.target, self.value, self.reason, self.known = target, value, reason, tuple(known)
