"""The formats by name: how their pieces are written, their media type and file ending."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.model import Article
from archive.to_json import article_json
from workspace.exporting.citing import bibtex, csl, ris
from workspace.exporting.tables import csv_rows

Pieces = Callable[[Iterable[Article]], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """``pieces`` gives the text of the file piece by piece, at least one piece an article."""

    name: str
    media_type: str
    ending: str
    pieces: Pieces


def jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """The object of ``show --json`` for each article, one a line."""
    for article in articles:
        yield json.dumps(article_json(article), ensure_ascii=False) + "\n"


def plain(articles: Iterable[Article]) -> Iterator[str]:
    """Title, facts and text of each article, a line of equals signs between two."""
    for number, article in enumerate(articles):
        if number:
            yield "\n" + "=" * 40 + "\n\n"
        facts = (article.source, article.date.isoformat() if article.date else "", article.url or "")
        head = [article.title, " · ".join(fact for fact in facts if fact), article.id]
        yield "\n".join(line for line in head if line) + "\n\n" + article.body.rstrip() + "\n"


def citations(one: Callable[[Article], str]) -> Pieces:
    """A format that is a sequence of records."""
    return lambda articles: (one(article) for article in articles)


def csl_json(articles: Iterable[Article]) -> Iterator[str]:
    """One JSON array of CSL items."""
    opening = "["
    for article in articles:
        yield opening + "\n" + json.dumps(csl(article), ensure_ascii=False)
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


FORMATS = {
    form.name: form
    for form in (
        Format("csv", "text/csv; charset=utf-8", "csv", csv_rows),
        Format("jsonl", "application/x-ndjson; charset=utf-8", "jsonl", jsonl),
        Format("txt", "text/plain; charset=utf-8", "txt", plain),
        Format("ris", "application/x-research-info-systems; charset=utf-8", "ris", citations(ris)),
        Format("bibtex", "application/x-bibtex; charset=utf-8", "bib", citations(bibtex)),
        Format("csl", "application/vnd.citationstyles.csl+json; charset=utf-8", "json", csl_json),
    )
}
