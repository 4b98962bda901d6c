"""``kwic``: a query in its contexts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from commands.common import Session, asked, filter_options, interface_language, join_query, note, print_json
from commands.render import repair_lines
from messages import number, text

SORTS = ("L1", "R1", "match", "date")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--window", "window_words", default=5, type=click.IntRange(1, 50), show_default=True)
@click.option("--sort", "by", type=click.Choice(SORTS), help="By word before, after, match, date.")
@click.option("--limit", default=50, type=click.IntRange(0, 100_000), show_default=True)
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--all", "every", is_flag=True, help="Every line.")
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@click.option("--csv", "as_csv", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@filter_options
@click.pass_obj
def kwic(session: Session, /, query: tuple[str, ...], every: bool, limit: int, **options: Any) -> None:
    """A query in its contexts."""
    from workspace.concordances import concordance
    from workspace.exporting.tables import kwic_table

    where = {name: options[name] for name in ("window_words", "by", "offset")}
    with session.open() as workspace:
        found = concordance(
            workspace, join_query(query), **where, limit=None if every else limit, **asked(options)
        )
    if options["as_json"]:
        print_json(found.as_json())
    elif options["as_csv"]:
        sys.stdout.writelines(kwic_table(found))
    else:
        for line in _shown(found):
            click.echo(line)


def _shown(found: Any) -> Iterator[str]:
    lang = interface_language()
    for line in repair_lines(found.answer, lang):
        note(line)
    note(text("cli.kwic.total", lang, n=number(found.total, lang), articles=number(found.articles, lang)))
    left = max((len(line.before) for line in found.lines), default=0)
    middle = max((len(line.match) for line in found.lines), default=0)
    for line in found.lines:
        date = line.date or text("date.unknown", lang)
        yield f"{line.before:>{left}}  {line.match:<{middle}}  {line.after}  [{date} {line.article_id}]"
