"""``harvest``: a repository taken in over OAI-PMH."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from commands.ingest import exit_status
from commands.reading import read_options, reading_options
from messages import error_text, number, read_error_text, text

if TYPE_CHECKING:
    from workspace.harvesting import HarvestReport


@click.command()
@click.argument("url", required=False)
@click.option("--set", "set_name", default="", help="Only this set of the repository.")
@click.option("--from", "date_from", default="", metavar="DATE", help="Only what changed since this day.")
@click.option("--until", "date_until", default="", metavar="DATE", help="Only what changed up to this day.")
@click.option("--prefix", default="oai_dc", help="Format of the metadata.")
@reading_options
@click.option("--restart", is_flag=True, help="Ask for everything again, from the first page.")
@click.option("--deleted", is_flag=True, help="List the articles that were deleted where they came from.")
@click.option("--no-sync", is_flag=True, help="Leave the index as it is for now.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def harvest(session: Session, /, url: str | None, **options: Any) -> int:
    """Take in what a repository offers over OAI-PMH."""
    if options["deleted"]:
        return _deleted(session, options["as_json"])
    if not url:
        raise click.UsageError("URL")
    from archive.harvest import Asked
    from archive.ingest import IngestOptions
    from workspace.harvesting import harvest as run

    asked = Asked(url, options["prefix"], options["set_name"], options["date_from"], options["date_until"])
    ingesting = IngestOptions(read=read_options(options), rejects_dir=session.folder)
    with session.open(create=True) as workspace:
        how = {"restart": options["restart"], "sync": not options["no_sync"]}
        report = run(workspace, asked, ingesting, **how, progress=_progress())
    if options["as_json"]:
        print_json(report.as_json())
    else:
        _print(report)
    if report.failed is not None:
        note(error_text(report.failed, interface_language()))
        return report.failed.exit_code
    return exit_status(report.ingest) if report.ingest is not None else 0


def _print(report: HarvestReport) -> None:
    lang = interface_language()
    click.echo(text("cli.harvest.pages", lang, n=number(report.pages, lang), path=str(report.folder)))
    if report.ingest is not None:
        for name in ("added", "updated", "unchanged", "duplicates", "rejected"):
            click.echo(text(f"cli.ingest.{name}", lang, n=number(getattr(report.ingest, name), lang)))
        for reject in report.ingest.rejects[:20]:
            note(read_error_text(reject.path, reject.line, reject.reason, lang))
    if report.deleted:
        marked = number(len(report.marked), lang)
        click.echo(text("cli.harvest.deleted", lang, n=number(report.deleted, lang), marked=marked))


def _deleted(session: Session, as_json: bool) -> int:
    from dataclasses import asdict

    from workspace.harvesting import gone

    with session.open() as workspace:
        found = gone(workspace)
    if as_json:
        print_json({"items": [asdict(one) for one in found]})
        return 0
    for one in found:
        click.echo(f"{one.article_id}\t{one.datestamp}\t{one.identifier}\t{one.repository}")
    return 0


def _progress() -> Any:
    if not interactive():
        return None
    lang = interface_language()

    def tell(pages: int, records: int | None) -> None:
        size = number(records, lang) if records is not None else "?"
        note_text = text("cli.harvest.progress", lang, n=number(pages, lang), size=size)
        click.echo(f"\r{note_text}", err=True, nl=False)

    return tell
