"""``access``: who may read what; decided for articles or a source, listed and undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from commands.common import Session, interface_language, print_json, user_name
from messages import number, text

if TYPE_CHECKING:
    from archive.access import Terms
    from archive.store.access import Decision, Standing
    from workspace import Workspace

FORMS = (
    "ID... open|snippets|closed [--until DATE]",
    "--source NAME open|snippets|closed [--until DATE]",
    "list [ID]",
    "sources",
    "undo NUMBER",
)


@click.command()
@click.argument("words", nargs=-1, metavar="ID... LEVEL | list [ID] | sources | undo NUMBER")
@click.option("--source", help="What this source has and will have, instead of single articles.")
@click.option("--until", metavar="DATE", help="It ends by itself on that day.")
@click.option("--then", metavar="LEVEL", help="The level from that day on (else what holds without this).")
@click.option("--rights", help="What may be done with it, in words.")
@click.option("--reason", default="", help="Why, for those who come after.")
@click.option("--who", help="Who decides (else the name of the user).")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def access(
    session: Session,
    words: tuple[str, ...],
    source: str | None,
    until: str | None,
    then: str | None,
    rights: str | None,
    reason: str,
    who: str | None,
    as_json: bool,
) -> None:
    """Decide who may read what; list and undo decisions.

    \b
    ID... open|snippets|closed      for articles
    --source NAME open|snippets|closed   for a source
    list [ID]
    sources
    undo NUMBER
    """
    with session.open() as workspace:
        by = who or user_name()
        match words:
            case ("list", *ids) if len(ids) <= 1:
                made = workspace.access.all(ids[0] if ids else None, source)
            case ("sources",):
                _print_sources(workspace, as_json)
                return
            case ("undo", typed) if typed.isdecimal():
                made = [workspace.access.undo(int(typed), by)]
            case _:
                made = _decided(workspace, words, source, (until, then), by, rights=rights, reason=reason)
        _print(made, as_json)


def _decided(
    workspace: Workspace,
    words: tuple[str, ...],
    source: str | None,
    ends: tuple[str | None, str | None],
    by: str,
    **more: str | None,
) -> list[Decision]:
    from workspace.access import terms_of

    if not words or (source is None) == (len(words) == 1):
        lines = "\n".join(f"  muragat access {form}" for form in FORMS)
        raise click.UsageError(f"{text('cli.access.forms', interface_language())}\n{lines}")
    *ids, level = words
    terms = terms_of(level, *ends)
    if source is not None:
        return [workspace.access.source(source, terms, by, **more)]
    return workspace.access.articles(ids, terms, by, **more)


def _print(made: list[Decision], as_json: bool) -> None:
    lang = interface_language()
    if as_json:
        from workspace.access import decision_json

        print_json({"total": len(made), "items": [decision_json(each) for each in made]})
        return
    if not made:
        click.echo(text("cli.access.none", lang))
    for each in made:
        for line in decision_lines(each, lang):
            click.echo(line)


def decision_lines(made: Decision, lang: str) -> Iterator[str]:
    """What was decided for what, by whom, when and why; and who took it back."""
    about = (
        text("cli.access.source", lang, source=made.source)
        if made.source
        else text("cli.access.article", lang, id=made.article_id or "")
    )
    rights = f". {text('access.rights', lang)}: {made.rights}" if made.rights else ""
    yield f"№{made.number} {about}: {terms_line(made.terms, lang)}{rights}"
    yield "   " + " · ".join(part for part in (made.who, made.at, made.reason) if part)
    if made.undone_at:
        yield "   " + text("cli.correct.undone", lang, who=made.undone_by or "", at=made.undone_at)


def terms_line(terms: Terms, lang: str) -> str:
    """A level, until when, and what then."""
    words = text(f"access.level.{terms.level}", lang)
    if terms.until:
        words += f" {text('access.until', lang, date=terms.until.isoformat())}"
    if terms.then:
        words += f", {text('access.then', lang, level=text(f'access.level.{terms.then}', lang))}"
    return words


def standing_line(standing: Standing, lang: str) -> str:
    """What holds for an article, until when, and who says so."""
    words = text(f"access.level.{standing.level}", lang)
    if standing.until:
        words += f" {text('access.until', lang, date=standing.until.isoformat())}"
    number_ = f", №{standing.number}" if standing.number else ""
    return f"{words} ({text(f'access.by.{standing.by}', lang)}{number_})"


def _print_sources(workspace: Workspace, as_json: bool) -> None:
    lang, sources = interface_language(), workspace.access.sources()
    if as_json:
        from workspace.access import decision_json

        items = [
            {"source": each.source, "articles": each.articles, "held_back": each.held}
            | {"decision": decision_json(each.decision) if each.decision else None}
            for each in sources
        ]
        print_json({"total": len(items), "items": items})
        return
    for each in sources:
        decided = (
            f"  №{each.decision.number} {terms_line(each.decision.terms, lang)}" if each.decision else ""
        )
        counts = f"{number(each.articles, lang):>8} {number(each.held, lang):>8}"
        click.echo(f"{counts}  {each.source}{decided}")
