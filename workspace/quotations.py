"""Quotations found by the words said, by who said them and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from archive.errors import InvalidRequest
from archive.model import Article, Quotation, QuoteKind
from archive.to_json import quote_json
from index.document import article_of, how_sure, sortable
from index.query.ast import Node
from index.query.quoted import of_quotations
from index.request import QUOTE_FACETS, Match, SearchRequest
from workspace.answers import SearchAnswer
from workspace.sampling import SEED, Order

if TYPE_CHECKING:
    from workspace.finding import Finding

KINDS: tuple[str, ...] = get_args(QuoteKind)
CONFIDENCE = ("sure", "likely", "unsure")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with the article it stands in; ``score`` is how well it fits, 0 where nothing was asked."""

    quotation: Quotation
    article: Article
    score: float = 0.0

    @property
    def confidence(self) -> str:
        """The range its probability is told in: sure, likely or unsure."""
        return how_sure(self.quotation.confidence)

    def as_json(self) -> dict[str, Any]:
        """An item of ``quotes --json``; ``outlet`` is the source of the article."""
        article = self.article
        return quote_json(self.quotation) | {
            "source_id": article.source_id,
            "title": article.title,
            "date": article.date.isoformat() if article.date else None,
            "outlet": article.source,
            "url": article.url,
        }


@dataclass(frozen=True, slots=True)
class QuotesAnswer:
    """A page of quotations. ``search`` holds how the query was read, the total, the facets and the cursor."""

    search: SearchAnswer
    items: tuple[Quoted, ...]

    @property
    def total(self) -> int:
        return self.search.page.total

    def as_json(self) -> dict[str, Any]:
        """The object of ``quotes --json``."""
        return {
            "query": {
                "raw": self.search.raw,
                "parsed": self.search.parsed,
                "repairs": [repair.as_json() for repair in self.search.repairs],
            },
            "total": self.total,
            "items": [item.as_json() for item in self.items],
            "next": self.search.page.next,
        }


def quotes_text(
    workspace: Finding,
    query: str = "*",
    *,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    undated: bool = False,
    match: Match = "all",
    sort: Order = "relevance",
    seed: int = SEED,
    offset: int = 0,
    limit: int = 20,
    facets: bool = False,
    exact_letters: bool = False,
) -> QuotesAnswer:
    """Find quotations; an empty query is all of them. Raises QueryError.

    ``filters`` may also name ``kind`` (direct, indirect, mixed), ``confidence`` (sure, likely, unsure) and
    ``article`` (an id). Letters are repaired as in ``search_text``.
    """
    names, drawn = workspace.names, seed if sort == "random" else None
    _check(filters or {})

    def ask(node: Node) -> SearchAnswer:
        request = SearchRequest(
            query=of_quotations(names.narrowed(node, filters or {})),
            filters=names.filters(filters or {}),
            date_from=date_from,
            date_to=date_to,
            undated=undated,
            match=match,
            sort="date" if sort == "random" else sort,
            offset=offset,
            limit=limit,
            facets=QUOTE_FACETS if facets else (),
        )
        page = workspace._page(workspace.quote_engine, request, drawn)
        return SearchAnswer(query, node, request, page, (), workspace.is_quotes_stale(), drawn)

    found = workspace.read_and_ask(query if query.strip() else "*", ask, exact_letters)
    answer = replace(found, raw=query)
    scores = [(hit.id, hit.score) for hit in answer.page.hits]
    return QuotesAnswer(answer, tuple(read_quotations(workspace, scores)))


def _check(filters: Mapping[str, tuple[str, ...]]) -> None:
    for field, known in (("kind", KINDS), ("confidence", CONFIDENCE)):
        for value in filters.get(field, ()):
            if value not in known:
                raise InvalidRequest(field, value, f"quote_{field}")


def read_quotations(workspace: Finding, scores: Sequence[tuple[str, float]]) -> Iterator[Quoted]:
    """Quotations by id with a score each, as the store has them now; gone ones are left out."""
    if not scores:
        return
    ids = dict.fromkeys(article_of(quote_id) for quote_id, _ in scores)
    held = {
        sortable(quotation.id): (quotation, article)
        for article in workspace.store.articles(ids)
        for quotation in article.quotes
    }
    for quote_id, score in scores:
        if quote_id in held:
            yield Quoted(*held[quote_id], score)


def all_quotations(workspace: Finding, answer: QuotesAnswer, page: int = 500) -> Iterator[Quoted]:
    """Every quotation of an answer in its order, read some hundred at a time."""
    ids = list(workspace._ids(workspace.quote_engine, answer.search))
    for start in range(0, len(ids), page):
        yield from read_quotations(workspace, [(quote_id, 0.0) for quote_id in ids[start : start + page]])
