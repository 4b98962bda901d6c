"""Quotations taken away: as a table and as the JSON of the contract, one a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from workspace.exporting.tables import table

if TYPE_CHECKING:
    from workspace.quotations import Quoted

COLUMNS = (
    "id", "article_id", "source_id", "title", "date", "source", "url", "speaker_id", "speaker", "words",
    "kind", "cue", "named_as", "confidence", "evidence", "rule",
)  # fmt: skip


def csv_rows(quotations: Iterable[Quoted]) -> Iterator[str]:
    """A header, then one row a quotation; parts of one quotation are joined by an ellipsis."""
    return table(COLUMNS, map(_row, quotations))


def jsonl(quotations: Iterable[Quoted]) -> Iterator[str]:
    for each in quotations:
        yield json.dumps(each.as_json(), ensure_ascii=False) + "\n"


def _row(each: Quoted) -> list[str]:
    quote, article = each.quotation, each.article
    return [
        quote.id,
        article.id,
        article.source_id or "",
        article.title,
        article.date.isoformat() if article.date else "",
        article.source,
        article.url or "",
        quote.speaker.id if quote.speaker else "",
        quote.speaker.name if quote.speaker else "",
        " … ".join(quote.content),
        quote.kind,
        quote.cue or "",
        quote.source.text if quote.source else "",
        f"{quote.confidence:.2f}",
        quote.evidence,
        quote.rule,
    ]


#: Name: media type and how the pieces are written.
QUOTE_FORMATS: dict[str, tuple[str, Callable[[Iterable[Quoted]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_rows),
    "jsonl": ("application/x-ndjson; charset=utf-8", jsonl),
}
