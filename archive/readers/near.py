"""The files beside a file: an issue of a newspaper is told by one file and lies in many.

A file may read only what lies in its own folder and below; a page may ask which lists lie in its folder and
the two above.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Protocol
from urllib.parse import unquote

#: A folder of more XML files is looked through by name only, for names that say ``mets``.
LOOKED_INTO = 50
#: First bytes that tell METS and ALTO from other XML.
HEAD = 4096
_OUTSIDE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:)|^/|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f\\]")


class Near(Protocol):
    """``here`` is the file's own name; the names of the others are of the same kind."""

    here: str

    def read(self, name: str, limit: int) -> bytes | None:
        """The bytes of a file, one more than ``limit`` at most; ``None`` when there is none."""

    def lists(self, folder: str) -> Iterable[str]:
        """Names of the files in a folder that may be METS."""

    def told(self, name: str, tell: Callable[[], frozenset[str]]) -> frozenset[str]:
        """What ``tell`` says of a file, asked once while the file stays as it is."""


def beside(here: str, href: str) -> str | None:
    """The name that a reference in the file ``here`` means; ``None`` when it leads out of its folder.

    >>> beside("a/mets.xml", "file://./alto/%31.xml"), beside("a/mets.xml", "../../etc/passwd")
    ('a/alto/1.xml', None)
    """
    name = unquote(re.sub(r"^file:/{0,2}(?=\.)|^file:(?!/)|^file://(?!/)", "", href.strip()))
    if not name or _OUTSIDE.search(name):
        return None
    return normpath(join(dirname(here), name))


def folders_above(name: str) -> Iterator[str]:
    """The folder a file lies in and the two above it."""
    folder = dirname(name)
    for _ in range(3):
        yield folder
        if folder in ("", "/"):
            return
        folder = dirname(folder)


def could_be_list(name: str, others: int, head: bytes) -> bool:
    """Whether a file is worth opening as METS, by its name or, among few files, by its first bytes."""
    return (
        "mets" in name.rsplit("/", 1)[-1].lower() or others <= LOOKED_INTO and b"mets" in head[:HEAD].lower()
    )


def is_issue_part(name: str, head: bytes) -> bool:
    """Whether a file may be an issue or one of its pages.

    >>> is_issue_part("1935/1.xml", b"<alto>"), is_issue_part("1935/күз.xml", b"<rss>")
    (True, False)
    """
    start = head[:HEAD].lower()
    return name.lower().endswith((".xml", ".mets", ".alto")) and (b"<alto" in start or b"mets" in start)


class OnDisk:
    """Files of a folder; what a link leads out of the folder to is not there."""

    def __init__(self, here: str) -> None:
        self.here = here

    def read(self, name: str, limit: int) -> bytes | None:
        home = os.path.realpath(dirname(self.here) or ".")
        real = os.path.realpath(name)
        above = any(
            real.startswith(os.path.realpath(folder or ".") + os.sep) for folder in folders_above(self.here)
        )
        if not (real.startswith(home + os.sep) or above):
            return None
        try:
            with Path(real).open("rb") as stream:
                return stream.read(limit + 1)
        except OSError:
            return None

    def lists(self, folder: str) -> Iterable[str]:
        try:
            changed = Path(folder or ".").stat().st_mtime_ns
        except OSError:
            return ()
        return _on_disk(folder, changed)

    def told(self, name: str, tell: Callable[[], frozenset[str]]) -> frozenset[str]:
        try:
            changed = Path(name).stat().st_mtime_ns
        except OSError:
            return frozenset()
        if (name, changed) not in _TOLD:
            _TOLD[name, changed] = tell()
            if len(_TOLD) > _REMEMBERED:
                _TOLD.popitem(last=False)
        return _TOLD[name, changed]


#: What the lists on disk said, by name and moment of change; the oldest is forgotten first.
_TOLD: OrderedDict[tuple[str, int], frozenset[str]] = OrderedDict()
_REMEMBERED = 64


@lru_cache(maxsize=256)
def _on_disk(folder: str, _changed: int) -> tuple[str, ...]:
    named: list[str] = []
    others: list[str] = []
    count = 0
    try:
        with os.scandir(folder or ".") as entries:
            for entry in entries:
                if not entry.name.lower().endswith(".xml"):
                    continue
                count += 1
                if "mets" in entry.name.lower():
                    named.append(join(folder, entry.name))
                elif count <= LOOKED_INTO:
                    others.append(join(folder, entry.name))
    except OSError:
        return ()
    if count > LOOKED_INTO:
        others = []
    return tuple(sorted([*named, *(name for name in others if could_be_list(name, count, _head(name)))]))


def _head(name: str) -> bytes:
    try:
        with Path(name).open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
