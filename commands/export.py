"""``export``: every hit, streamed."""

from __future__ import annotations

import contextlib
import csv
import json
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any

import click

from archive.model import Article
from commands.common import Session, asked, filter_options, interface_language, join_query, note
from messages import text

COLUMNS = [
    "id",
    "source",
    "source_id",
    "url",
    "title",
    "date",
    "lang",
    "author",
    "regions",
    "topics",
    "speakers",
    "body",
]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--format", "format_name", default="csv", type=click.Choice(["csv", "jsonl"]), show_default=True
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True))
@click.option("--sort", default="relevance", type=click.Choice(["relevance", "date", "-date"]))
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@filter_options
@click.pass_obj
def export(
    session: Session, /, query: tuple[str, ...], format_name: str, output: str | None, **options: Any
) -> None:
    """Every hit as CSV or JSONL."""
    with session.open() as workspace, _target(output) as stream:
        answer = workspace.search_text(
            join_query(query),
            **asked(options),
            limit=0,
        )
        if answer.stale:
            note(text("cli.stale", interface_language()))
        write = write_csv if format_name == "csv" else write_jsonl
        write(workspace.articles(workspace.ids(answer)), stream)


@contextlib.contextmanager
def _target(output: str | None) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    with open(output, "w", encoding="utf-8", newline="") as stream:  # noqa: PTH123 a path as the person typed it
        yield stream


def write_jsonl(articles: Iterable[Article], stream: IO[str]) -> None:
    from archive.to_json import article_json

    for article in articles:
        stream.write(json.dumps(article_json(article), ensure_ascii=False) + "\n")


def write_csv(articles: Iterable[Article], stream: IO[str]) -> None:
    """One row an article, a byte order mark first so that spreadsheets read the Kazakh letters."""
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for article in articles:
        writer.writerow([_safe(cell) for cell in _row(article)])


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


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP: CSV injection)."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
