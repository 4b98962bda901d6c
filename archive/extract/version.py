"""A digest of the tables that extraction reads, so that a corrected row makes what was found with the old one
out of date."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

#: Tables of the cleaner: they change articles, not what is found in them.
_NOT_READ = frozenset({"junk_lines.tsv"})
#: Word lists of the language that the extractors read.
_SPEECH = ("report", "speech")


def tables_digest() -> str:
    """Eight hexadecimal digits; equal for equal tables, wherever they are installed."""
    digest = sha256()
    for name, data in _tables():
        digest.update(name.encode() + b"\0" + data.replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:8]


def _tables() -> Iterator[tuple[str, bytes]]:
    for package in ("archive", "kazakh"):
        folder = files(package).joinpath("data")
        for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
            own = package == "archive" and table.name not in _NOT_READ
            if table.name.endswith(".tsv") and (own or table.name.startswith(_SPEECH)):
                yield table.name, table.read_bytes()
