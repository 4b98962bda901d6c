"""``similar`` and ``versions``: articles of the same text, and what an article said before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, interactive, interface_language, note, print_json
from messages import number, text

if TYPE_CHECKING:
    from archive.duplicates import Piece
    from archive.store.similar_update import UpdateReport
    from archive.store.versions import Version
    from workspace import Workspace


@click.command()
@click.argument("article_id", metavar="[ID]", required=False)
@click.option("--limit", default=20, type=click.IntRange(1, 100_000), help="Groups, or articles of a group.")
@click.option("--offset", default=0, type=click.IntRange(0), help="Groups to leave out at the beginning.")
@click.option("--rebuild", is_flag=True, help="Read and compare every article anew.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def similar(
    session: Session, article_id: str | None, limit: int, offset: int, rebuild: bool, as_json: bool
) -> None:
    """What else has the text of an article, or nearly so; without an ID all groups of such articles."""
    with session.open() as workspace:
        if rebuild:
            _rebuild(workspace)
        else:
            workspace.similar.update()
        if article_id is None:
            _groups(workspace, limit, offset, as_json)
        else:
            _also(workspace, article_id, limit, as_json)


def _rebuild(workspace: Workspace) -> None:
    lang = interface_language()

    def tell(report: UpdateReport) -> None:
        click.echo(
            "\r" + text("cli.similar.progress", lang, n=number(report.signed, lang)), err=True, nl=False
        )

    done = workspace.similar.rebuild(tell if interactive() else None)
    counts = {name: number(getattr(done, name), lang) for name in ("signed", "compared", "alike")}
    note(text("cli.similar.updated", lang, **counts))


def _groups(workspace: Workspace, limit: int, offset: int, as_json: bool) -> None:
    from workspace.similar import group_json

    total, within = workspace.similar.count()
    found = workspace.similar.near_duplicates(limit, offset)
    if as_json:
        print_json({"total": total, "articles": within, "items": [group_json(each) for each in found]})
        return
    lang = interface_language()
    click.echo(text("cli.similar.groups", lang, n=number(total, lang), m=number(within, lang)))
    for group in found:
        count = text("cli.similar.group", lang, n=number(group.size, lang), m=number(group.sources, lang))
        click.echo(f"\n{count}")
        for article in workspace.articles(group.ids):
            day = article.date.isoformat() if article.date else text("date.unknown", lang)
            click.echo(f"   {article.id}  {day}  {article.source}  {article.title}")


def _also(workspace: Workspace, article_id: str, limit: int, as_json: bool) -> None:
    from workspace.similar import also_json

    found = workspace.similar.also_in(article_id, limit)
    if as_json:
        print_json({"id": article_id, **also_json(found)})
        return
    lang = interface_language()
    if not found.items:
        click.echo(text("cli.similar.none", lang))
    for each in found.items:
        standing = text(f"similar.{each.standing}", lang)
        share = each.jaccard if each.standing == "near" else each.containment
        common = text("similar.common", lang, n=int(100 * share))
        day = each.date or text("date.unknown", lang)
        click.echo(f"{each.id}  {day}  {each.source}  {each.title}\n   {standing}, {common}")


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--diff", type=(int, int), metavar="A B", help="What changed from version A to version B.")
@click.option("--raw", type=int, metavar="N", help="The original bytes of version N.")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def versions(
    session: Session, article_id: str, diff: tuple[int, int] | None, raw: int | None, as_json: bool
) -> None:
    """What an article said before it was changed."""
    from workspace.versions import version_json

    with session.open() as workspace:
        if raw is not None:
            sys.stdout.buffer.write(workspace.versions.original(article_id, raw))
            return
        if diff is not None:
            _diff(workspace, article_id, diff, as_json)
            return
        every = workspace.versions.all(article_id)
    if as_json:
        print_json({"id": article_id, "total": len(every), "items": [version_json(each) for each in every]})
        return
    for version in every:
        _print(version)


def _print(version: Version) -> None:
    lang = interface_language()
    names = ", ".join(text(f"versions.change.{name}", lang) for name in version.changed)
    what = names or text("versions.first" if version.number == 1 else "versions.change.none", lang)
    parts = [text("versions.number", lang, n=version.number), version.ingested_at, what]
    if version.modified:
        parts.append(f"{text('versions.modified', lang)}: {version.modified}")
    click.echo(" · ".join(parts))
    click.echo(f"   {version.title if version.is_kept else text('versions.not_kept', lang)}")


def _diff(workspace: Workspace, article_id: str, pair: tuple[int, int], as_json: bool) -> None:
    from workspace.versions import compared, pieces_json

    lang = interface_language()
    old, new = (workspace.versions.get(article_id, each) for each in pair)
    lines = compared(old, new)
    if as_json:
        changed: dict[str, Any] = {"id": article_id, "from": pair[0], "to": pair[1]}
        print_json({**changed, "paragraphs": pieces_json(lines)})
    elif lines is None:
        click.echo(text("versions.not_kept", lang))
    else:
        click.echo("\n\n".join(map(_line, lines)) or text("versions.no_change", lang))


def _line(pieces: list[Piece]) -> str:
    """A paragraph with ``[-words taken out-]`` and ``{+words added+}``, as in ``git diff --word-diff``."""
    marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(marks[piece.kind][0] + piece.text + marks[piece.kind][1] for piece in pieces)
