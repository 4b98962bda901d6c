"""``copy``: the archive to another store and another engine."""

from __future__ import annotations

from pathlib import Path

import click

from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, text


@click.command()
@click.option(
    "--to-store", required=True, metavar="DIR|URL", help="A folder, or postgresql://USER@HOST/NAME."
)
@click.option("--to-engine", default="whoosh", show_default=True, metavar="NAME|URL")
@click.option("--to-originals", metavar="s3://BUCKET/PREFIX", help="Keep the original bytes in a bucket.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def copy(session: Session, to_store: str, to_engine: str, to_originals: str | None, as_json: bool) -> None:
    """Copy the archive to an empty store and another engine; it stays where it is, too."""
    from workspace import Workspace
    from workspace.copying import copy as copied

    lang, is_address = interface_language(), "://" in to_store
    folder, store = (session.folder, to_store) if is_address else (Path(to_store), None)
    with session.open() as source, Workspace.open(folder, to_engine, create=True, store=store) as target:
        report = copied(source, target, _progress if interactive() else None, to_originals)
    if as_json:
        print_json(report.as_json())
        return
    counts = {"n": number(report.articles, lang), "indexed": number(report.indexed, lang)}
    click.echo(text("cli.copy.done", lang, **counts))
    if is_address:
        note(text("cli.copy.next", lang))


def _progress(done: int) -> None:
    lang = interface_language()
    click.echo("\r" + text("cli.copy.progress", lang, n=number(done, lang)), err=True, nl=False)
