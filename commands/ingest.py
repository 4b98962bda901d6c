"""``ingest``: files and folders into the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from commands.reading import read_options, reading_options
from messages import number, read_error_text, text

if TYPE_CHECKING:
    from archive.ingest import IngestOptions, IngestReport


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_name", help="Read every file as this format.")
@reading_options
@click.option("--strict", is_flag=True, help="Keep nothing of this run when a record can't be read.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--no-sync", is_flag=True, help="Leave the index as it is for now.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def ingest(session: Session, /, paths: tuple[str, ...], **options: Any) -> int:
    """Take files or folders in; - reads stdin."""
    with session.open(create=True) as workspace:
        report = workspace.ingest(
            list(paths), _settings(session, options), sync=not options["no_sync"], progress=_progress()
        )
    if options["as_json"]:
        print_json(report.as_json())
    else:
        _print_report(report, options["dry_run"])
    return exit_status(report)


def _settings(session: Session, options: dict[str, Any]) -> IngestOptions:
    from archive.ingest import IngestOptions

    return IngestOptions(
        read=read_options(options),
        format=options["format_name"],
        strict=options["strict"],
        dry_run=options["dry_run"],
        rejects_dir=session.folder,
        stdin=sys.stdin.buffer,
    )


def exit_status(report: IngestReport) -> int:
    """0 when all went well, 1 when some records were set aside, 3 when nothing could be read at all."""
    if not report.rejected:
        return 0
    return 1 if report.taken or report.withheld else 3


def _print_report(report: IngestReport, dry_run: bool) -> None:
    lang = interface_language()
    if dry_run:
        click.echo(text("cli.ingest.dry", lang))
    for name in ("added", "updated", "unchanged", "duplicates", "rejected"):
        click.echo(text(f"cli.ingest.{name}", lang, n=number(getattr(report, name), lang)))
    for reject in report.rejects[:20]:
        note(read_error_text(reject.path, reject.line, reject.reason, lang))
    if report.rejects_file:
        note(text("cli.ingest.rejects_file", lang, path=str(report.rejects_file)))


def _progress() -> Any:
    """A line on the terminal that says how far the run is; nothing when stderr is no terminal."""
    if not interactive():
        return None
    lang = interface_language()

    def tell(report: IngestReport) -> None:
        click.echo(
            "\r" + text("cli.ingest.progress", lang, n=number(report.records, lang)), err=True, nl=False
        )

    return tell
