"""``verify`` and ``stats``."""

from __future__ import annotations

from dataclasses import asdict

import click

from archive.errors import FixityError
from commands.common import Session, interface_language, note, print_json
from messages import error_text, number, text


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(session: Session, as_json: bool) -> int:
    """Prove every digest; names what is damaged."""
    lang = interface_language()
    with session.open() as workspace:
        checked, damaged = workspace.verify()
    if as_json:
        print_json({"checked": checked, "damaged": [dict(error.params) for error in damaged]})
    else:
        click.echo(text("cli.verify.checked", lang, n=number(checked, lang)))
        for error in damaged:
            note(error_text(error, lang))
    return FixityError.exit_code if damaged else 0


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def stats(session: Session, as_json: bool) -> None:
    """Counts: articles, sources, years, languages."""
    lang = interface_language()
    with session.open() as workspace:
        counts = asdict(workspace.stats())
    if as_json:
        print_json(counts)
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            click.echo(text(f"cli.stats.{name}", lang))
            for key, n in value.items():
                click.echo(f"   {number(n, lang):>8}  {key}")
        else:
            click.echo(f"{text(f'cli.stats.{name}', lang)}: {number(value, lang)}")
