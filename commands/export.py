"""``export``: every hit, streamed."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, get_args

import click

from archive.vault.durable import whole_file
from commands.common import Session, asked, filter_options, interface_language, join_query, note
from messages import text
from workspace.sampling import MOST_SEED, SEED, Order

NAMES = ("csv", "jsonl", "txt", "ris", "bibtex", "csl")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "format_name", default="csv", type=click.Choice(NAMES), show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, writable=True))
@click.option("--sort", default="relevance", type=click.Choice(get_args(Order)))
@click.option("--seed", default=SEED, type=click.IntRange(1, MOST_SEED), help="Which random order.")
@click.option("--limit", type=click.IntRange(1), help="Only the first so many.")
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@filter_options
@click.pass_obj
def export(
    session: Session, /, query: tuple[str, ...], format_name: str, output: str | None, **options: Any
) -> None:
    """Every hit as a table, text or citations."""
    from workspace.exporting import FORMATS

    with session.open() as workspace, target(output) as stream:
        answer = workspace.search_text(join_query(query), **asked(options), limit=0)
        if answer.stale:
            note(text("cli.stale", interface_language()))
        ids = islice(workspace.ids(answer), options["limit"])
        stream.writelines(FORMATS[format_name].pieces(workspace.articles(ids)))


@contextlib.contextmanager
def target(output: str | None) -> Iterator[IO[str]]:
    """The file to write, or standard output."""
    if output is None:
        yield sys.stdout
        return
    path = Path(output)
    if path.exists() and not path.is_file():  # a pipe or a device
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    with whole_file(path) as file:
        text_of = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield text_of
        text_of.flush()
        text_of.detach()
