"""``collocations`` and ``keyness``: words that stand near a query, words that set its articles apart."""

from __future__ import annotations

import sys
from typing import Any, get_args

import click

from commands.common import Session, asked, filter_options, interface_language, join_query, note, print_json
from commands.render import repair_lines
from commands.word_options import word_options
from messages import number, text
from workspace.collocations import LEAST, WINDOW_WORDS, CollocateSort
from workspace.keyness import LEAST as LEAST_KEY

QUERY = {"ignore_unknown_options": True}
_OWN = ("unit", "hide_empty", "most")


@click.command(context_settings=QUERY)
@click.argument("query", nargs=-1, required=True)
@click.option("--window", "window_words", default=WINDOW_WORDS, type=click.IntRange(1, 50), show_default=True)
@click.option("--min", "least", default=LEAST, type=click.IntRange(1), show_default=True)
@click.option("--sort", "by", default="score", type=click.Choice(get_args(CollocateSort)), show_default=True)
@click.option("--limit", default=50, type=click.IntRange(0), show_default=True)
@click.option("--offset", default=0, type=click.IntRange(0))
@word_options
@filter_options
@click.pass_obj
def collocations(session: Session, /, query: tuple[str, ...], **options: Any) -> None:
    """Words near a query, by logDice."""
    from workspace.collocations import collocations as count
    from workspace.exporting.words import collocation_table

    own = {name: options[name] for name in (*_OWN, "window_words", "least", "by", "offset", "limit")}
    with session.open() as workspace:
        found = count(workspace, join_query(query), **own, **asked(options))
    _notes(found.answer, found.read, found.articles, found.hidden)
    if options["as_json"]:
        print_json(found.as_json())
    elif options["as_csv"]:
        sys.stdout.writelines(collocation_table(found))
    else:
        for row in found.rows:
            click.echo(f"{row.word}\t{row.near}\t{row.everywhere}\t{row.score:.2f}")


@click.command(context_settings=QUERY)
@click.argument("query", nargs=-1, required=True)
@click.option("--against", metavar="QUERY", multiple=True, help="The other articles; else all others.")
@click.option("--min", "least", default=LEAST_KEY, type=click.IntRange(1), show_default=True)
@click.option("--limit", default=50, type=click.IntRange(0), show_default=True)
@word_options
@filter_options
@click.pass_obj
def keyness(
    session: Session, /, query: tuple[str, ...], against: tuple[str, ...], limit: int, **options: Any
) -> None:
    """Words of a query's articles against those of others, by log-likelihood."""
    from workspace.exporting.words import keyness_table
    from workspace.keyness import keyness as count

    own = {name: options[name] for name in (*_OWN, "least")}
    with session.open() as workspace:
        found = count(workspace, join_query(query), against, **own, **asked(options))
    for counted in (found.one, found.other):
        _notes(found.answer, counted.read, counted.articles, found.hidden)
    if options["as_json"]:
        print_json(found.as_json(limit))
    elif options["as_csv"]:
        sys.stdout.writelines(keyness_table(found))
    else:
        for row in found.rows[:limit]:
            click.echo(f"{row.word}\t{row.count}\t{row.other}\t{row.likelihood:.2f}\t{row.ratio:.2f}")


def _notes(answer: Any, read: int, articles: int, hidden: int) -> None:
    """Repairs, a sample instead of the whole, words left out: never in silence."""
    lang = interface_language()
    for line in repair_lines(answer, lang):
        note(line)
    if read < articles:
        note(text("words.sample", lang, read=number(read, lang), articles=number(articles, lang)))
    if hidden:
        note(text("words.hidden", lang, n=number(hidden, lang)))
