"""«Also in» and versions as the templates show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from archive.model import PartialDate
from messages import text
from webui import language, links
from webui.present import Found
from workspace.similar import differences, elsewhere, folded

if TYPE_CHECKING:
    from archive.duplicates import Piece
    from archive.store.similar import Alike, Group
    from workspace import Workspace

#: So many are named below an article.
NAMED = 30


@dataclass(frozen=True, slots=True)
class Other:
    """An article of the same text: ``how`` it stands to the one shown, and where both are compared."""

    title: str
    lang: str
    source: str
    date: PartialDate | None
    link: str
    how: str = ""
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Also:
    """What else has the text: those named, how many are not, and a line that counts."""

    others: tuple[Other, ...]
    more: int
    line: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit of a list with its place among all hits, and what is folded under it."""

    record: Found
    hit: int
    also: Also | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of hits: how many are ``folded`` away, and the address that shows or folds them."""

    hits: tuple[Shown, ...]
    folded: int
    switch: str
    is_folding: bool


def also_in(workspace: Workspace, article_id: str) -> Also | None:
    """What else has the text of an article, or nearly so; None when nothing has."""
    ui = language.current()
    found = workspace.similar.also_in(article_id, NAMED)
    if not found.items:
        return None
    others = tuple(_other(article_id, each, ui) for each in found.items)
    line = _line(found.total, found.sources, ui)
    return Also(others, found.total - len(others), line)


def listed(workspace: Workspace, records: Sequence[Found], offset: int) -> Listed:
    """A page of hits with those of one text under the first, unless ``same=all`` asks for all of them."""
    is_folding = request.args.get("same") != "all"
    page = folded(workspace, [record.id for record in records], is_folding)
    named = elsewhere(workspace, page.groups)
    others = _named(workspace, {id for shown in page.shown for id in named.get(shown, ())})
    by_id = {record.id: (record, offset + place) for place, record in enumerate(records, start=1)}
    hits = []
    for id in page.shown:
        group = page.groups.get(id)
        also = _folded_under(group, [others[each] for each in named[id] if each in others]) if group else None
        hits.append(Shown(*by_id[id], also))
    hidden = sum(map(len, page.under.values()))
    return Listed(tuple(hits), hidden, links.here(same="all" if is_folding else None), is_folding)


def paragraphs(workspace: Workspace, one: str, other: str) -> list[list[Piece]] | None:
    """What differs between two articles, None when nothing does."""
    found = differences(workspace, one, other)
    return found if any(piece.kind != "same" for line in found for piece in line) else None


def _other(own: str, each: Alike, ui: str) -> Other:
    words = text(f"similar.{each.standing if each.jaccard else 'group'}", ui)
    share = each.jaccard if each.standing == "near" else each.containment
    if each.standing != "same" and share:
        words += f", {text('similar.common', ui, n=max(1, int(100 * share)))}"
    compare = links.url("similar.compare", article_id=own, other=each.id) if each.standing != "same" else ""
    return Other(
        title=each.title or text("web.untitled", ui),
        lang=language.of_text(each.lang) if each.title else ui,
        source=each.source,
        date=PartialDate.parse(each.date) if each.date else None,
        link=links.url("article.show", article_id=each.id),
        how=words,
        compare=compare,
    )


def _named(workspace: Workspace, ids: set[str]) -> dict[str, Other]:
    ui = language.current()
    return {
        article.id: Other(
            title=article.title or text("web.untitled", ui),
            lang=language.of_text(article.lang) if article.title else ui,
            source=article.source,
            date=article.date,
            link=links.article(article.id),
        )
        for article in workspace.articles(sorted(ids))
    }


def _folded_under(group: Group, others: list[Other]) -> Also:
    line = _line(group.size - 1, group.sources - 1, language.current())
    return Also(tuple(others), group.size - 1 - len(others), line)


def _line(articles: int, sources: int, ui: str) -> str:
    return text("similar.also", ui, n=sources) if sources else text("similar.again", ui, n=articles)
