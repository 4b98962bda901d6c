"""``saved``: searches to come back to, and what is new in them."""

from __future__ import annotations

from typing import Any

import click

from commands.common import Session, asked, filter_options, interface_language, join_query, print_json
from messages import number, text


@click.group()
def saved() -> None:
    """Searches to come back to, and what is new in them."""


@saved.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@filter_options
@click.pass_obj
def add(session: Session, /, name: str, query: tuple[str, ...], **options: Any) -> None:
    """Keep a search under a name."""
    from workspace.saved import add as keep

    with session.open() as workspace:
        keep(workspace, name, join_query(query), asked(options))
    click.echo(text("cli.saved.added", interface_language(), name=name))


@saved.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def listed(session: Session, as_json: bool) -> None:
    """Every search that is kept."""
    from workspace.saved import saved_searches

    searches = saved_searches(session.folder)
    if as_json:
        rows = [{"name": s.name, "query": s.query, "asked": s.asked, "seen_at": s.seen_at or None}
                for s in searches.values()]  # fmt: skip
        print_json({"items": rows})
        return
    for search in searches.values():
        click.echo(f"{search.name}\t{search.query}\t{search.seen_at}")


@saved.command()
@click.argument("names", nargs=-1)
@click.option("--keep", is_flag=True, help="Leave the articles new for the next time.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def new(session: Session, names: tuple[str, ...], keep: bool, as_json: bool) -> None:
    """What saved searches find that they did not show before."""
    from workspace.saved import news, saved_searches

    with session.open() as workspace:
        found = [news(workspace, name, keep) for name in names or saved_searches(session.folder)]
    if as_json:
        print_json({"items": [_json(each) for each in found]})
        return
    lang = interface_language()
    for each in found:
        count = number(len(each.articles), lang)
        click.echo(
            text("cli.saved.new", lang, name=each.search.name, n=count, total=number(each.total, lang))
        )
        for article in each.articles:
            date = article.date.isoformat() if article.date else text("date.unknown", lang)
            click.echo(f"   {date} · {article.source} · {article.id} · {article.title}")


@saved.command()
@click.argument("name")
@click.pass_obj
def remove(session: Session, name: str) -> None:
    """Forget a saved search."""
    from workspace.saved import remove as forget

    forget(session.folder, name)
    click.echo(text("cli.saved.removed", interface_language(), name=name))


def _json(each: Any) -> dict[str, Any]:
    items = [
        {"id": a.id, "title": a.title, "date": a.date.isoformat() if a.date else None, "source": a.source}
        for a in each.articles
    ]
    return {"name": each.search.name, "query": each.search.query, "total": each.total, "new": items}
