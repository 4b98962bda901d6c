"""``show``: one article."""

from __future__ import annotations

import sys

import click

from commands.common import Session, interface_language, print_json
from messages import date, text


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--raw", is_flag=True, help="The original bytes of the record.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(session: Session, article_id: str, raw: bool, as_json: bool) -> None:
    """Show an article."""
    from archive.to_json import article_json

    with session.open() as workspace:
        if raw:
            sys.stdout.buffer.write(workspace.original(article_id))
            return
        article = workspace.article(article_id)
    if as_json:
        print_json(article_json(article))
        return
    lang = interface_language()
    click.echo(article.title)
    click.echo(f"{date(article.date, lang)} · {article.source} · {article.id}")
    if article.url:
        click.echo(article.url)
    click.echo()
    click.echo(article.body or text("cli.headline_only", lang))
