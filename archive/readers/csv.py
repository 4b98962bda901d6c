"""CSV and TSV with a header row, streaming; a broken row is refused with its line, the rest is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import ReadError
from archive.readers.base import HEAD_BYTES, Place, ReadOptions, Record, raw_article
from archive.readers.encoding import chosen, detect, is_binary, is_wide
from archive.readers.fields import ALIASES
from archive.readers.lines import transcoded
from archive.readers.peek import Peekable
from archive.readers.rows import Row, parse, rows

_DELIMITERS = (",", ";", "\t", "|")


class CsvReader:
    """A header row names the columns; cells may be quoted and hold line breaks."""

    name = "csv"
    extensions: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def sniff(self, head: bytes, path: str) -> bool:
        encoding = detect(head, whole=False)
        if encoding is None or is_binary(head):
            return False
        found = header(head.decode(encoding, "replace"))
        if found is None:
            return False
        known = sum(name.casefold() in ALIASES for name in found[1])
        return path.lower().endswith(self.extensions) or known > 1

    def read(self, stream: BinaryIO, path: str, options: ReadOptions) -> Iterator[Record]:
        source = Peekable(stream)
        head = source.peek(HEAD_BYTES)
        encoding = chosen(head, options.encoding, whole=False)
        if encoding is None:
            yield ReadError(path, 0, "binary" if is_binary(head) else "encoding")
            return
        found = header(head.decode(encoding, "replace"), options.delimiter)
        if found is None:
            yield ReadError(path, 1, "no_header")
            return
        if missing := _missing(found[1], options):
            yield ReadError(path, 1, "no_such_column", missing=missing, columns=found[1])
            return
        if not _has_text(found[1], options):
            yield ReadError(path, 1, "no_text_column", columns=found[1])
            return
        wide = is_wide(encoding)
        flow = transcoded(source.stream, encoding) if wide else source.stream
        inner = "utf-8" if wide or encoding == "utf-8-sig" else encoding
        yield from self._records(flow, found, path, inner, encoding, options)

    def _records(
        self, flow: BinaryIO, found: tuple[str, list[str]], path: str, inner: str, told: str,
        options: ReadOptions,
    ) -> Iterator[Record]:  # fmt: skip
        delimiter, names = found
        record = 0
        for number, row in enumerate(rows(flow, delimiter, inner, options.record_limit)):
            if number == 0:
                continue
            record += 1
            cells = _cells(row, delimiter, inner, len(names))
            if isinstance(cells, str):
                yield ReadError(path, row.line, cells)
                continue
            where = Place(record, row.line, row.offset)
            columns = dict(zip(names, cells, strict=True))
            yield raw_article(columns, row.data.rstrip(b"\r\n"), where, path, self.name, told, options)
        if not record:
            yield ReadError(path, 0, "no_rows")


def _missing(names: list[str], options: ReadOptions) -> list[str]:
    """Columns that the mapping file names and the table has not."""
    there = {name.casefold() for name in names}
    wanted = options.mapping.values() if options.columns_required else ()
    return [column for column in wanted if column.casefold() not in there]


def _has_text(names: list[str], options: ReadOptions) -> bool:
    """Whether some column is the title or the body, by its name or by ``--map``."""
    wanted = {options.mapping.get(field, "").casefold() for field in ("title", "body")}
    return any(
        name.casefold() in wanted or ALIASES.get(name.casefold()) in ("title", "body") for name in names
    )


def _cells(row: Row, delimiter: str, encoding: str, columns: int) -> list[str] | str:
    """As many cells as there are columns, or the reason why not."""
    try:
        text = row.data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return "encoding"
    cells = parse(text, delimiter) if row.reason is None else None
    if cells is None and delimiter == "\t":
        # Tab-separated files seldom quote: a stray mark is then just a mark.
        cells = text.rstrip("\r\n").split("\t")
    if cells is None:
        return row.reason or "bad_row"
    return cells if len(cells) == columns else row.reason or "bad_row"


def header(text: str, told: str | None = None) -> tuple[str, list[str]] | None:
    """Delimiter and column names of the first line, ``None`` when it is no header of two columns or more;
    ``told`` is the delimiter a person names.

    >>> header("id;title;text\\n1;Күз;Жаңбыр")
    (';', ['id', 'title', 'text'])
    """
    first = text.lstrip("\ufeff\r\n").splitlines()[:1]
    if not first:
        return None
    delimiters = (told,) if told is not None else _DELIMITERS
    counted = max((first[0].count(delimiter), -place) for place, delimiter in enumerate(delimiters))
    delimiter = delimiters[-counted[1]]
    names = parse(first[0], delimiter)
    if counted[0] == 0 and told is None:
        return (delimiter, names) if names and names[0].strip().casefold() in ALIASES else None
    if not names or not all(name.strip() for name in names) or len({n.strip() for n in names}) != len(names):
        return None
    return delimiter, [name.strip() for name in names]
