"""``bag``: an archive, or every article of a search, as a folder that can be checked anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.common import Session, asked, filter_options, interface_language, join_query, note, print_json
from messages import number, text

if TYPE_CHECKING:
    from workspace import Workspace


@click.group()
def bag() -> None:
    """An archive, or a search with all its articles, as a bag (BagIt)."""


@bag.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", metavar="FILE_OR_FOLDER [QUERY]", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False), help="Research bundle of QUERY in a new folder."
)
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True)
@click.option("--with-held-back", is_flag=True, help="With -o: also what is not open to the public.")
@filter_options
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def export(
    session: Session, /, words: tuple[str, ...], output: str | None, as_json: bool, **options: Any
) -> None:
    """Articles with original bytes and digests, to be kept, proved and imported elsewhere.

    FILE_OR_FOLDER gets all articles, or those of QUERY, with everything kept of them; a name that ends in
    .tar or .tar.gz is one file. With -o all words are the query, and the folder is a research bundle, to be
    given away: without what is not open to the public.
    """
    if not words:
        raise click.UsageError("FILE_OR_FOLDER [QUERY]")
    with session.open() as workspace:
        report = _bundle(workspace, output, words, options) if output else _keep(workspace, words, options)
    if as_json:
        print_json(report)
        return
    lang = interface_language()
    count = number(report["articles"], lang)
    click.echo(text("cli.bag.written", lang, n=count, path=report["path"]))


def _bundle(
    workspace: Workspace, output: str, words: tuple[str, ...], options: dict[str, Any]
) -> dict[str, Any]:
    from commands.export import tell_held_back
    from workspace.bundle import articles_of, write_bundle
    from workspace.giving import given

    archive, chosen = given(workspace, options.pop("with_held_back")), asked(options)
    bundle = write_bundle(archive, Path(output), join_query(words), chosen)
    ids = [record["id"] for record in articles_of(Path(output))] if archive.cut else []
    tell_held_back(workspace, archive, join_query(words), chosen, ids)
    return {"path": output, **bundle.query, "articles": bundle.articles}


def _keep(workspace: Workspace, words: tuple[str, ...], options: dict[str, Any]) -> dict[str, Any]:
    from workspace.bagging import write_bag

    wanted = asked(options)
    limited = any(value for key, value in wanted.items() if key not in ("match", "exact_letters"))
    query = join_query(words[1:]) or ("*" if limited else None)
    report = write_bag(workspace, Path(words[0]), query, wanted)
    if report.held_back:
        lang = interface_language()
        note(text("cli.access.held_inside", lang, n=number(report.held_back, lang)))
    return report.as_json()


@bag.command("import")
@click.argument("path", metavar="FILE_OR_FOLDER", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def import_(session: Session, path: Path, as_json: bool) -> None:
    """Take in the articles of a bag, under the same ids, each digest proved."""
    from commands.backup import progress
    from workspace.unbagging import import_bag

    with session.open(create=True) as workspace:
        report = import_bag(workspace, path, progress()).as_json()
    if as_json:
        print_json(report)
        return
    lang = interface_language()
    for name, count in report.items():
        if count or name == "added":
            click.echo(text(f"cli.bag.{name}", lang, n=number(count, lang)))


@bag.command()
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def check(session: Session, folder: str, as_json: bool) -> None:
    """Prove a bag and say what is in it."""
    from workspace.bundle import read_bundle

    bundle = read_bundle(Path(folder))
    if as_json:
        print_json({**bundle.query, "articles": bundle.articles})
        return
    lang = interface_language()
    query = bundle.query["query"] or "*"
    click.echo(text("cli.bag.right", lang, n=number(bundle.articles, lang), query=query))
