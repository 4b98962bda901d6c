"""``trend``: queries over time."""

from __future__ import annotations

import sys
from typing import Any

import click

from commands.common import Session, asked, filter_options, interface_language, note, print_json
from commands.word_options import sample_option
from messages import text

STEPS = ("year", "month", "week", "day")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("queries", nargs=-1, required=True, metavar="QUERY...")
@click.option("--by", default="year", type=click.Choice(STEPS), show_default=True)
@click.option(
    "--per", "unit", default="articles", type=click.Choice(["articles", "words"]), show_default=True
)
@sample_option
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@click.option("--csv", "as_csv", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@filter_options
@click.pass_obj
def trend(session: Session, /, queries: tuple[str, ...], **options: Any) -> None:
    """Hits over time, per 1,000 articles or a million words; each QUERY is a series of its own."""
    from workspace.exporting.tables import trend_rows, trend_table
    from workspace.trends import trend as count

    with session.open() as workspace:
        own = {name: options[name] for name in ("by", "unit", "most")}
        found = count(workspace, queries, **own, **asked(options))
    if options["as_json"]:
        print_json(found.as_json())
    elif options["as_csv"]:
        sys.stdout.writelines(trend_table(found))
    else:
        for row in trend_rows(found):
            click.echo("\t".join(row))
        for series in found.series:
            if series.read is not None and series.read < series.total:
                note(text("words.sample", interface_language(), read=series.read, articles=series.total))
            if series.undated:
                note(text("cli.trend.undated", interface_language(), query=series.query, n=series.undated))
