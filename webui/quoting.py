"""Quotations as the pages show them: who, how we know, how sure, where, and ready to be cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from markupsafe import Markup

from archive.model import Article, PartialDate, Quotation
from index.document import how_sure
from messages import date, text
from messages.table import has
from webui import language, links
from webui.marking import Span, Stretch, marked
from webui.present import Loosened

if TYPE_CHECKING:
    from archive.model import Speaker
    from webui.params import SearchForm
    from workspace import Workspace
    from workspace.quotations import QuotesAnswer

SQUARES = {"sure": 3, "likely": 2, "unsure": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation. ``level`` is ``sure``, ``likely``, ``unsure``, or ``none`` without a speaker; ``why``
    a sentence; ``words`` the text of the source as the article has it; ``lang`` that of the article; ``show``
    leads to its place."""

    number: int
    anchor: str
    parts: tuple[Markup, ...]
    direct: bool
    kind: str
    cue: str
    words: str
    speaker: str
    speaker_link: str
    level: str
    squares: int
    why: str
    lang: str
    date: PartialDate | None
    source: str
    title: str
    show: str
    permalink: str
    citation: str


def anchor(quote: Quotation) -> str:
    """The name of its place on the page of its article: the offset of its first span."""
    return f"q{quote.spans[0][0]}"


def said(
    article: Article,
    quote: Quotation,
    number: int,
    lang: str,
    marks: Sequence[Sequence[Span]] = (),
    tag: str = "mark",
) -> Said:
    """A quotation with the words of its article; ``marks`` are spans in its parts, shown as ``tag``."""
    level = how_sure(quote.confidence) if quote.speaker else "none"
    permalink = url_for("article.show", article_id=article.id, _external=True, _anchor=anchor(quote))
    shown = marks or [()] * len(quote.content)
    return Said(
        number=number,
        anchor=anchor(quote),
        parts=tuple(marked(part, spans, tag) for part, spans in zip(quote.content, shown, strict=True)),
        direct=quote.kind == "direct",
        kind=text(f"quote.{quote.kind}", lang),
        cue=quote.cue or "",
        words=quote.source.text if quote.source else "",
        speaker=quote.speaker.name if quote.speaker else text("quote.nobody", lang),
        speaker_link=_speaker_link(quote.speaker),
        level=level,
        squares=SQUARES[level],
        why=_why(quote, level, lang),
        lang=language.of_text(article.lang),
        date=article.date,
        source=article.source,
        title=article.title or text("web.untitled", lang),
        show=f"{links.article(article.id)}#{anchor(quote)}",
        permalink=permalink,
        citation=citation(article, quote, permalink, lang),
    )


def _speaker_link(speaker: Speaker | None) -> str:
    return links.url("subjects.person", person_id=speaker.id) if speaker else ""


def _why(quote: Quotation, level: str, lang: str) -> str:
    """Confidence in a word, and how the speaker is known."""
    key = f"evidence.{quote.evidence}"
    reason = f": {text(key, lang)}" if has(key) else ""
    return text(f"sure.{level}", lang) + reason


def citation(article: Article, quote: Quotation, permalink: str, lang: str) -> str:
    """The words, who said them, and where they stand, to be copied as one text. Only words said verbatim
    stand in guillemets."""
    words = " … ".join(quote.content)
    words = f"«{words}»" if quote.kind == "direct" else f"{words} ({text('quote.' + quote.kind, lang)})"
    who = quote.speaker.name if quote.speaker else text("quote.nobody", lang)
    where = f"{article.title or text('web.untitled', lang)} // {article.source}"
    return f"{words}. {who}. {where}. {date(article.date, lang).rstrip('.')}. {permalink}"


def stretches(quotes: Sequence[Quotation], lang: str) -> list[Stretch]:
    """Where the quotations of an article stand in its body, in text order, numbered from 1."""
    found = []
    for number, quote in enumerate(quotes, start=1):
        label = text("quote.note", lang, n=number)
        for part, (start, end) in enumerate(quote.spans):
            name = anchor(quote) if not part else ""
            found.append(Stretch(start, end, number, name, part == len(quote.spans) - 1, label))
    return sorted(found, key=lambda stretch: (stretch.start, stretch.end))


def cards(workspace: Workspace, found: QuotesAnswer, offset: int, lang: str) -> list[Said]:
    """The quotations of a page, the words asked for marked in each."""
    node = found.search.node
    return [
        said(
            each.article,
            each.quotation,
            number,
            lang,
            [workspace.marks(part, node) for part in each.quotation.content],
        )
        for number, each in enumerate(found.items, start=offset + 1)
    ]


def loosened(workspace: Workspace, form: SearchForm, lang: str) -> Iterator[Loosened]:
    """This question without one of its filters, where that finds something."""
    for name in form.filters:
        rest = {key: values for key, values in form.filters.items() if key != name}
        asked = form.as_search(filters=rest, limit=0, offset=0, facets=False)
        count = workspace.quotes_text(form.query, **asked).total
        if count:
            label = text("empty.without", lang, filter=text(f"facet.{name}", lang))
            yield Loosened(label, links.without(name), count)
