"""The root of the tree."""

from __future__ import annotations

from collections.abc import Sequence


class ArchiveError(Exception):
    """Anything the archive can refuse; ``code`` names the message, ``params`` fill it."""

    code = "archive"
    exit_code = 70
    http_status = 500

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({shown})"


def some(values: Sequence[str], most: int = 10) -> str:
    """The first of what is known, for a message."""
    return ", ".join(values[:most]) + (" …" if len(values) > most else "")
