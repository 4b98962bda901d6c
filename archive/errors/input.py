"""What was handed in can not be read."""

from __future__ import annotations

from collections.abc import Sequence

from archive.errors.base import ArchiveError, some


class InputError(ArchiveError):
    """A file or a record that can't be taken in."""

    code = "input"
    exit_code = 3


class ReadError(InputError):
    """A record can't be read: ``path``, ``line`` (from 1; 0 for the file as a whole), ``reason`` (a code)."""

    code = "input.read"

    def __init__(self, path: str, line: int, reason: str, **params: object) -> None:
        super().__init__(path=path, line=line, reason=reason, **params)
        self.path, self.line, self.reason = path, line, reason


class UnknownFormat(InputError):
    """No reader knows this file (or this format name)."""

    code = "input.format"

    def __init__(self, path: str, known: Sequence[str] = ()) -> None:
        super().__init__(path=path, known=tuple(known))
        self.path, self.known = path, tuple(known)


class InvalidArticle(InputError):
    """A record was read, but a field of it can't be true."""

    code = "input.article"

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(field=field, value=value, reason=reason)
        self.field, self.value, self.reason = field, value, reason


class InvalidMapping(InputError):
    """A mapping file that can't be used: ``setting`` is the place in it (``columns.title``), ``value`` what
    stands there, ``reason`` a code, ``known`` what may stand there instead."""

    code = "input.mapping"
    exit_code = 2

    def __init__(self, path: str, setting: str, value: str, reason: str, known: Sequence[str] = ()) -> None:
        super().__init__(path=path, setting=setting, value=value, reason=reason, known=some(known))
        self.path, self.setting, self.value, self.reason = path, setting, value, reason
        self.known = tuple(known)


class HarvestFailed(InputError):
    """A repository that can't be harvested (further): ``reason`` is a code (``unreachable``, ``no_oai``,
    ``http``, ``refused`` …), ``detail`` what it said. What came before is kept."""

    code = "input.harvest"

    def __init__(self, url: str, reason: str, detail: str = "") -> None:
        super().__init__(url=url, reason=reason, detail=detail)
        self.url, self.reason, self.detail = url, reason, detail
