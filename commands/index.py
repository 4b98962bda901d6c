"""``index sync | rebuild | status``."""

from __future__ import annotations

import click

from commands.common import Session, interactive, interface_language, print_json
from messages import number, text


@click.group()
def index() -> None:
    """Keep the index in step with the store."""


@index.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def sync(session: Session, as_json: bool) -> None:
    """Bring in what the store has and the index has not."""
    with session.open() as workspace:
        report = workspace.sync()
    _report(report.as_json(), as_json)


@index.command()
@click.option("--engine", help="Rebuild for this engine and use it from now on.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def rebuild(session: Session, engine: str | None, as_json: bool) -> None:
    """Build a new index beside the live one, then swap."""
    with session.open() as workspace:
        report = workspace.rebuild(engine, progress=_progress if interactive() else None)
    _report(report.as_json(), as_json)


@index.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def status(session: Session, as_json: bool) -> None:
    """Engine, articles, and whether a rebuild is due."""
    with session.open() as workspace:
        state = workspace.index_status()
    if as_json:
        print_json(state)
        return
    lang = interface_language()
    click.echo(text("cli.index.status", lang, engine=state["engine"], n=number(state["indexed"], lang)))
    click.echo(text("cli.index.quotations", lang, n=number(state["quotations_indexed"], lang)))
    click.echo(text(f"cli.index.{state['state']}", lang, n=number(state["behind"], lang)))
    if state["extraction_due"]:
        click.echo(text("cli.index.extraction_due", lang, n=number(state["extraction_due"], lang)))


def _report(report: dict[str, int], as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        lang = interface_language()
        click.echo(
            text("cli.index.report", lang, **{key: number(value, lang) for key, value in report.items()})
        )


def _progress(done: int) -> None:
    lang = interface_language()
    click.echo("\r" + text("cli.index.progress", lang, n=number(done, lang)), err=True, nl=False)
