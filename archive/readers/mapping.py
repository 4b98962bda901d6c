"""The mapping file: how a table or a list of records names its columns, written down once (docs/formats.md).

source = "Ауыл таңы"
encoding = "windows-1251"
delimiter = ";"
date_format = "%d.%m.%Y"

[columns]
title = "Тақырып"
body = "Мәтін"

[constants]
lang = "kk"
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from archive.errors import InvalidMapping
from archive.readers.fields import FIELDS

_SETTINGS = ("source", "encoding", "delimiter", "date_format", "columns", "constants", "defaults")
_TABLES = ("columns", "constants", "defaults")
_ENCODINGS = ("utf-8", "utf-16", "windows-1251", "kz-1048", "pt154", "koi8-r")
_DIRECTIVES = frozenset("YymdHMSfz%")
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MappingFile:
    """``columns`` gives a column for a field, ``constants`` a value that every record gets whatever it says,
    ``defaults`` one for records that lack it; ``date_format`` is strptime's."""

    columns: Mapping[str, str] = field(default_factory=lambda: _NONE)
    constants: Mapping[str, str] = field(default_factory=lambda: _NONE)
    defaults: Mapping[str, str] = field(default_factory=lambda: _NONE)
    source: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    date_format: str | None = None


def read_mapping(path: str | Path) -> MappingFile:
    """The mapping file at ``path``; InvalidMapping with the place in it and what may stand there."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidMapping(str(path), "UTF-8", type(error).__name__, "not_readable") from error
    return parse_mapping(text, str(path))


def parse_mapping(text: str, path: str = "mapping.toml") -> MappingFile:
    """The mapping that a text in TOML says.

    >>> parse_mapping('[columns]\\ntitle = "Тақырып"').columns["title"]
    'Тақырып'
    """
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidMapping(path, "TOML", str(error)[:200], "not_toml") from error
    for name in told:
        if name not in _SETTINGS:
            raise InvalidMapping(path, name, _shown(told[name]), "unknown_key", _SETTINGS)
    tables = {name: _table(path, name, told.get(name, {})) for name in _TABLES}
    _unambiguous(path, tables)
    texts = {name: _text(path, name, told[name]) for name in told if name not in _TABLES}
    found = MappingFile(
        **{name: MappingProxyType(values) for name, values in tables.items()},
        source=texts.get("source"),
        encoding=texts.get("encoding"),
        delimiter=texts.get("delimiter"),
        date_format=texts.get("date_format"),
    )
    _check(path, found)
    return found


def _table(path: str, name: str, values: object) -> dict[str, str]:
    if not isinstance(values, dict):
        raise InvalidMapping(path, name, _shown(values), "not_table")
    for key, value in values.items():
        if key not in FIELDS:
            raise InvalidMapping(path, f"{name}.{key}", _shown(value), "unknown_field", FIELDS)
    return {key: _text(path, f"{name}.{key}", value) for key, value in values.items()}


def _text(path: str, setting: str, value: object) -> str:
    # A delimiter may be a tab, which is text enough.
    if not isinstance(value, str) or not (value.strip() or setting == "delimiter" and value):
        raise InvalidMapping(path, setting, _shown(value), "not_text")
    return value


def _unambiguous(path: str, tables: dict[str, dict[str, str]]) -> None:
    seen: dict[str, str] = {}
    for name, column in tables["columns"].items():
        if column.casefold() in seen:
            raise InvalidMapping(path, f"columns.{name}", column, "same_column", [seen[column.casefold()]])
        seen[column.casefold()] = name
        if name in tables["constants"]:
            raise InvalidMapping(path, f"columns.{name}", column, "column_and_constant")


def _check(path: str, found: MappingFile) -> None:
    if found.delimiter is not None and (len(found.delimiter) != 1 or found.delimiter in '\r\n"'):
        raise InvalidMapping(path, "delimiter", repr(found.delimiter), "not_character")
    if found.encoding is not None and not is_text_encoding(found.encoding):
        raise InvalidMapping(path, "encoding", found.encoding, "unknown_encoding", _ENCODINGS)
    if found.date_format is not None and not _is_date_format(found.date_format):
        raise InvalidMapping(path, "date_format", found.date_format, "bad_date_format")


def is_text_encoding(name: str) -> bool:
    """Whether bytes can be read so (``rot13`` and ``zip`` are codecs too).

    >>> is_text_encoding("windows-1251"), is_text_encoding("кои-8"), is_text_encoding("zip")
    (True, False, False)
    """
    try:
        return isinstance(b"a".decode(codecs.lookup(name).name), str)
    except (LookupError, ValueError, TypeError):
        return False


def _is_date_format(pattern: str) -> bool:
    """A pattern that gives at least a year, and reads what it writes."""
    directives = re.findall("%(.?)", pattern)
    if not directives or not set(directives) <= _DIRECTIVES or not {"Y", "y"} & set(directives):
        return False
    try:
        dt.datetime.strptime(dt.datetime(2023, 6, 12, tzinfo=dt.UTC).strftime(pattern), pattern)
    except (ValueError, re.error):
        return False
    return True


def read_date(text: str, pattern: str) -> str | None:
    """A date in the pattern as the archive writes it, as precise as the pattern; ``None`` if it is another.

    >>> read_date("12.06.2023", "%d.%m.%Y"), read_date("06/2023", "%m/%Y"), read_date("күз", "%Y")
    ('2023-06-12', '2023-06', None)
    """
    try:
        moment = dt.datetime.strptime(text.strip(), pattern)
    except ValueError:
        return None
    if "%m" not in pattern:
        return f"{moment.year:04d}"
    if "%d" not in pattern:
        return f"{moment.year:04d}-{moment.month:02d}"
    return moment.isoformat() if "%z" in pattern else moment.date().isoformat()


def _shown(value: object) -> str:
    return str(value)[:80]
