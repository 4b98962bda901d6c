"""By what a record is known when it is read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePath

from archive.cleaning.version import cleaner_version
from archive.model import Article, RawArticle
from archive.readers import ReadOptions

#: A record of these is a whole file, which is known before it is read.
WHOLE_FILES = frozenset({"html", "text", "pdf", "docx"})
#: A record of these is made of several files: its own bytes do not tell whether it has changed.
_SEVERAL_FILES = frozenset({"mets", "alto"})
#: Where the day of reading decided: tomorrow the same record may be read otherwise.
_OF_THE_DAY = "date_refused"
_NOT_HOW = frozenset({"depth", "budget", "near", "record_limit"})
_LENGTH = 32


def how_read(options: ReadOptions, format: str | None) -> str:
    """A digest of everything beside its bytes that decides what a record becomes."""
    told = [cleaner_version(), format or ""]
    for each in fields(options):
        if each.name not in _NOT_HOW:
            value = getattr(options, each.name)
            shown = sorted(value.items()) if isinstance(value, Mapping) else value
            told.append(f"{each.name}={shown!r}")
    return _digest(*told)


def record_key(raw: RawArticle, how: str) -> str | None:
    """The key of one record of many, ``None`` for one that must always be read anew."""
    if raw.format in _SEVERAL_FILES:
        return None
    return _digest("record", _base(raw.path), str(raw.record), raw.sha256, raw.encoding, how)


def file_key(path: str, digest: str, how: str) -> str:
    """The key of a file that is one record."""
    return _digest("file", _base(path), digest, how)


def lasting(article: Article) -> bool:
    """Whether the same record makes the same article on any day."""
    return not any(step.rule == _OF_THE_DAY for step in article.provenance.cleaning)


@lru_cache(maxsize=64)
def _base(path: str) -> str:
    return PurePath(path).name


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:_LENGTH]
