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
    """The reader for a file: the one its extension names if the bytes agree, else one that knows the bytes
    (a web page called ``.txt``), else the one named, which then says what is wrong with them. Text that
    no reader knows is taken as an article only if the name says so, or says nothing."""
    extension = PurePath(path).suffix.lower()
    named = next((reader for reader in readers if extension in reader.extensions), None)
    text = next((reader for reader in readers if reader.name == "text"), None)
    if named is not None and named is not text and named.sniff(head, path):
        return named
    for reader in readers:
        # Prose with commas may look like a table; a text file is never taken for one.
        table = reader.name == "csv" and named is text
        if reader is not text and not table and reader.sniff(head, path):
            return reader
    if named is not None:
        return named
    return text if text is not None and not extension and text.sniff(head, path) else None
