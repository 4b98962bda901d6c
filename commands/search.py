"""``search`` and ``explain``."""

from __future__ import annotations

from typing import Any, get_args

import click

from commands.common import (
    Session,
    asked,
    filter_options,
    interface_language,
    join_query,
    note,
    print_json,
)
from commands.render import explain_lines, facet_lines, hit_lines, repair_lines
from index.request import Match
from messages import text
from workspace.sampling import MOST_SEED, SEED, Order

QUERY = {"ignore_unknown_options": True}


@click.command(context_settings=QUERY)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, type=click.IntRange(0, 1000), show_default=True)
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--sort", default="relevance", type=click.Choice(get_args(Order)))
@click.option("--seed", default=SEED, type=click.IntRange(1, MOST_SEED), help="Which random order.")
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True, help="Don't repair letters.")
@click.option("--facets", is_flag=True, help="Count regions, topics, speakers, sources and years too.")
@click.option("--count", "count_only", is_flag=True, help="Print the number of hits alone.")
@click.option("--ids", "ids_only", is_flag=True, help="Print an id a line, of every hit.")
@click.option(
    "--access", type=click.Choice(["snippets", "closed"]), help="Only what is not open: this level."
)
@click.option("--json", "as_json", is_flag=True)
@filter_options
@click.pass_obj
def search(session: Session, /, query: tuple[str, ...], **options: Any) -> None:
    """Find articles."""
    with session.open() as workspace:
        chosen = asked(options)
        if options["access"]:
            chosen["filters"] |= {"id": workspace.access.ids(options["access"]) or ("-",)}
        answer = workspace.search_text(
            join_query(query),
            **chosen,
            offset=options["offset"],
            limit=0 if options["count_only"] or options["ids_only"] else options["limit"],
            facets=options["facets"] or options["as_json"],
        )
        if answer.stale:
            note(text("cli.stale", interface_language()))
        if options["count_only"]:
            click.echo(str(answer.page.total))
        elif options["ids_only"]:
            for article_id in workspace.ids(answer):
                click.echo(article_id)
        elif options["as_json"]:
            from workspace.as_json import search_json

            print_json(search_json(workspace, answer))
        else:
            _print_page(workspace, answer, options["facets"])


def _print_page(workspace: Any, answer: Any, facets: bool) -> None:
    lang = interface_language()
    for line in repair_lines(answer, lang):
        note(line)
    for line in hit_lines(workspace, answer, lang):
        click.echo(line)
    if facets:
        for line in facet_lines(workspace, answer, lang):
            click.echo(line)


@click.command(context_settings=QUERY)
@click.argument("query", nargs=-1, required=True)
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def explain(
    session: Session, query: tuple[str, ...], match: Match, exact_letters: bool, as_json: bool
) -> None:
    """How a query is understood: tree, terms, frequencies."""
    with session.open() as workspace:
        explanation = workspace.explain(join_query(query), match=match, exact_letters=exact_letters)
        if as_json:
            print_json(explanation)
            return
        for line in explain_lines(explanation, interface_language()):
            click.echo(line)
