"""``ingest``: files and folders into the archive."""

from __future__ import annotations

import datetime as dt
import os
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
@click.option(
    "--workers", type=click.IntRange(1), help="Processes that clean and extract; else as many as cores."
)
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
        workers=options["workers"] or cores(),
    )


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def exit_status(report: IngestReport) -> int:
    """0 when all went well, 1 when some records were set aside, 3 when nothing could be read at all."""
    if not report.rejected:
        return 0
    return 1 if report.taken or report.withheld or report.withdrawn else 3


def _print_report(report: IngestReport, dry_run: bool) -> None:
    lang = interface_language()
    if dry_run:
        click.echo(text("cli.ingest.dry", lang))
    names = ("added", "updated", "unchanged", "duplicates", "rejected")
    for name in (*names, "withdrawn") if report.withdrawn else names:
        click.echo(text(f"cli.ingest.{name}", lang, n=number(getattr(report, name), lang)))
    if dry_run:
        _print_kinds(report)
    for reject in report.rejects[:20]:
        note(read_error_text(reject.path, reject.line, reject.reason, lang))
    if report.rejects_file:
        note(text("cli.ingest.rejects_file", lang, path=str(report.rejects_file)))


def _print_kinds(report: IngestReport) -> None:
    """What the records are: formats and encodings with their counts."""
    lang = interface_language()
    for name, counts in (("formats", report.formats), ("encodings", report.encodings)):
        shown = ", ".join(f"{kind} {number(count, lang)}" for kind, count in counts.most_common())
        if shown:
            click.echo(text(f"cli.ingest.{name}", lang, kinds=shown))


def _progress() -> Any:
    """A line on the terminal that says how far the run is, how fast, and how long it will take; nothing when
    stderr is no terminal."""
    if not interactive():
        return None
    lang = interface_language()

    def tell(report: IngestReport) -> None:
        click.echo("\r\x1b[K" + progress_line(report, lang), err=True, nl=False)

    return tell


def progress_line(report: IngestReport, lang: str) -> str:
    """Records done, their rate, and the time left where it can be told.

    >>> from archive.ingest import IngestReport
    >>> progress_line(IngestReport(added=500, seconds=2.0, read_bytes=100, total_bytes=400), "en")
    'records done: 500 · 250 a second · 0:00:06 left'
    """
    line = text("cli.ingest.progress", lang, n=number(report.records, lang))
    if report.seconds:
        rate = number(round(report.records / report.seconds), lang)
        line += " · " + text("cli.ingest.rate", lang, n=rate)
    if report.seconds_left is not None:
        left = str(dt.timedelta(seconds=round(report.seconds_left)))
        line += " · " + text("cli.ingest.left", lang, time=left)
    return line
