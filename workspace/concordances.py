"""Every place where a query stands in the articles it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.concordance import KwicSort, sort_lines
from index.hits import KwicLine
from kazakh.alphabet import sort_key

if TYPE_CHECKING:
    from workspace.answers import SearchAnswer
    from workspace.finding import Finding

_REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Concordance:
    """A page of lines; ``total`` counts lines, ``articles`` the articles they stand in, ``forms`` how often
    each form was found on all pages, in lower case, most frequent first."""

    answer: SearchAnswer
    lines: tuple[KwicLine, ...]
    total: int
    articles: int
    next: str | None
    forms: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object of ``kwic`` in the contract."""
        return {
            "total": self.total,
            "items": [line_json(line) for line in self.lines],
            "next": self.next,
        }


def line_json(line: KwicLine) -> dict[str, Any]:
    return {
        "article_id": line.article_id,
        "date": line.date,
        "before": line.before,
        "match": line.match,
        "after": line.after,
        "span": list(line.span),
    }


def concordance(
    workspace: Finding,
    query: str,
    *,
    window_words: int = 5,
    by: KwicSort | None = None,
    offset: int = 0,
    limit: int | None = 50,
    **asked: Any,
) -> Concordance:
    """Lines ``offset`` to ``offset + limit`` (all of them for None), in the order ``by`` or that of the hits.

    ``asked`` are the filters of ``search_text``. Raises QueryError. The lines of the last few questions are
    remembered until the index changes, so that turning a page does not read the articles again.
    """
    answer = workspace.search_text(query, limit=0, **asked)
    lines = _remembered(workspace, answer, window_words, by)
    end = len(lines) if limit is None else offset + limit
    page = tuple(lines[offset:end])
    articles = len({line.article_id for line in lines})
    following = str(end) if end < len(lines) else None
    return Concordance(answer, page, len(lines), articles, following, _forms(lines))


def _forms(lines: list[KwicLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(line.match.lower() for line in lines)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], sort_key(pair[0]))))


def _remembered(
    workspace: Finding, answer: SearchAnswer, window_words: int, by: KwicSort | None
) -> list[KwicLine]:
    known: dict[str, list[KwicLine]] = workspace._kept("concordances", dict)
    key = repr((answer.request, window_words, by))
    if key not in known:
        while len(known) >= _REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = sort_lines(_lines(workspace, answer, window_words), by)
    return known[key]


def _lines(workspace: Finding, answer: SearchAnswer, window_words: int) -> Iterator[KwicLine]:
    for article in workspace.texts(workspace.ids(answer)):
        yield from workspace.lines(article, answer.node, window_words)
