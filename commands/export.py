"""``export``: every hit, streamed."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, get_args

import click

from archive.vault.durable import whole_file
from commands.common import Session, asked, filter_options, interface_language, join_query, note
from messages import number, text
from workspace.sampling import MOST_SEED, SEED, Order

if TYPE_CHECKING:
    from workspace import Workspace

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
@click.option("--with-held-back", is_flag=True, help="Also what is not open to the public.")
@filter_options
@click.pass_obj
def export(
    session: Session, /, query: tuple[str, ...], format_name: str, output: str | None, **options: Any
) -> None:
    """Every hit as a table, text or citations: as the public may have it."""
    from workspace.exporting import FORMATS
    from workspace.giving import given, with_levels

    with session.open() as workspace, target(output) as stream:
        typed, chosen = join_query(query), asked(options)
        archive = given(workspace, options["with_held_back"])
        answer = archive.search_text(typed, **chosen, limit=0)
        if answer.stale:
            note(text("cli.stale", interface_language()))
        ids = list(islice(archive.ids(answer), options["limit"]))
        stream.writelines(FORMATS[format_name].pieces(with_levels(archive, archive.articles(ids))))
        tell_held_back(workspace, archive, typed, chosen, ids)


def tell_held_back(
    workspace: Workspace, given: Workspace, query: str, chosen: dict[str, Any], ids: Collection[str]
) -> None:
    """On stderr how many hits were left out of what is given away, and how many came without their text."""
    if given is workspace:
        return
    lang = interface_language()
    whole = workspace.search_text(query, **chosen, limit=0).page.total
    left = whole - given.search_text(query, **chosen, limit=0).page.total
    cut = len(given.cut.intersection(ids))
    for key, count in (("left_out", left), ("cut", cut)):
        if count > 0:
            note(text(f"cli.access.{key}", lang, n=number(count, lang)))


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
