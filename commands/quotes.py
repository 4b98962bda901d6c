"""``quotes``: what was said, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from commands.render import repair_lines
from messages import number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.model import Quotation
    from workspace.quotations import Quoted, QuotesAnswer

QUERY = {"ignore_unknown_options": True}


@click.command(context_settings=QUERY)
@click.argument("query", nargs=-1)
@click.option("--kind", multiple=True, type=click.Choice(["direct", "indirect", "mixed"]))
@click.option("--confidence", multiple=True, type=click.Choice(["sure", "likely", "unsure"]))
@click.option("--limit", default=20, type=click.IntRange(0, 1000), show_default=True)
@click.option("--offset", default=0, type=click.IntRange(0))
@click.option("--sort", default="relevance", type=click.Choice(["relevance", "date", "-date"]))
@click.option("--match", default="all", type=click.Choice(["all", "any"]))
@click.option("--exact-letters", is_flag=True, help="Don't repair letters.")
@click.option("--count", "count_only", is_flag=True, help="Print the number of quotations alone.")
@click.option("--json", "as_json", is_flag=True)
@filter_options
@click.pass_obj
def quotes(session: Session, /, query: tuple[str, ...], **options: Any) -> None:
    """Find quotations by the words said; without a query, all of them."""
    chosen = asked(options)
    chosen["filters"] |= {name: options[name] for name in ("kind", "confidence") if options[name]}
    with session.open() as workspace:
        answer = workspace.quotes_text(
            join_query(query),
            **chosen,
            offset=options["offset"],
            limit=0 if options["count_only"] else options["limit"],
        )
        near = () if answer.total else workspace.spellings(answer.search)
    lang = interface_language()
    if answer.search.stale:
        note(text("cli.stale", lang))
    if options["count_only"]:
        click.echo(str(answer.total))
    elif options["as_json"]:
        print_json(answer.as_json())
    else:
        for line in repair_lines(answer.search, lang):
            note(line)
        for line in quote_lines(answer, lang):
            click.echo(line)
        for each in near:
            click.echo(text("cli.did_you_mean", lang, query=each.query, n=number(each.articles, lang)))


def quote_lines(answer: QuotesAnswer, lang: str) -> Iterator[str]:
    """The number of quotations, then for each who said it and how sure that is, the words, and where."""
    if not answer.total:
        yield text("cli.quotes.nothing", lang)
        return
    yield text("cli.quotes.count", lang, n=number(answer.total, lang))
    for position, quoted in enumerate(answer.items, start=answer.search.request.offset + 1):
        yield ""
        yield from _lines(position, quoted, lang)


def _lines(position: int, quoted: Quoted, lang: str) -> Iterator[str]:
    yield from quotation_lines(position, quoted.quotation, lang)
    article = quoted.article
    date = article.date.isoformat() if article.date else text("date.unknown", lang)
    yield f"   {date} · {article.source} · {quoted.quotation.id}"
    yield f"   {article.title}"


def quotation_lines(position: int, quotation: Quotation, lang: str) -> Iterator[str]:
    """Who said it, how sure that is, of what kind; the words; the words of the text that say so."""
    from index.document import how_sure

    speaker = quotation.speaker.name if quotation.speaker else text("quote.nobody", lang)
    sure = text(f"sure.{how_sure(quotation.confidence) if quotation.speaker else 'none'}", lang)
    yield f"{position}. {speaker} · {sure} · {text(f'quote.{quotation.kind}', lang)}"
    yield "   " + words_said(quotation)
    named = (quotation.source.text if quotation.source else None, quotation.cue)
    cue = " – ".join(" ".join(part.split()) for part in named if part)
    if cue:
        yield f"   {text('quote.cue', lang)}: {cue}"


def words_said(quotation: Quotation) -> str:
    """The parts of a quotation on one line; only words said verbatim stand in guillemets."""
    words = " … ".join(" ".join(part.split()) for part in quotation.content)
    return words if quotation.kind == "indirect" else f"«{words}»"
