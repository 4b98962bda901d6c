"""Concordance lines as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model import PartialDate
from index.concordance import KwicSort
from webui import links

if TYPE_CHECKING:
    from workspace import Workspace
    from workspace.concordances import Concordance

SHOWN_FORMS = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``key`` is the word it is sorted by, cut off from ``before`` or ``after``."""

    before: str
    before_key: str
    match: str
    after_key: str
    after: str
    date: PartialDate | None
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands in the texts, how often, and the search for this form alone."""

    text: str
    count: int
    link: str


def rows(workspace: Workspace, found: Concordance, by: KwicSort) -> list[Row]:
    articles = {
        article.id: article for article in workspace.articles({line.article_id for line in found.lines})
    }
    shown = []
    for line in found.lines:
        before, before_key = _cut(line.before, last=True) if by == "L1" else (line.before, "")
        after, after_key = _cut(line.after, last=False) if by == "R1" else (line.after, "")
        article = articles[line.article_id]
        link = links.article(line.article_id)
        shown.append(
            Row(before, before_key, line.match, after_key, after, article.date, article.source, link)
        )
    return shown


def _cut(text: str, last: bool) -> tuple[str, str]:
    """The rest, and the nearest word."""
    if last:
        rest, _, word = text.rpartition(" ")
    else:
        word, _, rest = text.partition(" ")
    return rest, word


def forms(found: Concordance) -> list[Form]:
    """The forms that were found, most frequent first."""
    return [
        Form(form, count, links.view("kwic.kwic", query=f"={form}" if " " not in form else f'"{form}"'))
        for form, count in found.forms[:SHOWN_FORMS]
    ]
