"""``ingest``: files and folders into the archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, read_error_text, text

if TYPE_CHECKING:
    from archive.ingest import IngestOptions, IngestReport


def _pairs(values: tuple[str, ...], option: str) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value}: NAME=VALUE", param_hint=option)
    return dict(value.split("=", 1) for value in values)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_name", help="Read every file as this format.")
@click.option("--source", help="Name of the source of these records.")
@click.option("--map-file", "map_file", metavar="FILE", help="Columns and constants, in TOML.")
@click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN")
@click.option("--default", "defaults", multiple=True, metavar="FIELD=VALUE")
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
    from archive.readers import ReadOptions
    from archive.readers.mapping import MappingFile, read_mapping

    told = read_mapping(options["map_file"]) if options["map_file"] else MappingFile()
    # What is said on the command line goes before the file.
    reading = ReadOptions(
        mapping={**told.columns, **_pairs(options["mapping"], "--map")},
        defaults={**told.defaults, **_pairs(options["defaults"], "--default")},
        source=options["source"] or told.source,
        constants=told.constants,
        encoding=told.encoding,
        delimiter=told.delimiter,
        date_format=told.date_format,
        columns_required=options["map_file"] is not None,
    )
    return IngestOptions(
        read=reading,
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
