"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from archive.model import Article
from index.hits import KwicLine

if TYPE_CHECKING:
    from workspace.concordances import Concordance
    from workspace.trends import Trend

COLUMNS = (
    "id", "source", "source_id", "url", "title", "date", "lang", "author", "regions", "topics", "speakers",
    "body",
)  # fmt: skip
#: First signs that make a cell a formula; some spreadsheets take the wide ones of East Asia for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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
    return "'" + cell if cell.startswith(_FORMULA) else cell


KWIC_COLUMNS = ("article_id", "date", "before", "match", "after", "start", "end")
TREND_COLUMNS = ("query", "period", "hits", "articles", "per_1000")
WORD_COLUMNS = ("occurrences", "words", "per_million")


def kwic_table(found: Concordance) -> Iterator[str]:
    """One row a line; ``start`` and ``end`` are the span of the match in the body."""
    return table(KWIC_COLUMNS, map(_kwic_row, found.lines))


def _kwic_row(line: KwicLine) -> tuple[str, ...]:
    spots = (str(line.span[0]), str(line.span[1]))
    return (line.article_id, line.date or "", line.before, line.match, line.after, *spots)


def trend_table(found: Trend) -> Iterator[str]:
    """One row a period of each query."""
    return table(trend_columns(found), trend_rows(found))


def trend_columns(found: Trend) -> tuple[str, ...]:
    return TREND_COLUMNS + (WORD_COLUMNS if found.unit == "words" else ())


def trend_rows(found: Trend) -> Iterator[tuple[str, ...]]:
    for series in found.series:
        for point in series.points:
            per = "" if point.per_1000 is None else f"{point.per_1000:.2f}"
            row: tuple[str, ...] = (series.query, point.period, str(point.hits), str(point.articles), per)
            if found.unit == "words":
                rate = "" if point.per_million is None else f"{point.per_million:.2f}"
                row += (str(point.occurrences or 0), str(point.words or 0), rate)
            yield row
