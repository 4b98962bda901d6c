"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from archive.model import Article

COLUMNS = (
    "id", "source", "source_id", "url", "title", "date", "lang", "author", "regions", "topics", "speakers",
    "body",
)  # fmt: skip
#: Tells spreadsheets that the Kazakh letters are UTF-8.
BOM = "\ufeff"


def csv_rows(articles: Iterable[Article]) -> Iterator[str]:
    """A header, then one row an article."""
    return table(COLUMNS, map(_row, articles))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV after RFC 4180 with a byte order mark; no cell can be run as a formula.

    >>> list(table(("сөз", "саны"), [("=мектеп", "2")]))
    ['\\ufeffсөз,саны\\r\\n', "'=мектеп,2\\r\\n"]
    """
    yield BOM + _line(columns)
    for row in rows:
        yield _line([safe(cell) for cell in row])


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _row(article: Article) -> list[str]:
    return [
        article.id,
        article.source,
        article.source_id or "",
        article.url or "",
        article.title,
        article.date.isoformat() if article.date else "",
        article.lang,
        article.author or "",
        "; ".join(tag.code for tag in article.regions),
        "; ".join(tag.code for tag in article.topics),
        "; ".join(speaker.name for speaker in article.speakers),
        article.body,
    ]


def safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP: CSV injection)."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
