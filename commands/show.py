"""``show``: one article."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.common import Session, interface_language, print_json
from messages import date, text

if TYPE_CHECKING:
    from archive.model import Article
    from archive.store.access import Standing
    from workspace import Workspace


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
        standing = workspace.access.standing(article_id)
        if as_json:
            told = {} if standing.by == "default" else {"access": standing.as_json()}
            print_json(article_json(article) | told)
            return
        lang = interface_language()
        for lines in (_head(article, lang), _allowed(standing, lang), _known(workspace, article, lang)):
            for line in lines:
                click.echo(line)


def _head(article: Article, lang: str) -> Iterator[str]:
    yield article.title
    yield f"{date(article.date, lang)} · {article.source} · {article.id}"
    if article.url:
        yield article.url
    yield ""
    yield article.body or text("cli.headline_only", lang)


def _allowed(standing: Standing, lang: str) -> Iterator[str]:
    """Who may read it, and what may be done with it, where anything is said of it."""
    from commands.access import standing_line

    if standing.by != "default":
        yield f"\n{text('access.heading', lang)}: {standing_line(standing, lang)}"
    if standing.rights:
        yield f"\n{text('access.rights', lang)}: {standing.rights}"


def _known(workspace: Workspace, article: Article, lang: str) -> Iterator[str]:
    """Regions, topics, quotations with their ids, and corrections, each only where there are any."""
    for field, tags in (("region", article.regions), ("topic", article.topics)):
        if tags:
            names = ", ".join(workspace.label(field, tag.code, lang) for tag in tags)
            yield f"\n{text(f'facet.{field}', lang)}: {names}"
    if article.quotes:
        from commands.quotes import quotation_lines

        yield f"\n{text('cli.show.quotes', lang)}:"
        for position, quotation in enumerate(article.quotes, start=1):
            yield from quotation_lines(position, quotation, lang)
            yield f"   {quotation.id}"
    if article.corrections:
        from commands.correct import correction_lines

        yield f"\n{text('cli.show.corrections', lang)}:"
        for made in article.corrections:
            yield from correction_lines(workspace, made, lang)
