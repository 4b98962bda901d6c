"""What the workspace knows of quotations and of those who said them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workspace.finding import Finding
from workspace.quotations import QuotesAnswer, all_quotations, quotes_text

if TYPE_CHECKING:
    from archive.model import Mention
    from workspace.quotations import Quoted


class Quoting(Finding):
    """The half of a workspace that finds quotations."""

    def quotes_text(self, query: str = "*", **asked: Any) -> QuotesAnswer:
        """Quotations found by the words said (see ``workspace.quotations.quotes_text``)."""
        return quotes_text(self, query, **asked)

    def all_quotations(self, answer: QuotesAnswer) -> Iterator[Quoted]:
        """Every quotation of an answer, in its order, without paging."""
        return all_quotations(self, answer)

    def quotations_of(self, person_id: str, query: str = "*", **asked: Any) -> QuotesAnswer:
        """What somebody said, by id; earliest or latest first with ``sort``."""
        filters = {**(asked.pop("filters", None) or {}), "speaker": (person_id,)}
        return quotes_text(self, query, filters=filters, **asked)

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Places and people found in an article, with their spans; ArticleNotFound."""
        return self.store.mentions(article_id)
