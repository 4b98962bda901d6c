"""Paths into files, folders in sorted order, and the files into records."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import HEAD_BYTES, Reader, ReadOptions, Record
from archive.readers.csv import CsvReader
from archive.readers.encoding import is_binary
from archive.readers.folder import ordered
from archive.readers.html import HtmlReader
from archive.readers.jsonl import JsonlReader, JsonReader
from archive.readers.mets import MetsReader
from archive.readers.near import OnDisk
from archive.readers.office import DocxReader, PdfReader
from archive.readers.packed import PackedReader
from archive.readers.peek import Peekable
from archive.readers.sniff import by_content, by_name
from archive.readers.tar import TarReader
from archive.readers.text import TextReader
from archive.readers.warc import WarcReader
from archive.readers.xml_formats import XML_READERS
from archive.readers.zip import ZipReader

STDIN = "-"


def files(paths: Iterable[str | Path]) -> Iterator[str | ReadError]:
    """Every file below the paths, folders in sorted order, hidden ones left out; ``-`` is passed on."""
    for path in map(str, paths):
        if path == STDIN or Path(path).is_file():
            yield path
        elif Path(path).is_dir():
            yield from _below(path)
        else:
            yield ReadError(path, 0, "not_a_file" if Path(path).exists() else "not_found")


def _below(folder: str) -> Iterator[str | ReadError]:
    try:
        for name, is_folder in ordered(folder):
            path = f"{folder.removesuffix('/')}/{name}"
            if is_folder:
                yield from _below(path)
            else:
                yield path
    except OSError as error:
        yield ReadError(folder, 0, _reason(error))


def records(
    path: str, options: ReadOptions, format: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Record]:
    """Every record of one file, or of ``stdin`` when the path is ``-``; UnknownFormat only for a ``format``
    nobody knows, all else is told as ReadError values."""
    forced = by_name(format, READERS) if format else None
    if path == STDIN:
        if stdin is not None:
            yield from _read(stdin, path, options, forced)
        return
    # A file name may hold bytes that are no text; no database would take them.
    shown = os.fsencode(path).decode("utf-8", "replace")
    try:
        with Path(path).open("rb") as stream:
            # A page that is forced to be read is read, whatever issue it belongs to.
            alone = forced is not None and forced.name == "alto"
            near = None if alone else OnDisk(path)
            yield from _read(stream, shown, replace(options, near=near), forced)
    except OSError as error:
        yield ReadError(shown, 0, _reason(error))


def _read(stream: BinaryIO, path: str, options: ReadOptions, forced: Reader | None) -> Iterator[Record]:
    source = Peekable(stream)
    head = source.peek(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        yield ReadError(path, 0, "empty_file")
        return
    reader = forced or by_content(head, path, READERS)
    if reader is None:
        yield ReadError(path, 0, "binary" if is_binary(head) else "unknown_format")
        return
    yield from reader.read(source.stream, path, options)


def _inside(stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
    return _read(stream, path, options, None)


#: In the order in which they are asked; text takes whatever is left. A format forced with ``--format`` is
#: that of the file itself, and what lies in an archive is told by its own name and bytes.
READERS: tuple[Reader, ...] = (
    DocxReader(), PdfReader(), ZipReader(_inside), TarReader(_inside), PackedReader(_inside), WarcReader(),
    JsonlReader(), JsonReader(), MetsReader(), *XML_READERS, HtmlReader(), CsvReader(), TextReader(),
)  # fmt: skip


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "not_found"
    return "not_allowed" if isinstance(error, PermissionError) else "not_readable"
