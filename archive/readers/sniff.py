"""Which reader a file is for: its extension, then its first bytes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from archive.errors import UnknownFormat
from archive.readers.base import Reader


def by_name(name: str, readers: Sequence[Reader]) -> Reader:
    """The reader called ``name`` (``--format``); UnknownFormat if there is none."""
    wanted = name.strip().lower().lstrip(".")
    for reader in readers:
        if wanted == reader.name or f".{wanted}" in reader.extensions:
            return reader
    raise UnknownFormat(name, [reader.name for reader in readers])


def by_content(head: bytes, path: str, readers: Sequence[Reader]) -> Reader | None:
    """The reader for a file: by extension if its bytes agree, else the first whose sniff agrees.

    Bytes overrule the name (``.txt`` that is a web page), except that plain text is taken for granted
    only where the extension says text or says nothing: an unknown extension is an unknown format.
    """
    extension = PurePath(path).suffix.lower()
    named = [reader for reader in readers if extension in reader.extensions]
    for reader in named:
        if reader.name != "text" and reader.sniff(head, path):
            return reader
    known = bool(named) or extension in ("", ".dat", ".log")
    for reader in readers:
        if reader.name == "text" and not known:
            continue
        if reader.name in ("csv",) and extension in (".txt", ".text", ".md"):
            continue
        if reader.sniff(head, path):
            return reader
    # The bytes fit no format at all: the named reader says what is wrong with them.
    return named[0] if named else None
