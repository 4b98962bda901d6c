"""What the workspace knows of quotations and of those who said them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workspace.finding import Finding
from workspace.quotations import QuotesAnswer, all_quotations, quotes_text

if TYPE_CHECKING:
    from archive.model import Mention
    from workspace.nearest import Near
    from workspace.persons import PeoplePage, PersonFacts
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

    def nearest_quotations(
        self, sentence: str, most: int = 5, filters: Mapping[str, tuple[str, ...]] | None = None
    ) -> tuple[Near, ...]:
        """«Did they say it?»: quotations nearest to a sentence, the words that differ marked."""
        from workspace.nearest import nearest_quotations

        return nearest_quotations(self, sentence, most, filters)

    def person(self, person_id: str) -> PersonFacts | None:
        """Names, forms, offices, counts and dates of somebody; ``None`` when no article names them."""
        from workspace.persons import person

        return person(self, person_id)

    def people_list(self, prefix: str = "", offset: int = 0, limit: int = 50, **chosen: Any) -> PeoplePage:
        """Everyone whose name begins so, in Kazakh order (see ``workspace.persons.people_list``)."""
        from workspace.persons import people_list

        return people_list(self, prefix, offset, limit, **chosen)

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Places and people found in an article, with their spans; ArticleNotFound."""
        return self.store.mentions(article_id)
