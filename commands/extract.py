"""``extract``: the extractors over articles that are in the archive already."""

from __future__ import annotations

from typing import Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, text


@click.command()
@click.option("--stale", is_flag=True, help="Only what other extractors, or none, have read (the default).")
@click.option("--all", "everything", is_flag=True, help="Every article.")
@click.option("--no-sync", is_flag=True, help="Leave the index as it is for now.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def extract(session: Session, stale: bool, everything: bool, no_sync: bool, as_json: bool) -> None:
    """Find quotations, people, regions and topics anew; corrections stay."""
    if stale and everything:
        raise click.UsageError("--stale, --all")
    lang = interface_language()
    with session.open() as workspace:
        report = workspace.extract(
            everything, sync=not no_sync, progress=_progress() if interactive() else None
        )
    if interactive():
        note("")
    if as_json:
        print_json(report.as_json())
        return
    for name in ("extracted", "changed", "unchanged", "current"):
        click.echo(text(f"cli.extract.{name}", lang, n=number(getattr(report, name), lang)))


def _progress() -> Any:
    lang = interface_language()

    def tell(done: int, due: int) -> None:
        line = text("cli.extract.progress", lang, n=number(done, lang), total=number(due, lang))
        click.echo("\r" + line, err=True, nl=False)

    return tell
