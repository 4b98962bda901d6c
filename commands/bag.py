"""``bag``: every article of a search as a folder that can be checked anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.common import Session, asked, filter_options, interface_language, join_query, print_json
from messages import number, text


@click.group()
def bag() -> None:
    """A search with all its articles as a bag (BagIt)."""


@bag.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("-o", "--output", required=True, type=click.Path(file_okay=False), help="A new folder.")
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@filter_options
@click.pass_obj
def export(session: Session, /, query: tuple[str, ...], output: str, **options: Any) -> None:
    """Every hit with its original bytes, the query, versions and digests."""
    from workspace.bundle import write_bundle

    with session.open() as workspace:
        bundle = write_bundle(workspace, Path(output), join_query(query), asked(options))
    lang = interface_language()
    click.echo(text("cli.bag.written", lang, n=number(bundle.articles, lang), path=output))


@bag.command()
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def check(session: Session, folder: str, as_json: bool) -> None:
    """Prove a bag and say what is in it."""
    from workspace.bundle import read_bundle

    bundle = read_bundle(Path(folder))
    if as_json:
        print_json({**bundle.query, "articles": bundle.articles})
        return
    lang = interface_language()
    query = bundle.query["query"]
    click.echo(text("cli.bag.right", lang, n=number(bundle.articles, lang), query=query))
