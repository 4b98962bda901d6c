"""``review``: what a librarian should look at."""

from __future__ import annotations

from collections.abc import Mapping

import click

from commands.common import Session, interface_language, print_json, user_name
from messages import number, text
from workspace.reviewing import KINDS, Kind, ReviewPage


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Rows of one kind (without it: how many of each).")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1))
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--seen", metavar="ID", help="Mark an article as looked at; it comes back when it changes.")
@click.option("--who", help="Who has looked (else the name of the user).")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def review(
    session: Session,
    kind: str | None,
    limit: int,
    offset: int,
    seen: str | None,
    who: str | None,
    as_json: bool,
) -> None:
    """Undated articles, unsure speakers, duplicates, poor scans, odd languages."""
    with session.open() as workspace:
        if seen is not None and kind is None:
            raise click.UsageError("--kind KIND --seen ID")
        if kind is None:
            _print_counts(workspace.review.counts(), as_json)
        elif seen is not None:
            workspace.review.mark(kind, seen, who or user_name())
            click.echo(text("review.marked", interface_language(), id=seen))
        else:
            _print_page(workspace.review.page(kind, offset, limit), as_json)


def _print_counts(counts: Mapping[Kind, int], as_json: bool) -> None:
    lang = interface_language()
    if as_json:
        print_json(dict(counts))
        return
    for kind, count in counts.items():
        click.echo(text("review.total", lang, kind=text(f"review.{kind}", lang), n=number(count, lang)))


def _print_page(page: ReviewPage, as_json: bool) -> None:
    lang = interface_language()
    if as_json:
        print_json(page.as_json())
        return
    for row in page.rows:
        click.echo(f"{row.article_id}  {row.title or '—'}")
        why = text(f"review.why.{row.kind}", lang, why=row.why)
        click.echo(f"    {row.source} · {row.date or '—'} · {why}")
    if not page.rows:
        click.echo(text("review.none", lang))
