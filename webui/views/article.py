"""``/a/<id>``."""

from __future__ import annotations

import datetime as dt
from pathlib import PurePath
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template, request

from archive.errors import QueryError
from archive.model import Article
from index.query.ast import Node
from messages import date, text
from webui import audience, language, links, neighbours, present, quoting
from webui.marking import marked, paragraphs
from webui.params import SearchForm

if TYPE_CHECKING:
    from workspace import Workspace

blueprint = Blueprint("article", __name__)


@blueprint.get("/a/<article_id>")
def show(article_id: str) -> str:
    """An article, its words marked when it was opened from a search."""
    workspace, ui = current_app.extensions["workspace"], language.current()
    article = workspace.article(article_id)
    node = _node(workspace)
    before, after = neighbours.of(workspace)
    quotes = sorted(article.quotes, key=lambda quote: quote.spans)
    codes = [tag.code for tag in article.regions], [tag.code for tag in article.topics]
    title = article.title or text("web.untitled", ui)
    cut = audience.is_cut(article_id)
    return render_template(
        "article.html",
        article=article,
        title=title,
        file_name=PurePath(article.provenance.path).name,
        heading=marked(title, workspace.marks(title, node) if node else ()),
        paragraphs=list(
            paragraphs(
                article.body,
                workspace.marks(article.body, node) if node else (),
                quoting.stretches(quotes, ui),
            )
        ),
        notes={n: quoting.said(article, quote, n, ui) for n, quote in enumerate(quotes, start=1)},
        tags=list(present.tags(workspace, *codes, ui)),
        speakers=[(s.name, links.url("subjects.person", person_id=s.id)) for s in article.speakers],
        citation=citation(article, request.base_url, ui),
        cut=cut,
        excerpt=workspace.excerpt(article_id) if cut else "",
        held=audience.held(article_id),
        access_line=lambda standing: audience.line(standing, ui),
        back=neighbours.back(),
        before=before,
        after=after,
    )


def _node(workspace: Workspace) -> Node | None:
    """The query the article was opened with; None without one, or when it does not parse."""
    if not request.args.get("q"):
        return None
    try:
        form = SearchForm.read(request.args)
        return workspace.search_text(form.query, **form.as_search(limit=0, offset=0, facets=False)).node
    except QueryError:
        return None


def citation(article: Article, address: str, ui: str) -> str:
    """A citation ready to copy, after GOST R 7.0.5: author, title, source, date, addresses, day of access."""
    author = f"{article.author.rstrip('.')}. " if article.author else ""
    parts = [f"{author}{article.title or text('web.untitled', ui)} // {article.source}"]
    parts.append(date(article.date, ui).rstrip("."))
    if article.url:
        parts.append(f"URL: {article.url}")
    today = dt.datetime.now(dt.UTC).date().strftime("%d.%m.%Y")
    parts.append(f"{text('site.name', ui)}: {address} ({text('cite.accessed', ui)}: {today})")
    return ". – ".join(parts) + "."
