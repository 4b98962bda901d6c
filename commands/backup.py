"""``backup`` and ``restore``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, share, text

if TYPE_CHECKING:
    from archive.vault.pack import Progress

_MB = 1_000_000


@click.command()
@click.argument("path", metavar="FILE", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--list", "listed", is_flag=True, help="The backups and bags made so far.")
@click.option("--check", is_flag=True, help="Prove a backup that is there, and change nothing.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--damaged", is_flag=True, help="Take damaged originals along as they are.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def backup(session: Session, /, path: Path | None, as_json: bool, **options: Any) -> None:
    """Everything of the archive in one file, proved while it is made."""
    if options["listed"]:
        _list(session, as_json)
        return
    if path is None:
        raise click.UsageError("FILE, --list")
    if options["check"]:
        _check(path, as_json)
        return
    from workspace.backing_up import back_up

    with session.open() as workspace:
        report = back_up(workspace, path, options["force"], options["damaged"], progress())
    if as_json:
        print_json(report.as_json())
        return
    lang = interface_language()
    size = share(report.bytes / _MB, lang)
    click.echo(text("cli.backup.made", lang, path=path, n=number(report.articles, lang), mb=size))
    click.echo(f"sha256 {report.sha256}")
    _tell_damaged(report.damaged)
    if not report.listed:
        note(text("cli.backup.not_listed", lang))


def _list(session: Session, as_json: bool) -> None:
    from workspace.copies import copies_of

    with session.open() as workspace:
        copies = copies_of(workspace)
    if as_json:
        print_json({"backups": [{**asdict(copy), "there": Path(copy.path).exists()} for copy in copies]})
        return
    lang = interface_language()
    if not copies:
        click.echo(text("cli.backup.none", lang))
    for copy in copies:
        there = text("cli.backup.there" if Path(copy.path).exists() else "cli.backup.gone", lang)
        count = number(copy.articles, lang)
        click.echo(f"{copy.made_at}  {copy.kind:<6}  {count:>8}  {copy.sha256[:12]}  {copy.path}  {there}")


def _check(path: Path, as_json: bool) -> None:
    from workspace.backing_up import check_backup

    manifest = check_backup(path, progress())
    if as_json:
        print_json(manifest)
        return
    lang = interface_language()
    count = number(manifest["counts"]["articles"], lang)
    click.echo(text("cli.backup.right", lang, path=path, n=count, when=manifest["made_at"]))
    _tell_damaged(manifest["damaged"])


@click.command()
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--data", "folder", metavar="NEW", type=click.Path(path_type=Path), help="The new data folder.")
@click.option("--force", is_flag=True, help="Put aside an archive that stands there.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def restore(session: Session, path: Path, folder: Path | None, force: bool, as_json: bool) -> None:
    """The archive of a backup, every digest proved, in a new data folder."""
    from workspace.backing_up import restore as bring_back
    from workspace.bringing_back import restore_to_server

    target = folder or session.folder
    if session.store:
        report = restore_to_server(path, target, session.store, session.engine, progress())
    else:
        report = bring_back(path, target, session.engine, force, progress())
    if as_json:
        print_json(report.as_json())
        return
    lang = interface_language()
    click.echo(text("cli.restore.done", lang, path=target, n=number(report.articles, lang)))
    if report.replaced:
        note(text("cli.restore.replaced", lang, path=report.replaced))
    if report.withdrawn:
        note(text("cli.restore.withdrawn", lang, n=number(report.withdrawn, lang)))
    _tell_damaged(report.damaged)


def _tell_damaged(digests: Any) -> None:
    if digests:
        lang = interface_language()
        note(text("cli.backup.damaged", lang, n=number(len(digests), lang), digests=", ".join(digests)))


def progress() -> Progress:
    """A line on the terminal with the share done; nothing when stderr is no terminal."""
    if not interactive():
        return None

    def tell(done: int, due: int) -> None:
        click.echo(f"\r{100 * done // due if due else 100} % ", err=True, nl=False)

    return tell
