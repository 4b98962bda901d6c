"""A searcher that passes some articles over, as if they had never been there."""

from __future__ import annotations

from typing import Any

from index.engines.tantivy.queries import MUST, NOT, Q, some
from index.engines.tantivy.schema import SCHEMA

#: Fields that name the article of a document: its own id, that of a quotation inside an article's index, that
#: of a quotation in the index of quotations.
_NAMES = ("id", "of", "article")


class Narrowed:
    """Stands in the place of a tantivy searcher; everything that counts or finds goes through it."""

    def __init__(self, searcher: Any, hidden: frozenset[str]) -> None:
        self._searcher = searcher
        self._hidden = some(Q.term_set_query(SCHEMA, name, sorted(hidden)) for name in _NAMES)

    def search(self, query: Any, *args: Any, **options: Any) -> Any:
        return self._searcher.search(self._without(query), *args, **options)

    def aggregate(self, query: Any, asked: dict[str, Any]) -> Any:
        return self._searcher.aggregate(self._without(query), asked)

    def terms_with_prefix(self, field: str, prefix: str, filter_query: Any = None) -> Any:
        kept = self._without(Q.all_query() if filter_query is None else filter_query)
        return self._searcher.terms_with_prefix(field, prefix, filter_query=kept)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)

    def _without(self, query: Any) -> Any:
        return Q.boolean_query([(MUST, query), (NOT, self._hidden)])
