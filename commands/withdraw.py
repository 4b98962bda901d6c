"""``withdraw``: an article out of the archive for good."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from commands.common import Session, interface_language, note, print_json, user_name
from messages import text

if TYPE_CHECKING:
    from archive.store.withdrawals import Withdrawal
    from workspace.withdrawing import WithdrawalReport


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--reason", default="", help="Why; it stays in the list of withdrawals.")
@click.option("--who", default=None, help="Who decides (else the name of the user).")
@click.option("--lift", is_flag=True, help="Let the records of withdrawn articles in again.")
@click.option("--list", "listed", is_flag=True, help="Every withdrawal that was made.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def withdraw(
    session: Session,
    ids: tuple[str, ...],
    reason: str,
    who: str | None,
    lift: bool,
    listed: bool,
    as_json: bool,
) -> None:
    """Take articles out of store, indexes and files, and keep them out."""
    with session.open() as workspace:
        if listed:
            _print_list(workspace.store.withdrawals(), as_json)
        elif not ids or not (reason or lift):
            raise click.UsageError("ID --reason TEXT")
        elif lift:
            _lift(workspace.store, ids, who or user_name())
        else:
            from workspace.withdrawing import withdraw as taken_out

            _print_report(taken_out(workspace, ids, reason, who or user_name()), as_json)


def _lift(store: object, ids: tuple[str, ...], who: str) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for id in ids:
        store.lift(id, who, now)  # type: ignore[attr-defined]
        click.echo(text("cli.withdraw.lifted", interface_language(), id=id))


def _print_report(report: WithdrawalReport, as_json: bool) -> None:
    lang = interface_language()
    if as_json:
        print_json(report.as_json())
        return
    for id in report.withdrawn:
        click.echo(text("cli.withdraw.done", lang, id=id))
    for name in ("shared", "alike"):
        if ids := getattr(report, name):
            note(text(f"cli.withdraw.{name}", lang, ids=", ".join(ids)))
    for path in report.removed:
        note(text("cli.withdraw.removed", lang, path=path))
    for path in report.remains:
        note(text("cli.withdraw.remains", lang, path=path))
    for copy in report.copies:
        note(text("cli.withdraw.copy", lang, path=copy.path, at=copy.made_at))
    if report.on_server:
        note(text("cli.withdraw.server", lang))


def _print_list(made: list[Withdrawal], as_json: bool) -> None:
    from dataclasses import asdict

    lang = interface_language()
    if as_json:
        print_json({"total": len(made), "items": [asdict(each) for each in made]})
        return
    for each in made:
        click.echo(text("cli.withdraw.row", lang, **asdict(each)))
        if each.lifted_at:
            click.echo(
                "   " + text("cli.withdraw.row_lifted", lang, at=each.lifted_at, who=each.lifted_by or "")
            )
    if not made:
        click.echo(text("cli.withdraw.none", lang))
