"""``batch``: a list of queries in, a ranked table out."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from archive.errors import ArchiveError, QueryError, ReadError
from commands.common import Session, asked, filter_options, interface_language, note
from commands.export import target
from messages import error_text

COLUMNS = ["query_id", "query", "rank", "article_id", "source_id", "score"]


@click.command()
@click.argument("file", type=click.Path(dir_okay=False))
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--limit", default=100, type=click.IntRange(1, 1000), show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True))
@filter_options
@click.pass_obj
def batch(session: Session, /, file: str, match: str, limit: int, output: str | None, **options: Any) -> int:
    """Run a file of queries: a query, or id<TAB>query, per line."""
    from workspace.exporting.tables import safe

    set_aside = 0
    with session.open() as workspace, target(output) as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number, (query_id, query) in enumerate(read_queries(file), start=1):
            answer, trouble = _answer(workspace, query, {**asked(options), "match": match, "limit": limit})
            if trouble is not None:
                set_aside += 1
                note(f"{file}:{number}: {error_text(trouble, interface_language())}")
            for rank, hit in enumerate(answer.page.hits if answer else (), start=1):
                known = [safe(query_id), safe(query), rank, hit.id, safe(hit.source_id or "")]
                writer.writerow([*known, f"{hit.score:.6f}"])
    return 1 if set_aside else 0


def read_queries(file: str) -> list[tuple[str, str]]:
    """Id and query of every line that is not empty; without an id the line's number stands for it."""
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise ReadError(file, 0, "not_found") from error
    except (UnicodeDecodeError, OSError) as error:
        raise ReadError(
            file, 0, "encoding" if isinstance(error, UnicodeDecodeError) else "unreadable"
        ) from error
    rows = [(str(at), *line.partition("\t")[::2]) for at, line in enumerate(lines, start=1) if line.strip()]
    return [(first, second) if second else (at, first) for at, first, second in rows]


def _answer(workspace: Any, query: str, ask: dict[str, Any]) -> tuple[Any, ArchiveError | None]:
    """The answer; a query that does not parse is told, and run as plain words."""
    try:
        return workspace.search_text(query, **ask), None
    except QueryError as trouble:
        plain = workspace.plain_words(query)
        return (workspace.search_text(plain, **ask) if plain else None), trouble
